// Package finding is the screen of one finding: six fields, prefilled from the criterion, each picked by number.
package finding

import (
	"errors"
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

	insp   *inspection.Inspection // nil while it is read
	lib    *checklist.Library
	c      *checklist.Criterion // nil: outside the lists
	f      inspection.Found     // as it stands on screen
	photos []inspection.Photo   // copied in, to be attached with the finding
	had    int                  // photos that are attached already
	list   widget.List
	ask    *tui.Ask
	wrong  map[field]string
	saving bool
	notice string

	withdrawing inspection.Withdrawn // as far as it was said: the disk may refuse it
	resumed     bool                 // what is on screen was left unsaved before
	marking     bool                 // the draft is being written
	moved       bool                 // and is out of date already
}

// field is one of the fields asked, in the order of the screen.
type field int

const (
	level field = iota
	place
	description
	measure
	deadline
	photo
	basis     // asked only when the person wants to
	immediate // likewise
)

// asked is the fields on the screen: six, and two that are prefilled and rarely touched.
var asked = []field{level, place, description, measure, deadline, photo, basis, immediate}

// New makes the screen. The page's item is a finding's id, or "new|criterion|unit".
func New(deps *tui.Deps, page tui.Page) tui.Screen {
	m := &Model{deps: deps, page: page, wrong: map[field]string{}}
	m.list.Name = "fields"
	m.list.SetLen(len(asked) + 1) // and the row that saves
	return m
}

// Init reads the inspection and its library.
func (m *Model) Init() tea.Cmd { return m.deps.Load(m.page, m.noteKey()) }

// SetSize gives the screen its place.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Typing says whether letters are text now.
func (m *Model) Typing() bool { return m.ask != nil && m.ask.Typing() }

func (m *Model) load(l tui.Loaded) tea.Cmd {
	if l.Err != nil {
		return tui.Say(tui.Trouble{Err: l.Err})
	}
	if m.insp != nil {
		return nil // what is on screen is newer
	}
	m.insp, m.lib = l.Inspection, l.Library
	if !m.begin() {
		return tea.Batch(m.to(tui.Trouble{Err: errors.New(m.deps.Words.Editor.Gone)}), m.to(tui.Back{}))
	}
	m.recall(l.Note)
	return nil
}

// begin takes up the finding that is there, or a new one; false when there was one and it was taken back.
func (m *Model) begin() bool {
	if f := m.insp.Finding(m.page.Item); f != nil {
		m.f, m.had = f.Found, len(f.Photos)
		m.c = m.lib.Criterion(f.Criterion)
		return true
	}
	if !strings.HasPrefix(m.page.Item, "new|") {
		return false
	}
	m.draft()
	return true
}

// draft makes a new finding of its criterion and the answer, or an empty one outside the lists.
func (m *Model) draft() {
	parts := append(strings.SplitN(m.page.Item, "|", 3), "", "", "")
	key := inspection.Key{Criterion: parts[1], Unit: parts[2]}
	m.f = inspection.Found{ID: m.insp.ID, Level: inspection.General, Deadline: inspection.Deadline(m.insp.Opened.Date, inspection.General)}
	if m.c = m.lib.Criterion(key.Criterion); m.c != nil {
		said := m.said(key)
		said.Answered.ID, said.Answered.Unit = m.insp.ID, key.Unit
		m.f = inspection.Draft(m.lib, m.c, said.Answered, m.insp.Opened.Date, m.hit(key), m.deps.Words.Text)
		m.had = len(m.insp.Photos[key])
	}
	m.f.Finding = m.deps.NewID()
	if m.f.Place == "" {
		m.f.Place = m.lastPlace()
	}
	m.list.Select(1) // the place is what is mostly missing
	if m.c == nil {
		m.list.Select(int(description))
	}
}

// said is this device's answer, or else the one that counts.
func (m *Model) said(key inspection.Key) inspection.Said {
	for _, s := range m.insp.Answers[key] {
		if s.Feed == m.deps.Desk.Feed() {
			return s
		}
	}
	said, _ := m.insp.Answer(key)
	return said
}

// hit says whether the judge counts the answer as a hit.
func (m *Model) hit(key inspection.Key) bool {
	for _, v := range m.insp.Verdicts(m.lib.Judge) {
		for _, h := range v.Hits {
			if h.Criterion == key.Criterion && h.Unit == key.Unit {
				return true
			}
		}
	}
	return false
}

// lastPlace is where the last finding was: the expert stands there still, most times.
func (m *Model) lastPlace() string {
	if n := len(m.insp.Findings); n > 0 {
		return m.insp.Findings[n-1].Place
	}
	return ""
}

// value is a field as text.
func (m *Model) value(f field) *string {
	return map[field]*string{place: &m.f.Place, description: &m.f.Description, measure: &m.f.Measure, deadline: &m.f.Deadline,
		basis: &m.f.Basis, immediate: &m.f.Immediate}[f]
}
