package client

import (
	"errors"

	"anquan.example/paicha/sync/wire"
)

// stream reads the tablet's records ahead of the requests that carry them, once and in order: a request ends in the middle of
// what the store reads at a time. It belongs to one sync.
type stream struct {
	at    uint64 // the record that was taken last
	end   uint64 // and the last that it gives
	ready <-chan records
	stop  chan struct{}
}

// records is some of them.
type records struct {
	last uint64
	ops  []wire.Raw
	err  error
}

// streamBytes is about how much is handed over at a time, and as much is read ahead.
const streamBytes = 256 << 10

// records is the tablet's behind mark, up to end: of the stream that is under way, where it stands there.
func (e *Engine) records(mark, end uint64) *stream {
	if s := e.reading; s != nil && s.at == mark && s.end >= end {
		return s
	}
	e.stopReading()
	ready := make(chan records, 1)
	s := &stream{at: mark, end: end, ready: ready, stop: make(chan struct{})}
	e.reading = s
	go func() {
		defer close(ready)
		var some records
		size := 0
		give := func() error {
			select {
			case ready <- some:
				some, size = records{last: some.last}, 0
				return nil
			case <-s.stop:
				return ErrStop
			}
		}
		err := e.tablet.Read(mark, func(record uint64, ops []wire.Raw) error {
			if record > end {
				return ErrStop
			}
			some.last, some.ops = record, append(some.ops, ops...)
			for _, op := range ops {
				size += len(op.Body) + len(op.Sig)
			}
			if size < streamBytes {
				return nil
			}
			return give()
		})
		if err != nil && !errors.Is(err, ErrStop) {
			some.err = err
		}
		some.last = max(some.last, mark)
		_ = give() // what is left, and how it ended
	}()
	return s
}

// stopReading ends the stream that is under way.
func (e *Engine) stopReading() {
	if e.reading != nil {
		close(e.reading.stop)
		e.reading = nil
	}
}
