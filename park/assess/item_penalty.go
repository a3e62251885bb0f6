package assess

// Penalty is an item that takes so much for each. With a maximum that is its weight: it begins with all of it and ends at nothing. Without
// one it takes from the total, at_most at the most.
const Penalty Kind = "penalty"

var penaltyKind = itemKind{kind: Penalty, keys: []string{"max", "at_most", "parts"}, must: []string{"parts"}, line: func(y *year, it *Item, l *Line) {
	if it.weighs() {
		l.Terms = append(l.Terms, Term{Rule: "begins", Points: it.Max.value})
	}
	l.Terms = append(l.Terms, y.parts(it, -1)...)
	l.capped(it)
}}
