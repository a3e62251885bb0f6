package park

import "anquan.example/paicha/inspection"

// withdraw takes a finding back, with a second expert who agrees.
var withdraw = Act{
	Name: "withdraw", Roles: leads, Thing: OnFinding, Offered: live,
	Fields: []Field{{Name: "reason", Kind: Line, Required: true}, {Name: "second", Kind: Line, Required: true}},
	make: func(s Subject, v Values) ([]inspection.Payload, error) {
		return one(&inspection.Withdrawn{ID: s.Inspection.ID, Finding: s.Finding.Finding, Reason: v.get("reason"), Second: v.get("second"), Seen: s.seen()})
	},
}

// reword corrects how a finding is worded: description, place, measure, deadline. Its level is decided elsewhere.
var reword = Act{
	Name: "reword", Roles: leads, Thing: OnFinding, Offered: live,
	Fields: []Field{{Name: "description", Kind: Text}, {Name: "place", Kind: Line}, {Name: "measure", Kind: Text}, {Name: "deadline", Kind: Day}},
	make: func(s Subject, v Values) ([]inspection.Payload, error) {
		f := s.Finding.Found
		for name, at := range map[string]*string{"description": &f.Description, "place": &f.Place, "measure": &f.Measure, "deadline": &f.Deadline} {
			if text := v.get(name); text != "" {
				*at = text
			}
		}
		f.Seen = s.seen()
		return one(&f)
	},
}
