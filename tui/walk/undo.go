package walk

import (
	"fmt"
	"slices"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/inspection"
)

// takeBack gives up what the disk refused, or undoes the last thing this device said that still has effect.
func (m *Model) takeBack() tea.Cmd {
	if len(m.queue.refused) > 0 {
		m.giveUp()
		return nil
	}
	return m.reverse(m.deps.Words.Walk.Undo, m.deps.Words.Walk.Undid, func() (undo, said inspection.Op, there bool) {
		op, there := m.insp.LastUndoable(m.deps.Desk.Feed())
		return op, op, there
	})
}

// bringBack undoes the last undo of this device that still has effect.
func (m *Model) bringBack() tea.Cmd {
	return m.reverse(m.deps.Words.Walk.Redo, m.deps.Words.Walk.Redid, m.lastUndo)
}

// reverse records the undo of an operation, chosen when its turn comes; said is what the person hears of.
func (m *Model) reverse(name, notice string, choose func() (undo, said inspection.Op, there bool)) tea.Cmd {
	var said inspection.Op
	return m.send(errand{what: name, cheap: true,
		make: func() inspection.Payload {
			undo, about, there := choose()
			if !there {
				m.notice = m.deps.Words.Walk.NothingToUndo
				return nil
			}
			said = about
			return inspection.Undo(undo)
		},
		done: func() tea.Cmd {
			m.notice = fmt.Sprintf(notice, m.deps.Words.Op(said, m.lib))
			m.pointAt(said)
			return nil
		}})
}

// lastUndo is the newest undo of this device that stands, and what it took back. An undo of an undo is a redo: not one.
func (m *Model) lastUndo() (undo, said inspection.Op, there bool) {
	for _, e := range slices.Backward(m.insp.History) {
		u, isUndo := e.Payload.(*inspection.Undone)
		if !isUndo || e.Void || e.Feed != m.deps.Desk.Feed() {
			continue
		}
		target, _ := u.Target()
		n := slices.IndexFunc(m.insp.History, func(was inspection.Entry) bool { return was.Ref == target })
		if n < 0 {
			continue
		}
		if _, redo := m.insp.History[n].Payload.(*inspection.Undone); !redo {
			return e.Op, m.insp.History[n].Op, true
		}
	}
	return undo, said, false
}

// pointAt selects the line that an operation concerns.
func (m *Model) pointAt(op inspection.Op) {
	var k inspection.Key
	switch p := op.Payload.(type) {
	case *inspection.Answered:
		k = inspection.Key{Criterion: p.Criterion, Unit: p.Unit}
	case *inspection.Found:
		k = inspection.Key{Criterion: p.Criterion, Unit: p.Unit}
	default:
		return
	}
	m.choose(k)
	m.view.Home()
}
