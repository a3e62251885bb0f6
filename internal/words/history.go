package words

import (
	"fmt"
	"strings"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
)

// HistoryWords say what an operation did, one sentence a kind.
type HistoryWords struct {
	FeedOpened, Opened, Scoped, UnitAdded, Answered, Found, Withdrawn, Photographed, Undone, Closed string
	Continued, ClockAhead, ClockBack                                                                string
	Newer                                                                                           string
}

var historyZh = HistoryWords{
	FeedOpened: "本机开始记录", Opened: "开始检查：%s", Scoped: "适用性：%s → %s", UnitAdded: "添加对象：%s", Answered: "%s 答：%s",
	Found: "记录隐患：%s（%s）", Withdrawn: "撤销隐患：%s", Photographed: "添加照片：%s", Undone: "撤回第 %d 步", Closed: "清单封存",
	Continued: "由另一台设备或恢复的备份接续记录", ClockAhead: "设备时钟被拨快：应为 %s，变为 %s", ClockBack: "设备时钟被拨慢：应为 %s，变为 %s",
	Newer: "来自新版本的记录（%s）",
}

var historyEn = HistoryWords{
	FeedOpened: "this device began to record", Opened: "inspection opened: %s", Scoped: "scope: %s → %s", UnitAdded: "unit added: %s", Answered: "%s answered: %s",
	Found: "finding recorded: %s (%s)", Withdrawn: "finding withdrawn: %s", Photographed: "photo added: %s", Undone: "step %d taken back", Closed: "list sealed",
	Continued: "continued on another device or from a restored backup", ClockAhead: "the device's clock went ahead: it should say %s and says %s", ClockBack: "the device's clock was set back: it should say %s and says %s",
	Newer: "from a newer version (%s)",
}

// Op says in one line what an operation did; lib, which may be nil, gives clause numbers and questions.
func (w *Words) Op(op inspection.Op, lib *checklist.Library) string {
	h := w.History
	switch p := op.Payload.(type) {
	case *inspection.FeedOpened:
		return h.FeedOpened
	case *inspection.Continued:
		return h.Continued
	case *inspection.ClockJumped:
		if p.Jump() > 0 {
			return fmt.Sprintf(h.ClockAhead, p.Was, p.Is)
		}
		return fmt.Sprintf(h.ClockBack, p.Was, p.Is)
	case *inspection.Opened:
		return fmt.Sprintf(h.Opened, p.Enterprise.Name)
	case *inspection.Scoped:
		return fmt.Sprintf(h.Scoped, w.question(lib, p.Question), w.ScopeValue(lib, p.Question, p.ScopeAnswer))
	case *inspection.UnitAdded:
		return fmt.Sprintf(h.UnitAdded, p.Name)
	case *inspection.Answered:
		return fmt.Sprintf(h.Answered, w.Clause(lib, p.Criterion), w.Value(p.Value))
	case *inspection.Found:
		return fmt.Sprintf(h.Found, p.Description, p.Place)
	case *inspection.Withdrawn:
		return fmt.Sprintf(h.Withdrawn, p.Reason)
	case *inspection.Photographed:
		if p.Paper != "" {
			return w.signedPaper(p.Paper, p.Photo.Name)
		}
		return fmt.Sprintf(h.Photographed, p.Photo.Name)
	case *inspection.Undone:
		return fmt.Sprintf(h.Undone, p.Seq)
	case *inspection.Closed:
		return h.Closed
	}
	if s, known := w.later(op); known {
		return s
	}
	return fmt.Sprintf(h.Newer, op.Kind)
}

// Clause is how a paper cites a criterion, or its id when the library does not hold it.
func (w *Words) Clause(lib *checklist.Library, id string) string {
	if lib != nil {
		if c := lib.Criterion(id); c != nil {
			return c.Clause
		}
	}
	return id
}

func (w *Words) question(lib *checklist.Library, id string) string {
	if lib != nil {
		if q := lib.Question(id); q != nil {
			return w.Text(q.Ask)
		}
	}
	return id
}

// ScopeValue is a scope answer in words.
func (w *Words) ScopeValue(lib *checklist.Library, question string, a checklist.ScopeAnswer) string {
	switch a.Value {
	case "yes":
		return w.Yes
	case "no":
		return w.No
	case "kinds":
		names := make([]string, 0, len(a.Kinds))
		for _, id := range a.Kinds {
			names = append(names, w.kind(lib, question, id))
		}
		return strings.Join(names, "、")
	default:
		return w.Unknown
	}
}

func (w *Words) kind(lib *checklist.Library, question, id string) string {
	if lib != nil {
		if q := lib.Question(question); q != nil {
			for _, k := range q.Kinds {
				if k.ID == id {
					return w.Text(k.Name)
				}
			}
		}
	}
	return id
}

// VisitName names a kind of visit.
func (w *Words) VisitName(v inspection.Visit) string {
	return map[inspection.Visit]string{inspection.Assistance: w.Assistance, inspection.SelfCheck: w.SelfCheck,
		inspection.Recheck: w.Recheck, inspection.Official: w.Official}[v]
}

// LevelName names a finding's level.
func (w *Words) LevelName(l inspection.Level) string {
	return map[inspection.Level]string{inspection.General: w.General, inspection.SuspectedMajor: w.SuspectedMajor, inspection.Major: w.Major}[l]
}
