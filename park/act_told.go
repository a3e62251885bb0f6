package park

import "anquan.example/paicha/inspection"

// told is the enterprise's notice of the finding to its workers (安全生产法 art. 41).
var told = Act{
	Name: "told", Roles: enterprises, Thing: OnFinding, Offered: live,
	Fields: []Field{{Name: "way", Kind: Line, Required: true}, {Name: "day", Kind: Day, Required: true}, {Name: "photos", Kind: Photos}},
	make: func(s Subject, v Values) ([]inspection.Payload, error) {
		return append(s.attached(true), &inspection.WorkersTold{Step: s.step(""), Way: v.get("way"), Day: v.get("day")}), nil
	},
}
