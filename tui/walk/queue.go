package walk

import (
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui"
)

// errand is something to be brought to the disk. It is made when its turn comes, and so sees what the one before it did.
type errand struct {
	key   inspection.Key            // the line it concerns; zero: none
	value checklist.Value           // its answer, shown as pending; "" when it is no answer
	what  string                    // in words
	cheap bool                      // one key asks for it again: it is not kept when the disk refuses it
	make  func() inspection.Payload // nil: there is nothing to do any more
	done  func() tea.Cmd            // on disk and folded
}

// queue is what is not on disk yet, one written at a time in the order it was asked for. What the disk refuses stands aside,
// so that it stops nothing else, until it is tried again or given up.
type queue struct {
	waiting []errand // the first is being written
	refused []errand
	leave   bool // leave the page when nothing waits any more
	warned  bool // esc was pressed while something is refused
}

// busy says that something is not on disk yet.
func (q *queue) busy() bool { return len(q.waiting)+len(q.refused) > 0 }

// value is the answer that a line waits with.
func (q *queue) value(k inspection.Key) (checklist.Value, bool) {
	for _, e := range slices.Backward(q.waiting) {
		if e.key == k && e.value != "" {
			return e.value, true
		}
	}
	return "", false
}

// refusal is the errand of a line that the disk refused.
func (q *queue) refusal(k inspection.Key) (errand, bool) {
	for _, e := range slices.Backward(q.refused) {
		if e.key == k {
			return e, true
		}
	}
	return errand{}, false
}

// send brings an errand to the disk after those before it; a new answer takes the place of one that was refused.
func (m *Model) send(e errand) tea.Cmd {
	q := &m.queue
	q.refused = slices.DeleteFunc(q.refused, func(old errand) bool { return e.value != "" && old.value != "" && old.key == e.key })
	q.waiting = append(q.waiting, e)
	if len(q.waiting) > 1 {
		return nil
	}
	return m.write()
}

// write brings the first that has something to say.
func (m *Model) write() tea.Cmd {
	q := &m.queue
	for len(q.waiting) > 0 {
		if p := q.waiting[0].make(); p != nil {
			return m.deps.Record(m.page, p)
		}
		q.waiting = q.waiting[1:]
	}
	if q.leave && len(q.refused) == 0 {
		return m.to(tui.Back{})
	}
	q.leave = false
	return nil
}

// recorded takes what became of the first: on disk, or refused; then its line is selected again.
func (m *Model) recorded(r tui.Recorded) tea.Cmd {
	q := &m.queue
	if len(q.waiting) == 0 {
		return nil
	}
	e := q.waiting[0]
	q.waiting = q.waiting[1:]
	if r.Err != nil {
		if !e.cheap {
			q.refused = append(q.refused, e)
		}
		if len(q.refused) == 1 {
			m.choose(e.key)
		}
		return m.write() // the router shows the error
	}
	m.insp = m.insp.With(r.Ops...)
	m.lay()
	return tea.Batch(e.done(), m.write(), m.remember())
}

// retry brings all that was refused to the disk again.
func (m *Model) retry() tea.Cmd {
	q := &m.queue
	again := q.refused
	q.refused = nil
	var cmds []tea.Cmd
	for _, e := range again {
		cmds = append(cmds, m.send(e))
	}
	return tea.Batch(cmds...)
}

// giveUp drops the last refused one.
func (m *Model) giveUp() {
	q := &m.queue
	n := len(q.refused) - 1
	m.notice = fmt.Sprintf(m.deps.Words.Walk.GaveUp, q.refused[n].what)
	q.refused = q.refused[:n]
}

// leaving holds esc while something is not on disk: it waits for what is being written, and asks once about what was refused.
func (m *Model) leaving() tea.Cmd {
	q := &m.queue
	switch {
	case len(q.waiting) > 0:
		q.leave = true
	case len(q.refused) > 0 && !q.warned:
		q.warned = true
		m.notice = fmt.Sprintf(m.deps.Words.Walk.LeaveUnsaved, len(q.refused))
	default:
		return m.to(tui.Back{})
	}
	return nil
}

// refusedLine says what is not saved.
func (m *Model) refusedLine() string {
	names := make([]string, 0, len(m.queue.refused))
	for _, e := range m.queue.refused {
		names = append(names, e.what)
	}
	return fmt.Sprintf(m.deps.Words.Walk.Refused, strings.Join(names, "、"))
}

// to is a message to the router that counts only while this page is in front.
func (m *Model) to(msg tea.Msg) tea.Cmd {
	return tui.For(m.page, func() tea.Msg { return msg })
}
