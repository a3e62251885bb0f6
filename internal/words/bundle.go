package words

// BundleWords are the words of sync without a link and from tablet to tablet, on the command line.
type BundleWords struct {
	Cmd, Long, ExportCmd, ExportLong, ImportCmd, ImportLong, KeyCmd, KeyLong string
	FlagTo, FlagAll, FlagNoPhotos, FlagVideos                                string

	Exported                          string // file, operations, photos, size
	NothingNew                        string
	VideosLeft                        string // n
	Imported                          string // new, had, photos
	ImportRefused                     string // n
	RefusedOf                         string // feed, from, to, code
	PhotoBad                          string // sum, why
	ReceiptsTaken                     string // n
	ReplyTaken                        string // park, held, all, photos held, photos
	ReplyRefused                      string // n
	NotTaken                          string // why
	NoParkKey, NotRecipient, NotWhole string
	NoPark                            string
	ErrSealed, ErrNotBundle, ErrNewer string
	ErrCut, ErrOldReceipt, ErrCopy    string
	ErrDamaged                        string

	FlagListen, FlagPair, FlagAddr string
	Listening                      string // minutes
	ListenAt                       string // invitation
	ListenEnd, NoAddress           string
	Paired                         string // name
	Session                        string // got, gave, photos got
	SessionClosed                  string
	Joined                         string            // sent, got, photos sent, photos got
	Codes                          map[string]Saying // of a listening tablet, where a park's words do not fit
}

var bundleZh = BundleWords{
	Cmd: "没有网络时：用加密文件同步", Long: "把记录和照片写成一个加密文件，用 U 盘等带到园区或另一台平板；重复收、先后颠倒都没有关系。",
	ExportCmd: "把记录和照片写成加密文件", ExportLong: "写成只有收件方能打开的文件。默认给园区，只装园区还没有回执的；给别的平板时写它的密钥（paicha bundle key），装全部。\n文件可以由任何人带去，也可以请别的平板代送。",
	ImportCmd: "收下给本平板的文件，或园区的回执文件", ImportLong: "收下别的平板给本机的文件，或园区收文件后给出的回执文件：收了回执，“园区已收”才算数。\n文件没拷完整时，断开之前的照收，其余说明。",
	KeyCmd: "输出本平板收文件的密钥", KeyLong: "别的平板导出给本机时用：paicha bundle export 文件名 --to 密钥。它不是秘密，可以给任何人。",
	FlagTo: "给谁：park（园区）或另一台平板的密钥 age1..", FlagAll: "装全部，包括园区已收的", FlagNoPhotos: "不装照片", FlagVideos: "视频也装",
	Exported: "已写入 %s：记录 %d 条，照片 %d 张（%s）。请带到收件方", NothingNew: "没有新的：园区都有回执了（要全部装，用 --all）", VideosLeft: "视频 %d 个没有装：要装用 --videos",
	Imported: "已收下：新记录 %d 条，本来就有 %d 条，照片 %d 张", ImportRefused: "没有收下 %d 条：", RefusedOf: "  %s 第 %d-%d 条：%s", PhotoBad: "照片 %s 没有收下：%s", ReceiptsTaken: "文件里带来园区回执 %d 份，已计入",
	ReplyTaken: "%s 的回执已计入：园区已收 %d/%d 条记录，%d/%d 张照片", ReplyRefused: "园区没有收下 %d 条：", NotTaken: "有回执没有计入：%s",
	NoParkKey: "不知道园区的密钥：先联网登记一次（paicha enrol），或用 --to 写收件平板的密钥", NotRecipient: "--to 要写 park，或另一台平板的密钥（age1 开头，对方运行 paicha bundle key 得到）", NotWhole: "没有全部收下，见上",
	NoPark:    "本平板还没有在园区登记，回执无从核对：先 paicha enrol",
	ErrSealed: "这个文件不是给本平板的，打不开：请对方用本平板的密钥重新导出（paicha bundle key）", ErrNotBundle: "这不是 paicha 的同步文件，也不是园区的回执", ErrNewer: "文件是更新版本的 paicha 写的：请升级",
	ErrCut: "文件不完整，到一半就断了：断开之前的已收下。请重新拷贝，再收一次", ErrDamaged: "文件损坏：损坏之前的已收下。请重新拷贝，再收一次",
	ErrOldReceipt: "回执是园区恢复备份之前的，那时收下的园区可能已经没有：没有计入，请重新导出", ErrCopy: "回执是给本平板的一个副本的，那边记的不一样：没有计入",
	FlagListen: "等另一台平板来同步（热点或网线），直到按 Ctrl-C", FlagPair: "和正在等的平板同步：写它显示的 https://…#…", FlagAddr: "在哪个地址和端口等",
	Listening: "在等另一台平板。两台连同一个热点或网线，%d 分钟内在对方运行其中一条（或扫码）：", ListenAt: "  paicha sync --pair %s", ListenEnd: "Ctrl-C 结束", NoAddress: "本机没有可用的网络地址：先开热点、连上热点或插上网线",
	Paired: "已配对：%s", Session: "收到 %d 条，送出 %d 条，收到照片 %d 张", SessionClosed: "配对码输错太多次或已过期：请重新运行 paicha sync --listen",
	Joined: "两台已一致：送出 %d 条，收到 %d 条；照片送出 %d 张，收到 %d 张",
	Codes: map[string]Saying{
		"bad-code":          {"配对码不对，或已被别的平板用了", "看对方屏幕重新输入；还不行，让对方重新运行 paicha sync --listen。"},
		"too-many":          {"配对码输错太多次或已过期", "让对方重新运行 paicha sync --listen。"},
		"other-park":        {"看到的证书不是对方平板的", "中间可能有代理或有人冒充：换成两台直接相连的热点再试。"},
		"no-proof":          {"对方证明不了自己显示了这个配对码", "可能有人冒充。什么都没有送出：换成两台直接相连的热点再试。"},
		"other-certificate": {"对方出示的证书变了", "让对方重新运行 paicha sync --listen，用新的配对码。"},
		"unknown-device":    {"对方不认识本平板", "用对方现在显示的配对码重新配对。"},
		"offline":           {"连不上对方", "确认两台在同一个热点或网线上，对方还在等，地址没抄错。"},
		"not-a-park":        {"这个地址上不是在等的平板", "核对地址和端口。"},
		"bad-invitation":    {"配对地址不完整：应为 https://地址:端口#XXXX-XXXX", "照对方屏幕整行输入，外面加引号。"},
		"failed":            {"对方平板出了问题", "看对方屏幕；之后再配对一次，接着传。"},
		"cut-off":           {"传到一半断了", "再运行一次，接着传。"},
		"newer-version":     {"两台的 paicha 版本不同", "升级较旧的那台。"},
	},
}

var bundleEn = BundleWords{
	Cmd: "without a link: sync by an encrypted file", Long: "Write records and photos into one encrypted file, to be carried to the park or another tablet on a stick; twice or out of order does no harm.",
	ExportCmd: "write records and photos into an encrypted file", ExportLong: "Write a file that only its receiver can open: by default the park, with what it has no receipt of; for another tablet name its key (paicha bundle key), and all of it goes.\nAnybody may carry the file, another tablet too.",
	ImportCmd: "take in a file for this tablet, or a park's receipt", ImportLong: "Take in what another tablet exported for this one, or the receipt file that a park gave for a bundle: only by receipts does anything count as held there.\nOf a file that was not copied whole, what is before the end is taken in, and the rest is told.",
	KeyCmd: "print this tablet's key for bundles", KeyLong: "Other tablets export for this one with it: paicha bundle export FILE --to KEY. It is no secret.",
	FlagTo: "for whom: park, or another tablet's key age1..", FlagAll: "all of it, also what the park holds", FlagNoPhotos: "no photos", FlagVideos: "videos too",
	Exported: "wrote %s: %d records, %d photos (%s). Carry it to its receiver", NothingNew: "nothing new: the park has given receipts for all (--all writes it all)", VideosLeft: "%d videos are not in it: --videos puts them in",
	Imported: "took in: %d new records, %d were here, %d photos", ImportRefused: "%d were not taken:", RefusedOf: "  %s records %d-%d: %s", PhotoBad: "photo %s was not taken: %s", ReceiptsTaken: "the file brought %d receipts of the park, counted",
	ReplyTaken: "receipt of %s counted: the park holds %d/%d records, %d/%d photos", ReplyRefused: "the park did not take %d:", NotTaken: "a receipt does not count: %s",
	NoParkKey: "the park's key is not known: enrol once with a link (paicha enrol), or name a tablet's key with --to", NotRecipient: "--to is park, or another tablet's key (age1.., from paicha bundle key there)", NotWhole: "not all of it was taken, see above",
	NoPark:    "this tablet is not enrolled at a park, a receipt cannot be checked: paicha enrol first",
	ErrSealed: "the file is not for this tablet and cannot be opened: have it exported with this tablet's key (paicha bundle key)", ErrNotBundle: "this is neither a bundle of paicha nor a park's receipt", ErrNewer: "the file was written by a newer paicha: update",
	ErrCut: "the file ends in the middle: what is before that was taken in. Copy it again and import it again", ErrDamaged: "the file is damaged: what is before the damage was taken in. Copy it again and import it again",
	ErrOldReceipt: "the receipt is from before the park was restored, what it names may be gone there: not counted, export again", ErrCopy: "the receipt is for a copy of this tablet that recorded something else: not counted",
	FlagListen: "wait for another tablet (hotspot or cable), until Ctrl-C", FlagPair: "sync with a tablet that waits: the https://..#.. that it shows", FlagAddr: "where to wait: address and port",
	Listening: "Waiting for another tablet. With both on one hotspot or cable, run one of these there within %d minutes (or scan):", ListenAt: "  paicha sync --pair %s", ListenEnd: "Ctrl-C ends it", NoAddress: "this machine has no network address: open or join a hotspot, or plug a cable in",
	Paired: "paired: %s", Session: "%d received, %d sent, %d photos received", SessionClosed: "the code was tried too often or is too old: run paicha sync --listen again",
	Joined: "both are level: %d sent, %d received; photos %d sent, %d received",
	Codes: map[string]Saying{
		"bad-code":          {"The code is wrong, or another tablet used it", "Look at the other screen and type it again; else have paicha sync --listen run anew there."},
		"too-many":          {"The code was tried too often or is too old", "Have paicha sync --listen run anew there."},
		"other-park":        {"The certificate seen here is not the other tablet's", "A proxy or somebody may stand between: connect the two by a hotspot of their own."},
		"no-proof":          {"The other side could not prove that it shows this code", "Somebody may stand between; nothing was sent. Connect the two by a hotspot of their own."},
		"other-certificate": {"The other tablet's certificate has changed", "Have paicha sync --listen run anew there, and use the new code."},
		"unknown-device":    {"The other tablet does not know this one", "Pair again with the code that it shows now."},
		"offline":           {"The other tablet cannot be reached", "See that both are on one hotspot or cable, that it still waits, and that the address is right."},
		"not-a-park":        {"What answers at this address is no tablet that waits", "Check address and port."},
		"bad-invitation":    {"The address is not whole: https://name:port#XXXX-XXXX", "Type the whole line from the other screen, in quotes."},
		"failed":            {"The other tablet is in trouble", "Look at its screen; pair again afterwards, it goes on."},
		"cut-off":           {"The link broke on the way", "Run it again, it goes on from there."},
		"newer-version":     {"The two run different versions of paicha", "Update the older one."},
	},
}
