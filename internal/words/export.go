package words

// ExportWords are the words of exported tables: what people read where programs read the stable names of docs/export.md.
type ExportWords struct {
	Tables, Columns                    map[string]string // by their stable names, or "table.column" where it differs
	Cmd, Long, FlagCodes, Done, NoFile string
}

var exportZh = ExportWords{
	Tables: map[string]string{"findings": "隐患", "inspections": "检查", "enterprises": "企业", "answers": "各条结论", "tasks": "退回任务", "ledgers": "台账", "months": "安全生产月", "results": "年度考核结果"},
	Columns: map[string]string{
		"finding": "隐患编号", "inspection": "检查编号", "number": "序号", "enterprise": "企业编号", "code": "统一社会信用代码", "name": "企业名称", "area": "片区", "place": "部位", "unit": "设备", "description": "问题描述",
		"sector": "行业", "criterion": "条款", "level": "记录级别", "grade": "级别", "basis": "判定依据", "experts": "检查人", "visit": "检查方式", "day": "检查日期", "found": "发现日期", "photos": "照片", "immediate": "应急措施",
		"fixed": "当场整改", "measure": "整改建议", "deadline": "专家定的期限", "due": "期限", "person": "责任人", "measures": "整改措施", "funds": "资金", "planned": "计划完成日期", "contingency": "防范和应急措施", "told": "告知从业人员日期",
		"status": "状态", "open": "未结束", "rectified": "报整改日期", "done": "整改情况", "proofs": "整改后照片", "rechecked": "复查日期", "rechecked_by": "复查人", "passed": "复查结论", "opinion": "复查意见", "closed": "销号日期", "closed_by": "销号人",
		"joined": "并入的隐患", "transferred_to": "移送部门", "document": "移送文号", "receipt": "移送回执", "withdrawn": "撤销理由", "disputed": "未答复的异议", "changed": "最后变动",
		"sectors": "适用行业", "outcomes": "判定", "sealed": "已签字", "findings": "隐患数", "majors": "重大或疑似重大", "conflicts": "意见不一", "tasks": "未办任务", "late": "逾期", "inspections.late": "签字后的记录", "inspections.closed": "已销号数", "enterprises.closed": "已销号数", "enterprises.open": "未结束数", "newer": "看不懂的新记录", "updated": "最后变动时间",
		"address": "地址", "contact": "联系人", "phone": "电话", "latitude": "纬度", "longitude": "经度", "active": "在册", "note": "备注", "ended": "已结束", "visits": "今年上门次数", "since": "入园日期", "until": "退出日期",
		"feed": "平板", "seq": "记录号", "value": "结论", "reason": "理由", "counts": "算数", "settled": "已裁定", "at": "时间", "task": "任务编号", "to": "交给", "words": "要求", "by": "谁退回的",
		"entry": "记录编号", "ledger": "台账", "subject": "内容", "kind": "方式", "people": "人数", "evaluation": "评估意见", "tested": "测试人数", "ledgers.passed": "通过人数", "verified": "已核实", "verifier": "核实人", "reward": "奖励（元）", "paid": "发放日期", "evidence": "照片和附件", "version": "第几版", "ledgers.by": "谁登记的", "park": "园区登记", "struck": "划掉的理由", "ledgers.sectors": "培训的行业", "ledgers.finding": "对应的隐患",
		"year": "年度", "months.planned": "方案报送日期", "submitted": "交总结日期", "months.late": "晚几天", "study": "①学习和安全文化", "consultation": "②宣传咨询日", "quiz": "③线上答题（自愿）", "notes": "④安全笔记（自愿）", "elimination": "⑤隐患排查整治", "five_places": "⑥宣传五进和自查", "own": "自选活动项数", "practice": "做法", "problems": "存在的问题", "comment": "园区意见", "assessed": "已评定",
		"stage": "考核进展", "scheme": "考核方案", "as_of": "算到", "rank": "名次", "score": "得分", "results.grade": "等级", "earned": "按得分的等级", "lowered_by": "降级的项目", "missing": "没评的项目数", "results.version": "封存的第几版", "hash": "快照 SHA-256", "sealed_score": "封存的得分", "sealed_grade": "封存的等级", "moved": "封存后有变化", "now_score": "现在算的得分", "now_grade": "现在算的等级",
	},
	Cmd: "导出表格文件", Long: "导出隐患、检查、企业、各条结论、退回任务、台账、安全生产月、年度考核结果，文件名决定内容和格式：\n  parkd export findings.xlsx\n  parkd export 目录/enterprises.geojson\n列固定，见 docs/export.md。园区运行时也可以导出。",
	FlagCodes: "列名和取值用固定的英文代码（给程序用）", Done: "%s：%d 行", NoFile: "不能导出 %q：可以导出 %s",
}

var exportEn = ExportWords{
	Tables: map[string]string{"findings": "findings", "inspections": "inspections", "enterprises": "enterprises", "answers": "answers", "tasks": "tasks", "ledgers": "ledgers", "months": "Safety Month", "results": "assessment results"},
	Columns: map[string]string{
		"finding": "Finding id", "inspection": "Inspection id", "number": "No.", "enterprise": "Enterprise id", "code": "Credit code", "name": "Enterprise", "area": "Area", "place": "Place", "unit": "Unit", "description": "Description",
		"sector": "Sector", "criterion": "Criterion", "level": "Level as recorded", "grade": "Level", "basis": "Basis", "experts": "Experts", "visit": "Kind of visit", "day": "Day of the inspection", "found": "Found", "photos": "Photos", "immediate": "Measure at once",
		"fixed": "Fixed on the spot", "measure": "Measure advised", "deadline": "Deadline as recorded", "due": "Due", "person": "Person in charge", "measures": "Measures", "funds": "Funds", "planned": "Planned day", "contingency": "Protection and contingency", "told": "Workers told",
		"status": "Status", "open": "Open", "rectified": "Reported rectified", "done": "What was done", "proofs": "Photos afterwards", "rechecked": "Re-checked", "rechecked_by": "Re-checked by", "passed": "Result", "opinion": "Opinion", "closed": "Closed", "closed_by": "Closed by",
		"joined": "Joined to", "transferred_to": "Transferred to", "document": "Document", "receipt": "Receipt", "withdrawn": "Withdrawn because", "disputed": "Objection not answered", "changed": "Last change",
		"sectors": "Sectors", "outcomes": "Verdicts", "sealed": "Signed", "findings": "Findings", "majors": "Major or suspected", "conflicts": "Conflicts", "tasks": "Open tasks", "late": "Late", "inspections.late": "Entries after the seal", "inspections.closed": "Findings closed", "enterprises.closed": "Findings closed", "enterprises.open": "Findings open", "newer": "Newer entries", "updated": "Last change at",
		"address": "Address", "contact": "Contact", "phone": "Phone", "latitude": "Latitude", "longitude": "Longitude", "active": "Active", "note": "Note", "ended": "Ended", "visits": "Visits this year", "since": "In the park since", "until": "Left",
		"feed": "Tablet", "seq": "Entry", "value": "Answer", "reason": "Reason", "counts": "Counts", "settled": "Settled", "at": "Time", "task": "Task id", "to": "To", "words": "What is asked", "by": "By",
		"entry": "Entry id", "ledger": "Ledger", "subject": "What", "kind": "Kind", "people": "People", "evaluation": "Evaluation", "tested": "Tested", "ledgers.passed": "Passed", "verified": "Verified", "verifier": "Verified by", "reward": "Reward (yuan)", "paid": "Paid on", "evidence": "Pictures and files", "version": "Version", "ledgers.by": "Entered by", "park": "Entered at the park", "struck": "Struck because", "ledgers.sectors": "Sectors trained", "ledgers.finding": "Finding it became",
		"year": "Year", "months.planned": "Plan handed in", "submitted": "Summary handed in", "months.late": "Days late", "study": "① Study and culture", "consultation": "② Consultation day", "quiz": "③ Quiz (voluntary)", "notes": "④ Notes (voluntary)", "elimination": "⑤ Hazard elimination", "five_places": "⑥ Five places, self-checks", "own": "Activities of their own", "practice": "Practice", "problems": "Problems", "comment": "The park's comment", "assessed": "Assessed",
		"stage": "Stage", "scheme": "Scheme", "as_of": "As of", "rank": "Rank", "score": "Score", "results.grade": "Grade", "earned": "Grade by the score", "lowered_by": "Lowered by", "missing": "Items without points", "results.version": "Sealed version", "hash": "SHA-256 of the snapshot", "sealed_score": "Score as sealed", "sealed_grade": "Grade as sealed", "moved": "Changed since sealed", "now_score": "Score computed now", "now_grade": "Grade computed now",
	},
	Cmd: "export a table to a file", Long: "Export findings, inspections, enterprises, answers, tasks, ledgers, Safety Months or assessment results; the file's name says what and as what:\n  parkd export findings.xlsx\n  parkd export some/folder/enterprises.geojson\nThe columns are stable: docs/export.md. It may be done while the park is running.",
	FlagCodes: "stable English column names and codes, for programs", Done: "%s: %d rows", NoFile: "%q cannot be exported: there are %s",
}

// Column names a column of an exported table.
func (w *Words) Column(table, column string) string {
	if heading, own := w.Export.Columns[table+"."+column]; own {
		return heading
	}
	return w.Export.Columns[column]
}
