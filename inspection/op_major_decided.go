package inspection

// MajorDecided is the competent authority's decision on a suspected major hazard. Lowering one counts only when everything that calls
// it one had been seen.
type MajorDecided struct {
	Step
	Confirmed bool   `cbor:"confirmed"` // else it is a general one
	Authority string `cbor:"authority"`
	Document  string `cbor:"document,omitempty"`
}

// Kind is "major-decided".
func (*MajorDecided) Kind() string { return "major-decided" }

func (m *MajorDecided) check() error {
	return first(m.Step.check(), line("authority", m.Authority), text("document", m.Document))
}
