package store

import (
	"crypto/ed25519"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/fxamacker/cbor/v2"

	"anquan.example/paicha/inspection"
)

// feedOf is a feed of eight operations about two inspections.
func feedOf(t *testing.T) []inspection.Op {
	t.Helper()
	s := openAt(t, filepath.Join(t.TempDir(), "theirs"), at("theirs", ""))
	defer closes(t, s)
	records(t, s, openedAs(1), answeredAs(1, 1), answeredAs(1, 2), openedAs(2), answeredAs(2, 1), answeredAs(2, 2), answeredAs(1, 3))
	var ops []inspection.Op
	if err := s.Ops(func(op inspection.Op) error { ops = append(ops, op); return nil }); err != nil {
		t.Fatal(err)
	}
	return ops
}

// Operations come in any order, in any portions and more than once: what is missing is what is told to be missing, every
// one is there once, and the inspections can be read after each portion and after the index was made anew.
func TestMergeInAnyOrder(t *testing.T) {
	ops := feedOf(t)
	const seed = 7
	r := rand.New(rand.NewPCG(seed, seed))
	orders := [][]int{{0, 1, 2, 6, 4, 3, 4, 5, 4, 7}, {4, 0, 4, 3, 4, 2, 1, 4, 7, 6, 5}, {7, 6, 5, 4, 3, 2, 1, 0}}
	for range 12 {
		order := append(r.Perm(len(ops)), r.Perm(len(ops))...)
		orders = append(orders, order)
	}
	for _, order := range orders {
		home := filepath.Join(t.TempDir(), "home")
		s := openAt(t, home, at("mine", ""))
		own := len(s.Heads())
		given := map[int]bool{}
		for rest := order; len(rest) > 0; {
			some := rest[:1+r.IntN(min(3, len(rest)))]
			rest = rest[len(some):]
			portion, fresh := []inspection.Op{}, 0
			for _, n := range some {
				if portion = append(portion, ops[n]); !given[n] {
					fresh++
				}
				given[n] = true
			}
			m, err := s.Merge(portion)
			if err != nil || m.New != fresh || m.Known != len(portion)-fresh || m.Forked > 0 || len(m.Refused) > 0 {
				t.Fatalf("order %v, at %v: %+v, %v", order, some, m, err)
			}
			if _, err := s.Summaries(); err != nil {
				t.Fatalf("order %v, after %v: %v", order, some, err)
			}
			missing := 0
			for n := range slices.Max(order) + 1 {
				if !given[n] && slices.ContainsFunc(order, func(m int) bool { return m > n && given[m] }) {
					missing++
				}
			}
			if lost := s.chains.lost(); lost != uint64(missing) {
				t.Fatalf("order %v, after %v: %d are told as missing, %d are", order, some, lost, missing)
			}
		}
		for range 2 {
			if err := s.with(func(*index) error { return errBroken }); err == nil {
				t.Fatal("an index that stays broken is no error")
			}
			var got []inspection.Op
			if err := s.Ops(func(op inspection.Op) error {
				if op.Feed == ops[0].Feed {
					got = append(got, op)
				}
				return nil
			}); err != nil || !slices.EqualFunc(got, ops, func(a, b inspection.Op) bool { return a.Hash() == b.Hash() }) {
				t.Fatalf("order %v: %d operations, %v", order, len(got), err)
			}
			if heads := s.Heads(); len(heads) != own+1 || slices.ContainsFunc(heads, func(h FeedHead) bool { return h.Forks > 0 || len(h.Gaps) > 0 }) {
				t.Fatalf("order %v: %+v", order, heads)
			}
			closes(t, s)
			s = openAt(t, home, at("mine", ""))
		}
		closes(t, s)
	}
}

// An operation whose inspection has an id that no inspection can have (of a newer kind, or meant to harm) hides no other.
func TestIDsThatCannotBe(t *testing.T) {
	s := openAt(t, filepath.Join(t.TempDir(), "home"), at("mine", ""))
	defer closes(t, s)
	records(t, s, openedAs(1), answeredAs(1, 1))
	enc, err := cbor.CoreDetEncOptions().EncMode()
	if err != nil {
		t.Fatal(err)
	}
	for n, bad := range []string{id(1) + "\x00", id(1) + "\x00\x00\x00\x00", "x", string(make([]byte, 70_000))} {
		feed, prev := inspection.FeedID{1}, inspection.Hash{}
		body, err := enc.Marshal(map[int]any{1: 1, 2: feed[:], 3: n + 1, 4: prev[:], 5: 1 << 40, 6: "future", 7: map[string]string{"inspection": bad}})
		if err != nil {
			t.Fatal(err)
		}
		op, err := inspection.Decode(body, make([]byte, ed25519.SignatureSize))
		if err != nil {
			t.Fatal(err)
		}
		if m, err := s.Merge([]inspection.Op{op}); err != nil || m.New != 1 {
			t.Fatalf("%.20q: %+v, %v", bad, m, err)
		}
		if all, err := s.Summaries(); err != nil || len(all) != 1 {
			t.Errorf("%.20q: %d inspections, %v", bad, len(all), err)
		}
	}
}
