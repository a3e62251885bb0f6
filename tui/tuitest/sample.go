package tuitest

import (
	"strings"
	"testing"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
)

func text(zh, en string) checklist.Text { return checklist.Text{Zh: zh, En: en} }

func texts(zh ...string) []checklist.Text {
	var all []checklist.Text
	for _, s := range zh {
		all = append(all, checklist.Text{Zh: s})
	}
	return all
}

func is(q string) *checklist.Expr { return &checklist.Expr{Is: q} }

// SampleLibrary is a small made-up library with one of each thing that a screen must show: two sectors, scope questions that
// hang under others, kinds and a basis, joins, a measure, a criterion per unit, one by topic only, a disputed one, one that equipment
// that has failed counts for, things from memory.
func SampleLibrary() *checklist.Library {
	note := text("示例：未核对", "sample: not compared")
	return &checklist.Library{
		Format: 1, Title: text("示例判定标准", "Sample criteria"), Revision: strings.Repeat("5a", 32),
		Places: []checklist.Place{
			{ID: "papers", Name: text("资料室", "Papers")}, {ID: "dust-area", Name: text("粉尘涉爆区域", "Dust area")},
			{ID: "furnace", Name: text("熔炼与高温熔融区", "Furnace")}, {ID: "evacuation", Name: text("疏散通道与楼梯", "Escape ways")},
		},
		Units:   []checklist.UnitKind{{ID: "dust-collector", Name: text("除尘器", "Dust collector")}, {ID: "furnace", Name: text("炉窑", "Furnace")}},
		Sources: []checklist.Source{{ID: "mem10", Number: "示例令第10号", Title: text("示例工贸标准", "Sample trade criteria"), From: "2023-05-15", Checked: "2026-11-20"}, {ID: "gb1", Number: "GB 00001", Title: text("示例消防标准", "Sample fire criteria"), From: "2026-01-01", Checked: "2026-11-20"}},
		Sectors: []checklist.Sector{
			{ID: "industry", Name: text("工贸", "Industry and trade"), Scope: industryQuestions(), Editions: []checklist.Edition{{
				Source: "mem10", Criteria: industryCriteria(&note),
				Rules:  []checklist.Rule{{ID: "mem10:direct", Clause: "示例第三条", Title: text("有一项即是", "any one item"), Need: 1, Of: "direct"}},
				Failed: &checklist.FailedRule{ID: "mem10:14", Clause: "示例第十四条", Title: text("失效视同未设", "failed counts as missing"), Text: text("已设但失效", "fitted but failed"), Check: texts("看运行记录与报警")},
			}}},
			{ID: "fire", Name: text("消防", "Fire"), Scope: []checklist.Question{{ID: "fire-crowd", Ask: text("有人员密集场所？", "Crowded places?")}}, Editions: []checklist.Edition{{
				Source: "gb1", Criteria: fireCriteria(),
				Rules: []checklist.Rule{{ID: "gb1:direct", Clause: "示例5.1", Title: text("直接判定", "direct"), Need: 1, Of: "direct"}, {ID: "gb1:sum", Clause: "示例5.2", Title: text("综合判定", "comprehensive"), Need: 2, Of: "comprehensive"}},
			}}},
		},
	}
}

func industryQuestions() []checklist.Question {
	help := text("看有没有铝镁、木、粮食、面粉等可燃粉尘", "Aluminium, wood, grain, flour dust")
	return []checklist.Question{
		{ID: "ind-dust", Ask: text("有粉尘涉爆的工艺？", "Explosive dust?"), Help: &help},
		{ID: "ind-dust-kind", Ask: text("是哪种粉尘？", "Which dust?"), When: is("ind-dust"), Kinds: []checklist.Kind{{ID: "metal", Name: text("金属", "metal")}, {ID: "wood", Name: text("木质", "wood")}, {ID: "food", Name: text("粮食", "food")}}},
		{ID: "ind-melt", Ask: text("有高温熔融金属？", "Molten metal?")},
		{ID: "ind-exempt", Ask: text("有不适用的批准文件？", "A document that exempts?"), Basis: true},
	}
}

func industryCriteria(note *checklist.Text) []checklist.Criterion {
	return []checklist.Criterion{
		{
			ID: "mem10:11.1", Clause: "第十一条（一）", Title: text("除尘系统没有防爆措施", "Dust extraction without explosion protection"), Set: "direct",
			Standing: checklist.Verified, Scope: is("ind-dust"), Where: []string{"dust-area", "papers"}, Per: "dust-collector", Equipment: true,
			Hazard:  checklist.Condition{All: []checklist.Condition{{ID: "a", Zh: "没有泄爆、惰化、抑爆中的任何一种", En: "No venting, inerting or suppression"}, {ID: "b", Zh: "作业人数", En: "People at work", Measure: &checklist.Measure{Name: text("人数", "people"), Unit: "人", Op: ">=", Limit: "10"}}}},
			Check:   []checklist.Text{text("逐台看除尘器本体和管道上的泄爆口", "Look at each collector"), {Zh: "数当班人数", En: "Count the shift", Recalled: true}},
			Phrases: texts("布袋除尘器未设置泄爆装置", "除尘器泄爆口正对人员通道"), Evidence: texts("除尘器铭牌照片"),
			Immediate: texts("停用该除尘系统，撤出人员"), Rectify: texts("加装泄爆装置并请有资质单位核算"), Exceptions: texts("湿式除尘不判本项"),
		},
		{
			ID: "mem10:4.2", Clause: "第四条（二）", Title: text("会议室在熔融金属吊运的影响范围内", "Meeting room within reach of molten metal"), Set: "direct",
			Standing: checklist.Partial, Doubt: note, Scope: is("ind-melt"), Where: []string{"furnace"},
			Hazard: checklist.Condition{Disputed: note, Any: []checklist.Condition{{ID: "a", Zh: "会议室在影响范围内", En: "Meeting room in reach"}, {ID: "b", Zh: "休息室在影响范围内", En: "Rest room in reach"}}},
			Check:  texts("沿吊运路线走一遍"), Phrases: texts("班组休息室设在铁水吊运跨内"), Rectify: texts("迁出"),
		},
		{
			ID: "mem10:3.9", Clause: "第三条（九）", Title: text("只知主题的一条", "Known by topic only"), Set: "direct", Standing: checklist.TopicOnly, Doubt: note,
			Where: []string{"papers"}, Hazard: checklist.Condition{ID: "a", Zh: "条文未读到", En: "Wording not read"}, Check: texts("记录事实"),
		},
	}
}

func fireCriteria() []checklist.Criterion {
	leaf := func(zh, en string) checklist.Condition { return checklist.Condition{ID: "a", Zh: zh, En: en} }
	return []checklist.Criterion{
		{ID: "gb1:7.1", Clause: "7.1", Title: text("疏散楼梯被占用", "Escape stair blocked"), Set: "direct", Standing: checklist.Verified, Where: []string{"evacuation"}, Hazard: leaf("疏散楼梯间堆物或锁闭", "Stair blocked or locked"), Check: texts("每层走到底"), Phrases: texts("二层疏散楼梯间堆放纸箱"), Rectify: texts("立即清除")},
		{ID: "gb1:7.2", Clause: "7.2", Title: text("安全出口数量不足", "Too few exits"), Set: "comprehensive", Standing: checklist.Verified, Scope: is("fire-crowd"), Where: []string{"evacuation"}, Hazard: leaf("人员密集场所安全出口少于要求", "Fewer exits than required"), Check: texts("数出口")},
		{ID: "gb1:7.3", Clause: "7.3", Title: text("应急照明失效", "Emergency light dead"), Set: "comprehensive", Standing: checklist.CarriedOver, Where: []string{"evacuation"}, Hazard: leaf("应急照明不亮", "Emergency light does not work"), Check: texts("按试验按钮")},
	}
}

// Plant is a made-up enterprise: n from 1.
func Plant(n int) inspection.Enterprise {
	names := []string{"重庆示例铝业有限公司", "长寿示例化工有限公司", "示例面粉厂", "示例商场"}
	return inspection.Enterprise{ID: ID(900 + n), Name: names[(n-1)%len(names)], Address: "示例路1号", Contact: "李某某", Phone: "000-0000000"}
}

// Opened is the opening of a made-up inspection of both sectors.
func Opened(id string, plant inspection.Enterprise) *inspection.Opened {
	return &inspection.Opened{
		ID: id, Enterprise: plant, Visit: inspection.Assistance, Date: "2026-11-23", Experts: []string{"专家甲", "专家乙"}, Accompanied: "李某某",
		Sectors: []string{"industry", "fire"}, Revision: SampleLibrary().Revision,
	}
}

// Record writes payloads to the desk; the test fails when one is refused.
func Record(t testing.TB, d *Desk, ps ...inspection.Payload) {
	t.Helper()
	if _, err := d.Record(ps...); err != nil {
		t.Fatal(err)
	}
}
