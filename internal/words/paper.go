package words

// PaperWords are the words of a findings list on paper, in a browser or in a spreadsheet.
type PaperWords struct {
	TitleAssistance, TitleSelfCheck, TitleRecheck, TitleOfficial string
	Advice, SelfAdvice                                           string // what the paper is not: an expert's, of a self-check
	Suspected, SelfSuspected                                     string // what "suspected" means
	Number, Level, Description, PhotosCol, Status                string
	Verdicts, OpenItems, Source, Revision                        string
	NothingOpen, NoFindings, FixedOnSpot                         string
	Withdrawn                                                    string // reason, second expert
	NoPhoto                                                      string // reason
	PhotoMissing                                                 string // name, hash
	Signatures                                                   string
	NotSealed                                                    string
	SealedAt                                                     string // time, short hash
	LateTitle                                                    string
	LateHint                                                     string
	RuleFired                                                    string // clause, hits, need
	RuleNot                                                      string // clause, hits, need
	RuleExcluded                                                 string // clause, question
	RuleUnlisted                                                 string
	HitOf                                                        string // standing
	OpenCount                                                    string // n
	Counted                                                      string // clear, out of scope
	Cards, InspectionID                                          string
	Held, NotHeld, HeldUnknown                                   string
	JoinAll, JoinAny, JoinAtLeast                                string
	Unit                                                         string
	OutsideLists                                                 string
}

var paperZh = PaperWords{
	TitleAssistance: "专家检查意见（隐患清单）", TitleSelfCheck: "企业自查隐患清单", TitleRecheck: "隐患复查记录", TitleOfficial: "现场检查记录（隐患清单）",
	Advice:     "本件为专家技术意见，不是行政执法文书，不作出行政命令。",
	SelfAdvice: "本件为企业自查记录，不是行政执法文书，不作出行政命令。", SelfSuspected: "「疑似重大」由自查人员依判定标准逐条对照提出，须经有权部门确认。",
	Suspected: "「疑似重大」由专家依判定标准逐条对照提出，须经有权部门确认。",
	Number:    "序号", Level: "级别", Description: "问题描述", PhotosCol: "照片", Status: "状态",
	Verdicts: "各行业判定", OpenItems: "尚未查明（可能改变判定）", Source: "判定标准", Revision: "标准库版本",
	NothingOpen: "无", NoFindings: "本次未记录隐患。", FixedOnSpot: "已当场整改",
	Withdrawn: "已撤销：%s（第二专家：%s）", NoPhoto: "无照片：%s", PhotoMissing: "照片 %s 未能显示（SHA-256 %s）",
	Signatures: "签字",
	NotSealed:  "清单尚未封存，内容仍可能变化。",
	SealedAt:   "清单已于 %s 封存，封存码 %s", LateTitle: "封存后的新增记录", LateHint: "以下内容在封存之后记录，不属于已签清单。",
	RuleFired: "%s：命中 %d 条，达到 %d 条即成立", RuleNot: "%s：命中 %d 条，未达到 %d 条", RuleExcluded: "%s：因有依据的排除情形不适用（%s）", RuleUnlisted: "标准库未收全：%s",
	HitOf: "（%s）", OpenCount: "%d 项", Counted: "已查明不构成 %d 项，不适用范围 %d 项",
	Cards: "执法证号", InspectionID: "检查编号",
	Held: "成立", NotHeld: "不成立", HeldUnknown: "未查明", JoinAll: "以下全部成立才构成", JoinAny: "以下任一成立即构成", JoinAtLeast: "以下至少 %d 项成立才构成",
	Unit: "对象", OutsideLists: "清单外",
}

var paperEn = PaperWords{
	TitleAssistance: "Expert's opinion (findings list)", TitleSelfCheck: "Self-check findings list", TitleRecheck: "Record of re-check", TitleOfficial: "Inspection record (findings list)",
	Advice:     "This is an expert's technical opinion, not an administrative document; it orders nothing.",
	SelfAdvice: "This is an enterprise's record of its own check, not an administrative document; it orders nothing.", SelfSuspected: "\"Suspected major\" is what those who checked found against the criteria; the competent authority confirms it.",
	Suspected: "\"Suspected major\" is the expert's finding against the criteria; the competent authority confirms it.",
	Number:    "No.", Level: "Level", Description: "Description", PhotosCol: "Photos", Status: "Status",
	Verdicts: "Verdict per sector", OpenItems: "Still open (could change the verdict)", Source: "Criteria", Revision: "Library revision",
	NothingOpen: "nothing", NoFindings: "No findings were recorded.", FixedOnSpot: "fixed on the spot",
	Withdrawn: "withdrawn: %s (second expert: %s)", NoPhoto: "no photo: %s", PhotoMissing: "photo %s cannot be shown (SHA-256 %s)",
	Signatures: "Signatures",
	NotSealed:  "The list is not sealed yet; it can still change.",
	SealedAt:   "Sealed at %s, seal %s", LateTitle: "Entries after the seal", LateHint: "Recorded after the list was sealed; not part of the signed list.",
	RuleFired: "%s: %d hits, %d suffice", RuleNot: "%s: %d hits, fewer than %d", RuleExcluded: "%s: excluded by a documented case (%s)", RuleUnlisted: "The library does not hold all of it: %s",
	HitOf: " (%s)", OpenCount: "%d items", Counted: "%d settled as no hazard, %d out of scope",
	Cards: "Officers' cards", InspectionID: "Inspection",
	Held: "holds", NotHeld: "does not hold", HeldUnknown: "not known", JoinAll: "all of these must hold", JoinAny: "any of these suffices", JoinAtLeast: "at least %d of these must hold",
	Unit: "Unit", OutsideLists: "outside the lists",
}
