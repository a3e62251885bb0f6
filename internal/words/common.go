package words

import "anquan.example/paicha/checklist"

// Common are the words of the field, used by every screen, command and paper.
type Common struct {
	Program string // name and what it is, one line
	OK, Fail, NA, Unseen,
	// one wide character each, for badges
	OKMark, FailMark, NAMark, UnseenMark, OpenMark string
	General, SuspectedMajor, Major                             string
	MajorSuspected, ScreeningHit, Pending, NoneFound           string
	NotDone, Done                                              string // of an activity
	Assistance, SelfCheck, Recheck, Official                   string
	Verified, Partial, TopicOnly, CarriedOver                  string
	Recalled                                                   string // tag on what is from memory
	Enterprise, CreditCode, Address, Contact, Phone            string
	Visit, Date, Experts, Accompanied, Sectors, Scope, Place   string
	Finding, Findings, Deadline, Basis, Measure, Immediate     string
	Yes, No, Unknown                                           string
	Unanswered, WhyUnseen, ScopeUnknown, Disputed, PartlyKnown string
	Unlisted, NoEdition, NoBasis                               string
}

var commonZh = Common{
	Program: "排查 paicha：离线查重大事故隐患",
	OK:      "符合", Fail: "不符合", NA: "不适用", Unseen: "未查",
	OKMark: "符", FailMark: "否", NAMark: "免", UnseenMark: "未", OpenMark: "待",
	General: "一般隐患", SuspectedMajor: "疑似重大", Major: "重大隐患",
	MajorSuspected: "疑似重大事故隐患", ScreeningHit: "筛查命中（须对照现行版确认）", Pending: "待定（尚有未查明项）", NoneFound: "未发现",
	NotDone: "有未开展的", Done: "已开展",
	Assistance: "技术帮扶", SelfCheck: "企业自查", Recheck: "复查", Official: "行政检查",
	Verified: "已核", Partial: "部分核实", TopicOnly: "只知主题", CarriedOver: "旧版沿用",
	Recalled:   "凭记忆",
	Enterprise: "企业", CreditCode: "统一社会信用代码", Address: "地址", Contact: "联系人", Phone: "电话",
	Visit: "检查类型", Date: "日期", Experts: "专家", Accompanied: "陪同人员", Sectors: "行业", Scope: "适用性", Place: "部位",
	Finding: "隐患", Findings: "隐患清单", Deadline: "整改期限", Basis: "依据", Measure: "整改措施", Immediate: "立即措施",
	Yes: "是", No: "否", Unknown: "不清楚",
	Unanswered: "未答", WhyUnseen: "未查", ScopeUnknown: "适用性未定", Disputed: "条文逻辑有争议", PartlyKnown: "条件未查全",
	Unlisted: "清单不全", NoEdition: "当日无现行标准", NoBasis: "排除情形缺依据文件",
}

var commonEn = Common{
	Program: "paicha: finding major hazards, offline",
	OK:      "ok", Fail: "fail", NA: "not applicable", Unseen: "not seen",
	OKMark: "符", FailMark: "否", NAMark: "免", UnseenMark: "未", OpenMark: "待",
	General: "general", SuspectedMajor: "suspected major", Major: "major",
	MajorSuspected: "major hazard suspected", ScreeningHit: "screening hit (confirm against the edition in force)", Pending: "pending (something open could change it)", NoneFound: "none found",
	NotDone: "not all done", Done: "done",
	Assistance: "assistance", SelfCheck: "self-check", Recheck: "re-check", Official: "official inspection",
	Verified: "verified", Partial: "partly verified", TopicOnly: "topic only", CarriedOver: "carried over",
	Recalled:   "from memory",
	Enterprise: "Enterprise", CreditCode: "Credit code", Address: "Address", Contact: "Contact", Phone: "Phone",
	Visit: "Visit", Date: "Date", Experts: "Experts", Accompanied: "Accompanied by", Sectors: "Sectors", Scope: "Scope", Place: "Place",
	Finding: "Finding", Findings: "Findings list", Deadline: "Deadline", Basis: "Basis", Measure: "Rectification", Immediate: "Measure at once",
	Yes: "yes", No: "no", Unknown: "not known",
	Unanswered: "unanswered", WhyUnseen: "not seen", ScopeUnknown: "scope unknown", Disputed: "wording disputed", PartlyKnown: "partly known",
	Unlisted: "list incomplete", NoEdition: "no criteria in force that day", NoBasis: "exclusion without a document",
}

// Text is a library text in the language; Chinese where the other is missing.
func (w *Words) Text(t checklist.Text) string {
	if w.Lang == En && t.En != "" {
		return t.En
	}
	return t.Zh
}

// Value names an answer.
func (w *Words) Value(v checklist.Value) string {
	return map[checklist.Value]string{checklist.OK: w.OK, checklist.Fail: w.Fail, checklist.NA: w.NA, checklist.Unseen: w.Unseen}[v]
}

// Outcome names a verdict.
func (w *Words) Outcome(o checklist.Outcome) string {
	return map[checklist.Outcome]string{checklist.MajorSuspected: w.MajorSuspected, checklist.ScreeningHit: w.ScreeningHit,
		checklist.Pending: w.Pending, checklist.NoneFound: w.NoneFound, checklist.NotDone: w.NotDone, checklist.Done: w.Done}[o]
}

// Standing names how far a criterion is confirmed.
func (w *Words) Standing(s checklist.Standing) string {
	return map[checklist.Standing]string{checklist.Verified: w.Verified, checklist.Partial: w.Partial,
		checklist.TopicOnly: w.TopicOnly, checklist.CarriedOver: w.CarriedOver}[s]
}

// Why names why something is open.
func (w *Words) Why(y checklist.Why) string {
	return map[checklist.Why]string{checklist.Unanswered: w.Unanswered, checklist.WhyUnseen: w.WhyUnseen, checklist.WhyTopicOnly: w.TopicOnly,
		checklist.ScopeUnknown: w.ScopeUnknown, checklist.WhyDisputed: w.Disputed, checklist.PartlyKnown: w.PartlyKnown,
		checklist.WhyUnlisted: w.Unlisted, checklist.NoEdition: w.NoEdition, checklist.NoBasis: w.NoBasis}[y]
}
