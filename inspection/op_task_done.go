package inspection

// TaskDone says that a task is answered; recorded with the answer or the correction that does it.
type TaskDone struct {
	ID   string `cbor:"inspection"`
	Task string `cbor:"task"`
	Note string `cbor:"note,omitempty"`
	By   string `cbor:"by,omitempty"`
}

// Kind is "task-done".
func (*TaskDone) Kind() string { return "task-done" }
func (t *TaskDone) of() string { return t.ID }

func (t *TaskDone) check() error {
	return first(id("inspection", t.ID), id("task", t.Task), texts("note", t.Note, "by", t.By))
}

func (t *TaskDone) apply(i *Inspection, op Op) { i.done = append(i.done, op) }

// finishTasks marks the tasks that are done, by the first who said so.
func (i *Inspection) finishTasks() {
	for _, op := range i.done {
		d := op.Payload.(*TaskDone)
		for n := range i.Tasks {
			if t := &i.Tasks[n]; t.Task == d.Task && t.Done == nil {
				t.Done, t.DoneAt = d, op.At()
			}
		}
	}
}
