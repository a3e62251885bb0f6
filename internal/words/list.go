package words

// ListWords are the words of the findings list.
type ListWords struct {
	Title, Loading, Empty, EmptyHint string
	Edit, Add, Export, Close, Walk   string
	Count                            string // "%d", "%d": findings, suspected major
	Photos                           string // "%d"
	NoPhotos                         string
	Sealed                           string
	Exported                         string // "%s": files
	NoExport                         string
	Nothing                          string
}

var listZh = ListWords{
	Title: "隐患清单", Loading: "正在读取..", Empty: "还没有隐患", EmptyHint: "走查时按 2（不符合）会记录隐患；清单外的隐患按 n 添加。",
	Edit: "打开", Add: "清单外添加", Export: "出件", Close: "结束检查", Walk: "走查", Count: "共 %d 项 · 疑似重大 %d 项", Photos: "照片 %d", NoPhotos: "无照片",
	Sealed: "已封存：改动会作为封存后的新记录", Exported: "已写出：%s", NoExport: "这里不能出件", Nothing: "没有选中的隐患",
}

var listEn = ListWords{
	Title: "Findings list", Loading: "reading...", Empty: "No findings yet", EmptyHint: "On the walk, 2 (fail) records one; n adds one outside the lists.",
	Edit: "Open", Add: "Add other", Export: "Export", Close: "Close", Walk: "Walk", Count: "%d findings · %d suspected major", Photos: "photos %d", NoPhotos: "no photo",
	Sealed: "sealed: changes are entries after the seal", Exported: "written: %s", NoExport: "no export here", Nothing: "no finding is chosen",
}
