package park

import (
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/report"
)

// signed takes in photos of a paper that was signed by hand; they belong to the inspection, as evidence.
var signed = Act{
	Name: "signed", Roles: actors, Thing: OnInspection, Offered: func(Subject) bool { return true },
	Fields: []Field{{Name: "paper", Kind: Choice, Required: true, Choices: report.Kinds()}, {Name: "photos", Kind: Photos, Required: true}},
	make: func(s Subject, v Values) (ps []inspection.Payload, err error) {
		for _, photo := range s.Photos {
			ps = append(ps, &inspection.Photographed{ID: s.Inspection.ID, Paper: v.get("paper"), Photo: photo})
		}
		return ps, nil
	},
}
