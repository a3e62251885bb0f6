package park

import (
	"slices"

	"anquan.example/paicha/inspection"
)

// dispute is the enterprise's objection, with its evidence.
var dispute = Act{
	Name: "dispute", Roles: enterprises, Thing: OnFinding, Offered: live,
	Fields: []Field{{Name: "evidence", Kind: Text, Required: true}, {Name: "photos", Kind: Photos}},
	make: func(s Subject, v Values) ([]inspection.Payload, error) {
		return append(s.attached(true), &inspection.Disputed{Step: s.step(""), Evidence: v.get("evidence")}), nil
	},
}

// uphold answers a dispute: the finding stands as it is worded.
var uphold = Act{
	Name: "uphold", Roles: judges, Thing: OnFinding,
	Offered: func(s Subject) bool { return len(s.Finding.Disputes) > 0 },
	Fields:  []Field{{Name: "reason", Kind: Text, Required: true}},
	make: func(s Subject, v Values) ([]inspection.Payload, error) {
		return one(&inspection.Settled{ID: s.Inspection.ID, Finding: s.Finding.Finding, Counts: s.Finding.Wording().String(), Reason: v.get("reason"),
			By: s.Who.Name, Seen: s.seen()})
	},
}

// live: the finding is neither closed nor gone.
func live(s Subject) bool {
	return !slices.Contains([]inspection.Status{inspection.StatusClosed, inspection.StatusWithdrawn, inspection.StatusJoined}, s.Finding.Status)
}
