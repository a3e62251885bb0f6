package walk

import (
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui"
)

// answer sends an answer to the disk; it stands as pending, and the next open line follows.
func (m *Model) answer(i item, v checklist.Value, reason string, conditions map[string]bool) tea.Cmd {
	a := m.answering(i)
	a.Value, a.Reason, a.Conditions = v, reason, conditions
	cmd := m.send(errand{key: i.key(), value: v, what: m.lineName(i.key()) + " " + m.deps.Words.Value(v),
		make: func() inspection.Payload { return a }, done: func() tea.Cmd { return m.answered(a) }})
	if v != checklist.Fail { // a fail opens its finding; the next one follows after that
		m.nextOpen(m.list.Selected())
	}
	return cmd
}

// lineName is a line as a person calls it.
func (m *Model) lineName(k inspection.Key) string {
	name := m.deps.Words.Clause(m.lib, k.Criterion)
	if u, there := m.insp.Unit(k.Unit); there {
		name += " " + u.Name
	}
	return name
}

// answered is what follows once an answer is on disk: the finding of a fail, or of an answer that a measured value makes a hit
// whatever was said; a word where a finding outlives its answer.
func (m *Model) answered(a *inspection.Answered) tea.Cmd {
	m.settle(a)
	k := inspection.Key{Criterion: a.Criterion, Unit: a.Unit}
	m.queue.waiting = append(m.queue.waiting, m.tasksDone(k)...) // written by who called
	return m.follow(a, k)
}

// finishTasks says that what was sent back of a line is answered, without a new answer.
func (m *Model) finishTasks(k inspection.Key) tea.Cmd {
	var cmds []tea.Cmd
	for _, e := range m.tasksDone(k) {
		cmds = append(cmds, m.send(e))
	}
	return tea.Batch(cmds...)
}

func (m *Model) tasksDone(k inspection.Key) []errand {
	var all []errand
	for _, t := range m.insp.TasksOf(k, "") {
		all = append(all, errand{key: k, what: m.deps.Words.Differ.TaskDone, cheap: true,
			make: func() inspection.Payload {
				if !slices.ContainsFunc(m.insp.TasksOf(k, ""), func(open inspection.Task) bool { return open.Task == t.Task }) {
					return nil // said already
				}
				return &inspection.TaskDone{ID: m.insp.ID, Task: t.Task}
			},
			done: func() tea.Cmd { m.add(m.deps.Words.Differ.TaskDone); return nil }})
	}
	return all
}

// follow is the finding of a fail, or a word where one outlives its answer.
func (m *Model) follow(a *inspection.Answered, k inspection.Key) tea.Cmd {
	finding := m.findingOf(k)
	switch {
	case a.Value == checklist.Fail, m.verdicts[k] == isHit:
		m.away = true
		return m.to(tui.Goto{Page: tui.Page{Kind: tui.Finding, ID: m.page.ID, Item: finding}})
	case !strings.HasPrefix(finding, "new|"):
		m.add(m.deps.Words.Walk.FindingStays)
	}
	return nil
}

// add says one thing more.
func (m *Model) add(notice string) {
	if m.notice != "" {
		notice = m.notice + " · " + notice
	}
	m.notice = notice
}

// failed records at once what has a single condition, and asks which of several hold.
func (m *Model) failed(i item) tea.Cmd {
	if len(i.c.Leaves()) == 1 && !i.c.Equipment {
		return m.answer(i, checklist.Fail, "", nil)
	}
	m.tick = m.newConditions(i)
	return nil
}

func (m *Model) askReason(i item, v checklist.Value) {
	w := m.deps.Words.Walk
	title, phrases := w.NAAsk, w.NAReasons
	if v == checklist.Unseen {
		title, phrases = w.UnseenAsk, w.UnseenReasons
	}
	said, _ := m.own(i.key())
	m.ask = m.deps.AskPhrase(title, said.Reason, phrases, m.needed, func(reason string) tea.Cmd {
		return m.answer(i, v, reason, nil)
	})
}

// needed refuses an empty text.
func (m *Model) needed(value string) string {
	if strings.TrimSpace(value) == "" {
		return m.deps.Words.Close.Missing
	}
	return ""
}

// findingOf is the finding of a failed line, or the name of a new one.
func (m *Model) findingOf(k inspection.Key) string {
	for _, f := range m.insp.Findings {
		if f.Criterion == k.Criterion && f.Unit == k.Unit && f.Withdrawn == nil {
			return f.Found.Finding
		}
	}
	return "new|" + k.Criterion + "|" + k.Unit
}

// askNote changes the note of a line: at once when it is answered, else with the answer.
func (m *Model) askNote(i item) {
	m.ask = m.deps.AskText(m.deps.Words.Walk.NoteAsk, m.answering(i).Note, 4, nil, func(text string) tea.Cmd {
		m.drafted(i.key()).Note = &text
		return m.amend(i)
	})
}
