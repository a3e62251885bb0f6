package inspection

// ExtensionDecided grants or refuses a later day. The enterprise does not decide.
type ExtensionDecided struct {
	Step
	Granted bool   `cbor:"granted"`
	Until   string `cbor:"until,omitempty"` // YYYY-MM-DD, when granted
	Reason  string `cbor:"reason"`
}

// Kind is "extension-decided".
func (*ExtensionDecided) Kind() string { return "extension-decided" }

func (e *ExtensionDecided) check() error {
	if err := first(e.Step.check(), required("reason", e.Reason), text("reason", e.Reason)); err != nil || !e.Granted {
		return err
	}
	return day("until", e.Until)
}
