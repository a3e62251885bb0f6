package words

import "cmp"

// WebWords are the words of the frame that every page of the park stands in, and of entering.
type WebWords struct {
	Product, Skip, Menu, Language, Leave, Entered, More, Next, Back, Search, Filter, All, None, Save, Cancel, Print, Yes, No string
	Nav                                                                                                                      map[string]string // by the page's name
	Roles                                                                                                                    map[string]string // by account.Role
	Waits                                                                                                                    map[string]string // by project's waits: what a finding waits for
	Done                                                                                                                     map[string]string // what was done
	Todo                                                                                                                     map[string]string // what happens next, by inspection.Status, and "dispute", "extension"
	Acts, Plan, Immediate, Photo, Original, Edited                                                                           string
	// an inspection
	Answer, Note, Time, Counts, VisitKind, Signed, NotSigned, Refused, PaperList, EntryMake, Elsewhere, Verdicts, StillOpen, Conflicts, Alike, Answers, Differ, LateEntries, NewerOps, EntryMade, EntryMadeHint, EntryUntil, Majors string
	Fingerprint                                                                                                                                                                                                                     string // of the park's key
	// entering
	Login, LoginName, Password, Enter, NewPassword, PasswordAgain, PasswordRule, SetPassword, NotSame, Enterprise, YourName, YourNameHint, EntryTitle, EntryHint, OIDC string
	// errors
	ErrTitle, NotFound, Forbidden, SignInFirst, Stale, TooLarge, Trouble, TroubleID, GoHome string
	// things
	Finding, Findings, Inspection, Inspections, Number, Place, Description, Basis, Measure, Deadline, Due, Level, Status, Sector, Clause, Day, Experts, Photos, Proofs, History, Late, DueToday, DaysLate, DaysLeft, Open, Closed, Total string
}

var webZh = WebWords{
	Product: "排查", Skip: "跳到正文", Menu: "菜单", Language: "English", Leave: "退出", Entered: "%s（%s）", More: "更多", Next: "下一页", Back: "返回", Search: "搜索", Filter: "筛选", All: "全部", None: "没有", Save: "保存", Cancel: "取消", Print: "打印", Yes: "是", No: "否",
	Nav: map[string]string{
		"home": "首页", "findings": "隐患", "inspections": "检查", "tasks": "退回任务", "enterprises": "企业", "charts": "统计图", "assessment": "年度考核", "visits": "上门次数", "accounts": "账号", "devices": "平板", "criteria": "判定标准", "webhooks": "事件推送", "tokens": "接口令牌", "audit": "操作日志", "export": "导出", "account": "我的账号", "month": "安全生产月", "ledgers": "台账",
	},
	Roles: map[string]string{"admin": "园区管理员", "officer": "园区工作人员", "lead": "检查组长", "expert": "专家", "enterprise": "企业", "auditor": "审计（只读）", "device": "平板"},
	Waits: map[string]string{"notify": "待告知企业", "plan": "待企业报计划", "rectify": "待企业整改", "major": "待认定重大", "extension": "待批延期", "dispute": "待答复异议", "recheck": "待复查", "close": "待销号"},
	Done:  map[string]string{"password": "密码已设好。", "act": "已提交，并已记录。", "saved": "已保存。", "sent": "已发出。", "dropped": "已删除。", "imported": "名册已更新，并已发给平板。", "merged": "已合并。", "codes": "二维码已作废。", "unhanded": "已保存，但没能发给平板：请过一会儿再保存一次。"},
	Todo: map[string]string{
		"recorded": "检查组还没有把清单交给企业签字。危险的先按应急措施处理。", "fixed": "当场已整改，等园区复查。", "notified": "请企业报整改计划，或直接整改后报完成。", "rectifying": "企业正在整改；改完请报完成，附整改后照片。",
		"rectified": "企业已报整改，等园区安排复查。", "re-checked": "复查已通过，等第二个人销号。", "closed": "已销号，没有要做的。", "transferred": "已移送主管部门。", "withdrawn": "已撤销，没有要做的。", "joined": "已并入另一项。",
		"dispute": "企业提出了异议，等园区答复；隐患暂时仍然有效。", "extension": "企业申请了延期，等园区决定；没有同意之前期限不变。",
	},
	Acts: "可以做的", Plan: "整改计划", Immediate: "应急措施", Photo: "照片", Original: "原图", Edited: "更正过 %d 次",
	Answer: "结论", Note: "说明", Time: "时间", Counts: "算数", VisitKind: "方式和日期", Signed: "签字", NotSigned: "清单还没有签字", Refused: "拒签", PaperList: "隐患清单（打印）", EntryMake: "给企业生成二维码", Elsewhere: "这次检查用的判定标准版本不在本服务器上，这里不作判定。", Verdicts: "判定", StillOpen: "还有 %d 项未定", Conflicts: "专家意见不一", Alike: "可能是同一项", Answers: "各条结论", Differ: "意见不一", Majors: "疑似重大", Fingerprint: "园区指纹 %s（核对文书时比对）", EntryMade: "企业入口二维码", EntryMadeHint: "打印后交给企业。企业的人扫码、填姓名就能查看清单、报整改，不用账号。最多三台设备，首次使用起三天内。", EntryUntil: "没人用过的话，到 %s 失效。这个页面只显示一次。", LateEntries: "签字之后又有 %d 条记录。", NewerOps: "有 %d 条记录来自更新的版本，本服务器看不懂，但已保留。",
	Login: "登录", LoginName: "账号", Password: "密码", Enter: "登录", NewPassword: "新密码", PasswordAgain: "再输一次", PasswordRule: "至少 10 个字符，不要用账号名或常见密码。", SetPassword: "设置密码", NotSame: "两次输入的不一样。",
	Enterprise: "企业", YourName: "您的姓名", YourNameHint: "您提交的内容会记在这个名字下。", EntryTitle: "企业隐患清单", EntryHint: "您扫的是检查组交给贵单位的清单上的二维码。填上姓名就能查看和报整改，不用账号。", OIDC: "用统一身份登录",
	ErrTitle: "没有成功", NotFound: "找不到这个页面，或者不是您能看的。", Forbidden: "您的角色不能看这个页面。", SignInFirst: "请先登录。", Stale: "这个页面放得太久了：请返回，刷新后再提交。", TooLarge: "上传的内容太大。", Trouble: "园区服务器出了问题，什么都没有记录。请再试一次；还不行就把编号告诉园区。", TroubleID: "编号 %s", GoHome: "回到首页",
	Finding: "隐患", Findings: "隐患清单", Inspection: "检查", Inspections: "检查", Number: "序号", Place: "部位", Description: "问题描述", Basis: "判定依据", Measure: "整改措施", Deadline: "期限", Due: "期限", Level: "级别", Status: "状态", Sector: "行业", Clause: "条款", Day: "日期", Experts: "专家", Photos: "照片", Proofs: "整改照片", History: "经过", Late: "逾期", DueToday: "今天到期", DaysLate: "逾期 %d 天", DaysLeft: "还有 %d 天", Open: "未销号", Closed: "已销号", Total: "合计",
}

var webEn = WebWords{
	Product: "Paicha", Skip: "Skip to content", Menu: "Menu", Language: "中文", Leave: "Sign out", Entered: "%s (%s)", More: "More", Next: "Next page", Back: "Back", Search: "Search", Filter: "Filter", All: "All", None: "None", Save: "Save", Cancel: "Cancel", Print: "Print", Yes: "yes", No: "no",
	Nav: map[string]string{
		"home": "Home", "findings": "Findings", "inspections": "Inspections", "tasks": "Sent back", "enterprises": "Enterprises", "charts": "Charts", "assessment": "Assessment", "visits": "Visits", "accounts": "Accounts", "devices": "Tablets", "criteria": "Criteria", "webhooks": "Webhooks", "tokens": "API tokens", "audit": "Audit log", "export": "Export", "account": "My account", "month": "Safety Month", "ledgers": "Ledgers",
	},
	Roles: map[string]string{"admin": "administrator", "officer": "park officer", "lead": "lead expert", "expert": "expert", "enterprise": "enterprise", "auditor": "auditor (read only)", "device": "tablet"},
	Waits: map[string]string{"notify": "to be notified", "plan": "plan awaited", "rectify": "being rectified", "major": "major: to be decided", "extension": "extension asked", "dispute": "disputed", "recheck": "to be re-checked", "close": "to be closed"},
	Done:  map[string]string{"password": "The password is set.", "act": "Handed in and recorded.", "saved": "Saved.", "sent": "Sent.", "dropped": "Dropped.", "imported": "The register is up to date, and tablets get it.", "merged": "Merged.", "codes": "The codes are worthless now.", "unhanded": "Saved, but it could not be given to the tablets: save it again in a while."},
	Todo: map[string]string{
		"recorded": "The experts have not handed over the signed list yet. What is dangerous is dealt with at once.", "fixed": "Fixed on the spot; the park re-checks.", "notified": "The enterprise hands in a plan, or fixes it and reports.", "rectifying": "The enterprise is at it; it reports with photos when it is fixed.",
		"rectified": "Reported as fixed; the park arranges the re-check.", "re-checked": "The re-check was passed; a second person closes it.", "closed": "Closed: nothing is to be done.", "transferred": "Transferred to the competent authority.", "withdrawn": "Withdrawn: nothing is to be done.", "joined": "Another finding stands for it.",
		"dispute": "The enterprise objects, and the park has to answer; the finding stands meanwhile.", "extension": "More time was asked for, and the park has to decide; until then the day stands.",
	},
	Acts: "What you can do", Plan: "Plan", Immediate: "Measure at once", Photo: "Photo", Original: "original", Edited: "corrected %d times",
	Answer: "Answer", Note: "Note", Time: "Time", Counts: "counts", VisitKind: "Visit", Signed: "Signed", NotSigned: "the list is not signed yet", Refused: "refused", PaperList: "Findings list (print)", EntryMake: "Make a QR code for the enterprise", Elsewhere: "This inspection was answered against criteria that are not on this server: nothing is judged here.", Verdicts: "Verdicts", StillOpen: "%d still open", Conflicts: "Experts differ", Alike: "May be the same", Answers: "Answers", Differ: "differ", Majors: "major", Fingerprint: "the park's fingerprint %s (to compare when a paper is verified)", EntryMade: "Code for the enterprise", EntryMadeHint: "Print it and hand it over. Who scans it and gives their name can read the list and report, without an account: three devices at most, within three days of the first.", EntryUntil: "Unused it ends on %s. This page is shown once.", LateEntries: "%d entries were made after the list was signed.", NewerOps: "%d operations are of a newer version: kept, not understood.",
	Login: "Sign in", LoginName: "Account", Password: "Password", Enter: "Sign in", NewPassword: "New password", PasswordAgain: "Once more", PasswordRule: "At least 10 characters, not the account's name, not a common one.", SetPassword: "Set a password", NotSame: "The two are not the same.",
	Enterprise: "Enterprise", YourName: "Your name", YourNameHint: "What you hand in is recorded under this name.", EntryTitle: "Your findings list", EntryHint: "You scanned the code on the list that the experts left with your enterprise. With your name you can read it and report, without an account.", OIDC: "Sign in with the identity provider",
	ErrTitle: "That did not work", NotFound: "There is no such page, or it is not yours to see.", Forbidden: "Your role may not see this page.", SignInFirst: "Please sign in first.", Stale: "This page was open for too long: go back, reload it and send again.", TooLarge: "What was sent is too large.", Trouble: "The park's server had trouble, and nothing was recorded. Try again; if it stays so, tell the park this number.", TroubleID: "number %s", GoHome: "To the first page",
	Finding: "Finding", Findings: "Findings", Inspection: "Inspection", Inspections: "Inspections", Number: "No.", Place: "Place", Description: "Description", Basis: "Basis", Measure: "Measure", Deadline: "Deadline", Due: "Due", Level: "Level", Status: "Status", Sector: "Sector", Clause: "Clause", Day: "Day", Experts: "Experts", Photos: "Photos", Proofs: "Photos of the proof", History: "History", Late: "late", DueToday: "due today", DaysLate: "%d days late", DaysLeft: "%d days left", Open: "Open", Closed: "Closed", Total: "Total",
}

// Notice is what a page says after something was done; name stands in its address.
func (w *Words) Notice(name string) string {
	return cmp.Or(w.Web.Done[name], w.Admin.Done[name], w.Ledger.Done[name], w.Invited.Done[name])
}
