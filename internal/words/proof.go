package words

// ProofWords are what "verify" says of a paper.
type ProofWords struct {
	Verify, VerifyLong, FlagPark, FlagPhotos string
	TheLibrary                               string // as errors name it
	GivenPark, None                          string
	Good, Bad                                string // file
	ProvedHead, OpenHead, BrokenHead         string
	NoInspection                             string // id
	BadOperation                             string // n, error
	NoKey, BadSignature, OtherInspection     string // operation
	Forked, Unchained                        string // operation
	Signed                                   string // operations
	Feed                                     string // feed, operations, holder
	UnknownHolder                            string
	Between                                  string // feed, missing
	NotSealed                                string
	SealMissing                              string // feed, number
	SealDiffers                              string // operation
	Sealed                                   string // time, feed, number
	BadLibrary                               string // error
	OtherLibrary                             string // named, given
	Library                                  string // revision
	NoPark                                   string
	WhosePark                                string // name, fingerprint
	ParkName                                 string // name, fingerprint
	BadReceipt, BadVouch                     string // park
	OtherVouch                               string // park, operations
	Vouched                                  string // park, time, operations
	Since                                    string // time
	ReceiptDiffers                           string // park, time
	Received                                 string // park, time, operations, of
	NotAll, HandsOpen                        string
	Numbered                                 string // number, paper, park
	NotNumbered                              string // number, paper
	Same                                     string // paper, format
	Differs                                  string // paper, program now, program then
	NoSuchPaper                              string // kind
	Copies                                   string // pictures
	Original                                 string // pictures
	CannotMake                               string // error
	NotOriginal                              string
	BadSnapshot                              string // error
	Computed                                 string // year, enterprise, version, day, by
	SealedBy                                 string // park, hash
	FactsOpen                                string
}

var proofZh = ProofWords{
	Verify: "核对一份文书是否就是平板签署、园区收到的内容（不用联网）",
	VerifyLong: `从文书里取出签过名的操作记录和园区的签名，逐条验签，再用它们重新生成这份文书，逐字节比较。
最后说明证明了什么、没有证明什么。docx、pdf、xlsx、html、json 带有凭据；csv、md、txt 不带。`,
	FlagPark: "已知的园区指纹（向园区索取；本机已入园时不用给）", FlagPhotos: "存有照片原件的文件夹（按 SHA-256 命名或任意文件名）",
	TheLibrary: "文书所附的判定标准", GivenPark: "所给指纹的园区", None: "文件里没有凭据，不能核对：csv、md、txt 不带凭据，隐患清单的 json 也不带；请用 docx、pdf、xlsx 或 html", Good: "%s：与签署的内容一致", Bad: "%s：不可信，见下",
	ProvedHead: "已证明", OpenHead: "未证明", BrokenHead: "不符",
	NoInspection: "凭据里没有检查 %s 的内容", BadOperation: "第 %d 条操作记录无法读取：%v", NoKey: "操作 %s：凭据里没有签署设备的公钥", BadSignature: "操作 %s：签名不符，内容在签署后被改过，或不是该设备所签",
	OtherInspection: "操作 %s 不属于这次检查", Forked: "操作 %s：同一设备同一序号有两条", Unchained: "操作 %s 与前一条接不上：中间被换过",
	Signed: "全部 %d 条操作记录的设备签名有效，签署后一字未改", Feed: "设备 %s 签署 %d 条；持有人：%s", UnknownHolder: "名册里没有，凭据不能证明",
	Between: "设备 %s 的序号之间缺 %d 条：可能属于别的检查，也可能是被略去的内容", NotSealed: "清单尚未封存",
	SealMissing: "封存时已有设备 %s 第 %d 条，凭据里没有", SealDiffers: "操作 %s 与封存时的不是同一条", Sealed: "%s 封存：设备 %s 直到第 %d 条的内容与封存时一致",
	BadLibrary: "所附判定标准无法读取：%v", OtherLibrary: "检查依据的标准库是 %s，所附的是 %s", Library: "所附判定标准就是检查所依据的版本（%s）",
	NoPark: "没有园区的签名：不能证明园区收到过", WhosePark: "签名的园区自称「%s」，指纹 %s：请向园区核对指纹（或用 --park 给出）", ParkName: "「%s」（指纹 %s）",
	BadReceipt: "%s的回执签名不符", BadVouch: "%s的证明签名不符", OtherVouch: "%s证明的是另一组内容（%d 条）", Vouched: "%s证明：%s 时它所持有的这次检查就是这 %d 条，没有别的",
	Since: "%s 之后是否又有新内容，文书本身不能说明", ReceiptDiffers: "%s %s 的回执记着另一条内容", Received: "%s %s 签收：%d／%d 条在其收到的范围之内",
	Numbered: "编号 %s 是「%s」的文号，由%s编给：它的签名在上述操作记录里", NotNumbered: "编号 %s（%s）没有园区的签名：不是园区编的文号",
	NotAll: "回执只说明收到过，不说明没有别的内容：从园区页面下载的文书才能证明这一点", HandsOpen: "设备当时在谁手里、所写是否属实，签名不能证明；手写签名以纸质原件为准",
	Same: "用签过名的内容重新生成「%s」（%s），与文件逐字节相同（照片以下另说）", Differs: "用签过名的内容重新生成「%s」，与文件不同：文件上看到的不是签署的内容（由 %s 生成，由 %s 核对；版本不同时版面也会不同，请用生成它的版本再核对一次）",
	NoSuchPaper: "本程序没有「%s」这种文书：请升级 paicha", Copies: "文件里的 %d 张照片是缩小的副本：旁边印的 SHA-256 是签过名的原件指纹，凭原件才能核对（--photos）",
	Original: "%d 张照片与签名的原件核对相符", BadSnapshot: "封存的考核不成立：%v", Computed: "%d 年度「%s」第 %d 版（%s 由%s封存）：由封存的方案和事实重新计算，每一项都相同", SealedBy: "%s签名：这份考核（%s…）由它封存", FactsOpen: "事实本身是否属实（检查记录、台账、评分）要看各项的凭据；之后是否又封存了新的版本，文书本身不能说明", NotOriginal: "文字与签署的一致，但照片不是签名原件的副本：被换过", CannotMake: "无法重新生成：%v",
}

var proofEn = ProofWords{
	Verify: "check that a paper is exactly what devices signed and the park received (offline)",
	VerifyLong: `Take the signed operations and the park's signatures out of a paper, verify each, make the paper again out of them and compare byte by byte.
Then say what that proves and what it does not. docx, pdf, xlsx, html and json carry the evidence; csv, md and txt do not.`,
	FlagPark: "a park's fingerprint that you know (ask the park; not needed where this home is enrolled)", FlagPhotos: "folder with the original photos (named by SHA-256, or anything)",
	TheLibrary: "the criteria in the paper", GivenPark: "the park whose fingerprint was given", None: "the file carries no evidence: csv, md and txt do not, nor does the findings list as json; take docx, pdf, xlsx or html", Good: "%s: is what was signed", Bad: "%s: not to be trusted, see below",
	ProvedHead: "Proved", OpenHead: "Not proved", BrokenHead: "Does not hold",
	NoInspection: "the evidence says nothing of inspection %s", BadOperation: "operation %d cannot be read: %v", NoKey: "operation %s: the key of its device is not in the evidence", BadSignature: "operation %s: the signature does not fit: changed after it was signed, or signed by another",
	OtherInspection: "operation %s is of another inspection", Forked: "operation %s: the device has two of that number", Unchained: "operation %s does not follow the one before it: something was exchanged",
	Signed: "all %d operations bear their device's valid signature: nothing was changed since", Feed: "device %s signed %d; held by: %s", UnknownHolder: "not on a roster here, the evidence cannot prove it",
	Between: "device %s: %d numbers are missing in between: of other inspections, or left out", NotSealed: "the list is not sealed",
	SealMissing: "of what was sealed, device %s number %d is not in the evidence", SealDiffers: "operation %s is not the one that was sealed", Sealed: "sealed at %s: device %s up to number %d is what was sealed",
	BadLibrary: "the criteria cannot be read: %v", OtherLibrary: "the inspection was answered against criteria %s, and %s is in the paper", Library: "the criteria are those that the inspection was answered against (%s)",
	NoPark: "no park signed: that a park received it is not proved", WhosePark: "the park that signed calls itself \"%s\", fingerprint %s: compare it with the park (or give it with --park)", ParkName: "\"%s\" (fingerprint %s)",
	BadReceipt: "the receipt of %s is not signed by it", BadVouch: "the word of %s is not signed by it", OtherVouch: "%s vouched for something else (%d operations)", Vouched: "%s vouches: at %s it held these %d operations of the inspection and no others",
	Since: "whether something was said after %s the paper cannot tell", ReceiptDiffers: "the receipt of %s of %s is of another operation", Received: "%s received, at %s: %d of %d operations",
	Numbered: "the number %s of \"%s\" was given by %s: its signature is among the operations", NotNumbered: "the number %s (%s) does not bear a park's signature: no park gave it",
	NotAll: "a receipt says that it arrived, not that there is nothing else: a paper from the park's pages proves that", HandsOpen: "in whose hands a device was, and whether what was written is true, no signature proves; handwriting counts on the paper original",
	Same: "made again out of what was signed, \"%s\" (%s) is the file byte by byte (of photos see below)", Differs: "made again out of what was signed, \"%s\" is not the file: what it shows was not signed (made by %s, verified by %s; versions differ in layout too: if they are not the same, verify with the one that made it)",
	NoSuchPaper: "this program has no paper \"%s\": update paicha", Copies: "the %d photos in the file are smaller copies: the SHA-256 beside each is of the signed original, which is needed to compare (--photos)",
	Original: "%d photos compared with the signed originals", BadSnapshot: "the sealed assessment does not hold: %v", Computed: "%d, \"%s\", version %d (sealed %s by %s): computed again from the sealed scheme and facts, every line is the same", SealedBy: "signed by %s: it sealed this assessment (%s…)", FactsOpen: "whether the facts are true (records, ledgers, points) their own evidence has to show; whether a later version was sealed the paper cannot tell", NotOriginal: "the text is what was signed, and the photos are not copies of the signed originals: they were exchanged", CannotMake: "cannot be made again: %v",
}
