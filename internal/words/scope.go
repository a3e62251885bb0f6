package words

// ScopeWords are the words of the scope questions.
type ScopeWords struct {
	Title               string
	Adds                string // "%d": criteria that a yes adds
	AddsKinds           string // "%d"
	Opens               string // "%d": further questions that a yes opens
	Excludes            string
	DecidesNothing      string
	Left                string // "%d", "%d": questions left, criteria that apply so far
	AllAnswered         string // "%d": criteria that apply
	Walk, PickKinds     string
	BasisLabel          string
	BasisHint           string
	BasisNeeded         string
	Basis               string // "%s"
	Undo, NothingToUndo string
	Undid               string // "%s": what was taken back
	NextOpen            string
	RestNo              string // button: answer no to all that is left
	RestNoAsk           string // "%d"
	Loading             string
}

var scopeZh = ScopeWords{
	Title: "适用性", Adds: "答「是」增加 %d 条", AddsKinds: "按所选种类增加，最多 %d 条", Opens: "并再问 %d 个问题",
	Excludes: "答「是」并有依据文件时，不按本规则判定", DecidesNothing: "只供记录，不增减条款", Left: "还有 %d 问未答 · 目前适用 %d 条", AllAnswered: "已全部回答 · 适用 %d 条",
	Walk: "开始走查", PickKinds: "选种类", BasisLabel: "依据文件（名称和日期）", BasisHint: "如：停产停业通知 2026-11-01", BasisNeeded: "没有依据文件，「是」不起作用", Basis: "依据：%s",
	Undo: "撤回", NothingToUndo: "没有可撤回的", Undid: "已撤回：%s", NextOpen: "下一个未答", RestNo: "其余都否", RestNoAsk: "其余 %d 问都答「否」？再按一次确认", Loading: "正在读取..",
}

var scopeEn = ScopeWords{
	Title: "Scope", Adds: "yes adds %d criteria", AddsKinds: "adds by kind, at most %d criteria", Opens: "and opens %d questions",
	Excludes: "yes with a document: the rule is not applied", DecidesNothing: "for the record; decides no criteria", Left: "%d questions left · %d criteria apply so far", AllAnswered: "all answered · %d criteria apply",
	Walk: "Walk", PickKinds: "kinds", BasisLabel: "Document that proves it (name and date)", BasisHint: "e.g. notice of closure, 2026-11-01", BasisNeeded: "without a document a yes has no effect", Basis: "document: %s",
	Undo: "undo", NothingToUndo: "nothing to take back", Undid: "taken back: %s", NextOpen: "next open", RestNo: "Rest: no", RestNoAsk: "No to the %d left? Press again", Loading: "reading..",
}
