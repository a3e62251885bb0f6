package inspection

// Rechecked is a named person's look at what was rectified. A pass counts only by somebody who is neither of the team that
// recorded the finding nor of the enterprise; a fail counts from anybody.
type Rechecked struct {
	Step
	Passed bool `cbor:"passed"`
}

// Kind is "finding-rechecked".
func (*Rechecked) Kind() string { return "finding-rechecked" }

func (r *Rechecked) check() error {
	if err := r.Step.check(); err != nil || r.Passed {
		return err
	}
	return required("note: what is still wrong", r.Note)
}
