package assess

import (
	"cmp"
	"slices"
	"sort"

	"anquan.example/paicha/inspection"
)

// nearby finds, among an enterprise's findings of one clause, those of one place by day. Places are compared by hash and then by their words. It
// is three lists, whatever the number of clauses and places: a year is assessed without an allocation a finding.
type nearby struct {
	from []int32 // where a clause begins in list
	list []near  // by clause, place, day, id
}

type near struct {
	place  uint64
	day, n int32 // n is the finding
}

// clauses gives every finding the number of its clause, by first appearance; -1 to those without one: free words are not compared.
func (y *year) clauses() {
	known := make(map[string]int32, 64)
	y.clause = make([]int32, len(y.findings))
	for n := range y.findings {
		c := y.findings[n].Criterion
		if c == "" {
			y.clause[n] = -1
			continue
		}
		at, met := known[c]
		if !met {
			at = int32(len(known))
			known[c] = at
		}
		y.clause[n] = at
	}
	y.clausesN = len(known)
}

// nearby makes the index of those findings that have a day in days. Without placed, all places are one.
func (y *year) nearby(placed bool, days []int32) *nearby {
	x := &nearby{from: make([]int32, y.clausesN+2)}
	count := 0
	for n, c := range y.clause {
		if c >= 0 && days[n] > 0 {
			x.from[c+2]++
			count++
		}
	}
	for n := 2; n < len(x.from); n++ {
		x.from[n] += x.from[n-1]
	}
	x.list = make([]near, count)
	for n, c := range y.clause {
		if c >= 0 && days[n] > 0 {
			e := near{day: days[n], n: int32(n)}
			if placed {
				e.place = hash(y.findings[n].place())
			}
			x.list[x.from[c+1]] = e
			x.from[c+1]++
		}
	}
	for c := range y.clausesN {
		slices.SortFunc(x.list[x.from[c]:x.from[c+1]], func(a, b near) int {
			return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.day, b.day), cmp.Compare(a.n, b.n))
		})
	}
	return x
}

// at is those of a clause at a place, by day.
func (x *nearby) at(clause int32, place uint64) []near {
	list := x.list[x.from[clause]:x.from[clause+1]]
	begin := sort.Search(len(list), func(i int) bool { return list[i].place >= place })
	end := begin
	for end < len(list) && list[end].place == place {
		end++
	}
	return list[begin:end]
}

// before is the last of them before a day, the first by id of several; nil when there is none.
func (x *nearby) before(clause int32, place uint64, day int32) *near {
	list := x.list[x.from[clause]:x.from[clause+1]]
	i := sort.Search(len(list), func(i int) bool { return list[i].place > place || list[i].place == place && list[i].day >= day }) - 1
	if i < 0 || list[i].place != place {
		return nil
	}
	for i > 0 && list[i-1].place == place && list[i-1].day == list[i].day {
		i--
	}
	return &list[i]
}

// hash is FNV-1a, and 0 of nowhere.
func hash(place string) uint64 {
	if place == "" {
		return 0
	}
	h := uint64(14695981039346656037)
	for i := range len(place) {
		h = (h ^ uint64(place[i])) * 1099511628211
	}
	return max(h, 1)
}

// markRepeats marks what experts found within the period that they had found before, and that had been closed within the months before. What
// an enterprise found and closed itself makes nothing a repetition: writing down more would cost it points.
func (y *year) markRepeats() {
	closed := make([]int32, len(y.findings))
	for n := range y.findings {
		if f := &y.findings[n]; !f.Self && y.marks[n].is.has(rectified) {
			closed[n] = dayNumber(f.Ended)
		}
	}
	anywhere := y.nearby(false, closed)
	if len(anywhere.list) == 0 {
		return
	}
	here := y.nearby(true, closed)
	for n := range y.findings {
		f, m := &y.findings[n], &y.marks[n]
		if !m.is.has(foundNow) || m.is.has(logged) || y.clause[n] < 0 {
			continue
		}
		found := dayNumber(f.Found)
		recent := func(e *near) bool {
			return e != nil && found <= monthsLater(e.day, y.scheme.Definitions.RepeatMonths)
		}
		e := anywhere.before(y.clause[n], 0, found)
		if !recent(e) {
			continue
		}
		m.is, m.earlier = m.is|similar, e.n
		p := f.place()
		if p == "" {
			continue
		}
		if e := here.before(y.clause[n], hash(p), found); recent(e) && y.findings[e.n].place() == p {
			m.is, m.earlier = m.is&^similar|repeated, e.n
		}
	}
}

// markLogged marks what the enterprise had found itself, by the same clause at the same place, before the experts did, and which was open then.
func (y *year) markLogged() {
	found := make([]int32, len(y.findings))
	for n := range y.findings {
		if f := &y.findings[n]; f.Self && f.Status != inspection.StatusWithdrawn && f.Status != inspection.StatusJoined {
			found[n] = dayNumber(f.Found)
		}
	}
	own := y.nearby(true, found)
	for n := range y.findings {
		f, p := &y.findings[n], y.findings[n].place()
		if f.Self || y.clause[n] < 0 || p == "" {
			continue
		}
		for _, e := range own.at(y.clause[n], hash(p)) {
			if s := &y.findings[e.n]; s.Found < f.Found && (s.Ended == "" || s.Ended >= f.Found) && s.place() == p {
				y.marks[n].is |= logged
				break
			}
		}
	}
}

// closedBy says whether a finding was closed by a day.
func (f *Finding) closedBy(day string) bool {
	return f.Status == inspection.StatusClosed && f.Ended != "" && f.Ended <= day
}
