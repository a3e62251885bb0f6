package web

import (
	"crypto/ed25519"
	"crypto/sha256"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/sync/wire"
)

// join enrols a tablet by the line of an invitation, as the tablet does it.
func (o *office) join(line string) wire.Device {
	o.Helper()
	at, code, found := strings.Cut(line, "#")
	if !found || at != "https://park.example" {
		o.Fatalf("the invitation is %q", line)
	}
	code, err := wire.CleanCode(code)
	o.ok(err)
	seed := sha256.Sum256([]byte(line))
	pub := ed25519.NewKeyFromSeed(seed[:]).Public().(ed25519.PublicKey)
	park := o.Park.Sync.About()
	got, err := o.Park.Sync.Enrol(o.Context(), &wire.Enrol{Key: pub, Proof: wire.Prove(wire.Stretch(code, park.Key), wire.BySide, park.Key, pub, nil)})
	o.ok(err)
	return got.Device
}

func TestATabletFromItsInvitationToItsEnd(t *testing.T) {
	o, boss := desk(t, account.Options{})
	auditor := o.person(account.Account{Login: "shen", Name: "审计某", Role: account.Auditor})
	o.says(o.get(boss, "/devices"), 200, "还没有平板登记", "邀请平板")
	w := o.post(boss, "/devices", url.Values{"name": {"平板7"}, "person": {"专家甲"}, "lead": {"yes"}})
	o.says(w, 200, "平板7", "2026-11-26 10:30 前有效", "只显示一次")
	if !strings.Contains(w.Body.String(), `<svg class="qr"`) {
		t.Error("there is no QR code")
	}
	d := o.join(code(w))
	if d.Name != "平板7" || d.Person != "专家甲" || d.Role != wire.RoleLead {
		t.Fatalf("enrolled as %+v", d)
	}
	_, err := o.Park.Sync.Record(t.Context(), &inspection.TaskSet{ID: "019ab3f0-0000-7000-8000-000000000001", Task: "019ab3f0-0000-7000-8000-000000000002", Criterion: "mem10:11.3", Words: "请补拍", By: "园区周管某"})
	o.ok(err)
	page := o.says(o.get(auditor, "/devices"), 200, "平板7", "专家甲", "组长", "从未", "示例高新区", "园区服务器", "在网页上做的事记在这里")
	o.silent(page, "邀请平板")
	path := "/devices/" + d.Feed.String()
	o.says(o.get(boss, path), 200, "平板 平板7", "停用后园区不再收它的数据")
	o.says(o.post(boss, path, url.Values{"name": {" "}}), http.StatusUnprocessableEntity, "“平板名称”没有填")
	o.done(o.post(boss, path, url.Values{"name": {"平板8"}, "person": {"专家乙"}}), "/devices?done=saved")
	o.says(o.get(boss, "/devices"), 200, "平板8", "专家乙")
	o.done(o.post(boss, path+"/revoke", nil), path) // nobody said that they are sure
	o.says(o.get(boss, "/devices"), 200, "平板8", "正常")
	o.done(o.post(boss, path+"/revoke", url.Values{"sure": {"yes"}}), "/devices?done=device-revoked")
	o.says(o.get(boss, path), 200, "已停用", "2026-11-25 10:30 停用")
	o.silent(o.get(boss, path).Body.String(), path+"/revoke")
	o.says(o.get(boss, "/audit"), 200, "邀请平板", "平板7 专家甲 → 平板8 专家乙", "停用平板")
}

// The park's own feed is no tablet: it is neither renamed nor revoked.
func TestTheParksOwnFeedIsLeftAlone(t *testing.T) {
	o, boss := desk(t, account.Options{})
	_, err := o.Park.Sync.Record(t.Context(), &inspection.TaskSet{ID: "019ab3f0-0000-7000-8000-000000000001", Task: "019ab3f0-0000-7000-8000-000000000002", Criterion: "mem10:11.3", Words: "请补拍", By: "园区周管某"})
	o.ok(err)
	all, err := o.Park.Sync.Devices(t.Context())
	o.ok(err)
	path := "/devices/" + all[0].Feed.String()
	for _, p := range []string{path, path + "/revoke", "/devices/xyz", "/devices/00", "/devices/" + strings.Repeat("0", 32)} {
		if w := o.post(boss, p, url.Values{"name": {"x"}}); w.Code != http.StatusNotFound {
			t.Errorf("POST %s: %d", p, w.Code)
		}
	}
	if w := o.post(boss, "/devices", url.Values{"name": {""}}); w.Code != http.StatusUnprocessableEntity {
		t.Errorf("a tablet without a name: %d", w.Code)
	}
}

// What was given out is listed without its codes, and withdrawn with one press; whoever comes with it is told so.
func TestInvitationsAreWithdrawnOnPages(t *testing.T) {
	o, boss := desk(t, account.Options{})
	auditor := o.person(account.Account{Login: "shen", Name: "审计某", Role: account.Auditor})
	line := code(o.post(boss, "/devices", url.Values{"name": {"平板7"}, "person": {"专家甲"}, "lead": {"yes"}}))
	link := code(o.post(boss, "/accounts", url.Values{"login": {"li"}, "name": {"李某某"}, "role": {"officer"}}))
	for path, secret := range map[string]string{"/devices": line, "/accounts": link, "/accounts/li": link} {
		w := o.get(boss, path)
		o.says(w, 200, "园区周管某 (boss)", "2026-11-25 10:30", "还没用")
		if _, tail, _ := strings.Cut(secret, "#"); strings.Contains(w.Body.String(), secret) || tail != "" && strings.Contains(w.Body.String(), tail) {
			t.Errorf("%s shows the secret again", path)
		}
		if path != "/accounts/li" {
			seen := o.get(auditor, path)
			o.says(seen, 200, "还没用")
			if strings.Contains(seen.Body.String(), "/withdraw") {
				t.Errorf("%s offers an auditor to withdraw", path)
			}
		}
	}
	withdraw := func(name string) string {
		t.Helper()
		all, err := o.Park.Invitations(t.Context(), account.Console)
		o.ok(err)
		for _, i := range all {
			if i.Name == name {
				return "/invitations/" + i.ID + "/withdraw"
			}
		}
		t.Fatalf("no invitation of %s", name)
		return ""
	}
	o.done(o.post(boss, withdraw("平板7"), nil), "/devices?done=withdrawn")
	o.done(o.post(boss, withdraw("li"), nil), "/accounts?done=withdrawn")
	o.says(o.get(boss, "/devices?done=withdrawn"), 200, "没有还能用的邀请", "已收回（2026-11-25 10:30）", "再用它的人会看到已被收回")
	o.says(o.get(boss, "/accounts/li"), 200, "没有还能用的链接", "已收回（2026-11-25 10:30）")
	o.says(o.get(nil, strings.TrimPrefix(link, "https://park.example")), http.StatusUnauthorized, "园区收回了这个链接")
	o.says(o.post(boss, withdraw("boss"), nil), http.StatusConflict, "刚刚已经用了")
	if w := o.post(boss, "/invitations/none/withdraw", nil); w.Code != http.StatusNotFound {
		t.Errorf("there is none: %d", w.Code)
	}
	o.says(o.get(boss, "/audit"), 200, "收回平板邀请", "收回设密码链接")
}
