package words

import "strings"

// AssessWords are the words of the annual assessment: package park/assess. Its codes are the keys. What stands in braces is filled in by Fill;
// a test there finds codes without words and braces that differ between the languages.
type AssessWords struct {
	Kinds, Levels, Activities, DrillKinds map[string]string
	Rules                                 map[string]string // by a term's rule: what was counted
	Details                               map[string]string // by shape: one of what a term counted, with its days
	Nots                                  map[string]string // why an item does not apply
	Figures                               map[string]string
	Definitions                           map[string]string // by "key.choice"
	Changes                               map[string]string // by what changed
	Picture                               map[string]string // by list
	// how a counted thing makes points
	Narrowed, Each, Scaled, LateBy, Floor, AtMost, Equals, Gives, Share, Reached, NotReached, Nothing, NotYet, And, Sep string
	// result
	LoweredBy, Idle, ScoreSum, ScoreScaled, ScoreBeyond, NoScore, MissingSome, SetBy, SetWas, SelfGave string
	// the sheet
	Title, Number, Enterprise, Code, Former, Since, Until, Year, AsOf, Score, Grade, GradeEarned, GradeCounts, NotLowered string
	Total, Item, Standard, Max, SelfScore, Points, Terms, What, Day, Done, Rule, Lines, Basis, Shown, Name, Value         string
	Repeats, Logs, Voluntary, Signed, Principal, Assessor, Leader, SignedOn, Exact, Carried, Footer, Page, Missing, NoEnd string
}

// Fill puts values in place of names in braces: Fill("{n} of {m}", "n", "2", "m", "3").
func Fill(sentence string, pairs ...string) string {
	all := make([]string, len(pairs))
	for n, p := range pairs {
		if all[n] = p; n%2 == 0 {
			all[n] = "{" + p + "}"
		}
	}
	return strings.NewReplacer(all...).Replace(sentence)
}

var assessZh = AssessWords{
	Kinds:      map[string]string{"manual": "评定", "count": "计数", "rate": "比率", "penalty": "扣分", "bonus": "加分", "veto": "一票否决", "cap": "等级上限"},
	Levels:     map[string]string{"general": "一般", "suspected-major": "疑似重大", "major": "重大"},
	Activities: map[string]string{"study": "① 学习宣传和安全文化", "consultation": "② 6·16 咨询日", "quiz": "③ 网络知识竞赛（自愿）", "notes": "④ 安全笔记（自愿）", "elimination": "⑤ 隐患排查治理和演练", "five-places": "⑥ 五进宣传和自查"},
	DrillKinds: map[string]string{"table-top": "桌面", "practical": "实战", "combined": "综合"},
	Rules: map[string]string{
		"given": "由园区评定", "begins": "从满分起扣", "bound": "超出本项上下限，调整", "nothing-without": "必须报送的材料没有报送，本项不得分",
		"on-time": "到期隐患 {over} 项，按期整改 {count} 项", "rectified": "到期隐患 {over} 项，已销号 {count} 项", "tests-passed": "参加考核 {over} 人，合格 {count} 人",
		"zero-full": "没有可计算的对象，按方案给满分", "zero-visited": "没有可计算的对象，专家年度内到访 {count} 次，按方案给满分",
		"not-in-time": "未按期整改 {count} 项", "not-rectified": "未销号 {count} 项",
		"logged-before": "企业在专家查到之前已自行登记的 {count} 项，不计入", "late-logged": "企业已先自行登记的逾期隐患 {count} 项，不扣分", "open-logged": "企业已先自行登记的未销号隐患 {count} 项，不扣分",
		"extension-late": "延期不起作用的 {count} 项：在期限之后申请或批准", "extension-undecided": "期限内申请了延期、截止日前没有决定的 {count} 项，按原期限",
		"carried": "期限在截止日之后的 {count} 项，结转下年", "no-day": "告知时没有写期限的 {count} 项，不计入", "not-told": "没有告知企业的 {count} 项，不计入",
		"late": "逾期的隐患 {count} 项", "open": "到期未销号的隐患 {count} 项", "repeated": "重复隐患 {count} 项", "similar": "类似隐患 {count} 项",
		"self-found": "自查发现隐患 {count} 项", "self-fixed": "自查发现并报整改的隐患 {count} 项", "self-closed": "自查发现并销号的隐患 {count} 项",
		"self-check-month": "有自查的月份 {count} 个", "drill": "演练 {count} 次", "drill-half-year": "有演练的半年 {count} 个", "drill-evaluated": "有评估的演练 {count} 次",
		"training": "培训 {count} 场", "training-passed": "合格率达标的培训 {count} 场", "report": "经核实的内部报告 {count} 件", "report-paid": "已兑现奖励的内部报告 {count} 件",
		"event": "登记的事件 {count} 件", "without-evidence": "没有证明材料的 {count} 项，不计",
		"month-plan": "活动方案报送 {count} 份", "month-summary": "活动总结报送 {count} 份", "month-activity": "开展的活动 {count} 项", "month-own": "自主活动 {count} 项",
		"experts-differ": "专家现场查看认为没有做到的 {count} 项，请评定人核实",
	},
	Details: map[string]string{
		"finding": "{what}：期限 {day}，完成 {done}", "again": "{what}：{day} 发现；{with} 于 {done} 销号", "own": "{what}：{day} 发现，完成 {done}",
		"entry": "{what}：{day}", "paper": "应于 {day} 前报送，实际 {done}",
	},
	Nots: map[string]string{
		"nothing-to-rate": "没有可计算的对象，本项不适用，总分按其余项目折算", "not-here": "报送之日企业不在园区，本项不适用", "not-due": "还没有到报送之日，本项暂不计",
	},
	Figures: map[string]string{
		"on-time-rate": "按期整改率（%）", "rectified-rate": "整改率（%）", "found": "专家查出隐患", "major": "其中重大、疑似重大", "repeated": "重复隐患", "similar": "类似隐患",
		"self-found": "自查发现隐患", "self-closed": "自查发现并销号", "visits": "专家到访次数", "self-checks": "自查次数", "drills": "演练次数", "trained": "培训人次", "reports": "核实的内部报告",
	},
	Definitions: map[string]string{
		"denominator.due":      "分母是截止日前已告知企业、并且期限（含起作用的延期；告知时已过的，按告知之日）在考核期内的专家查出隐患；期限在截止日之后的结转下年。",
		"denominator.notified": "分母是考核期内告知企业的专家查出隐患，不论期限到没到。",
		"on_time.reported":     "企业报整改的日期不晚于期限为按期；复查不通过的那次不算。现场立即整改的，发现当日为完成。",
		"on_time.closed":       "销号的日期不晚于期限为按期。",
		"extension.asked":      "期限当日及之前申请、截止日前批准的延期起作用；之后申请的不起作用。",
		"extension.decided":    "期限当日及之前批准的延期起作用。",
		"extension.never":      "延期不改变考核用的期限。",
		"rest_day.stands":      "期限遇休息日不顺延。", "rest_day.next-working-day": "期限遇休息日，顺延到之后第一个工作日。",
		"late_days.days": "迟交按自然日计。", "late_days.working-days": "迟交按工作日计。",
		"logged.neutral": "专家查出之前企业已在同一部位按同一条款自行登记、当时没有销号的，不对企业不利。", "logged.counts": "专家查出的，不论企业是否先登记，都计入。",
		"zero.not-applicable": "分母为零的比率不适用，总分按其余项目折算。", "zero.full": "分母为零的比率给满分。", "zero.visited": "分母为零的比率，年度内专家到访过的给满分，否则不适用。",
		"pro_rata.months": "年度内新入园、关停的，计数项目乘以 12 ÷ 在园月数（不满一个月按一个月）。", "pro_rata.never": "计数项目不按在园月数折算。",
		"repeat_months": "销号之后 {count} 个月内，同一企业同一条款在同一部位再次查出为重复，在其他部位查出为类似；没有对应日的，到月末为止。",
	},
	Changes: map[string]string{
		"scheme": "方案不同：{before} → {after}", "score": "得分 {before} → {after}", "grade": "等级 {before} → {after}", "line": "{item}：{before} → {after}",
		"terms": "{item}：得分相同，依据不同", "added": "{item}：新增的项目（{after}）", "gone": "{item}：不再考核（原 {before}）",
	},
	Picture: map[string]string{
		"new": "新查出", "repeated": "重复", "similar": "类似", "fixed": "已销号", "reopened": "复查不通过", "not-rechecked": "报了整改、没有销号", "open": "没有报整改",
		"carried-over": "结转下年", "before": "上年带来", "own": "自查发现", "logged": "企业先登记、专家又查到",
	},
	Narrowed: "（{kinds}）", Each: " × {each} 分", Scaled: " × 12 ÷ {months}（在园 {months} 个月）", LateBy: " − 迟 {late} 天 × {per_day} 分", Floor: "，不低于 0", AtMost: "，最多 {most} 分", Equals: " = {points} 分", Gives: "：{points} 分",
	Share: "：{most} 分 × {count} ÷ {over} = {points} 分", Reached: "，达到 {least} 项：触发", NotReached: "，未达到 {least} 项：不触发", Nothing: "没有可计算的对象", NotYet: "尚未", And: "、", Sep: "；",
	LoweredBy: "因“{item}”（{why}），等级降为{grade}；得分不变。", Idle: "触发“{item}”（{why}）：等级不高于{grade}，按得分本来就不高于它。", ScoreSum: "{got} 分", ScoreScaled: "{got} 分 × {full} ÷ {of} = {scaled} 分", ScoreBeyond: "，加减分 {beyond} 分，得分 {score} 分",
	NoScore: "没有适用的项目，没有得分和等级。", MissingSome: "还有 {count} 项没有评定，得分不是最终结果。",
	SetBy: "{day} {by} 评定 {points} 分：{reason}", SetWas: "原计 {points} 分", SelfGave: "企业自评 {points} 分：{reason}",
	Title: "企业年度安全考核表", Number: "方案 {scheme}", Enterprise: "企业名称", Code: "统一社会信用代码", Former: "曾用名称、代码", Since: "入园日期", Until: "关停、迁出日期",
	Year: "考核年度", AsOf: "计算截止日", Score: "得分", Grade: "等级", GradeEarned: "按得分的等级", GradeCounts: "考核等级", NotLowered: "没有触发等级上限和一票否决。",
	Total: "总分", Item: "项目", Standard: "标准", Max: "分值", SelfScore: "自评", Points: "得分", Terms: "依据", What: "对象", Day: "期限或日期", Done: "完成", Rule: "规则",
	Lines: "各项得分", Basis: "得分依据", Shown: "参考数据（不计分）", Name: "名称", Value: "数值",
	Repeats: "口径", Logs: "登录、录入次数和使用时间不计分。", Voluntary: "自愿活动不排名，最多加分。", Signed: "签字", Principal: "企业主要负责人", Assessor: "考核人员", Leader: "审核组组长", SignedOn: "日期",
	Exact: "{score} 分（精确到两位小数为 {exact} 分，等级按精确值）", Carried: "结转下年的隐患", Footer: "{enterprise} · {year} 年度考核", Page: "第 %d 页 共 %d 页", Missing: "未评定", NoEnd: "无",
}

var assessEn = AssessWords{
	Kinds:      map[string]string{"manual": "judged", "count": "count", "rate": "rate", "penalty": "penalty", "bonus": "bonus", "veto": "veto", "cap": "cap on the grade"},
	Levels:     map[string]string{"general": "general", "suspected-major": "suspected major", "major": "major"},
	Activities: map[string]string{"study": "1 study and safety culture", "consultation": "2 consultation day, 16 June", "quiz": "3 online quiz (voluntary)", "notes": "4 safety notes (voluntary)", "elimination": "5 hazard search, elimination, drills", "five-places": "6 five-places publicity and self-checks"},
	DrillKinds: map[string]string{"table-top": "table-top", "practical": "practical", "combined": "combined"},
	Rules: map[string]string{
		"given": "Judged by the park", "begins": "Begins with all of it", "bound": "Beyond what the item may give or take, adjusted", "nothing-without": "What had to be handed in was not: the line is nothing",
		"on-time": "Findings due: {over}, rectified in time: {count}", "rectified": "Findings due: {over}, closed: {count}", "tests-passed": "People tested: {over}, passed: {count}",
		"zero-full": "Nothing to rate; full marks by the scheme", "zero-visited": "Nothing to rate; visits by experts in the year: {count}; full marks by the scheme",
		"not-in-time": "Not rectified in time: {count}", "not-rectified": "Not closed: {count}",
		"logged-before": "Entered by the enterprise itself before the experts found them, left out: {count}", "late-logged": "Late, and entered by the enterprise itself before, nothing off: {count}", "open-logged": "Not closed, and entered by the enterprise itself before, nothing off: {count}",
		"extension-late": "Extension moves nothing, asked for or granted after the day: {count}", "extension-undecided": "Extension asked for in time and not decided by the cut-off, the day stands: {count}",
		"carried": "Due after the cut-off, carried over to the next year: {count}", "no-day": "Told without a day, left out: {count}", "not-told": "The enterprise was not told, left out: {count}",
		"late": "Late findings: {count}", "open": "Findings due and not closed: {count}", "repeated": "Repeated findings: {count}", "similar": "Similar findings: {count}",
		"self-found": "Hazards found by itself: {count}", "self-fixed": "Hazards found by itself and reported fixed: {count}", "self-closed": "Hazards found by itself and closed: {count}",
		"self-check-month": "Months with a self-check: {count}", "drill": "Drills: {count}", "drill-half-year": "Half-years with a drill: {count}", "drill-evaluated": "Drills with an evaluation: {count}",
		"training": "Trainings: {count}", "training-passed": "Trainings that enough people passed: {count}", "report": "Verified internal reports: {count}", "report-paid": "Internal reports with the reward paid: {count}",
		"event": "Events on record: {count}", "without-evidence": "Without evidence, not counted: {count}",
		"month-plan": "Plan of the month handed in: {count}", "month-summary": "Summary of the month handed in: {count}", "month-activity": "Activities held: {count}", "month-own": "Activities of its own: {count}",
		"experts-differ": "Not found done by experts on the spot, to be looked into by who judges: {count}",
	},
	Details: map[string]string{
		"finding": "{what}: due {day}, done {done}", "again": "{what}: found {day}; {with} was closed {done}", "own": "{what}: found {day}, done {done}",
		"entry": "{what}: {day}", "paper": "due {day}, handed in {done}",
	},
	Nots: map[string]string{
		"nothing-to-rate": "Nothing to rate: the item does not apply, and the total is made up for by the others", "not-here": "The enterprise was not here on the day it was due: the item does not apply", "not-due": "Not due yet: not counted for now",
	},
	Figures: map[string]string{
		"on-time-rate": "Rectified in time (%)", "rectified-rate": "Closed (%)", "found": "Found by experts", "major": "major or suspected of them", "repeated": "Repeated", "similar": "Similar",
		"self-found": "Found by itself", "self-closed": "Found by itself and closed", "visits": "Visits by experts", "self-checks": "Self-checks", "drills": "Drills", "trained": "People trained", "reports": "Verified internal reports",
	},
	Definitions: map[string]string{
		"denominator.due":      "Rates are of what experts found, the enterprise was told by the cut-off, and whose day (with extensions that count; the day it was told where the day had passed then) lies in the period; later days are carried over.",
		"denominator.notified": "Rates are of what experts found and the enterprise was told within the period, whether its day has come or not.",
		"on_time.reported":     "In time is what the enterprise reported by the day; a report that a re-check voided does not count. What was fixed on the spot was done on that day.",
		"on_time.closed":       "In time is what was closed by the day.",
		"extension.asked":      "An extension counts when it was asked for by the day and granted by the cut-off; asked for later it does not.",
		"extension.decided":    "An extension counts when it was granted by the day.",
		"extension.never":      "Extensions do not move the day for the assessment.",
		"rest_day.stands":      "A day that is a rest day stands.", "rest_day.next-working-day": "A day that is a rest day moves to the first working day after it.",
		"late_days.days": "Late days are calendar days.", "late_days.working-days": "Late days are working days.",
		"logged.neutral": "What the enterprise had entered itself before, by the same clause at the same place, and had not closed then, is not held against it.", "logged.counts": "What experts find counts, whether the enterprise had entered it before or not.",
		"zero.not-applicable": "A rate of nothing does not apply; the total is made up for by the other items.", "zero.full": "A rate of nothing gives full marks.", "zero.visited": "A rate of nothing gives full marks where experts came within the year; else it does not apply.",
		"pro_rata.months": "For those that came or went within the year, counts are multiplied by 12 ÷ months here, each month begun counted whole.", "pro_rata.never": "Counts are not scaled by months.",
		"repeat_months": "Repeated is the same clause at the same place of one enterprise within {count} months after closure; similar is the same clause at another place; where a month has no such day, its last.",
	},
	Changes: map[string]string{
		"scheme": "Another scheme: {before} → {after}", "score": "Score {before} → {after}", "grade": "Grade {before} → {after}", "line": "{item}: {before} → {after}",
		"terms": "{item}: the same points, of other things", "added": "{item}: new ({after})", "gone": "{item}: no longer assessed (was {before})",
	},
	Picture: map[string]string{
		"new": "New", "repeated": "Repeated", "similar": "Similar", "fixed": "Closed", "reopened": "Re-check failed", "not-rechecked": "Reported, not closed", "open": "Not reported",
		"carried-over": "Carried over", "before": "From before", "own": "Found by itself", "logged": "Entered by the enterprise before the experts",
	},
	Narrowed: " ({kinds})", Each: " × {each}", Scaled: " × 12 ÷ {months} (here for {months} months)", LateBy: " − {late} days late × {per_day}", Floor: ", not below 0", AtMost: ", at most {most}", Equals: " = {points}", Gives: ": {points}",
	Share: ": {most} × {count} ÷ {over} = {points}", Reached: ", {least} reached: met", NotReached: ", {least} not reached: not met", Nothing: "Nothing to rate", NotYet: "not yet", And: ", ", Sep: "; ",
	LoweredBy: "By “{item}” ({why}) the grade is lowered to {grade}; the score stands.", Idle: "“{item}” is met ({why}): no grade above {grade}, which the score alone does not give.", ScoreSum: "{got}", ScoreScaled: "{got} × {full} ÷ {of} = {scaled}", ScoreBeyond: ", bonuses and penalties {beyond}, score {score}",
	NoScore: "No item applies: there is no score and no grade.", MissingSome: "{count} items are not judged yet: the score is not final.",
	SetBy: "{day} {by} gave {points}: {reason}", SetWas: "counted {points}", SelfGave: "The enterprise gives itself {points}: {reason}",
	Title: "Annual safety assessment", Number: "Scheme {scheme}", Enterprise: "Enterprise", Code: "Credit code", Former: "Former names and codes", Since: "In the park since", Until: "Closed or left",
	Year: "Year", AsOf: "Computed as of", Score: "Score", Grade: "Grade", GradeEarned: "Grade by the score", GradeCounts: "Grade that counts", NotLowered: "No cap and no veto is met.",
	Total: "Total", Item: "Item", Standard: "Standard", Max: "Weight", SelfScore: "Self", Points: "Points", Terms: "Made of", What: "Of", Day: "Due or day", Done: "Done", Rule: "Rule",
	Lines: "Points by item", Basis: "What the points are made of", Shown: "Figures beside the score", Name: "Name", Value: "Value",
	Repeats: "Definitions", Logs: "Log-ins, numbers of entries and time spent are not scored.", Voluntary: "Nobody is ranked by voluntary activities; they are a bonus at the most.", Signed: "Signatures", Principal: "Principal of the enterprise", Assessor: "Assessor", Leader: "Leader of the review group", SignedOn: "Date",
	Exact: "{score} (exactly {exact}, by which the grade goes)", Carried: "Carried over to the next year", Footer: "{enterprise} · assessment {year}", Page: "page %d of %d", Missing: "not judged", NoEnd: "none",
}
