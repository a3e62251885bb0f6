package wire

import (
	"bytes"
	"crypto/ed25519"
	"fmt"
	"runtime"
	"testing"
	"time"

	"anquan.example/paicha/inspection"
)

// someOps are n operations of a feed from its first.
func someOps(t testing.TB, n int) []Raw {
	t.Helper()
	key := ed25519.NewKeyFromSeed(make([]byte, 32))
	var head inspection.Head
	var ops []Raw
	for k := range n {
		op, next, err := inspection.Sign(key, head, time.UnixMilli(1_780_000_000_000), &inspection.FeedOpened{Key: key.Public().(ed25519.PublicKey), App: fmt.Sprint("test ", k)})
		if err != nil {
			t.Fatal(err)
		}
		raw, err := NewRaw(op.Body, op.Sig)
		if err != nil {
			t.Fatal(err)
		}
		ops, head = append(ops, raw), next
	}
	return ops
}

func equal(a, b []Raw) bool {
	if len(a) != len(b) {
		return false
	}
	for n := range a {
		if a[n].Hash != b[n].Hash || a[n].Header != b[n].Header {
			return false
		}
	}
	return true
}

func TestRunsComeOutAsTheyWentIn(t *testing.T) {
	ops := someOps(t, 300)
	ops = append(ops[:100:100], ops[120:]...) // a gap is no matter
	for _, limit := range []int{1, 1000, MaxRunData} {
		var got []Raw
		runs := Runs(ops, limit)
		for _, r := range runs {
			out, err := r.Unpack()
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, out...)
		}
		if !equal(got, ops) {
			t.Errorf("limit %d: other operations came out", limit)
		}
		if limit == MaxRunData && len(runs) != 2 {
			t.Errorf("%d runs, want 2: before and after the gap", len(runs))
		}
	}
}

// A run of a megabyte may not take more memory than a plain one has, whatever it says of itself.
func TestUnpackIsBounded(t *testing.T) {
	whole := packer.EncodeAll(make([]byte, 512<<20), nil)
	for name, data := range map[string][]byte{
		"one frame":   whole,
		"many frames": bytes.Repeat(packer.EncodeAll(make([]byte, 8<<20), nil), 64),
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		if _, err := (Run{First: 1, Count: 1, Data: data}).Unpack(); err == nil {
			t.Errorf("%s: taken", name)
		}
		runtime.ReadMemStats(&after)
		if grown := after.TotalAlloc - before.TotalAlloc; grown > 3*MaxRunPlain {
			t.Errorf("%s: %d MB were allocated for a run of %d bytes", name, grown>>20, len(data))
		}
	}
}

// FuzzUnpack: whatever comes, no panic, no more than was said, and what comes out packs to what comes out again.
func FuzzUnpack(f *testing.F) {
	ops := someOps(f, 5)
	feed := ops[0].Feed
	for _, r := range []Run{Pack(ops), Pack(ops[2:]), {First: 1, Count: 3}, {First: 1, Count: 1, Data: packer.EncodeAll(make([]byte, 100), nil)}} {
		f.Add(feed[:], r.First, r.Count, r.Data, false)
	}
	var plain []byte
	for _, op := range ops {
		plain = append(append(append(plain, 0x80|byte(len(op.Body)), byte(len(op.Body)>>7)), op.Body...), op.Sig...)
	}
	f.Add(feed[:], uint64(1), uint64(5), plain, true)
	f.Fuzz(func(t *testing.T, feed []byte, first, count uint64, data []byte, isPlain bool) {
		if isPlain { // past the compression, which fuzzing does not get through by itself
			data = packer.EncodeAll(data, nil)
		}
		r := Run{First: first, Count: count, Data: data}
		copy(r.Feed[:], feed)
		ops, err := r.Unpack()
		if uint64(len(ops)) > count || err == nil && uint64(len(ops)) != count {
			t.Fatalf("%d operations of %d (%v)", len(ops), count, err)
		}
		if len(ops) == 0 {
			return
		}
		again, err := Pack(ops).Unpack()
		if err != nil || !equal(again, ops) {
			t.Fatalf("packed again: %v", err)
		}
		for _, op := range ops {
			_, _ = op.Op() // of what it says nothing is known; it must not panic
		}
	})
}
