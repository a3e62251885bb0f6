package web_test

import (
	_ "embed"
	"flag"
	"os"
	"testing"

	"github.com/chromedp/chromedp"

	"anquan.example/paicha/park/project"
)

// faults.js looks at a page as somebody would who cannot see, cannot use a mouse or has a small phone.
//
//go:embed testdata/faults.js
var faults string

// axe is a second opinion on the same: axe-core, which is not kept here (make access gets it).
var axe = flag.String("axe", "", "file of axe-core, to run on every page that a test opens")

// secondOpinion runs axe-core on the page that is open, with everything unfolded.
func (w *window) secondOpinion() {
	w.t.Helper()
	script, err := os.ReadFile(*axe)
	if err != nil {
		w.t.Fatal(err)
	}
	for _, f := range read[[]string](w, string(script)+`
;(() => { const folded = [...document.querySelectorAll("details:not([open])")];
folded.forEach(d => { d.open = true });
return axe.run({elementRef: false}).then(r => { folded.forEach(d => { d.open = false });
return r.violations.map(v => v.impact + " " + v.id + ": " + v.help + " ×" + v.nodes.length + ": " + v.nodes[0].html.slice(0, 200)) }) })()`, chromedp.EvalAwaitPromise) {
		w.t.Errorf("%s: axe-core: %s", w.where(), f)
	}
}

// look checks the page that is open.
func (w *window) look() {
	w.t.Helper()
	for _, f := range read[[]string](w, faults) {
		w.t.Errorf("%s: %s", w.where(), f)
	}
	if *axe != "" {
		w.secondOpinion()
	}
	w.quiet()
}

// widths of a small phone, a phone and a desk.
var widths = []struct{ wide, high int64 }{{360, 740}, {390, 844}, {1280, 900}}

// Every page that people of each role find in their menus, and those behind, at all widths and in both languages.
func TestPagesAreFitForUse(t *testing.T) {
	tn, chrome := newTown(t), browser(t)
	f := tn.findings(project.Filter{State: project.IsOpen}, 1)[0]
	differ := tn.differing(1)[0]
	tn.assessing()
	year := "/assessment/2026"
	everybody := []string{"/", "/findings", "/findings?state=late", "/findings?state=all", "/findings?print=1", "/findings?words=nowhere", "/inspections", "/findings/" + f.Inspection + "/" + f.Finding, "/inspections/" + f.Inspection}
	own := append([]string{"/account", "/assessment", year + "/" + f.Enterprise, "/month", "/ledgers", "/ledgers/" + f.Enterprise + "/training/new"}, everybody...)
	parks := append([]string{"/tasks", "/tasks?done=1", "/charts", "/charts?print=1", "/enterprises", "/enterprises?words=nothing", "/enterprises/" + f.Enterprise, "/month", "/month/" + f.Enterprise + "/2025", "/month/" + f.Enterprise + "/2026", "/ledgers", "/ledgers?enterprise=" + f.Enterprise, "/inspections?differ=1",
		"/inspections/" + differ.Inspection, "/findings?name=" + "%E5%8C%96", "/findings?enterprise=" + f.Enterprise}, everybody...)
	admins := []string{"/enterprises/" + f.Enterprise + "/merge", "/enterprises/" + f.Enterprise + "/merge?words=%E7%A4%BA", "/accounts", "/accounts/-new", "/accounts/wang", "/tokens", "/audit", "/devices", "/webhooks", "/criteria"}
	officers := append([]string{"/account", "/assessment", year, year + "?moved=1", year + "/points", year + "/" + f.Enterprise}, parks...)
	roles := []struct {
		login string
		pages []string
	}{
		{"boss", append(admins, "/visits", "/visits?year=2025", "/export", "/enterprises/new", "/enterprises/import", "/enterprises/"+f.Enterprise+"/edit", "/")}, {"wang", officers}, {tn.at(f.Enterprise), own},
	}
	t.Run("by keyboard", func(t *testing.T) { open(t, chrome, tn.url, 1280, 900).byKeyboard() })
	for n, size := range widths {
		if n == 1 {
			continue // what fits a smaller one and a larger one; the main paths are looked at there
		}
		for _, r := range roles {
			w := open(t, chrome, tn.url, size.wide, size.high)
			w.enter(r.login)
			for _, p := range r.pages {
				w.visit(p)
				if size.wide == 1280 && r.login == "wang" {
					w.inEnglish()
				}
			}
		}
	}
}

// inEnglish looks at the page in the other language, and goes back.
func (w *window) inEnglish() {
	w.t.Helper()
	w.follow("form[action='/language'] button")
	w.follow("form[action='/language'] button")
}

// Who has no mouse gets past the menu, sees where they are, and signs in.
func (w *window) byKeyboard() {
	w.t.Helper()
	w.visit("/login")
	w.run("press the tab key", chromedp.KeyEvent("\t"))
	if first := read[string](w, "document.activeElement.className + ' ' + getComputedStyle(document.activeElement).outlineStyle"); first != "skip solid" {
		w.t.Errorf("the first stop of the tab key is %q, want the link past the menu, with an outline", first)
	}
	w.run("type", chromedp.Focus(chromedp.CSS("#login")), chromedp.KeyEvent("wang\t"), chromedp.KeyEvent(password))
	w.move("press enter", chromedp.KeyEvent("\r"))
	w.says("今天要办的")
}
