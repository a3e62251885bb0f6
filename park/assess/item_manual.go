package assess

// Manual is an item for which a person gives points, by its standard.
const Manual Kind = "manual"

var manualKind = itemKind{kind: Manual, keys: []string{"max"}, must: []string{"max", "standard"}, line: func(y *year, it *Item, l *Line) {
	given := last(y.facts.Manual, it.ID)
	if given == nil {
		l.Missing = true
		return
	}
	l.Set = given
	l.Counted, _ = it.within(hundredths(given.Points))
	l.Terms = []Term{{Rule: "given", Points: l.Counted}}
}}
