package inspection

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"anquan.example/paicha/checklist"
)

// Answered answers a criterion (for one unit when asked per unit). A later answer of the same feed, or of the feed that
// continues it, replaces the earlier; answers of different feeds stand side by side and the strictest counts.
type Answered struct {
	ID string `cbor:"inspection"`
	checklist.Answer
	Words    string `cbor:"words"` // Criterion.Hash of the text answered
	Place    string `cbor:"place,omitempty"`
	Note     string `cbor:"note,omitempty"`
	NoPhoto  string `cbor:"no_photo,omitempty"` // why there is none
	Observed string `cbor:"observed,omitempty"` // RFC 3339, when seen; empty: when entered
}

// Kind is "answered".
func (*Answered) Kind() string { return "answered" }
func (a *Answered) of() string { return a.ID }

func (a *Answered) check() error {
	if err := first(
		id("inspection", a.ID), line("criterion", a.Criterion),
		oneOf("answer", a.Value, checklist.OK, checklist.Fail, checklist.NA, checklist.Unseen),
		texts("place", a.Place, "note", a.Note, "reason", a.Reason, "no_photo", a.NoPhoto), moment("observed", a.Observed),
	); err != nil {
		return err
	}
	if (a.Value == checklist.NA || a.Value == checklist.Unseen) && strings.TrimSpace(a.Reason) == "" {
		return fmt.Errorf("answer %q to %s needs a reason", a.Value, a.Criterion)
	}
	if a.Unit != "" {
		if err := id("unit", a.Unit); err != nil {
			return err
		}
	}
	if len(a.Words) != 64 {
		return fmt.Errorf("words %q is not a SHA-256 in hexadecimal", a.Words)
	}
	for leaf, v := range a.Measured {
		if _, ok := new(big.Rat).SetString(v); !ok || len(v) > 32 || strings.ContainsAny(v, "/eEpP_xX") {
			return fmt.Errorf("%s %s: measured value %q is not a decimal number", a.Criterion, leaf, v)
		}
	}
	return nil
}

func (a *Answered) apply(i *Inspection, op Op) {
	key := Key{a.Criterion, a.Unit}
	all := slices.DeleteFunc(i.Answers[key], func(s Said) bool { return i.Mine(op.Feed, s.Ref) })
	all = append(all, Said{Answered: *a, Ref: op.Ref, HLC: op.HLC, At: op.At()})
	strictestFirst(all)
	i.Answers[key] = all
}
