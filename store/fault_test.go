package store

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anquan.example/paicha/inspection"
)

// told is what a scenario was told is saved.
type told struct {
	actions [][]inspection.Op
	photos  []string
}

// scenario is a small inspection with single operations, actions of several, photos, a library, and a rotation; it goes on
// after an error, as a person would, and gives what was acknowledged, and the first error.
func scenario(home string, d *simDisk) (acked told, first error) {
	note := func(err error) bool {
		if err != nil && first == nil {
			first = err
		}
		return err == nil
	}
	s, err := Open(home, Options{App: "paicha test", Now: clock(), disk: d, segmentBytes: 4096})
	if !note(err) {
		return acked, first
	}
	defer func() { note(s.Close()) }()
	_, err = s.KeepLibrary([]byte("a library"))
	note(err)
	for n := range 6 {
		if p, err := s.AddPhotoFrom(strings.NewReader(strings.Repeat(fmt.Sprint("photo ", n), 900)), "IMG.jpg"); note(err) {
			if ops, err := s.Record(openedAs(n+1), &inspection.Photographed{ID: id(n + 1), Criterion: "mem10:1.1", Photo: p}); note(err) {
				acked.actions, acked.photos = append(acked.actions, ops), append(acked.photos, p.SHA256)
			}
		}
		for _, action := range [][]inspection.Payload{{openedAs(n + 1)}, {answeredAs(n+1, 1), answeredAs(n+1, 2)}} {
			if ops, err := s.Record(action...); note(err) {
				acked.actions = append(acked.actions, ops)
			}
		}
	}
	return acked, first
}

// check opens a home again and compares it with what was acknowledged.
func (a told) check(t testing.TB, home string, d disk, when string) {
	t.Helper()
	s, err := Open(home, Options{App: "paicha test", Now: clock(), disk: d, segmentBytes: 4096})
	if err != nil {
		t.Fatalf("%s: %v", when, err)
	}
	defer closes(t, s)
	verifyChain(t, s)
	there := map[inspection.Ref]inspection.Hash{}
	answers := map[string]int{}
	if err := s.Ops(func(op inspection.Op) error {
		there[op.Ref] = op.Hash()
		if op.Kind == "answered" {
			answers[op.Inspection()]++
		}
		if p, is := op.Payload.(*inspection.Photographed); is {
			return s.VerifyPhoto(p.Photo.SHA256)
		}
		return nil
	}); err != nil {
		t.Fatalf("%s: %v", when, err)
	}
	for _, action := range a.actions {
		for _, op := range action {
			if there[op.Ref] != op.Hash() {
				t.Errorf("%s: %s was acknowledged and is not there", when, op.Ref)
			}
		}
	}
	for _, sum := range a.photos {
		if err := s.VerifyPhoto(sum); err != nil {
			t.Errorf("%s: %v", when, err)
		}
	}
	for id, n := range answers {
		if n != 2 {
			t.Errorf("%s: %d of 2 answers of one action are there (%s)", when, n, id)
		}
	}
	for _, notice := range s.Notices() {
		if strings.Contains(notice.Error(), "lost") && !strings.Contains(notice.Error(), "nothing is lost") {
			t.Errorf("%s: %v", when, notice)
		}
	}
}

// everyCall runs the scenario with trouble at the n-th call of the disk, for n = 1, 2, 3 … until the whole passes.
func everyCall(t *testing.T, trouble func(d *simDisk, n int), after func(d *simDisk, home string, n int)) {
	t.Helper()
	all := 0
	for n := 1; ; n++ {
		home, d := filepath.Join(t.TempDir(), fmt.Sprint(n)), newSimDisk()
		trouble(d, n)
		acked, err := scenario(home, d)
		if err != nil && !errors.Is(err, errFault) && !errors.Is(err, errPower) {
			t.Fatalf("call %d: %v", n, err)
		}
		reached := d.calls >= n
		d.mend()
		after(d, home, n)
		acked.check(t, home, d, fmt.Sprintf("call %d", n))
		for _, action := range acked.actions {
			all += len(action)
		}
		if !reached {
			if n < 100 || len(acked.actions) != 18 {
				t.Fatalf("the scenario took only %d calls, %d actions", n, len(acked.actions))
			}
			_, what, _ := strings.Cut(t.Name(), "/")
			row(t, "trouble at the n-th call: "+what, n, all)
			return
		}
	}
}

// P1: the power goes at the n-th call. Nothing acknowledged is lost, no action is there by half.
func TestP1PowerCutAtEveryCall(t *testing.T) {
	for _, torn := range []bool{false, true} {
		t.Run(fmt.Sprintf("torn %t", torn), func(t *testing.T) {
			t.Parallel()
			everyCall(t, func(d *simDisk, n int) { d.failAt, d.cut = n, true }, func(d *simDisk, home string, n int) {
				r := rand.New(rand.NewPCG(uint64(n), 7))
				d.power(r, torn)
				if r.IntN(3) == 0 { // Badger's files are on the real disk, and nobody flushed them
					if err := os.RemoveAll(filepath.Join(home, indexDir)); err != nil {
						t.Fatal(err)
					}
				}
			})
		})
	}
}

// The n-th call fails, and all after it, or it alone: nothing acknowledged is lost, no action is there by half.
func TestEveryCallOfTheDiskMayFail(t *testing.T) {
	for _, once := range []bool{false, true} {
		t.Run(fmt.Sprintf("once %t", once), func(t *testing.T) {
			t.Parallel()
			everyCall(t, func(d *simDisk, n int) { d.failAt, d.once = n, once }, func(*simDisk, string, int) {})
		})
		t.Run(fmt.Sprintf("once %t, then the power goes", once), func(t *testing.T) {
			t.Parallel()
			everyCall(t, func(d *simDisk, n int) { d.failAt, d.once = n, once }, func(d *simDisk, _ string, n int) {
				d.power(rand.New(rand.NewPCG(uint64(n), 7)), true)
			})
		})
	}
}

func TestEveryActionIsOneFlush(t *testing.T) {
	d := newSimDisk()
	s, err := Open(t.TempDir(), Options{Now: clock(), disk: d})
	if err != nil {
		t.Fatal(err)
	}
	defer closes(t, s)
	for _, action := range [][]inspection.Payload{{openedAs(1)}, {answeredAs(1, 1)}, {answeredAs(1, 2), foundAs(1, 1), answeredAs(1, 3)}} {
		before := d.syncs
		records(t, s, action...)
		if n := d.syncs - before; n != 1 {
			t.Errorf("an action of %d operations took %d flushes", len(action), n)
		}
	}
}

// After a failed flush the file is not trusted: the next record goes into another, and what failed is not there.
func TestAfterAFailedFlushTheFileIsNotTrusted(t *testing.T) {
	home, d := t.TempDir(), newSimDisk()
	s, err := Open(home, Options{App: "paicha test", Now: clock(), disk: d, segmentBytes: 4096})
	if err != nil {
		t.Fatal(err)
	}
	records(t, s, openedAs(1))
	d.failNextSync()
	if _, err := s.Record(answeredAs(1, 1)); !errors.Is(err, errFault) {
		t.Fatalf("%v", err)
	}
	if i, err := s.Inspection(id(1)); err != nil || len(i.Answers) != 0 {
		t.Errorf("what was refused shows: %v", err)
	}
	before := len(segmentsIn(t, d, home))
	records(t, s, answeredAs(1, 2))
	if after := len(segmentsIn(t, d, home)); after != before+1 {
		t.Errorf("%d segments, then %d: the file that failed was written again", before, after)
	}
	closes(t, s)
	d.power(rand.New(rand.NewPCG(1, 1)), true)
	s, err = Open(home, Options{App: "paicha test", Now: clock(), disk: d, segmentBytes: 4096})
	if err != nil {
		t.Fatal(err)
	}
	defer closes(t, s)
	if i, err := s.Inspection(id(1)); err != nil || len(i.Answers) != 1 {
		t.Errorf("%d answers, %v", len(i.Answers), err)
	}
	verifyChain(t, s)
}

func segmentsIn(t testing.TB, d disk, home string) []string {
	t.Helper()
	names, _, err := segments(d, filepath.Join(home, journalDir))
	if err != nil {
		t.Fatal(err)
	}
	return names
}
