// Package walk is the screen of the walk: the criteria of an inspection one by one, in the order of the place or of the
// clause, each answered with one key. What is answered shows as pending until it is on disk.
package walk

import (
	"encoding/json"

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

	insp     *inspection.Inspection // nil while it is read
	lib      *checklist.Library
	verdicts map[inspection.Key]standing // what the judge makes of each answer
	items    []item                      // all, in order
	shown    []int                       // those that pass the filter
	list     widget.List
	view     widget.Viewer
	showList bool // the list is in front where both do not fit

	byClause bool
	filter   filter
	pending  map[inspection.Key]checklist.Value   // on their way to the disk
	measured map[inspection.Key]map[string]string // measured or noted, to be kept with the next answer
	notes    map[inspection.Key]string
	last     inspection.Key // the last one answered: come back to it when the disk refuses
	away     bool           // a fail led to its finding: the next open one follows on return
	place    string         // of the following answers
	observed string         // RFC 3339 while transcribing
	notice   string
	ask      *tui.Ask
	tick     *conditions
}

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

// standing is what the judge makes of an answer.
type standing int

const (
	settled standing = iota
	isOpen
	isHit
	isNotMet
)

// mark is where the walk was; it is kept on this device.
type mark struct {
	Criterion string `json:"criterion"`
	Unit      string `json:"unit,omitempty"`
	ByClause  bool   `json:"by_clause,omitempty"`
	Filter    filter `json:"filter,omitempty"`
}

// New makes the screen of an inspection.
func New(deps *tui.Deps, page tui.Page) tui.Screen {
	m := &Model{deps: deps, page: page, pending: map[inspection.Key]checklist.Value{}, measured: map[inspection.Key]map[string]string{}, notes: map[inspection.Key]string{}}
	m.list.Name, m.list.Pager = "walk", true
	m.view.Name, m.view.Pager = "criterion", true
	return m
}

func (m *Model) noteKey() string { return "walk/" + m.page.ID }

// Init reads the inspection, its library and where the walk was.
func (m *Model) Init() tea.Cmd { return m.deps.Load(m.page, m.noteKey()) }

// SetSize gives the screen its place.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Title is what the header says besides the page's name.
func (m *Model) Title() string {
	if m.insp == nil {
		return m.deps.Words.Walk.Title
	}
	return m.deps.Words.Walk.Title + " " + widget.Line(m.insp.Opened.Enterprise.Name)
}

// Typing says whether letters are text now.
func (m *Model) Typing() bool { return m.ask != nil && m.ask.Typing() }

func (m *Model) load(l tui.Loaded) tea.Cmd {
	if l.Err != nil {
		return tui.Say(tui.Trouble{Err: l.Err})
	}
	first := m.insp == nil
	at := m.key()
	m.insp, m.lib = l.Inspection, l.Library
	if first {
		var was mark
		if json.Unmarshal(l.Note, &was) == nil {
			m.byClause, m.filter = was.ByClause, was.Filter
			at = inspection.Key{Criterion: was.Criterion, Unit: was.Unit}
		}
	}
	m.lay()
	if !m.choose(at) {
		m.nextOpen(-1)
	}
	if m.away {
		m.away = false
		m.nextOpen(m.list.Selected())
	}
	return nil
}

// lay makes the lines of the walk anew: after an answer that changed scope or units, another order, another filter.
func (m *Model) lay() {
	at := m.key()
	m.judge()
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

// value is what the line was answered with; "" while it is open.
func (m *Model) value(k inspection.Key) checklist.Value {
	if v, ok := m.pending[k]; ok {
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

// remember keeps where the walk is, in the background.
func (m *Model) remember() tea.Cmd {
	k := m.key()
	data, err := json.Marshal(mark{k.Criterion, k.Unit, m.byClause, m.filter})
	if err != nil {
		return nil
	}
	return tui.For(m.page, func() tea.Msg {
		if err := m.deps.Desk.SetNote(m.noteKey(), data); err != nil {
			return tui.Trouble{Err: err}
		}
		return nil
	})
}
