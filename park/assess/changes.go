package assess

import (
	"slices"

	"github.com/shopspring/decimal"
)

// Change is a difference between two results of one enterprise: of two years, or of two versions of one.
type Change struct {
	What   What            `json:"what"`
	Item   string          `json:"item,omitempty"` // of a line
	Before string          `json:"before,omitempty"`
	After  string          `json:"after,omitempty"`
	By     decimal.Decimal `json:"by"`             // points more; fewer below zero
	Came   []string        `json:"came,omitempty"` // ids that the line's terms have now and had not
	Left   []string        `json:"left,omitempty"`
}

// What is what changed.
type What string

// Changes are of these, and come in this order.
const (
	ScoreChanged  What = "score"
	GradeChanged  What = "grade"
	LineChanged   What = "line"   // its points, or whether it applies
	LineRewritten What = "terms"  // the same points, of other findings or entries
	LineAdded     What = "added"  // the scheme has it now
	LineGone      What = "gone"   // the scheme had it
	SchemeChanged What = "scheme" // the names of both
)

// Changes is what changed between two results.
func Changes(before, after Result) []Change {
	var all []Change
	if before.Scheme != after.Scheme {
		all = append(all, Change{What: SchemeChanged, Before: before.Scheme, After: after.Scheme})
	}
	if !before.Score.Equal(after.Score) || before.None != after.None {
		all = append(all, Change{What: ScoreChanged, Before: before.Score.StringFixed(2), After: after.Score.StringFixed(2), By: after.Score.Sub(before.Score)})
	}
	if before.Grade != after.Grade {
		all = append(all, Change{What: GradeChanged, Before: before.Grade, After: after.Grade})
	}
	for n := range after.Lines {
		now := &after.Lines[n]
		if was := before.Line(now.Item); was == nil {
			all = append(all, Change{What: LineAdded, Item: now.Item, After: now.said(), By: now.Points})
		} else if c, changed := was.changed(now); changed {
			all = append(all, c)
		}
	}
	for n := range before.Lines {
		if was := &before.Lines[n]; after.Line(was.Item) == nil {
			all = append(all, Change{What: LineGone, Item: was.Item, Before: was.said(), By: was.Points.Neg()})
		}
	}
	return all
}

// DropTerms forgets what the numbers are made of: of a whole park that is every finding, in memory.
func (r *Result) DropTerms() {
	for n := range r.Lines {
		r.Lines[n].Terms = nil
	}
	r.Carried = nil
}

// Line is the line of an item; nil when there is none.
func (r *Result) Line(item string) *Line {
	for n := range r.Lines {
		if r.Lines[n].Item == item {
			return &r.Lines[n]
		}
	}
	return nil
}

// said is a line's points, or why it has none.
func (l *Line) said() string {
	switch {
	case l.Not != "":
		return l.Not
	case l.Missing:
		return "missing"
	}
	return l.Points.StringFixed(2)
}

func (l *Line) changed(now *Line) (Change, bool) {
	c := Change{What: LineChanged, Item: now.Item, Before: l.said(), After: now.said(), By: now.Points.Sub(l.Points)}
	c.Came, c.Left = without(now.ids(), l.ids()), without(l.ids(), now.ids())
	if c.Before != c.After {
		return c, true
	}
	c.What = LineRewritten
	return c, len(c.Came)+len(c.Left) > 0
}

// ids is everything that the line's terms are made of, each once, in order.
func (l *Line) ids() []string {
	var all []string
	for _, t := range l.Terms {
		for _, id := range t.Of {
			all = append(all, t.Rule+" "+id)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// without is what is in one sorted list and not in the other.
func without(all, other []string) []string {
	var left []string
	for _, id := range all {
		if _, found := slices.BinarySearch(other, id); !found {
			left = append(left, id)
		}
	}
	return left
}
