package inspection

// Rectified is the enterprise's report that a hazard is removed: what was done. Photos of it are attached with
// Photographed.Proof.
type Rectified struct {
	Step
	Done string `cbor:"done"`
}

// Kind is "finding-rectified".
func (*Rectified) Kind() string { return "finding-rectified" }

func (r *Rectified) check() error {
	return first(r.Step.check(), required("done", r.Done), text("done", r.Done))
}
