package park

import "anquan.example/paicha/inspection"

// plan is the enterprise's five items: person, measures, funds, deadline, contingency (五落实). A major hazard needs all five.
var plan = Act{
	Name: "plan", Roles: enterprises, Thing: OnFinding, Offered: toRectify,
	Fields: []Field{
		{Name: "person", Kind: Line, Required: true}, {Name: "measures", Kind: Text, Required: true}, {Name: "deadline", Kind: Day, Required: true},
		{Name: "funds", Kind: Line, Heavy: true}, {Name: "contingency", Kind: Text, Heavy: true},
	},
	make: func(s Subject, v Values) ([]inspection.Payload, error) {
		return one(&inspection.Planned{Step: s.step(""), Person: v.get("person"), Measures: v.get("measures"), Funds: v.get("funds"),
			Deadline: v.get("deadline"), Contingency: v.get("contingency")})
	},
}

// toRectify: the enterprise has something to do.
func toRectify(s Subject) bool {
	switch s.Finding.Status {
	case inspection.StatusRecorded, inspection.StatusNotified, inspection.StatusRectifying:
		return true
	}
	return false
}
