package words

// DemoWords are of the made-up park.
type DemoWords struct {
	Short, Long, Name, Mark          string
	FlagEnterprises, FlagInspections string
	FlagSeed, FlagNoPhotos           string
	Made                             string // enterprises, devices, inspections, findings, photos, operations
	Ledgers                          string // versions
	Months                           string // from, to
	NotEmpty                         string // folder
	ColKind, ColNumber               string
}

var demoZh = DemoWords{
	Short: "在空的数据目录里编一个示例园区", Long: "编一个示例园区，供试用、截图和压力测试：企业、专家平板、十八个月的检查和每项隐患的经过，都是虚构的。\n同样的种子、同一天编出同样的内容。只写空的数据目录；已有记录的不动。",
	Name: "示例园区", Mark: "示例园管", FlagEnterprises: "企业数", FlagInspections: "检查次数（默认每家 5 次）", FlagSeed: "种子", FlagNoPhotos: "不画照片",
	Made: "已编好：企业 %d 家，平板 %d 台，检查 %d 次，隐患 %d 项，照片 %d 张，记录 %d 条", Ledgers: "台账和安全生产月：%d 条", Months: "从 %s 到 %s", ColKind: "记录", ColNumber: "条数",
	NotEmpty: "%s 里已有记录：示例园区只能建在空的数据目录里，请用 --home 另指一个",
}

var demoEn = DemoWords{
	Short: "make up a park in an empty data folder", Long: "Make up a park, to try, for pictures and for load tests: enterprises, experts' tablets, eighteen months of inspections and what became of every finding. Nobody in it exists.\nThe same seed on the same day makes the same. It writes to an empty data folder only.",
	Name: "示例园区", Mark: "示例园管", FlagEnterprises: "number of enterprises", FlagInspections: "number of inspections (default: five for each enterprise)", FlagSeed: "seed", FlagNoPhotos: "draw no photos",
	Made: "made up: %d enterprises, %d tablets, %d inspections, %d findings, %d photos, %d records", Ledgers: "ledgers and Safety Months: %d entries", Months: "from %s to %s", ColKind: "record", ColNumber: "number",
	NotEmpty: "%s has records already: a made-up park needs an empty data folder; name another with --home",
}
