package server

import (
	"context"
	"errors"
	"sync/atomic"
	"time"

	"anquan.example/paicha/sync/wire"
)

// Free space of the park below which things are refused, bytes: photos first. What stays free when photos are refused is for
// operations, whatever photos were under way at that moment.
const (
	photoReserve = 512 << 20
	textReserve  = 64 << 20
)

// partLife is how long what has arrived of a photo waits for the rest. Who comes later sends it from its first byte.
const partLife = 30 * 24 * time.Hour

// room is how many bytes the photos that are under way will still need, at most.
type room struct{ promised atomic.Int64 }

// claim keeps n bytes for a photo until release; the error is a *wire.Refusal when the reserve would not be left.
func (p *Park) claim(n int64) (release func(), err error) {
	free, err := p.blobs.Free()
	if err != nil {
		return nil, err
	}
	if promised := p.room.promised.Add(n); free < photoReserve+uint64(promised) {
		p.room.promised.Add(-n)
		return nil, &wire.Refusal{Code: wire.NoRoom, Detail: "the park's disk is nearly full: photos wait, answers go on", Wait: 600}
	}
	return func() { p.room.promised.Add(-n) }, nil
}

func (p *Park) roomForText() error {
	free, err := p.Free()
	if err == nil && free < textReserve {
		err = &wire.Refusal{Code: wire.NoRoom, Detail: "the park's disk is full: tell its administrator", Wait: 600}
	}
	return err
}

// Free is how many bytes there is room for where operations go.
func (p *Park) Free() (uint64, error) {
	if p.o.Free != nil {
		return p.o.Free()
	}
	return p.blobs.Free()
}

// Sweep throws away what has arrived of photos that nobody went on with for thirty days, and says of how many.
func (p *Park) Sweep() (int, error) { return p.blobs.Sweep(p.o.Now().Add(-partLife)) }

// Answers says whether the ledger and the place for photos answer.
func (p *Park) Answers(ctx context.Context) error {
	err := p.ledger.View(ctx, func(tx Tx) error {
		_, err := tx.Setting(epochSetting)
		return err
	})
	_, full := p.blobs.Free()
	_, dark := p.lies(wire.Sum{})
	return errors.Join(err, full, dark)
}

// taken counts what came in since the park was opened.
type taken struct{ operations, photos atomic.Uint64 }

func (t *taken) count(results []wire.Result) {
	for _, r := range results {
		if r.Outcome == wire.Stored || r.Outcome == wire.Forked {
			t.operations.Add(r.To - r.From + 1)
		}
	}
}

// Taken is how many operations and photos came in since the park was opened.
func (p *Park) Taken() (operations, photos uint64) {
	return p.taken.operations.Load(), p.taken.photos.Load()
}
