package server

import (
	"context"
	"errors"
	"io"

	"anquan.example/paicha/sync/wire"
)

// What comes in a file goes through the same intake as what comes over a link.

// TakeRuns takes in runs that came in a file. via is the device that made the file and has them, so that they are not given
// back to it; zero when that is not known.
func (p *Park) TakeRuns(ctx context.Context, via wire.FeedID, runs []wire.Run) ([]wire.Result, error) {
	var a wire.Answer
	if _, err := p.takeIn(ctx, via, runs, &a); err != nil {
		return nil, err
	}
	return a.Results, nil
}

// Device is the device of that feed on the list; nil when it is not on it.
func (p *Park) Device(ctx context.Context, feed wire.FeedID) (d *wire.Device, err error) {
	err = p.ledger.View(ctx, func(tx Tx) error {
		d, err = tx.Device(feed)
		return err
	})
	return d, err
}

// TakeWholePhoto takes in a photo that r gives from its first byte; what has arrived of it before is passed over. It is durable
// and checked when it returns nil, and the same again changes nothing.
func (p *Park) TakeWholePhoto(ctx context.Context, via wire.FeedID, sum wire.Sum, size int64, r io.Reader) error {
	var state wire.Photo
	if err := p.ledger.View(ctx, func(tx Tx) error {
		known, err := tx.Photo(sum)
		if err == nil {
			state, err = p.photo(sum, known)
		}
		return err
	}); err != nil || state.Held {
		return err
	}
	at := int64(state.Bytes)
	if at <= size {
		if _, err := io.CopyN(io.Discard, r, at); err != nil {
			return err
		}
	}
	var broke error // of r: what came before it counts, and the rest may come later
	a, err := p.TakePhoto(ctx, via, sum, min(at, size), size, readerFunc(func(b []byte) (int, error) {
		n, err := r.Read(b)
		if err != nil && !errors.Is(err, io.EOF) {
			broke = err
		}
		return n, err
	}))
	switch {
	case broke != nil:
		return broke
	case err != nil:
		return err
	case len(a.Photos) != 1 || !a.Photos[0].Held:
		return &wire.Refusal{Code: wire.Changed, Detail: "it came in part from elsewhere meanwhile: import the file again"}
	}
	return nil
}

type readerFunc func([]byte) (int, error)

func (f readerFunc) Read(p []byte) (int, error) { return f(p) }

// receiptPhotos is the most photos that one receipt names.
const receiptPhotos = 4096

// Receipts signs what the park holds of feeds, as a device named them, and of photos. A feed whose end, as named, is not here
// is on none: it may be another branch.
func (p *Park) Receipts(ctx context.Context, feeds []wire.Have, photos []wire.Sum) (all []*wire.Signed, err error) {
	err = p.ledger.View(ctx, func(tx Tx) error {
		held := wire.Receipt{Epoch: p.epoch, Time: p.now()}
		for _, asked := range feeds {
			f, err := tx.Feed(asked.Feed)
			if err != nil {
				return err
			}
			if f == nil || f.Seq == 0 {
				continue
			}
			_, proven, err := stand(tx, f, asked)
			if err != nil {
				return err
			}
			if proven != nil {
				held.Feeds = append(held.Feeds, *proven)
			}
		}
		for _, sum := range photos {
			known, err := tx.Photo(sum)
			if err != nil {
				return err
			}
			if known == nil {
				continue
			}
			if held.Photos = append(held.Photos, sum); len(held.Photos) == receiptPhotos {
				all, held.Photos = append(all, held.Sign(p.key)), nil
			}
		}
		if len(held.Feeds)+len(held.Photos) > 0 {
			all = append(all, held.Sign(p.key))
		}
		return nil
	})
	return all, err
}
