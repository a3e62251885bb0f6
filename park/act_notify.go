package park

import "anquan.example/paicha/inspection"

// notify tells the enterprise of a finding that no sealed list told it of, or again.
var notify = Act{
	Name: "notify", Roles: officers, Thing: OnFinding, Offered: live,
	Fields: []Field{{Name: "name", Kind: Line, Required: true}, {Name: "refused", Kind: Choice, Choices: []string{"no", "yes"}}, {Name: "reason", Kind: Line}, {Name: "witness", Kind: Line}, {Name: "note", Kind: Text}},
	make: func(s Subject, v Values) ([]inspection.Payload, error) {
		return one(&inspection.Notified{Step: s.step(v.get("note")), Name: v.get("name"), Refused: v.get("refused") == "yes", Reason: v.get("reason"), Witness: v.get("witness")})
	},
}
