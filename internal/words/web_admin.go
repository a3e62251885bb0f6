package words

import "cmp"

// WebAdmin are the words of the administrator's pages, and of everybody's own account.
type WebAdmin struct {
	// own account
	OwnTitle, OldPassword, ChangePassword, Elsewhere, NoElsewhere, LeaveOthers, GuestUntil, SessionUntil, PageLanguage, ByBrowser, GuestHint, OwnHint, AnyLanguage string
	// accounts
	NewAccount, EditAccount, Login, LoginHint, Name, NameHint, Role, EnterpriseHint, EnterpriseNone, EnterpriseMany, LastEntry, Never, State, Disable, DisableHint, Enable, NewLink, NewLinkHint, Expect, ExpectHint string
	LinkTitle, LinkHint, LinkUntil, OnceOnly, Locked, Disabled, NoPassword, Fine, ByProvider                                                                                                                         string
	// tokens
	NewToken, TokenHint, TokenName, Scopes, OnlyEnterprise, OnlyEnterpriseHint, UntilDay, UntilDayHint, ForGood, TokenTitle, TokenOnce, Revoke, Revoked, Over, LastUse, Creator, PastDay string
	ScopeMeans                                                                                                                                                                           map[string]string // by account.Scope
	// audit
	Who, When, What, About, FromDay, ToDay string
	Audit                                  map[string]string // by what account.Note was told by others than package account
	// devices
	DeviceName, Person, DeviceRole, Since, LastHeard, Operations, Lead, Expert, ParkFeed, ParkFeedHint, Invite, InviteHint, InviteTitle, InviteOnce, EditDevice, RevokeDevice, RevokeHint, RevokedSince, NoDevices, Device string
	// criteria
	HandedOut, Nothing, Embedded, EmbeddedHint, Revision, Size, Document, Criteria, Register, Roster, Download, Upload, UploadHint, UploadFile, Check, Preview, PreviewHint, CriteriaNew, CriteriaChanged, CriteriaGone, SourcesNew, SourcesGone, Same, HandOut, HandOutRegister, RegisterHint, RegisterEmpty, TakeBack, TakeBackHint, Problems, ProblemsHint, Line, NoFile, Moved, CriteriaCount, OtherCriteria string
	// OIDC
	ProviderDown string

	Done map[string]string // what was done
}

var webAdminZh = WebAdmin{
	OwnTitle: "我的账号", OldPassword: "现在的密码", ChangePassword: "修改密码", Elsewhere: "您的账号在别处还有 %d 处登录。", NoElsewhere: "您的账号没有在别处登录。", LeaveOthers: "退出别处的登录", GuestUntil: "您是扫清单二维码进来的，可以用到 %s。", SessionUntil: "这次登录最晚到 %s。", PageLanguage: "页面语言", ByBrowser: "按浏览器", GuestHint: "扫码进来的不用密码。要长期使用，请向园区申请账号。", OwnHint: "姓名、角色和企业由园区管理员修改。", AnyLanguage: "本浏览器选过的语言优先；保存后以这里为准。",
	NewAccount: "新建账号", EditAccount: "账号 %s", Login: "登录名", LoginHint: "2 到 64 个小写字母、数字和 . _ - @，建好后不能改。", Name: "姓名", NameHint: "本人全名：记录里按姓名写明是谁，复查和销号也按姓名区分。", Role: "角色", EnterpriseHint: "角色是“企业”时必填：写名称或统一社会信用代码，从名册里选。其他角色不填。", EnterpriseNone: "名册里没有“%s”。", EnterpriseMany: "名册里有几家企业都含“%s”：请写全名或统一社会信用代码。", LastEntry: "最近登录", Never: "从未", State: "状态", Disable: "停用账号", DisableHint: "马上退出登录，不能再进入。记录里的姓名不变，以后可以恢复。", Enable: "恢复账号", NewLink: "给新的密码链接", NewLinkHint: "忘记密码或被锁定时用。用之前旧密码仍有效，以前没用的链接作废。", Expect: "改用统一身份登录", ExpectHint: "现有密码作废，等本人用统一身份登录；那里的用户名或邮箱要和登录名一样。",
	LinkTitle: "设密码的链接", LinkHint: "把链接交给本人。打开后设密码，就能进入。只能用一次。", LinkUntil: "%s 前有效。", OnceOnly: "这个页面只显示一次。", Locked: "锁定到 %s", Disabled: "已停用", NoPassword: "还没设密码", Fine: "正常", ByProvider: "统一身份",
	NewToken: "新建令牌", TokenHint: "令牌给程序用，不给人用。一个程序一个令牌，只给它需要的权限。", TokenName: "给哪个程序用", Scopes: "权限", OnlyEnterprise: "只限一家企业", OnlyEnterpriseHint: "不填就是全园区。", UntilDay: "有效到", UntilDayHint: "到这一天结束。不填就一直有效，直到收回。", ForGood: "一直有效", TokenTitle: "程序令牌", TokenOnce: "把令牌填进程序的设置，请求时放在 Authorization: Bearer 后面。园区只存它的摘要，丢了只能另建。", Revoke: "收回", Revoked: "已收回", Over: "已过期", LastUse: "最近使用", Creator: "谁建的", PastDay: "这一天已经过去了。",
	ScopeMeans: map[string]string{"read": "查看企业、检查、隐患", "write": "登记整改、复查等操作", "export": "导出 CSV、XLSX、GeoJSON", "hook": "管理事件推送", "metrics": "读取服务器运行指标"},
	Who:        "谁", When: "时间", What: "做了什么", About: "对象", FromDay: "从哪天", ToDay: "到哪天",
	Audit: map[string]string{
		"register.imported": "导入企业名册", "register.saved": "修改企业", "register.merged": "合并企业",
		"device.invited": "邀请平板", "device.changed": "修改平板", "device.revoked": "停用平板", "criteria.handed": "下发判定标准", "criteria.back": "收回判定标准", "register.handed": "下发企业名册", "register.back": "收回企业名册",
	},
	DeviceName: "平板名称", Person: "使用人", DeviceRole: "用途", Since: "登记于", LastHeard: "最近收到", Operations: "记录", Lead: "组长", Expert: "专家", ParkFeed: "园区服务器", ParkFeedHint: "在网页上做的事记在这里", Invite: "邀请平板", InviteHint: "生成一次性邀请码，24 小时内有效。在平板上运行 paicha enrol 加上这一行，或在平板的“园区”页面粘贴、扫码。", InviteTitle: "平板“%s”的邀请码", InviteOnce: "只能用一次。", EditDevice: "平板 %s", RevokeDevice: "停用平板", RevokeHint: "平板丢失、报废或人员离开时用。停用后园区不再收它的数据，也不再给它数据，不能恢复；要再用须重新邀请，换新身份。平板上还没同步的记录不会删，可以导出成文件。先让它同步一次再停用。", RevokedSince: "%s 停用", NoDevices: "还没有平板登记。", Device: "平板",
	HandedOut: "现在下发的", Nothing: "没有下发：平板用自带的。", Embedded: "程序自带的标准", EmbeddedHint: "没有下发标准时，平板用它自己带的那一版。本服务器判定用的也是这一版。", Revision: "版本", Size: "大小", Document: "内容", Criteria: "判定标准", Register: "企业名册", Roster: "平板名单（自动）", Download: "下载", Upload: "下发新的判定标准", UploadHint: "选一个标准库文件（YAML，整份）。先检查、看清改了什么，再确认下发。新检查用新版，已有的检查不变。", UploadFile: "标准库文件", Check: "检查文件", Preview: "核对后下发", PreviewHint: "还没有下发。和现在的相比：", CriteriaNew: "新增的条款（%d）", CriteriaChanged: "改动的条款（%d）", CriteriaGone: "去掉的条款（%d）", SourcesNew: "新增的依据", SourcesGone: "去掉的依据", Same: "与现在下发的完全一样。", HandOut: "确认下发", HandOutRegister: "下发企业名册", RegisterHint: "把园区名册里正常经营的 %d 家企业发给所有平板，新建检查时可以直接选。", RegisterEmpty: "名册里没有正常经营的企业：请先导入名册。", TakeBack: "收回", TakeBackHint: "收回后平板改用自带的；已经收到的和已有的检查不受影响。", Problems: "文件有 %d 处问题，没有下发", ProblemsHint: "按行号改好再上传。", Line: "行", NoFile: "请选一个文件。", Moved: "您看的时候下发的内容变了：请重新核对。", CriteriaCount: "%d 条", OtherCriteria: "本服务器按自带的标准判定；用下发版本做的检查，网页上不作判定。",
	ProviderDown: "统一身份服务器没有答复：请过一会儿再试，或者用密码登录。",
	Done: map[string]string{
		"own-password": "密码已改，别处的登录都已退出。", "others": "别处的登录都已退出。", "disabled": "账号已停用。", "enabled": "账号已恢复。", "expected": "已改用统一身份登录，原密码作废。", "revoked": "已收回。", "device-revoked": "平板已停用。", "handed": "已下发，平板下次同步时收到。", "back": "已收回。",
	},
}

var webAdminEn = WebAdmin{
	OwnTitle: "My account", OldPassword: "Password now", ChangePassword: "Change the password", Elsewhere: "Your account is signed in %d more times elsewhere.", NoElsewhere: "Your account is signed in nowhere else.", LeaveOthers: "Sign out everywhere else", GuestUntil: "You came by the code on a findings list, and can stay until %s.", SessionUntil: "You are signed in until %s at the latest.", PageLanguage: "Language of pages", ByBrowser: "as the browser", GuestHint: "Who comes by a code has no password. For longer use ask the park for an account.", OwnHint: "The park's administrator changes name, role and enterprise.", AnyLanguage: "What was chosen in this browser comes first; after saving this counts.",
	NewAccount: "New account", EditAccount: "Account %s", Login: "Login", LoginHint: "2 to 64 letters a-z, digits and . _ - @; it cannot be changed later.", Name: "Name", NameHint: "The whole name of one person: records name people by it, and re-check and close are told apart by it.", Role: "Role", EnterpriseHint: "Needed for the role enterprise: name or credit code, chosen from the register. Other roles have none.", EnterpriseNone: "The register has no “%s”.", EnterpriseMany: "Several enterprises have “%s” in their name: write the whole name or the credit code.", LastEntry: "Last entry", Never: "never", State: "State", Disable: "Disable the account", DisableHint: "Whoever is in with it is out at once. Records keep the name, and it can be enabled again.", Enable: "Enable the account", NewLink: "Give a new link for a password", NewLinkHint: "For a forgotten password or a locked account. The old password is good until it is used; links before it are void.", Expect: "Enter by the identity provider", ExpectHint: "The password is void, and the account waits for its person to come by the identity provider, whose user name or address has to be the login.",
	LinkTitle: "Link to set a password", LinkHint: "Give this link to its person. With it they set a password and are in. It is good once.", LinkUntil: "Good until %s.", OnceOnly: "This page is shown once.", Locked: "locked until %s", Disabled: "disabled", NoPassword: "no password yet", Fine: "ok", ByProvider: "identity provider",
	NewToken: "New token", TokenHint: "Tokens are for programs, not for people: one for each program, with what it needs and no more.", TokenName: "For which program", Scopes: "What it may do", OnlyEnterprise: "One enterprise only", OnlyEnterpriseHint: "Left empty: the whole park.", UntilDay: "Until", UntilDayHint: "To the end of that day. Left empty it is good until it is revoked.", ForGood: "for good", TokenTitle: "Token of a program", TokenOnce: "Put it into the program's settings; it is sent behind Authorization: Bearer. The park keeps a digest alone: a lost token is made anew.", Revoke: "Revoke", Revoked: "revoked", Over: "over", LastUse: "Last use", Creator: "Made by", PastDay: "That day has passed.",
	ScopeMeans: map[string]string{"read": "read enterprises, inspections, findings", "write": "hand in what people do: fixed, re-checked and so on", "export": "export CSV, XLSX, GeoJSON", "hook": "manage webhooks", "metrics": "read the server's metrics"},
	Who:        "Who", When: "When", What: "What", About: "About", FromDay: "From", ToDay: "To",
	Audit: map[string]string{
		"register.imported": "imported the register", "register.saved": "changed an enterprise", "register.merged": "merged enterprises",
		"device.invited": "invited a tablet", "device.changed": "changed a tablet", "device.revoked": "revoked a tablet", "criteria.handed": "handed out criteria", "criteria.back": "took criteria back", "register.handed": "handed out the register", "register.back": "took the register back",
	},
	DeviceName: "Name of the tablet", Person: "Person", DeviceRole: "Role", Since: "Since", LastHeard: "Last heard", Operations: "Records", Lead: "lead", Expert: "expert", ParkFeed: "the park's server", ParkFeedHint: "what is done on pages is recorded here", Invite: "Invite a tablet", InviteHint: "Makes a code that is good once, within 24 hours. On the tablet run paicha enrol with the line, or paste or scan it on the page Park.", InviteTitle: "Invitation for the tablet “%s”", InviteOnce: "It is good once.", EditDevice: "Tablet %s", RevokeDevice: "Revoke the tablet", RevokeHint: "For a tablet that is lost or worn out, or whose person left. The park takes nothing from it any more and gives it nothing; this cannot be undone: to be used again it has to be invited anew. What it has not synced stays on it and can be exported to a file. Let it sync first.", RevokedSince: "revoked %s", NoDevices: "No tablet is enrolled yet.", Device: "Tablet",
	HandedOut: "Handed out now", Nothing: "None: tablets use what they came with.", Embedded: "Embedded criteria", EmbeddedHint: "While none are handed out, tablets use those that they came with. This server judges by these.", Revision: "Revision", Size: "Size", Document: "Document", Criteria: "criteria", Register: "register of enterprises", Roster: "list of tablets (by itself)", Download: "Download", Upload: "Hand out other criteria", UploadHint: "Choose a library file (YAML, whole). It is checked, you see what changes, then you hand it out. New inspections use it; those there are stay as they are.", UploadFile: "Library file", Check: "Check the file", Preview: "Look, then hand out", PreviewHint: "It is not handed out yet. Against what there is now:", CriteriaNew: "New criteria (%d)", CriteriaChanged: "Changed criteria (%d)", CriteriaGone: "Criteria that are gone (%d)", SourcesNew: "New sources", SourcesGone: "Sources that are gone", Same: "It is exactly what is handed out now.", HandOut: "Hand it out", HandOutRegister: "Hand out the register", RegisterHint: "Gives all tablets the %d active enterprises of the park's register, to choose from for a new inspection.", RegisterEmpty: "The register has no active enterprise: import it first.", TakeBack: "Take back", TakeBackHint: "Tablets then use what they came with; what they have got, and inspections there are, stay.", Problems: "The file has %d problems and was not handed out", ProblemsHint: "Mend them by line and upload again.", Line: "Line", NoFile: "Choose a file.", Moved: "What is handed out changed while you were reading: look again.", CriteriaCount: "%d criteria", OtherCriteria: "This server judges by the embedded criteria; inspections by those handed out are not judged on pages.",
	ProviderDown: "The identity provider does not answer: try again in a while, or sign in by password.",
	Done: map[string]string{
		"own-password": "The password is changed, and you are signed out everywhere else.", "others": "You are signed out everywhere else.", "disabled": "The account is disabled.", "enabled": "The account is enabled.", "expected": "It waits for the identity provider; the password is void.", "revoked": "Revoked.", "device-revoked": "The tablet is revoked.", "handed": "Handed out: tablets get it with their next sync.", "back": "Taken back.",
	},
}

// AuditWord says what somebody did, by the code that the audit keeps; the code itself where there is no word.
func (w *Words) AuditWord(code string) string {
	return cmp.Or(w.Account.Audit[code], w.Admin.Audit[code], code)
}
