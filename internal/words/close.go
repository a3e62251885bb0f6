package words

// CloseWords are the words of closing an inspection.
type CloseWords struct {
	Title, Loading                          string
	FindingCount                            string // "%d", "%d": findings, suspected major
	NoPhotoCount                            string // "%d": findings with neither photo nor reason
	OpenHead                                string // "%d"
	MoreOpen                                string // "%d": not shown
	Sign, Refuse, Seal, Export, Walk, List  string
	ExpertName, SignerName, Reason, Witness string
	ReasonHint, Missing                     string
	Reasons                                 []string // of a refusal, by number
	SealAsk                                 string
	SealedNow                               string // "%s": time
	SealedHint                              string
	Signed, RefusedBy                       string // "%s"
	Exported                                string // "%s"
	NotSigned                               string
	Late                                    string // "%d"
	SealAgain                               string
}

var closeZh = CloseWords{
	Title: "结束检查", Loading: "正在读取..", FindingCount: "隐患 %d 项，其中疑似重大 %d 项", NoPhotoCount: "%d 项既无照片也没写原因",
	OpenHead: "尚未查明 %d 项", MoreOpen: "另有 %d 项", Sign: "企业签收", Refuse: "企业拒签", Seal: "封存", Export: "出件", Walk: "回走查", List: "隐患清单",
	ExpertName: "专家签名（多人用、分开）", SignerName: "企业现场负责人", Reason: "拒签原因", Witness: "见证人", ReasonHint: "数字键选常用原因，或直接输入", Missing: "必填",
	Reasons: []string{"对问题描述有异议", "对判定级别有异议", "负责人不在现场", "未说明原因"},
	SealAsk: "封存后只能新增记录，不能改已签内容。再按一次 s 封存", SealedNow: "已于 %s 封存", SealedHint: "之后的任何改动都作为封存后的新记录列出。",
	Signed: "签收人：%s", RefusedBy: "拒签：%s", Exported: "已写出：%s", NotSigned: "先由企业签收，或记录拒签", Late: "封存后新增 %d 条记录", SealAgain: "有新记录，可再次签收并封存",
}

var closeEn = CloseWords{
	Title: "Close the inspection", Loading: "reading...", FindingCount: "%d findings, %d of them suspected major", NoPhotoCount: "%d have neither a photo nor a reason",
	OpenHead: "%d things are open", MoreOpen: "and %d more", Sign: "Signed", Refuse: "Refused", Seal: "Seal", Export: "Export", Walk: "Walk", List: "Findings",
	ExpertName: "Experts who sign (several: with 、)", SignerName: "Enterprise, person in charge on site", Reason: "Why refused", Witness: "Witness", ReasonHint: "a digit picks a usual reason, or type", Missing: "required",
	Reasons: []string{"objects to the description", "objects to the level", "person in charge not on site", "no reason given"},
	SealAsk: "Once sealed, entries can be added but nothing signed changes. Press s again to seal", SealedNow: "sealed at %s", SealedHint: "Any later change is listed as an entry after the seal.",
	Signed: "signed by %s", RefusedBy: "refused: %s", Exported: "written: %s", NotSigned: "first the enterprise signs, or its refusal is noted", Late: "%d entries after the seal", SealAgain: "there are new entries: sign and seal again",
}
