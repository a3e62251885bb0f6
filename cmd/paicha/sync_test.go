package main

import (
	"context"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"log"
	"net/http/httptest"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// testPark is a park at https with a certificate of its own.
type testPark struct {
	*server.Park
	t     *testing.T
	http  *httptest.Server
	blobs *server.MemoryBlobs
}

func newPark(t *testing.T) *testPark {
	t.Helper()
	p := &testPark{t: t, http: httptest.NewUnstartedServer(nil), blobs: server.NewMemoryBlobs()}
	p.http.Config.ErrorLog = log.New(io.Discard, "", 0) // the first handshake of an enrolment fails, as it should
	p.http.StartTLS()
	t.Cleanup(p.http.Close)
	var err error
	p.Park, err = server.Open(context.Background(), server.NewMemory(), p.blobs, server.Options{
		Name: "示例园区", Certificate: wire.Pin(p.http.Certificate()),
	})
	if err != nil {
		t.Fatal(err)
	}
	p.http.Config.Handler = server.Handler(p.Park, nil)
	return p
}

func (p *testPark) invitation(name, person string) string {
	p.t.Helper()
	code, err := p.Invite(context.Background(), name, person, wire.RoleExpert, time.Hour)
	if err != nil {
		p.t.Fatal(err)
	}
	return p.http.URL + "#" + strings.ToLower(code)
}

func (p *testPark) feeds() []wire.Device {
	p.t.Helper()
	all, err := p.Devices(context.Background())
	if err != nil {
		p.t.Fatal(err)
	}
	return all
}

func TestEnrolAndSync(t *testing.T) {
	p, s := newPark(t), newShell(t)
	s.recorded()
	if _, errs, code := s.run("sync"); code != exitFailure || !strings.Contains(errs, "还没有在园区登记") || !strings.Contains(errs, "paicha enrol") {
		t.Errorf("%d %q", code, errs)
	}
	if _, errs, code := s.run("enrol", p.http.URL+"#0000-0000"); code != exitFailure || !strings.Contains(errs, "邀请码不对") {
		t.Errorf("%d %q", code, errs)
	}
	out := s.ok("enrol", p.invitation("平板1", "专家甲"))
	for _, want := range []string{"已登记到 示例园区", "专家甲（平板1）", "自签的证书"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in %q", want, out)
		}
	}
	out = s.ok("sync")
	if !strings.Contains(out, "园区已收 ") || !strings.Contains(out, "本次送出") {
		t.Errorf("%q", out)
	}
	var d syncDocument
	if err := json.Unmarshal([]byte(s.ok("sync", "--json")), &d); err != nil {
		t.Fatal(err)
	}
	if !d.OK || d.Park != "示例园区" || d.Operations.Total < 5 || d.Operations.Held != d.Operations.Total || d.Photos.Total == 0 || d.Photos.Held != d.Photos.Total ||
		d.Device.Person != "专家甲" || d.Sent != 0 || d.Refused == nil || d.Error != nil {
		t.Errorf("%+v", d)
	}

	// another tablet gets it all
	other := newShell(t)
	other.ok("enrol", p.invitation("平板2", "专家乙"))
	other.ok("sync")
	if a, b := s.ok("list"), other.ok("list"); a != b {
		t.Errorf("%s\n%s", a, b)
	}

	// a device that was taken off the list keeps its data and says so
	for _, dev := range p.feeds() {
		if dev.Name == "平板1" {
			if err := p.Revoke(context.Background(), dev.Feed); err != nil {
				t.Fatal(err)
			}
		}
	}
	_, errs, code := s.run("sync")
	if code != exitFailure || !strings.Contains(errs, "已停用") || !strings.Contains(errs, "问园区为什么") {
		t.Errorf("%d %q", code, errs)
	}
	if out, _, code = s.run("--lang", "en", "sync", "--json"); code != exitFailure || json.Unmarshal([]byte(out), &d) != nil || d.OK || d.Error.Code != "revoked" ||
		!strings.Contains(d.Error.Says, "off its list") {
		t.Errorf("%d %s", code, out)
	}
	p.http.Close()
	if _, errs, _ = other.run("sync"); !strings.Contains(errs, "连不上园区") || !strings.Contains(errs, "记录都在本机") {
		t.Errorf("%q", errs)
	}
}

func TestBadInvitationsAreSaidInWords(t *testing.T) {
	s := newShell(t)
	for invitation, want := range map[string]string{
		"https://park.example:8443":           "邀请码不完整",
		"https://park.example:8443#12":        "邀请码不完整",
		"http://192.0.2.1:8080#ABCD-EFGH":     "地址不能用",
		"http://127.0.0.1:1#ABCD-EFGH":        "连不上园区",
		"https://user@park.example#ABCD-EFGH": "地址不能用",
	} {
		if _, errs, code := s.run("enrol", invitation); code != exitFailure || !strings.Contains(errs, want) {
			t.Errorf("%s: %d %q", invitation, code, errs)
		}
	}
}

// Every code that sync knows has words and a remedy, in both languages.
func TestEveryCodeOfSyncHasWords(t *testing.T) {
	codes := map[string]bool{}
	for _, c := range client.Whys() {
		codes[string(c)] = true
	}
	files, err := filepath.Glob("../../sync/wire/*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			if v, is := n.(*ast.ValueSpec); is && v.Type != nil {
				if name, is := v.Type.(*ast.Ident); is && name.Name == "Code" && len(v.Values) == 1 {
					if code, err := strconv.Unquote(v.Values[0].(*ast.BasicLit).Value); err == nil {
						codes[code] = true
					}
				}
			}
			return true
		})
	}
	if len(codes) < 20 {
		t.Errorf("only %d codes found: does the test still look in the right place?", len(codes))
	}
	for _, lang := range []words.Lang{words.Zh, words.En} {
		w := words.In(lang)
		for code := range codes {
			if s := w.Park.Codes[code]; s.What == "" || s.Todo == "" {
				t.Errorf("%s: %s has no words in internal/words/park.go", lang, code)
			}
		}
		for code := range w.Park.Codes {
			if !codes[code] {
				t.Errorf("%s: nobody says %s", lang, code)
			}
		}
		for _, role := range wire.Roles() {
			if w.Park.Roles[role] == "" {
				t.Errorf("%s: role %s has no words", lang, role)
			}
		}
	}
}
