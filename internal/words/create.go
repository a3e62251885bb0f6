package words

// CreateWords are the words of the form of a new inspection.
type CreateWords struct {
	Title, Loading                             string
	NewEnterprise                              string
	Visits                                     string // "%d": this year
	LastVisit                                  string // "%s": date
	EnterpriseHead, KindHead, PeopleHead       string
	Name, Code, Address, Contact, Phone        string
	CodeHint, Optional                         string
	Known                                      string // "%s": the code belongs to a known enterprise
	CodeLength                                 string // "%d"
	CodeAlphabet                               string // "%s"
	CodeCheck                                  string // "%s"
	VisitTitle, VisitHint, SectorsTitle        string
	SectorsNeeded, NoSectors                   string
	Experts, ExpertsHint, Cards, CardsHint     string
	CardsNeeded, Accompanied, Date, DateBad    string
	Missing, Create, Next, Previous, DateNoLaw string
}

var createZh = CreateWords{
	Title: "新建检查", Loading: "正在读取..", NewEnterprise: "＋ 新企业", Visits: "今年已检查 %d 次", LastVisit: "上次 %s",
	EnterpriseHead: "1/3 企业", KindHead: "2/3 检查类型和行业", PeopleHead: "3/3 人员和日期",
	Name: "企业名称", Code: "统一社会信用代码（18 位）", Address: "地址", Contact: "联系人", Phone: "电话", CodeHint: "可以先空着", Optional: "可不填",
	Known: "这个代码已是「%s」，将沿用它", CodeLength: "现在 %d 位，应为 18 位", CodeAlphabet: "字符 %s 不会出现在代码里", CodeCheck: "校验位应为 %s：有一位输错了",
	VisitTitle: "检查类型", VisitHint: "专家上门一般是技术帮扶；行政检查须有两名执法人员的证号", SectorsTitle: "行业（可多选）", SectorsNeeded: "至少选一个行业", NoSectors: "标准库里没有行业",
	Experts: "专家（多人用、分开）", ExpertsHint: "如：专家甲、专家乙", Cards: "执法证号（两个，用、分开）", CardsHint: "行政检查必填", CardsNeeded: "要两个不同的证号；没有就改选技术帮扶",
	Accompanied: "企业陪同人员", Date: "检查日期", DateBad: "写成 2026-11-23 这样", Missing: "必填", Create: "开始", Next: "下一步", Previous: "上一步",
	DateNoLaw: "%s：当日没有现行标准",
}

var createEn = CreateWords{
	Title: "New inspection", Loading: "reading...", NewEnterprise: "+ new enterprise", Visits: "%d visits this year", LastVisit: "last %s",
	EnterpriseHead: "1/3 Enterprise", KindHead: "2/3 Visit and sectors", PeopleHead: "3/3 People and date",
	Name: "Name", Code: "Credit code (18 characters)", Address: "Address", Contact: "Contact", Phone: "Phone", CodeHint: "may be left empty", Optional: "optional",
	Known: "this code is known as %s, which will be used", CodeLength: "%d characters, 18 wanted", CodeAlphabet: "%s is never part of a code", CodeCheck: "the last should be %s: something is mistyped",
	VisitTitle: "Kind of visit", VisitHint: "experts usually assist; an official inspection needs two officers' card numbers", SectorsTitle: "Sectors (any number)", SectorsNeeded: "choose at least one sector", NoSectors: "the library has no sectors",
	Experts: "Experts (several: with 、)", ExpertsHint: "e.g. Expert A、Expert B", Cards: "Officers' card numbers (two, with 、)", CardsHint: "for official inspections", CardsNeeded: "two different numbers; else choose assistance",
	Accompanied: "Accompanied by", Date: "Day of the inspection", DateBad: "write it like 2026-11-23", Missing: "required", Create: "Start", Next: "Next", Previous: "Back",
	DateNoLaw: "%s: no criteria in force that day",
}
