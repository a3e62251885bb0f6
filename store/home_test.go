package store

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
)

// hex64 stands for a revision or a criterion's words.
const hex64 = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

// id is the n-th made-up UUID.
func id(n int) string { return fmt.Sprintf("0193a2b4-0000-7000-8000-%012d", n) }

func openedAs(n int) *inspection.Opened {
	return &inspection.Opened{ID: id(n), Visit: inspection.Assistance, Date: "2026-11-23", Experts: []string{"专家甲"}, Sectors: []string{"industry"},
		Revision: hex64, Enterprise: inspection.Enterprise{ID: id(9000 + n%3), Name: fmt.Sprintf("示例%d厂", n%3)}}
}

func answeredAs(n, criterion int) *inspection.Answered {
	return &inspection.Answered{ID: id(n), Words: hex64, Answer: checklist.Answer{Criterion: fmt.Sprintf("mem10:%d.1", criterion), Value: checklist.OK}}
}

func foundAs(n, finding int) *inspection.Found {
	return &inspection.Found{ID: id(n), Finding: id(5000 + finding), Level: inspection.General, Description: "示例缺陷", Place: "仓库", Deadline: "2026-12-08"}
}

// clock goes on by a second each time it is read.
func clock() func() time.Time {
	var mu sync.Mutex
	now := time.Date(2026, 11, 23, 1, 0, 0, 0, time.UTC)
	return func() time.Time {
		mu.Lock()
		defer mu.Unlock()
		now = now.Add(time.Second)
		return now
	}
}

func opens(t testing.TB, home string) *Store {
	t.Helper()
	s, err := Open(home, Options{App: "paicha test", Now: clock()})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func closes(t testing.TB, s *Store) {
	t.Helper()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}

func records(t testing.TB, s *Store, ps ...inspection.Payload) []inspection.Op {
	t.Helper()
	ops, err := s.Record(ps...)
	if err != nil {
		t.Fatal(err)
	}
	return ops
}

// states is every inspection as the store folds it.
func states(t testing.TB, s *Store) map[string]*inspection.Inspection {
	t.Helper()
	all, err := s.Summaries()
	if err != nil {
		t.Fatal(err)
	}
	m := map[string]*inspection.Inspection{}
	for _, sum := range all {
		if m[sum.ID], err = s.Inspection(sum.ID); err != nil {
			t.Fatal(err)
		}
	}
	return m
}

// fill records a few inspections, single operations and actions of several.
func fill(t testing.TB, s *Store) {
	t.Helper()
	for n := 1; n <= 3; n++ {
		records(t, s, openedAs(n))
		for c := range 20 {
			records(t, s, answeredAs(n, c))
		}
		ops := records(t, s, answeredAs(n, 30), foundAs(n, n))
		records(t, s, inspection.Undo(ops[0]))
	}
}

func TestWhatWasRecordedIsThereAfterReopening(t *testing.T) {
	home := filepath.Join(t.TempDir(), "数据 目录", strings.Repeat("很长的名字", 8))
	s := opens(t, home)
	fill(t, s)
	want, head := states(t, s), s.Head()
	closes(t, s)
	s = opens(t, home)
	defer closes(t, s)
	if got := states(t, s); !reflect.DeepEqual(got, want) || len(got) != 3 {
		t.Error("another state after reopening")
	}
	if s.Head() != head {
		t.Errorf("head %v, want %v", s.Head(), head)
	}
	verifyChain(t, s)
}

// verifyChain checks every signature and that each operation follows the one before in its feed.
func verifyChain(t testing.TB, s *Store) {
	t.Helper()
	heads := map[inspection.FeedID]inspection.Head{}
	keys := map[inspection.FeedID][]byte{}
	if err := s.Ops(func(op inspection.Op) error {
		if head := heads[op.Feed]; op.Seq != head.Seq+1 || op.Prev != head.Hash {
			return fmt.Errorf("%s does not follow %s", op.Ref, head.Ref)
		}
		if f, first := op.Payload.(*inspection.FeedOpened); first {
			keys[op.Feed] = f.Key
		}
		heads[op.Feed] = inspection.Head{Ref: op.Ref, Hash: op.Hash()}
		return op.Verify(keys[op.Feed])
	}); err != nil {
		t.Fatal(err)
	}
	if head := heads[s.Feed()]; head.Seq != s.Head().Seq || head.Hash != s.Head().Hash {
		t.Fatalf("the index ends at %s, the feed at %s", head.Ref, s.Head().Ref)
	}
}

func TestTheIndexIsRebuiltFromTheJournal(t *testing.T) {
	breaks := map[string]func(t *testing.T, dir string){
		"missing": func(t *testing.T, dir string) {
			if err := os.RemoveAll(dir); err != nil {
				t.Fatal(err)
			}
		},
		"garbage": func(t *testing.T, dir string) {
			if err := os.WriteFile(filepath.Join(dir, "MANIFEST"), []byte("not Badger's"), 0o600); err != nil {
				t.Fatal(err)
			}
		},
		"empty": func(t *testing.T, dir string) {
			if err := os.RemoveAll(dir); err != nil {
				t.Fatal(err)
			}
			if err := os.Mkdir(dir, 0o700); err != nil {
				t.Fatal(err)
			}
		},
	}
	for name, spoil := range breaks {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			s := opens(t, home)
			fill(t, s)
			want := states(t, s)
			closes(t, s)
			spoil(t, filepath.Join(home, indexDir))
			s = opens(t, home)
			defer closes(t, s)
			if got := states(t, s); !reflect.DeepEqual(got, want) {
				t.Error("the rebuilt index gives another state")
			}
			verifyChain(t, s)
			records(t, s, answeredAs(1, 77))
		})
	}
}

func TestAnIndexThatIsBehindOrAheadCatchesUp(t *testing.T) {
	home := t.TempDir()
	s := opens(t, home)
	records(t, s, openedAs(1))
	closes(t, s)
	old := filepath.Join(t.TempDir(), "index")
	if err := os.CopyFS(old, os.DirFS(filepath.Join(home, indexDir))); err != nil {
		t.Fatal(err)
	}
	oldJournal := filepath.Join(t.TempDir(), "journal")
	if err := os.CopyFS(oldJournal, os.DirFS(filepath.Join(home, journalDir))); err != nil {
		t.Fatal(err)
	}
	s = opens(t, home)
	fill(t, s)
	want := states(t, s)
	closes(t, s)

	swap(t, old, filepath.Join(home, indexDir))
	s = opens(t, home)
	if got := states(t, s); !reflect.DeepEqual(got, want) {
		t.Error("behind: another state")
	}
	closes(t, s)

	swap(t, oldJournal, filepath.Join(home, journalDir))
	s = opens(t, home)
	defer closes(t, s)
	if got := states(t, s); !reflect.DeepEqual(got, want) {
		t.Errorf("ahead: what the journal lost was not put back from the index: %d inspections", len(got))
	}
	verifyChain(t, s)
}

func swap(t *testing.T, from, to string) {
	t.Helper()
	if err := os.RemoveAll(to); err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(to, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
}

func TestASecondStartIsRefusedInWords(t *testing.T) {
	home := t.TempDir()
	s := opens(t, home)
	_, err := Open(home, Options{})
	if !errors.Is(err, ErrInUse) || !strings.Contains(err.Error(), home) {
		t.Errorf("%v", err)
	}
	closes(t, s)
	closes(t, opens(t, home))
}

func TestHomesThatCannotBeUsedSayWhy(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	newer, none := t.TempDir(), t.TempDir()
	if err := os.WriteFile(filepath.Join(newer, "format"), []byte("3\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(none, "format"), []byte("gibberish"), 0o600); err != nil {
		t.Fatal(err)
	}
	for home, want := range map[string]string{file: "not a directory", newer: "newer paicha", none: "does not hold a format number"} {
		_, err := Open(home, Options{})
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", filepath.Base(home), err, want)
		}
	}
}

func TestOnlyTheOwnerReadsAHome(t *testing.T) {
	if runtime.GOOS == "windows" {
		return // Windows keeps rights elsewhere
	}
	home := filepath.Join(t.TempDir(), "home")
	s := opens(t, home)
	defer closes(t, s)
	for name, want := range map[string]os.FileMode{"": 0o700, "device.key": 0o600, "format": 0o600, journalDir: 0o700, photoDir: 0o700} {
		info, err := os.Stat(filepath.Join(home, name))
		if err != nil || info.Mode().Perm() != want {
			t.Errorf("%q: %v, %v, want %v", name, info.Mode().Perm(), err, want)
		}
	}
}

func TestResolve(t *testing.T) {
	s := opens(t, t.TempDir())
	defer closes(t, s)
	records(t, s, openedAs(101), openedAs(202), openedAs(1202))
	if got, err := s.Resolve("0101"); err != nil || got != id(101) {
		t.Errorf("%q, %v", got, err)
	}
	if got, err := s.Resolve(id(202)); err != nil || got != id(202) {
		t.Errorf("whole id: %q, %v", got, err)
	}
	for part, want := range map[string]string{"202": "too short", "000202": "", "0202x": "not found", "0193": "could be any of"} {
		_, err := s.Resolve(part)
		if want == "" && err != nil || want != "" && (err == nil || !strings.Contains(err.Error(), want)) {
			t.Errorf("%q: %v, want %q", part, err, want)
		}
	}
}

func TestSummariesFollowWhatIsRecorded(t *testing.T) {
	s := opens(t, t.TempDir())
	defer closes(t, s)
	records(t, s, openedAs(1))
	records(t, s, openedAs(2))
	records(t, s, foundAs(1, 1))
	all, err := s.Summaries()
	if err != nil || len(all) != 2 || all[0].ID != id(1) || all[0].Findings != 1 {
		t.Fatalf("%+v, %v", all, err)
	}
	records(t, s, foundAs(2, 2), foundAs(2, 3))
	if all, _ = s.Summaries(); all[0].ID != id(2) || all[0].Findings != 2 {
		t.Errorf("%+v", all[0])
	}
	met, err := s.Enterprises()
	if err != nil || len(met) != 2 || met[0].Name != "示例2厂" {
		t.Errorf("%+v, %v", met, err)
	}
	if _, err := s.Inspection(id(3)); !errors.Is(err, ErrNotFound) {
		t.Errorf("%v", err)
	}
}

func TestNotesStayOnTheDevice(t *testing.T) {
	home := t.TempDir()
	s := opens(t, home)
	if v, err := s.Note("walk/1"); v != nil || err != nil {
		t.Errorf("%q, %v", v, err)
	}
	if err := s.SetNote("walk/1", []byte("11.3")); err != nil {
		t.Fatal(err)
	}
	closes(t, s)
	s = opens(t, home)
	defer closes(t, s)
	if v, err := s.Note("walk/1"); string(v) != "11.3" || err != nil {
		t.Errorf("%q, %v", v, err)
	}
}

func TestBadPayloadsLeaveNoTrace(t *testing.T) {
	s := opens(t, t.TempDir())
	defer closes(t, s)
	before := s.Head()
	if _, err := s.Record(openedAs(1), &inspection.Found{ID: id(1)}); err == nil {
		t.Fatal("half an action was taken")
	}
	if s.Head() != before || len(states(t, s)) != 0 {
		t.Error("something of it stayed")
	}
}

func TestRecordFromSeveralGoroutines(t *testing.T) {
	s := opens(t, t.TempDir())
	defer closes(t, s)
	records(t, s, openedAs(1))
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for c := range 10 {
				if _, err := s.Record(answeredAs(1, g*10+c)); err != nil {
					t.Error(err)
				}
				if _, err := s.Summaries(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if i, err := s.Inspection(id(1)); err != nil || len(i.Answers) != 80 {
		t.Errorf("%v", err)
	}
	verifyChain(t, s)
}

func TestWhatAKillLeftHalfMadeIsSwept(t *testing.T) {
	home := filepath.Join(t.TempDir(), "a[b]*c")
	closes(t, opens(t, home))
	var left []string
	for _, name := range []string{".new-1", "photos/.new-2", "criteria/.new-3", "photos/00ff.new", "journal/0000000000000002.journal.new"} {
		file := filepath.Join(home, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		left = append(left, file)
	}
	s := opens(t, home)
	defer closes(t, s)
	for _, file := range left {
		if _, err := os.Stat(file); runtime.GOOS != "windows" && !errors.Is(err, os.ErrNotExist) {
			t.Errorf("%s is still there: %v", file, err)
		}
	}
	verifyChain(t, s)
}

func TestClosingWhileSomebodyRecordsKeepsWhatWasAcknowledged(t *testing.T) {
	home := t.TempDir()
	s := opens(t, home)
	records(t, s, openedAs(1))
	acked, started := 0, make(chan struct{})
	done := make(chan struct{})
	go func() {
		defer close(done)
		for n := 0; ; n++ {
			if _, err := s.Record(answeredAs(1, n)); err != nil {
				return // closed
			}
			if acked++; acked == 5 {
				close(started)
			}
		}
	}()
	<-started
	closes(t, s)
	<-done
	s = opens(t, home)
	defer closes(t, s)
	verifyChain(t, s)
	if i, err := s.Inspection(id(1)); err != nil || len(i.Answers) != acked {
		t.Errorf("%d answers were acknowledged, %d are there: %v", acked, len(i.Answers), err)
	}
}

// Whatever file of Badger is of no use, the home opens and nothing is lost: the journal has it all.
func TestAnyFileOfTheIndexMayBeGarbage(t *testing.T) {
	o := at("x", "")
	from, want := sampleHome(t, o, "", true)
	names, err := os.ReadDir(filepath.Join(from, indexDir))
	if err != nil || len(names) < 4 {
		t.Fatalf("%d files, %v", len(names), err)
	}
	for _, name := range names {
		home := filepath.Join(t.TempDir(), "home")
		copyHome(t, from, home)
		if err := os.WriteFile(filepath.Join(home, indexDir, name.Name()), []byte(strings.Repeat("garbage ", 20)), 0o600); err != nil {
			t.Fatal(err)
		}
		s, err := Open(home, o)
		if err != nil {
			t.Errorf("%s: %v", name.Name(), err)
			continue
		}
		if got := states(t, s); !same(got, want) {
			t.Errorf("%s: something else is read", name.Name())
		}
		verifyChain(t, s)
		closes(t, s)
	}
}
