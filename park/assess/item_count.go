package assess

import "github.com/shopspring/decimal"

// Count is an item that gives so much for each of what its parts count, up to the maximum.
const Count Kind = "count"

var countKind = itemKind{kind: Count, keys: []string{"max", "parts", "needs"}, must: []string{"max", "parts"}, line: func(y *year, it *Item, l *Line) {
	if l.Not = y.absent(it); l.Not != "" {
		return
	}
	l.Terms = y.parts(it, 1)
	if y.lacks(it, l.Terms) {
		l.Terms = append(l.Terms, Term{Rule: "nothing-without", Points: sum(l.Terms).Neg()})
	}
	l.capped(it)
}}

// lacks says that what the whole line needs is not there.
func (y *year) lacks(it *Item, terms []Term) bool {
	if it.Needs == "" {
		return false
	}
	for _, t := range terms {
		if t.Rule == it.Needs {
			return t.Count == 0
		}
	}
	return true
}

// capped makes the line's points of its terms, within the item's bounds.
func (l *Line) capped(it *Item) {
	all := sum(l.Terms)
	points, over := it.within(all)
	if over {
		l.Terms = append(l.Terms, Term{Rule: "bound", Points: points.Sub(all), Capped: true})
	}
	l.Counted = points
}

func sum(terms []Term) decimal.Decimal {
	all := decimal.Zero
	for _, t := range terms {
		all = all.Add(t.Points)
	}
	return all
}
