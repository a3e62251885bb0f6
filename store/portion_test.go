package store

import (
	"sync"
	"testing"

	"anquan.example/paicha/inspection"
)

// While much of others is taken in, people record; and the records that are said to be the others' alone are.
func TestRecordingGoesOnWhileOthersAreTakenIn(t *testing.T) {
	a, b := opens(t, t.TempDir()), opens(t, t.TempDir())
	defer closes(t, a)
	defer closes(t, b)
	records(t, a, openedAs(1))
	for n := range 30 {
		var ps []inspection.Payload
		for i := range 50 {
			ps = append(ps, answeredAs(1, n*50+i))
		}
		records(t, a, ps...)
	}
	var ops []inspection.Op
	if err := a.Ops(func(op inspection.Op) error { ops = append(ops, op); return nil }); err != nil {
		t.Fatal(err)
	}
	records(t, b, openedAs(2))
	stop, own := make(chan struct{}), 0
	var wait sync.WaitGroup
	wait.Go(func() {
		for {
			select {
			case <-stop:
				return
			default:
				records(t, b, answeredAs(2, own))
				own++
			}
		}
	})
	m, from, to, err := b.MergeRecords(ops)
	close(stop)
	wait.Wait()
	if err != nil || m.New != len(ops) {
		t.Fatalf("%d of %d taken in: %v", m.New, len(ops), err)
	}
	if own == 0 {
		t.Error("nothing could be recorded meanwhile")
	}
	if err := b.Records(from, func(n uint64, signed []Signed) bool {
		for _, s := range signed {
			if h, err := inspection.ParseHeader(s.Body); err != nil || n <= to && h.Feed == b.Feed() {
				t.Errorf("record %d of %d to %d: %v", n, from, to, err)
			}
		}
		return n < to
	}); err != nil {
		t.Fatal(err)
	}
	verifyChain(t, b)
}
