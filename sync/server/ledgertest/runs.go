package ledgertest

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

func spans(t *testing.T, l server.Ledger) {
	const far = 1 << 40
	all := []server.Stored{
		run(1, 1, 10, "1-10"), run(1, 11, 1, "11"), run(2, 1, 100, "of another"), run(1, 5, 3, "5-7 of a branch"),
		run(1, far, wire.MaxRunOps, "the longest"), run(1, 12, 100, "12-111"), run(1, wire.MaxSeq-1, 1, "the last"),
	}
	add(t, l, all...)
	for _, c := range []struct {
		from, to uint64
		want     []int
	}{
		{1, 1, []int{0}}, {10, 10, []int{0}}, {7, 7, []int{0, 3}}, {8, 11, []int{0, 1}}, {1, 20, []int{0, 1, 3, 5}}, {11, 12, []int{1, 5}},
		{112, far - 1, nil}, {far + wire.MaxRunOps - 1, far + wire.MaxRunOps - 1, []int{4}}, {far + wire.MaxRunOps, far + wire.MaxRunOps, nil},
		{0, 0, nil}, {0, ^uint64(0), []int{0, 1, 3, 4, 5, 6}}, {wire.MaxSeq - 1, ^uint64(0), []int{6}}, {1 << 63, ^uint64(0), nil},
	} {
		var want []server.Stored
		for _, n := range c.want {
			want = append(want, all[n])
		}
		view(t, l, func(tx server.Tx) error {
			got, err := tx.Runs(feedID(1), wire.Span{From: c.from, To: c.to})
			same(t, fmt.Sprintf("runs in %d-%d", c.from, c.to), got, want)
			return err
		})
	}
}

func after(t *testing.T, l server.Ledger) {
	all := []server.Stored{run(1, 1, 1, "aaaa"), run(2, 1, 1, "bbbb"), run(1, 2, 1, "cccc"), run(3, 1, 1, "dddd"), run(1, 3, 1, "eeee")}
	all[4].Via = wire.FeedID{} // of nobody: everybody gets it
	add(t, l, all...)
	for n := range all {
		same(t, "arrival", all[n].Arrival > 0 && (n == 0 || all[n].Arrival > all[n-1].Arrival), true)
	}
	newest := all[4].Arrival
	for _, c := range []struct {
		from, but, room int
		pages           [][]int // of all
	}{
		{0, 0, 1000, [][]int{{0, 1, 2, 3, 4}}},
		{0, 0, 0, [][]int{{0}, {1}, {2}, {3}, {4}}},
		{0, 0, 8, [][]int{{0, 1}, {2, 3}, {4}}},
		{0, 0, 11, [][]int{{0, 1}, {2, 3}, {4}}},
		{0, 0, 20, [][]int{{0, 1, 2, 3, 4}}},
		{3, 0, 1000, [][]int{{3, 4}}},
		{5, 0, 1000, [][]int{{}}},
		{0, 1, 1000, [][]int{{1, 3, 4}}},
		{0, 1, 0, [][]int{{1}, {3}, {4}}},
		{0, 2, 1000, [][]int{{0, 2, 3, 4}}},
		{2, 1, 5, [][]int{{3}, {4}}},
		{0, 3, 8, [][]int{{0, 1}, {2, 4}}},
	} {
		cursor := uint64(0)
		if c.from > 0 {
			cursor = all[c.from-1].Arrival
		}
		for n, page := range c.pages {
			var want []server.Stored
			for _, k := range page {
				want = append(want, all[k])
			}
			but := wire.FeedID{}
			if c.but > 0 {
				but = feedID(c.but)
			}
			view(t, l, func(tx server.Tx) error {
				got, next, more, err := tx.After(cursor, but, c.room)
				same(t, fmt.Sprintf("%+v: page %d", c, n), got, want)
				same(t, fmt.Sprintf("%+v: more after page %d", c, n), more, n < len(c.pages)-1)
				cursor = next
				return err
			})
		}
		same(t, fmt.Sprintf("%+v: cursor at the end", c), cursor, newest)
	}
	add(t, l, run(1, 4, 1, "its own"))
	view(t, l, func(tx server.Tx) error {
		got, next, more, err := tx.After(newest, feedID(1), 10)
		same(t, "the cursor passes what is not given", []any{len(got), next > newest, more}, []any{0, true, false})
		return err
	})
	view(t, l, func(tx server.Tx) error {
		got, next, more, err := tx.After(1<<63+5, wire.FeedID{}, 10)
		same(t, "a cursor from elsewhere", []any{len(got), next, more}, []any{0, uint64(1<<63 + 5), false})
		return err
	})
}

func bounds(t *testing.T, l server.Ledger) {
	for _, r := range []server.Stored{
		run(1, 1, 0, "none"), run(1, 0, 1, "before the first"), run(1, 1, wire.MaxRunOps+1, "too many"), run(1, ^uint64(0), 1, "the end of numbers"),
		run(1, wire.MaxSeq, 1, "too far"), run(1, 1, 1, string(make([]byte, wire.MaxRunData+1))),
	} {
		if err := l.Update(t.Context(), func(tx server.Tx) error { _, err := tx.AddRun(r); return err }); err == nil {
			t.Errorf("a run of %d from %d was kept", r.Count, r.First)
		}
	}
	if all := afterAll(t, l, 0); len(all) != 0 {
		t.Errorf("%d runs were kept", len(all))
	}
}

func unchecked(t *testing.T, l server.Ledger) {
	all := []server.Stored{run(1, 1, 1, "a"), run(1, 2, 1, "b"), run(1, 3, 1, "c")}
	add(t, l, all...)
	first := func(most int) (list []server.Stored) {
		view(t, l, func(tx server.Tx) (err error) {
			list, err = tx.Unchecked(most)
			return err
		})
		return list
	}
	same(t, "unchecked", first(2), all[:2])
	update(t, l, func(tx server.Tx) error { return errors.Join(tx.SetChecked(all[1].Arrival), tx.SetChecked(1<<40)) })
	same(t, "unchecked", first(9), []server.Stored{all[0], all[2]})
	update(t, l, func(tx server.Tx) error {
		return errors.Join(tx.SetChecked(all[0].Arrival), tx.SetChecked(all[2].Arrival))
	})
	same(t, "unchecked", len(first(9)), 0)
	add(t, l, run(1, 4, 1, "d"))
	same(t, "unchecked", len(first(9)), 1)
}

func large(t *testing.T, l server.Ledger) {
	random := rand.NewChaCha8([32]byte{})
	var all []server.Stored
	for n := range 5 {
		data := make([]byte, wire.MaxRunData-n)
		_, _ = random.Read(data) // never fails
		all = append(all, server.Stored{Run: wire.Run{Feed: feedID(1), First: uint64(n*wire.MaxRunOps + 1), Count: wire.MaxRunOps, Data: data}, Via: feedID(1)})
	}
	add(t, l, all...)
	same(t, "large runs are what they were", slices.EqualFunc(afterAll(t, l, 0), all, func(a, b server.Stored) bool { return reflect.DeepEqual(a, b) }), true)
}
