// Package walk is the screen of the walk: the criteria of an inspection one by one, in the order of the place or of the
// clause, each answered with one key. What is answered shows as pending until it is on disk.
package walk

import (
	"strings"

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
	names    map[inspection.FeedID]string // who holds other tablets
	verdicts map[inspection.Key]standing  // what the judge makes of each answer
	items    []item                       // all, in order
	shown    []int                        // those that pass the filter
	list     widget.List
	view     widget.Viewer
	showList bool // the list is in front where both do not fit

	byClause bool
	filter   filter
	queue    queue                     // on its way to the disk
	drafts   map[inspection.Key]*draft // noted and measured, to be kept with the next answer
	place    string                    // of the following answers
	observed string                    // RFC 3339 while transcribing
	differ   int                       // things that people differ on
	away     bool                      // a fail led to its finding: the next open one follows on return
	notice   string
	ask      *tui.Ask
	tick     *conditions
	marking  bool // the mark is being written
	moved    bool // and is out of date already
}

// New makes the screen of an inspection.
func New(deps *tui.Deps, page tui.Page) tui.Screen {
	m := &Model{deps: deps, page: page, drafts: map[inspection.Key]*draft{}}
	m.list.Name, m.list.Pager = "walk", true
	m.view.Name, m.view.Pager = "criterion", true
	return m
}

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
	at := m.key()
	if m.insp == nil {
		at = m.recall(l.Note)
		if m.page.Item != "" {
			criterion, unit, _ := strings.Cut(m.page.Item, "|")
			at, m.filter, m.showList = inspection.Key{Criterion: criterion, Unit: unit}, all, false
		}
	} else { // what was recorded while it was read stays
		for _, e := range m.insp.History {
			l.Inspection = l.Inspection.With(e.Op)
		}
	}
	m.insp, m.lib, m.names = l.Inspection, l.Library, l.Names
	m.lay()
	if !m.choose(at) {
		m.nextOpen(-1)
	}
	if m.away {
		m.away = false
		m.nextOpen(m.list.Selected() - 1) // under a filter the answered line is gone, and this may be the next one
	}
	return nil
}
