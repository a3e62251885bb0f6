package inspection

// Withdrawn takes a finding back: it stays in the list, struck out, with the reason and the second expert who agrees.
type Withdrawn struct {
	ID      string `cbor:"inspection"`
	Finding string `cbor:"finding"`
	Reason  string `cbor:"reason"`
	Second  string `cbor:"second"` // second expert's name
}

// Kind is "finding-withdrawn".
func (*Withdrawn) Kind() string { return "finding-withdrawn" }
func (w *Withdrawn) of() string { return w.ID }

func (w *Withdrawn) check() error {
	return first(id("inspection", w.ID), id("finding", w.Finding), line("reason", w.Reason), line("second expert", w.Second))
}

func (w *Withdrawn) apply(i *Inspection, _ Op) {
	if f := i.finding(w.Finding); f != nil {
		f.Withdrawn = w
	}
}
