package inspection

// Transferred hands a finding to the competent authority.
type Transferred struct {
	Step
	To       string `cbor:"to"`
	Document string `cbor:"document,omitempty"` // its number
	Receipt  string `cbor:"receipt,omitempty"`
}

// Kind is "finding-transferred".
func (*Transferred) Kind() string { return "finding-transferred" }

func (t *Transferred) check() error {
	return first(t.Step.check(), line("to", t.To), texts("document", t.Document, "receipt", t.Receipt))
}
