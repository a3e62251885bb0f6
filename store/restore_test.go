package store

import (
	"archive/tar"
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"anquan.example/paicha/inspection"
)

// at is the options of a machine of that name.
func at(machine, secret string) Options {
	return Options{App: "paicha test", Now: clock(), segmentBytes: 8 << 10, place: func(home string) string { return machine + home }, argon: cheap, vault: noVault{}, Secret: secret}
}

func openAt(t testing.TB, home string, o Options) *Store {
	t.Helper()
	s, err := Open(home, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// backup makes one and gives its path.
func backup(t testing.TB, home string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), "备份.paicha")
	if _, err := Backup(home, file, Options{App: "paicha test"}, nil); err != nil {
		t.Fatal(err)
	}
	return file
}

// A tablet is lost; its backup goes into a new one, which has begun a feed already. Nothing is lost, and the expert goes on.
func TestARestoredBackupContinues(t *testing.T) {
	for _, secret := range []string{"", "hunter3"} {
		t.Run("secret "+secret, func(t *testing.T) {
			home, want := sampleHome(t, at("old", ""), secret, false)
			file := backup(t, home)
			s := openAt(t, filepath.Join(t.TempDir(), "new"), at("new", ""))
			defer closes(t, s)
			records(t, s, openedAs(8))
			for round := range 2 { // the second finds all there
				r, err := s.Restore(file, secret)
				if err != nil || !r.Complete || len(r.Problems) > 0 || r.Photos != 3 || r.Libraries != 1 || len(r.Refused) > 0 {
					t.Fatalf("%+v, %v", r, err)
				}
				if round == 1 && r.New != 0 {
					t.Errorf("%d operations again", r.New)
				}
			}
			got := states(t, s)
			if len(got) != 4 {
				t.Fatalf("%d inspections", len(got))
			}
			delete(got, id(8))
			if !same(got, want) {
				t.Error("another state")
			}
			if h, err := s.Check(nil); err != nil || len(h.Problems) != 1 || h.Problems[0].Kind != "criteria" || h.Feeds != 2 { // the one of inspection 8 was never kept
				t.Errorf("%+v, %v", h, err)
			}
			verifyChain(t, s)

			// the same expert corrects and takes back
			criterion := inspection.Key{Criterion: "mem10:3.1"}
			fail := answeredAs(1, 3)
			fail.Value = "fail"
			records(t, s, fail)
			i, err := s.Inspection(id(1))
			if err != nil || len(i.Answers[criterion]) != 1 || i.Answers[criterion][0].Value != "fail" {
				t.Errorf("%+v, %v", i.Answers[criterion], err)
			}
			if last, ok := i.LastUndoable(s.Feed()); !ok || last.Kind != "answered" {
				t.Errorf("takes back %s", last.Kind)
			}
			n := 0
			for _, e := range i.History {
				if e.Kind == "feed-continued" {
					n++
				}
			}
			records(t, s, fail)
			if i, _ = s.Inspection(id(1)); n != 1 || len(i.History) != len(want[id(1)].History)+3 {
				t.Errorf("%d continuations, %d entries", n, len(i.History))
			}
		})
	}
}

// Both go on: the copy and the original write, neither forks the other's feed, and both end with everything.
func TestACopiedHomeStartsAFeedOfItsOwn(t *testing.T) {
	home, want := sampleHome(t, at("old", ""), "", false)
	copied := filepath.Join(t.TempDir(), "copy")
	copyHome(t, home, copied)
	a := openAt(t, home, at("old", ""))
	feed := a.Feed()
	records(t, a, answeredAs(1, 50))
	closes(t, a)
	b := openAt(t, copied, at("new", ""))
	if b.Feed() == feed || len(b.Notices()) != 1 || !strings.Contains(b.Notices()[0].Error(), "copied or moved") {
		t.Errorf("feed %s, %v", b.Feed(), b.Notices())
	}
	if !same(states(t, b), want) {
		t.Error("the copy shows another state")
	}
	records(t, b, answeredAs(1, 51))
	closes(t, b)
	b = openAt(t, copied, at("new", "")) // the second time it is at home
	if len(b.Notices()) != 0 {
		t.Errorf("%v", b.Notices())
	}
	r, err := b.Restore(home, "")
	if err != nil || r.New != 1 || r.Forked != 0 || !r.Complete {
		t.Fatalf("%+v, %v", r, err)
	}
	i, err := b.Inspection(id(1))
	if err != nil || len(i.Answers) != 14 {
		t.Errorf("%d answers, %v", len(i.Answers), err)
	}
	verifyChain(t, b)
	closes(t, b)
	a = openAt(t, home, at("old", ""))
	defer closes(t, a)
	if r, err := a.Restore(copied, ""); err != nil || r.Forked != 0 {
		t.Fatalf("%+v, %v", r, err)
	}
	if j, err := a.Inspection(id(1)); err != nil || !reflect.DeepEqual(j.Answers, i.Answers) {
		t.Errorf("the two differ: %v", err)
	}
}

// A disk image put back makes two branches of one feed. Both are kept, and it is told.
func TestTwoBranchesOfAFeedAreBothKept(t *testing.T) {
	home, _ := sampleHome(t, at("x", ""), "", false)
	image := filepath.Join(t.TempDir(), "image")
	copyHome(t, home, image)
	same := at("x", "")
	same.place = func(string) string { return "x" + home } // nothing tells the two apart
	a, b := openAt(t, home, same), openAt(t, image, same)
	records(t, a, answeredAs(1, 60), answeredAs(1, 61))
	records(t, b, answeredAs(1, 70))
	closes(t, b)
	r, err := a.Restore(image, "")
	if err != nil || r.Forked != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	i, err := a.Inspection(id(1))
	if err != nil || len(i.Answers) != 15 {
		t.Errorf("%d answers, %v", len(i.Answers), err)
	}
	if r, err := a.Restore(image, ""); err != nil || r.New != 0 {
		t.Errorf("again: %+v, %v", r, err)
	}
	closes(t, a)
	if err := os.RemoveAll(filepath.Join(home, indexDir)); err != nil {
		t.Fatal(err)
	}
	a = openAt(t, home, same)
	defer closes(t, a)
	if j, err := a.Inspection(id(1)); err != nil || len(j.Answers) != 15 {
		t.Errorf("from the journal: %v", err)
	}
	if h, err := a.Check(nil); err != nil || len(h.Problems) != 1 || !strings.Contains(h.Problems[0].Says, "two devices") {
		t.Errorf("%+v, %v", h.Problems, err)
	}
}

// Backing up while the program records: what was recorded before is in it, with its photos, and what was cut short goes on.
func TestABackupOfARunningProgramIsWholeAndResumed(t *testing.T) {
	home, _ := sampleHome(t, at("x", ""), "", false)
	s := openAt(t, home, at("x", ""))
	stop, done := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(done)
		for n := 0; n < 300; n++ {
			select {
			case <-stop:
				return
			default:
			}
			p, err := s.AddPhotoFrom(strings.NewReader(fmt.Sprint("more ", n)), "x.jpg")
			if err == nil {
				_, err = s.Record(&inspection.Photographed{ID: id(1), Criterion: "mem10:1.1", Photo: p})
			}
			if err != nil {
				t.Error(err)
				return
			}
		}
	}()
	first := backup(t, home)
	// cut short at many places, then done again
	data, err := os.ReadFile(first)
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(3, 3))
	reused := 0
	for range 8 {
		file := filepath.Join(t.TempDir(), "b")
		if err := os.WriteFile(file+partMark, data[:r.IntN(len(data))], 0o600); err != nil {
			t.Fatal(err)
		}
		b, err := Backup(home, file, Options{App: "paicha test"}, nil)
		if err != nil {
			t.Fatal(err)
		}
		reused += b.Reused
		other := openAt(t, filepath.Join(t.TempDir(), "other"), at("other", ""))
		got, err := other.Restore(file, "")
		if err != nil || !got.Complete || len(got.Problems) > 0 {
			t.Fatalf("%+v, %v", got, err)
		}
		if h, err := other.Check(nil); err != nil || !h.Whole() {
			t.Errorf("%+v, %v", h.Problems, err)
		}
		closes(t, other)
	}
	close(stop)
	<-done
	closes(t, s)
	if reused == 0 {
		t.Error("nothing of what was cut short was used again")
	}
	if _, err := Backup(home, first, Options{}, nil); err == nil || !strings.Contains(err.Error(), "there already") {
		t.Errorf("%v", err)
	}
}

// A restore that is cut short is done again; a backup that is damaged gives what can be read, and says what cannot.
func TestADamagedBackupGivesWhatCanBeRead(t *testing.T) {
	home, want := sampleHome(t, at("x", ""), "", false)
	data, err := os.ReadFile(backup(t, home))
	if err != nil {
		t.Fatal(err)
	}
	r := rand.New(rand.NewPCG(5, 5))
	file := filepath.Join(t.TempDir(), "bent")
	for n := range 24 {
		bent := bytes.Clone(data)
		if n%2 == 0 {
			bent[r.IntN(len(bent))] ^= 1 << r.IntN(8)
		} else {
			bent = bent[:r.IntN(len(bent))]
		}
		if err := os.WriteFile(file, bent, 0o600); err != nil {
			t.Fatal(err)
		}
		s := openAt(t, filepath.Join(t.TempDir(), "new"), at("new", ""))
		got, err := s.Restore(file, "")
		if err == nil && got.Complete && len(got.Problems) == 0 && !same(states(t, s), want) {
			t.Errorf("trial %d: something else was restored, and nobody is told", n)
		}
		if _, err := s.Restore(file+"x", ""); err == nil {
			t.Error("restored from nothing")
		}
		if err := os.WriteFile(file, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, err := s.Restore(file, ""); err != nil || !got.Complete || !same(states(t, s), want) {
			t.Errorf("trial %d, then the whole one: %+v, %v", n, got, err)
		}
		closes(t, s)
	}
}

// A forged operation is refused, the others are taken.
func TestAForgedOperationIsRefused(t *testing.T) {
	a := openAt(t, filepath.Join(t.TempDir(), "a"), at("a", ""))
	records(t, a, openedAs(1), answeredAs(1, 1), answeredAs(1, 2))
	var ops []inspection.Op
	if err := a.Ops(func(op inspection.Op) error { ops = append(ops, op); return nil }); err != nil {
		t.Fatal(err)
	}
	closes(t, a)
	body := bytes.Replace(slices.Clone(ops[3].Body), []byte("mem10:2.1"), []byte("mem10:9.1"), 1)
	forged, err := inspection.Decode(body, ops[3].Sig)
	if err != nil {
		t.Fatal(err)
	}
	b := openAt(t, filepath.Join(t.TempDir(), "b"), at("b", ""))
	defer closes(t, b)
	m, err := b.Merge([]inspection.Op{ops[2], forged, ops[0], ops[1]})
	if err != nil || m.New != 3 || len(m.Refused) != 1 {
		t.Errorf("%+v, %v", m, err)
	}
	if i, err := b.Inspection(id(1)); err != nil || len(i.Answers) != 1 {
		t.Errorf("%v", err)
	}
}

// Backups made by somebody who means harm: no path out of the home, no unbounded memory, no panic.
func TestHostileBackups(t *testing.T) {
	victim := filepath.Join(t.TempDir(), "victim")
	s := openAt(t, filepath.Join(t.TempDir(), "home"), at("a", ""))
	defer closes(t, s)
	head := `{"format":1,"home_format":2}`
	sum := strings.Repeat("ab", 32)
	for name, entries := range map[string][]tar.Header{
		"paths":    {{Name: "../../../../" + victim}, {Name: victim}, {Name: "photos/../../x"}, {Name: "photos/" + sum + "/../x"}},
		"links":    {{Name: "photos/" + sum, Typeflag: tar.TypeSymlink, Linkname: victim}, {Name: "photos/" + sum, Typeflag: tar.TypeLink, Linkname: victim}},
		"lies":     {{Name: "photos/" + sum, Size: 5}, {Name: "criteria/" + sum + ".yaml", Size: 5}, {Name: "journal/0000000000000001.journal", Size: 5}, {Name: "journal/x", Size: 5}},
		"keys":     {{Name: "keys.json", Size: 5}},
		"manifest": {{Name: "manifest.json", Size: 5}},
	} {
		var b bytes.Buffer
		w := tar.NewWriter(&b)
		put := func(h tar.Header, data string) {
			h.Size, h.Mode = int64(len(data)), 0o777
			if h.Typeflag == 0 {
				h.Typeflag = tar.TypeReg
			} else if h.Typeflag != tar.TypeReg {
				h.Size, data = 0, ""
			}
			if err := w.WriteHeader(&h); err != nil {
				t.Fatal(err)
			}
			if _, err := w.Write([]byte(data)); err != nil {
				t.Fatal(err)
			}
		}
		put(tar.Header{Name: backupHeadFile}, head)
		for _, e := range entries {
			put(e, "hello")
		}
		if err := w.Close(); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "bad")
		if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		r, err := s.Restore(file, "x")
		if r.Complete || err == nil && len(r.Problems) == 0 {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
		if _, err := os.Stat(victim); !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s: something was written outside", name)
		}
	}
	if h, err := s.Check(nil); err != nil || !h.Whole() || h.Photos != 0 {
		t.Errorf("%+v, %v", h, err)
	}
	newer := filepath.Join(t.TempDir(), "newer")
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	text := `{"format":99}`
	if err := errors.Join(w.WriteHeader(&tar.Header{Name: backupHeadFile, Size: int64(len(text)), Mode: 0o600}), second(w.Write([]byte(text))), w.Close()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(newer, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Restore(newer, ""); err == nil || !strings.Contains(err.Error(), "newer paicha") {
		t.Errorf("%v", err)
	}
}

func second(_ int, err error) error { return err }

// A sealed record that somebody changed, checksum and all, is told, and the records behind it count.
func TestAForgedSealDoesNotStopARestore(t *testing.T) {
	home, want := sampleHome(t, at("old", ""), "hunter3", false)
	name := segmentsOf(t, filepath.Join(home, journalDir))[0]
	path := filepath.Join(home, journalDir, name)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	off := int64(0)
	for n := uint64(1); n < 5; n++ {
		payload, ok := record(data[off:], n)
		if !ok {
			t.Fatal("no record", n)
		}
		if n == 4 {
			payload = append([]byte{}, payload...)
			payload[len(payload)-1] ^= 1
			copy(data[off:], encodeFrame(n, payload))
		}
		off += headSize + int64(len(payload))
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	s := openAt(t, filepath.Join(t.TempDir(), "new"), at("new", ""))
	defer closes(t, s)
	r, err := s.Restore(backup(t, home), "hunter3")
	if err != nil || len(r.Problems) != 1 || !strings.Contains(r.Problems[0].Error(), "record 4") {
		t.Errorf("%+v, %v", r, err)
	}
	if got, err := s.Summaries(); err != nil || len(got) != len(want) {
		t.Errorf("%d inspections, %v", len(got), err)
	}
}
