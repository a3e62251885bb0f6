package inspection

// Planned is the enterprise's plan (五落实): person, measures, funds, deadline, contingency. All five are needed for a suspected
// major hazard, else person, measures and deadline.
type Planned struct {
	Step
	Person      string `cbor:"person"`
	Measures    string `cbor:"measures"`
	Funds       string `cbor:"funds,omitempty"`
	Deadline    string `cbor:"deadline"` // YYYY-MM-DD
	Contingency string `cbor:"contingency,omitempty"`
}

// Kind is "finding-planned".
func (*Planned) Kind() string { return "finding-planned" }

func (p *Planned) check() error {
	return first(p.Step.check(), line("person", p.Person), required("measures", p.Measures), day("deadline", p.Deadline),
		texts("measures", p.Measures, "funds", p.Funds, "contingency", p.Contingency))
}

// Five says whether all five items are there.
func (p *Planned) Five() bool {
	return required("funds", p.Funds) == nil && required("contingency", p.Contingency) == nil
}
