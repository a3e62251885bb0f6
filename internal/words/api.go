package words

// APIWords are the words of the interface for programs: what a person reads who looks at why a program was refused.
type APIWords struct {
	Problems map[string]string // by package api's codes, where no other area has the words
}

var apiZh = APIWords{
	Problems: map[string]string{
		"bad-request": "请求读不懂：请检查 JSON 和参数。", "token": "没有令牌，或令牌已失效。请在 Authorization 里写 Bearer 加令牌。", "scope": "令牌没有这个权限：%s。请管理员另发一个。", "limited": "这个令牌只属于一家企业，不能用在这里。",
		"invalid": "请求里有不能用的内容，见 errors。", "too-large": "请求太大。", "media-type": "请求体请用 application/json。", "too-many": "请求太频繁，请 %d 秒后再试。", "key-reused": "这个 Idempotency-Key 已用于另一个请求。",
		"no-display": "这个文件不能显示（视频、HEIC 或已损坏）：用 original=1 取原件。",
	},
}

var apiEn = APIWords{
	Problems: map[string]string{
		"bad-request": "The request cannot be read: look at its JSON and parameters.", "token": "There is no token, or it is over. Send it as Authorization: Bearer.", "scope": "The token lacks the scope %s. Ask an administrator for another.", "limited": "The token is of one enterprise, and this is not for it.",
		"invalid": "Something in the request cannot be used: see errors.", "too-large": "The request is too large.", "media-type": "Send the body as application/json.", "too-many": "Too many requests: try again in %d seconds.", "key-reused": "This Idempotency-Key was used for another request.",
		"no-display": "This file cannot be shown (a video, HEIC, or broken): original=1 gives it as it came.",
	},
}
