package words

// WidgetWords are the words of the parts that every screen is made of.
type WidgetWords struct {
	PageUp, PageDown string // buttons
	Position         string // "%d/%d": row, rows
	Empty            string // a list without rows
	Filter           string // label of the filter line
	NoMatch          string
	Chosen           string // "%d": how many
	Done, Cancel     string // buttons of a menu
	MaxText          string // "%d": characters
	MenuOne          string // what to do in a menu of one
	MenuMany         string
	Next, Previous   string // fields of a form
	Up, Down, Toggle string
	Pick             string // a row by its number
	Submit           string
}

var widgetZh = WidgetWords{
	PageUp: "上一页", PageDown: "下一页", Position: "%d/%d",
	Empty:  "（空）",
	Filter: "筛选（拼音首字母）", NoMatch: "没有匹配的，按退格键删短",
	Chosen: "已选 %d 项", Done: "确定", Cancel: "取消",
	MaxText: "最多 %d 字",
	MenuOne: "数字键或点一下选定", MenuMany: "数字键或点一下勾选，回车确定",
	Next: "下一项", Previous: "上一项", Up: "上移", Down: "下移", Toggle: "勾选",
	Pick: "选一行", Submit: "确定",
}

var widgetEn = WidgetWords{
	PageUp: "page up", PageDown: "page down", Position: "%d/%d",
	Empty:  "(empty)",
	Filter: "Filter (pinyin initials)", NoMatch: "nothing matches: backspace",
	Chosen: "%d chosen", Done: "Done", Cancel: "Cancel",
	MaxText: "at most %d characters",
	MenuOne: "digit or tap chooses", MenuMany: "digit or tap toggles, enter is done",
	Next: "next", Previous: "previous", Up: "up", Down: "down", Toggle: "toggle",
	Pick: "pick a row", Submit: "done",
}
