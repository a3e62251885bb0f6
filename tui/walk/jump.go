package walk

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/tui/widget"
)

// jumpTo selects the criterion with that clause number: the whole number first, then one that begins so. Asked again while
// it stands on one of them it goes to the next: sectors share numbers, and units a criterion.
func (m *Model) jumpTo(clause string) tea.Cmd {
	clause = strings.TrimSpace(widget.HalfWidth(clause))
	at := m.key()
	m.filter = all
	m.lay()
	m.choose(at)
	for _, exact := range []bool{true, false} {
		if n, found := m.next(func(i item) bool { return i.named(clause, exact) }); found {
			m.goTo(n)
			m.showList = false
			return m.remember()
		}
	}
	m.notice = fmt.Sprintf(m.deps.Words.Walk.NoSuchClause, widget.Line(clause))
	return nil
}

// next is the first line from the top that is meant, or, when the selected one is, the first after it, round at the end.
func (m *Model) next(meant func(item) bool) (int, bool) {
	start := 0
	if i, there := m.item(); there && meant(i) {
		start = m.list.Selected() + 1
	}
	for k := range m.shown {
		n := (start + k) % len(m.shown)
		if meant(m.items[m.shown[n]]) {
			return n, true
		}
	}
	return 0, false
}

// named says that a line's criterion has the clause number: 11.3, 5.5.6, or the whole id.
func (i item) named(clause string, exact bool) bool {
	_, number, _ := strings.Cut(i.c.ID, ":")
	if clause == "" {
		return false
	}
	return i.c.ID == clause || number == clause || !exact && strings.HasPrefix(number, clause)
}

// askSearch picks a line by part of its text or its pinyin initials.
func (m *Model) askSearch() {
	w := m.deps.Words
	var options []widget.Option
	for n, at := range m.shown {
		i := m.items[at]
		options = append(options, widget.Option{Text: i.c.Clause + " " + widget.Line(w.Text(i.c.Title)), Note: widget.Line(i.unit.Name), Value: strconv.Itoa(n), On: n == m.list.Selected()})
	}
	m.ask = m.deps.AskSearch(w.Walk.Search, func(value string) tea.Cmd {
		if n, err := strconv.Atoi(value); err == nil {
			m.goTo(n)
			m.showList = false
		}
		return m.remember()
	}, options...)
}
