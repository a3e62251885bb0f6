package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"sync"
	"testing"

	"anquan.example/paicha/inspection"
)

// errFault is what a faulty disk gives.
var errFault = errors.New("the disk failed")

// faulty is a disk that counts its calls and fails from the n-th on; what was written after the last flush of a file is lost
// with it, as when the power goes. failAt 0 never fails.
type faulty struct {
	mu     sync.Mutex
	calls  int
	failAt int
	syncs  int
}

// hit counts a call and says whether it fails.
func (d *faulty) hit() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.calls++
	if d.failAt > 0 && d.calls >= d.failAt {
		return fmt.Errorf("call %d: %w", d.calls, errFault)
	}
	return nil
}

func (d *faulty) Create(path string, size int64) (file, error) {
	if err := d.hit(); err != nil {
		return nil, err
	}
	f, err := realDisk{}.Create(path, size)
	return &faultyFile{file: f, d: d}, err
}

func (d *faulty) Open(path string) (file, error) {
	if err := d.hit(); err != nil {
		return nil, err
	}
	f, err := realDisk{}.Open(path)
	return &faultyFile{file: f, d: d}, err
}

func (d *faulty) List(dir, suffix string) ([]string, error) {
	if err := d.hit(); err != nil {
		return nil, err
	}
	return realDisk{}.List(dir, suffix)
}

// faultyFile holds writes back until they are flushed.
type faultyFile struct {
	file
	d       *faulty
	waiting []write
}

type write struct {
	data []byte
	at   int64
}

func (f *faultyFile) WriteAt(p []byte, at int64) (int, error) {
	if err := f.d.hit(); err != nil {
		return 0, err
	}
	f.waiting = append(f.waiting, write{append([]byte{}, p...), at})
	return len(p), nil
}

func (f *faultyFile) Sync() error {
	if err := f.d.hit(); err != nil {
		f.waiting = nil // the kernel drops what it could not write
		return err
	}
	for _, w := range f.waiting {
		if _, err := f.file.WriteAt(w.data, w.at); err != nil {
			return err
		}
	}
	f.waiting = nil
	f.d.mu.Lock()
	f.d.syncs++
	f.d.mu.Unlock()
	return f.file.Sync()
}

// scenario is a small inspection with single operations, actions of several, and a rotation; it stops at the first error
// and gives what was acknowledged.
func scenario(home string, d *faulty) (acked [][]inspection.Op, err error) {
	s, err := Open(home, Options{App: "paicha test", Now: clock(), disk: d, segmentBytes: 4096})
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, s.Close()) }()
	for n := range 8 {
		ps := []inspection.Payload{openedAs(n + 1), answeredAs(n+1, 1), answeredAs(n+1, 2)}
		for _, action := range [][]inspection.Payload{ps[:1], ps[1:]} {
			ops, err := s.Record(action...)
			if err != nil {
				return acked, err
			}
			acked = append(acked, ops)
		}
	}
	return acked, nil
}

// The n-th call fails, for every n until the whole passes: nothing acknowledged is lost, no action is there by half.
func TestEveryCallOfTheDiskMayFail(t *testing.T) {
	for n := 1; ; n++ {
		home := filepath.Join(t.TempDir(), fmt.Sprint(n))
		acked, err := scenario(home, &faulty{failAt: n})
		if err != nil && !errors.Is(err, errFault) {
			t.Fatalf("call %d: %v", n, err)
		}
		check(t, home, acked, fmt.Sprintf("call %d failed", n))
		if err == nil {
			if n < 30 {
				t.Fatalf("the scenario took only %d calls", n)
			}
			return
		}
	}
}

// check opens a home again and compares it with what was acknowledged.
func check(t testing.TB, home string, acked [][]inspection.Op, when string) {
	t.Helper()
	s, err := Open(home, Options{App: "paicha test", Now: clock(), segmentBytes: 4096})
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
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	for _, action := range acked {
		for _, op := range action {
			if there[op.Ref] != op.Hash() {
				t.Errorf("%s: %s was acknowledged and is not there", when, op.Ref)
			}
		}
	}
	for id, n := range answers {
		if n != 2 {
			t.Errorf("%s: %d of 2 answers of one action are there (%s)", when, n, id)
		}
	}
}

func TestEveryActionIsOneFlush(t *testing.T) {
	d := &faulty{}
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

// After a failed flush the file is not trusted: nothing more is acknowledged until it was read again.
func TestNothingIsAcknowledgedAfterAFailedFlush(t *testing.T) {
	home, d := t.TempDir(), &faulty{}
	s, err := Open(home, Options{App: "paicha test", Now: clock(), disk: d, segmentBytes: 4096})
	if err != nil {
		t.Fatal(err)
	}
	records(t, s, openedAs(1))
	d.failAt = d.calls + 2 // the write passes, the flush fails
	if _, err := s.Record(answeredAs(1, 1)); !errors.Is(err, errFault) {
		t.Fatalf("%v", err)
	}
	d.failAt = 0
	if _, err := s.Record(answeredAs(1, 1)); err == nil {
		t.Error("a broken journal took a record")
	}
	if i, err := s.Inspection(id(1)); err != nil || len(i.Answers) != 0 {
		t.Errorf("what was refused shows: %v", err)
	}
	closes(t, s)
	s = opens(t, home)
	defer closes(t, s)
	records(t, s, answeredAs(1, 1), answeredAs(1, 2))
	verifyChain(t, s)
}
