package words

// SealedWords are the words of what was sealed beside what has come since, and of decisions over points that are missing.
type SealedWords struct {
	Version, NotSealed, NowWould, NowSame, KeptWas string // badges: %d version; score and grade
	SealedTile, NotSealedTile                      string
	Shows, TakenBack, YearNotSealed, Offer         string
	Stay, StayWhy, StayHint, StaysBecause          string // %d enterprises; the reason
	FirmKept                                       string // to an enterprise, while the year was taken back
	CmdSealed, CmdMoved, CmdNot                    string // {count}
	CmdVersion, CmdMovedOne                        string // {version} {hash} {day} {by}; {score} {grade}
	ColumnVersion, ColumnMoved, Yearly             string
}

var sealedZh = SealedWords{
	Version: "第 %d 版", NotSealed: "未封存", NowWould: "封存后有变化，按现在算：%s %s", NowSame: "封存后依据有变化，得分和等级不变", KeptWas: "封存的第 %d 版：%s %s",
	SealedTile: "家已封存", NotSealedTile: "家未封存",
	Shows:     "排名、等级、统计图和导出都是封存的结果；封存以后的变化在各家旁边另外标出，再封存一版才计入。",
	TakenBack: "已退回更正：下面是更正中的数。以前封存的版本都保留，重新封存之前，和别的年度比较仍按封存的。", YearNotSealed: "本年度已封存，但这家企业没有封存的版本：下面是现在算出的结果，再封存一次才算数。", Offer: "去封存新的一版",
	Stay: "没有评分的项目照此审定，不再补评", StayWhy: "为什么不评", StayHint: "还有 %d 家企业有手工项目没有评分。要补评，先退回初评；确实不评的，勾选并写明理由，理由写进审定记录、考核表和快照。", StaysBecause: "有项目没有评分，审核组照此审定，理由：%s",
	FirmKept:  "园区正在更正。以前封存的版本在下面，重新公示后可以看到更正的结果。",
	CmdSealed: "这一年已封存：{count} 家是封存的结果（用 --as-of 或 --scheme 重新计算）", CmdMoved: "{count} 家封存后有变化或还没有封存，列出的仍是上面说的", CmdNot: "{count} 家没有封存，是现在算出的",
	CmdVersion: "封存的第 {version} 版（{day}，{by}），快照 SHA-256 {hash}", CmdMovedOne: "封存后有变化，按现在算：{score} {grade}",
	ColumnVersion: "封存版本", ColumnMoved: "封存后有变化", Yearly: "%d（未封存）",
}

var sealedEn = SealedWords{
	Version: "version %d", NotSealed: "not sealed", NowWould: "changed since sealed; computed now: %s %s", NowSame: "changed since sealed, with the same score and grade", KeptWas: "sealed, version %d: %s %s",
	SealedTile: "sealed", NotSealedTile: "not sealed",
	Shows:     "Ranking, grades, charts and files are what was sealed. What came since is said beside each enterprise, and counts once a further version is sealed.",
	TakenBack: "Taken back to be put right: these are the numbers of the draft. Every sealed version stays; until it is sealed again, other years are compared with what was sealed.", YearNotSealed: "The year is sealed, and this enterprise has no sealed version: this is what is computed now. It counts once it is sealed.", Offer: "Seal a further version",
	Stay: "Decide so, though items have no points", StayWhy: "Why they stay without points", StayHint: "%d enterprises lack points for what people judge. To give them, take the year back to the draft. Where they are to stay away, tick this and say why: it is kept with the decision and stands on the paper and in the snapshot.", StaysBecause: "Items have no points; the review group decided so, because: %s",
	FirmKept:  "The park is putting something right. What was sealed before is below; you see the new numbers once they are public.",
	CmdSealed: "the year is sealed: {count} enterprises as they were sealed (--as-of or --scheme compute them anew)", CmdMoved: "{count} have changed since, or are not sealed yet; what is listed stays as said", CmdNot: "{count} are not sealed: computed now",
	CmdVersion: "Sealed, version {version} ({day}, {by}), snapshot SHA-256 {hash}", CmdMovedOne: "Changed since it was sealed; computed now: {score} {grade}",
	ColumnVersion: "Sealed version", ColumnMoved: "changed since", Yearly: "%d (not sealed)",
}
