package web

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/hook"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// receiver is a program that is told; while it is down it says so, wickedly.
type program struct {
	*httptest.Server
	down bool
	got  []*http.Request
	body []string
}

func newProgram(t *testing.T) *program {
	p := &program{}
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		p.got, p.body = append(p.got, r), append(p.body, string(body))
		if p.down {
			http.Error(w, "<script>alert(1)</script>\x1b[31m busy", http.StatusServiceUnavailable)
		}
	}))
	t.Cleanup(p.Close)
	return p
}

func TestAWebhookFromItsFormToItsEnd(t *testing.T) {
	o, boss := desk(t, account.Options{})
	r := newProgram(t)
	o.says(o.get(boss, "/webhooks"), 200, "没有", "Standard Webhooks", "隐患销号")
	w := o.post(boss, "/webhooks", url.Values{"url": {"ftp://x"}, "event": {project.FindingClosed}})
	o.says(w, http.StatusUnprocessableEntity, "网址要像")
	if !strings.Contains(w.Body.String(), `value="finding.closed" checked`) || !strings.Contains(w.Body.String(), `value="ftp://x"`) {
		t.Error("what was typed is gone")
	}
	w = o.post(boss, "/webhooks", url.Values{"url": {r.URL + "/told"}, "event": {project.FindingClosed, "no.such"}})
	o.says(w, 200, "只显示一次")
	secret := code(w)
	o.silent(o.says(o.get(boss, "/webhooks"), 200, r.URL, "隐患销号", "开着"), secret)
	h := o.hook()
	page := "/webhooks/" + h.ID
	o.says(o.get(boss, page), 200, "还没有推送过", "发一条测试")
	o.done(o.post(boss, page+"/test", nil), page+"?done=tested")
	o.says(o.get(boss, page), 200, "等着送", "测试", "2026-11-25 10:30")
	r.down = true
	o.deliver(1)
	said := o.get(boss, page)
	o.says(said, 200, "503 <script>alert(1)</script>[31m busy", "等着送")
	o.silent(said.Body.String(), "<script>alert", "\x1b")
	r.down = false
	all, err := o.Hooks.Deliveries(t.Context(), h.ID, "", 10)
	o.ok(err)
	o.done(o.post(boss, page+"/messages/"+all[0].ID, nil), page+"?done=replayed")
	o.deliver(1)
	o.says(o.get(boss, page), 200, "已送到", "200", "不再试")
	signer, err := standardwebhooks.NewWebhook(secret)
	o.ok(err)
	if err := signer.VerifyIgnoringTimestamp([]byte(r.body[1]), r.got[1].Header); err != nil {
		t.Errorf("the secret that was shown does not fit: %v", err)
	}
	o.done(o.post(boss, page+"/off", nil), page+"?done=saved")
	o.says(o.get(boss, "/webhooks"), 200, "已停")
	o.done(o.post(boss, page+"/on", nil), page+"?done=saved")
	if again := code(o.post(boss, page+"/secret", nil)); again == secret || !strings.HasPrefix(again, "whsec_") {
		t.Errorf("the new secret is %q", again)
	}
	for _, p := range []string{page + "/messages/msg_x", page + "/fly", "/webhooks/none/test", "/webhooks/none/messages/x"} {
		if w := o.post(boss, p, nil); w.Code != http.StatusNotFound {
			t.Errorf("POST %s: %d", p, w.Code)
		}
	}
	o.done(o.post(boss, page+"/drop", url.Values{"sure": {"yes"}}), "/webhooks?done=dropped")
	o.says(o.get(boss, "/webhooks"), 200, "没有")
	o.says(o.get(boss, "/audit"), 200, "新建事件推送", "停用事件推送", "启用事件推送", "更换推送密钥", "删除事件推送")
}

func (o *office) deliver(want int) {
	o.Helper()
	n, err := o.Hooks.Deliver(o.Context())
	o.ok(err)
	if n != want {
		o.Fatalf("%d messages were tried, want %d", n, want)
	}
}

func TestDeliveriesByPages(t *testing.T) {
	o, boss := desk(t, account.Options{})
	h, _, err := o.Hooks.Add(t.Context(), account.Console, "https://receiver.example/", nil)
	o.ok(err)
	o.ok(o.Park.DB.Write(t.Context(), func(tx *sqldb.Tx) error {
		for range deliveriesAtOnce + 10 {
			if err := o.Hooks.Queue(tx, project.FindingCreated, hook.Data{Finding: "f"}); err != nil {
				return err
			}
		}
		return nil
	}))
	w := o.get(boss, "/webhooks/"+h.ID)
	_, next, more := strings.Cut(w.Body.String(), `rel="next" href="`)
	if n := strings.Count(w.Body.String(), "<summary>"); n != deliveriesAtOnce || !more {
		t.Fatalf("%d messages on the first page, more %v", n, more)
	}
	next, _, _ = strings.Cut(next, `"`)
	if n := strings.Count(o.get(boss, next).Body.String(), "<summary>"); n != 10 {
		t.Errorf("%d messages on the second page", n)
	}
}
