package assess

import (
	"slices"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
)

// Kind is how an item of a scheme gives points.
type Kind string

// Item is a line of the scheme. Which keys it may have depends on its kind: kinds.
type Item struct {
	ID       string             `yaml:"id"`
	Kind     Kind               `yaml:"kind"`
	Name     checklist.Text     `yaml:"name"`
	Standard checklist.Text     `yaml:"standard,omitempty"` // what people judge by
	Basis    checklist.Text     `yaml:"basis,omitempty"`    // where it comes from: a document and its clause, or that it is a proposal
	Max      Number             `yaml:"max,omitempty"`      // its weight; of a bonus, the most it gives; of a penalty, see item_penalty.go
	AtMost   Number             `yaml:"at_most,omitempty"`  // of a penalty without weight: the most it takes
	Rate     string             `yaml:"rate,omitempty"`     // one of rates
	Levels   []inspection.Level `yaml:"levels,omitempty"`   // of the findings a rate is of; none: all
	Zero     Choice             `yaml:"zero,omitempty"`     // in place of the definition
	Needs    string             `yaml:"needs,omitempty"`    // the part without which the whole line is nothing
	Parts    []Part             `yaml:"parts,omitempty"`
	To       string             `yaml:"to,omitempty"` // grade that a veto or a cap lowers to
}

// Part counts one thing of an item.
type Part struct {
	Of         string             `yaml:"of"`                 // one of sources
	Points     Number             `yaml:"points,omitempty"`   // for each
	Max        Number             `yaml:"max,omitempty"`      // the most this part gives or takes
	AtLeast    int                `yaml:"at_least,omitempty"` // of a veto or a cap: from this many on; 0: one
	Levels     []inspection.Level `yaml:"levels,omitempty"`   // of findings; none: all
	Drills     []DrillKind        `yaml:"drills,omitempty"`   // none: all
	Share      Number             `yaml:"share,omitempty"`    // of those tested, who passed: "0.8"
	Activities []Activity         `yaml:"activities,omitempty"`
	Events     []string           `yaml:"events,omitempty"`
	Evidence   bool               `yaml:"evidence,omitempty"` // only with a file or a reference
	Due        string             `yaml:"due,omitempty"`      // MM-DD of the scheme's year
	Late       Number             `yaml:"late,omitempty"`     // off for each day late
}

// itemKind is all of one kind of item.
type itemKind struct {
	kind Kind
	keys []string // that it takes beside id, kind, name, standard and basis
	must []string // of them
	line func(*year, *Item, *Line)
}

// kinds is every kind of item. A new one is a file and a line here.
var kinds = []itemKind{manualKind, countKind, rateKind, penaltyKind, bonusKind, vetoKind, capKind}

func kindOf(k Kind) *itemKind {
	n := slices.IndexFunc(kinds, func(i itemKind) bool { return i.kind == k })
	if n < 0 {
		return nil
	}
	return &kinds[n]
}

// weighs says that the item's maximum is part of the full score.
func (it *Item) weighs() bool {
	switch it.Kind {
	case Manual, Count, Rate:
		return true
	case Penalty:
		return !it.Max.IsZero()
	}
	return false
}

// least and most are the bounds of an item's points.
func (it *Item) bounds() (least, most decimal.Decimal) {
	if it.Kind == Penalty && !it.weighs() {
		least = decimal.New(-1, 9)
		if !it.AtMost.IsZero() {
			least = it.AtMost.value.Neg()
		}
		return least, decimal.Zero
	}
	return decimal.Zero, it.Max.value
}

// within puts points between the bounds of an item, and says whether it had to.
func (it *Item) within(points decimal.Decimal) (decimal.Decimal, bool) {
	least, most := it.bounds()
	switch {
	case points.Cmp(least) < 0:
		return least, true
	case points.Cmp(most) > 0:
		return most, true
	}
	return points, false
}
