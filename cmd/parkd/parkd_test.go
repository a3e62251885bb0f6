package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"filippo.io/age"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/bundle"
	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/sim"
	"anquan.example/paicha/sync/wire"
)

// shell runs parkd as a person at a prompt would.
type shell struct {
	t    *testing.T
	home string
}

func (s *shell) run(args ...string) (out, errs string, code int) {
	s.t.Helper()
	var stdout, stderr bytes.Buffer
	code = run(context.Background(), append([]string{"--lang", "zh", "--home", s.home}, args...), world{out: &stdout, err: &stderr, getenv: func(string) string { return "" }, now: time.Now})
	return stdout.String(), stderr.String(), code
}

func (s *shell) ok(args ...string) string {
	s.t.Helper()
	out, errs, code := s.run(args...)
	if code != 0 {
		s.t.Fatalf("parkd %v: exit %d: %s", args, code, errs)
	}
	return out
}

// serve starts the server and stops it with the test.
func (s *shell) serve(flags ...string) *listening {
	s.t.Helper()
	ctx, cancel := context.WithCancel(context.Background())
	ready, ended := make(chan string, 1), make(chan int, 1)
	var stdout, stderr bytes.Buffer
	go func() {
		ended <- run(ctx, append([]string{"--home", s.home, "serve", "--addr", "127.0.0.1:0", "--name", "示例园区"}, flags...), world{
			out: &stdout, err: &stderr, getenv: func(string) string { return "" }, now: time.Now, ready: func(url string) { ready <- url },
		})
	}()
	v := &listening{out: &stdout, log: &stderr}
	select {
	case v.url = <-ready:
	case code := <-ended:
		s.t.Fatalf("serve: exit %d: %s", code, stderr.String())
	}
	v.stop = sync.OnceFunc(func() {
		cancel()
		if code := <-ended; code != 0 {
			s.t.Errorf("serve: exit %d: %s", code, stderr.String())
		}
	})
	s.t.Cleanup(v.stop)
	return v
}

// listening is a server that runs; out and log are for after stop.
type listening struct {
	url      string
	out, log *bytes.Buffer
	stop     func()
}

var invitation = regexp.MustCompile(`https://\S+#[0-9A-Z]{4}-[0-9A-Z]{4}`)

// A tablet is invited, enrolled over a self-signed certificate, pinned, syncs, gets the register, is listed and revoked.
func TestAParkFromItsCommands(t *testing.T) {
	s := &shell{t, t.TempDir()}
	s.serve()
	text := invitation.FindString(s.ok("invite", "平板1", "--person", "专家甲"))
	if text == "" {
		t.Fatal("no invitation")
	}
	seed := byte(0)
	tab := sim.NewTablet(func() []byte { seed++; sum := sha256.Sum256([]byte{seed}); return sum[:] }, time.Now)
	ctx := context.Background()
	if _, err := client.Enrol(ctx, tab, "park", text, "test", nil); err != nil {
		t.Fatal(err)
	}
	if _, err := client.Enrol(ctx, tab, "again", text, "test", nil); err == nil || !strings.Contains(err.Error(), "bad-code") {
		t.Errorf("the invitation was good twice: %v", err)
	}
	file := filepath.Join(t.TempDir(), "名册.csv")
	write := func(text string) {
		t.Helper()
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write("\ufeff名称,统一社会信用代码\n重庆示例铝制品有限公司,91500000MA5U00AA13\n示例化工,91500000MA5U00AA14\n")
	if _, errs, code := s.run("handout", "register", file); code == 0 || !strings.Contains(errs, "第 3 行") {
		t.Errorf("a wrong code: %s", errs)
	}
	write("名称,统一社会信用代码\n重庆示例铝制品有限公司,91500000MA5U00AA13\n")
	s.ok("handout", "register", file)
	s.ok("handout", "criteria", "../../checklists.yaml")
	e, err := client.New(tab, "park", client.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := e.Sync(ctx); err != nil {
		t.Fatal(err)
	}
	if st := e.Status(); st.Held != st.Operations || st.Park != "示例园区" {
		t.Errorf("%+v", st)
	}
	var register wire.Enterprises
	if err := wire.Decode(tab.Handouts[wire.Register], &register); err != nil || len(register.All) != 1 || inspection.CheckCreditCode(register.All[0].Code) != nil {
		t.Errorf("%+v %v", register, err)
	}
	if len(tab.Handouts[wire.Criteria]) < 100_000 || len(tab.Handouts[wire.Roster]) == 0 {
		t.Error("criteria or roster did not come")
	}
	before := len(tab.Ops())
	s.ok("sendback", "019ab3f0-0000-7000-8000-000000000001", "--criterion", "mem10:13.1", "--words", "请补拍台账", "--by", "李某某")
	if _, errs, code := s.run("sendback", "019ab3f0-0000-7000-8000-000000000001", "--criterion", "mem10:13.1", "--by", "李某某"); code == 0 || !strings.Contains(errs, "words") {
		t.Error(errs)
	}
	if err := e.Sync(ctx); err != nil {
		t.Fatal(err)
	}
	tasks := inspection.Fold(tab.Ops())["019ab3f0-0000-7000-8000-000000000001"].OpenTasks()
	if len(tab.Ops()) != before+2 || len(tasks) != 1 || tasks[0].Words != "请补拍台账" {
		t.Errorf("%+v", tasks)
	}
	if _, err := tab.Record(&inspection.UnitAdded{ID: "019ab3f0-0000-7000-8000-000000000001", Unit: inspection.Unit{ID: "019ab3f0-0000-7000-8000-000000000001", Kind: "tank", Name: "储罐1"}}); err != nil {
		t.Fatal(err)
	}
	sealed := carried(t, tab)
	if out := s.ok("bundle", "import", sealed); !strings.Contains(out, "新记录 1 条") {
		t.Error(out)
	}
	if _, errs, code := s.run("bundle", "import", file); code == 0 || !strings.Contains(errs, file) {
		t.Error(errs)
	}
	answer, err := os.Open(sealed + ".receipt")
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Close()
	reply, err := bundle.ReadReply(answer)
	if err != nil {
		t.Fatal(err)
	}
	if told, err := reply.Count(tab, "park"); err != nil || len(told) > 0 {
		t.Errorf("%v, %v", told, err)
	}
	e, err = client.New(tab, "park", client.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if st := e.Status(); st.Held != st.Operations {
		t.Errorf("%d of %d are held without a link", st.Held, st.Operations)
	}
	s.ok("rename", "平板1", "--name", "平板一号")
	if out := s.ok("devices"); !strings.Contains(out, "平板一号") || !strings.Contains(out, "专家甲") || !strings.Contains(out, "正常") {
		t.Error(out)
	}
	s.ok("revoke", "平板一号")
	if err := e.Sync(ctx); err == nil || !strings.Contains(err.Error(), "revoked") {
		t.Errorf("revoked and heard: %v", err)
	}
	s.ok("restored")
}

// carried is a bundle for the park that the tablet is enrolled at.
func carried(t *testing.T, tab client.Tablet) string {
	t.Helper()
	data, err := tab.Peer("park")
	if err != nil {
		t.Fatal(err)
	}
	peer, err := client.ReadPeer(data)
	if err != nil {
		t.Fatal(err)
	}
	to, err := age.ParseX25519Recipient(peer.Park.Box)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "带去园区.paicha")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bundle.Export(tab, f, []age.Recipient{to}, bundle.Options{}); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestPlainHTTPIsForThisMachine(t *testing.T) {
	s := &shell{t, t.TempDir()}
	if _, errs, code := s.run("serve", "--http", "--addr", ":0"); code == 0 || !strings.Contains(errs, "TLS") {
		t.Error(errs)
	}
	if _, errs, code := s.run("invite", "平板1"); code == 0 || !strings.Contains(errs, "--url") {
		t.Error(errs)
	}
}

func TestAMadeUpParkWantsAnEmptyHome(t *testing.T) {
	s := &shell{t, t.TempDir()}
	if out := s.ok("demo", "--enterprises", "2", "--inspections", "4", "--no-photos"); !strings.Contains(out, "企业 2 家") || !strings.Contains(out, "finding-recorded") {
		t.Error(out)
	}
	if out := s.ok("devices"); !strings.Contains(out, "平板1") || !strings.Contains(out, "接续") {
		t.Error(out)
	}
	if _, errs, code := s.run("demo"); code == 0 || !strings.Contains(errs, "--home") {
		t.Errorf("beside what is there: %s", errs)
	}
}
