package words

// ActWords are the words of what people do to an inspection at the park: package park's acts.
type ActWords struct {
	Acts    map[string]ActWord // by the act's name
	Fields  map[string]string  // by the field's name, or "act.field" where it differs
	Choices map[string]string  // by "act.choice"
	// why it was not done
	NotYours, NotThere, Forbidden, Meanwhile, Busy, MadeAgain, Missing, MissingWhy, Without string
	Needed, NeededHeavy                                                                     string
	SamePhoto, NoPhoto, TooLarge, DiskFull                                                  string
}

// ActWord is an act's heading, what its button says, and what it means.
type ActWord struct{ Title, Do, Hint string }

var actZh = ActWords{
	Acts: map[string]ActWord{
		"plan":                {"整改计划（五落实）", "提交计划", "一般隐患填责任人、措施、时限；疑似重大隐患五项都要填。"},
		"rectify":             {"已整改", "报整改完成", "写明怎么改的、哪天改完，附整改后照片。不要用整改前的照片。"},
		"extension":           {"需要延期", "申请延期", "在期限之前申请，写明原因和现在的防范措施。"},
		"dispute":             {"有异议", "提出异议", "写明依据和证据，园区会答复。异议期间隐患仍然有效。"},
		"told":                {"告知从业人员", "登记告知", "隐患要如实告知从业人员（会议、公告栏等）；重大隐患还要向职代会报告。"},
		"notify":              {"告知企业", "登记告知", "清单签字后新增的，或复查不通过后再次告知。"},
		"decide-extension":    {"延期审批", "作出决定", "同意时可以改日期；不填按申请的日期。"},
		"decide-major":        {"重大隐患认定", "登记认定", "由主管部门认定，这里登记结果和文号。"},
		"uphold":              {"答复异议：维持", "维持原判", "说明为什么维持。若异议成立，请检查组长撤销或更正。"},
		"recheck":             {"复查", "登记复查", "复查人不能是检查组的人，也不能是企业的人。"},
		"close":               {"销号", "销号", "由复查人以外的第二个人销号。"},
		"transfer":            {"移送", "登记移送", "移送主管部门；回执到了再登记一次。"},
		"withdraw":            {"撤销", "撤销隐患", "误判时撤销，要有第二位专家同意。隐患保留在清单里，划去。"},
		"reword":              {"更正", "更正", "只填要改的。原来的写法保留在记录里。"},
		"send-back":           {"退回检查组", "退回", "会成为专家平板上的任务。"},
		"send-back-criterion": {"退回这一条", "退回", "会成为专家平板上的任务。"},
		"assign-recheck":      {"安排复查", "安排", "写明请谁复查、什么时候前。"},
		"settle":              {"裁定", "裁定", "专家意见不一时，由组长裁定哪个算数，两种意见都保留。"},
		"settle-finding":      {"裁定写法", "裁定", "同一隐患有几种写法，或有人撤销有人继续时，由组长裁定哪个算数。"},
		"join":                {"与另一项合并", "合并", "本项代表两项；最严的级别和最早的期限算数。"},
		"apart":               {"不是同一项", "分开", "以后不再提示相似。"},
		"signed":              {"上传签字件照片", "上传", "签好字、盖好章的那一份，每页一张，字要看得清。"},
	},
	Fields: map[string]string{
		"person": "责任人（姓名、职务、电话）", "measures": "整改措施", "deadline": "期限", "funds": "资金（数额、来源）", "contingency": "防范和应急措施",
		"done": "怎么整改的", "day": "日期", "photos": "照片", "until": "延到哪天", "reason": "理由", "evidence": "依据和证据", "way": "告知方式",
		"name": "企业签收人", "refused": "拒签", "witness": "见证人", "note": "说明", "decision": "决定", "authority": "认定的部门", "document": "文号",
		"result": "结果", "to": "交给谁", "receipt": "回执", "second": "同意的第二位专家", "description": "问题描述", "place": "部位", "measure": "整改措施",
		"words": "要求", "due": "什么时候前", "counts": "哪个算数", "with": "另一项", "paper": "哪一份文书",
		"transfer.to": "移送给", "notify.reason": "拒签原因", "rectify.day": "改完的日期", "told.day": "告知日期", "plan.deadline": "计划完成日期",
	},
	Choices: map[string]string{
		"notify.no": "已签收", "notify.yes": "拒签", "decide-extension.grant": "同意", "decide-extension.refuse": "不同意",
		"decide-major.confirm": "认定为重大", "decide-major.lower": "认定为一般", "recheck.pass": "通过", "recheck.fail": "不通过",
	},
	NotYours: "找不到，或者不是您能看的。", NotThere: "找不到。", Forbidden: "您的角色不能做这一步。", Meanwhile: "您看的时候又有了新情况：请看过新的记录，再提交一次。您填的内容还在下面。",
	Busy: "园区现在太忙，请过一分钟再试。", MadeAgain: "升级后正在重新整理记录，几分钟就好；记录都在，请稍后再试。", Missing: "“%s”没有填。", MissingWhy: "“%s”不能用：%s", Without: "这一步不会生效：%s。没有记录。",
	Needed: "必填", NeededHeavy: "重大或疑似重大必填",
	SamePhoto: "这是整改前的照片，不能证明已整改", NoPhoto: "不是园区收的照片或视频：请用 JPEG、PNG、WebP、HEIC、MP4 或 MOV。", TooLarge: "照片或视频太大：最多 %d MB。",
	DiskFull: "园区服务器的磁盘快满了：照片暂时收不了，文字可以照常提交。请通知园区。",
}

var actEn = ActWords{
	Acts: map[string]ActWord{
		"plan":                {"Plan (five items)", "Hand in the plan", "Person, measures and date for a general hazard; all five items for a suspected major one."},
		"rectify":             {"Fixed", "Report it fixed", "Say what was done and on which day, with photos taken afterwards. A photo of the hazard proves nothing."},
		"extension":           {"More time", "Ask for more time", "Ask before the day has come; say why, and what protects people until then."},
		"dispute":             {"Dispute", "Hand in the objection", "Say why, with evidence; the park answers. The finding stands meanwhile."},
		"told":                {"Workers told", "Record the notice", "Workers have to be told (a meeting, a notice board); of a major hazard the workers' congress too."},
		"notify":              {"Notify the enterprise", "Record the notice", "For what came after the list was signed, or again after a re-check that failed."},
		"decide-extension":    {"Decide on more time", "Decide", "A granted day may differ from the one asked for; left empty it is that one."},
		"decide-major":        {"Major hazard decision", "Record the decision", "The competent authority decides; its decision is recorded here."},
		"uphold":              {"Answer the dispute: it stands", "It stands", "Say why. If the objection is right, the lead withdraws or corrects the finding."},
		"recheck":             {"Re-check", "Record the re-check", "By somebody who is neither of the inspecting team nor of the enterprise."},
		"close":               {"Close", "Close it", "By a second person, not the one who re-checked."},
		"transfer":            {"Transfer", "Record the transfer", "To the competent authority; record it again when the receipt is here."},
		"withdraw":            {"Withdraw", "Withdraw the finding", "For a wrong finding, with a second expert who agrees. It stays in the list, struck out."},
		"reword":              {"Correct", "Correct it", "Fill in only what changes. What it said before stays on record."},
		"send-back":           {"Send back to the team", "Send back", "It becomes a task on the experts' tablets."},
		"send-back-criterion": {"Send this criterion back", "Send back", "It becomes a task on the experts' tablets."},
		"assign-recheck":      {"Assign the re-check", "Assign", "Say who is to re-check, and until when."},
		"settle":              {"Settle", "Settle", "Where experts differ the lead says which answer counts; both stay on record."},
		"settle-finding":      {"Settle the wording", "Settle", "Where a finding was worded differently, or withdrawn by one and not by another, the lead says which counts."},
		"join":                {"Join with another", "Join", "This finding stands for both; the graver level and the earlier day count."},
		"apart":               {"Not the same", "Keep apart", "They are not suggested again."},
		"signed":              {"Photo of the signed paper", "Send it", "Of the one that is signed and stamped, a photo a page, so that it can be read."},
	},
	Fields: map[string]string{
		"person": "Person in charge (name, post, phone)", "measures": "Measures", "deadline": "Deadline", "funds": "Funds (amount, source)", "contingency": "Protection and contingency",
		"done": "What was done", "day": "Day", "photos": "Photos", "until": "Until", "reason": "Reason", "evidence": "Grounds and evidence", "way": "How they were told",
		"name": "Who received it", "refused": "Refused", "witness": "Witness", "note": "Note", "decision": "Decision", "authority": "Authority", "document": "Document number",
		"result": "Result", "to": "To whom", "receipt": "Receipt", "second": "Second expert who agrees", "description": "Description", "place": "Place", "measure": "Measure",
		"words": "What is asked", "due": "Until when", "counts": "Which counts", "with": "The other finding", "paper": "Which paper",
		"transfer.to": "Transferred to", "notify.reason": "Why refused", "rectify.day": "Day it was fixed", "told.day": "Day they were told", "plan.deadline": "Planned day",
	},
	Choices: map[string]string{
		"notify.no": "received", "notify.yes": "refused", "decide-extension.grant": "grant", "decide-extension.refuse": "refuse",
		"decide-major.confirm": "it is major", "decide-major.lower": "it is general", "recheck.pass": "passed", "recheck.fail": "failed",
	},
	NotYours: "Not found, or not yours to see.", NotThere: "Not found.", Forbidden: "Your role may not do this.", Meanwhile: "Something new was said while you were reading: look at it, then send again. What you filled in is kept below.",
	Busy: "The park is too busy now: try again in a minute.", MadeAgain: "After an upgrade the tables are being made again, which takes some minutes. Nothing is lost: try again then.", Missing: "“%s” is missing.", MissingWhy: "“%s” cannot be used: %s", Without: "This would have no effect: %s. Nothing was recorded.",
	Needed: "required", NeededHeavy: "required for a major or suspected major hazard",
	SamePhoto: "this photo was taken of the hazard and cannot prove that it is removed", NoPhoto: "No photo or video that the park takes: use JPEG, PNG, WebP, HEIC, MP4 or MOV.", TooLarge: "Too large: %d MB at most.",
	DiskFull: "The park's disk is nearly full: photos cannot be taken now, text can. Please tell the park.",
}

// Field names a field of an act.
func (w *Words) Field(act, field string) string {
	if label, own := w.Act.Fields[act+"."+field]; own {
		return label
	}
	return w.Act.Fields[field]
}
