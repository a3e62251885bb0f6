package web_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/sync/wire"
)

// What an administrator does, at a phone's and a desk's width, in both languages, with every page looked at.
func TestAnAdministratorsDay(t *testing.T) {
	tn, chrome := newTown(t), browser(t)
	tn.employ(account.Account{Login: "jia", Name: "专家甲某", Role: account.Expert})
	other := filepath.Join(t.TempDir(), "园区版.yaml")
	lib, err := checklist.Parse("checklists.yaml", paicha.Checklists)
	if err != nil {
		t.Fatal(err)
	}
	title := lib.Sectors[0].Editions[0].Criteria[0].Title.Zh
	if err := os.WriteFile(other, []byte(strings.Replace(string(paicha.Checklists), title, title+"（园区补充）", 1)), 0o600); err != nil {
		t.Fatal(err)
	}
	broken := filepath.Join(t.TempDir(), "坏.yaml")
	if err := os.WriteFile(broken, bytes.Replace(paicha.Checklists, []byte("standing: verified"), []byte("standing: sure"), 3), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, size := range widths[1:] {
		w := open(t, chrome, tn.url, size.wide, size.high)
		w.enter("boss")
		day{w, tn}.accounts()
		day{w, tn}.programs()
		day{w, tn}.tablets()
		day{w, tn}.criteria(other, broken)
		w.visit("/audit")
		w.says("下发判定标准")
		w.picture("audit")
		w.visit("/account")
		w.picture("account")
		w.inEnglish()
	}
}

// day is what is done in one window.
type day struct {
	*window
	*town
}

// both looks at a page in both languages, and keeps a picture.
func (d day) both(path, picture string) {
	d.visit(path)
	d.picture(picture)
	d.follow("form[action='/language'] button")
	d.picture(picture + "-en")
	d.follow("form[action='/language'] button")
}

func (d day) accounts() {
	d.both("/accounts", "accounts")
	d.both("/accounts/-new", "account-new")
	login := "li" + map[bool]string{true: "-wide"}[d.wide > 1000]
	d.fill("#login", "-", "#name", "园区"+login, "#role", "officer")
	d.follow("main form .main")
	d.says("不能作登录名")
	d.picture("account-wrong")
	d.fill("#login", login)
	d.follow("main form .main")
	d.says("只能用一次")
	d.sees("svg.qr")
	d.picture("account-link")
	d.both("/accounts/jia", "account-edit")
}

func (d day) programs() {
	d.visit("/tokens")
	d.fill("#name", "园区大屏")
	d.run("choose a scope", click("#scope-read"))
	d.follow("main form[action='/tokens'] .main")
	d.says("Authorization")
	d.picture("token-once")
	d.both("/tokens", "tokens")
	d.both("/webhooks", "webhooks")
	d.fill("#url", "https://receiver.example/told")
	d.follow("main form[action='/webhooks'] .main")
	d.says("whsec_")
	d.follow("main .button")
	d.follow("form[action$='/test'] button")
	d.says("等着送")
	d.picture("webhook")
	d.inEnglish()
}

func (d day) tablets() {
	d.both("/devices", "devices")
	d.fill("#name", "平板7", "#person", "专家甲某")
	d.follow("main form .main")
	d.says("paicha enrol")
	d.picture("device-invited")
	all, err := d.Sync.Devices(d.window.t.Context())
	if err != nil {
		d.window.t.Fatal(err)
	}
	for _, one := range all {
		if one.Role != wire.RolePark {
			d.both("/devices/"+one.Feed.String(), "device")
			return
		}
	}
}

func (d day) criteria(other, broken string) {
	d.check(broken)
	d.says("处问题，没有下发")
	d.picture("criteria-broken")
	d.check(other)
	d.says("还没有下发")
	d.picture("criteria-preview")
	d.follow("main form .main")
	d.says("已下发")
	d.both("/criteria", "criteria")
	d.follow("form[action='/criteria/back'] button")
	d.says("已收回")
}

// check has a file of criteria checked.
func (d day) check(file string) {
	d.visit("/criteria")
	d.choose("#file", file)
	d.follow("form[action='/criteria'] .main")
}

func click(sel string) chromedp.Action[chromedp.Void] { return chromedp.Click(chromedp.CSS(sel)) }
