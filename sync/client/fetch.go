package client

import (
	"context"
	"errors"
	"fmt"
	"io"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/wire"
)

// Named is the photo that an operation names.
func Named(raw wire.Raw) (p inspection.Photo, sum wire.Sum, ok bool) {
	if raw.Kind != photoKind {
		return p, sum, false
	}
	op, err := raw.Op()
	if err != nil {
		return p, sum, false
	}
	at, is := op.Payload.(*inspection.Photographed)
	if !is {
		return p, sum, false
	}
	sum, err = wire.ParseSum(at.Photo.SHA256)
	return at.Photo, sum, err == nil
}

// fetchPhotos brings the photos that operations name, that are not here and that the peer has, one after the other; one
// that fails stops no other.
func (e *Engine) fetchPhotos(ctx context.Context) error {
	var missing []wire.Sum
	seen := map[wire.Sum]bool{}
	if err := e.tablet.Read(0, func(_ uint64, ops []wire.Raw) error {
		for _, op := range ops {
			p, sum, ok := Named(op)
			if !ok || seen[sum] || e.waits(PhotoState{Mime: p.Mime}) {
				continue
			}
			if seen[sum] = true; !e.tablet.HasPhoto(sum) {
				missing = append(missing, sum)
			}
		}
		return nil
	}); err != nil {
		return err
	}
	for len(missing) > 0 {
		part := missing[:min(len(missing), 1000)]
		missing = missing[len(part):]
		p := e.peer
		a, err := e.ask(ctx, wire.Exchange{Version: wire.Version, Epoch: p.Epoch, Since: p.Cursor, Photos: part, Offer: p.Offer})
		if err != nil {
			return err
		}
		if err := e.heard(a); err != nil {
			return err
		}
		for _, state := range a.Photos {
			if !state.Held {
				continue
			}
			if err := e.fetchPhoto(ctx, state.Sum); err != nil {
				if ctx.Err() != nil {
					return err
				}
				e.report.trouble(fmt.Errorf("photo %s: %w", state.Sum, err))
			}
		}
	}
	return nil
}

func (e *Engine) fetchPhoto(ctx context.Context, sum wire.Sum) error {
	path := wire.PathPhoto + sum.String()
	r := &resumed{open: func(at int64) (io.ReadCloser, error) {
		return e.link.fetch(ctx, path, authorization(e.request(path, nil)), at)
	}}
	defer r.close()
	if err := e.tablet.AddPhoto(sum, r); err != nil {
		return err
	}
	e.report.fetched()
	return nil
}

// resumed reads a photo over a link that breaks, going on at the byte where it broke.
type resumed struct {
	open  func(at int64) (io.ReadCloser, error)
	body  io.ReadCloser
	at    int64
	tries int // since the last byte
}

// maxTries is how often a photo is asked for without a byte of it.
const maxTries = 3

func (r *resumed) Read(p []byte) (int, error) {
	for {
		if r.body == nil {
			body, err := r.open(r.at)
			if err != nil {
				return 0, err
			}
			r.body = body
		}
		n, err := r.body.Read(p)
		if r.at += int64(n); n > 0 {
			r.tries = 0
		}
		if err == nil || errors.Is(err, io.EOF) {
			return n, err
		}
		if r.close(); n > 0 {
			return n, nil
		}
		if r.tries++; r.tries >= maxTries {
			return 0, err
		}
	}
}

func (r *resumed) close() {
	if r.body != nil {
		r.body.Close()
		r.body = nil
	}
}
