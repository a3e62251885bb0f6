package words

import (
	"cmp"
	"fmt"
)

// PapersWords are the words of the papers that people sign (package report), and of the screen, pages and commands that make them. What the
// papers share with the findings list stands in PaperWords.
type PapersWords struct {
	Titles    map[string]string // by kind; "kind.visit" where a visit has one of its own
	About     map[string]string // one line a kind: what it is for
	Page      string            // "%d", "%d"
	Tick      string            // a box to tick
	DayFormat string            // of package time
	DayOf     string            // a day to be written in
	Ticked    string            // box that is ticked

	// heading
	Number, Enterprise, Code, Address, Principal, Post, Phone, Visit, Day, Inspectors, Accompany, Places, Span, Criteria string
	SpanOf, RecordedSpan                                                                                                 string // "%s", "%s": first entry, seal
	Card                                                                                                                 string // "%s", "%s": name, number
	Field, Unit                                                                                                          string // an expert's
	From                                                                                                                 string // the number of the paper it follows

	// the findings
	Item, Level, Place, What, Basis, Measure, Due, Advised, AdvisedDue, State, Photos, Remark string
	Person, Funds, Contingency                                                                string
	Plan, AtOnce, Advice                                                                      string // "%s"
	PhotoNumber                                                                               string // "%d"
	ItemOf                                                                                    string // "%d": item
	SignedPaper                                                                               string // "%s", "%s": paper, when it came in
	NoneOpen                                                                                  string
	FoundBy                                                                                   string

	Opinion   OpinionWords
	Record    RecordWords
	List      ListPaperWords
	Notice    NoticeWords
	Recheck   RecheckWords
	Major     MajorWords
	Extension ExtensionWords
	Transfer  TransferWords

	// signatures
	Expert, Leader, Officer, OnSite, Witness, Park, Rechecker, Receiver, Seal string
	Sign                                                                      string // label of the day
	Refused                                                                   string // "%s", "%s": reason, witness
	RefusedNamed                                                              string // "%s", "%s", "%s": name, reason, witness

	// making them
	NeedsFindings                               string // "%s": paper
	NoSuchFinding                               string // "%s"
	NoPaper                                     string // "%s", "%s": kind, kinds
	Withdrawn                                   string // "%d"
	SignedOp                                    string // "%s", "%s": paper, file
	NumberedOp                                  string // "%s", "%s", "%s": paper, number, officer
	Cmd, CmdLong, Print, PrintLong, Wrote, Sent string
	ColKind, ColName, ColAbout                  string
	NoPrinter                                   string // "%s": file
	PrintFailed                                 string // "%s", "%s": program, what it said
	Screen                                      PaperScreenWords
	Web                                         PaperWebWords
}

// OpinionWords are the expert's opinion's.
type OpinionWords struct {
	Name, Interest, NoInterest, HasInterest string
	Covered, NotCovered                     string
	Settled                                 string // sector, source, clear, hits, out of scope
	AllCovered                              string
	OpenOf                                  string // sector, why, n, which
	Places                                  string // "%s"
	OutOf                                   string
	Findings, None, Unlisted                string
	Suspected, Reason                       string
	NoSuspected                             string
	General, Reply, Received, Objects       string
}

// RecordWords are the record's.
type RecordWords struct {
	Found, Handling, None, Assistance string
	Line                              string // "%d", "%s", "%s", "%s": number, place, what, level
	Refusal, RefusalNone              string
}

// ListPaperWords are the findings list's.
type ListPaperWords struct {
	Five, Pictures, SignedPapers, Entry, Differ, SeeDiffer string
}

// NoticeWords are the park's notice's.
type NoticeWords struct {
	Note, Intro, Ask, AskMajor, Reply, None string // Intro: "%s", "%s": day, visit
}

// RecheckWords are the re-check's.
type RecheckWords struct {
	At, Reported, Opinion, Passed, Part, Not, Next, By string
	Note                                               string
}

// MajorWords are the report of a major hazard's.
type MajorWords struct {
	Note, Name, Found, Decided, State, Present, Cause, Harm, HarmDegree, Ease, Plan, Interim, To, Told string
	Six                                                                                                [6]string
	DecidedBy                                                                                          string // "%s", "%s": authority, document
	ToldLine                                                                                           string // "%s", "%s", "%s": day, way, person
}

// ExtensionWords are the application for more time's.
type ExtensionWords struct {
	Until, New, Why, Done, Interim, Decision, Granted, Refused string
	GrantedUntil                                               string // "%s", "%s", "%s": day, person, reason
	NotGranted                                                 string // "%s", "%s": person, reason
}

// TransferWords are the transfer's.
type TransferWords struct {
	To, Matter, Document, Receipt, Evidence, EvidenceList, Received string
	Intro                                                           string
}

// PaperScreenWords are the screen's.
type PaperScreenWords struct {
	Title, Loading, Choose, ChooseFindings, Save, SaveAs, Print, Signed, Other, Saved, Printed, SignedIn, NoSave, NoPrint, Findings string
	Open                                                                                                                            string // the key on other screens
	NoneFit                                                                                                                         string
}

// PaperWebWords are the pages'.
type PaperWebWords struct {
	Head, Hint, Give, View, Signed, NoMark string
	WithCode                               string // "%s": paper
	Further                                string // "%s": number
}

// PaperTitle names a kind of paper on a visit.
func (w *Words) PaperTitle(kind string, visit string) string {
	if own, there := w.Papers.Titles[kind+"."+visit]; there {
		return own
	}
	if t, there := w.Papers.Titles[kind]; there {
		return t
	}
	return kind
}

// Choice names a choice of an act's field: one of the act's own, or a kind of paper.
func (w *Words) Choice(act, choice string) string {
	return cmp.Or(w.Act.Choices[act+"."+choice], w.Papers.Titles[choice])
}

// signedPaper says that the photo of a signed paper came in.
func (w *Words) signedPaper(kind, file string) string {
	return fmt.Sprintf(w.Papers.SignedOp, w.PaperTitle(kind, ""), file)
}

var papersZh = PapersWords{
	Titles: map[string]string{
		"opinion": "专家检查意见", "opinion.self-check": "企业自查意见", "opinion.re-check": "专家复查意见",
		"record": "技术帮扶现场记录", "record.official": "现场检查记录", "record.self-check": "企业自查现场记录", "record.re-check": "复查现场记录",
		"list": "隐患清单", "list.self-check": "企业自查隐患清单", "list.re-check": "复查隐患清单", "notice": "隐患整改通知", "recheck": "整改复查意见", "major": "重大事故隐患报告", "extension": "隐患整改延期申请", "transfer": "隐患移送单",
	},
	About: map[string]string{
		"opinion": "专家的技术意见：查了什么、没查什么、疑似重大及理由，企业签收或提出异议", "record": "现场情况的记录，双方签字，可记拒签",
		"list": "全部隐患、判定路径、照片和封存码", "notice": "园区发给企业：每项一个期限", "recheck": "逐项写复查意见", "major": "企业报告重大事故隐患：现状和原因、危害和难易、治理方案",
		"extension": "企业申请推迟期限", "transfer": "移送有管辖权的部门，附证据清单和回执",
	},
	Page: "第 %d 页 共 %d 页", Tick: "□", Ticked: "■", DayFormat: "2006年1月2日", DayOf: "　　年　　月　　日",
	Number: "编号", Enterprise: "单位名称", Code: "统一社会信用代码", Address: "地址", Principal: "主要负责人", Post: "职务", Phone: "电话", Visit: "检查类型", Day: "检查日期",
	Inspectors: "检查人员", Accompany: "陪同人员", Places: "检查场所", Span: "起止时间", Criteria: "标准库版本", SpanOf: "　　年　　月　　日　　时　　分 至 　　时　　分", RecordedSpan: "平板记录：%s 至 %s", Card: "%s（执法证号 %s）",
	Field: "专业或职称", Unit: "工作单位", From: "原文书编号",
	Item: "项", Level: "级别", Place: "部位", What: "问题描述", Basis: "依据", Measure: "整改措施", Due: "整改期限", Advised: "建议措施", AdvisedDue: "建议期限", State: "状态", Photos: "照片", Remark: "备注",
	Person: "责任人", Funds: "资金", Contingency: "预案（防范措施）", Plan: "企业计划：%s", AtOnce: "立即：%s", Advice: "建议：%s",
	PhotoNumber: "照片 %d", ItemOf: "第 %d 项", SignedPaper: "已签字的%s，%s 收到", NoneOpen: "没有要列入的隐患。", FoundBy: "发现方式",
	Opinion: OpinionWords{
		Name: "专家", Interest: "与被检查单位的利害关系", NoInterest: "没有", HasInterest: "有，说明：",
		Covered: "一、检查范围", NotCovered: "二、没有检查或没有查明的", Settled: "%s（%s）：查明不构成的 %d 条，构成的 %d 条，不在适用范围的 %d 条。",
		AllCovered: "适用的条款都已查明。", OpenOf: "%s：%s %d 项：%s", Places: "到过的部位和设备：%s", OutOf: "本意见只对上述范围负责，没有检查的部位和条款不能看作没有隐患。",
		Findings: "三、发现的隐患", None: "没有记录隐患。", Suspected: "四、疑似重大事故隐患及理由", Reason: "理由（逐条对照）", NoSuspected: "没有发现疑似重大事故隐患。", Unlisted: "命中但没有记录为隐患的条款",
		General: "总体建议", Reply: "企业意见", Received: "已收到", Objects: "有异议，内容：",
	},
	Record: RecordWords{
		Found: "检查情况", Handling: "处理意见", None: "没有记录隐患。", Assistance: "本件记录技术帮扶的现场情况，不是行政执法文书。",
		Line: "%d. %s：%s（%s）", Refusal: "拒签情况", RefusalNone: "（没有拒签的，划去本栏）",
	},
	List: ListPaperWords{Five: "五落实：责任人、措施、资金、时限、预案。空格由企业填写。", Pictures: "照片", SignedPapers: "签字件照片", Entry: "扫码填写整改情况（不用账号）", Differ: "意见不一致的地方", SeeDiffer: "专家意见不一，见后"},
	Notice: NoticeWords{
		Note:  "本件督促企业履行隐患排查治理主体责任，不是行政执法文书，不作出行政命令。",
		Intro: "%s的%s发现你单位存在下列隐患，请按各项期限整改，并在期限前报告整改情况。", Ask: "每项落实责任人、措施和时限；整改完成后报告并附整改后照片。",
		AskMajor: "列为疑似重大或重大的，同时落实资金和预案，整改前采取防范措施，不能保证安全的先停用；并告知从业人员。", Reply: "企业签收", None: "没有要整改的隐患。",
	},
	Recheck: RecheckWords{
		At: "复查时间", Reported: "企业报告的整改情况", Opinion: "复查意见", Passed: "已整改", Part: "部分整改", Not: "未整改", Next: "下一步", By: "复查人",
		Note: "复查不少于两人，其中至少一人不是原检查人员。",
	},
	Major: MajorWords{
		Note: "级别为「疑似」的，以有权部门认定为准。空格由企业填写。", Name: "隐患名称", Found: "发现日期", Decided: "认定情况",
		State: "一、现状及产生原因", Present: "现状", Cause: "产生原因", Harm: "二、危害程度和整改难易程度", HarmDegree: "危害程度", Ease: "整改难易程度", Plan: "三、治理方案",
		Interim: "整改前的防范措施", To: "报告对象", Told: "告知从业人员",
		Six:       [6]string{"目标和任务", "方法和措施", "经费和物资", "负责治理的机构和人员", "时限和要求", "安全措施和应急预案"},
		DecidedBy: "%s（%s）", ToldLine: "%s，%s（%s）",
	},
	Extension: ExtensionWords{Until: "原期限", New: "申请延至", Why: "延期理由", Done: "已完成的整改", Interim: "延期内的防范措施", Decision: "园区意见", Granted: "同意，延至", Refused: "不同意，理由：",
		GrantedUntil: "同意延至 %s（%s）：%s", NotGranted: "不同意（%s）：%s"},
	Transfer: TransferWords{
		To: "移送给", Matter: "移送事项", Document: "文号", Receipt: "回执号", Evidence: "证据清单", EvidenceList: "隐患清单", Received: "接收回执",
		Intro: "下列隐患超出本单位处理权限，现移送你单位处理，请接收后退回回执。",
	},
	Expert: "专家", Leader: "专家组组长", Officer: "检查人员", OnSite: "企业现场负责人", Witness: "见证人", Park: "园区经办人", Rechecker: "复查人", Receiver: "接收人", Seal: "单位（盖章）",
	Sign: "日期", Refused: "拒签：%s（见证人：%s）", RefusedNamed: "%s 拒签：%s（见证人：%s）",
	NeedsFindings: "%s 要指明是哪几项隐患：在命令后写项号，如 3 5", NoSuchFinding: "这次检查没有第 %s 项隐患：paicha findings --inspection 列出全部项号",
	NoPaper: "没有 %q 这种文书：可以用 %s", Withdrawn: "第 %d 项已撤销或并入他项，不能出文书", SignedOp: "%s签字件照片：%s", NumberedOp: "%s编文号：%s（%s）",
	Cmd: "出文书", CmdLong: "用一次检查出一份文书，文件名的后缀决定格式（docx pdf xlsx html md txt）：\n  paicha paper                        列出有哪些文书\n  paicha paper opinion 4f2a -o 意见.docx\n  paicha paper major 4f2a 3 -o 报告.pdf\n项号写在检查编号后面；不写 -o 就显示在屏幕上。",
	Print: "打印文书", PrintLong: "把一份文书交给系统的打印机：Linux 和 macOS 用 lp 或 lpr，Windows 用默认程序，安卓（Termux）用 termux-share。\n  paicha print opinion 4f2a\n  paicha print major 4f2a 3",
	Wrote: "已写出 %s：%s", Sent: "已交给打印：%s",
	ColKind: "代码", ColName: "文书", ColAbout: "用途",
	NoPrinter:   "这台机器没有打印命令（lp、lpr、termux-share 都没有）。文件在 %s：拷到能打印的电脑上打印，或安装打印服务（Linux：cups-client；Termux：pkg install termux-api）",
	PrintFailed: "%s 没有打印：%s",
	Screen: PaperScreenWords{
		Title: "文书", Loading: "正在读取..", Choose: "选一份文书", ChooseFindings: "选隐患，可多选", Save: "存 docx", SaveAs: "其他格式", Print: "打印", Signed: "签字照片", Other: "换一份", Saved: "已写出：%s", Printed: "已交给打印：%s",
		SignedIn: "签字件照片已收下：%s", NoSave: "这里不能写文件", NoPrint: "这里不能打印", Findings: "换隐患", Open: "文书", NoneFit: "没有隐患可写进这份文书",
	},
	Web: PaperWebWords{
		Head: "文书", Hint: "打印后手写签名，再把签字件拍照传回。", Give: "编文号", View: "查看", Signed: "签字件照片", WithCode: "%s（带企业二维码）", Further: "还编过 %s（园区数据恢复后重编，以先编的为准）",
		NoMark: "还没有设置机关代字：管理员用 parkd serve --mark 设置后才能编文号。",
	},
}

var papersEn = PapersWords{
	Titles: map[string]string{
		"opinion": "Expert's opinion", "opinion.self-check": "Opinion after a self-check", "opinion.re-check": "Expert's opinion after a re-check",
		"record": "Record of assistance on site", "record.official": "Inspection record", "record.self-check": "Record of a self-check", "record.re-check": "Record of a re-check",
		"list": "Findings list", "list.self-check": "Findings of a self-check", "list.re-check": "Findings of a re-check", "notice": "Notice to rectify", "recheck": "Opinion after the re-check", "major": "Report of a major hazard", "extension": "Application for more time", "transfer": "Transfer",
	},
	About: map[string]string{
		"opinion": "the expert's technical opinion: what was looked at and what was not, suspected majors and why; the enterprise receives it or objects", "record": "what was found on site, signed by both sides or refused",
		"list": "all findings, the paths of the verdict, photos and the seal", "notice": "from the park to the enterprise: one date per item", "recheck": "an opinion per item", "major": "the enterprise reports a major hazard: state and cause, harm and difficulty, plan",
		"extension": "the enterprise asks for a later date", "transfer": "to the competent authority, with the list of evidence and a receipt",
	},
	Page: "page %d of %d", Tick: "□", Ticked: "■", DayFormat: "2 January 2006", DayOf: "____-__-__",
	Number: "Number", Enterprise: "Enterprise", Code: "Credit code", Address: "Address", Principal: "Principal", Post: "Post", Phone: "Phone", Visit: "Visit", Day: "Day",
	Inspectors: "Inspected by", Accompany: "Accompanied by", Places: "Places", Span: "From and to", Criteria: "Criteria revision", SpanOf: "____-__-__ __:__ to __:__", RecordedSpan: "the tablet's entries: %s to %s", Card: "%s (officer's card %s)",
	Field: "Field or title", Unit: "Employer", From: "Number of the paper before",
	Item: "No.", Level: "Level", Place: "Place", What: "Description", Basis: "Basis", Measure: "Measure", Due: "Deadline", Advised: "Measure advised", AdvisedDue: "Day advised", State: "Status", Photos: "Photos", Remark: "Remarks",
	Person: "Person", Funds: "Funds", Contingency: "Contingency", Plan: "plan: %s", AtOnce: "at once: %s", Advice: "advised: %s",
	PhotoNumber: "Photo %d", ItemOf: "no. %d", SignedPaper: "signed: %s, came in %s", NoneOpen: "Nothing is to be listed.", FoundBy: "Found by",
	Opinion: OpinionWords{
		Name: "Expert", Interest: "Conflict of interest with the enterprise", NoInterest: "none", HasInterest: "yes, namely: ",
		Covered: "1. What was looked at", NotCovered: "2. What was not looked at, or not settled", Settled: "%s (%s): %d items settled as no hazard, %d as one, %d out of scope.",
		AllCovered: "Everything that applies is settled.", OpenOf: "%s: %s, %d items: %s", Places: "Places and units seen: %s", OutOf: "This opinion answers for that scope alone; what was not looked at is not free of hazards for that.",
		Findings: "3. Findings", None: "No findings were recorded.", Suspected: "4. Suspected major hazards and why", Reason: "Why (item by item)", NoSuspected: "No major hazard is suspected.", Unlisted: "Criteria that hold and for which no finding was recorded",
		General: "Advice on the whole", Reply: "The enterprise", Received: "has received it", Objects: "objects to: ",
	},
	Record: RecordWords{
		Found: "What was found", Handling: "What follows", None: "No findings were recorded.", Assistance: "This records assistance on site; it is not an administrative document.",
		Line: "%d. %s: %s (%s)", Refusal: "Refusal to sign", RefusalNone: "(strike out when nobody refused)",
	},
	List: ListPaperWords{Five: "The five: person, measures, funds, deadline, contingency. Empty cells are for the enterprise.", Pictures: "Photos", SignedPapers: "Photos of signed papers", Entry: "Scan to answer (no account needed)", Differ: "What experts differ on", SeeDiffer: "experts differ, see below"},
	Notice: NoticeWords{
		Note:  "This asks the enterprise to do its duty of removing hazards; it is not an administrative document and orders nothing.",
		Intro: "On %s a visit (%s) found these hazards at your enterprise. Please remove each by its date, and report before it.", Ask: "Name a person, measures and a date for each; report when it is done, with photos of it.",
		AskMajor: "For those called suspected major or major also name funds and a contingency plan, protect people meanwhile, take out of use what cannot be made safe, and tell the workers.", Reply: "Received by the enterprise", None: "Nothing is to be rectified.",
	},
	Recheck: RecheckWords{
		At: "Re-checked at", Reported: "What the enterprise reported", Opinion: "Opinion", Passed: "rectified", Part: "partly", Not: "not rectified", Next: "What follows", By: "by",
		Note: "At least two persons re-check, one of whom did not inspect.",
	},
	Major: MajorWords{
		Note: "What is \"suspected\" is for the competent authority to decide. Blanks are for the enterprise.", Name: "Hazard", Found: "Found on", Decided: "Decided by",
		State: "1. State and cause", Present: "State", Cause: "Cause", Harm: "2. Harm and difficulty", HarmDegree: "Degree of harm", Ease: "Difficulty of removing it", Plan: "3. Plan",
		Interim: "Protection meanwhile", To: "Reported to", Told: "Workers told",
		Six:       [6]string{"Goal and tasks", "Methods and measures", "Funds and materials", "Responsible body and persons", "Time and requirements", "Safety measures and contingency plan"},
		DecidedBy: "%s (%s)", ToldLine: "%s, %s (%s)",
	},
	Extension: ExtensionWords{Until: "Deadline now", New: "Asked until", Why: "Why", Done: "Done so far", Interim: "Protection meanwhile", Decision: "The park", Granted: "agrees, until ", Refused: "does not agree, because: ",
		GrantedUntil: "granted until %s (%s): %s", NotGranted: "not granted (%s): %s"},
	Transfer: TransferWords{
		To: "To", Matter: "Matter", Document: "Document", Receipt: "Receipt no.", Evidence: "Evidence", EvidenceList: "findings list", Received: "Receipt",
		Intro: "The hazards below are beyond what we may decide; we hand them to you. Please send the receipt back.",
	},
	Expert: "Expert", Leader: "Leader of the experts", Officer: "Inspector", OnSite: "Enterprise, person in charge on site", Witness: "Witness", Park: "For the park", Rechecker: "Re-checked by", Receiver: "Received by", Seal: "Stamp",
	Sign: "Date", Refused: "refused: %s (witness: %s)", RefusedNamed: "%s refused: %s (witness: %s)",
	NeedsFindings: "%s: say which findings: write their numbers behind the command, as in 3 5", NoSuchFinding: "this inspection has no finding %s: paicha findings --inspection lists their numbers",
	NoPaper: "there is no paper %q: use one of %s", Withdrawn: "no. %d is withdrawn, or joined to another: no paper is made of it", SignedOp: "photo of the signed paper (%s): %s", NumberedOp: "%s was given the number %s (%s)",
	Cmd: "make a paper", CmdLong: "Makes a paper of an inspection; the ending of the file's name says as what (docx pdf xlsx html md txt):\n  paicha paper                        lists the papers\n  paicha paper opinion 4f2a -o opinion.docx\n  paicha paper major 4f2a 3 -o report.pdf\nNumbers of findings stand behind the inspection; without -o it is shown on the screen.",
	Print: "print a paper", PrintLong: "Hands a paper to the system's printer: lp or lpr on Linux and macOS, the default program on Windows, termux-share on Android.\n  paicha print opinion 4f2a\n  paicha print major 4f2a 3",
	Wrote: "%s written: %s", Sent: "handed to the printer: %s",
	ColKind: "code", ColName: "paper", ColAbout: "what for",
	NoPrinter:   "this machine has no command that prints (neither lp, lpr nor termux-share). The file is %s: print it on another computer, or install one (Linux: cups-client; Termux: pkg install termux-api)",
	PrintFailed: "%s did not print: %s",
	Screen: PaperScreenWords{
		Title: "Papers", Loading: "reading...", Choose: "Choose a paper", ChooseFindings: "Choose findings", Save: "Save docx", SaveAs: "Format", Print: "Print", Signed: "Signed", Other: "Other", Saved: "written: %s", Printed: "handed to the printer: %s",
		SignedIn: "photo of the signed paper is taken in: %s", NoSave: "files cannot be written here", NoPrint: "nothing can be printed here", Findings: "Findings", Open: "Papers", NoneFit: "no finding fits this paper",
	},
	Web: PaperWebWords{
		Head: "Papers", Hint: "Print, sign by hand, and send a photo of the signed paper back.", Give: "give it a number", View: "view", Signed: "Photos of signed papers", WithCode: "%s with the enterprise's code", Further: "also given %s (after the park was restored; the first one counts)",
		NoMark: "No mark is set: an administrator sets it with parkd serve --mark, then numbers can be given.",
	},
}
