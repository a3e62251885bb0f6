package web_test

import (
	"bytes"
	"context"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/project"
)

// paths is what the enterprise and the park do most, on a phone and at a desk, with one browser and one park.
func TestMainPaths(t *testing.T) {
	tn, chrome := newTown(t), browser(t)
	told := tn.findings(project.Filter{Status: "notified", Grade: "general"}, 6)
	differ := tn.differing(2)
	for n, size := range []struct {
		name       string
		wide, high int64
	}{{"phone", 390, 844}, {"desk", 1280, 900}} {
		t.Run(size.name, func(t *testing.T) {
			p := &path{town: tn, t: t, chrome: chrome, wide: size.wide, high: size.high}
			t.Run("from the code on paper to the close", func(t *testing.T) { p.as(t).fixed(told[3*n]) })
			t.Run("more time", func(t *testing.T) { p.as(t).extension(told[3*n+1]) })
			t.Run("dispute", func(t *testing.T) { p.as(t).dispute(told[3*n+2]) })
			t.Run("register", func(t *testing.T) { p.as(t).register(n) })
			t.Run("experts differ", func(t *testing.T) { p.as(t).settle(differ[n]) })
		})
	}
}

// path is somebody's way through the pages.
type path struct {
	*town
	t          *testing.T
	chrome     context.Context
	wide, high int64
}

func (p *path) as(t *testing.T) *path {
	q := *p
	q.t = t
	return &q
}

// by opens a window of somebody who signs in.
func (p *path) by(login string) *window {
	p.t.Helper()
	w := p.window()
	w.enter(login)
	return w
}

func (p *path) window() *window {
	p.t.Helper()
	return open(p.t, p.chrome, p.url, p.wide, p.high)
}

func where(f project.FindingRow) string { return "/findings/" + f.Inspection + "/" + f.Finding }

// An officer hands over a code; whoever scans it plans, rectifies with a photo, and waits. One person re-checks, only another closes.
func (p *path) fixed(f project.FindingRow) {
	wang := p.by("wang")
	wang.visit("/inspections/" + f.Inspection)
	wang.follow("form[action$='/entry'] button")
	code := read[string](wang, "document.querySelector('main code').textContent")

	firm := p.window()
	firm.visit(strings.TrimSpace(code))
	firm.fill("#name", "企业安环部刘某某")
	firm.follow("main button[type=submit]")
	firm.says("隐患")
	firm.visit("/")
	firm.says("现在要做的")
	firm.kept("own", 390)
	firm.visit(where(f))
	firm.unfold("#plan")
	firm.fill("#plan-person", "安环部刘某某", "#plan-measures", "更换并加装联锁", "#plan-deadline", "2026-12-10")
	firm.kept("plan", 390)
	firm.follow("#plan button[type=submit]")
	firm.says("已提交，并已记录")
	firm.says("企业正在整改")
	firm.unfold("#rectify")
	firm.fill("#rectify-done", "已更换，已试运行", "#rectify-day", "2026-11-25")
	firm.choose("#rectify-photos", photo(p.t))
	firm.follow("#rectify button[type=submit]")
	firm.says("企业已报整改，等园区安排复查")
	firm.kept("finding", 390)

	wang.visit(where(f))
	wang.unfold("#recheck")
	wang.fill("#recheck-result", "pass", "#recheck-note", "现场看过，联锁有效")
	wang.follow("#recheck button[type=submit]")
	wang.says("复查已通过，等第二个人销号")
	wang.unfold("#close")
	wang.follow("#close button[type=submit]")
	wang.says("这一步不会生效")

	sun := p.by("sun")
	sun.visit("/findings?wait=close")
	sun.follow("a[href='" + where(f) + "']")
	sun.unfold("#close")
	sun.follow("#close button[type=submit]")
	sun.says("已销号")
	firm.visit("/")
	firm.says("园区最近的答复")
	firm.sees("ol.history a[href='" + where(f) + "']")
}

// The enterprise asks for more time, the park grants it.
func (p *path) extension(f project.FindingRow) {
	firm := p.by(p.at(f.Enterprise))
	firm.visit(where(f))
	firm.unfold("#extension")
	firm.fill("#extension-until", "2027-01-15", "#extension-reason", "配件要到一月才到货，期间停用该设备")
	firm.follow("#extension button[type=submit]")
	firm.says("企业申请了延期")
	wang := p.by("wang")
	wang.visit("/findings?wait=extension")
	wang.follow("a[href='" + where(f) + "']")
	wang.unfold("#decide-extension")
	wang.fill("#decide-extension-decision", "grant", "#decide-extension-reason", "同意，停用期间挂牌")
	wang.follow("#decide-extension button[type=submit]")
	wang.says("2027-01-15")
	firm.visit("/")
	firm.sees("ol.history a[href='" + where(f) + "']")
	firm.visit("/findings")
	firm.says("2027-01-15")
}

// The enterprise objects, the park answers.
func (p *path) dispute(f project.FindingRow) {
	firm := p.by(p.at(f.Enterprise))
	firm.visit(where(f))
	firm.unfold("#dispute")
	firm.fill("#dispute-evidence", "该设备已报停，附停用单")
	firm.follow("#dispute button[type=submit]")
	firm.says("企业提出了异议")
	lead := p.by("lead")
	lead.visit("/findings?wait=dispute")
	lead.follow("a[href='" + where(f) + "']")
	lead.unfold("#uphold")
	lead.fill("#uphold-reason", "停用单没有签章，维持")
	lead.follow("#uphold button[type=submit]")
	firm.visit(where(f))
	firm.saysNot("企业提出了异议")
}

// A register has a mistake in a cell: the page names the cell; mended, it is written.
func (p *path) register(n int) {
	fresh := []string{"示例甲新材料有限公司", "示例乙新材料有限公司"}[n]
	code := good(p.t, []string{"91500000MA5U00AA1", "91500000MA5U00AB1"}[n])
	file := func(code string) string {
		return sheet(p.t, "企业名称,统一社会信用代码,地址\n"+fresh+","+code+",示例市示例路1号\n示例丙有限公司,,\n")
	}
	wang := p.by("wang")
	wang.visit("/enterprises")
	wang.follow("a[href='/enterprises/import']")
	wang.choose("#sheet", file(code[:17]))
	wang.follow("form[enctype] button[type=submit]")
	wang.says("B2")
	wang.says("17 位，信用代码应为 18 位")
	wang.kept("import", 1280)
	wang.choose("#sheet", file(code))
	wang.follow("form[enctype] button[type=submit]")
	wang.saysNot("有问题的格子")
	wang.says(fresh)
	wang.follow("form:not([enctype]) button.main")
	wang.says("名册已更新")
	wang.visit("/enterprises?words=" + fresh)
	wang.says(fresh)
}

// Experts differ; the lead settles it.
func (p *path) settle(i project.InspectionRow) {
	lead := p.by("lead")
	lead.visit("/")
	lead.says("专家意见不一")
	lead.kept("home", 1280)
	lead.visit("/charts")
	lead.kept("charts", 1280)
	lead.visit("/inspections?differ=1")
	lead.follow("a[href='/inspections/" + i.Inspection + "']")
	lead.follow("h2 + .card h3 a")
	settle := read[string](lead, "document.querySelector('#settle') ? '#settle' : '#settle-finding'")
	lead.unfold(settle)
	first := read[string](lead, "document.querySelector('"+settle+"-counts').options[1].value")
	lead.fill(settle+"-counts", first, settle+"-reason", "到现场看过，以这个为准")
	lead.follow(settle + " button[type=submit]")
	lead.says("已提交，并已记录")
	lead.says("到现场看过，以这个为准")
}

// photo draws one that is no other's.
func photo(t *testing.T) string {
	t.Helper()
	m := image.NewRGBA(image.Rect(0, 0, 640, 480))
	for y := range 480 {
		for x := range 640 {
			m.Set(x, y, color.RGBA{uint8(x / 3), uint8(y / 2), uint8(len(t.Name())), 255})
		}
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "整改后.jpg")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func sheet(t *testing.T, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "名册.csv")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

// good is a credit code with the check character that belongs to it.
func good(t *testing.T, code string) string {
	t.Helper()
	var wrong *inspection.CodeError
	if err := inspection.CheckCreditCode(code + "0"); errors.As(err, &wrong) {
		return code + wrong.Want
	} else if err != nil {
		t.Fatal(err)
	}
	return code + "0"
}
