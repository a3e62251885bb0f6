package inspection

import (
	"fmt"

	"anquan.example/paicha/checklist"
)

// Scoped answers a scope question; said again, it replaces the answer.
type Scoped struct {
	ID                    string `cbor:"inspection"`
	Question              string `cbor:"question"`
	checklist.ScopeAnswer        // value, kinds, basis
}

// Kind is "scope-answered".
func (*Scoped) Kind() string { return "scope-answered" }
func (s *Scoped) of() string { return s.ID }

func (s *Scoped) check() error {
	if err := first(
		id("inspection", s.ID), line("question", s.Question), texts("basis", s.Basis),
		oneOf("value", s.Value, "yes", "no", "unknown", "kinds"),
	); err != nil {
		return err
	}
	if len(s.Kinds) > 0 && s.Value != "kinds" {
		return fmt.Errorf("kinds given with value %q", s.Value)
	}
	return nil
}

func (s *Scoped) apply(i *Inspection, _ Op) { i.Scope[s.Question] = s.ScopeAnswer }
