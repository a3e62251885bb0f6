package words

import (
	"fmt"
	"strings"

	"anquan.example/paicha/inspection"
)

// ConflictWords are the words of the screen on which people differ.
type ConflictWords struct {
	Title, Loading, None, NoneHint                     string
	Answers, Wordings, Withdrawal, Similar             string // kinds
	Count                                              string // "%d"
	CountAnd                                           string // "%d", "%d": conflicts, pairs that look alike
	Open, Settle, Join, Apart, Walk                    string // keys
	Counts                                             string // mark on the side that counts
	StrictCounts                                       string // why
	WithdrawalWaits                                    string
	ThisTablet                                         string
	Tablet                                             string // "%s": short feed
	Observed, Entered                                  string // "%s"
	Photos                                             string // "%d", "%s": names
	NoPhotos                                           string
	NoPhotoWhy                                         string // "%s"
	Measured                                           string // "%s"
	Number                                             string // "%d"
	WithdrawnBy                                        string // "%s", "%s": reason, second
	Deadline                                           string // "%s"
	SettleAsk, ReasonAsk, ByAsk, JoinAsk, JoinReason   string
	Side                                               string // "%s", "%s": who, what
	Reasons, JoinReasons, ApartReasons                 []string
	Settled, Joined, KeptApart                         string
	SameCriterion, AlikeText                           string
	Gone                                               string
	Banner                                             string // "%d": on other screens
	Short                                              string // "%d": on a row
	Tasks                                              string // "%d": head on home
	TaskRow                                            string // "%s", "%s": by, words
	TaskDue                                            string // "%s"
	TaskBanner                                         string // "%s", "%s": by, words
	TaskDone, TaskDoneAsk, OpenTask, TasksKey, MoreKey string
}

var conflictZh = ConflictWords{
	Title: "意见不一", Loading: "正在读取..", None: "没有未裁定的分歧", NoneHint: "两台平板对同一条有不同回答，或互不知情地改了同一隐患时，会列在这里。",
	Answers: "回答不同", Wordings: "隐患改得不同", Withdrawal: "撤销与他人记录相左", Similar: "可能是同一隐患",
	Count: "未裁定 %d 项", CountAnd: "未裁定 %d 项 · 疑似重复 %d 对",
	Open: "打开", Settle: "裁定", Join: "合并", Apart: "不合并", Walk: "走查",
	Counts: "现在算数", StrictCounts: "裁定前最严的算数：不符合 > 未查 > 符合 > 不适用；级别取高，期限取早", WithdrawalWaits: "撤销时没看到对方的记录，裁定前不生效，隐患照旧",
	ThisTablet: "本机", Tablet: "平板 %s", Observed: "查看 %s", Entered: "录入 %s", Photos: "照片 %d：%s", NoPhotos: "无照片", NoPhotoWhy: "无照片：%s", Measured: "测得 %s", Number: "第 %d 项",
	WithdrawnBy: "撤销：%s（第二专家 %s）", Deadline: "期限 %s",
	SettleAsk: "以哪一个为准？", ReasonAsk: "裁定理由", ByAsk: "裁定人（组长）", JoinAsk: "合并后保留哪一项？", JoinReason: "理由", Side: "%s：%s",
	Reasons:     []string{"两人现场一起复看后认定", "查看时间不同，以后看的为准", "查的不是同一处，以实际部位为准", "以有照片和测量值的为准", "一方对条款理解有误"},
	JoinReasons: []string{"同一处、同一问题", "同一设备的同一缺陷", "一项包含另一项"}, ApartReasons: []string{"不是同一处", "不是同一问题", "整改责任人不同"},
	Settled: "已裁定", Joined: "已合并，编号都保留", KeptApart: "已记为不合并", SameCriterion: "条款和对象相同", AlikeText: "部位相同，描述相近", Gone: "这一项已经裁定或合并",
	Banner: "有 %d 项意见不一，裁定前最严的算数（按 v 查看）", Short: "冲突 %d",
	Tasks: "退回 %d 件", TaskRow: "%s：%s", TaskDue: "%s 前", TaskBanner: "退回（%s）：%s", TaskDone: "退回已答复", TaskDoneAsk: "这件退回已答复？", OpenTask: "打开退回", TasksKey: "退回", MoreKey: "意见不一",
}

var conflictEn = ConflictWords{
	Title: "Differences", Loading: "reading...", None: "Nothing is unsettled", NoneHint: "When two tablets answer one criterion differently, or change one finding without knowing of one another, it is listed here.",
	Answers: "answers differ", Wordings: "finding changed differently", Withdrawal: "withdrawn against another's entry", Similar: "may be one finding",
	Count: "%d unsettled", CountAnd: "%d unsettled · %d pairs that look alike",
	Open: "Open", Settle: "Settle", Join: "Join", Apart: "Keep apart", Walk: "Walk",
	Counts: "counts now", StrictCounts: "Until it is settled the strictest counts: fail > not seen > ok > not applicable; the higher level, the earlier deadline", WithdrawalWaits: "It was withdrawn without seeing the other's entry: no effect until settled, the finding stands",
	ThisTablet: "this tablet", Tablet: "tablet %s", Observed: "seen %s", Entered: "entered %s", Photos: "photos %d: %s", NoPhotos: "no photo", NoPhotoWhy: "no photo: %s", Measured: "measured %s", Number: "no. %d",
	WithdrawnBy: "withdrawn: %s (second expert %s)", Deadline: "due %s",
	SettleAsk: "Which one counts?", ReasonAsk: "Why", ByAsk: "Settled by (team lead)", JoinAsk: "Which one is kept?", JoinReason: "Why", Side: "%s: %s",
	Reasons:     []string{"looked again together on site", "seen at different times: the later one", "not the same place: as it really is", "the one with photos and values", "one side misread the clause"},
	JoinReasons: []string{"same place, same defect", "same defect of the same equipment", "one contains the other"}, ApartReasons: []string{"not the same place", "not the same defect", "different persons have to rectify"},
	Settled: "settled", Joined: "joined, both keep their numbers", KeptApart: "noted: kept apart", SameCriterion: "same criterion and unit", AlikeText: "same place, similar words", Gone: "this is settled or joined by now",
	Banner: "people differ on %d; the strictest counts until settled (v shows)", Short: "differ %d",
	Tasks: "%d sent back", TaskRow: "%s: %s", TaskDue: "until %s", TaskBanner: "sent back (%s): %s", TaskDone: "Answered", TaskDoneAsk: "Is this answered?", OpenTask: "Open what was sent back", TasksKey: "Sent back", MoreKey: "Differences",
}

// Who is who holds a device: by name as said in the inspection, else as the park has it (names), else by the beginning of its
// feed.
func (w *Words) Who(i *inspection.Inspection, feed inspection.FeedID, names map[inspection.FeedID]string) string {
	if n, named := i.Names[feed]; named {
		return n.Name
	}
	if name := names[feed]; name != "" {
		return name
	}
	return fmt.Sprintf(w.Differ.Tablet, feed.String()[:4])
}

// Side says in one line what one side of a conflict says.
func (w *Words) Side(s inspection.Side) string {
	switch {
	case s.Said != nil:
		parts := []string{w.Value(s.Said.Value)}
		for _, more := range []string{s.Said.Reason, s.Said.Note} {
			if more != "" {
				parts = append(parts, more)
			}
		}
		return strings.Join(parts, " · ")
	case s.Found != nil:
		return w.LevelName(s.Found.Level) + " · " + s.Found.Description + " · " + s.Found.Deadline
	case s.Withdrawn != nil:
		return fmt.Sprintf(w.Differ.WithdrawnBy, s.Withdrawn.Reason, s.Withdrawn.Second)
	}
	return ""
}
