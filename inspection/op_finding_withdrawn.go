package inspection

// Withdrawn takes a finding back: it stays in the list, struck out, with the reason and the second expert who agrees. It has no
// effect while somebody said something of the finding that it had not seen.
type Withdrawn struct {
	ID      string `cbor:"inspection"`
	Finding string `cbor:"finding"`
	Reason  string `cbor:"reason"`
	Second  string `cbor:"second"` // second expert's name
	Seen    Seen   `cbor:"seen,omitempty"`
}

// Kind is "finding-withdrawn".
func (*Withdrawn) Kind() string { return "finding-withdrawn" }
func (w *Withdrawn) of() string { return w.ID }
func (w *Withdrawn) saw() Seen  { return w.Seen }

func (w *Withdrawn) check() error {
	return first(id("inspection", w.ID), id("finding", w.Finding), line("reason", w.Reason), line("second expert", w.Second), w.Seen.check())
}

func (w *Withdrawn) apply(i *Inspection, op Op) { i.tell(w.Finding, op) }
