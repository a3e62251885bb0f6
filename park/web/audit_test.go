package web

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/hook"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/sqldb"
)

// Whoever wrote a code into the audit, there are words for it.
func TestEveryCodeOfTheAuditHasWords(t *testing.T) {
	codes := append(append(account.Audited(), ledger.Audited()...), park.NumberGiven, register.Imported, register.Saved, register.Merged, hook.Added, hook.On, hook.Off, hook.Renewed, hook.Dropped,
		park.DeviceInvited, park.DeviceInvitationEnd, park.DeviceChanged, park.DeviceRevoked, criteriaHanded, criteriaBack, registerHanded, registerBack)
	for _, lang := range []words.Lang{words.Zh, words.En} {
		for _, code := range codes {
			if words.In(lang).AuditWord(code) == code {
				t.Errorf("%s has no words in %s", code, lang)
			}
		}
	}
}

func TestTheAuditByPages(t *testing.T) {
	o, boss := desk(t, account.Options{})
	auditor := o.person(account.Account{Login: "shen", Name: "审计某", Role: account.Auditor})
	yesterday := testDay.AddDate(0, 0, -1)
	o.ok(o.Park.DB.Write(t.Context(), func(tx *sqldb.Tx) error {
		for n := range 250 {
			if err := account.Note(tx, yesterday.Add(time.Duration(n/3)*time.Second), account.Person{Name: "甲100%_某"}, account.Changed, fmt.Sprintf("line-%03d", n)); err != nil {
				return err
			}
		}
		return nil
	}))
	next := regexp.MustCompile(`rel="next" href="([^"]*)"`)
	seen, pages := map[string]bool{}, 0
	for path := "/audit?who=100%25_&from=2026-11-24&to=2026-11-24"; path != ""; pages++ {
		w := o.get(auditor, path)
		o.says(w, 200)
		for _, line := range regexp.MustCompile(`line-\d+`).FindAllString(w.Body.String(), -1) {
			if seen[line] {
				t.Errorf("%s stands twice", line)
			}
			seen[line] = true
		}
		path = ""
		if m := next.FindStringSubmatch(w.Body.String()); m != nil {
			path = strings.ReplaceAll(m[1], "&amp;", "&")
		}
	}
	if len(seen) != 250 || pages != 3 {
		t.Errorf("%d lines on %d pages", len(seen), pages)
	}
	page := o.says(o.get(boss, "/audit?from=2026-11-25"), 200, "新建账号", "设密码", "修改企业", "审计某")
	o.silent(page, "line-")
	o.silent(o.says(o.get(boss, "/audit?who=shen"), 200, "设密码"), "line-", "园区周管某 (boss)")
	o.silent(o.says(o.get(boss, "/audit?who=100%25x"), 200, "没有"), "line-")
	for _, odd := range []string{"/audit?before=x-y", "/audit?before=1-%27&from=x&to=9999-99-99", "/audit?who=%00%27%22%5c"} {
		if w := o.get(boss, odd); w.Code != 200 && w.Code != 404 {
			t.Errorf("%s: %d", odd, w.Code)
		}
	}
}
