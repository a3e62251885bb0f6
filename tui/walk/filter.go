package walk

import "anquan.example/paicha/checklist"

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

// sift picks the lines that pass the filter.
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

// group is the heading a line stands under: its place on the route, its sector by clause.
func (m *Model) group(i item) (id, name string) {
	if m.byClause {
		return i.sector.ID, m.deps.Words.Text(i.sector.Name)
	}
	return i.place(), m.placeName(i.place())
}

// progress is how many lines of a group are answered, and how many there are; of all when the group is "".
func (m *Model) progress(group string) (done, total int) {
	for _, i := range m.items {
		if m.groupID(i) == group || group == "" {
			total++
			if m.value(i.key()) != "" {
				done++
			}
		}
	}
	return done, total
}

func (m *Model) groupID(i item) string {
	if m.byClause {
		return i.sector.ID
	}
	return i.place()
}
