package words

// FindingWords are the words of the editor of one finding.
type FindingWords struct {
	Title, NewTitle, Loading                                    string
	Save, Fixed, NotFixed, Withdraw, More                       string
	PlaceAsk, DescriptionAsk, MeasureAsk, DeadlineAsk, PhotoAsk string
	LevelAsk, BasisAsk, ImmediateAsk                            string
	Photos                                                      string // "%d"
	NoPhotoYet, NoPhoto                                         string // NoPhoto "%s"
	AddPath, Newest, NoPhotoBecause                             string // Newest "%s %s": name, size
	NoPhotoReasons                                              []string
	DeadlineBad, Missing, Today                                 string
	InDays                                                      string // "%d %s": days, date
	WithdrawReason, WithdrawSecond                              string
	Withdrawn                                                   string // "%s"
	Saved, NoFolder, Outside, AfterSeal                         string
	Copying                                                     string
	Photo                                                       string
	FixedShort, StartOver, Resumed, Gone, IsWithdrawn           string
	StillWriting, DropPhoto                                     string // "%s": file
}

var findingZh = FindingWords{
	Title: "隐患", NewTitle: "新隐患", Loading: "正在读取..", Save: "保存", Fixed: "已当场整改", NotFixed: "未当场整改", Withdraw: "撤销", More: "依据、立即措施",
	PlaceAsk: "部位", DescriptionAsk: "问题描述", MeasureAsk: "整改措施", DeadlineAsk: "整改期限", PhotoAsk: "照片", LevelAsk: "级别", BasisAsk: "依据", ImmediateAsk: "立即措施",
	Photos: "%d 张", NoPhotoYet: "还没有照片，也没写原因", NoPhoto: "无照片：%s", AddPath: "输入或粘贴照片路径", Newest: "%s　%s", NoPhotoBecause: "无照片：%s",
	NoPhotoReasons: []string{"防爆区", "涉密", "企业不同意", "光线不足", "资料类问题"},
	DeadlineBad:    "写成 2026-12-08，不早于检查日期", Missing: "必填", Today: "今天 %s", InDays: "%d 天内 %s",
	WithdrawReason: "撤销的原因", WithdrawSecond: "第二位专家姓名", Withdrawn: "已撤销：%s", Saved: "已存", NoFolder: "没有设照片目录（--photos）", Outside: "清单外", AfterSeal: "清单已封存：这是封存后的新记录",
	Copying: "正在复制照片..", Photo: "照片",
	FixedShort: "当场整改", StartOver: "重填", Resumed: "接着上次没存的内容（d 重填）", Gone: "这条隐患已被撤回，打不开", IsWithdrawn: "已撤销的隐患不能再改",
	StillWriting: "照片 %s 还在写入，等一下再选一次", DropPhoto: "去掉 %s",
}

var findingEn = FindingWords{
	Title: "Finding", NewTitle: "New finding", Loading: "reading...", Save: "save", Fixed: "fixed on the spot", NotFixed: "not fixed", Withdraw: "withdraw", More: "basis, at once",
	PlaceAsk: "Place", DescriptionAsk: "Description", MeasureAsk: "Rectification", DeadlineAsk: "Deadline", PhotoAsk: "Photo", LevelAsk: "Level", BasisAsk: "Basis", ImmediateAsk: "Measure at once",
	Photos: "%d photos", NoPhotoYet: "neither a photo nor a reason yet", NoPhoto: "no photo: %s", AddPath: "type or paste a photo's path", Newest: "%s  %s", NoPhotoBecause: "no photo: %s",
	NoPhotoReasons: []string{"explosion zone", "confidential", "enterprise objects", "too dark", "papers only"},
	DeadlineBad:    "write it like 2026-12-08, not before the inspection", Missing: "required", Today: "today %s", InDays: "in %d days %s",
	WithdrawReason: "Why withdrawn", WithdrawSecond: "Second expert's name", Withdrawn: "withdrawn: %s", Saved: "saved", NoFolder: "no photo folder is set (--photos)", Outside: "outside the lists", AfterSeal: "the list is sealed: this is an entry after the seal",
	Copying: "copying the photo...", Photo: "photo",
	FixedShort: "fixed now", StartOver: "start over", Resumed: "left unsaved before (d starts over)", Gone: "this finding was taken back: it cannot be opened", IsWithdrawn: "a withdrawn finding is not changed any more",
	StillWriting: "photo %s is still being written: pick it again in a moment", DropPhoto: "without %s",
}
