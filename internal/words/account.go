package words

// AccountWords are the words of accounts: of the commands, and what pages say of roles and of the audit.
type AccountWords struct {
	Cmd, Long, Add, AddLong, List, Reset, ResetLong, Disable string
	FlagName, FlagRole, FlagEnterprise, FlagLang, FlagLife   string
	Made                                                     string // login, until, link
	Renewed                                                  string // login, until, link
	Disabled                                                 string // login
	None                                                     string
	ColLogin, ColName, ColRole, ColEnterprise, ColSeen       string
	ColState                                                 string
	StateOK, StateDisabled, StateInvited                     string
	StateLocked                                              string            // until
	Roles                                                    map[string]string // by account.Role
	Scopes                                                   map[string]string // by account.Scope
	Audit                                                    map[string]string // by what account.Note was told
}

var accountZh = AccountWords{
	Cmd: "管理人员账号", Long: "在服务器本机管理人员账号；网页上由管理员做同样的事。账号从不删除：记录里按姓名写明是谁做的。",
	Add: "新建账号，输出设密码的链接", AddLong: "新建账号并输出一次性链接，本人打开后设密码。\n  parkd account add lisi --name 李某某 --role officer\n  parkd account add shili --name 王某某 --role enterprise --enterprise 91500000MA5U00AA13",
	List: "列出账号", Reset: "输出一个重设密码的链接", ResetLong: "输出一次性链接，本人打开后设新密码并直接进入，登录锁定随之解除。用之前旧密码仍有效；以前没用的链接作废。",
	Disable:  "停用账号：马上退出登录，不能再进入",
	FlagName: "本人姓名（必填）：记录里按它写明是谁", FlagRole: "角色：admin、officer、lead、expert、enterprise、auditor（必填）",
	FlagEnterprise: "所属企业（角色 enterprise 必填）：编号或统一社会信用代码", FlagLang: "页面语言：zh 或 en（默认按浏览器）", FlagLife: "链接有效期",
	Made:     "账号 %s 已建好。把链接交给本人（只能用一次，%s 前有效）：\n\n    %s",
	Renewed:  "账号 %s 的新链接（只能用一次，%s 前有效）：\n\n    %s",
	Disabled: "已停用 %s", None: "还没有账号：parkd account add 新建",
	ColLogin: "登录名", ColName: "姓名", ColRole: "角色", ColEnterprise: "企业", ColSeen: "最近登录", ColState: "状态",
	StateOK: "正常", StateDisabled: "已停用", StateInvited: "还没设密码", StateLocked: "锁定到 %s",
	Roles:  map[string]string{"admin": "管理员", "officer": "园区人员", "lead": "专家组长", "expert": "专家", "enterprise": "企业", "auditor": "查阅（只读）", "device": "平板"},
	Scopes: map[string]string{"read": "读取", "write": "写入", "export": "导出", "hook": "管理推送", "metrics": "运行指标"},
	Audit: map[string]string{
		"account.added": "新建账号", "account.changed": "修改账号", "account.link": "给出设密码链接", "account.link-withdrawn": "收回设密码链接", "account.password": "设密码", "account.locked": "密码错得太多，登录锁定",
		"account.identity": "与统一身份认证绑定", "account.expected": "改用统一身份认证进入", "guest.code": "在清单上印二维码", "guest.came": "扫清单二维码进入", "guest.ended": "收回清单二维码",
		"token.made": "新建程序令牌", "token.revoked": "收回程序令牌",
		"webhook.added": "新建事件推送", "webhook.on": "启用事件推送", "webhook.off": "停用事件推送", "webhook.secret": "更换推送密钥", "webhook.dropped": "删除事件推送",
	},
}

var accountEn = AccountWords{
	Cmd: "accounts of people", Long: "Accounts of people, at the server itself; administrators do the same on the pages. Accounts are never deleted: records name people.",
	Add: "make an account, and the link to set its password", AddLong: "Make an account and print a one-time link by which its person sets the password.\n  parkd account add lisi --name LI-Mou --role officer\n  parkd account add shili --name WANG-Mou --role enterprise --enterprise 91500000MA5U00AA13",
	List: "list the accounts", Reset: "print a link for a new password", ResetLong: "Print a one-time link: its person sets a new password and is in at once, lock or not. The old password is good until then; links that were not used are void.",
	Disable:  "disable an account: whoever is in with it is out at once",
	FlagName: "the person's name (required): records name them by it", FlagRole: "role: admin, officer, lead, expert, enterprise, auditor (required)",
	FlagEnterprise: "whose (required for the role enterprise): id or credit code", FlagLang: "language of the pages: zh or en (default: the browser's)", FlagLife: "how long the link is good",
	Made:     "The account %s is made. Give its person this link (good once, until %s):\n\n    %s",
	Renewed:  "A new link for the account %s (good once, until %s):\n\n    %s",
	Disabled: "%s is disabled", None: "There is no account yet: parkd account add makes one",
	ColLogin: "login", ColName: "name", ColRole: "role", ColEnterprise: "enterprise", ColSeen: "last entry", ColState: "state",
	StateOK: "ok", StateDisabled: "disabled", StateInvited: "no password yet", StateLocked: "locked until %s",
	Roles:  map[string]string{"admin": "administrator", "officer": "park officer", "lead": "lead expert", "expert": "expert", "enterprise": "enterprise", "auditor": "auditor (reads only)", "device": "tablet"},
	Scopes: map[string]string{"read": "read", "write": "write", "export": "export", "hook": "webhooks", "metrics": "metrics"},
	Audit: map[string]string{
		"account.added": "made an account", "account.changed": "changed an account", "account.link": "gave a link for a password", "account.link-withdrawn": "withdrew a link for a password", "account.password": "set a password", "account.locked": "locked after too many wrong passwords",
		"account.identity": "tied to the identity provider", "account.expected": "to enter by the identity provider", "guest.code": "printed a code on a list", "guest.came": "came by the code on a list", "guest.ended": "withdrew the codes on lists",
		"token.made": "made a program's token", "token.revoked": "revoked a program's token",
		"webhook.added": "made a webhook", "webhook.on": "switched a webhook on", "webhook.off": "switched a webhook off", "webhook.secret": "gave a webhook a new secret", "webhook.dropped": "dropped a webhook",
	},
}

// accountErrorsZh is every sentence of account.Denied, by its English format.
var accountErrorsZh = map[string]string{
	"the login or the password is wrong": "登录名或密码不对",
	"too many wrong passwords: this login is locked until %s; an administrator can make a new link":                                 "密码错得太多：这个登录名锁定到 %s；管理员可以给新链接",
	"this account is disabled: ask the park's administrator":                                                                        "账号已停用：请联系园区管理员",
	"too many failed tries from your network: wait until %s":                                                                        "您所在的网络失败次数太多：请等到 %s 再试",
	"too many people are entering at this moment: try again in a minute":                                                            "此刻登录的人太多：请一分钟后再试",
	"the session is over: enter again":                                                                                              "登录已过期：请重新登录",
	"this link is not known: open it whole, or ask the park for a new one":                                                          "没有这个链接：请完整打开，或向园区要新的",
	"this link was used already: ask the park for a new one":                                                                        "这个链接已用过：请向园区要新的",
	"the park has withdrawn this link: ask it why, and for a new one":                                                               "园区收回了这个链接：请问园区为什么，要用请向园区要新的",
	"this link is too old: ask the park for a new one":                                                                              "这个链接已过期：请向园区要新的",
	"this code was opened on as many devices as it is good for: open it on one of those, or ask the park for a new one":             "这个二维码能用的设备已满，或已过可添加设备的时间：请用已打开过的设备，或向园区要新的",
	"%s may not do this: ask an administrator":                                                                                      "%s 无权这样做：请联系管理员",
	"a password needs at least 10 characters: several words do well":                                                                "密码至少 10 个字符：用几个词连起来就很好",
	"a password has at most 200 characters":                                                                                         "密码最多 200 个字符",
	"this password is among the first that anybody would try: take several words that do not belong together":                       "这个密码太容易猜到：请用几个互不相干的词",
	"%q cannot be a login: 2 to 64 letters a-z, digits and . _ - @, beginning with a letter or digit":                               "%q 不能作登录名：2 到 64 个小写字母、数字和 . _ - @，以字母或数字开头",
	"there is an account %q: take another login, or make a new link for that account":                                               "已有账号 %q：换一个登录名，或给那个账号新链接",
	"there is no account %q: parkd account list shows all":                                                                          "没有账号 %q：parkd account list 列出全部",
	"%q is not one person's name: operations name people by it, so write the whole name of one person, at most 60 characters":       "%q 不是一个人的姓名：记录里按它写明是谁，请写一个人的全名，最多 60 个字",
	"%s has the same name: whoever re-checks is told apart by name, so write what tells these two apart behind it, not in brackets": "与账号 %s 同名：复查人按姓名区分，请在姓名后写上能区分的字，不要用括号",
	"somebody of the park is called %s: write what tells you apart behind your name, not in brackets, like your department":         "园区也有人叫 %s：请在姓名后写上能区分的字，例如部门，不要用括号",
	"%q is no role of an account: admin, officer, lead, expert, enterprise or auditor":                                              "%q 不是账号的角色：admin、officer、lead、expert、enterprise 或 auditor",
	"%q is no enterprise of the register: the role enterprise needs one, by id or credit code, and other roles have none":           "名册里没有企业 %q：角色 enterprise 要写企业编号或统一社会信用代码，其他角色不写",
	"%q is no language: zh, en, or none":                                                                                            "%q 不是可选的语言：zh、en 或不写",
	"%s is the last administrator who can enter: make another one first":                                                            "%s 是最后一个能登录的管理员：请先设另一个",
	"%q is no scope of a token: read, write, export, hook or metrics":                                                               "%q 不是令牌的权限：read、write、export、hook 或 metrics",
	"%q cannot be a token's name: write on one line which program it is for, in at most 60 characters":                              "%q 不能作令牌名称：请用一行写明给哪个程序用，最多 60 个字",
	"there is no token %q":                                  "没有令牌 %q",
	"this park has no identity provider: enter by password": "本园区没有统一身份认证：请用密码登录",
	"the identity provider refused: %s":                     "统一身份认证拒绝了：%s",
	"the identity provider knows you as %s, but no account here waits for that: ask the park's administrator": "统一身份认证认出您是 %s，但园区没有等着您的账号：请联系园区管理员",
	"this answer of the identity provider belongs to another try, or is too old: enter again":                 "统一身份认证的答复不属于这次登录，或已过期：请重新登录",
}
