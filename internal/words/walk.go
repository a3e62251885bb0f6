package words

// WalkWords are the words of the walk through the criteria.
type WalkWords struct {
	Title, Loading                                 string
	TypeIt                                         string
	Order, ByRoute, ByClause                       string
	Filter, All, Open, Failed                      string
	Search, Jump, JumpAsk, NoSuchClause            string // NoSuchClause "%s"
	Note, NoteAsk, Measure, MeasureAsk             string // MeasureAsk "%s": name, threshold
	NotANumber, NothingToMeasure                   string
	Unit, UnitAsk, UnitName, UnitKind              string // UnitAsk "%s": kind; UnitName "%d%s"
	Place, PlaceAsk                                string
	Undo, Redo, Undid, Redid, NothingToUndo        string // Undid, Redid "%s"
	Retry, GiveUp, Refused, GaveUp                 string // Refused, GaveUp "%s": what is not saved
	LeaveUnsaved                                   string // "%d"
	More                                           string
	Label, Noted, And                              string // Label "%s" stands before a text, Noted "%s" after it, And between two
	Finding, OtherFinding, Findings, Close, Scope  string
	Previous, Next, NextOpen, Detail, ListView     string
	Observed, ObservedAsk, ObservedOn, ObservedBad string // ObservedOn "%s"
	NAAsk, UnseenAsk                               string
	NAReasons, UnseenReasons                       []string
	Progress                                       string // "%d/%d"
	Pending, Answered                              string // Answered "%s %s %s": who, value, time
	ThisTablet, OtherTablet, Counts                string // OtherTablet "%s"; Counts: the strictest of several answers
	Drafted                                        string // "%s": noted or measured, not on disk with an answer yet
	Because                                        string // "%s": scope questions with their answers
	NotMet, IsHit                                  string
	TopicHint, CarriedHint, SealedHint             string
	ExHint                                         string
	ConditionAsk, WholeHint                        string
	Holds, HoldsNot, NotLooked, NotCompared        string
	Outcome, OutHit, OutClear, OutOpen             string // Outcome "%s"
	Failed14                                       string
	Given                                          string // "%s %s %s": value, op limit, verdict
	Done, NothingLeft, Empty                       string
	NoUnits, NoUnitsHere                           string // NoUnits "%s"
	Reason                                         string // "%s"
	PlaceNow                                       string // "%s"
	WithAnswer                                     string
	FindingStays                                   string // an answer is no longer fail, its finding is still in the list
}

var walkZh = WalkWords{
	Title: "走查", Loading: "正在读取..", TypeIt: "输入其他", Order: "换顺序", ByRoute: "按路线", ByClause: "按条款",
	Filter: "筛选", All: "全部", Open: "未答", Failed: "不符合", Search: "查找", Jump: "跳到条款", JumpAsk: "条款号，如 11.3、5.5.6", NoSuchClause: "没有条款 %s",
	Note: "备注", NoteAsk: "备注", Measure: "实测", MeasureAsk: "%s（%s）", NotANumber: "写成数字，如 10 或 37.5", NothingToMeasure: "本条没有要测的值",
	Unit: "加对象", UnitAsk: "%s的名称", UnitName: "%d号%s", UnitKind: "添加哪一类对象", Place: "部位", PlaceAsk: "部位",
	Undo: "撤回", Redo: "重做", Undid: "已撤回：%s", Redid: "已重做：%s", NothingToUndo: "没有可撤回的",
	Retry: "再存", GiveUp: "放弃", Refused: "没有存上：%s", GaveUp: "已放弃：%s", LeaveUnsaved: "还有 %d 条没有存上：再按一次离开就放弃", More: "更多", Label: "%s：", Noted: "（%s）", And: "；",
	Finding: "隐患单", OtherFinding: "清单外隐患", Findings: "清单", Close: "结束", Scope: "适用性",
	Previous: "上一条", Next: "下一条", NextOpen: "下一条未答", Detail: "看条款", ListView: "看列表",
	Observed: "转录", ObservedAsk: "纸面上的检查时间，如 2026-11-23 09:30", ObservedOn: "转录：检查时间 %s", ObservedBad: "写成 2026-11-23 09:30，不晚于现在",
	NAAsk: "为什么不适用", UnseenAsk: "为什么未查",
	NAReasons:     []string{"无此设备", "无此工艺", "无此场所", "不属本条约束对象", "已停用拆除"},
	UnseenReasons: []string{"防爆区未进入", "涉密", "设备未运行", "企业未提供资料", "时间不够", "现场不具备条件"},
	Progress:      "%d/%d", Pending: "正在存..", Answered: "%s答：%s（%s）", ThisTablet: "本机", OtherTablet: "平板 %s ", Counts: "从严，以此为准", Drafted: "待存：%s", Because: "适用：%s",
	NotMet: "条件未全部成立：按一般隐患", IsHit: "构成条件成立", TopicHint: "只知条号和主题：仅作提示，记录事实，不出判定。", CarriedHint: "沿用旧版条文：只作筛查，须对照现行版。",
	SealedHint: "清单已封存：现在的改动是封存后的新记录", ExHint: "可能是爆炸危险区：平板没有防爆标志不要带入，用纸记录后转录，或答「未查」。",
	ConditionAsk: "哪些条件成立", WholeHint: "都不选，直接确定：按整条判断", Holds: "成立", HoldsNot: "不成立", NotLooked: "没看", NotCompared: "没有可比的阈值",
	Outcome: "结果：%s", OutHit: "构成", OutClear: "未全部成立，按一般隐患处理", OutOpen: "还没看全", Failed14: "装了但失效",
	Given: "实测 %s，阈值 %s：%s", Done: "已答完", NothingLeft: "都答过了，按 c 结束", Empty: "没有符合筛选的条款", NoUnitsHere: "本次没有按对象回答的条款", NoUnits: "还没有%s：按 a 添加，每个单独回答；也可以整体回答",
	Reason: "原因：%s", PlaceNow: "部位：%s", WithAnswer: "随答案一起存（按 1 至 4 作答）", FindingStays: "上一条的隐患单还在清单里：不成立的话，到清单（l）打开它撤销",
}

var walkEn = WalkWords{
	Title: "Walk", Loading: "reading...", TypeIt: "type another", Order: "order", ByRoute: "by route", ByClause: "by clause",
	Filter: "filter", All: "all", Open: "open", Failed: "failed", Search: "search", Jump: "go to clause", JumpAsk: "Clause, e.g. 11.3 or 5.5.6", NoSuchClause: "there is no clause %s",
	Note: "note", NoteAsk: "Note", Measure: "measure", MeasureAsk: "%s (%s)", NotANumber: "a number, e.g. 10 or 37.5", NothingToMeasure: "nothing is measured here",
	Unit: "add unit", UnitAsk: "Name of the %s", UnitName: "No. %d %s", UnitKind: "Which kind of unit", Place: "place", PlaceAsk: "Place",
	Undo: "undo", Redo: "redo", Undid: "taken back: %s", Redid: "done again: %s", NothingToUndo: "nothing to take back",
	Retry: "save again", GiveUp: "give up", Refused: "not saved: %s", GaveUp: "given up: %s", LeaveUnsaved: "%d not saved: leave once more to give up", More: "more", Label: "%s: ", Noted: " (%s)", And: "; ",
	Finding: "finding", OtherFinding: "other finding", Findings: "list", Close: "close", Scope: "scope",
	Previous: "previous", Next: "next", NextOpen: "next open", Detail: "criterion", ListView: "list",
	Observed: "transcribe", ObservedAsk: "Time of the inspection on paper, e.g. 2026-11-23 09:30", ObservedOn: "transcribing: seen at %s", ObservedBad: "like 2026-11-23 09:30, not in the future",
	NAAsk: "Why not applicable", UnseenAsk: "Why not seen",
	NAReasons:     []string{"no such equipment", "no such process", "no such place", "not bound by this clause", "out of use and removed"},
	UnseenReasons: []string{"explosion zone not entered", "confidential", "not running", "papers not given", "no time", "conditions not met"},
	Progress:      "%d/%d", Pending: "saving..", Answered: "%s: %s (%s)", ThisTablet: "this tablet", OtherTablet: "tablet %s", Counts: "the strictest, it counts", Drafted: "not saved yet: %s", Because: "applies: %s",
	NotMet: "conditions not all met: general finding", IsHit: "the hazard is there", TopicHint: "Number and topic only: a hint. Record facts; no verdict comes of it.", CarriedHint: "Carried over from a superseded edition: screening only.",
	SealedHint: "The list is sealed: changes are entries after the seal", ExHint: "Perhaps an explosion zone: a tablet without Ex mark stays outside. Use paper and transcribe, or answer not seen.",
	ConditionAsk: "Which conditions hold", WholeHint: "choose none: judged as a whole", Holds: "holds", HoldsNot: "does not", NotLooked: "not looked at", NotCompared: "nothing to compare with",
	Outcome: "Result: %s", OutHit: "the hazard is there", OutClear: "not all met: a general finding", OutOpen: "not all looked at", Failed14: "fitted but failed",
	Given: "measured %s, threshold %s: %s", Done: "all answered", NothingLeft: "all answered: c closes", Empty: "nothing passes the filter", NoUnitsHere: "nothing here is asked per unit", NoUnits: "no %s yet: a adds one, each is answered by itself; or answer for all",
	Reason: "reason: %s", PlaceNow: "place: %s", WithAnswer: "kept with the answer (1 to 4)", FindingStays: "the last one's finding is still in the list: if it does not stand, open it there (l) and withdraw it",
}
