package walk

import (
	"cmp"
	"slices"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
)

// item is one line of the walk: a criterion, for one unit when it is asked per unit and units were met.
type item struct {
	c      *checklist.Criterion
	e      *checklist.Edition
	sector *checklist.Sector
	unit   inspection.Unit
}

func (i item) key() inspection.Key {
	return inspection.Key{Criterion: i.c.ID, Unit: i.unit.ID}
}

// place is where the line is asked on the route.
func (i item) place() string {
	if len(i.c.Where) > 0 {
		return i.c.Where[0]
	}
	return ""
}

// standing is what the judge makes of an answer.
type standing int

const (
	settled standing = iota
	isOpen
	isHit
	isNotMet
)

// lay makes the lines of the walk anew: after an answer that changed scope or units, another order, another filter.
func (m *Model) lay() {
	at := m.key()
	m.judge()
	m.differ = len(m.insp.Conflicts())
	m.items = m.items[:0]
	for _, id := range m.insp.Opened.Sectors {
		s, e := m.lib.Sector(id), m.lib.Edition(id, m.insp.Opened.Date)
		if s == nil || e == nil {
			continue
		}
		order := m.lib.ByRoute(e)
		if m.byClause {
			order = e.ByClause()
		}
		for _, c := range order {
			m.items = append(m.items, m.lines(item{c: c, e: e, sector: s})...)
		}
	}
	if !m.byClause {
		m.byPlace()
	}
	m.sift()
	m.choose(at)
}

// byPlace sorts the lines of all sectors by the place where they are asked: one walk for all.
func (m *Model) byPlace() {
	slices.SortStableFunc(m.items, func(a, b item) int {
		return cmp.Compare(m.lib.PlaceOrder(a.place()), m.lib.PlaceOrder(b.place()))
	})
}

// lines is a criterion's items: none when it is out of scope, one for each unit met, else one.
func (m *Model) lines(i item) []item {
	_, answered := m.insp.Answer(i.key())
	if m.lib.Applies(i.c, m.insp.Scope) == checklist.No && !answered {
		return nil
	}
	var all []item
	if i.c.Per != "" {
		for _, u := range m.insp.Units {
			if u.Kind == i.c.Per {
				j := i
				j.unit = u
				all = append(all, j)
			}
		}
	}
	if len(all) == 0 || answered {
		all = append(all, i)
	}
	return all
}

// judge asks the judge once for all sectors and keeps what it makes of each answer.
func (m *Model) judge() {
	m.verdicts = map[inspection.Key]standing{}
	for _, v := range m.insp.Verdicts(m.lib.Judge) {
		for _, o := range v.Open {
			m.verdicts[inspection.Key{Criterion: o.Criterion, Unit: o.Unit}] = isOpen
		}
		for _, h := range v.Hits {
			m.verdicts[inspection.Key{Criterion: h.Criterion, Unit: h.Unit}] = isHit
		}
		for _, h := range v.NotMet {
			m.verdicts[inspection.Key{Criterion: h.Criterion, Unit: h.Unit}] = isNotMet
		}
	}
}

// item is the selected one; false when nothing is shown.
func (m *Model) item() (item, bool) {
	if n := m.list.Selected(); n >= 0 && n < len(m.shown) {
		return m.items[m.shown[n]], true
	}
	return item{}, false
}

func (m *Model) key() inspection.Key {
	if i, ok := m.item(); ok {
		return i.key()
	}
	return inspection.Key{}
}

// choose selects the line of a key; false when it is not shown.
func (m *Model) choose(k inspection.Key) bool {
	for n, at := range m.shown {
		if m.items[at].key() == k {
			m.list.Select(n)
			return true
		}
	}
	return false
}

// value is what the line was answered with, on disk or on its way; "" while it is open.
func (m *Model) value(k inspection.Key) checklist.Value {
	if v, waiting := m.queue.value(k); waiting {
		return v
	}
	said, _ := m.insp.Answer(k)
	return said.Value
}

// nextOpen selects the next line without an answer after line n, from the top again at the end.
func (m *Model) nextOpen(n int) {
	for k := 1; k <= len(m.shown); k++ {
		at := (n + k + len(m.shown)) % len(m.shown)
		if m.value(m.items[m.shown[at]].key()) == "" {
			m.goTo(at)
			return
		}
	}
	m.notice = m.deps.Words.Walk.NothingLeft
}

func (m *Model) goTo(n int) {
	if n != m.list.Selected() {
		m.view.Home()
	}
	m.list.Select(n)
}
