package park

import (
	"github.com/google/uuid"

	"anquan.example/paicha/inspection"
)

var taskFields = []Field{{Name: "words", Kind: Text, Required: true}, {Name: "to", Kind: Line}, {Name: "due", Kind: Day}}

// sendBack sends a finding back to the experts' tablets as a task.
var sendBack = Act{
	Name: "send-back", Roles: judges, Thing: OnFinding, Offered: live, Fields: taskFields,
	make: func(s Subject, v Values) ([]inspection.Payload, error) { return s.task(v) },
}

// sendBackCriterion sends one criterion back.
var sendBackCriterion = Act{
	Name: "send-back-criterion", Roles: judges, Thing: OnCriterion, Offered: func(Subject) bool { return true }, Fields: taskFields,
	make: func(s Subject, v Values) ([]inspection.Payload, error) { return s.task(v) },
}

// assignRecheck asks a named person to re-check; it is a task on their tablet.
var assignRecheck = Act{
	Name: "assign-recheck", Roles: officers, Thing: OnFinding,
	Offered: func(s Subject) bool { return s.Finding.Status == inspection.StatusRectified },
	Fields:  []Field{{Name: "to", Kind: Line, Required: true}, {Name: "due", Kind: Day, Required: true}, {Name: "words", Kind: Text, Required: true}},
	make: func(s Subject, v Values) ([]inspection.Payload, error) {
		if why := s.Inspection.Second(v.get("to")); why != "" {
			return nil, &Without{why}
		}
		return s.task(v)
	},
}

func (s Subject) task(v Values) ([]inspection.Payload, error) {
	id, err := uuid.NewV7()
	if err != nil {
		return nil, err
	}
	t := &inspection.TaskSet{ID: s.Inspection.ID, Task: id.String(), Criterion: s.Key.Criterion, Unit: s.Key.Unit, To: v.get("to"), Words: v.get("words"), By: s.Who.Name, Due: v.get("due")}
	if s.Finding != nil {
		t.Finding = s.Finding.Finding
	}
	return one(t)
}
