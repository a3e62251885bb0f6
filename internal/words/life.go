package words

import (
	"fmt"

	"anquan.example/paicha/inspection"
)

// LifeWords are the words of a finding's life after it was recorded, and of what the park sends back.
type LifeWords struct {
	Recorded, Fixed, Notified, Rectifying, Rectified, Rechecked, Closed, Transferred, Withdrawn, Joined string // statuses
	ByRecorder, ByEnterprise, ByRechecker, NotPassed, NotSeen, Reopened, Incomplete, NobodyKnown        string // why a step has no effect
	WithoutEffect                                                                                       string // "%s", "%s": step, why
	JoinedInto                                                                                          string // "%d"
	JoinedWith                                                                                          string // "%s": numbers
	DueNow                                                                                              string // "%s"
	Disputed                                                                                            string // "%s"
	Differ                                                                                              string // "%s": both sides
	// what was done, for the history
	FeedNamed, SettledOp, JoinedOp, ApartOp, NotifiedOp, RefusedOp, PlannedOp, AskedOp, GrantedOp, NotGrantedOp, RectifiedOp,
	PassedOp, FailedOp, ClosedOp, TransferredOp, DisputedOp, MajorOp, LoweredOp, TaskOp, TaskDoneOp, ToldOp string
}

var lifeZh = LifeWords{
	Recorded: "已记录", Fixed: "已当场整改", Notified: "已告知", Rectifying: "整改中", Rectified: "已报整改", Rechecked: "复查通过", Closed: "已销号", Transferred: "已移送", Withdrawn: "已撤销", Joined: "已并入",
	ByRecorder: "是记录隐患的检查组的人", ByEnterprise: "是企业自己的人", ByRechecker: "复查和销号是同一人", NotPassed: "没有有效的复查通过", NotSeen: "当时没看到别人的记录", Reopened: "之后又有不通过或更正",
	Incomplete: "五落实不全", NobodyKnown: "检查的开头还没收到，不知道是谁记录的",
	WithoutEffect: "%s：不生效（%s）", JoinedInto: "并入第 %d 项", JoinedWith: "与第 %s 项合并", DueNow: "期限 %s", Disputed: "企业异议：%s", Differ: "专家意见不一，最严的算数：%s",
	FeedNamed: "本机使用人：%s", SettledOp: "裁定（%s）：%s", JoinedOp: "合并隐患（%s）：%s", ApartOp: "隐患不合并（%s）：%s", NotifiedOp: "告知企业，签收人 %s", RefusedOp: "告知企业，%s 拒签", PlannedOp: "整改计划：%s，%s 前完成",
	AskedOp: "申请延期到 %s", GrantedOp: "同意延期到 %s（%s）", NotGrantedOp: "不同意延期（%s）", RectifiedOp: "报整改：%s（%s）", PassedOp: "复查通过（%s）", FailedOp: "复查不通过（%s）：%s", ClosedOp: "销号（%s）",
	TransferredOp: "移送 %s（%s）", DisputedOp: "企业异议（%s）：%s", MajorOp: "%s 认定为重大（%s）", LoweredOp: "%s 认定为一般（%s）", TaskOp: "退回（%s）：%s", TaskDoneOp: "退回的已答复", ToldOp: "%s 向从业人员通报：%s（%s）",
}

var lifeEn = LifeWords{
	Recorded: "recorded", Fixed: "fixed on the spot", Notified: "notified", Rectifying: "rectifying", Rectified: "rectified", Rechecked: "re-check passed", Closed: "closed", Transferred: "transferred", Withdrawn: "withdrawn", Joined: "joined",
	ByRecorder: "is of the team that recorded it", ByEnterprise: "is of the enterprise", ByRechecker: "re-checked and closes", NotPassed: "no re-check that counts was passed", NotSeen: "had not seen what somebody else said", Reopened: "failed or corrected afterwards",
	Incomplete: "the plan lacks one of the five", NobodyKnown: "the opening has not arrived: nobody knows who recorded it",
	WithoutEffect: "%s: without effect (%s)", JoinedInto: "joined to no. %d", JoinedWith: "joined with no. %s", DueNow: "due %s", Disputed: "the enterprise objects: %s", Differ: "experts differ, the strictest counts: %s",
	FeedNamed: "this device is held by %s", SettledOp: "settled (%s): %s", JoinedOp: "findings joined (%s): %s", ApartOp: "findings kept apart (%s): %s", NotifiedOp: "enterprise notified, signed by %s", RefusedOp: "enterprise notified, %s refused", PlannedOp: "plan: %s, until %s",
	AskedOp: "more time asked, until %s", GrantedOp: "more time granted, until %s (%s)", NotGrantedOp: "more time refused (%s)", RectifiedOp: "reported rectified: %s (%s)", PassedOp: "re-check passed (%s)", FailedOp: "re-check failed (%s): %s", ClosedOp: "closed (%s)",
	TransferredOp: "transferred to %s (%s)", DisputedOp: "the enterprise objects (%s): %s", MajorOp: "%s decided: major (%s)", LoweredOp: "%s decided: general (%s)", TaskOp: "sent back (%s): %s", TaskDoneOp: "what was sent back is answered", ToldOp: "%s: workers told by %s (%s)",
}

// Status names how far a finding is.
func (w *Words) Status(s inspection.Status) string {
	l := &w.Life
	return map[inspection.Status]string{inspection.StatusRecorded: l.Recorded, inspection.StatusFixed: l.Fixed, inspection.StatusNotified: l.Notified,
		inspection.StatusRectifying: l.Rectifying, inspection.StatusRectified: l.Rectified, inspection.StatusRechecked: l.Rechecked, inspection.StatusClosed: l.Closed,
		inspection.StatusTransferred: l.Transferred, inspection.StatusWithdrawn: l.Withdrawn, inspection.StatusJoined: l.Joined}[s]
}

// Without says why a step has no effect.
func (w *Words) Without(y inspection.Without) string {
	l := &w.Life
	return map[inspection.Without]string{inspection.ByRecorder: l.ByRecorder, inspection.ByEnterprise: l.ByEnterprise, inspection.ByRechecker: l.ByRechecker,
		inspection.NotPassed: l.NotPassed, inspection.NotSeen: l.NotSeen, inspection.Reopened: l.Reopened, inspection.Incomplete: l.Incomplete, inspection.NobodyKnown: l.NobodyKnown}[y]
}

// later says what an operation of the later kinds did; false when it is none of them.
func (w *Words) later(op inspection.Op) (string, bool) {
	l := &w.Life
	switch p := op.Payload.(type) {
	case *inspection.FeedNamed:
		return fmt.Sprintf(l.FeedNamed, p.Name), true
	case *inspection.Settled:
		return fmt.Sprintf(l.SettledOp, p.By, p.Reason), true
	case *inspection.Joined:
		if p.Apart {
			return fmt.Sprintf(l.ApartOp, p.By, p.Reason), true
		}
		return fmt.Sprintf(l.JoinedOp, p.By, p.Reason), true
	case *inspection.TaskSet:
		return fmt.Sprintf(l.TaskOp, p.By, p.Words), true
	case *inspection.TaskDone:
		return l.TaskDoneOp, true
	case *inspection.Numbered:
		return fmt.Sprintf(w.Papers.NumberedOp, w.PaperTitle(p.Paper, ""), p.Official(), p.By), true
	}
	s := w.Step(op.Payload)
	return s, s != ""
}

// Step says in one line what a step of a finding was; "" for what is none.
func (w *Words) Step(p inspection.Payload) string {
	l := &w.Life
	switch p := p.(type) {
	case *inspection.Notified:
		if p.Refused {
			return fmt.Sprintf(l.RefusedOp, p.Name)
		}
		return fmt.Sprintf(l.NotifiedOp, p.Name)
	case *inspection.Planned:
		return fmt.Sprintf(l.PlannedOp, p.Person, p.Deadline)
	case *inspection.ExtensionAsked:
		return fmt.Sprintf(l.AskedOp, p.Until)
	case *inspection.ExtensionDecided:
		if p.Granted {
			return fmt.Sprintf(l.GrantedOp, p.Until, p.By)
		}
		return fmt.Sprintf(l.NotGrantedOp, p.By)
	case *inspection.Rectified:
		return fmt.Sprintf(l.RectifiedOp, p.Done, p.By)
	case *inspection.Rechecked:
		if p.Passed {
			return fmt.Sprintf(l.PassedOp, p.By)
		}
		return fmt.Sprintf(l.FailedOp, p.By, p.Note)
	case *inspection.ClosedOff:
		return fmt.Sprintf(l.ClosedOp, p.By)
	case *inspection.Transferred:
		return fmt.Sprintf(l.TransferredOp, p.To, p.By)
	case *inspection.Disputed:
		return fmt.Sprintf(l.DisputedOp, p.By, p.Evidence)
	case *inspection.WorkersTold:
		return fmt.Sprintf(l.ToldOp, p.Day, p.Way, p.By)
	case *inspection.MajorDecided:
		if p.Confirmed {
			return fmt.Sprintf(l.MajorOp, p.Authority, p.By)
		}
		return fmt.Sprintf(l.LoweredOp, p.Authority, p.By)
	}
	return ""
}
