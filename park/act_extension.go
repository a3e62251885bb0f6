package park

import "anquan.example/paicha/inspection"

// extension asks for a later day.
var extension = Act{
	Name: "extension", Roles: enterprises, Thing: OnFinding,
	Offered: func(s Subject) bool { return toRectify(s) && s.Finding.Asked == nil },
	Fields:  []Field{{Name: "until", Kind: Day, Required: true}, {Name: "reason", Kind: Text, Required: true}},
	make: func(s Subject, v Values) ([]inspection.Payload, error) {
		return one(&inspection.ExtensionAsked{Step: s.step(""), Until: v.get("until"), Reason: v.get("reason")})
	},
}

// decideExtension grants or refuses it.
var decideExtension = Act{
	Name: "decide-extension", Roles: officers, Thing: OnFinding,
	Offered: func(s Subject) bool { return s.Finding.Asked != nil },
	Fields:  []Field{{Name: "decision", Kind: Choice, Required: true, Choices: []string{"grant", "refuse"}}, {Name: "until", Kind: Day}, {Name: "reason", Kind: Text, Required: true}},
	make: func(s Subject, v Values) ([]inspection.Payload, error) {
		d := &inspection.ExtensionDecided{Step: s.step(""), Granted: v.get("decision") == "grant", Reason: v.get("reason")}
		if d.Granted {
			if d.Until = v.get("until"); d.Until == "" && s.Finding.Asked != nil {
				d.Until = s.Finding.Asked.Until
			}
		}
		return one(d)
	},
}
