package assess

import (
	"cmp"
	"slices"
	"sort"

	"anquan.example/paicha/inspection"
)

// repeatKey is what makes findings the same: the clause and the place; an empty place: the clause wherever it is.
type repeatKey struct{ criterion, place string }

// ending is a finding that was closed.
type ending struct {
	day int32
	n   int32 // of the finding
}

// endings is what was closed, by key, each key's by day. All of it lies in one list, whatever the number of keys: a year is assessed
// without an allocation a finding.
type endings struct {
	key  map[repeatKey]int32
	from []int32
	list []ending
}

// before is the last finding of a key closed before a day; the first by id of several; -1 when there is none.
func (e *endings) before(k repeatKey, day int32) (n, closed int32) {
	at, known := e.key[k]
	if !known {
		return -1, 0
	}
	list := e.list[e.from[at]:e.from[at+1]]
	i := sort.Search(len(list), func(i int) bool { return list[i].day >= day }) - 1
	if i < 0 {
		return -1, 0
	}
	for i > 0 && list[i-1].day == list[i].day {
		i--
	}
	return list[i].n, list[i].day
}

// endingsOf gathers what was closed by the cut-off and had been found by experts. What an enterprise found and closed itself makes nothing a
// repetition: writing down more would cost it points.
func (y *year) endingsOf() *endings {
	e := &endings{key: map[repeatKey]int32{}}
	keys := make([]int32, 0, 2*len(y.findings))
	of := make([]int32, 0, 2*len(y.findings))
	enter := func(n int, k repeatKey) {
		at, known := e.key[k]
		if !known {
			at = int32(len(e.key))
			e.key[k] = at
		}
		keys, of = append(keys, at), append(of, int32(n))
	}
	for n := range y.findings {
		f := &y.findings[n]
		if f.Self || f.Criterion == "" || !y.marks[n].is.has(rectified) {
			continue
		}
		enter(n, repeatKey{f.Criterion, ""})
		if p := f.place(); p != "" {
			enter(n, repeatKey{f.Criterion, p})
		}
	}
	e.from = make([]int32, len(e.key)+1)
	for _, at := range keys {
		e.from[at+1]++
	}
	for n := range len(e.key) {
		e.from[n+1] += e.from[n]
	}
	e.list = make([]ending, len(keys))
	next := slices.Clone(e.from)
	for i, at := range keys {
		e.list[next[at]] = ending{dayNumber(y.findings[of[i]].Ended), of[i]}
		next[at]++
	}
	for n := range len(e.key) {
		slices.SortFunc(e.list[e.from[n]:e.from[n+1]], func(a, b ending) int { return cmp.Or(cmp.Compare(a.day, b.day), cmp.Compare(a.n, b.n)) })
	}
	return e
}

// markRepeats marks what experts found within the period that they had found before, and that had been closed within the months before.
func (y *year) markRepeats() {
	e := y.endingsOf()
	if len(e.list) == 0 {
		return
	}
	for n := range y.findings {
		f, m := &y.findings[n], &y.marks[n]
		if !m.is.has(foundNow) || m.is.has(logged) || f.Criterion == "" {
			continue
		}
		found := dayNumber(f.Found)
		recent := func(place string) bool {
			earlier, closed := e.before(repeatKey{f.Criterion, place}, found)
			if earlier < 0 || found > monthsLater(closed, y.scheme.Definitions.RepeatMonths) {
				return false
			}
			m.earlier = earlier
			return true
		}
		switch p := f.place(); {
		case !recent(""):
		case p != "" && recent(p):
			m.is |= repeated
		default:
			m.is |= similar
		}
	}
}

// closedBy says whether a finding was closed by a day.
func (f *Finding) closedBy(day string) bool {
	return f.Status == inspection.StatusClosed && f.Ended != "" && f.Ended <= day
}
