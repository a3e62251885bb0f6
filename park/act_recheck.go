package park

import "anquan.example/paicha/inspection"

// recheck is a second person's look at what was rectified.
var recheck = Act{
	Name: "recheck", Roles: checkers, Thing: OnFinding,
	Offered: func(s Subject) bool {
		return live(s) && (s.Finding.Status == inspection.StatusRectified || s.Finding.Status == inspection.StatusRechecked || s.Finding.Status == inspection.StatusFixed)
	},
	Fields: []Field{{Name: "result", Kind: Choice, Required: true, Choices: []string{"pass", "fail"}}, {Name: "note", Kind: Text, Required: true}, {Name: "photos", Kind: Photos}},
	make: func(s Subject, v Values) ([]inspection.Payload, error) {
		return append(s.attached(v.get("result") == "pass"), &inspection.Rechecked{Step: s.step(v.get("note")), Passed: v.get("result") == "pass"}), nil
	},
}

// close_ closes a finding (销号): another person than the one who re-checked.
var close_ = Act{
	Name: "close", Roles: officers, Thing: OnFinding,
	Offered: func(s Subject) bool { return s.Finding.Status == inspection.StatusRechecked },
	Fields:  []Field{{Name: "note", Kind: Text}},
	make: func(s Subject, v Values) ([]inspection.Payload, error) {
		return one(&inspection.ClosedOff{Step: s.step(v.get("note"))})
	},
}
