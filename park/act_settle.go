package park

import "anquan.example/paicha/inspection"

// settleFinding says which of several wordings of a finding counts, or that its withdrawal does.
var settleFinding = Act{
	Name: "settle-finding", Roles: leads, Thing: OnFinding,
	Offered: func(s Subject) bool { return len(s.Sides()) > 0 },
	Fields:  []Field{{Name: "counts", Kind: Side, Required: true}, {Name: "reason", Kind: Text, Required: true}},
	make: func(s Subject, v Values) ([]inspection.Payload, error) {
		return one(&inspection.Settled{ID: s.Inspection.ID, Finding: s.Finding.Finding, Counts: v.get("counts"), Reason: v.get("reason"), By: s.Who.Name, Seen: s.seen()})
	},
}

// Sides is what people said of the subject that differs.
func (s Subject) Sides() []inspection.Side {
	for _, c := range s.Inspection.Conflicts() {
		if s.Finding != nil && c.Finding == s.Finding.Finding || s.Finding == nil && c.Finding == "" && c.Key == s.Key {
			return c.Sides
		}
	}
	return nil
}

// settleAnswer says which of several experts' answers to a criterion counts.
var settleAnswer = Act{
	Name: "settle", Roles: leads, Thing: OnCriterion,
	Offered: func(s Subject) bool { return len(s.Inspection.Answers[s.Key]) > 1 },
	Fields:  []Field{{Name: "counts", Kind: Answer, Required: true}, {Name: "reason", Kind: Text, Required: true}},
	make: func(s Subject, v Values) ([]inspection.Payload, error) {
		return one(&inspection.Settled{ID: s.Inspection.ID, Criterion: s.Key.Criterion, Unit: s.Key.Unit, Counts: v.get("counts"), Reason: v.get("reason"),
			By: s.Who.Name, Seen: s.Inspection.SeenAnswers(s.Key)})
	},
}
