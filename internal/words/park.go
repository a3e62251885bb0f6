package words

import "strings"

// Saying is what happened, and what to do next.
type Saying struct{ What, Todo string }

// ParkWords are the words of the park's screen, of enrolment and of sync.
type ParkWords struct {
	Title string
	// short marks in the header
	Mark, MarkWaiting, MarkOffline, MarkRefused, MarkNone, MarkBarred, MarkStopped string

	// enrolment
	EnrolHead, EnrolHint, EnrolField, EnrolExample, Enrol, Enrolling, EnrolAgain, Enrolled, EnrolledAs string
	Pinned, Trusted, Plain                                                                             string

	Device, Role, Address, Certificate, Records, Photos, Others, Last, Never, Skew, Next string
	Roles                                                                                map[string]string
	Held, HeldPhotos, Carried, Running, RunningPhotos, Left, Idle, OfflineNow            string
	NoPhotos, AllHeld, Videos, VideosOn                                                  string

	Refused, Waiting, Operation, OperationOf, Photo, Nothing                                    string
	SyncNow, VideosSend, VideosKeep, Bundle, BundleTitle, BundleHow, Close, Up, Down, SyncsThen string

	// command line
	SyncCmd, SyncLong, EnrolCmd, EnrolLong, FlagWatch, FlagVideos, NotAll, Watching string
	Exchanged, PhotosSent, RefusedHead, WaitingHead, EndedEarly, Trouble            string

	PersonDevice                  string // "%s", "%s"
	VideosOff                     string // "%d": command line
	More                          string // "%d": refused or waiting, beyond those that are listed
	Fast, Slow                    string // clock
	Seconds, Minutes, Hours, Days string // "%d"
	ParkClock, RunningNow         string
	Incomplete                    string // nothing entered
	NewCriteria                   string // "%s": short revision
	Notes                         map[string]string
	NewHandout                    string
	Codes                         map[string]Saying
	Unknown                       Saying // of a code that a newer park speaks; "%s"
	WaitsHere                     Saying // a photo's own trouble; "%s"
}

// Trust is how a tablet knows the park that it speaks to.
func (w *ParkWords) Trust(url string, pinned bool) string {
	switch {
	case strings.HasPrefix(url, "http://"):
		return w.Plain
	case pinned:
		return w.Pinned
	}
	return w.Trusted
}

// Code is what a code of sync (wire.Code, client.Why) says, and what to do.
func (w *Words) Code(code string) Saying {
	if s, known := w.Park.Codes[code]; known {
		return s
	}
	return w.Park.Unknown
}

var parkZh = ParkWords{
	Title: "园区",
	Mark:  "园区 %d/%d", MarkWaiting: "待同步 %d", MarkOffline: "离线 待传 %d", MarkRefused: "园区拒收 %d", MarkNone: "未登记", MarkBarred: "园区不认", MarkStopped: "同步受阻",
	EnrolHead: "本平板还没有在园区登记", EnrolHint: "向园区要一次性的邀请码，粘贴或照着输入。不登记也能检查、存档、出清单；登记后记录和照片自动送到园区。",
	EnrolField: "邀请码", EnrolExample: "https://地址:端口#XXXX-XXXX", Enrol: "登记", Enrolling: "正在登记..", EnrolAgain: "重新登记", Enrolled: "已登记到 %s（%s）", EnrolledAs: "园区把本平板记作：%s",
	Pinned: "已认定园区自签的证书：以后只认这一张", Trusted: "证书由本机信任的机构签发", Plain: "没有加密（http）：只用于试用或本机代理之后",
	Device: "本平板", Role: "身份", Address: "地址", Certificate: "证书", Records: "记录", Photos: "照片", Others: "代传", Last: "上次同步", Never: "还没有同步过", Skew: "本机时钟比园区%s %s：请校准",
	Next:  "下次自动同步 %s",
	Roles: map[string]string{"expert": "专家", "lead": "组长", "park": "园区"},
	Held:  "园区已收 %d/%d 条", HeldPhotos: "园区已收 %d/%d 张", Carried: "别人的记录：园区已收 %d/%d 条", Running: "正在同步：已送 %d 条，收到 %d 条", RunningPhotos: "照片 %d/%d 张，%s / %s", Left: "约剩 %s", Idle: "有新记录就自动同步",
	OfflineNow: "现在连不上", NoPhotos: "没有照片", AllHeld: "全部都在园区", Videos: "视频 %d 个没有送（费流量，要送按 v）", VideosOn: "视频也送",
	Refused: "园区没有收下", Waiting: "在等的照片", Operation: "本机第 %s 条", OperationOf: "%s 第 %s 条", Photo: "照片 %s（%s）", Nothing: "没有被拒收的，也没有在等的",
	SyncNow: "立即同步", VideosSend: "送视频", VideosKeep: "不送视频", Bundle: "无网怎么办", BundleTitle: "没有网络时",
	BundleHow: "把还没送到的记录和照片写成一个加密文件，用 U 盘或别的平板带到园区：\n\n  1. 退出本程序（文件由命令写）\n  2. paicha bundle export 文件名\n  3. 园区在网页上或用命令收下；重复收没有关系\n\n收下之前，本机的什么都不会删。",
	Close:     "关闭", Up: "上", Down: "下", SyncsThen: "记录之后几秒自动同步，平时每几分钟一次",
	SyncCmd: "和园区同步", SyncLong: "把本机的记录和照片送到园区，取回别人的记录、判定标准、企业名录。走查界面开着时它自己会同步，不用这条命令。\n园区签了回执的才算“已收”。提前结束或有被拒收的，返回 1。--json 给程序用。",
	EnrolCmd: "用邀请码在园区登记本平板", EnrolLong: "邀请码由园区给出，只能用一次：https://地址:端口#XXXX-XXXX。设备密钥在本机生成，不离开本机。\n园区证书是自签的，就在登记时认定它，以后只认这一张。",
	FlagWatch: "一直同步，每次一行，直到按 Ctrl-C", FlagVideos: "视频也送", NotAll: "没有全部送到，见上", Watching: "自动同步中，Ctrl-C 结束",
	Exchanged: "本次送出 %d 条，收到 %d 条，照片 %d 张", PhotosSent: "园区已收 %d/%d 条记录，%d/%d 张照片", RefusedHead: "园区没有收下：", WaitingHead: "在等的照片：", EndedEarly: "提前结束：%s", Trouble: "单项问题：%s",
	PersonDevice: "%s（%s）", VideosOff: "视频 %d 个没有送：要送用 --videos",
	More: "还有 %d 项：paicha sync 列出全部", Fast: "快", Slow: "慢", Seconds: "%d 秒", Minutes: "%d 分钟", Hours: "%d 小时", Days: "%d 天", ParkClock: "%s（园区时钟）", RunningNow: "正在同步", Incomplete: "先填邀请码",
	NewCriteria: "园区下发了新的判定标准（版本 %s）：新建的检查按它；已建的检查仍按原来的标准",
	Notes: map[string]string{
		"epoch": "园区服务器重建或恢复过：全部重新送了一遍", "renewed": "有副本在用本平板的身份：本平板换了新身份，什么都没有丢",
		"criteria": "收到园区下发的判定标准", "register": "收到园区的企业名录", "roster": "收到园区的设备名单",
	},
	NewHandout: "收到园区下发的 %s",
	Codes: map[string]Saying{
		"bad-message":       {"园区读不懂这份内容", "升级 paicha；还不行，请运行 paicha doctor 并告诉园区。数据都在本机。"},
		"bad-chain":         {"这几条和园区已有的接不上", "再同步一次会补齐前面的；一直这样，请运行 paicha doctor。"},
		"bad-signature":     {"签名对不上：签名之后内容变了，或不是这台设备签的", "请运行 paicha doctor 检查本机数据，把结果告诉园区。"},
		"unknown-device":    {"园区的名单上没有这台设备", "向园区要新的邀请码，重新登记。数据都在本机，也可以导出。"},
		"revoked":           {"园区已停用这台设备", "问园区为什么。数据都在本机，仍可检查、出清单、导出；恢复使用要重新登记。"},
		"newer-version":     {"园区用的协议比本程序新", "升级 paicha 后再同步。数据都在本机。"},
		"no-room":           {"园区的磁盘快满了", "请园区腾出空间；之后会自动再送。本机的照片先别删。"},
		"too-large":         {"太大，园区不收", "照片和视频最大 200 MB：把视频剪短，或用 U 盘交给园区。"},
		"changed":           {"到达的内容和校验值不一样", "会自动重送；一直这样，请运行 paicha doctor 查照片是否损坏。"},
		"bad-code":          {"邀请码不对、用过了，或过期了", "核对邀请码；还不行，向园区要新的。"},
		"withdrawn":         {"园区收回了这个邀请码", "问园区为什么；要登记，请园区另发一个。"},
		"too-many":          {"试得太多，园区让等一会儿", "过几分钟会自动再试，不用做什么。"},
		"not-found":         {"园区没有这份内容", "等带着它的那台平板同步过就有了。"},
		"other-park":        {"这份签名是给另一个园区的", "园区可能换了服务器：向园区要新的邀请码，重新登记。"},
		"failed":            {"园区的服务器出了问题", "稍后会自动再试；一直这样，请告诉园区。"},
		"offline":           {"连不上园区", "没有信号、不在园区网里，或园区服务器没开。有网后自动同步；记录都在本机。"},
		"no-answer":         {"园区没有应答", "信号弱或服务器忙；会自动再试。记录都在本机。"},
		"cut-off":           {"传到一半断了", "会自动从断的地方接着传。"},
		"other-certificate": {"园区出示的证书和登记时不一样", "可能有人冒充园区，也可能园区换了证书。先打电话问园区；确实换了，再要邀请码重新登记。"},
		"untrusted":         {"园区的证书不受本机信任", "核对地址和本机的日期；不行就向园区要新的邀请码，重新登记。"},
		"not-a-park":        {"这个地址上不是园区的服务器", "核对邀请码里的地址和端口。若要先登录网络（酒店、访客网），先登录。"},
		"bad-address":       {"地址不能用：要写 https://名称 或 https://名称:端口", "核对邀请码里的地址。http:// 只能用于本机。"},
		"bad-invitation":    {"邀请码不完整：应为 https://地址:端口#XXXX-XXXX", "# 后面是 8 位数字和字母，没有 U；粘贴时要整行。"},
		"no-proof":          {"对方证明不了自己是发邀请码的园区", "可能有人冒充。什么都没有送出。换个网络再试，并打电话告诉园区。"},
		"not-enrolled":      {"本平板还没有在园区登记", "向园区要邀请码，然后 paicha enrol https://地址:端口#XXXX-XXXX"},
		"stopped":           {"同步被中断", "已送到的都算数，下次接着送。"},
	},
	Unknown:   Saying{"园区没有收下（原因代码 %s）", "升级 paicha 再试；数据都在本机。"},
	WaitsHere: Saying{"照片在本机读不出来：%s", "运行 paicha doctor --photos 原照片目录，可从相机目录找回。"},
}

var parkEn = ParkWords{
	Title: "Park",
	Mark:  "park %d/%d", MarkWaiting: "to sync %d", MarkOffline: "offline %d", MarkRefused: "refused %d", MarkNone: "not enrolled", MarkBarred: "not admitted", MarkStopped: "sync stuck",
	EnrolHead: "This tablet is not enrolled at a park", EnrolHint: "Ask the park for a one-time invitation and paste or type it. Inspecting, keeping and exporting work without; enrolled, records and photos go to the park by themselves.",
	EnrolField: "Invitation", EnrolExample: "https://name:port#XXXX-XXXX", Enrol: "Enrol", Enrolling: "enrolling..", EnrolAgain: "Enrol again", Enrolled: "enrolled at %s (%s)", EnrolledAs: "the park calls this tablet: %s",
	Pinned: "the park's self-signed certificate is pinned: no other will do", Trusted: "certificate by an authority that this machine trusts", Plain: "not encrypted (http): for a trial, or behind a proxy on the same machine",
	Device: "Tablet", Role: "Role", Address: "Address", Certificate: "TLS", Records: "Records", Photos: "Photos", Others: "Carried", Last: "Last", Never: "never synced", Skew: "This clock is %s the park's by %s: set it right",
	Next:  "next sync by itself %s",
	Roles: map[string]string{"expert": "expert", "lead": "team lead", "park": "park"},
	Held:  "park holds %d/%d records", HeldPhotos: "park holds %d/%d photos", Carried: "others' records: park holds %d/%d", Running: "syncing: %d sent, %d received", RunningPhotos: "photos %d/%d, %s / %s", Left: "about %s left", Idle: "syncs by itself when something is recorded",
	OfflineNow: "no link now", NoPhotos: "no photos", AllHeld: "all of it is at the park", Videos: "%d videos are not sent (they cost much; v sends them)", VideosOn: "videos are sent too",
	Refused: "The park did not take", Waiting: "Photos that wait", Operation: "record %s of this tablet", OperationOf: "%s: record %s", Photo: "photo %s (%s)", Nothing: "nothing was refused, nothing waits",
	SyncNow: "Sync now", VideosSend: "Send videos", VideosKeep: "No videos", Bundle: "No network?", BundleTitle: "Without a network",
	BundleHow: "Write what has not arrived into one encrypted file, and carry it to the park on a stick or another tablet:\n\n  1. leave this program (a command writes the file)\n  2. paicha bundle export FILE\n  3. the park takes it in by its page or a command; twice does no harm\n\nNothing here is deleted before that.",
	Close:     "Close", Up: "up", Down: "down", SyncsThen: "syncs some seconds after a record, else every few minutes",
	SyncCmd: "sync with the park", SyncLong: "Send this tablet's records and photos to the park, and fetch others' records, criteria and the register. The walk, while it is open, syncs by itself and needs no command.\nOnly what the park has signed a receipt for counts as held. Exit code 1 when it ended early or something was refused. --json for programs.",
	EnrolCmd: "enrol this tablet at a park by an invitation", EnrolLong: "The park gives the invitation, good once: https://name:port#XXXX-XXXX. The device's key is made here and stays here.\nA self-signed park is pinned at enrolment: from then on no other certificate will do.",
	FlagWatch: "keep syncing, a line each time, until Ctrl-C", FlagVideos: "send videos too", NotAll: "not all of it arrived, see above", Watching: "syncing by itself, Ctrl-C ends it",
	Exchanged: "this time %d sent, %d received, %d photos", PhotosSent: "park holds %d/%d records, %d/%d photos", RefusedHead: "the park did not take:", WaitingHead: "photos that wait:", EndedEarly: "ended early: %s", Trouble: "single trouble: %s",
	PersonDevice: "%s (%s)", VideosOff: "%d videos are not sent: --videos sends them",
	More: "%d more: paicha sync lists all", Fast: "ahead of", Slow: "behind", Seconds: "%d s", Minutes: "%d min", Hours: "%d h", Days: "%d days", ParkClock: "%s (park's clock)", RunningNow: "syncing", Incomplete: "enter the invitation first",
	NewCriteria: "The park handed out new criteria (revision %s): new inspections are judged by them, those begun keep theirs",
	Notes: map[string]string{
		"epoch": "the park's server was set up anew or restored: everything was offered again", "renewed": "a copy used this tablet's identity: this tablet took a new one, nothing is lost",
		"criteria": "criteria came from the park", "register": "the register of enterprises came from the park", "roster": "the list of devices came from the park",
	},
	NewHandout: "%s came from the park",
	Codes: map[string]Saying{
		"bad-message":       {"The park cannot read this", "Update paicha; if that does not help run paicha doctor and tell the park. All data is here."},
		"bad-chain":         {"These do not follow what the park has", "The next sync sends what is missing; if it stays so, run paicha doctor."},
		"bad-signature":     {"The signature does not fit: changed after it was signed, or signed by another device", "Run paicha doctor on this tablet and tell the park what it says."},
		"unknown-device":    {"The park does not have this device on its list", "Ask the park for a new invitation and enrol again. All data is here and can be exported."},
		"revoked":           {"The park has taken this device off its list", "Ask the park why. All data is here; inspecting and exporting go on. To sync again, enrol again."},
		"newer-version":     {"The park speaks a newer protocol", "Update paicha, then sync. All data is here."},
		"no-room":           {"The park's disk is nearly full", "Ask the park to free room; it goes on by itself then. Keep the photos here."},
		"too-large":         {"Too large for the park", "Photos and videos have at most 200 MB: shorten the video, or hand it over on a stick."},
		"changed":           {"What arrived is not what its hash says", "It is sent again by itself; if it stays so, paicha doctor looks for a damaged photo."},
		"bad-code":          {"The code is wrong, used, or too old", "Compare the code; if it is right, ask the park for a new one."},
		"withdrawn":         {"The park has withdrawn this invitation", "Ask the park why; to enrol, ask for another one."},
		"too-many":          {"Too many tries, the park asks to wait", "It tries again by itself in some minutes."},
		"not-found":         {"The park does not have it", "It will when the tablet that holds it has synced."},
		"other-park":        {"That was signed for another park", "The park may have a new server: ask for an invitation and enrol again."},
		"failed":            {"The park's server is in trouble", "It is tried again by itself; if it stays so, tell the park."},
		"offline":           {"The park cannot be reached", "No signal, not in the park's network, or its server is off. It syncs by itself once there is a link; all records are here."},
		"no-answer":         {"The park does not answer", "A weak link or a busy server; it is tried again by itself. All records are here."},
		"cut-off":           {"The link broke on the way", "It goes on from there by itself."},
		"other-certificate": {"The park shows another certificate than at enrolment", "Somebody may stand between, or the park changed it. Call the park first; if it did, enrol again."},
		"untrusted":         {"This machine does not trust the park's certificate", "Check the address and this machine's date; else ask for a new invitation and enrol again."},
		"not-a-park":        {"What answers at this address is no park", "Check address and port. On a guest network that wants a login, log in first."},
		"bad-address":       {"The address cannot be used: it is https://name or https://name:port", "Check the address in the invitation. http:// is for this machine alone."},
		"bad-invitation":    {"The invitation is not whole: https://name:port#XXXX-XXXX", "Behind the # are 8 digits and letters, no U; paste the whole line."},
		"no-proof":          {"The other side could not prove that it gave this code", "Somebody may stand between; nothing was sent. Try another network, and call the park."},
		"not-enrolled":      {"This tablet is not enrolled at a park", "Ask the park for an invitation, then paicha enrol https://name:port#XXXX-XXXX"},
		"stopped":           {"The sync was interrupted", "What arrived counts; the next one goes on."},
	},
	Unknown:   Saying{"The park did not take it (code %s)", "Update paicha and try again; all data is here."},
	WaitsHere: Saying{"The photo cannot be read here: %s", "paicha doctor --photos DIR takes it back from the camera's folder."},
}
