package park

import "anquan.example/paicha/inspection"

// decideMajor records what the competent authority decided of a suspected major hazard.
var decideMajor = Act{
	Name: "decide-major", Roles: officers, Thing: OnFinding,
	Offered: func(s Subject) bool { return live(s) && s.Finding.Grade == inspection.SuspectedMajor },
	Fields:  []Field{{Name: "decision", Kind: Choice, Required: true, Choices: []string{"confirm", "lower"}}, {Name: "authority", Kind: Line, Required: true}, {Name: "document", Kind: Line}, {Name: "note", Kind: Text, Required: true}},
	make: func(s Subject, v Values) ([]inspection.Payload, error) {
		return one(&inspection.MajorDecided{Step: s.step(v.get("note")), Confirmed: v.get("decision") == "confirm", Authority: v.get("authority"), Document: v.get("document")})
	},
}
