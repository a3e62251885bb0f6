package words

import "fmt"

// ParkdWords are the park server's command line.
type ParkdWords struct {
	About, Serve, InviteLong, Devices, Revoke, Rename, HandOut, HandOutLong, Restored, RestoredLong              string
	FlagHome, FlagAddr, FlagURL, FlagName, FlagCert, FlagKey, FlagHTTP, FlagPerson, FlagLead, FlagLife, FlagNone string
	Listening                                                                                                    string // name, url
	SelfSigned                                                                                                   string // first bytes of the pin
	NoDevices                                                                                                    string
	FirstAdmin                                                                                                   string // the link
	FlagMark, FlagWebhookPrivate, FlagIssuer, FlagClient                                                         string
	FlagDB, FlagPhotos, FlagACME, FlagACMEMail, FlagACMEURL, FlagMetrics, FlagLog                                string
	FlagRedirect, RedirectTLS                                                                                    string
	OneTLS                                                                                                       string
	Rebuild, RebuildLong, RebuiltSame, RebuiltOther                                                              string // first digits of the sum
	Invited                                                                                                      string // device, invitation, until
	NewEpoch                                                                                                     string
	HandedOut                                                                                                    string // name, bytes
	Revoked, Renamed                                                                                             string // device
	ColDevice, ColPerson, ColRole, ColOperations, ColLast, ColState                                              string
	StateOK, StateRevoked                                                                                        string
	StateHeir                                                                                                    string // feed
	StateGaps                                                                                                    string // n
	StateForks                                                                                                   string // n
	StateDoubtful                                                                                                string // n
	StateAhead                                                                                                   string // n
	HTTPLoopback                                                                                                 string
	NoURL                                                                                                        string
	Unknown                                                                                                      string // device
	SendBack, SendBackLong, FlagCriterion, FlagUnit, FlagFinding, FlagWords, FlagBy, FlagTo, FlagDue             string
	SentBack                                                                                                     string // words
	Bundle, BundleImport, BundleImportLong, FlagReceipt                                                          string
	BundleTaken                                                                                                  string // stored, had, photos
	BundleRefused                                                                                                string // feed, from, to, code
	BundlePhoto                                                                                                  string // sum, why
	BundleReceipt                                                                                                string // file
	NotHandout                                                                                                   string // name
}

var parkdZh = ParkdWords{
	About: "排查园区服务器：收平板同步来的检查，发回执", Serve: "启动服务器",
	InviteLong: "生成一次性邀请码（文字和二维码），在平板上运行 paicha enrol 或在“园区”页面输入。邀请码只能用一次，过期作废。",
	Devices:    "列出已登记的平板", Revoke: "停用一台平板：它的数据还在本机，可以导出，但园区不再接收", Rename: "给平板改名或换使用人",
	HandOut: "向所有平板下发文件", HandOutLong: "下发判定标准库或企业名册，平板下次同步时收到。\n  parkd handout criteria FILE.yaml   新检查用这一版，已有检查不变\n  parkd handout register FILE        xlsx 或 csv，列同 parkd enterprise import\n  parkd handout criteria --none      收回",
	SendBack: "退回一条判定或一项隐患给专家", SendBackLong: "把一次检查里的一条判定或一项隐患退回给专家，附上审核意见；平板下次同步后出现在首页。\n  parkd sendback 019ab3f0-… --criterion mem10:13.1 --words 请补拍台账 --by 李某某",
	FlagCriterion: "条款号", FlagUnit: "设备编号（逐个检查的条款）", FlagFinding: "隐患编号", FlagWords: "审核意见（必填）", FlagBy: "审核人（必填）", FlagTo: "给谁（默认检查的专家）", FlagDue: "期限，如 2026-12-01",
	SentBack: "已退回：%s",
	Bundle:   "收平板导出的加密文件（没有网络时）", BundleImport: "收下一个文件，写出回执", FlagReceipt: "回执写到哪里（默认 FILE.receipt）",
	BundleImportLong: "收下平板用 paicha bundle export 导出的文件：和联网同步一样逐条核对，重复收没有关系。写出的回执文件带回平板，用 paicha bundle import 收下，平板才显示“园区已收”。",
	BundleTaken:      "已收下：新记录 %d 条，本来就有 %d 条，照片 %d 张", BundleRefused: "没有收下 %s 第 %d-%d 条：%s", BundlePhoto: "照片 %s 没有收下：%s", BundleReceipt: "回执：%s",
	Restored: "从备份恢复后运行：开始新的纪元", RestoredLong: "数据库从备份恢复后运行一次。之后每台平板会把园区缺的内容重新送来；以前的回执不再算数。",
	FlagHome: "数据目录（默认 $PARKD_HOME，否则按 XDG）", FlagAddr: "监听地址", FlagURL: "平板访问的网址（写进邀请码；默认按本机地址）", FlagName: "园区名称",
	FlagCert: "TLS 证书文件（默认自签，平板登记时锁定）", FlagKey: "TLS 私钥文件", FlagHTTP: "不用 TLS，只能监听本机（放在反向代理后面时）",
	FlagPerson: "使用人", FlagLead: "组长的平板", FlagLife: "邀请码有效期", FlagNone: "收回",
	Listening: "%s 已启动：%s", SelfSigned: "自签证书，指纹 %s；平板登记时锁定它", Rebuild: "用记录重新生成页面用的表", RebuildLong: "页面用的表（检查、隐患、统计等）全部由记录得出。这个命令把它们删掉重做，记录本身不动。", RebuiltSame: "已重做，与原来完全一致（%s…）", RebuiltOther: "已重做，与原来不一致，以新表为准（%s…）；请把这件事告诉开发者",
	FlagMark:   "文书编号的机关代字，如 示例园管发（编出“示例园管发〔2026〕1号”；设一次就记住，以后可改，已编的不变）",
	FlagDB:     "数据库（默认在数据目录里；或 $PARKD_DB）：文件，或 postgres://用户@主机/库",
	FlagPhotos: "照片放在哪里（默认数据目录下的 photos；或 $PARKD_PHOTOS）：目录，或 s3://桶/前缀?endpoint=https://主机&region=区域&path-style=1，密钥取自 AWS_ACCESS_KEY_ID、AWS_SECRET_ACCESS_KEY",
	FlagACME:   "向证书机构自动申请这些域名的证书（证书机构要能访问 443 端口）", FlagACMEMail: "证书有问题时通知的邮箱", FlagACMEURL: "证书机构的 ACME 目录",
	FlagMetrics: "在这个地址提供 /metrics 和 /healthz（如 127.0.0.1:9464；默认不提供）；不认证，只应让监控系统访问", FlagLog: "日志格式：text 或 json",
	FlagRedirect: "在这个地址（如 :80）监听不加密的访问：转到 https，并回答证书机构的验证", RedirectTLS: "--redirect 转到 https，不能和 --http 一起用",
	OneTLS:     "--acme、--tls-cert/--tls-key 和 --http 只能用一种",
	FlagIssuer: "统一身份认证（OIDC）的地址；密钥放在环境变量 PARKD_OIDC_SECRET", FlagClient: "在统一身份认证登记的客户端编号", FlagWebhookPrivate: "事件推送也可以发到内网地址，不要求 HTTPS（封闭网络用）",
	FirstAdmin: "还没有管理员。第一位管理员请在 24 小时内打开下面的地址（只能用一次）：\n%s",
	NoDevices:  "还没有平板登记。另开一个窗口运行：parkd invite 平板1 --person 姓名",
	Invited:    "平板“%s”的邀请码（只能用一次，%s 前有效）：\n\n    %s\n\n在平板上运行 paicha enrol 加上面这一行，或在“园区”页面粘贴。", NewEpoch: "新纪元已开始：平板下次同步时会把缺的内容重新送来。",
	HandedOut: "已下发 %s，%d 字节", Revoked: "已停用 %s", Renamed: "已更名 %s",
	ColDevice: "平板", ColPerson: "使用人", ColRole: "角色", ColOperations: "记录", ColLast: "最近收到", ColState: "状态",
	StateOK: "正常", StateRevoked: "已停用", StateHeir: "由 %s 接续", StateGaps: "缺 %d 条", StateForks: "另有 %d 支（数据目录被复制过）", StateDoubtful: "%d 条签名不符", StateAhead: "%d 条时钟超前",
	HTTPLoopback: "--http 只能监听本机地址（127.0.0.1 或 ::1）：对外必须用 TLS", NoURL: "不知道平板怎么访问：先运行 parkd serve，或用 --url 给出网址",
	Unknown: "没有平板 %q：parkd devices 列出全部", NotHandout: "%q 不能下发：criteria 或 register",
}

var parkdEn = ParkdWords{
	About: "the park's server: takes in what tablets sync, and signs receipts", Serve: "start the server",
	InviteLong: "Make a one-time invitation (text and QR code) for paicha enrol, or for the page Park on the tablet. It is good once and for a limited time.",
	Devices:    "list the tablets", Revoke: "take a tablet off the list: it keeps its data and can export it; the park takes nothing from it any more", Rename: "give a tablet another name or person",
	HandOut: "hand a document out to all tablets", HandOutLong: "Hand out criteria or the register of enterprises; tablets get it with their next sync.\n  parkd handout criteria FILE.yaml   for new inspections; those there are keep theirs\n  parkd handout register FILE        xlsx or csv, columns as for parkd enterprise import\n  parkd handout criteria --none      take it back",
	SendBack: "send a criterion or a finding back to the experts", SendBackLong: "Send one criterion or one finding of an inspection back to the experts, with the reviewer's words; it stands on the tablet's first page after the next sync.\n  parkd sendback 019ab3f0-… --criterion mem10:13.1 --words \"photograph the ledger\" --by NAME",
	FlagCriterion: "criterion", FlagUnit: "unit, of a criterion asked for each", FlagFinding: "finding", FlagWords: "the reviewer's words (required)", FlagBy: "reviewer (required)", FlagTo: "for whom (default: the inspection's experts)", FlagDue: "deadline, like 2026-12-01",
	SentBack: "sent back: %s",
	Bundle:   "take in sealed files from tablets without a link", BundleImport: "take in a file and write the receipt", FlagReceipt: "where the receipt goes (default: FILE.receipt)",
	BundleImportLong: "Take in what a tablet wrote with paicha bundle export: every operation is checked as over a link, and twice does no harm. Carry the receipt back to the tablet: paicha bundle import; only then it says that the park holds.",
	BundleTaken:      "taken in: %d new records, %d known, %d photos", BundleRefused: "not taken in: %s, %d to %d: %s", BundlePhoto: "photo %s was not taken in: %s", BundleReceipt: "receipt: %s",
	Restored: "after a restore: begin a new epoch", RestoredLong: "Run once after the database was restored from a backup. Every tablet then offers again what the park lacks; earlier receipts count no more.",
	FlagHome: "data folder (default $PARKD_HOME, else XDG)", FlagAddr: "address to listen on", FlagURL: "where tablets find the park (goes into invitations; default: this machine's address)", FlagName: "the park's name",
	FlagCert: "TLS certificate file (default: self-signed, pinned by tablets when they are enrolled)", FlagKey: "TLS key file", FlagHTTP: "no TLS, this machine only (behind a reverse proxy)",
	FlagPerson: "who carries it", FlagLead: "a team lead's tablet", FlagLife: "how long the invitation is good", FlagNone: "take it back",
	Listening: "%s is up: %s", SelfSigned: "self-signed certificate, fingerprint %s; tablets pin it when they are enrolled", Rebuild: "make the tables that pages ask again, out of the operations", RebuildLong: "The tables that pages ask (inspections, findings, sums) are made of operations alone. This drops them and makes them again; operations are not touched.", RebuiltSame: "made again, equal to what was there (%s…)", RebuiltOther: "made again, and not equal to what was there; the new tables count (%s…): please tell the developers",
	FlagMark:   "mark that numbers of papers begin with, as in 示例园管发〔2026〕1号 (set once it is kept; may be changed, numbers given stay)",
	FlagDB:     "database (default: in the data folder; or $PARKD_DB): a file, or postgres://user@host/name",
	FlagPhotos: "where photos are kept (default: photos in the data folder; or $PARKD_PHOTOS): a folder, or s3://bucket/prefix?endpoint=https://host&region=name&path-style=1 with keys from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
	FlagACME:   "get certificates for these domains from an authority, which has to reach port 443", FlagACMEMail: "whom the authority writes to when something is wrong", FlagACMEURL: "the authority's ACME directory",
	FlagMetrics: "give /metrics and /healthz at this address (like 127.0.0.1:9464; default: nowhere); nobody is asked who they are, so let only the monitoring reach it", FlagLog: "form of the log: text or json",
	FlagRedirect: "listen at this address (:80) for those who come without TLS: send them to https, and answer the authority", RedirectTLS: "--redirect sends people to https: it does not go with --http",
	OneTLS:     "--acme, --tls-cert with --tls-key, and --http: one of them",
	FlagIssuer: "address of an identity provider (OpenID Connect); its secret is in PARKD_OIDC_SECRET", FlagClient: "the client id that the provider knows us by", FlagWebhookPrivate: "webhooks may go to private addresses, without TLS: for a closed network",
	FirstAdmin: "There is no administrator yet. The first one opens this within 24 hours, once:\n%s",
	NoDevices:  "No tablet is enrolled yet. In another window: parkd invite tablet1 --person NAME",
	Invited:    "Invitation for the tablet “%s” (good once, until %s):\n\n    %s\n\nOn the tablet run paicha enrol with this line, or paste it on the page Park.", NewEpoch: "A new epoch has begun: tablets will offer again what is missing.",
	HandedOut: "%s is handed out, %d bytes", Revoked: "%s is revoked", Renamed: "%s is renamed",
	ColDevice: "tablet", ColPerson: "person", ColRole: "role", ColOperations: "records", ColLast: "last", ColState: "state",
	StateOK: "ok", StateRevoked: "revoked", StateHeir: "goes on as %s", StateGaps: "%d missing", StateForks: "%d other branches (a data folder was copied)", StateDoubtful: "%d signatures do not fit", StateAhead: "%d ahead of the clock",
	HTTPLoopback: "--http listens on this machine only (127.0.0.1 or ::1): others need TLS", NoURL: "nobody said how tablets find the park: run parkd serve first, or give --url",
	Unknown: "no tablet %q: parkd devices lists all", NotHandout: "%q cannot be handed out: criteria or register",
}

// DeviceState is what is to be known of a device; nothing when all is well. heir is the feed that it goes on in; the numbers are of its
// operations: missing, on other branches, with a signature that does not fit, with a clock ahead of the park's.
func (w *Words) DeviceState(revoked bool, heir string, missing, branches, doubtful, ahead uint64) (all []string) {
	p := &w.Parkd
	if revoked {
		all = append(all, p.StateRevoked)
	}
	if heir != "" {
		all = append(all, fmt.Sprintf(p.StateHeir, heir))
	}
	for _, s := range []struct {
		n      uint64
		format string
	}{{missing, p.StateGaps}, {branches, p.StateForks}, {doubtful, p.StateDoubtful}, {ahead, p.StateAhead}} {
		if s.n > 0 {
			all = append(all, fmt.Sprintf(s.format, s.n))
		}
	}
	return all
}
