package main

import (
	"crypto/sha256"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/sim"
)

// idOf is the id with which a table's row about something begins.
func idOf(t *testing.T, out, about string) string {
	t.Helper()
	for line := range strings.Lines(out) {
		if strings.Contains(line, about) {
			return strings.Fields(line)[0]
		}
	}
	t.Fatalf("nothing about %s in\n%s", about, out)
	return ""
}

func TestInvitationsAreListedAndWithdrawnByCommand(t *testing.T) {
	s := &shell{t, t.TempDir()}
	server := s.serve()
	if out := s.ok("invite", "list"); !strings.Contains(out, "第一位管理员") {
		t.Errorf("the first administrator's link is open: %s", out)
	}
	line := invitation.FindString(s.ok("invite", "平板1", "--person", "专家甲", "--lead"))
	link := peopleLink.FindStringSubmatch(s.ok("account", "add", "li", "--name", "李某某", "--role", "officer", "--url", "https://park.example/"))
	open := s.ok("invite", "list")
	for _, want := range []string{"平板1 专家甲", "组长的平板", "li 李某某", "首次设密码", "parkd", "还没用"} {
		if !strings.Contains(open, want) {
			t.Errorf("%q is not in\n%s", want, open)
		}
	}
	if _, code, _ := strings.Cut(line, "#"); len(link) < 2 || strings.Contains(open, code) || strings.Contains(open, link[1]) {
		t.Errorf("a secret is shown again:\n%s", open)
	}
	for _, about := range []string{"平板1", "li 李某某"} {
		if out := s.ok("invite", "withdraw", idOf(t, open, about)); !strings.Contains(out, about) {
			t.Error(out)
		}
		if out := s.ok("invite", "list"); strings.Contains(out, about) {
			t.Errorf("%s is withdrawn and open:\n%s", about, out)
		}
	}
	if out := s.ok("invite", "list", "--all"); strings.Count(out, "已收回（") != 2 {
		t.Error(out)
	}
	tab := sim.NewTablet(func() []byte { sum := sha256.Sum256([]byte(line)); return sum[:] }, time.Now)
	if _, err := client.Enrol(t.Context(), tab, "park", line, "test", nil); err == nil || client.Why(err) != "withdrawn" {
		t.Errorf("a withdrawn invitation: %v", err)
	}
	again := invitation.FindString(s.ok("invite", "平板2"))
	open = s.ok("invite", "list")
	if _, err := client.Enrol(t.Context(), tab, "park", again, "test", nil); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := s.run("invite", "withdraw", idOf(t, open, "平板2")); code == 0 || !strings.Contains(errs, "刚刚已经用了") {
		t.Errorf("a used one: %s", errs)
	}
	for _, none := range []string{"00", "0000000000", "zzzz"} {
		if _, errs, code := s.run("invite", "withdraw", none); code == 0 || !strings.Contains(errs, "parkd invite list --all") {
			t.Errorf("%s: %s", none, errs)
		}
	}
	s.ok("rename", "平板2", "--name", "平板9")
	s.ok("revoke", "平板9")
	server.stop()
	db := sqldbtest.Open(t, filepath.Join(s.home, ledgerFile))
	var said []string
	if err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
		all, err := account.Audit(tx, account.Page{})
		for _, e := range all {
			said = append(said, e.Who+" "+e.What+" "+e.About)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"parkd device.invited 平板1 专家甲", "parkd device.invitation-withdrawn 平板1 专家甲", "parkd account.link-withdrawn li", "parkd device.changed 平板2  → 平板9 ", "parkd device.revoked 平板9"} {
		if !slices.Contains(said, want) {
			t.Errorf("the audit does not say %q: %q", want, said)
		}
	}
}

var tokenText = regexp.MustCompile(`paicha_[A-Za-z0-9_-]{43}`)

func TestTokensAreMadeAndWithdrawnByCommand(t *testing.T) {
	s := &shell{t, t.TempDir()}
	if out := s.ok("token", "list"); !strings.Contains(out, "还没有令牌") {
		t.Error(out)
	}
	day := time.Now().AddDate(0, 1, 0).Format(time.DateOnly)
	first, second := tokenText.FindString(s.ok("token", "make", "园区大屏", "--scope", "read,export", "--until", day)), tokenText.FindString(s.ok("token", "make", "监控", "--scope", "metrics"))
	if first == "" || second == "" || first == second {
		t.Fatalf("%q, %q", first, second)
	}
	out := s.ok("token", "list")
	for _, want := range []string{"园区大屏", "read,export", "metrics", "一直有效", "从未", "正常"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in\n%s", want, out)
		}
	}
	if strings.Contains(out, first) || strings.Contains(out, second) {
		t.Errorf("a token is shown again:\n%s", out)
	}
	s.ok("token", "withdraw", idOf(t, out, "园区大屏"))
	if out := s.ok("token", "list"); strings.Count(out, "已收回") != 1 || strings.Count(out, "正常") != 1 {
		t.Error(out)
	}
	for want, args := range map[string]string{
		"不是令牌的权限": "make x --scope all", "required flag": "make x", "要像 2027-06-30": "make x --scope read --until 明天", "已经过去了": "make x --scope read --until 2020-01-01",
		"名册里没有企业": "make x --scope read --enterprise nobody", "parkd token list": "withdraw 00000000",
	} {
		if _, errs, code := s.run(append([]string{"token"}, strings.Fields(args)...)...); code == 0 || !strings.Contains(errs, want) {
			t.Errorf("%s: %s", args, errs)
		}
	}
}
