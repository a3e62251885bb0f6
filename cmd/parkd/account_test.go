package main

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/sqldb"
)

var peopleLink = regexp.MustCompile(`https://park\.example/link/(\S+)`)

func TestAccountsFromTheCommandLine(t *testing.T) {
	s := &shell{t, t.TempDir()}
	if out := s.ok("account", "list"); !strings.Contains(out, "还没有账号") {
		t.Error(out)
	}
	if _, errs, code := s.run("account", "add", "boss", "--name", "主任甲", "--role", "admin"); code == 0 || !strings.Contains(errs, "--url") {
		t.Error(errs)
	}
	link := func(args ...string) string {
		t.Helper()
		found := peopleLink.FindStringSubmatch(s.ok(append(args, "--url", "https://park.example/")...))
		if found == nil {
			t.Fatalf("%v: no link", args)
		}
		return found[1]
	}
	secret := link("account", "add", "boss", "--name", "主任甲", "--role", "admin")
	if out := s.ok("account", "list"); !strings.Contains(out, "主任甲") || !strings.Contains(out, "管理员") || !strings.Contains(out, "还没设密码") {
		t.Error(out)
	}
	set := func(secret string) error {
		t.Helper()
		db, err := sqldb.Open(filepath.Join(s.home, ledgerFile))
		if err != nil {
			t.Fatal(err)
		}
		defer db.Close()
		_, _, err = account.New(db, account.Options{Now: time.Now}).SetPassword(t.Context(), secret, "四个 互不 相干的 词", "")
		return err
	}
	if err := set(secret); err != nil {
		t.Fatal(err)
	}
	if err := set(link("account", "reset", "boss")); err != nil {
		t.Error(err)
	}
	if err := set(secret); err == nil {
		t.Error("a link was good twice")
	}
	for _, c := range []struct{ want, args string }{
		{"最后一个能登录的管理员", "disable boss"},
		{"没有账号 \"nobody\"", "disable nobody"},
		{"没有账号 \"nobody\"", "reset nobody --url https://park.example"},
		{"不是账号的角色", "add li --name 李某某 --role root --url https://park.example"},
		{"同名", "add li --name 主任甲(工贸) --role expert --url https://park.example"},
		{"名册里没有企业", "add li --name 李某某 --role enterprise --enterprise x --url https://park.example"},
	} {
		if _, errs, code := s.run(append([]string{"account"}, strings.Fields(c.args)...)...); code == 0 || !strings.Contains(errs, c.want) {
			t.Errorf("%s: %s", c.args, errs)
		}
	}
	link("account", "add", "li", "--name", "李某某", "--role", "expert", "--speaks", "en")
	s.ok("account", "disable", "li")
	if out := s.ok("account", "list"); !strings.Contains(out, "已停用") || !strings.Contains(out, "正常") {
		t.Error(out)
	}
}

// Every reason, role, scope and line of the audit has its words.
func TestAccountsAreInWords(t *testing.T) {
	w := words.In(words.Zh)
	for _, r := range account.Reasons() {
		d := &account.Denied{Reason: r, About: "甲", Until: time.Unix(0, 0)}
		if en, zh := d.Error(), w.Error(d); en == "" || zh == en || strings.Contains(zh, "%!") || strings.Contains(en, "%!") {
			t.Errorf("%s: %q, %q", r, en, zh)
		}
	}
	for _, r := range account.Roles() {
		if r != account.Nobody && w.Account.Roles[string(r)] == "" {
			t.Errorf("role %s", r)
		}
	}
	for _, s := range account.Scopes() {
		if w.Account.Scopes[string(s)] == "" {
			t.Errorf("scope %s", s)
		}
	}
	for _, what := range account.Audited() {
		if w.Account.Audit[what] == "" {
			t.Errorf("audit %s", what)
		}
	}
}
