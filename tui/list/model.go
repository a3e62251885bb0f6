// Package list is the screen of an inspection's findings list: open one, add one outside the lists, write the paper.
package list

import (
	"fmt"
	"strings"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// Model is the screen.
type Model struct {
	deps          *tui.Deps
	page          tui.Page
	width, height int
	insp          *inspection.Inspection // nil while it is read
	list          widget.List
	notice        string
	differ, alike int // things that people differ on, pairs that may be one
}

// New makes the screen of an inspection.
func New(deps *tui.Deps, page tui.Page) tui.Screen {
	m := &Model{deps: deps, page: page}
	m.list.Name = "findings"
	m.list.Pager = true
	return m
}

// do is a button's or a key's errand.
type do string

const (
	edit   do = "edit"
	add    do = "add"
	export do = "export"
	finish do = "close"
	walk   do = "walk"
	differ do = "differ"
	papers do = "papers"
)

var byKey = map[string]do{"enter": edit, "n": add, "e": export, "c": finish, "w": walk, "v": differ, "p": papers}

// Init reads the inspection.
func (m *Model) Init() tea.Cmd { return m.deps.Load(m.page, "") }

// SetSize gives the screen its place.
func (m *Model) SetSize(width, height int) { m.width, m.height = width, height }

// Typing is never so: there is no field here.
func (m *Model) Typing() bool { return false }

// Update takes what happens.
func (m *Model) Update(msg tea.Msg) tea.Cmd {
	switch msg := msg.(type) {
	case tui.Loaded:
		if msg.Err != nil {
			return tui.Say(tui.Trouble{Err: msg.Err})
		}
		m.insp = msg.Inspection
		m.list.SetLen(len(m.insp.Findings))
		m.differ, m.alike = len(m.insp.Conflicts()), len(m.insp.Similar())
	case tui.Returned:
		return m.Init()
	case tui.Exported:
		return m.exported(msg)
	case do:
		return m.run(msg)
	case widget.RowMsg:
		again := m.list.Selected() == msg.Row
		m.list.Update(msg)
		if again {
			return m.run(edit)
		}
	case tea.KeyPressMsg:
		return m.key(widget.Key(msg), msg)
	default:
		m.list.Update(msg)
	}
	return nil
}

func (m *Model) key(key string, msg tea.KeyPressMsg) tea.Cmd {
	if d, ok := byKey[key]; ok {
		return m.run(d)
	}
	if len(key) == 1 && key >= "1" && key <= "9" {
		if row := m.list.Top() + int(key[0]-'1'); row < m.list.Len() {
			m.list.Select(row)
			return m.run(edit)
		}
	}
	m.list.Update(msg)
	return nil
}

func (m *Model) run(d do) tea.Cmd {
	if m.insp == nil {
		return nil
	}
	to := func(kind tui.Kind, item string) tea.Cmd {
		return tui.Say(tui.Goto{Page: tui.Page{Kind: kind, ID: m.page.ID, Item: item}})
	}
	switch d {
	case edit:
		if n := m.list.Selected(); n >= 0 {
			return to(tui.Finding, m.insp.Findings[n].Finding)
		}
		m.notice = m.deps.Words.List.Nothing
	case add:
		return to(tui.Finding, "new||")
	case finish:
		return to(tui.Close, "")
	case walk:
		return tui.Say(tui.Replace{Page: tui.Page{Kind: tui.Walk, ID: m.page.ID}})
	case differ:
		return to(tui.Differ, "")
	case papers:
		return to(tui.Paper, "")
	case export:
		return m.deps.ExportOf(m.page)
	}
	return nil
}

func (m *Model) exported(x tui.Exported) tea.Cmd {
	if x.Err != nil {
		return tui.Say(tui.Trouble{Err: x.Err})
	}
	m.notice = fmt.Sprintf(m.deps.Words.List.Exported, strings.Join(x.Files, "  "))
	return nil
}

// View draws the list.
func (m *Model) View() tui.Frame {
	look, w := m.deps.Look(), m.deps.Words
	if m.insp == nil {
		f := widget.Frame{Lines: []string{look.Theme.Dim.Render(w.List.Loading)}}
		return f.Fit(m.width, m.height)
	}
	var head widget.Frame
	s := m.insp.Summary(nil)
	head.Add(look.Theme.Strong.Lines(widget.Wrap(widget.Line(s.Enterprise.Name)+"  "+fmt.Sprintf(w.List.Count, s.Findings, s.Majors), m.width))...)
	if m.insp.Closed != nil {
		head.Add(look.Theme.Warn.Lines(widget.Wrap(w.List.Sealed, m.width))...)
	}
	if m.differ > 0 || m.alike > 0 {
		head.Add(look.Theme.Warn.Lines(widget.Wrap(fmt.Sprintf(w.Differ.CountAnd, m.differ, m.alike), m.width))...)
	}
	if m.notice != "" {
		head.Add(look.Theme.Saved.Lines(widget.Wrap(widget.Line(m.notice), m.width))...)
	}
	room := 2
	if m.height >= 20 {
		room = widget.ButtonHeight*2 + 1
	}
	if m.height >= 40 {
		room = widget.ButtonHeight*3 + 2
	}
	buttons := widget.Buttons(look, m.width, room, m.buttons())
	m.list.SetSize(m.width, max(m.height-head.Height()-buttons.Height()-2, 1))
	body := m.list.View(look, m.row)
	if len(m.insp.Findings) == 0 {
		body = widget.Frame{Lines: append([]string{look.Theme.Title.Render(w.List.Empty), ""}, widget.Wrap(w.List.EmptyHint, m.width)...)}
	}
	blank := widget.Frame{Lines: []string{""}}
	return widget.Compose(m.width, m.height, widget.Stack(head, blank), body, widget.Stack(blank, buttons))
}

func (m *Model) row(n, width int) []string {
	look, w, f := m.deps.Look(), m.deps.Words, &m.insp.Findings[n]
	level := look.Theme.Open.Render(widget.Mid(w.General, 10))
	if f.Grade != inspection.General {
		level = look.Theme.Major.Render(widget.Mid(w.LevelName(f.Grade), 10))
	}
	if f.Withdrawn != nil || f.JoinedInto != "" {
		level = look.Theme.Dim.Render(widget.Mid(w.Status(f.Status), 10))
	}
	label := widget.PadLeft(fmt.Sprint(f.Number), 3) + " " + level + " "
	lines := widget.Hang(label, widget.Line(f.Place+" · "+f.Description), width)
	photos := fmt.Sprintf(w.List.Photos, len(f.Photos))
	if len(f.Photos) == 0 {
		photos = w.List.NoPhotos
	}
	status := f.Due
	switch f.Status {
	case inspection.StatusRecorded, inspection.StatusWithdrawn:
	case inspection.StatusFixed:
		status = w.Status(f.Status)
	case inspection.StatusJoined:
		if into := m.insp.Finding(f.JoinedInto); into != nil {
			status = fmt.Sprintf(w.Life.JoinedInto, into.Number)
		}
	default:
		status += "  " + w.Status(f.Status)
	}
	if len(f.Joined) > 0 {
		status += "  " + fmt.Sprintf(w.Life.JoinedWith, m.numbers(f.Joined))
	}
	return append(lines, look.Theme.Dim.Render(widget.Truncate("    "+status+"  "+photos+"  "+widget.Line(f.Basis), width)))
}

// numbers is the numbers of findings.
func (m *Model) numbers(ids []string) string {
	var all []string
	for _, id := range ids {
		if f := m.insp.Finding(id); f != nil {
			all = append(all, fmt.Sprint(f.Number))
		}
	}
	return strings.Join(all, "、")
}

func (m *Model) buttons() []widget.Button {
	w := m.deps.Words.List
	off := ""
	if m.list.Len() == 0 {
		off = w.Nothing
	}
	all := []widget.Button{
		{Key: "enter", Label: w.Edit, Msg: edit, Off: off}, {Key: "n", Label: w.Add, Msg: add}, {Key: "p", Label: m.deps.Words.Papers.Screen.Open, Msg: papers}, {Key: "e", Label: w.Export, Msg: export},
		{Key: "w", Label: w.Walk, Msg: walk}, {Key: "c", Label: w.Close, Msg: finish},
	}
	if m.differ > 0 || m.alike > 0 {
		all = append(all, widget.Button{Key: "v", Label: m.deps.Words.Differ.MoreKey, Msg: differ})
	}
	return all
}

// Keys is every binding there is now.
func (m *Model) Keys() []tui.Binding {
	w := m.deps.Words.List
	var keys []tui.Binding
	for _, b := range m.buttons() {
		keys = append(keys, tui.Binding{Keys: []string{b.Key}, What: b.Label, WhyNot: b.Off, Footer: true})
	}
	return append(keys, tui.Binding{Keys: []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"}, What: w.Edit})
}
