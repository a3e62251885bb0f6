package park

import "anquan.example/paicha/inspection"

var joinFields = []Field{{Name: "with", Kind: Finding, Required: true}, {Name: "reason", Kind: Text, Required: true}}

// join says that this finding and another are one; this one stands for both.
var join = Act{
	Name: "join", Roles: judges, Thing: OnFinding, Offered: hasOthers, Fields: joinFields,
	make: func(s Subject, v Values) ([]inspection.Payload, error) {
		return one(&inspection.Joined{ID: s.Inspection.ID, Findings: []string{s.Finding.Finding, v.get("with")}, Kept: s.Finding.Finding, Reason: v.get("reason"), By: s.Who.Name})
	},
}

// apart says that they only look alike.
var apart = Act{
	Name: "apart", Roles: judges, Thing: OnFinding, Offered: hasOthers, Fields: joinFields,
	make: func(s Subject, v Values) ([]inspection.Payload, error) {
		return one(&inspection.Joined{ID: s.Inspection.ID, Findings: []string{s.Finding.Finding, v.get("with")}, Apart: true, Reason: v.get("reason"), By: s.Who.Name})
	},
}

func hasOthers(s Subject) bool { return live(s) && len(s.Inspection.Findings) > 1 }
