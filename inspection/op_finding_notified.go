package inspection

// Notified tells the enterprise of a finding after the list was sealed: new, or again after a re-check that failed. The seal itself
// notifies of all that it covers.
type Notified struct {
	Step
	Name    string `cbor:"name"`              // who of the enterprise signed, or refused
	Refused bool   `cbor:"refused,omitempty"` // and it was noted
	Reason  string `cbor:"reason,omitempty"`
	Witness string `cbor:"witness,omitempty"`
}

// Kind is "finding-notified".
func (*Notified) Kind() string { return "finding-notified" }

func (n *Notified) check() error {
	if err := first(n.Step.check(), line("name", n.Name), texts("reason", n.Reason, "witness", n.Witness)); err != nil || !n.Refused {
		return err
	}
	return first(line("reason of refusal", n.Reason), line("witness of refusal", n.Witness))
}
