package walk

import (
	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// do is a button's or a key's errand.
type do string

const (
	ok        do = "ok"
	fail      do = "fail"
	na        do = "na"
	unseen    do = "unseen"
	note      do = "note"
	measure   do = "measure"
	unit      do = "unit"
	place     do = "place"
	undo      do = "undo"
	redo      do = "redo"
	again     do = "retry"
	order     do = "order"
	sieve     do = "filter"
	search    do = "search"
	jump      do = "jump"
	turn      do = "list"
	before    do = "previous"
	after     do = "next"
	later     do = "next open"
	observe   do = "observed"
	toFinding do = "finding"
	toOther   do = "other finding"
	toList    do = "findings"
	toClose   do = "close"
	toScope   do = "scope"
	toDiffer  do = "differ"
	taskDone  do = "task done"
	more      do = "more"
)

// command is an errand with its keys: digits for gloves, letters for habit (符合 y, 不符合 x, 不适用 b, 未查 w).
type command struct {
	do     do
	what   string
	footer bool
	keys   []string
}

// commands is all that can be done on a line, in the order of the footer and the help.
func (m *Model) commands() []command {
	w, k := m.deps.Words, &m.deps.Words.Walk
	return []command{
		{ok, w.OK, true, []string{"1", "y"}}, {fail, w.Fail, true, []string{"2", "x"}}, {na, w.NA, true, []string{"3", "b"}}, {unseen, w.Unseen, true, []string{"4", "w"}},
		{later, k.NextOpen, true, []string{"space"}}, {undo, k.Undo, true, []string{"u"}}, {redo, k.Redo, false, []string{"U"}},
		{jump, k.Jump, true, []string{"g"}}, {search, k.Search, true, []string{"/"}}, {sieve, k.Filter, true, []string{"f"}}, {order, k.Order, true, []string{"o"}},
		{measure, k.Measure, false, []string{"m"}}, {note, k.Note, false, []string{"n"}}, {place, k.Place, false, []string{"p"}}, {unit, k.Unit, false, []string{"a", "+"}},
		{observe, k.Observed, false, []string{"t"}}, {toFinding, k.Finding, false, []string{"enter"}}, {toOther, k.OtherFinding, false, []string{"F"}},
		{toList, k.Findings, true, []string{"l"}}, {toClose, k.Close, true, []string{"c"}}, {toScope, k.Scope, false, []string{"s"}},
		{toDiffer, w.Differ.MoreKey, m.differ > 0, []string{"v"}}, {taskDone, w.Differ.TaskDone, false, []string{"d"}},
		{turn, k.ListView, false, []string{"tab"}}, {before, k.Previous, false, []string{"left"}}, {after, k.Next, false, []string{"right"}},
		{more, k.More, false, []string{"."}},
	}
}

// command is what a key asks for.
func (m *Model) command(key string) (do, bool) {
	for _, c := range m.commands() {
		for _, k := range c.keys {
			if k == key {
				return c.do, true
			}
		}
	}
	if key == "r" && len(m.queue.refused) > 0 {
		return again, true
	}
	return "", false
}

// onButtons is what has a button of its own at all sizes.
var onButtons = map[do]bool{ok: true, fail: true, na: true, unseen: true, unit: true, measure: true, note: true, undo: true, more: true}

// askMore offers everything that has no button: nothing needs a keyboard.
func (m *Model) askMore() {
	var options []widget.Option
	for _, c := range m.commands() {
		if !onButtons[c.do] {
			options = append(options, widget.Option{Text: c.what, Value: string(c.do)})
		}
	}
	m.ask = m.deps.AskMenu(m.deps.Words.Walk.More, func(value string) tea.Cmd { return m.run(do(value)) }, options...)
}

// Keys is every binding there is now.
func (m *Model) Keys() []tui.Binding {
	look, w := m.deps.Look(), m.deps.Words
	switch {
	case m.ask != nil:
		return m.ask.Keys(look)
	case m.tick != nil:
		return []tui.Binding{
			{Keys: []string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "space"}, What: w.Widget.Toggle, Footer: true},
			{Keys: []string{"enter"}, What: w.Widget.Done, Footer: true}, {Keys: []string{"esc"}, What: w.Widget.Cancel, Footer: true}}
	}
	var all []tui.Binding
	if len(m.queue.refused) > 0 {
		all = append(all, tui.Binding{Keys: []string{"r"}, What: w.Walk.Retry, Footer: true})
	}
	for _, c := range m.commands() {
		all = append(all, tui.Binding{Keys: c.keys, What: c.what, Footer: c.footer})
	}
	all = append(all, tui.Binding{Keys: []string{"pgup", "pgdown"}, What: w.Widget.PageUp + " " + w.Widget.PageDown})
	if m.queue.busy() {
		all = append(all, tui.Binding{Keys: []string{"esc"}, What: w.App.Back, Footer: true})
	}
	return all
}
