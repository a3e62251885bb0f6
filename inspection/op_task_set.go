package inspection

import (
	"fmt"
	"time"
)

// TaskSet sends one criterion or one finding back to the experts, with the reviewer's words.
type TaskSet struct {
	ID        string `cbor:"inspection"`
	Task      string `cbor:"task"` // UUIDv7
	Criterion string `cbor:"criterion,omitempty"`
	Unit      string `cbor:"unit,omitempty"`
	Finding   string `cbor:"finding,omitempty"`
	To        string `cbor:"to,omitempty"` // a person; empty: whoever is at the inspection
	Words     string `cbor:"words"`
	By        string `cbor:"by"`
	Due       string `cbor:"due,omitempty"` // YYYY-MM-DD
}

// Kind is "task-set".
func (*TaskSet) Kind() string { return "task-set" }
func (t *TaskSet) of() string { return t.ID }

func (t *TaskSet) check() error {
	if (t.Criterion == "") == (t.Finding == "") {
		return fmt.Errorf("sends back a criterion or a finding: name one of them")
	}
	if t.Finding != "" {
		if err := id("finding", t.Finding); err != nil {
			return err
		}
	}
	if t.Unit != "" {
		if err := id("unit", t.Unit); err != nil {
			return err
		}
	}
	if t.Due != "" {
		if err := day("due", t.Due); err != nil {
			return err
		}
	}
	return first(id("inspection", t.ID), id("task", t.Task), texts("criterion", t.Criterion, "to", t.To, "words", t.Words),
		required("words", t.Words), line("by", t.By))
}

func (t *TaskSet) apply(i *Inspection, op Op) {
	for n := range i.Tasks {
		if i.Tasks[n].Task == t.Task {
			i.Tasks[n].TaskSet = *t
			return
		}
	}
	i.Tasks = append(i.Tasks, Task{TaskSet: *t, Ref: op.Ref, At: op.At()})
}

// Task is a task with what became of it.
type Task struct {
	TaskSet
	Ref
	At     time.Time // the device's clock
	Done   *TaskDone // nil while it is open
	DoneAt time.Time
}

// Open says that nobody said it is done. A newer answer alone does not: whoever gave it may not have read the words.
func (t *Task) Open() bool { return t.Done == nil }

// OpenTasks is the tasks that are open, in the order they were set.
func (i *Inspection) OpenTasks() []Task {
	var open []Task
	for _, t := range i.Tasks {
		if t.Open() {
			open = append(open, t)
		}
	}
	return open
}

// TasksOf is the open tasks of a criterion's key, or of a finding.
func (i *Inspection) TasksOf(k Key, finding string) []Task {
	var of []Task
	for _, t := range i.OpenTasks() {
		if finding != "" && t.Finding == finding || k.Criterion != "" && t.Criterion == k.Criterion && t.Unit == k.Unit {
			of = append(of, t)
		}
	}
	return of
}
