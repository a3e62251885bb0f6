package walk

import (
	"cmp"
	"slices"

	"anquan.example/paicha/checklist"
)

// filter is which lines are shown.
type filter string

const (
	all    filter = ""
	open   filter = "open"
	failed filter = "failed"
)

func (f filter) next() filter {
	return map[filter]filter{all: open, open: failed, failed: all}[f]
}

// sift picks the lines that pass the filter. The one being answered stays while it is selected.
func (m *Model) sift() {
	m.shown = m.shown[:0]
	for n, i := range m.items {
		if m.passes(i) {
			m.shown = append(m.shown, n)
		}
	}
	m.list.SetLen(len(m.shown))
}

func (m *Model) passes(i item) bool {
	v := m.value(i.key())
	switch m.filter {
	case open:
		return v == "" || m.verdicts[i.key()] == isOpen
	case failed:
		return v == checklist.Fail
	}
	return true
}

// place is where the line is asked on the route.
func (i item) place() string {
	if len(i.c.Where) > 0 {
		return i.c.Where[0]
	}
	return ""
}

// byPlace sorts the lines of all sectors by the place where they are asked: one walk for all.
func (m *Model) byPlace() {
	slices.SortStableFunc(m.items, func(a, b item) int {
		return cmp.Compare(m.lib.PlaceOrder(a.place()), m.lib.PlaceOrder(b.place()))
	})
}

// group is the heading a line stands under: its place on the route, its sector by clause.
func (m *Model) group(i item) (id, name string) {
	w := m.deps.Words
	if m.byClause {
		return i.sector.ID, w.Text(i.sector.Name)
	}
	for n := range m.lib.Places {
		if p := &m.lib.Places[n]; p.ID == i.place() {
			return p.ID, w.Text(p.Name)
		}
	}
	return i.place(), i.place()
}

// progress is how many lines of a group are answered, and how many there are.
func (m *Model) progress(group string) (done, total int) {
	for _, i := range m.items {
		if id, _ := m.group(i); id == group || group == "" {
			total++
			if m.value(i.key()) != "" {
				done++
			}
		}
	}
	return done, total
}
