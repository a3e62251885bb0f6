package assess

// Bonus is an item beyond the full score: so much for each, up to its maximum.
const Bonus Kind = "bonus"

var bonusKind = itemKind{kind: Bonus, keys: []string{"max", "parts"}, must: []string{"max", "parts"}, line: func(y *year, it *Item, l *Line) {
	l.Terms = y.parts(it, 1)
	l.capped(it)
}}
