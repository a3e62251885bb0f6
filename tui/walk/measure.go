package walk

import (
	"fmt"
	"maps"
	"strings"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/tui/widget"
)

// askMeasure asks for each measured value of the criterion in turn.
func (m *Model) askMeasure(i item) {
	var leaves []*checklist.Condition
	for _, leaf := range i.c.Leaves() {
		if leaf.Measure != nil {
			leaves = append(leaves, leaf)
		}
	}
	if len(leaves) == 0 {
		m.notice = m.deps.Words.Walk.NothingToMeasure
		return
	}
	m.askValue(i, leaves, map[string]string{})
}

func (m *Model) askValue(i item, leaves []*checklist.Condition, values map[string]string) {
	w := m.deps.Words
	leaf := leaves[0]
	title := fmt.Sprintf(w.Walk.MeasureAsk, w.Text(leaf.Measure.Name), threshold(leaf.Measure))
	was := m.answering(i).Measured[leaf.ID]
	check := func(value string) string {
		if value = decimal(value); value != "" && !checklist.IsDecimal(value) {
			return w.Walk.NotANumber
		}
		return ""
	}
	m.ask = m.deps.AskText(title, was, 1, check, func(value string) tea.Cmd {
		if value = decimal(value); value != "" {
			values[leaf.ID] = value
		}
		if len(leaves) > 1 {
			m.askValue(i, leaves[1:], values)
			return nil
		}
		return m.valued(i, values)
	})
}

func decimal(value string) string { return strings.TrimSpace(widget.HalfWidth(value)) }

// threshold is a measure's limit as the document has it: > 9 人.
func threshold(measure *checklist.Measure) string {
	return strings.TrimSpace(measure.Op + " " + measure.Limit + " " + measure.Unit)
}

// valued keeps measured values with the answer, and says at once what they come to.
func (m *Model) valued(i item, values map[string]string) tea.Cmd {
	if len(values) == 0 {
		return nil
	}
	maps.Copy(m.drafted(i.key()).Measured, values)
	var said []string
	for _, leaf := range i.c.Leaves() {
		if v, given := values[leaf.ID]; given {
			said = append(said, m.given(leaf, v))
		}
	}
	m.notice = strings.Join(said, " · ")
	return m.amend(i)
}

// given is a measured value against its threshold, in words.
func (m *Model) given(leaf *checklist.Condition, value string) string {
	w := m.deps.Words.Walk
	held := map[checklist.Tri]string{checklist.Yes: w.Holds, checklist.No: w.HoldsNot, checklist.Unknown: w.NotCompared}[leaf.Measure.Holds(value)]
	return fmt.Sprintf(w.Given, value, threshold(leaf.Measure), held)
}
