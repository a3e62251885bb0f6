package main

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/dgraph-io/badger/v4"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/powerdisk"
	"anquan.example/paicha/store"
)

// rounds: the engines take turns, so that a slow minute of the machine hits all.
const rounds = 9

func durable(dir string) error { return durableOn(dir, 300) }

// slow is durable on a tablet's memory, as far as it can be had here.
func slow(dir string) error {
	d, err := powerdisk.New(dir, 1<<30, 5*time.Millisecond)
	if errors.Is(err, powerdisk.ErrMissing) {
		fmt.Printf("  not measured: %v\n", err)
		return nil
	}
	if err != nil {
		return err
	}
	return errors.Join(durableOn(d.Dir, 20), d.Close())
}

// durableOn compares one answer through the store, open and locked, with the least that a disk can do for it, and with
// Badger's own promise: batch of each a round.
func durableOn(dir string, batch int) error {
	lib, err := library()
	if err != nil {
		return err
	}
	all := criteria(lib)
	s, err := store.Open(filepath.Join(dir, "home"), store.Options{App: "bench"})
	if err != nil {
		return err
	}
	defer s.Close()
	ops, err := s.Record(opened(1, lib), answered(1, 1, all))
	if err != nil {
		return err
	}
	locked, err := store.Open(filepath.Join(dir, "locked"), store.Options{App: "bench"})
	if err != nil {
		return err
	}
	defer locked.Close()
	if _, _, err := locked.SetSecret("bench 194537"); err != nil {
		return err
	}
	if _, err := locked.Record(opened(1, lib), answered(1, 1, all)); err != nil {
		return err
	}
	body := append(append([]byte{}, ops[1].Body...), ops[1].Sig...)
	raw, err := newRaw(filepath.Join(dir, "raw"), len(body)+16, rounds*batch+1)
	if err != nil {
		return err
	}
	defer raw.f.Close()
	db, err := badger.Open(badger.DefaultOptions(filepath.Join(dir, "badger")).WithLogger(nil).WithSyncWrites(true))
	if err != nil {
		return err
	}
	defer db.Close()
	var answers []inspection.Payload // made beforehand: what is measured is keeping them
	for n := range rounds * batch {
		answers = append(answers, answered(1, n, all))
	}
	n, sealed := 0, answers
	engines := []struct {
		name string
		do   func() error
		took []time.Duration
	}{
		{name: "raw preallocated append + fdatasync", do: func() error { return raw.append(body) }},
		{name: "store.Record of one answer", do: func() error {
			_, err := s.Record(answers[0])
			answers = answers[1:]
			return err
		}},
		{name: "the same, locked", do: func() error {
			_, err := locked.Record(sealed[0])
			sealed = sealed[1:]
			return err
		}},
		{name: "Badger with SyncWrites", do: func() error {
			n++
			return db.Update(func(txn *badger.Txn) error { return txn.Set(fmt.Appendf(nil, "op/%012d", n), body) })
		}},
	}
	before := s.Flushes()
	for range rounds {
		for e := range engines {
			for range batch {
				start := time.Now()
				if err := engines[e].do(); err != nil {
					return err
				}
				engines[e].took = append(engines[e].took, time.Since(start))
			}
		}
	}
	flushes := float64(s.Flushes()-before) / float64(rounds*batch)
	var p50 [4]float64
	for e := range engines {
		slices.Sort(engines[e].took)
		took := engines[e].took
		p50[e] = float64(took[len(took)/2].Microseconds())
		fmt.Printf("  %-52s p50 %6.0f us  p99 %6.0f us\n", engines[e].name, p50[e], float64(took[len(took)*99/100].Microseconds()))
	}
	goal("store ÷ raw append, back to back, p50", p50[1]/p50[0], "x", "<= 1.3", p50[1]/p50[0] <= 1.3)
	goal("locked ÷ open, p50", p50[2]/p50[1], "x", "<= 1.2", p50[2]/p50[1] <= 1.2)
	goal("store ÷ Badger with SyncWrites, p50", p50[1]/p50[3], "x", "<= 0.9", p50[1]/p50[3] <= 0.9)
	goal("flushes an answer, counted", flushes, "", "= 1", flushes == 1)
	return errors.Join(paced(dir, s, body, all), inspectionIsWhole(s, rounds*batch+2+pacedAnswers), inspectionIsWhole(locked, rounds*batch+2))
}

// Nobody answers back to back: between two answers the disk and the processor have come to rest, for whoever writes next.
const (
	pacedAnswers = 150
	pace         = 20 * time.Millisecond
)

// paced compares an answer now and then, as in the walk, with a raw append now and then, in turns; and with a signature and
// a raw append, which is the least for a signed answer.
func paced(dir string, s *store.Store, body []byte, all []*checklist.Criterion) error {
	raw, err := newRaw(filepath.Join(dir, "raw-paced"), len(body)+16, 2*pacedAnswers+1)
	if err != nil {
		return err
	}
	defer raw.f.Close()
	_, key, err := ed25519.GenerateKey(nil)
	if err != nil {
		return err
	}
	var took [3][]time.Duration
	for n := range pacedAnswers {
		answer := answered(1, n, all)
		for k, do := range []func() error{
			func() error { return raw.append(body) },
			func() error { _, err := s.Record(answer); return err },
			func() error {
				_, _, err := inspection.Sign(key, inspection.Head{}, time.Now(), answer)
				return errors.Join(err, raw.append(body))
			},
		} {
			time.Sleep(pace)
			start := time.Now()
			if err := do(); err != nil {
				return err
			}
			took[k] = append(took[k], time.Since(start))
		}
	}
	var p50 [3]float64
	for k := range took {
		p50[k] = median(took[k])
	}
	goal("store ÷ raw append, an answer each 60 ms, p50", p50[1]/p50[0], "x", "<= 1.3", p50[1]/p50[0] <= 1.3)
	goal("store ÷ (signature + raw append), the same", p50[1]/p50[2], "x", "-", true)
	return nil
}

// inspectionIsWhole makes sure that what was measured was also kept.
func inspectionIsWhole(s *store.Store, want int) error {
	i, err := s.Inspection(id(1))
	if err != nil {
		return err
	}
	if len(i.History) != want {
		return fmt.Errorf("%d operations are there, want %d", len(i.History), want)
	}
	return nil
}

// raw is the least that makes a record durable: one write into a file of zeros, one flush.
type raw struct {
	f    *os.File
	at   int64
	size int
}

func newRaw(path string, size, n int) (*raw, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if _, err := f.Write(make([]byte, n*size)); err != nil {
		return nil, err
	}
	return &raw{f: f, size: size}, f.Sync()
}

func (r *raw) append(body []byte) error {
	buf := make([]byte, r.size)
	copy(buf[16:], body)
	if _, err := r.f.WriteAt(buf, r.at); err != nil {
		return err
	}
	r.at += int64(r.size)
	return datasync(r.f)
}
