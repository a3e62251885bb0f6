package web_test

import (
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
)

// A year on a phone and at a desk: the enterprise scores itself, the park drafts, the enterprise objects, the group decides, it is sealed, and
// the snapshot is verified from its file alone.
func TestAYearOfAssessment(t *testing.T) {
	for _, size := range []struct {
		name       string
		wide, high int64
	}{{"phone", 390, 844}, {"desk", 1280, 900}} {
		t.Run(size.name, func(t *testing.T) {
			tn := newTown(t)
			p := &path{town: tn, t: t, chrome: browser(t), wide: size.wide, high: size.high}
			f := tn.findings(project.Filter{State: project.IsLate}, 1)[0]
			a := assessment{path: p, of: "/assessment/2026/" + f.Enterprise, login: tn.at(f.Enterprise)}
			a.selfScored()
			a.drafted()
			a.objected()
			a.decided()
			a.sealed()
			a.later()
		})
	}
}

// assessment is one enterprise's year on its way.
type assessment struct {
	*path
	of, login string
}

func (a *assessment) selfScored() {
	wang := a.by("wang")
	wang.visit("/assessment")
	wang.says("还没有开始过年度考核")
	wang.fill("#cutoff", "2026-11-20")
	wang.follow("#begin button.main")
	wang.says("企业自评")
	wang.kept("assessment-open", 1280)
	firm := a.by(a.login)
	firm.visit("/assessment")
	firm.follow("main h2 a")
	firm.saysNot("参考数据") // nothing is counted yet
	firm.fill("#points-responsibility", "10", "#says-responsibility", "责任书签到班组", "#points-training", "11")
	firm.choose("#evidence-responsibility", photo(a.t))
	firm.follow("#scores button.main")
	firm.says("“教育培训”的分数超出范围")
	firm.fill("#points-training", "8.5")
	firm.follow("#scores button.main")
	firm.says("已提交，并已记录")
	if v := read[string](firm, "document.querySelector('#points-training').value"); v != "8.5" {
		a.t.Errorf("the page shows the self-score %q", v)
	}
	firm.kept("assessment-self", 390)
}

func (a *assessment) drafted() {
	wang := a.by("wang")
	wang.visit("/assessment/2026")
	wang.follow("#step-draft button.main")
	wang.says("有手工项目没有评分")
	wang.visit(a.of)
	wang.fill("#points-responsibility", "6", "#says-responsibility", "责任书只签到车间", "#points-dual-prevention", "8", "#says-dual-prevention", "清单齐全")
	wang.follow("#scores button.main")
	wang.says("已提交，并已记录")
	wang.unfold("#event")
	wang.fill("#event-kind", "commended-city", "#event-day", "2026-10-10", "#event-says", "区级安全生产先进单位", "#event-document", "示例区安委〔2026〕8号")
	wang.follow("#event button.main")
	wang.says("示例区安委〔2026〕8号")
	firm := a.by(a.login)
	firm.visit(a.of)
	firm.says("园区正在初评")
	firm.saysNot("责任书只签到车间")
	wang.visit("/assessment/2026")
	wang.follow("#step-publish button.main")
	wang.says("公示到 2026-12-02")
	wang.kept("assessment-public", 1280)
	wang.kept("assessment-public", 390)
}

func (a *assessment) objected() {
	firm := a.by(a.login)
	firm.visit(a.of)
	firm.run("open the line", chromedp.Click(chromedp.CSS("#line-responsibility > summary")))
	firm.says("责任书只签到车间")
	firm.unfold("#object-responsibility")
	firm.fill("#object-says-responsibility", "班组的责任书在车间档案柜，附照片")
	firm.choose("#object-evidence-responsibility", photo(a.t))
	firm.follow("#object-responsibility button.main")
	firm.says("等审核组答复")
	firm.kept("assessment-objected", 390)
	firm.kept("assessment-objected", 1280)
	boss := a.by("wang")
	boss.visit("/assessment/2026")
	boss.says("有 1 条异议等审核组答复")
	lead := a.by("lead")
	lead.visit("/assessment/2026")
	lead.follow(".duties a[href*='#line-responsibility']")
	lead.says("班组的责任书在车间档案柜")
	lead.run("uphold", chromedp.Click(chromedp.CSS("#line-responsibility input[value=upheld]")))
	lead.fill("#line-responsibility input[name=points]", "9", "#line-responsibility .objected textarea", "现场看过档案柜，责任书齐全")
	lead.kept("assessment-answer", 390)
	lead.follow("#line-responsibility .objected button.main")
	firm.visit(a.of)
	firm.run("open the line", chromedp.Click(chromedp.CSS("#line-responsibility > summary")))
	firm.says("现场看过档案柜，责任书齐全")
}

func (a *assessment) decided() {
	a.clock.Set(time.Date(2026, 12, 3, 9, 0, 0, 0, today.Location()))
	lead := a.by("lead")
	lead.visit("/assessment/2026")
	lead.fill("#decide-says", "同意初评结果；示例企业责任制一项改为 9 分。", "#decide-people", "组长某、园区周管某")
	lead.follow("#step-decide button.main")
	lead.says("家企业有手工项目没有评分：请退回初评补评")
	lead.kept("assessment-unjudged", 390)
	lead.kept("assessment-unjudged", 1280)
	lead.run("decide so", chromedp.Click(chromedp.CSS("#decide-stay")))
	lead.fill("#decide-unjudged", "停产检修，现场无法核查")
	lead.follow("#step-decide button.main")
	lead.says("请封存")
	lead.says("审核组照此审定，理由：停产检修，现场无法核查")
	lead.follow("#step-seal button.main")
	lead.says("已封存")
	lead.kept("assessment-sealed", 1280)
}

func (a *assessment) sealed() {
	firm := a.by(a.login)
	firm.visit(a.of)
	firm.says("显示的是封存的第 1 版")
	firm.kept("assessment-result", 390)
	firm.kept("assessment-result", 1280)
	href := read[string](firm, "document.querySelector('a[href*=\"/snapshot-\"]').getAttribute('href')")
	hash := strings.TrimSuffix(href[strings.LastIndex(href, "snapshot-")+len("snapshot-"):], ".json")
	var n assess.Snapshot
	a.read(func(tx *sqldb.Tx) error {
		data, there, err := review.Snapshot(tx, 2026, strings.Split(href, "/")[3], hash)
		if err != nil || !there {
			a.t.Fatalf("%s: there %v, %v", href, there, err)
		}
		if n, err = assess.ReadSnapshot(data); err == nil {
			err = n.Verify()
		}
		return err
	})
	if l := n.Result.Line("responsibility"); l.Points.String() != "9" || l.Counted.String() != "6" {
		a.t.Errorf("the sealed line has %s, counted %s", l.Points, l.Counted)
	}
	shen := a.by("shen")
	shen.visit("/assessment/2026")
	shen.says("排名")
	shen.visit(a.of)
	shen.says("逐项得分")
}

// later is a drill that was entered after the sealing: the year shows what was sealed, says what came, and offers a further version.
func (a *assessment) later() {
	enterprise := strings.Split(a.of, "/")[3]
	if _, err := ledger.Save(a.t.Context(), a.DB, account.Console, ledger.Draft{Enterprise: enterprise, Kind: ledger.Drill, Today: a.Today(), Now: a.Now(),
		Values: ledger.Values{"day": "2026-05-20", "kind": "practical", "subject": "储罐泄漏", "people": "40", "evaluation": "按预案完成"}}); err != nil {
		a.t.Fatal(err)
	}
	lead := a.by("lead")
	lead.visit("/assessment/2026")
	lead.follow(".stand button")
	lead.says("家封存后有变化")
	lead.says("封存后依据有变化，得分和等级不变")
	lead.kept("assessment-later", 390)
	lead.kept("assessment-later", 1280)
	lead.visit(a.of)
	lead.says("封存以后有变化")
	lead.kept("assessed-later", 390)
	lead.follow("a[href$='#step-seal']")
	lead.fill("#seal-says", "补录演练")
	lead.follow("#step-seal button")
	lead.says("第 2 版")
	lead.kept("assessment-second", 1280)
	firm := a.by(a.login)
	firm.visit(a.of)
	firm.says("显示的是封存的第 2 版")
	firm.says("第 1 版快照")
}
