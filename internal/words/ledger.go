package words

import (
	"cmp"
	"fmt"
	"strings"
)

// LedgerWords are the words of Safety Month and the ledgers: pages, exports' kinds, the paper.
type LedgerWords struct {
	Kinds      map[string]string // by ledger.Kind
	Add        map[string]string // by ledger.Kind: the page of a new entry
	Fields     map[string]string // by the field's name, or "kind.field" where it differs
	Hints      map[string]string // the same
	Choices    map[string]string // of drills
	Activities map[string]string // by assess.Activity, with the notice's number
	Faults     map[string]string // by ledger.Fault
	Audit      map[string]string // by what account.Note was told
	Done       map[string]string // what a page says after something was done

	// lists
	Ledgers, Hint, None, Every, WithStruck, Struck, StruckBy, What, Pictures, PicturesOf, Versions, Version, By, AtPark, NoPicture string
	// an entry
	Correct, CorrectHint, Strike, StrikeHint, Reason, Changed, IsStruck, Wrong, Reporter, ReporterKept, ReporterHidden, NoFinding, Evidence, Drop, More, MoreHint, Elsewhere, ElsewhereHint string
	RefName, RefWhere, RefSum, RefSize, RefFile, Bytes, Verified, NotVerified, TestedOf, Yuan, People, PaidOn, NotPaid                                                                      string
	// a month
	Own, Title, TitleOf, Voluntary, VoluntaryHint, OwnActivity, OwnHint, Organisation, Practice, Problems, Planned, Missing, NothingMissing, MissingHint, MissingPictures, MissingVideo  string
	LeftDays, LateDays, NotYet, HandedOn, HandedLate, Unsent, IsClosed, Save, HandIn, HandAgain, HandHint, Opened, Comment, CommentOf, CommentHint, CloseBox, SaveComment, Papers, Begun string
	WriteFor, DoneMark, NotDone                                                                                                                                                          string
	// all months
	All, OnTime, LateOnes, NotHanded, Assessed, State, DayHanded, LateBy, NoRank, ExportRows, Showing, DutyTile string
	// on other pages
	Card, Sums, DutyLine string
	// the paper
	PaperTitle, PaperNote, PaperFooter, PaperPage, Enterprise, Code, Contact, Year, Submitted, LateOf, ActivityHead, Day, Place, Form, EvidenceHead, File, Size, Hash, Where, SignHead, SignStamp, SignPerson, SignDate, NoActivity, PictureMissing string
	FigHead, FigSelf, FigSelfSays, FigVisits, FigVisitsSay, FigDrills, FigTrainings, FigReports, FigNone, Counted, AtHand                                                                                                                           string
}

var ledgerZh = LedgerWords{
	Kinds: map[string]string{"drill": "应急演练", "training": "判定标准培训", "report": "内部隐患报告", "month": "安全生产月", "review": "园区意见"},
	Add:   map[string]string{"drill": "登记演练", "training": "登记培训", "report": "登记报告"},
	Fields: map[string]string{
		"day": "日期", "kind": "演练方式", "subject": "主题", "people": "人数", "evaluation": "评估意见", "sectors": "培训了哪些行业的标准", "tested": "测试人数", "passed": "通过人数",
		"what": "报告的隐患", "reporter": "报告人", "finding": "对应的隐患", "verified": "已核实", "verifier": "核实人", "reward": "奖励（元）", "paid": "发放日期", "reason": "理由",
		"report.day": "报告日期", "planned": "活动方案报送日期", "organisation": "组织情况", "practice": "做法", "problems": "存在的问题", "place": "地点", "form": "形式和内容",
		"lectures": "讲座（场）", "films": "影片（部）", "leaflets": "宣传资料（份）", "media": "媒体报道（篇）", "pictures": "照片", "ref.name": "文件名", "ref.where": "存放处", "ref.sha256": "校验值 SHA-256", "ref.size": "大小（字节）", "comment": "园区意见",
	},
	Hints: map[string]string{
		"reporter": "保密：只有园区工作人员和登记它的企业能看到；不会导出，不会出现在接口、日志和考核表里。", "what": "不要在这里写报告人是谁。", "reward": "没有奖励可以不填。", "finding": "报告的隐患后来进了检查清单的，选上它。",
		"organisation": "谁牵头、谁联络、哪天动员、投入多少。", "practice": "不超过 1000 字。", "subject": "演练什么、培训什么。", "passed": "不超过测试人数；测试人数不超过培训人数。",
	},
	Choices: map[string]string{"table-top": "桌面", "practical": "实战", "combined": "综合"},
	Activities: map[string]string{
		"study": "① 重要指示学习和安全文化", "consultation": "② 6·16 宣传咨询日", "quiz": "③ 线上答题", "notes": "④ 网上安全笔记", "elimination": "⑤ 隐患排查整治、演练和培训", "five-places": "⑥ 安全宣传五进和自查",
	},
	Faults: map[string]string{
		"empty": "请填写", "too-long": "太长，最多 %d 个字", "bad-day": "没有这一天", "future": "日期还没到", "year": "不是 %d 年的", "number": "应为整数，0 到 %d", "money": "应为金额，0 到 %d 元，最多两位小数", "choice": "请从给出的里面选",
		"more": "比“%s”还多", "finding": "本企业没有这项隐患", "sha256": "应为 64 位十六进制数（0-9、a-f）", "unpaid": "填了发放日期，还要填奖励多少", "early": "早于“%s”", "too-many": "太多，最多 %d 个",
	},
	Audit: map[string]string{"ledger.saved": "登记台账", "ledger.struck": "划掉台账", "ledger.handed": "交活动总结", "ledger.reviewed": "写活动意见"},
	Done:  map[string]string{"kept": "已保存为新的一版。", "handed-in": "活动总结已交给园区。", "struck": "已划掉，记录保留。", "commented": "意见已保存。"},

	Ledgers: "台账", Hint: "演练、判定标准培训、内部隐患报告都在这里登记，年度考核从这里取数。改正是新的一版，划掉要写理由，原来的都保留。", None: "还没有登记。", Every: "全部种类", WithStruck: "也列出划掉的", Struck: "已划掉", StruckBy: "%s 划掉，理由：%s", What: "内容", Pictures: "照片和附件", PicturesOf: "照片 %d 张", Versions: "历次版本", Version: "第 %d 版", By: "谁登记的", AtPark: "园区", NoPicture: "没有照片和附件",
	Correct: "改正", CorrectHint: "保存后是新的一版，原来的保留。", Strike: "划掉", StrikeHint: "登记重了、登记错了的时候用：不再计入考核，记录和理由保留。", Reason: "理由", Changed: "您打开页面之后，有人改过这一条。下面是现在的内容，请看过再改。", IsStruck: "这一条已经划掉，不能再改。要用请重新登记一条。", Wrong: "有 %d 处要改；没有保存。刚选的照片要重新选。", Reporter: "报告人", ReporterKept: "已登记。要换人才填。", ReporterHidden: "对本页保密", NoFinding: "没有对应的", Evidence: "照片和附件", Drop: "去掉", More: "加照片", MoreHint: "可以一次选几张。只收照片；视频和文件写在下面的“放在别处的文件”里。", Elsewhere: "放在别处的文件、视频", ElsewhereHint: "视频和文件不上传，只登记名称、存放处和校验值。选一下文件，校验值由浏览器在本机算好；也可以自己填。",
	RefName: "文件名", RefWhere: "存放处", RefSum: "校验值 SHA-256", RefSize: "大小（字节）", RefFile: "选文件（只在本机算校验值，不上传）", Bytes: "%d 字节", Verified: "已核实", NotVerified: "未核实", TestedOf: "测试 %d 人，通过 %d 人", Yuan: "奖励 %s 元", People: "%d 人", PaidOn: "%s 发放", NotPaid: "未发放",
	Own: "我的安全生产月", Title: "%d 年安全生产月", TitleOf: "%s：%d 年安全生产月", Voluntary: "自愿", VoluntaryHint: "自愿参加，不排名；没有参加不影响考核。", OwnActivity: "自选活动", OwnHint: "六项以外本企业自己办的活动，没有不填。", Organisation: "组织情况", Practice: "做法", Problems: "存在的问题", Planned: "活动方案报送日期", Missing: "还缺", NothingMissing: "该有的都有了。", MissingHint: "缺做法不能交；其余缺的也可以先交，再补交。", MissingPictures: "照片", MissingVideo: "视频（登记存放处）",
	LeftDays: "活动总结要在 %s前交，还有 %d 天。", LateDays: "活动总结应在 %s前交，已经晚了 %d 天。", NotYet: "未交", HandedOn: "已于 %s交活动总结。", HandedLate: "已于 %s交活动总结，晚了 %d 天。", Unsent: "上次交了之后又改过：改的还没有交，不算数。", IsClosed: "园区已经评定，不能再改。", Save: "保存，以后再写", HandIn: "交活动总结", HandAgain: "重新交活动总结", HandHint: "园区评定以前可以再交，以最后交的为准；晚不晚按第一次交的日期算。", Opened: "园区还没有写意见。", Comment: "园区意见", CommentOf: "%s，%s", CommentHint: "企业能看到。", CloseBox: "已评定：企业不能再改（去掉勾选就重新放开）", SaveComment: "保存意见", Papers: "活动总结", Begun: "在写，未交",
	WriteFor: "代企业填写", DoneMark: "有", NotDone: "–",
	All: "各企业安全生产月", OnTime: "按时交", LateOnes: "晚交", NotHanded: "未交", Assessed: "已评定", State: "状态", DayHanded: "交总结日期", LateBy: "晚 %d 天", NoRank: "按企业名称排列，不排名；③④自愿，没有不算缺。", ExportRows: "导出", Showing: "只看：%s", DutyTile: "活动总结未交（6月25日前）",
	Card: "安全生产月和台账", Sums: "今年演练 %d 次，判定标准培训 %d 次，内部隐患报告 %d 项（奖励 %s 元）", DutyLine: "安全生产月活动总结，6月25日前交",
	PaperTitle: "%s %d 年安全生产月活动总结", PaperNote: "本总结由企业填报，园区存档；照片和文件以校验值为准，视频不在本件内。", PaperFooter: "安全生产月活动总结", PaperPage: "第 %d 页，共 %d 页", Enterprise: "企业", Code: "统一社会信用代码", Contact: "联系人", Year: "年度", Submitted: "交总结日期", LateOf: "晚交天数", ActivityHead: "活动", Day: "日期", Place: "地点", Form: "形式和内容", EvidenceHead: "照片、视频和文件", File: "文件", Size: "大小", Hash: "SHA-256", Where: "存放处", SignHead: "签字", SignStamp: "企业（盖章）", SignPerson: "企业负责人", SignDate: "日期", NoActivity: "没有登记活动。", PictureMissing: "照片不在，无法显示",
	AtHand: "园区存档", Counted: "数量",
	FigHead: "活动期间的记录（%s 至 %s，按园区收到的记录汇总）", FigSelf: "企业自查", FigSelfSays: "%d 次，查出隐患 %d 项，其中疑似重大 %d 项；已整改 %d 项", FigVisits: "专家上门", FigVisitsSay: "%d 次", FigDrills: "%d 次，%d 人次", FigTrainings: "%d 次，%d 人次；测试 %d 人，通过 %d 人", FigReports: "%d 项，核实 %d 项；奖励 %s 元", FigNone: "没有记录",
}

var ledgerEn = LedgerWords{
	Kinds: map[string]string{"drill": "Drills", "training": "Training on the criteria", "report": "Internal hazard reports", "month": "Safety Month", "review": "The park's comment"},
	Add:   map[string]string{"drill": "Add a drill", "training": "Add a training", "report": "Add a report"},
	Fields: map[string]string{
		"day": "Day", "kind": "Kind of drill", "subject": "Subject", "people": "People", "evaluation": "Evaluation", "sectors": "Criteria of which sectors", "tested": "People tested", "passed": "People who passed",
		"what": "The hazard reported", "reporter": "Who reported", "finding": "The finding it became", "verified": "Verified", "verifier": "Verified by", "reward": "Reward (yuan)", "paid": "Paid on", "reason": "Reason",
		"report.day": "Reported on", "planned": "Plan handed in on", "organisation": "Organisation", "practice": "Practice", "problems": "Problems", "place": "Place", "form": "Form and content",
		"lectures": "Lectures", "films": "Films", "leaflets": "Leaflets", "media": "Media items", "pictures": "Pictures", "ref.name": "File", "ref.where": "Kept where", "ref.sha256": "SHA-256", "ref.size": "Size (bytes)", "comment": "The park's comment",
	},
	Hints: map[string]string{
		"reporter": "Confidential: the park's officers see it, and the enterprise that entered it; it is in no export, API, log or assessment.", "what": "Do not write here who reported.", "reward": "Leave it empty when there was none.", "finding": "When it became a finding of an inspection, choose that.",
		"organisation": "Who leads, who is the liaison, when it was opened, what was spent.", "practice": "At most 1,000 characters.", "subject": "What was drilled or taught.", "passed": "No more than were tested; no more tested than took part.",
	},
	Choices: map[string]string{"table-top": "table-top", "practical": "practical", "combined": "combined"},
	Activities: map[string]string{
		"study": "① Study and safety culture", "consultation": "② Consultation day, 16 June", "quiz": "③ Online quiz", "notes": "④ Safety notes online", "elimination": "⑤ Hazard elimination, drills, training", "five-places": "⑥ Publicity in five places, self-checks",
	},
	Faults: map[string]string{
		"empty": "fill this in", "too-long": "too long: %d characters at most", "bad-day": "there is no such day", "future": "that day has not come", "year": "not of %d", "number": "a whole number from 0 to %d", "money": "an amount from 0 to %d yuan with at most two decimals", "choice": "choose one of those offered",
		"more": "more than “%s”", "finding": "this enterprise has no such finding", "sha256": "64 hexadecimal digits (0-9, a-f)", "unpaid": "there is a day of payment: fill in how much", "early": "before “%s”", "too-many": "too many: %d at most",
	},
	Audit: map[string]string{"ledger.saved": "entered in a ledger", "ledger.struck": "struck an entry of a ledger", "ledger.handed": "handed in a summary", "ledger.reviewed": "commented on a Safety Month"},
	Done:  map[string]string{"kept": "Saved as a new version.", "handed-in": "The summary is handed in to the park.", "struck": "Struck; the record stays.", "commented": "The comment is saved."},

	Ledgers: "Ledgers", Hint: "Drills, training on the criteria and internal hazard reports are entered here; the annual assessment draws on them. A correction is a new version, striking needs a reason, and what was there stays.", None: "Nothing is entered yet.", Every: "all kinds", WithStruck: "the struck ones too", Struck: "struck", StruckBy: "%s struck it: %s", What: "What", Pictures: "Pictures and files", PicturesOf: "%d pictures", Versions: "Versions", Version: "Version %d", By: "Entered by", AtPark: "park", NoPicture: "No pictures or files",
	Correct: "Correct", CorrectHint: "What you save is a new version; what was there stays.", Strike: "Strike", StrikeHint: "For what was entered twice or by mistake: it counts no more, the record and the reason stay.", Reason: "Reason", Changed: "Somebody changed this entry after you opened the page. Here is what it says now: look, then change it.", IsStruck: "This entry is struck and cannot be changed. Make a new one.", Wrong: "%d to be mended; nothing was saved. Choose new pictures again.", Reporter: "Who reported", ReporterKept: "Entered. Fill in to replace it.", ReporterHidden: "not shown here", NoFinding: "none", Evidence: "Pictures and files", Drop: "take away", More: "Add pictures", MoreHint: "Several at once if you like. Pictures only; name videos and files below.", Elsewhere: "Videos and files kept elsewhere", ElsewhereHint: "Videos and files are not sent: their name, place and hash are kept. Choose the file and the browser works the hash out on this machine; or fill it in.",
	RefName: "File", RefWhere: "Kept where", RefSum: "SHA-256", RefSize: "Size (bytes)", RefFile: "Choose the file (for its hash alone, it is not sent)", Bytes: "%d bytes", Verified: "verified", NotVerified: "not verified", TestedOf: "%d tested, %d passed", Yuan: "reward %s yuan", People: "%d people", PaidOn: "paid on %s", NotPaid: "not paid",
	Own: "My Safety Month", Title: "Safety Month %d", TitleOf: "%s: Safety Month %d", Voluntary: "voluntary", VoluntaryHint: "Voluntary and not ranked; not taking part costs nothing.", OwnActivity: "Activity of your own", OwnHint: "What you did beyond the six; leave it empty when there was none.", Organisation: "Organisation", Practice: "Practice", Problems: "Problems", Planned: "Plan handed in on", Missing: "Still missing", NothingMissing: "Everything is there.", MissingHint: "Without the practice it cannot be handed in; the rest can follow, by handing in again.", MissingPictures: "pictures", MissingVideo: "video (where it is kept)",
	LeftDays: "The summary is due by %s: %d days left.", LateDays: "The summary was due by %s: %d days late.", NotYet: "not handed in", HandedOn: "The summary was handed in on %s.", HandedLate: "The summary was handed in on %s, %d days late.", Unsent: "It was changed since it was handed in: the changes do not count until you hand it in again.", IsClosed: "The park has assessed it: it cannot be changed.", Save: "Save, go on later", HandIn: "Hand in the summary", HandAgain: "Hand it in again", HandHint: "It can be handed in again until the park has assessed it; the last one counts, and the first says whether it was late.", Opened: "The park has not commented yet.", Comment: "The park's comment", CommentOf: "%s, %s", CommentHint: "The enterprise sees it.", CloseBox: "Assessed: the enterprise changes nothing any more (untick to open it again)", SaveComment: "Save the comment", Papers: "Summary", Begun: "begun, not handed in",
	WriteFor: "Fill it in for the enterprise", DoneMark: "yes", NotDone: "–",
	All: "Safety Month of the enterprises", OnTime: "on time", LateOnes: "late", NotHanded: "not handed in", Assessed: "assessed", State: "State", DayHanded: "Handed in on", LateBy: "%d days late", NoRank: "By name, not ranked; ③ and ④ are voluntary and nobody lacks them.", ExportRows: "Export", Showing: "Only: %s", DutyTile: "summaries not handed in (due 25 June)",
	Card: "Safety Month and ledgers", Sums: "This year: %d drills, %d trainings on the criteria, %d internal reports (rewards of %s yuan)", DutyLine: "The Safety Month's summary is due by 25 June",
	PaperTitle: "%s: summary of the Safety Month %d", PaperNote: "Filled in by the enterprise, filed by the park. Pictures and files are what their hashes say; videos are not in here.", PaperFooter: "Summary of the Safety Month", PaperPage: "page %d of %d", Enterprise: "Enterprise", Code: "Credit code", Contact: "Contact", Year: "Year", Submitted: "Handed in on", LateOf: "Days late", ActivityHead: "Activity", Day: "Day", Place: "Place", Form: "Form and content", EvidenceHead: "Pictures, videos and files", File: "File", Size: "Size", Hash: "SHA-256", Where: "Kept where", SignHead: "Signatures", SignStamp: "Enterprise (seal)", SignPerson: "Head of the enterprise", SignDate: "Day", NoActivity: "No activity is recorded.", PictureMissing: "The picture is not here",
	AtHand: "at the park", Counted: "Counted",
	FigHead: "On record from %s to %s (what has reached the park)", FigSelf: "Self-checks", FigSelfSays: "%d; %d hazards found, %d of them suspected major; %d dealt with", FigVisits: "Visits by experts", FigVisitsSay: "%d", FigDrills: "%d; %d people", FigTrainings: "%d; %d people; %d tested, %d passed", FigReports: "%d; %d verified; rewards of %s yuan", FigNone: "none on record",
}

// LedgerField names a field of a ledger's form; those of an activity begin with its name, as "study.day".
func (w *Words) LedgerField(kind, field string) string {
	l := &w.Ledger
	if label := cmp.Or(l.Fields[kind+"."+field], l.Fields[field]); label != "" {
		return label
	}
	of, part, _ := strings.Cut(field, ".")
	label := cmp.Or(l.Activities[of], l.Fields[of])
	if n, own := strings.CutPrefix(of, "own"); own {
		label = l.OwnActivity
		if k := 0; n != "" {
			_, _ = fmt.Sscan(n, &k)
			label = fmt.Sprintf("%s %d", label, k+1)
		}
	}
	if sub := l.Fields[part]; sub != "" {
		label += " · " + sub
	}
	return cmp.Or(label, field)
}

// LedgerFault says what is wrong with a field.
func (w *Words) LedgerFault(kind, fault string, n int, of string) string {
	format := w.Ledger.Faults[fault]
	switch {
	case strings.Contains(format, "%d"):
		return fmt.Sprintf(format, n)
	case strings.Contains(format, "%s"):
		return fmt.Sprintf(format, w.LedgerField(kind, of))
	}
	return cmp.Or(format, fault)
}
