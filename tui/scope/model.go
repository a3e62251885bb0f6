// Package scope is the screen of the scope questions: each says what it decides, one key answers it, and the next
// open one follows.
package scope

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// Model is the screen.
type Model struct {
	deps          *tui.Deps
	page          tui.Page
	width, height int

	insp *inspection.Inspection // nil while it is read
	lib  *checklist.Library
	rows []row
	list widget.List

	pending map[string]string   // by question: the answer on its way to the disk
	asked   *checklist.Question // the last one answered: come back to it when the disk refuses
	ahead   *checklist.Question // where the answer led, before it was known what further questions it opens
	kinds   *widget.Menu        // open for a question of kinds
	basis   *widget.Field       // open for a question that needs a document
	sure    bool                // "rest: no" was pressed once
	notice  string              // what the last key did
}

// row is a line of the list: a sector's heading or a question.
type row struct {
	sector *checklist.Sector
	q      *checklist.Question // nil: heading
}

// New makes the screen of an inspection.
func New(deps *tui.Deps, page tui.Page) tui.Screen {
	m := &Model{deps: deps, page: page, pending: map[string]string{}}
	m.list.Name = "scope"
	m.list.Pager = true
	return m
}

// Init reads the inspection and its library.
func (m *Model) Init() tea.Cmd { return m.deps.Load(m.page, "") }

// SetSize gives the screen its place.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Title is what the header says.
func (m *Model) Title() string {
	if m.insp == nil {
		return m.deps.Words.Scoping.Title
	}
	return m.deps.Words.Scoping.Title + " " + widget.Line(m.insp.Opened.Enterprise.Name)
}

// Typing says whether a text field or a filter takes the keys.
func (m *Model) Typing() bool { return m.basis != nil || m.kinds != nil && m.kinds.Filter }

func (m *Model) load(l tui.Loaded) tea.Cmd {
	if l.Err != nil {
		return tui.Say(tui.Trouble{Err: l.Err})
	}
	first := m.insp == nil
	m.insp, m.lib = l.Inspection, l.Library
	m.lay()
	if first {
		m.nextOpen(-1)
	}
	return nil
}

// lay lists the questions that are asked under the answers so far.
func (m *Model) lay() {
	at := m.question()
	m.rows = nil
	for _, id := range m.insp.Opened.Sectors {
		s := m.lib.Sector(id)
		if s == nil {
			continue
		}
		m.rows = append(m.rows, row{sector: s})
		for n := range s.Scope {
			if q := &s.Scope[n]; m.lib.Asked(q, m.insp.Scope) == checklist.Yes {
				m.rows = append(m.rows, row{s, q})
			}
		}
	}
	m.list.SetLen(len(m.rows))
	m.selectQuestion(at)
}

func (m *Model) selectQuestion(q *checklist.Question) {
	for n, r := range m.rows {
		if q != nil && r.q == q {
			m.list.Select(n)
		}
	}
}

// question is the selected one, or nil.
func (m *Model) question() *checklist.Question {
	if n := m.list.Selected(); n >= 0 && n < len(m.rows) {
		return m.rows[n].q
	}
	return nil
}

// answered says whether the question has an answer that settles it.
func (m *Model) answered(q *checklist.Question) bool {
	a, ok := m.insp.Scope[q.ID]
	return ok && a.Value != "unknown" || m.pending[q.ID] != ""
}

// nextOpen selects the next question without an answer after row n, from the top again at the end.
func (m *Model) nextOpen(n int) {
	for k := 1; k <= len(m.rows); k++ {
		i := (n + k + len(m.rows)) % len(m.rows)
		q := m.rows[i].q
		if q == nil {
			continue
		}
		if _, given := m.insp.Scope[q.ID]; !given && m.pending[q.ID] == "" {
			m.list.Select(i)
			return
		}
	}
}

// left is how many questions have no answer, and how many criteria apply so far.
func (m *Model) left() (open, apply int) {
	for _, r := range m.rows {
		if r.q != nil && !m.answered(r.q) {
			open++
		}
	}
	for _, id := range m.insp.Opened.Sectors {
		e := m.lib.Edition(id, m.insp.Opened.Date)
		if e == nil {
			continue
		}
		for n := range e.Criteria {
			if m.lib.Applies(&e.Criteria[n], m.insp.Scope) == checklist.Yes {
				apply++
			}
		}
	}
	return open, apply
}

// decides is what an answer to the question decides, in words.
func (m *Model) decides(q *checklist.Question) string {
	w := m.deps.Words.Scoping
	if q.Basis {
		return w.Excludes
	}
	adds := len(m.lib.Decides(q.ID, m.insp.Opened.Date, m.insp.Scope))
	opens := m.opens(q)
	text := w.DecidesNothing
	if adds > 0 || opens > 0 {
		format := w.Adds
		if len(q.Kinds) > 0 {
			format = w.AddsKinds
		}
		text = fmt.Sprintf(format, adds)
	}
	if opens > 0 {
		text += " " + fmt.Sprintf(w.Opens, opens)
	}
	return text
}

// opens is how many questions that are not asked now would be after a yes.
func (m *Model) opens(q *checklist.Question) int {
	with := map[string]checklist.ScopeAnswer{}
	without := map[string]checklist.ScopeAnswer{}
	for k, v := range m.insp.Scope {
		with[k], without[k] = v, v
	}
	with[q.ID], without[q.ID] = checklist.ScopeAnswer{Value: "yes"}, checklist.ScopeAnswer{Value: "no"}
	n := 0
	for _, r := range m.rows {
		if r.q != nil || r.sector == nil {
			continue
		}
		for i := range r.sector.Scope {
			child := &r.sector.Scope[i]
			if m.lib.Asked(child, with) == checklist.Yes && m.lib.Asked(child, without) != checklist.Yes {
				n++
			}
		}
	}
	return n
}
