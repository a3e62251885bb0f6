package web

import (
	"net/url"
	"strconv"
	"strings"
	"testing"

	"anquan.example/paicha"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/register"
)

func itoa(n int) string { return strconv.Itoa(n) }

// P10: text from outside never drives the browser, wherever an administrator or an enterprise meets it.
func TestP10TextFromOutsideIsText(t *testing.T) {
	const script, tag, escape = `<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, "\x1b[31m红\x1b[0m"
	const name, other = `<script>某`, `"><img src=x onerror=alert某>` // as one person may be called
	o, boss := desk(t, account.Options{})
	e, err := register.Save(t.Context(), o.Park.DB, "parkd", register.Enterprise{Name: script + tag, Active: true}, testDay)
	o.ok(err)
	firm := o.person(account.Account{Login: "firm", Name: name, Role: account.Enterprise, Enterprise: e.ID})
	for _, form := range []struct {
		path string
		form url.Values
	}{
		{"/accounts", url.Values{"login": {tag}, "name": {tag}, "role": {script}, "enterprise": {script + escape}, "lang": {tag}}},
		{"/accounts", url.Values{"login": {"img"}, "name": {other}, "role": {"expert"}}},
		{"/tokens", url.Values{"name": {script}, "scope": {"read"}, "enterprise": {e.ID}}},
		{"/tokens", url.Values{"name": {tag}, "scope": {tag}, "enterprise": {tag}, "until": {tag}}},
		{"/devices", url.Values{"name": {script + escape}, "person": {tag}}},
		{"/webhooks", url.Values{"url": {"https://receiver.example/" + tag}, "event": {script}}},
		{"/webhooks", url.Values{"url": {"https://receiver.example/?" + url.QueryEscape(script)}}},
		{"/login", url.Values{"login": {tag}, "password": {script}, "next": {tag}}},
	} {
		w := o.post(boss, form.path, form.form)
		if w.Code >= 500 {
			t.Fatalf("POST %s: %d", form.path, w.Code)
		}
		harmless(t, "POST "+form.path, w.Body.String())
		if line := code(w); form.path == "/devices" {
			d := o.join(line)
			harmless(t, "the tablet", o.get(boss, "/devices/"+d.Feed.String()).Body.String())
		}
	}
	data := []byte(strings.Replace(string(paicha.Checklists), o.Library.Title.Zh, strings.ReplaceAll(script, `"`, ``)+o.Library.Title.Zh, 1))
	w := o.upload(boss, tag+".yaml", data)
	o.says(w, 200, script)
	harmless(t, "the preview", w.Body.String())
	o.done(o.post(boss, "/criteria/handout", hidden(w, "packed", "mark")), "/criteria?done=handed")
	harmless(t, "faults", o.upload(boss, script+".yaml", []byte("format: 1\n"+tag+": "+script+"\n")).Body.String())
	h := o.hook()
	for _, path := range []string{"/accounts", "/accounts/firm", "/accounts/-new", "/accounts?q=" + url.QueryEscape(tag) + "&role=" + url.QueryEscape(script), "/tokens", "/devices", "/criteria",
		"/webhooks", "/webhooks/" + h.ID + "?before=" + url.QueryEscape(tag), "/audit", "/audit?who=" + url.QueryEscape(tag) + "&from=" + url.QueryEscape(script), "/account", "/login?next=" + url.QueryEscape(tag)} {
		for _, lang := range []string{"zh", "en"} {
			w := o.get(o.in(boss, lang), path)
			if w.Code != 200 && w.Code != 303 {
				t.Errorf("GET %s: %d", path, w.Code)
			}
			harmless(t, "GET "+path, w.Body.String())
		}
	}
	w = o.get(firm, "/account")
	o.says(w, 200, name)
	harmless(t, "an enterprise's own account", w.Body.String())
	o.says(o.get(boss, "/accounts"), 200, name, other)
	o.says(o.get(boss, "/devices"), 200, script, tag)
}

// harmless wants a page on which nothing of what was written is anything but text.
func harmless(t *testing.T, where, page string) {
	t.Helper()
	for _, bad := range []string{"<script>", "<img src=x", `onerror=alert(1)>`} {
		if at := strings.Index(page, bad); at >= 0 {
			t.Errorf("%s: %s", where, page[max(0, at-80):min(len(page), at+80)])
		}
	}
}
