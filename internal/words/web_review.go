package words

import "fmt"

// WebReviewWords are the words of the pages of the yearly assessment: its stages, what people say at each, and what becomes of it.
type WebReviewWords struct {
	Stages, Todo, FirmTodo map[string]string // by review.Stage
	Steps, StepHints, Done map[string]string // by review.StepKind: to do, and done
	Refused                map[string]string // by review.Why
	About                  map[string]string // the same, with what it is about
	Presets                map[string]string
	// years
	NoYears, BeginYear, BeginHint, YearTitle, YearAxis, CutOff, CutOffHint, Preset, OwnScheme, OwnSchemeHint string
	// a year
	TodoCutOff, TodoMissing, TodoObjections, TodoPublic, TodoMoved, StillMissing, ToAnswer, Reason, Minute, People, Until                                                                                          string
	Ranking, MissingTile, MovedTile, StandAt, Stale, Compute, AllGrades, Rank, Score, GradeHead, Notes, LoweredFrom, MetBy, MissingN, NoRows, NotComputed, SchemeHead, RankingFile, RankingTitle, History, NoGrade string
	SinceYear, Better, Same, Worse, FreshTile, Pictures, OverYears, OverYearsDesc, FirmUnit, BySector, BySectorDesc, ByItem, ByItemDesc, Item, Got, ByClause, ByClauseDesc                                         string
	// an enterprise's year
	OwnTitle, NoScore, EarnedBy, MissingLines, AsOf, ShowsVersion, MovedSince, SheetFile, SelfHint, ManualHint, Lines, SelfLines, Met, NotMet, NotApplies, MissingLine, SelfShort, Objected, MoreThings, Given, Counted, NoSelf, PointsTo, Note, Evidence                                                                     string
	Upheld, Rejected, Answer, Reject, Uphold, UpheldPoints, LowersHint, DoAnswer, NotAnswered, Object, ObjectHint, ObjectSays, DoObject, SaveSelf, SaveManual, FirmPublic, FirmPublicOver, Suggest                                                                                                                            string
	Events, EventsHint, StruckWord, Strike, NoEvents, AddEvent, EventKind, EventDay, EventSays, Document, FiguresHead, FiguresHint, PictureHead, PictureHint, PictureLink, NoneOf, PointsTitle, PointsHint, PointsOver, PointsBad, PublicUntil, OwnDutySelf, OwnDutyPublic, Versions, Version, VersionN, SealedAt, VerifyHint string
}

// ReviewRefused says why something was not done; of is what it is about, "" nothing in particular, and err what a scheme has wrong.
func (w *Words) ReviewRefused(why, of string, err error) string {
	says := w.Review.Refused[why]
	if about := w.Review.About[why]; about != "" && of != "" {
		says = fmt.Sprintf(about, of)
	}
	if err != nil {
		says += "\n" + err.Error()
	}
	return says
}

var webReviewZh = WebReviewWords{
	Stages: map[string]string{"open": "企业自评", "draft": "园区初评", "public": "公示", "decided": "已审定", "sealed": "已封存"},
	Todo: map[string]string{"open": "等企业自评。自评收齐了，点“结束自评，开始初评”。", "draft": "给手工项目评分、登记事件，核对后公示。", "public": "公示期已过，异议都答复了：请审核组写纪要、审定。",
		"decided": "已审定：请封存，每家企业生成一份带哈希的快照。", "sealed": "已封存。以后有新情况，写明原因可以再封存一版，旧的保留。"},
	FirmTodo: map[string]string{"open": "请给各项自评分，可附照片；自评只作参考，不直接计入得分。", "draft": "自评已结束，园区正在初评。公示后您可以逐项查看，并提出异议。", "public": "公示中。", "decided": "公示已结束，审核组已审定，等园区封存。", "sealed": "考核已封存，下面是最终结果。"},
	Steps:    map[string]string{"begin": "开始考核", "scheme": "换考核方案", "cut-off": "改截止日", "draft": "结束自评，开始初评", "publish": "公示", "back": "退回上一步更正", "decide": "审定", "seal": "封存"},
	StepHints: map[string]string{"begin": "开始后企业可以自评。", "scheme": "公示之前可以直接换；公示之后换，要写明原因，并退回初评、重新公示。", "cut-off": "这一天以后的事算下一年的。只能在方案的考核期以内。", "draft": "之后企业不能再改自评分。",
		"publish": "公示后每家企业看到自己的初评结果（看不到别家的），可以逐项提异议。公示期建议 5 个工作日，是建议值，没有查到文件规定；最后一天可以改。", "back": "退回后可以改手工分、事件和方案。已经提的异议和答复保留。",
		"decide": "审核组的纪要：怎么定的，谁参加的。异议没有答完不能审定。", "seal": "给每家企业生成快照：方案、事实、结果和哈希，离线也能验证。再次封存时，只有结果变了的企业生成新版本。"},
	Done: map[string]string{"begin": "开始", "scheme": "换考核方案", "cut-off": "截止日", "draft": "结束自评", "publish": "公示到", "back": "退回更正", "decide": "审定", "seal": "封存"},
	Refused: map[string]string{"no-year": "这一年还没有开始考核。", "year-there": "这一年已经开始了。", "bad-year": "年份不对：请写四位数字，例如 2026。", "stage": "考核现在不在这一步，请刷新页面。", "role": "您的角色不能做这件事。", "not-yours": "不是您能看的。", "no-firm": "名册里没有这家企业。",
		"no-reason": "请写明原因。", "no-text": "请写明内容。", "no-people": "请写明审核组参加的人。", "bad-scheme": "考核方案有错误，没有采用：", "other-year": "方案不是这一年的。", "bad-cut-off": "截止日不对。", "cut-off-ahead": "截止日还没有到，不能公示。",
		"bad-until": "公示的最后一天要在今天以后。", "still-public": "公示期还没有结束，不能审定。", "unanswered": "还有异议没有答复。", "not-judged": "还有手工项目没有评分：请退回初评补评，或者勾选“照此审定”并写明理由。", "nothing": "没有新的内容，不用提交。", "no-item": "方案里没有这一项。", "not-manual": "这一项不是手工评分的项目。",
		"bad-points": "分数超出范围，或者不是最多两位小数的数字。", "no-points": "请填分数。", "bad-day": "日期不对：要在考核年度以内，不晚于今天。", "bad-kind": "方案里没有这种事件。", "no-entry": "找不到要答复或撤销的内容，请刷新页面。",
		"answered": "这条异议已经答复过了。", "struck": "这个事件已经撤销了。", "same-person": "这一项的分是您给的（或事件是您登记的）：异议要由审核组的另一个人答复。", "too-long": "写得太长了。", "too-much": "这家企业本年的记录太多了，不能再加。", "meanwhile": "别人刚刚改动过，请看一下再提交。"},
	About: map[string]string{"stage": "考核现在是“%s”，这一步不能做。", "other-year": "方案写的是 %s 年，不是这一年。", "bad-cut-off": "截止日要在方案的考核期以内：%s。", "cut-off-ahead": "截止日 %s 还没有到，不能公示：等到那一天，或者先改截止日。", "still-public": "公示到 %s 为止，之后才能审定。",
		"unanswered": "还有 %s 条异议没有答复。", "not-judged": "还有 %s 家企业有手工项目没有评分：请退回初评补评；确实不评的，勾选“照此审定”并写明理由。", "not-manual": "“%s”不是手工评分的项目。", "bad-points": "“%s”的分数超出范围，或者不是最多两位小数的数字。", "no-points": "请填“%s”的分数。"},
	Presets: map[string]string{"default": "示范稿：90／80／60 四级", "90-70": "示范稿：90／70 三级"},
	NoYears: "还没有开始过年度考核。", BeginYear: "开始一个年度的考核", BeginHint: "先选考核方案。示范稿的分值和口径都是建议，由园区决定；改好的方案可以上传，有错误会说明在哪一行。", YearTitle: "%d 年度考核", YearAxis: "年度", CutOff: "截止日", CutOffHint: "不填就是方案考核期的最后一天（一般是 12 月 31 日）。",
	Preset: "现成的方案", OwnScheme: "或者上传自己的方案（YAML）", OwnSchemeHint: "上传了文件就用文件，不用现成的。",
	TodoCutOff: "给手工项目评分、登记事件。截止日是 %s，到了那一天才能公示。", TodoMissing: "还有 %d 家企业有手工项目没有评分；评完、核对后公示。", TodoObjections: "有 %d 条异议等审核组答复，全部答复后才能审定。", TodoPublic: "公示到 %s。现在没有等答复的异议。", TodoMoved: "封存以后又有新情况，%d 家企业的结果变了：核对后可以再封存一版。",
	ToAnswer: "等审核组答复的异议", StillMissing: "还有 %d 家企业有手工项目没有评分：要补评，先退回初评；不补评的，审定时要写明理由。", Reason: "原因", Minute: "审核组纪要", People: "参加的人", Until: "公示最后一天",
	Ranking: "排名", MissingTile: "家有项目没评", MovedTile: "家封存后有变化", StandAt: "%s 算出，算到 %s。", Stale: "之后又有新内容：可以重新计算。", Compute: "重新计算", AllGrades: "看全部", Rank: "名次", Score: "得分", GradeHead: "等级", Notes: "说明", LoweredFrom: "按得分是%s，因“%s”降级。", MetBy: "触发“%s”。", MissingN: "%d 项没评",
	NoRows: "没有这样的企业。", NotComputed: "还没有算过。", SchemeHead: "考核方案", RankingFile: "排名表", RankingTitle: "%d 年度考核排名", History: "经过", NoGrade: "没有等级",
	SinceYear: "和 %d 年比", Better: "等级上升", Same: "等级不变", Worse: "等级下降", FreshTile: "上年没有考核", Pictures: "统计图", OverYears: "历年等级", OverYearsDesc: "每年一根柱，分段是各等级的企业数。", FirmUnit: "家", BySector: "各行业的等级", BySectorDesc: "企业在名册里适用几个行业，就在几个行业里各算一次。",
	ByItem: "各项得分率", ByItemDesc: "适用这一项的企业合计得了多少，占满分的百分比。低的是普遍薄弱的地方。", Item: "项目", Got: "得分率", ByClause: "本年查出最多的条款", ByClauseDesc: "专家查出的隐患最多的 10 条，分未销号的和已结束的；企业自查发现的不在内。",
	OwnTitle: "本企业 %d 年度考核", NoScore: "没有得分", EarnedBy: "按得分是%s；等级因下列情况降低，得分不变：", MissingLines: "还有 %d 项没有评分，得分不是最终的。", AsOf: "算到 %s，方案 %s。", ShowsVersion: "显示的是封存的第 %d 版。", MovedSince: "封存以后有变化（封存的结果不变）：", SheetFile: "年度考核表：",
	SelfHint: "每一项填自评分，可以写说明、附照片，可以分几次填。自评结束之前随时可以改。", ManualHint: "手工项目在下面逐项评分，写明依据；最后一次评的算数，以前评的保留。", Lines: "逐项得分", SelfLines: "自评", Met: "触发", NotMet: "没有触发", NotApplies: "不适用", MissingLine: "没有评", SelfShort: "自评", Objected: "异议", MoreThings: "还有 %d 项没有列出，考核表里有全部。", Given: "评分", Counted: "按规则算出", NoSelf: "没有自评。",
	PointsTo: "分数（%s 到 %s）", Note: "说明", Evidence: "照片", Upheld: "采纳", Rejected: "不采纳", Answer: "审核组答复", Reject: "不采纳，得分不变", Uphold: "采纳，改为下面的分数", UpheldPoints: "改为几分（采纳时填）", LowersHint: "这一项只影响等级，不计分：采纳后请退回初评，撤销事件或更正隐患，再重新公示。", DoAnswer: "答复", NotAnswered: "等审核组答复。", Object: "对这一项提异议", ObjectHint: "写明哪里不对，附证明照片。审核组会答复并说明理由；给这一项评分的人不能答复。", ObjectSays: "异议内容", DoObject: "提交异议",
	SaveSelf: "保存自评", SaveManual: "保存评分", FirmPublic: "公示到 %s。哪一项有异议，展开那一项提出，附上证明。", FirmPublicOver: "公示期已过，等审核组审定。",
	Suggest: "建议：等级最低，下一年多安排技术帮扶，可以考虑不少于 4 次（建议值，参考一地对不良记录企业的做法，没有查到本园区的规定）。其中属于行政检查的，受《重庆市规范涉企行政检查办法》（市政府令第 375 号）的频次上限和专项检查年度总量约束，不因考核等级而放宽；次数由园区决定，这里不会自动安排。",
	Events:  "事件", EventsHint: "检查记录里没有、但方案要算的：事故、表彰、弄虚作假等。要有文件。", StruckWord: "已撤销：", Strike: "撤销这个事件", NoEvents: "没有。", AddEvent: "登记事件", EventKind: "是什么", EventDay: "日期", EventSays: "经过", Document: "文件名称和文号", FiguresHead: "参考数据", FiguresHint: "只展示，不计分（方案写明计分的除外）。",
	PictureHead: "几次检查合起来看", PictureHint: "本年 %d 次检查里的隐患，重复记录已合并；一项可以同时属于几类。", PictureLink: "看 %d 年度考核", NoneOf: "没有的：", PointsTitle: "手工评分", PointsHint: "一项一页，各企业挨着评；没有变的行不会重复记录。每一行都要写依据。", PointsOver: "现在不能改评分：只在企业自评和园区初评时可以。", PointsBad: "存下 %d 家；有 %d 家没有存，原因写在各行。", PublicUntil: "公示到 %s。", OwnDutySelf: "%d 年度考核：请给各项自评分", OwnDutyPublic: "%d 年度考核初评正在公示：请核对，有异议到 %s 为止", Versions: "封存的版本", Version: "版本", VersionN: "第 %d 版快照", SealedAt: "封存", VerifyHint: "快照里有方案、事实和结果，用 parkd assess verify 可以离线重算验证。",
}

var webReviewEn = WebReviewWords{
	Stages: map[string]string{"open": "self-scores", "draft": "draft", "public": "public", "decided": "decided", "sealed": "sealed"},
	Todo: map[string]string{"open": "Enterprises score themselves. When they are in, end the self-scores and begin the draft.", "draft": "Give points for what is judged, enter events, look it over, and publish.", "public": "The publicity is over and every objection is answered: the review group writes its minute and decides.",
		"decided": "Decided: seal it, and every enterprise gets a snapshot with its hash.", "sealed": "Sealed. When something comes later, a further version can be sealed with a reason; the old one stays."},
	FirmTodo: map[string]string{"open": "Give yourself points for each item, with photos where there are some. They are for comparison and do not count.", "draft": "Self-scores are closed; the park is drafting. Once the draft is public you can read it line by line, and object.", "public": "Public.", "decided": "The publicity is over and the review group has decided; the park seals it next.", "sealed": "The assessment is sealed; this is the result."},
	Steps:    map[string]string{"begin": "Begin the assessment", "scheme": "Another scheme", "cut-off": "Another cut-off day", "draft": "End self-scores, begin the draft", "publish": "Publish", "back": "Back, to put something right", "decide": "Decide", "seal": "Seal"},
	StepHints: map[string]string{"begin": "Enterprises can score themselves then.", "scheme": "Before it is public, at once; afterwards with a reason, and the year goes back to the draft and is published again.", "cut-off": "What comes after this day counts for the next year. It lies within the scheme's period.", "draft": "Enterprises cannot change their self-scores afterwards.",
		"publish": "Every enterprise then sees its own draft, and no other's, and can object line by line. Five working days are a proposal, no rule was found; the last day can be changed.", "back": "Points, events and the scheme can be changed then. Objections and answers stay.",
		"decide": "The review group's minute: what was decided, and by whom. Not while an objection has no answer.", "seal": "Makes a snapshot for every enterprise: scheme, facts, result and hash, which can be verified offline. Again, it makes new versions of those alone whose result has changed."},
	Done: map[string]string{"begin": "begun", "scheme": "another scheme", "cut-off": "cut-off day", "draft": "self-scores ended", "publish": "published until", "back": "taken back", "decide": "decided", "seal": "sealed"},
	Refused: map[string]string{"no-year": "Nobody began this year's assessment.", "year-there": "This year was begun already.", "bad-year": "That is no year: write four digits, as 2026.", "stage": "The assessment is not at this step now: reload the page.", "role": "Your role may not do this.", "not-yours": "It is not yours to see.", "no-firm": "The register has no such enterprise.",
		"no-reason": "Say why.", "no-text": "Say what it is.", "no-people": "Name who took part.", "bad-scheme": "The scheme has mistakes and was not taken:", "other-year": "The scheme is of another year.", "bad-cut-off": "That is no cut-off day.", "cut-off-ahead": "The cut-off day has not come: it cannot be published.",
		"bad-until": "The last day of publicity has to come after today.", "still-public": "The publicity is not over: it cannot be decided.", "unanswered": "Objections wait for an answer.", "not-judged": "Items still lack points: take the year back to give them, or tick that it stays so and say why.", "nothing": "There is nothing new.", "no-item": "The scheme has no such item.", "not-manual": "Nobody gives points for this item: it is counted.",
		"bad-points": "The points are out of bounds, or no number of two decimals at most.", "no-points": "Give points.", "bad-day": "That is no such day: it lies in the year, and not after today.", "bad-kind": "The scheme names no such event.", "no-entry": "What you answer or strike is not there: reload the page.",
		"answered": "This objection was answered already.", "struck": "This event was struck already.", "same-person": "You gave the points of this item, or entered the event: another person of the review group answers.", "too-long": "That is too long.", "too-much": "Too much was said of this enterprise's year already; nothing more is taken.", "meanwhile": "Somebody has just changed something: look at it and send it again."},
	About: map[string]string{"stage": "The assessment is at “%s” now: this cannot be done.", "other-year": "The scheme is of %s, not of this year.", "bad-cut-off": "The cut-off day has to lie within the scheme's period: %s.", "cut-off-ahead": "The cut-off day %s has not come: publish it then, or set another day first.", "still-public": "It is public until %s, and can be decided afterwards.",
		"unanswered": "%s objections wait for an answer.", "not-judged": "%s enterprises lack points for what people judge: take the year back to give them; where they are to stay away, tick that it stays so and say why.", "not-manual": "Nobody gives points for “%s”: it is counted.", "bad-points": "The points of “%s” are out of bounds, or no number of two decimals at most.", "no-points": "Give points for “%s”."},
	Presets: map[string]string{"default": "draft with four grades: 90 / 80 / 60", "90-70": "draft with three grades: 90 / 70"},
	NoYears: "No yearly assessment was begun yet.", BeginYear: "Begin a year's assessment", BeginHint: "Choose a scheme first. Points and definitions of the drafts are proposals, the park decides; upload your own, and every mistake in it is named with its line.", YearTitle: "Assessment %d", YearAxis: "Year", CutOff: "Cut-off day", CutOffHint: "Left empty, it is the last day of the scheme's period, mostly 31 December.",
	Preset: "A scheme that is here", OwnScheme: "or one of your own (YAML)", OwnSchemeHint: "When a file is chosen, it is used.",
	TodoCutOff: "Give points for what is judged, and enter events. The cut-off day is %s; it can be published from then on.", TodoMissing: "%d enterprises still lack points for what is judged; give them, look it over, and publish.", TodoObjections: "%d objections wait for the review group; it can decide once all are answered.", TodoPublic: "Public until %s. No objection waits for an answer.", TodoMoved: "Something came after the sealing, and the results of %d enterprises have changed: look at them, and seal a further version.",
	ToAnswer: "Objections that wait for the review group", StillMissing: "%d enterprises still lack points for what is judged: take the year back to the draft to give them, or say why they stay away when it is decided.", Reason: "Reason", Minute: "Minute of the review group", People: "Who took part", Until: "Last day of publicity",
	Ranking: "Ranking", MissingTile: "lack points", MovedTile: "changed since sealed", StandAt: "Computed %s, as of %s.", Stale: "Something has come since: compute it again.", Compute: "Compute again", AllGrades: "Show all", Rank: "Rank", Score: "Score", GradeHead: "Grade", Notes: "Notes", LoweredFrom: "%s by the score; lowered by “%s”.", MetBy: "“%s” is met.", MissingN: "%d without points",
	NoRows: "No enterprise is like that.", NotComputed: "Not computed yet.", SchemeHead: "Scheme", RankingFile: "Ranking as a file", RankingTitle: "Ranking %d", History: "What was done", NoGrade: "no grade",
	SinceYear: "Since %d", Better: "better grade", Same: "same grade", Worse: "worse grade", FreshTile: "not assessed then", Pictures: "Charts", OverYears: "Grades over years", OverYearsDesc: "A column a year, a part for each grade.", FirmUnit: "enterprises", BySector: "Grades by sector", BySectorDesc: "An enterprise counts in each sector that the register gives it.",
	ByItem: "Share of points by item", ByItemDesc: "What enterprises to whom the item applies got of its points, percent. Low is where many are weak.", Item: "Item", Got: "share", ByClause: "Clauses with most findings in the year", ByClauseDesc: "The ten with most findings by experts, open and ended; what enterprises found themselves is not among them.",
	OwnTitle: "Our assessment %d", NoScore: "no score", EarnedBy: "%s by the score. The grade is lowered, the score stands:", MissingLines: "%d items still lack points: the score is not final.", AsOf: "As of %s, scheme %s.", ShowsVersion: "This is version %d, as sealed.", MovedSince: "Changed since it was sealed (what was sealed stands):", SheetFile: "Assessment as a paper:",
	SelfHint: "Give yourself points for each item, with a note and photos; bit by bit if you like. You can change them until self-scores are closed.", ManualHint: "Give points for each item that is judged, and say by what. The last ones count, earlier ones stay on record.", Lines: "Line by line", SelfLines: "Self-score", Met: "met", NotMet: "not met", NotApplies: "does not apply", MissingLine: "no points yet", SelfShort: "Self", Objected: "objection", MoreThings: "%d more; the paper has all.", Given: "Points given", Counted: "Counted by the rule", NoSelf: "No self-score.",
	PointsTo: "Points (%s to %s)", Note: "Note", Evidence: "Photos", Upheld: "upheld", Rejected: "refused", Answer: "Answer of the review group", Reject: "Refuse: the points stand", Uphold: "Uphold: the points become", UpheldPoints: "Points, when upheld", LowersHint: "This line lowers the grade and has no points: when you uphold, take the year back to the draft, strike the event or correct the finding, and publish again.", DoAnswer: "Answer", NotAnswered: "The review group answers.", Object: "Object to this line", ObjectHint: "Say what is wrong, with photos that show it. The review group answers with its reason; whoever gave the points may not.", ObjectSays: "What is wrong", DoObject: "Object",
	SaveSelf: "Keep the self-score", SaveManual: "Keep the points", FirmPublic: "Public until %s. To object, open the line in question and say what is wrong, with evidence.", FirmPublicOver: "The publicity is over; the review group decides.",
	Suggest: "Suggestion: with the lowest grade, plan more expert assistance next year, perhaps four visits or more (a proposal after one place's practice with bad records; no rule of this park was found). Those that are administrative inspections stay under the caps of Chongqing's measures on administrative inspections of enterprises (municipal Order 375), whatever the grade. The park decides; nothing is planned by itself.",
	Events:  "Events", EventsHint: "What no inspection tells and the scheme counts: accidents, commendations, fraud. With a document.", StruckWord: "Struck:", Strike: "Strike this event", NoEvents: "None.", AddEvent: "Enter an event", EventKind: "What it is", EventDay: "Day", EventSays: "What happened", Document: "Document and number", FiguresHead: "Figures", FiguresHint: "Shown, not scored, unless the scheme says so.",
	PictureHead: "All inspections as one picture", PictureHint: "Findings of %d inspections of the year, duplicates joined; one may be in several lists.", PictureLink: "Assessment %d", NoneOf: "None:", PointsTitle: "Points by item", PointsHint: "One item a page, all enterprises below each other; rows that did not change are not recorded again. Each row needs its reason.", PointsOver: "Points cannot be changed now: only while enterprises score themselves and in the draft.", PointsBad: "%d kept; %d not, each with the reason in its row.", PublicUntil: "Public until %s.", OwnDutySelf: "Assessment %d: give yourselves points", OwnDutyPublic: "The draft of assessment %d is public: look it over; objections until %s", Versions: "Sealed versions", Version: "Version", VersionN: "snapshot, version %d", SealedAt: "Sealed", VerifyHint: "A snapshot has scheme, facts and result; parkd assess verify computes it again offline.",
}
