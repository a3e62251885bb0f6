package home

import (
	"fmt"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// task is what the park or the lead sent back, with where it belongs in words.
type task struct {
	inspection.Task
	enterprise, about string
}

// read takes the open tasks of the inspections that have some: no other is folded. It may wait for the disk.
func (m *Model) read(all []inspection.Summary) ([]task, error) {
	var tasks []task
	for _, s := range all {
		if s.Tasks == 0 {
			continue
		}
		i, err := m.deps.Desk.Inspection(s.ID)
		if err != nil {
			return nil, err
		}
		lib, err := m.deps.Desk.Library(i.Opened.Revision)
		if err != nil {
			lib = nil // the clause's id stands for its number
		}
		for _, t := range i.OpenTasks() {
			tasks = append(tasks, task{t, s.Enterprise.Name, m.about(i, lib, t)})
		}
	}
	return tasks, nil
}

// about is the clause with its unit, or the finding's number.
func (m *Model) about(i *inspection.Inspection, lib *checklist.Library, t inspection.Task) string {
	w := m.deps.Words
	if f := i.Finding(t.Finding); f != nil {
		return w.Finding + " " + fmt.Sprintf(w.Differ.Number, f.Number)
	}
	text := w.Clause(lib, t.Criterion)
	if u, there := i.Unit(t.Unit); there {
		text += " " + u.Name
	}
	return text
}

// task is the selected row's, when it is one.
func (m *Model) task() (task, bool) {
	if row := m.list.Selected(); row >= 0 && row < len(m.tasks) {
		return m.tasks[row], true
	}
	return task{}, false
}

// openTask goes to the criterion on the walk, or to the finding.
func (m *Model) openTask(t task) tea.Cmd {
	page := tui.Page{Kind: tui.Walk, ID: t.ID, Item: t.Criterion + "|" + t.Unit}
	if t.Finding != "" {
		page.Kind, page.Item = tui.Finding, t.Finding
	}
	return tui.Say(tui.Goto{Page: page})
}

// taskLines is how many lines of the reviewer's words the first page shows; the line itself has them all.
const taskLines = 3

// taskRow is a task: what and where, the reviewer's words, until when.
func (m *Model) taskRow(look widget.Look, row, width int) []string {
	w, t := m.deps.Words.Differ, m.tasks[row]
	number := "  "
	if n := row - m.list.Top(); n >= 0 && n < 9 {
		number = fmt.Sprint(n+1) + " "
	}
	first := number + look.Theme.Warn.Render(" "+w.TasksKey+" ") + " " + look.Theme.Strong.Render(widget.Line(t.about+" · "+t.enterprise))
	said := widget.Hang("  ", widget.Line(fmt.Sprintf(w.TaskRow, t.By, t.Words)), width)
	lines := append([]string{widget.Truncate(first, width)}, said[:min(len(said), taskLines)]...)
	if t.Due != "" {
		due := fmt.Sprintf(w.TaskDue, widget.Line(t.Due))
		if width >= narrow {
			lines[0] = widget.Sides(first, due, width)
		} else {
			lines = append(lines, "  "+due)
		}
	}
	if len(lines) < widget.ButtonHeight {
		lines = append(lines, "")
	}
	return lines
}
