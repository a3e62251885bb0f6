package words

// AnnualWords are the words of the year's facts and of parkd assess. What stands in braces is filled in by Fill.
type AnnualWords struct {
	InTime string // "%s": day that a finding was reported as removed, by its day

	Cmd, Long, FlagScheme, FlagAsOf, FlagEnterprise, FlagJSON, FlagOut string
	Verify, VerifyLong                                                 string
	BadYear, BadDay, OtherYear, NobodyNamed, SeveralNamed              string // errors: {year}, {day}, {scheme}, {name}, {names}
	Head, Firms, Missing, NoFirms, Written, Verified                   string // {year} {scheme} {day}; {count}; {file}
	Ranking                                                            string // {year}
	Rank, Enterprise, Code, Score, Grade, LoweredBy, Lacks             string // columns
	Line, Grades                                                       string // {number} {item} {points} {max}; {grade} {earned}
}

var annualZh = AnnualWords{
	InTime: "%s 已按期报整改",

	Cmd: "计算年度考核", Long: "按方案计算一年的考核：全部企业的名次，或一家企业每个数字的由来。只算不改；已封存的成绩不受影响。\n  parkd assess 2026\n  parkd assess 2026 --enterprise 示例化工 -o 考核表.docx\n  parkd assess 2026 -o 名次.xlsx\n没有用 --scheme 指定方案时，用园区为这一年选定的方案；还没有选定时，用程序自带的草案。这一年已封存、又没有写 --scheme 和 --as-of 时，列出的是封存的结果。",
	FlagScheme: "方案文件，或自带方案的名字（default、90-70）", FlagAsOf: "截止日（年-月-日）；之后发生的不计", FlagEnterprise: "只算一家：编号、统一社会信用代码或名称（可以只写一部分）",
	FlagJSON: "给程序用的 JSON", FlagOut: "写到文件：xlsx、docx、pdf、html、csv、json",
	Verify: "核对一份封存的考核", VerifyLong: "只凭文件本身重新计算：内容有没有改过，方案和事实算出来的是不是封存的成绩。事实是否真实，文件本身说明不了。",
	BadYear: "{year} 不是年份：写成 2026 这样的四位数", BadDay: "{day} 不是日期：写成 2026-12-31 这样", OtherYear: "方案 {scheme} 是 {year} 年的：换用这一年的方案，或改掉方案里的 year",
	NobodyNamed: "登记的企业里没有 {name}：用 parkd enterprise list 查看", SeveralNamed: "{name} 不止一家：{names}。请写全，或写统一社会信用代码",
	Head: "{year} 年度考核 · 方案 {scheme} · 截至 {day}", Firms: "{count} 家企业", Missing: "还有 {count} 家有项目没有评分，成绩是暂算的", NoFirms: "还没有企业", Written: "已写出 {file}",
	Verified: "相符：{name}，{year} 年度第 {version} 次封存（{day}，{by}），得分 {score}，等级 {grade}。\n内容的 SHA-256 是 {hash}，按其中的方案和事实重新计算，结果相同。\n这说明文件没有改过、没有算错；事实是否真实，文件本身说明不了。",
	Ranking:  "{year} 年度安全考核名次",
	Rank:     "名次", Enterprise: "企业", Code: "统一社会信用代码", Score: "得分", Grade: "等级", LoweredBy: "等级降低的原因", Lacks: "未评分项",
	Line: "{number}. {item}：{points} / {max}", Grades: "等级：{grade}（按得分是{earned}）",
}

var annualEn = AnnualWords{
	InTime: "reported in time, %s",

	Cmd: "compute the annual assessment", Long: "Compute a year's assessment by a scheme: every enterprise's rank, or one enterprise's with where each number comes from. Nothing is changed; what is sealed stays.\n  parkd assess 2026\n  parkd assess 2026 --enterprise Example -o sheet.docx\n  parkd assess 2026 -o ranking.xlsx\nWithout --scheme it is the one that the park chose for the year; where none was chosen yet, the draft that comes with the program. Of a sealed year, without --scheme and --as-of, it is what was sealed.",
	FlagScheme: "the scheme's file, or the name of one that comes with the program (default, 90-70)", FlagAsOf: "the day up to which things count, YYYY-MM-DD", FlagEnterprise: "only one: its id, credit code or name, or a part of its name",
	FlagJSON: "JSON, for programs", FlagOut: "write a file: xlsx, docx, pdf, html, csv, json",
	Verify: "verify a sealed assessment", VerifyLong: "Compute it again from the file alone: whether the content was changed, and whether scheme and facts give what was sealed. Whether the facts are true the file cannot say.",
	BadYear: "{year} is no year: write four digits, like 2026", BadDay: "{day} is no day: write it like 2026-12-31", OtherYear: "scheme {scheme} is of {year}: take the one of this year, or change its year",
	NobodyNamed: "there is no {name} on the register: see parkd enterprise list", SeveralNamed: "{name} is more than one: {names}. Write the whole name, or the credit code",
	Head: "Annual assessment {year} · scheme {scheme} · as of {day}", Firms: "{count} enterprises", Missing: "{count} of them lack points for some items: their scores are provisional", NoFirms: "there are no enterprises yet", Written: "written: {file}",
	Verified: "It holds: {name}, {year}, sealing {version} ({day}, {by}), score {score}, grade {grade}.\nThe SHA-256 of its content is {hash}; computed again from the scheme and the facts in it, the result is the same.\nSo the file was not changed and nothing was miscounted; whether the facts are true it cannot say.",
	Ranking:  "Annual safety assessment {year}: ranking",
	Rank:     "Rank", Enterprise: "Enterprise", Code: "Credit code", Score: "Score", Grade: "Grade", LoweredBy: "Grade lowered by", Lacks: "Items without points",
	Line: "{number}. {item}: {points} / {max}", Grades: "Grade: {grade} (by the score {earned})",
}
