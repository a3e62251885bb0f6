package words

import (
	"fmt"
	"strings"

	"anquan.example/paicha/checklist"
)

// Rule says in one line what became of a rule.
func (w *Words) Rule(lib *checklist.Library, r checklist.Fired) string {
	format := w.Paper.RuleNot
	if r.Fired {
		format = w.Paper.RuleFired
	}
	s := fmt.Sprintf(format, r.Clause, len(r.Hits), r.Need)
	if r.Excluded != "" {
		s = fmt.Sprintf(w.Paper.RuleExcluded, r.Clause, w.question(lib, r.Excluded))
	}
	if rule := lib.Rule(r.Rule); rule != nil && rule.Unlisted != nil {
		s += " · " + fmt.Sprintf(w.Paper.RuleUnlisted, w.Text(*rule.Unlisted))
	}
	return s
}

// OpenWhat names what is open: a criterion, a question, a rule.
func (w *Words) OpenWhat(lib *checklist.Library, o checklist.Open) string {
	if c := lib.Criterion(o.Criterion); c != nil {
		return c.Clause + " " + w.Text(c.Title)
	}
	if o.Question != "" {
		return w.question(lib, o.Question)
	}
	if r := lib.Rule(o.Rule); r != nil {
		return r.Clause + " " + w.Text(r.Title)
	}
	return o.Criterion
}

// OpenWhy says why it is open, with the expert's reason.
func (w *Words) OpenWhy(o checklist.Open) string {
	if o.Reason != "" {
		return w.Why(o.Why) + ": " + o.Reason
	}
	return w.Why(o.Why)
}

// Path is the path of answers, a line a step, indented by two spaces a level.
func (w *Words) Path(steps []checklist.Step) []string {
	held := map[string]string{"yes": w.Paper.Held, "no": w.Paper.NotHeld, "unknown": w.Paper.HeldUnknown}
	lines := make([]string, 0, len(steps))
	for _, s := range steps {
		line := strings.Repeat("  ", s.Depth)
		switch {
		case s.Join != "":
			line += w.Join(s.Join)
			if text := w.Text(s.Text); text != "" {
				line += " (" + text + ")"
			}
		case s.Clause != "":
			line += s.Clause + " " + w.Text(s.Text)
		default:
			line += s.ID + ") " + w.Text(s.Text)
		}
		line += " → " + held[s.Held]
		if s.Given != "" {
			line += " [" + s.Given + "]"
		}
		lines = append(lines, line)
	}
	return lines
}

// Join says how parts are joined: all, any, at-least-k.
func (w *Words) Join(join string) string {
	switch join {
	case "all":
		return w.Paper.JoinAll
	case "any":
		return w.Paper.JoinAny
	}
	var k int
	if _, err := fmt.Sscanf(join, "at-least-%d", &k); err != nil {
		return join
	}
	return fmt.Sprintf(w.Paper.JoinAtLeast, k)
}
