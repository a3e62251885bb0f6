package inspection

// ExtensionAsked asks for a later day.
type ExtensionAsked struct {
	Step
	Until  string `cbor:"until"` // YYYY-MM-DD
	Reason string `cbor:"reason"`
}

// Kind is "extension-asked".
func (*ExtensionAsked) Kind() string { return "extension-asked" }

func (e *ExtensionAsked) check() error {
	return first(e.Step.check(), day("until", e.Until), required("reason", e.Reason), text("reason", e.Reason))
}
