// Package close is the screen that ends an inspection: the verdicts, what is still open, who signs or refuses, and the
// seal. After it, every change is a new, visible entry.
package close

import (
	"fmt"
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
	verdicts []checklist.Verdict
	view     widget.Viewer
	differ   int // things that people differ on
	drawn    int // width the viewer's content was made for

	form   *form // open while somebody signs or refuses
	signed *form // filled in, waiting for the seal
	sure   bool  // seal was pressed once
	notice string
}

// New makes the screen of an inspection.
func New(deps *tui.Deps, page tui.Page) tui.Screen {
	m := &Model{deps: deps, page: page}
	m.view.Name = "verdicts"
	m.view.Pager = true
	return m
}

// do is a button's or a key's errand.
type do string

const (
	sign   do = "sign"
	refuse do = "refuse"
	seal   do = "seal"
	export do = "export"
	walk   do = "walk"
	list   do = "list"
	differ do = "differ"
	papers do = "papers"
)

var byKey = map[string]do{"1": sign, "2": refuse, "s": seal, "e": export, "w": walk, "l": list, "v": differ, "p": papers}

// Init reads the inspection and its library.
func (m *Model) Init() tea.Cmd { return m.deps.Load(m.page, "") }

// SetSize gives the screen its place.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Typing says whether a field has the keys.
func (m *Model) Typing() bool { return m.form != nil }

// Update takes what happens.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tui.Loaded:
		if msg.Err != nil {
			return tui.Say(tui.Trouble{Err: msg.Err})
		}
		m.show(msg.Inspection, msg.Library)
		return nil
	case tui.Returned:
		m.sure, m.notice = false, "" // what is sealed has to be what was seen
		return m.Init()
	case tui.Recorded:
		return m.recorded(msg)
	case tui.Exported:
		if msg.Err != nil {
			return tui.Say(tui.Trouble{Err: msg.Err})
		}
		m.notice = fmt.Sprintf(m.deps.Words.Close.Exported, strings.Join(msg.Files, "  "))
		return nil
	}
	if m.insp == nil {
		return nil
	}
	if m.form != nil {
		return m.fill(msg)
	}
	switch msg := msg.(type) {
	case do:
		return m.run(msg)
	case tea.KeyPressMsg:
		if d, ok := byKey[widget.Key(msg)]; ok {
			return m.run(d)
		}
	}
	m.view.Update(msg, true)
	return nil
}

func (m *Model) show(insp *inspection.Inspection, lib *checklist.Library) {
	m.insp, m.lib = insp, lib
	m.verdicts, m.differ = insp.Verdicts(lib.Judge), len(insp.Conflicts())
	m.drawn = 0
}

func (m *Model) run(d do) tea.Cmd {
	if d != seal {
		m.sure = false
	}
	m.notice = ""
	switch d {
	case sign, refuse:
		m.form = newForm(m.deps, m.insp, d == refuse, m.signed)
	case seal:
		return m.seal()
	case export:
		return m.deps.ExportOf(m.page)
	case walk:
		return tui.Say(tui.Replace{Page: tui.Page{Kind: tui.Walk, ID: m.page.ID}})
	case papers:
		return tui.Say(tui.Goto{Page: tui.Page{Kind: tui.Paper, ID: m.page.ID}})
	case differ:
		return tui.Say(tui.Goto{Page: tui.Page{Kind: tui.Differ, ID: m.page.ID}})
	case list:
		return tui.Say(tui.Replace{Page: tui.Page{Kind: tui.List, ID: m.page.ID}})
	}
	return nil
}

func (m *Model) fill(msg tea.Msg) tea.Cmd {
	done, cmd := m.form.update(msg)
	switch done {
	case filled:
		m.signed, m.form = m.form, nil
	case left:
		m.form = nil
	}
	return cmd
}

// seal asks once, then records the signatures, the verdicts and how far the seal reaches.
func (m *Model) seal() tea.Cmd {
	if m.signed == nil {
		m.notice = m.deps.Words.Close.NotSigned
		return nil
	}
	if !m.sure {
		m.sure = true
		m.notice = m.deps.Words.Close.SealAsk
		return nil
	}
	m.sure = false
	c := &inspection.Closed{ID: m.insp.ID, Signatures: m.signed.signatures(), Seals: m.insp.Seals()}
	for _, v := range m.verdicts {
		c.Outcomes = append(c.Outcomes, inspection.Outcome{Sector: v.Sector, Source: v.Source, Outcome: v.Outcome, Open: len(v.Open)})
	}
	return m.deps.Record(m.page, c)
}

func (m *Model) recorded(r tui.Recorded) tea.Cmd {
	if r.Err != nil {
		return nil // the router shows the error; the signatures stay for another try
	}
	m.signed = nil
	m.show(m.insp.With(r.Ops...), m.lib)
	m.view.Home()
	return nil
}
