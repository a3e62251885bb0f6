// Package paper is the screen of an inspection's papers: choose one, read it as it will be printed, write it as a file, print it, and take in
// the photo of the signed one.
package paper

import (
	"crypto/ed25519"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/report"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// Model is the screen.
type Model struct {
	deps          *tui.Deps
	page          tui.Page
	width, height int

	insp  *inspection.Inspection // nil while it is read
	lib   *checklist.Library
	names map[inspection.FeedID]string
	park  ed25519.PublicKey // whose numbers count

	paper    report.Paper // the one that is shown; none while one is chosen
	findings []string     // that it is of
	view     widget.Viewer
	drawn    int // width that the viewer's content was made for; 0: anew

	ask    *tui.Ask     // a question over the screen
	many   *widget.Menu // which findings, over the screen
	picks  []string     // findings of its options
	notice string
}

// New makes the screen of an inspection; the page's item may name a paper.
func New(deps *tui.Deps, page tui.Page) tui.Screen {
	m := &Model{deps: deps, page: page}
	m.view.Name, m.view.Pager = "paper", true
	return m
}

// do is a button's or a key's errand.
type do string

const (
	save     do = "save"
	saveAs   do = "save-as"
	printOut do = "print"
	signed   do = "signed"
	other    do = "other"
	others   do = "findings"
)

// wrote is a file that a paper was written as, and printed when that was asked; or why not.
type wrote struct {
	file    string
	printed bool
	err     error
}

// Init reads the inspection and its library.
func (m *Model) Init() tea.Cmd { return m.deps.Load(m.page, "") }

// SetSize gives the screen its place.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Typing says whether a field has the keys.
func (m *Model) Typing() bool {
	return m.ask != nil && m.ask.Typing() || m.many != nil && m.many.Filter
}

// Title is the paper's, for the header.
func (m *Model) Title() string {
	if m.paper.Kind == "" {
		return m.deps.Words.Papers.Screen.Title
	}
	return m.name(m.paper.Kind)
}

func (m *Model) words() *words.PaperScreenWords { return &m.deps.Words.Papers.Screen }

func (m *Model) name(kind string) string {
	visit := ""
	if m.insp != nil {
		visit = string(m.insp.Opened.Visit)
	}
	return m.deps.Words.PaperTitle(kind, visit)
}

// Update takes what happens.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tui.Loaded:
		return m.loaded(msg)
	case tui.Returned:
		return m.Init()
	case wrote:
		return m.wrote(msg)
	case tui.Newest:
		return m.offer(msg)
	case tui.Copied:
		return m.copied(msg)
	case tui.Recorded:
		if msg.Err == nil {
			m.insp, m.drawn = m.insp.With(msg.Ops...), 0
		}
		return nil
	}
	switch {
	case m.insp == nil:
		return nil
	case m.many != nil:
		return m.pick(msg)
	case m.ask != nil:
		return m.answer(msg)
	}
	if d, is := msg.(do); is {
		return m.run(d)
	}
	if key, is := msg.(tea.KeyPressMsg); is {
		if d, pressed := widget.Press(m.buttons(), widget.Key(key)); pressed {
			return m.run(d.(do))
		}
	}
	m.view.Update(msg, true)
	return nil
}

func (m *Model) loaded(l tui.Loaded) tea.Cmd {
	if l.Err != nil {
		return tui.Say(tui.Trouble{Err: l.Err})
	}
	m.insp, m.lib, m.names, m.park, m.drawn = l.Inspection, l.Library, l.Names, l.Park, 0
	if m.paper.Kind != "" {
		return nil // it is shown already, and drawn anew
	}
	if m.page.Item != "" {
		return m.show(m.page.Item)
	}
	return m.run(other)
}

// answer gives a message to the question; leaving the first one, with no paper to go back to, leaves the screen.
func (m *Model) answer(msg tea.Msg) tea.Cmd {
	ask := m.ask
	open, cmd := ask.Update(msg)
	if !open && m.ask == ask {
		m.ask = nil
	}
	if cmd == nil && m.ask == nil && m.many == nil && m.paper.Kind == "" {
		return tui.Say(tui.Back{})
	}
	return cmd
}

func (m *Model) run(d do) tea.Cmd {
	w := m.words()
	m.notice = ""
	switch d {
	case other:
		var options []widget.Option
		for _, p := range report.Papers {
			options = append(options, widget.Option{Text: strings.Join(append([]string{m.name(p.Kind)}, m.numbers(p.Kind)...), "  "), Note: m.deps.Words.Papers.About[p.Kind], Value: p.Kind, On: p.Kind == m.paper.Kind})
		}
		m.ask = m.deps.AskMenu(w.Choose, m.show, options...)
	case others:
		m.choose(m.paper)
	case save:
		return m.write("docx", false)
	case printOut:
		return m.write("pdf", true)
	case saveAs:
		var options []widget.Option
		for _, ending := range report.Endings() {
			options = append(options, widget.Option{Text: ending, Value: ending})
		}
		m.ask = m.deps.AskMenu(w.SaveAs, func(ending string) tea.Cmd { return m.write(ending, false) }, options...)
	case signed:
		return m.deps.NewestPhotos(m.page)
	}
	return nil
}

// numbers is the numbers that the park gave papers of a kind.
func (m *Model) numbers(kind string) (all []string) {
	count, _ := m.insp.NumbersBy(m.park)
	for _, n := range count {
		if n.Paper == kind {
			all = append(all, widget.Line(n.Official()))
		}
	}
	return all
}

// show shows a paper of that kind; of one of findings, those that offer themselves, or it asks for them.
func (m *Model) show(kind string) tea.Cmd {
	p, known := report.PaperNamed(kind)
	if !known {
		return tui.Say(tui.Trouble{Err: fmt.Errorf(m.deps.Words.Papers.NoPaper, kind, report.Kinds())})
	}
	m.ask = nil
	ids, err := p.Choose(m.insp, m.deps.Words)
	if err != nil {
		return m.choose(p)
	}
	m.put(p, ids)
	return nil
}

func (m *Model) put(p report.Paper, ids []string) {
	m.paper, m.findings, m.many, m.drawn = p, ids, nil, 0
	m.view.Home()
}

// choose asks which findings the paper is of.
func (m *Model) choose(p report.Paper) tea.Cmd {
	var options []widget.Option
	m.picks = nil
	for n := range m.insp.Findings {
		f := &m.insp.Findings[n]
		if f.Withdrawn == nil && f.JoinedInto == "" {
			options = append(options, widget.Option{Text: fmt.Sprintf("%d. %s · %s", f.Number, widget.Line(f.Place), widget.Line(f.Description)), On: slices.Contains(m.findings, f.Finding)})
			m.picks = append(m.picks, f.Finding)
		}
	}
	if len(options) == 0 {
		m.notice = m.words().NoneFit
		if m.paper.Kind == "" {
			cmd := m.run(other)
			m.notice = m.words().NoneFit
			return cmd
		}
		return nil
	}
	m.many = widget.NewMenuOfMany(m.name(p.Kind)+": "+m.words().ChooseFindings, options...)
	m.many.Filter = len(options) > 9
	m.paper = p
	return nil
}

// pick gives a message to the menu of findings.
func (m *Model) pick(msg tea.Msg) tea.Cmd {
	switch m.many.Update(msg) {
	case widget.Cancelled:
		m.many = nil
		if len(m.findings) == 0 {
			m.paper = report.Paper{}
			return m.run(other)
		}
	case widget.Chosen:
		var ids []string
		for _, n := range m.many.Chosen() {
			ids = append(ids, m.picks[n])
		}
		if len(ids) > 0 {
			m.put(m.paper, ids)
		}
	}
	return nil
}
