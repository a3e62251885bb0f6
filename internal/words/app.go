package words

// AppWords are the words of the router: header, footer, error bar, help.
type AppWords struct {
	Name         string // in the header
	Saved        string // "%s": hh:mm:ss
	NotSaved     string // in the header after an operation was refused
	Help         string
	HelpTitle    string
	HelpClose    string
	Unavailable  string // "%s": why a key cannot now
	Back, Quit   string
	Dismiss      string
	DismissLong  string
	TooSmall     string
	TooSmallHint string // "%d × %d": columns, rows needed
	Error        string // before an error's own words
	OpenFailed   string // "%s": error
	OpenHint     string
	NoScreen     string // "%s": kind
	ThisPage     string // help: keys of the page
	Everywhere   string // help: keys of every page
	Touch        string // help: how to touch
	Notice       string // before what the store told
	NoticeMore   string // the same; "%d": how many wait behind it
	LockTitle    string
	LockPrompt   string
	LockBusy     string
	LockDelete   string
	LockOpen     string
	LockFooter   string
	LockNow      string
}

var appZh = AppWords{
	Name: "排查", Saved: "已存 %s", NotSaved: "未存",
	Help: "帮助", HelpTitle: "按键", HelpClose: "任意键或点一下关闭", Unavailable: "（现在不行：%s）",
	Back: "返回", Quit: "退出", Dismiss: "知道了", DismissLong: "关掉错误提示",
	TooSmall: "窗口太小", TooSmallHint: "请放大到 %d 列 %d 行以上",
	Error: "出错", OpenFailed: "数据打不开：%s", OpenHint: "数据仍在盘上，没有改动。请退出（q），按提示处理后再开；存储卡松了就插好。",
	NoScreen: "这个版本没有页面 %s", ThisPage: "本页", Everywhere: "各页通用",
	Touch:  "触屏：点一下等于按键；手指上下滑等于滚轮。",
	Notice: "提示", NoticeMore: "提示（后面还有 %d 条）",
	LockTitle: "已锁", LockPrompt: "输入 PIN 或口令。忘了就输恢复码。", LockBusy: "正在开锁…", LockDelete: "删除", LockOpen: "开锁",
	LockFooter: "回车 开锁  esc 清空  ctrl+c 退出", LockNow: "锁屏",
}

var appEn = AppWords{
	Name: "paicha", Saved: "saved %s", NotSaved: "NOT saved",
	Help: "help", HelpTitle: "Keys", HelpClose: "any key or tap closes", Unavailable: "(not now: %s)",
	Back: "back", Quit: "quit", Dismiss: "OK", DismissLong: "dismiss the error",
	TooSmall: "Window too small", TooSmallHint: "needs %d columns and %d rows",
	Error: "Error", OpenFailed: "The data cannot be opened: %s", OpenHint: "The data is still on disk, unchanged. Quit (q), do what the message says, and start again; if it is on a storage card, put the card back.",
	NoScreen: "this version has no page %s", ThisPage: "This page", Everywhere: "Every page",
	Touch:  "Touch: a tap is a key; a finger up or down is the wheel.",
	Notice: "Note", NoticeMore: "Note (%d more)",
	LockTitle: "locked", LockPrompt: "Enter the PIN or passphrase. Forgotten: the recovery code.", LockBusy: "opening…", LockDelete: "delete", LockOpen: "open",
	LockFooter: "enter open  esc clear  ctrl+c quit", LockNow: "lock the screen",
}
