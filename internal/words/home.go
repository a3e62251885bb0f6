package words

// HomeWords are the words of the list of inspections.
type HomeWords struct {
	Title                         string
	Opening                       string
	New, Resume, Findings, Close  string // what the keys do, and the buttons
	Park                          string
	Filter, FilterOff, Pick       string
	Up, Down, Page                string
	Empty                         string // what to do first
	EmptyHint                     string
	NoMatch                       string // "%s": filter
	Progress                      string // "%d/%d": answered, all
	NoProgress                    string
	FindingCount                  string // "%d"
	MajorCount                    string // "%d"
	Open, Sealed                  string // state
	Late                          string // "%d": entries after the seal
	Newer                         string // "%d": operations from a newer version
	NothingChosen, NotOpen, NoNew string // why a key cannot now
}

var homeZh = HomeWords{
	Title: "检查", Opening: "正在打开数据..",
	New: "新建", Resume: "继续", Findings: "隐患清单", Close: "结束",
	Park: "园区", Filter: "筛选", FilterOff: "去掉筛选", Pick: "选第几行",
	Up: "上移", Down: "下移", Page: "翻页",
	Empty: "还没有检查", EmptyHint: "按 n 或点「新建」：选企业、选行业，先答适用性，再按路线走查。",
	NoMatch: "没有与「%s」匹配的检查（拼音首字母也可以）", Progress: "%d/%d", NoProgress: "进度未知",
	FindingCount: "隐患 %d", MajorCount: "疑似重大 %d",
	Open: "进行中", Sealed: "已封存", Late: "封存后 %d 条", Newer: "新版本 %d 条",
	NothingChosen: "没有选中的检查", NotOpen: "数据还没打开", NoNew: "判定标准库没能存下，先腾出空间",
}

var homeEn = HomeWords{
	Title: "Inspections", Opening: "opening the data..",
	New: "New", Resume: "Resume", Findings: "Findings", Close: "Close",
	Park: "Park", Filter: "filter", FilterOff: "no filter", Pick: "pick a row",
	Up: "up", Down: "down", Page: "page",
	Empty: "No inspections yet", EmptyHint: "Press n or tap New: choose the enterprise and the sectors, answer the scope questions, then walk.",
	NoMatch: "nothing matches \"%s\" (pinyin initials work too)", Progress: "%d/%d", NoProgress: "progress unknown",
	FindingCount: "findings %d", MajorCount: "suspected major %d",
	Open: "open", Sealed: "sealed", Late: "%d after the seal", Newer: "%d from a newer version",
	NothingChosen: "no inspection is chosen", NotOpen: "the data is not open yet", NoNew: "the criteria could not be kept: free some room first",
}
