package park

import "anquan.example/paicha/inspection"

// transfer hands a finding to the competent authority (安全生产法 art. 69); the receipt may follow in a second entry.
var transfer = Act{
	Name: "transfer", Roles: officers, Thing: OnFinding, Offered: live,
	Fields: []Field{{Name: "to", Kind: Line, Required: true}, {Name: "document", Kind: Line}, {Name: "receipt", Kind: Line}, {Name: "note", Kind: Text}},
	make: func(s Subject, v Values) ([]inspection.Payload, error) {
		return one(&inspection.Transferred{Step: s.step(v.get("note")), To: v.get("to"), Document: v.get("document"), Receipt: v.get("receipt")})
	},
}
