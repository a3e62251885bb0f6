package web_test

import (
	"context"
	"testing"

	"github.com/chromedp/chromedp"

	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/sqldb"
)

// An enterprise fills its Safety Month in bit by bit and hands it in, keeps its ledgers, and the park looks and comments: on a phone and at a desk.
func TestTheSafetyMonthInABrowser(t *testing.T) {
	tn, chrome := newTown(t), browser(t)
	var open []string
	tn.read(func(tx *sqldb.Tx) error {
		all, err := ledger.Months(tx, 2026)
		for _, m := range all {
			if m.First == "" {
				open = append(open, m.Enterprise)
			}
		}
		return err
	})
	if len(open) < 2 {
		t.Fatalf("%d enterprises have not handed in: choose another seed", len(open))
	}
	for n, size := range widths[1:] {
		p := &path{town: tn, t: t, chrome: chrome, wide: size.wide, high: size.high}
		p.month(open[n])
		p.ledgers(open[n])
	}
}

func (p *path) month(enterprise string) {
	firm := p.by(p.at(enterprise))
	firm.says("安全生产月活动总结，6月25日前交")
	firm.picture("own-month")
	firm.follow(".duties a[href^='/month/']")
	firm.says("还缺")
	firm.picture("month-empty")
	firm.click("#study > summary")
	firm.fill("#study\\.day", "2026-06-03", "#study\\.form", "班组微课堂", "#study\\.people", "80", "#planned", "2026-06-01", "#organisation", "总经理牵头，安环部联络")
	firm.choose("#study\\.pictures", photo(p.t))
	firm.follow("button[value=save]")
	firm.says("已保存为新的一版")
	firm.choose("#ref-file", sheet(p.t, "这是一段视频"))
	firm.until("document.querySelector('#ref\\\\.sha256').value.length == 64")
	firm.fill("#ref\\.name", "活动视频.mp4", "#ref\\.where", "公司网盘", "#practice", "全员查找身边隐患，三天内整改，前后拍照对照。")
	firm.click("#five-places > summary")
	firm.fill("#five-places\\.people", "many", "#five-places\\.form", "宣传栏")
	firm.follow("button[value=hand]")
	firm.says("有 1 处要改")
	firm.picture("month-wrong")
	firm.fill("#five-places\\.people", "60")
	firm.choose("#pictures", photo(p.t))
	firm.follow("button[value=hand]")
	firm.says("活动总结已交给园区")
	firm.picture("month-handed")

	wang := p.by("wang")
	wang.visit("/month?state=late")
	wang.picture("months-late")
	wang.visit("/month")
	wang.picture("months")
	wang.follow("table a[href='/month/" + enterprise + "/2026']")
	wang.says("活动视频.mp4")
	wang.fill("#comment", "做法具体")
	wang.follow("#review button[type=submit]")
	wang.says("意见已保存")
	wang.visit("/enterprises/" + enterprise)
	wang.says("安全生产月和台账")
	wang.picture("enterprise-ledgers")
	firm.visit("/month")
	firm.says("做法具体")
}

func (p *path) ledgers(enterprise string) {
	firm := p.by(p.at(enterprise))
	firm.visit("/ledgers")
	firm.picture("ledgers-own")
	firm.follow("a[href$='/drill/new']")
	firm.fill("#day", "2026-06-10", "#kind", "practical", "#subject", "液氨泄漏处置", "#people", "46", "#evaluation", "集合用时 6 分钟")
	firm.choose("#pictures", photo(p.t))
	firm.picture("drill-new")
	firm.follow("main form[enctype] button.main")
	firm.says("第 1 版")
	firm.unfold("#correct")
	firm.fill("#people", "52")
	firm.follow("#correct button.main")
	firm.says("第 2 版")
	firm.picture("drill")
	firm.unfold("#strike")
	firm.fill("#reason", "登记重了")
	firm.follow("#strike button[type=submit]")
	firm.says("已划掉")
	firm.visit("/ledgers/" + enterprise + "/report/new")
	firm.fill("#day", "2026-06-11", "#what", "二层护栏松动", "#reporter", "报告人某甲", "#verified", "yes", "#verifier", "安全员某", "#reward", "120.50", "#paid", "2026-06-12")
	firm.picture("report-new")
	firm.follow("main form[enctype] button.main")
	firm.says("报告人某甲")
	auditor := p.by("shen")
	auditor.visit("/ledgers?kind=report")
	auditor.says("二层护栏松动")
	auditor.saysNot("报告人某甲")
	auditor.picture("ledgers")
	auditor.visit("/export")
	auditor.says("安全生产月每家一行")
}

// click clicks on what leads nowhere else.
func (w *window) click(sel string) {
	w.t.Helper()
	w.run("click on "+sel, chromedp.WaitVisible(chromedp.CSS(sel)), chromedp.Click(chromedp.CSS(sel)))
}

// until waits until something is so.
func (w *window) until(expression string) {
	w.t.Helper()
	ctx, cancel := context.WithTimeout(w.ctx, patience)
	defer cancel()
	if _, err := chromedp.Run(ctx, chromedp.Poll[bool](expression)); err != nil {
		w.stuck("wait until "+expression, err)
	}
}
