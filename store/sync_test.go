package store

import (
	"bytes"
	"crypto/ed25519"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anquan.example/paicha/inspection"
)

// withHeir is options whose heirs are signatures over the next key.
func withHeir(o Options) Options {
	o.Heir = func(old ed25519.PrivateKey, next ed25519.PublicKey) []byte { return ed25519.Sign(old, next) }
	return o
}

// visited is a home in which another person's feed was taken in: theirs answers what ours answered too.
func visited(t *testing.T) (home string, theirs inspection.FeedID) {
	t.Helper()
	other := openAt(t, filepath.Join(t.TempDir(), "other"), at("other", ""))
	ops := records(t, other, openedAs(1), answeredAs(1, 3))
	first := other.Feed()
	var all []inspection.Op
	if err := other.Ops(func(op inspection.Op) error { all = append(all, op); return nil }); err != nil {
		t.Fatal(err)
	}
	closes(t, other)
	home = filepath.Join(t.TempDir(), "home")
	s := openAt(t, home, withHeir(at("mine", "")))
	records(t, s, openedAs(1), answeredAs(1, 3))
	m, from, to, err := s.MergeRecords(all)
	if err != nil || m.New != len(all) || to != from+1 || len(ops) != 2 {
		t.Fatalf("%+v, records %d to %d, %v", m, from, to, err)
	}
	closes(t, s)
	return home, first
}

// A copied home continues its own feed and never one that came by sync: the other expert's answer stays the other's.
func TestOtherPeoplesFeedsAreNeverContinued(t *testing.T) {
	home, theirs := visited(t)
	for name, move := range map[string]func() *Store{
		"copied": func() *Store { return openAt(t, home, withHeir(at("elsewhere", ""))) },
		"restored": func() *Store {
			s := openAt(t, filepath.Join(t.TempDir(), "new"), at("third", ""))
			if r, err := s.Restore(backup(t, home), ""); err != nil || !r.Complete {
				t.Fatalf("%+v, %v", r, err)
			}
			return s
		},
		"restored from the folder": func() *Store {
			s := openAt(t, filepath.Join(t.TempDir(), "new"), at("third", ""))
			if r, err := s.Restore(home, ""); err != nil || !r.Complete {
				t.Fatalf("%+v, %v", r, err)
			}
			return s
		},
		"key lost": func() *Store {
			copied := filepath.Join(t.TempDir(), "copy")
			copyHome(t, home, copied)
			if err := os.Remove(filepath.Join(copied, deviceFile)); err != nil {
				t.Fatal(err)
			}
			return openAt(t, copied, at("mine", ""))
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := move()
			defer closes(t, s)
			fail := answeredAs(1, 3)
			fail.Value = "fail"
			records(t, s, fail)
			i, err := s.Inspection(id(1))
			if err != nil {
				t.Fatal(err)
			}
			said := i.Answers[inspection.Key{Criterion: "mem10:3.1"}]
			if len(said) != 2 || said[0].Feed != s.Feed() || said[1].Feed != theirs {
				t.Errorf("%d answers count, the other expert's should stand beside ours", len(said))
			}
			for _, h := range s.Heads() {
				if h.Own == (h.Feed == theirs) {
					t.Errorf("feed %s: own %v", h.Feed, h.Own)
				}
			}
		})
	}
}

// A device that learns that another writes its feed goes on in a new one, which the old key named.
func TestADeviceTakesANewIdentity(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	s := openAt(t, home, withHeir(at("mine", "")))
	records(t, s, openedAs(1), answeredAs(1, 3))
	old, oldKey, end := s.Feed(), s.Public(), s.End()
	if err := s.Renew(); err != nil {
		t.Fatal(err)
	}
	if s.Feed() == old || s.End() != end+1 {
		t.Fatalf("feed %s, record %d", s.Feed(), s.End())
	}
	for range 2 { // now, and after the next start
		heirs, err := s.Heirs()
		if err != nil || len(heirs) != 1 || !bytes.Equal(heirs[0].Old, oldKey) || !ed25519.Verify(oldKey, s.Public(), heirs[0].Sig) {
			t.Fatalf("%+v, %v", heirs, err)
		}
		fail := answeredAs(1, 3)
		fail.Value = "fail"
		records(t, s, fail)
		i, err := s.Inspection(id(1))
		if said := i.Answers[inspection.Key{Criterion: "mem10:3.1"}]; err != nil || len(said) != 1 || said[0].Value != "fail" {
			t.Errorf("%+v, %v", said, err)
		}
		feed := s.Feed()
		closes(t, s)
		if s = openAt(t, home, withHeir(at("mine", ""))); s.Feed() != feed {
			t.Error("another feed after the start")
		}
	}
	verifyChain(t, s)
	closes(t, s)
}

// Records gives what is behind a mark, record by record, as it was signed.
func TestRecordsBehindAMark(t *testing.T) {
	for _, secret := range []string{"", "hunter3"} {
		s := openAt(t, filepath.Join(t.TempDir(), "home"), at("mine", ""))
		if secret != "" {
			if _, _, err := s.SetSecret(secret); err != nil {
				t.Fatal(err)
			}
		}
		begin := s.End()
		var want []inspection.Op
		for n := range 200 {
			want = append(want, records(t, s, openedAs(n+1), answeredAs(n+1, 3))...)
		}
		var got []Signed
		mark := begin
		for mark < s.End() {
			before := mark
			if err := s.Records(mark, func(n uint64, ops []Signed) bool {
				if n != mark+1 {
					t.Fatalf("record %d behind %d", n, mark)
				}
				mark, got = n, append(got, ops...)
				return n%7 != 0
			}); err != nil || mark == before {
				t.Fatal(err)
			}
		}
		if len(got) != len(want) {
			t.Fatalf("%d operations, want %d", len(got), len(want))
		}
		for n, op := range want {
			if !bytes.Equal(got[n].Body, op.Body) || !bytes.Equal(got[n].Sig, op.Sig) {
				t.Fatalf("operation %d is another", n)
			}
		}
		closes(t, s)
	}
}

// What is known of a park is kept, sealed in a locked home, and asked for again when a bit of it changed.
func TestWhatIsKnownOfAPark(t *testing.T) {
	home := filepath.Join(t.TempDir(), "home")
	s := openAt(t, home, at("mine", ""))
	text := []byte("示例园区 the park's address and receipts")
	if err := s.SetPeer("park", text); err != nil {
		t.Fatal(err)
	}
	if err := s.SetPeer("../out", text); err == nil {
		t.Error("a name that leads out of the home")
	}
	is := func(want []byte) {
		t.Helper()
		if got, err := s.Peer("park"); err != nil || !bytes.Equal(got, want) {
			t.Errorf("%q, %v", got, err)
		}
	}
	is(text)
	if _, _, err := s.SetSecret("hunter3"); err != nil {
		t.Fatal(err)
	}
	is(text)
	file := filepath.Join(home, peerDir, "park")
	if data, err := os.ReadFile(file); err != nil || bytes.Contains(data, []byte("park's")) {
		t.Errorf("it lies in the clear: %v", err)
	}
	if err := s.TakeSecret(); err != nil {
		t.Fatal(err)
	}
	is(text)
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	data[len(data)/2] ^= 4
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	is(nil)
	if len(s.Notices()) != 1 {
		t.Errorf("%v", s.Notices())
	}
	if h, err := s.Check(nil); err != nil || h.Whole() {
		t.Errorf("%+v, %v", h, err)
	}
	closes(t, s)
}

// Operations as large as they may be go into records that the journal takes.
func TestLargeOperationsOfOthersAreTakenIn(t *testing.T) {
	other := openAt(t, filepath.Join(t.TempDir(), "other"), at("other", ""))
	long := strings.Repeat("长", inspection.MaxText)
	var want int
	for n := range 400 {
		f := foundAs(1, n+1)
		f.Description, f.Basis, f.Immediate, f.Measure, f.NoPhoto = long, long, long, long, long
		want += len(records(t, other, f))
	}
	var all []inspection.Op
	if err := other.Ops(func(op inspection.Op) error { all = append(all, op); return nil }); err != nil {
		t.Fatal(err)
	}
	closes(t, other)
	o := at("mine", "")
	o.segmentBytes = segmentBytes
	s := openAt(t, filepath.Join(t.TempDir(), "home"), o)
	m, from, to, err := s.MergeRecords(all)
	if err != nil || m.New != len(all) || len(all) != want+1 || to-from < 4 {
		t.Fatalf("%d of %d, %d records, %v", m.New, len(all), to-from, err)
	}
	closes(t, s)
}
