package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"filippo.io/age"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/sync/bundle"
	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/sim"
	"anquan.example/paicha/sync/wire"
)

func TestABundleGoesFromHomeToHome(t *testing.T) {
	a, b := newShell(t), newShell(t)
	id := a.recorded()
	key := strings.TrimSpace(b.ok("bundle", "key"))
	if again := strings.TrimSpace(b.ok("bundle", "key")); again != key || !strings.HasPrefix(key, "age1") {
		t.Fatalf("%q, then %q", key, again)
	}
	file := filepath.Join(t.TempDir(), "给乙.paicha")
	if out := a.ok("bundle", "export", file, "--to", key); !strings.Contains(out, "已写入") {
		t.Error(out)
	}
	out := b.ok("bundle", "import", file)
	if !strings.Contains(out, "已收下") || b.ok("show", id) != a.ok("show", id) {
		t.Errorf("%s", out)
	}
	if out := b.ok("bundle", "import", file); !strings.Contains(out, "新记录 0 条") {
		t.Error(out)
	}
	if _, errs, code := a.run("bundle", "import", file); code != exitFailure || !strings.Contains(errs, "不是给本平板的") {
		t.Errorf("who it is not for: %d %q", code, errs)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, data[:len(data)/2], 0o600); err != nil {
		t.Fatal(err)
	}
	if _, errs, code := b.run("bundle", "import", file); code != exitFailure || !strings.Contains(errs, "不完整") {
		t.Errorf("cut: %d %q", code, errs)
	}
	if _, errs, code := b.run("bundle", "import", "bundle_test.go"); code != exitFailure || !strings.Contains(errs, "不是 paicha 的同步文件") {
		t.Errorf("no bundle: %d %q", code, errs)
	}
	if _, errs, code := a.run("bundle", "export", file); code != exitFailure || !strings.Contains(errs, "不知道园区的密钥") {
		t.Errorf("without a park: %d %q", code, errs)
	}
	if _, errs, code := a.run("bundle", "export", file, "--to", "age1x"); code != exitUsage || !strings.Contains(errs, "--to") {
		t.Errorf("a wrong key: %d %q", code, errs)
	}
}

// A photo whose operation came by the park, and whose file came in a bundle, reaches the park from the tablet that carries it.
func TestAPhotoThatABundleBroughtReachesThePark(t *testing.T) {
	a, b, park := newShell(t), newShell(t), newPark(t)
	a.recorded()
	a.ok("enrol", park.invitation("平板1", "专家甲"))
	b.ok("enrol", park.invitation("平板2", "专家乙"))
	park.blobs.SetFree(300 << 20) // room for text, none for photos
	if _, _, code := a.run("sync"); code != exitFailure {
		t.Fatal("the photos of a found room")
	}
	b.ok("sync")
	file := filepath.Join(t.TempDir(), "给乙.paicha")
	a.ok("bundle", "export", file, "--to", strings.TrimSpace(b.ok("bundle", "key")))
	b.ok("bundle", "import", file)
	park.blobs.SetFree(1 << 40)
	if out := b.ok("sync"); !strings.Contains(out, "2/2 张照片") {
		t.Error(out)
	}
}

func TestAParksReceiptIsCarriedBack(t *testing.T) {
	s := newShell(t)
	s.recorded()
	ctx := context.Background()
	park, err := server.Open(ctx, server.NewMemory(), server.NewMemoryBlobs(), server.Options{Name: "示例园区"})
	if err != nil {
		t.Fatal(err)
	}
	site := httptest.NewServer(server.Handler(park, nil))
	defer site.Close()
	code, err := park.Invite(ctx, "平板7", "专家甲", wire.RoleExpert, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	s.ok("enrol", site.URL+"#"+code)
	site.Close() // no link from here on
	file, back := filepath.Join(t.TempDir(), "到园区"), filepath.Join(t.TempDir(), "回执")
	s.ok("bundle", "export", file)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	sink := bundle.NewParkSink(park)
	taken, err := bundle.Import(ctx, bytes.NewReader(data), []age.Identity{park.Identity()}, sink)
	if err != nil || taken.Stored == 0 {
		t.Fatalf("%+v, %v", taken, err)
	}
	reply, err := sink.Reply(ctx, taken)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := reply.Write(&b); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(back, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	out := s.ok("bundle", "import", back)
	if m := regexp.MustCompile(`园区已收 (\d+)/(\d+) 条`).FindStringSubmatch(out); m == nil || m[1] != m[2] || m[1] == "0" {
		t.Error(out)
	}
	if out := s.ok("bundle", "export", file); !strings.Contains(out, "没有新的") {
		t.Error(out)
	}
	if out := s.ok("bundle", "export", file, "--all", "--no-photos"); strings.Contains(out, "没有新的") {
		t.Error(out)
	}
}

// prog is a program with a writer of its own.
func prog(out io.Writer, now time.Time) *program {
	return &program{w: words.In(words.Zh), world: world{out: out, err: io.Discard, getenv: func(string) string { return "" }, now: func() time.Time { return now }, zone: time.UTC}}
}

func TestListenAndPair(t *testing.T) {
	now := time.Date(2026, 11, 25, 9, 0, 0, 0, time.UTC)
	seed := uint64(0)
	tablet := func(n int) *sim.Tablet {
		tab := sim.NewTablet(func() []byte {
			seed++
			sum := sha256.Sum256(binary.BigEndian.AppendUint64(nil, seed))
			return sum[:]
		}, func() time.Time { return now })
		for range n {
			if _, err := tab.Record(&inspection.UnitAdded{ID: testInspection, Unit: inspection.Unit{ID: testInspection, Kind: "tank", Name: "储罐"}}); err != nil {
				t.Fatal(err)
			}
		}
		return tab
	}
	a, b := tablet(3), tablet(5)
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	r, w := io.Pipe()
	done := make(chan error, 1)
	go func() {
		err := prog(w, now).listen(ctx, b, "127.0.0.1:0")
		w.Close()
		done <- err
	}()
	lines := bufio.NewScanner(r)
	invitation := ""
	for invitation == "" && lines.Scan() {
		if _, rest, found := strings.Cut(lines.Text(), "--pair '"); found {
			invitation = strings.TrimSuffix(rest, "'")
		}
	}
	rest := make(chan string, 1)
	go func() {
		var all strings.Builder
		for lines.Scan() {
			all.WriteString(lines.Text() + "\n")
		}
		rest <- all.String()
	}()
	var out bytes.Buffer
	address, _, _ := strings.Cut(invitation, "#")
	if err := prog(&out, now).pairWith(ctx, a, nearby{pair: address + "#0000-0000"}); err == nil || !strings.Contains(err.Error(), "配对码不对") {
		t.Errorf("a wrong code: %v", err)
	}
	if err := prog(&out, now).pairWith(ctx, a, nearby{pair: invitation}); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "送出 4 条，收到 6 条") || len(a.Ops()) != 10 || len(b.Ops()) != 10 {
		t.Errorf("%s: %d and %d operations", out.String(), len(a.Ops()), len(b.Ops()))
	}
	cancel()
	if err := <-done; err != nil {
		t.Error(err)
	}
	if says := <-rest; !strings.Contains(says, "已配对") || !strings.Contains(says, "收到 4 条，送出 6 条") {
		t.Error(says)
	}
	if err := prog(&out, now).pairWith(context.Background(), a, nearby{pair: invitation}); client.Why(err) != "" || !strings.Contains(err.Error(), "连不上对方") {
		t.Errorf("nobody listens: %v", err)
	}
}

const testInspection = "019ab3f0-0000-7000-8000-000000000001"
