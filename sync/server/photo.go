package server

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"image/jpeg"
	"io"
	"io/fs"

	"golang.org/x/sync/errgroup"

	"anquan.example/paicha/sync/wire"
)

// photosOf says how it stands with photos; whole ones go on the receipt. What the place for photos does not answer is left out, and
// dark is why: nothing else waits for it.
func (p *Park) photosOf(tx Tx, sums []wire.Sum, a *wire.Answer, held *wire.Receipt) (dark, err error) {
	known := make([]*Photo, len(sums))
	for n, sum := range sums {
		if known[n], err = tx.Photo(sum); err != nil {
			return nil, err
		}
	}
	states, errs := make([]wire.Photo, len(sums)), make([]error, len(sums))
	var looking errgroup.Group
	looking.SetLimit(lookers)
	for n, sum := range sums {
		looking.Go(func() error {
			states[n], errs[n] = p.photo(sum, known[n])
			return errs[n]
		})
	}
	dark = looking.Wait()
	for n, state := range states {
		if errs[n] != nil {
			continue
		}
		if state.Held {
			held.Photos = append(held.Photos, state.Sum)
		}
		a.Photos = append(a.Photos, state)
	}
	return dark, nil
}

// lookers is how many photos are looked for at a time: they may be far away.
const lookers = 16

// lies says whether a photo's file is there: the folder may have been put back to another day than the ledger.
func (p *Park) lies(sum wire.Sum) (bool, error) {
	f, _, err := p.blobs.Open(sum)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	return true, f.Close()
}

// photo says how it stands with one that the ledger knows, or does not (nil).
func (p *Park) photo(sum wire.Sum, known *Photo) (wire.Photo, error) {
	state := wire.Photo{Sum: sum}
	if known != nil {
		there, err := p.lies(sum)
		if there {
			state.Held, state.Bytes, state.Small = true, known.Size, true
		}
		if there || err != nil {
			return state, err
		}
	}
	n, err := p.blobs.Arrived(sum)
	if err != nil {
		return state, err
	}
	state.Bytes = uint64(n)
	state.Small, err = p.blobs.HasSmall(sum)
	return state, err
}

// TakePhoto takes in bytes at to … of a photo of that size. When they are the last it is checked and, in the answer, named
// by a receipt; before, the answer says how far it is.
func (p *Park) TakePhoto(ctx context.Context, via wire.FeedID, sum wire.Sum, at, size int64, r io.Reader) (*wire.Answer, error) {
	if size <= 0 || size > wire.MaxPhoto || at < 0 || at > size {
		return nil, &wire.Refusal{Code: wire.TooLarge, Detail: fmt.Sprintf("a photo has 1 to %d bytes", wire.MaxPhoto)}
	}
	return p.photoAnswer(ctx, sum, func(known bool) error {
		if known {
			return nil
		}
		release, err := p.claim(size - at)
		if err != nil {
			return err
		}
		defer release()
		n, err := p.blobs.Append(sum, at, io.LimitReader(r, size-at))
		if where := (*ErrOffset)(nil); errors.As(err, &where) {
			return nil // the answer says where to go on
		}
		if err != nil || n < size {
			return err
		}
		if err := p.blobs.Finish(sum); err != nil {
			return err
		}
		if err := p.ledger.Update(ctx, func(tx Tx) error {
			return tx.SetPhoto(Photo{Sum: sum, Size: uint64(size), At: p.now(), Via: via})
		}); err != nil {
			return err
		}
		p.taken.photos.Add(1)
		return nil
	})
}

// TakeSmall takes in the small copy of a photo: a JPEG of at most wire.MaxSmall bytes, shown until the original is there.
func (p *Park) TakeSmall(ctx context.Context, sum wire.Sum, r io.Reader) (*wire.Answer, error) {
	data, err := io.ReadAll(io.LimitReader(r, wire.MaxSmall+1))
	if err != nil {
		return nil, err
	}
	if len(data) > wire.MaxSmall {
		return nil, &wire.Refusal{Code: wire.TooLarge, Detail: "a small copy has at most 512 KB"}
	}
	if _, err := jpeg.DecodeConfig(bytes.NewReader(data)); err != nil {
		return nil, &wire.Refusal{Code: wire.BadMessage, Detail: "a small copy is a JPEG"}
	}
	return p.photoAnswer(ctx, sum, func(bool) error {
		release, err := p.claim(int64(len(data)))
		if err != nil {
			return err
		}
		defer release()
		return p.blobs.SetSmall(sum, data)
	})
}

// photoAnswer runs do and says how it then stands with the photo.
func (p *Park) photoAnswer(ctx context.Context, sum wire.Sum, do func(known bool) error) (*wire.Answer, error) {
	known := false
	if err := p.ledger.View(ctx, func(tx Tx) error {
		there, err := tx.Photo(sum)
		if err == nil && there != nil {
			known, err = p.lies(sum)
		}
		return err
	}); err != nil {
		return nil, err
	}
	if err := do(known); err != nil {
		return nil, err
	}
	a := &wire.Answer{Epoch: p.epoch, Time: p.now()}
	err := p.ledger.View(ctx, func(tx Tx) error {
		held := wire.Receipt{Epoch: a.Epoch, Time: a.Time}
		if dark, err := p.photosOf(tx, []wire.Sum{sum}, a, &held); dark != nil || err != nil {
			return errors.Join(dark, err)
		}
		if len(held.Photos) > 0 {
			a.Receipt = held.Sign(p.key)
		}
		return nil
	})
	return a, err
}

// OpenPhoto reads a whole photo; fs.ErrNotExist when it is not here.
func (p *Park) OpenPhoto(sum wire.Sum) (io.ReadSeekCloser, int64, error) { return p.blobs.Open(sum) }

// offered is what is handed out, signed once for all devices.
type offered struct {
	mark   [8]byte
	signed *wire.Signed
}

// HandOut gives a document to every tablet: Name is one of wire's. Nil data takes it back.
func (p *Park) HandOut(ctx context.Context, name string, data []byte) error {
	if len(data) > wire.MaxHandout {
		return fmt.Errorf("%s has %d bytes, at most %d can be handed out", name, len(data), wire.MaxHandout)
	}
	item := wire.Handout{Name: name, Sum: sha256.Sum256(data), Size: uint64(len(data))}
	if data != nil {
		if err := p.blobs.Put(item.Sum, data); err != nil {
			return err
		}
	}
	return p.ledger.Update(ctx, func(tx Tx) error {
		items, err := Handouts(tx)
		if err != nil {
			return err
		}
		at := 0
		for at < len(items) && items[at].Name < name {
			at++
		}
		if at < len(items) && items[at].Name == name {
			items = append(items[:at:at], items[at+1:]...)
		}
		if data != nil {
			items = append(items[:at:at], append([]wire.Handout{item}, items[at:]...)...)
		}
		if err := p.handed(tx, name); err != nil {
			return err
		}
		return tx.SetSetting(offerSetting, wire.Encode(items))
	})
}

// Handouts is what is handed out.
func Handouts(tx Tx) (items []wire.Handout, err error) {
	data, err := tx.Setting(offerSetting)
	if err != nil || data == nil {
		return nil, err
	}
	return items, wire.Decode(data, &items)
}

// offer tells what is handed out when the device does not have it.
func (p *Park) offer(tx Tx, mark [8]byte, a *wire.Answer) error {
	items, err := Handouts(tx)
	if err != nil {
		return err
	}
	o := wire.Offer{Epoch: p.epoch, Time: a.Time, Items: items}
	now := o.Mark()
	if now == mark {
		return nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.offered == nil || p.offered.mark != now {
		p.offered = &offered{now, o.Sign(p.key)}
	}
	a.Offer = p.offered.signed
	for _, item := range items {
		if item.Size > wire.SmallHandout {
			continue
		}
		if data, err := p.read(item); err == nil { // else it is asked for, and the answer says why not
			a.Small = append(a.Small, data)
		}
	}
	return nil
}

func (p *Park) read(item wire.Handout) (data []byte, err error) {
	f, _, err := p.blobs.Open(item.Sum)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return io.ReadAll(io.LimitReader(f, wire.SmallHandout))
}

// Small is the small copy of a photo, as its tablet made it; fs.ErrNotExist when there is none.
func (p *Park) Small(sum wire.Sum) ([]byte, error) { return p.blobs.Small(sum) }
