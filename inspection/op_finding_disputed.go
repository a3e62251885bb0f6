package inspection

// Disputed is the enterprise's objection to a finding, with its evidence. It changes nothing until somebody who has seen it
// corrects, withdraws, settles or decides.
type Disputed struct {
	Step
	Evidence string `cbor:"evidence"`
}

// Kind is "finding-disputed".
func (*Disputed) Kind() string { return "finding-disputed" }

func (d *Disputed) check() error {
	return first(d.Step.check(), required("evidence", d.Evidence), text("evidence", d.Evidence))
}
