package web_test

import (
	"testing"

	"github.com/chromedp/chromedp"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/project"
)

// The menu is one row for everybody, in both languages, at every width; what is folded opens by keyboard, lies inside the window, and folds
// itself up again.
func TestTheMenuIsOneRow(t *testing.T) {
	tn, chrome := newTown(t), browser(t)
	tn.employ(account.Account{Login: "bing", Name: "专家丙某", Role: account.Expert})
	firm := tn.at(tn.findings(project.Filter{State: project.IsOpen}, 1)[0].Enterprise)
	for n, size := range widths {
		if n == 1 {
			continue // what fits a smaller one and a larger one
		}
		for _, login := range []string{"boss", "wang", "shen", "lead", "bing", firm} {
			w := open(t, chrome, tn.url, size.wide, size.high)
			w.enter(login)
			w.menu(login)
			w.follow("form[action='/language'] button")
			w.menu(login + "-en")
		}
	}
}

// menu looks at the menu of the page that is open.
func (w *window) menu(name string) {
	w.t.Helper()
	w.visit("/ledgers") // folded for most, on a phone for all
	if rows := read[int](w, `new Set([...document.querySelectorAll(".menu .bar > ul > li, .menu summary")].filter((e) => e.getClientRects().length).map((e) => Math.round(e.getBoundingClientRect().top))).size`); rows != 1 {
		w.t.Errorf("%s: the menu of %s has %d rows", w.where(), name, rows)
	}
	if high := read[float64](w, `document.querySelector(".menu").offsetHeight`); high > 60 {
		w.t.Errorf("%s: the menu of %s is %v high", w.where(), name, high)
	}
	if here := read[int](w, `[...document.querySelectorAll(".menu a, .menu summary")].filter((e) => e.checkVisibility() && getComputedStyle(e).borderBottomColor !== "rgba(0, 0, 0, 0)").length`); here != 1 {
		w.t.Errorf("%s: the menu of %s says %d times where one is", w.where(), name, here)
	}
	w.picture("menu-" + name)
	if !read[bool](w, `document.querySelector(".menu summary").checkVisibility()`) {
		return
	}
	w.run("unfold the menu", chromedp.Focus(chromedp.CSS(".menu summary")), chromedp.KeyEvent("\r"))
	w.sees(".menu details[open] .panel")
	w.look()
	if out := read[[]string](w, `[...document.querySelectorAll(".menu .panel a")].filter((e) => e.checkVisibility()).filter((e) => { const b = e.getBoundingClientRect(); return b.left < 0 || b.right > innerWidth || b.height < 24; }).map((e) => e.textContent)`); len(out) > 0 {
		w.t.Errorf("%s: out of the window: %v", w.where(), out)
	}
	if here := read[int](w, `[...document.querySelectorAll(".menu [aria-current]")].filter((e) => e.checkVisibility()).length`); here != 1 {
		w.t.Errorf("%s: unfolded, the menu of %s marks %d pages", w.where(), name, here)
	}
	w.picture("menu-" + name + "-open")
	w.run("press Escape", chromedp.KeyEvent("\u001b"))
	if read[bool](w, `document.querySelector(".menu details").open || document.activeElement.tagName !== "SUMMARY"`) {
		w.t.Errorf("%s: Escape does not fold the menu of %s", w.where(), name)
	}
}
