package words

// InviteWords are the words of invitations, one-time ways in of tablets and of people, and of the commands and pages that list and withdraw them;
// and of the commands of tokens.
type InviteWords struct {
	Title, TitleLinks, None, NoneLinks, Hint string
	For, Kind, Made, By, Until, State        string            // columns
	Kinds                                    map[string]string // by park.Invitation.Kind
	Lead                                     string
	States                                   map[string]string // by park.Standing
	At                                       string            // state, when
	Ended                                    string            // how many
	Withdraw, WasUsed                        string
	Done                                     map[string]string // what was done
	Unknown                                  string            // when it was made

	Cmd, CmdList, CmdListLong, CmdWithdraw, CmdWithdrawLong, FlagAll string
	CmdNone                                                          string
	CmdWithdrawn                                                     string // for whom
	CmdUnknown                                                       string // id

	Token, TokenLong, TokenList, TokenMake, TokenMakeLong, TokenRevoke       string
	FlagScope, FlagTokenEnterprise, FlagUntil                                string
	TokenMade                                                                string // name, until, the token
	TokenRevoked                                                             string // name
	TokenUnknown                                                             string // id
	TokenNone, TokenForGood, TokenGood                                       string
	BadDay                                                                   string // day
	PastDay                                                                  string // day
	ColToken, ColScopes, ColEnterprise, ColMade, ColSeen, ColUntil, ColState string
}

var inviteZh = InviteWords{
	Title: "发出的邀请", TitleLinks: "发出的密码链接", None: "没有还能用的邀请。", NoneLinks: "没有还能用的链接。",
	Hint: "邀请码和链接只在生成时显示一次，园区只存核对用的摘要。发错了人就收回，再发新的。",
	For:  "给谁", Kind: "用途", Made: "生成于", By: "谁发的", Until: "有效到", State: "状态",
	Kinds: map[string]string{"device": "平板登记", "first": "第一位管理员", "new": "首次设密码", "password": "重设密码"}, Lead: "组长的平板",
	States: map[string]string{"open": "还没用", "used": "已用", "withdrawn": "已收回", "over": "已过期，没用"}, At: "%s（%s）",
	Ended: "已用、已收回和已过期的（%d）", Withdraw: "收回", Done: map[string]string{"withdrawn": "已收回。再用它的人会看到已被收回。"},
	WasUsed: "没有收回：这份邀请刚刚已经用了。用的人不对，请停用平板或账号。", Unknown: "不详",

	Cmd: "邀请平板登记；列出和收回邀请", CmdList: "列出发出的邀请：平板的邀请码和账号的一次性链接",
	CmdListLong: "列出还能用的邀请：给谁、谁发的、有效到什么时候。--all 也列出最近 90 天已用、已收回和已过期的。邀请码和链接本身不再显示：园区只存核对用的摘要。",
	CmdWithdraw: "收回一份还没用的邀请", CmdWithdrawLong: "收回一份还没用的邀请，按 parkd invite list 的编号（前几位即可）。拿着它的人再用时，会被告知已收回。",
	FlagAll: "也列出已用、已收回和已过期的", CmdNone: "没有还能用的邀请", CmdWithdrawn: "已收回给 %s 的邀请",
	CmdUnknown: "没有编号以 %q 开头的邀请，或有几份：parkd invite list --all 列出全部",

	Token: "管理程序用的令牌", TokenLong: "接口令牌给程序用，网页上由管理员做同样的事。令牌只在新建时输出一次，园区只存摘要。",
	TokenList: "列出令牌", TokenMake: "新建令牌，输出一次", TokenMakeLong: "新建一个令牌并输出（只这一次）。程序请求时放在 Authorization: Bearer 后面。\n  parkd token make 园区大屏 --scope read,export --until 2027-06-30",
	TokenRevoke: "收回令牌：马上不能再用", FlagScope: "权限，用逗号分开：read、write、export、hook、metrics（必填）",
	FlagTokenEnterprise: "只限一家企业：编号或统一社会信用代码（默认全园区）", FlagUntil: "有效到这一天结束，如 2027-06-30（默认一直有效，直到收回）",
	TokenMade: "“%s”的令牌（%s，只显示这一次）：\n\n    %s", TokenRevoked: "已收回“%s”的令牌", TokenUnknown: "没有编号以 %q 开头的令牌，或有几个：parkd token list 列出全部",
	TokenNone: "还没有令牌：parkd token make 新建", TokenForGood: "一直有效", TokenGood: "%s 前有效",
	BadDay: "日期 %q 写得不对：要像 2027-06-30", PastDay: "%s 已经过去了",
	ColToken: "程序", ColScopes: "权限", ColEnterprise: "企业", ColMade: "谁建的", ColSeen: "最近使用", ColUntil: "有效到", ColState: "状态",
}

var inviteEn = InviteWords{
	Title: "Invitations given out", TitleLinks: "Links given out", None: "No invitation is open.", NoneLinks: "No link is open.",
	Hint: "Codes and links are shown once, when they are made; the park keeps what proves them. What went to the wrong hands is withdrawn, and made anew.",
	For:  "For", Kind: "What for", Made: "Made", By: "By", Until: "Good until", State: "State",
	Kinds: map[string]string{"device": "enrol a tablet", "first": "the first administrator", "new": "first password", "password": "new password"}, Lead: "a lead's tablet",
	States: map[string]string{"open": "not used yet", "used": "used", "withdrawn": "withdrawn", "over": "too old, not used"}, At: "%s (%s)",
	Ended: "Used, withdrawn or too old (%d)", Withdraw: "Withdraw", Done: map[string]string{"withdrawn": "It is withdrawn. Who comes with it is told so."},
	WasUsed: "It was not withdrawn: it was used just now. If the wrong person has it, disable the account or revoke the tablet.", Unknown: "not known",

	Cmd: "invite a tablet; list and withdraw invitations", CmdList: "list what was given out: codes of tablets, and links of accounts",
	CmdListLong: "List the invitations that are open: for whom, by whom, until when. --all lists those of the last 90 days too that were used, withdrawn or became too old. Codes and links are not shown again: the park keeps what proves them.",
	CmdWithdraw: "withdraw an invitation that was not used", CmdWithdrawLong: "Withdraw an invitation that was not used, by its id as parkd invite list has it (the first digits do). Who comes with it is told that it was withdrawn.",
	FlagAll: "those too that were used, withdrawn or became too old", CmdNone: "No invitation is open", CmdWithdrawn: "The invitation for %s is withdrawn",
	CmdUnknown: "no invitation has an id that begins with %q, or several have: parkd invite list --all lists them",

	Token: "tokens of programs", TokenLong: "Tokens for programs; administrators do the same on the pages. A token is printed once, when it is made: the park keeps a digest alone.",
	TokenList: "list the tokens", TokenMake: "make a token, printed once", TokenMakeLong: "Make a token and print it, this once. A program sends it behind Authorization: Bearer.\n  parkd token make wall-display --scope read,export --until 2027-06-30",
	TokenRevoke: "revoke a token: it is good no more, at once", FlagScope: "what it may do, by comma: read, write, export, hook, metrics (required)",
	FlagTokenEnterprise: "one enterprise only: id or credit code (default: the whole park)", FlagUntil: "good to the end of this day, like 2027-06-30 (default: until it is revoked)",
	TokenMade: "The token of “%s” (%s; it is shown this once):\n\n    %s", TokenRevoked: "The token of “%s” is revoked", TokenUnknown: "no token has an id that begins with %q, or several have: parkd token list lists them",
	TokenNone: "There is no token yet: parkd token make makes one", TokenForGood: "good until it is revoked", TokenGood: "good until %s",
	BadDay: "%q is no day: write it like 2027-06-30", PastDay: "%s has passed",
	ColToken: "program", ColScopes: "scopes", ColEnterprise: "enterprise", ColMade: "made by", ColSeen: "last use", ColUntil: "until", ColState: "state",
}
