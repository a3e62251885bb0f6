package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/dgraph-io/badger/v4"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/store"
)

// rounds and batch: the three engines take turns, so that a slow minute of the machine hits all.
const (
	rounds = 9
	batch  = 300
)

// durable compares one answer through the store with the least that a disk can do for it, and with Badger's own promise.
func durable(dir string) error {
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
	body := append(append([]byte{}, ops[1].Body...), ops[1].Sig...)
	raw, err := newRaw(filepath.Join(dir, "raw"), len(body)+16)
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
	n := 0
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
	flushes := float64(s.Flushes()-before) / (rounds * batch)
	var p50 [3]float64
	for e := range engines {
		slices.Sort(engines[e].took)
		took := engines[e].took
		p50[e] = float64(took[len(took)/2].Microseconds())
		fmt.Printf("  %-52s p50 %6.0f us  p99 %6.0f us\n", engines[e].name, p50[e], float64(took[len(took)*99/100].Microseconds()))
	}
	goal("store ÷ raw append, p50", p50[1]/p50[0], "x", "<= 1.5", p50[1]/p50[0] <= 1.5)
	goal("store ÷ Badger with SyncWrites, p50", p50[1]/p50[2], "x", "<= 0.9", p50[1]/p50[2] <= 0.9)
	goal("flushes an answer, counted", flushes, "", "= 1", flushes == 1)
	return inspectionIsWhole(s)
}

// inspectionIsWhole makes sure that what was measured was also kept.
func inspectionIsWhole(s *store.Store) error {
	i, err := s.Inspection(id(1))
	if err != nil {
		return err
	}
	if len(i.History) != rounds*batch+2 {
		return fmt.Errorf("%d operations are there, want %d", len(i.History), rounds*batch+2)
	}
	return nil
}

// raw is the least that makes a record durable: one write into a file of zeros, one flush.
type raw struct {
	f    *os.File
	at   int64
	size int
}

func newRaw(path string, size int) (*raw, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	if _, err := f.Write(make([]byte, (rounds*batch+1)*size)); err != nil {
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
