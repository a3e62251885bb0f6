package bundle

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"

	"filippo.io/age"

	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/wire"
)

// Options is what goes into a bundle.
type Options struct {
	Now time.Time
	// Park is what is known of the park, or nil: what it has is left out.
	Park     *client.Peer
	NoPhotos bool
	Videos   bool
	Receipts []*wire.Signed // to carry along
}

// Written is what went into a bundle.
type Written struct {
	Operations, Photos, Receipts uint64
	Bytes                        uint64  // of photos
	Videos                       int     // left out
	Troubles                     []error // photos that are not here or cannot be read
}

// chunk is how much is gathered before it is packed, plain bytes.
const chunk = 2 << 20

// Export writes what a tablet has to w, sealed for the recipients. It keeps no more than a few megabytes in memory.
func Export(t client.Tablet, w io.Writer, to []age.Recipient, o Options) (*Written, error) {
	if len(to) == 0 {
		return nil, errors.New("a bundle is sealed for somebody: name the park or a tablet's key")
	}
	x := &export{tablet: t, o: o, out: &Written{}, seen: map[wire.Sum]bool{}}
	if _, err := io.WriteString(w, magic); err != nil {
		return nil, err
	}
	sealed, err := age.Encrypt(w, to...)
	if err != nil {
		return nil, fmt.Errorf("seal the bundle: %w", err)
	}
	x.w = newWriter(sealed)
	for _, step := range []func() error{x.head, x.runs, x.photos, x.receipts, x.end, sealed.Close} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return x.out, nil
}

type export struct {
	tablet client.Tablet
	o      Options
	w      *writer
	out    *Written
	seen   map[wire.Sum]bool
	todo   []photoHead
}

func (x *export) head() error {
	box, err := Identity(x.tablet)
	if err != nil {
		return err
	}
	h := Header{Format: Format, Key: x.tablet.Public(), Time: uint64(x.o.Now.UnixMilli()), Heads: x.tablet.Heads(), Box: box.Recipient().String()}
	if x.o.Park != nil {
		h.Epoch = x.o.Park.Epoch
	}
	if len(h.Heads) > wire.MaxHave {
		h.Heads = h.Heads[:wire.MaxHave]
	}
	body := wire.Encode(h)
	return x.w.frame(headFrame, wire.Encode(wire.Signed{Body: body, Sig: x.tablet.Attest(headDomain, body)}))
}

func (x *export) runs() error {
	var ops []wire.Raw
	bytes := 0
	flush := func() error {
		slices.SortStableFunc(ops, func(a, b wire.Raw) int { return slices.Compare(a.Feed[:], b.Feed[:]) })
		for _, r := range wire.Runs(ops, wire.MaxRunData) {
			if err := x.w.frame(runFrame, wire.Encode(r)); err != nil {
				return err
			}
		}
		x.out.Operations += uint64(len(ops))
		ops, bytes = ops[:0], 0
		return nil
	}
	err := x.tablet.Read(0, func(_ uint64, all []wire.Raw) error {
		for _, op := range all {
			x.photo(op)
			if x.o.Park != nil && x.o.Park.Has(op.Feed, op.Seq) {
				continue
			}
			ops = append(ops, op)
			if bytes += len(op.Body) + len(op.Sig); bytes >= chunk {
				if err := flush(); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil || len(ops) == 0 {
		return err
	}
	return flush()
}

// photo notes the photo that an operation names, when it is to go along.
func (x *export) photo(op wire.Raw) {
	p, sum, ok := client.Named(op)
	if !ok || x.seen[sum] || x.o.NoPhotos || x.o.Park != nil && x.o.Park.HoldsPhoto(sum) {
		return
	}
	x.seen[sum] = true
	if strings.HasPrefix(p.Mime, "video/") && !x.o.Videos {
		x.out.Videos++
		return
	}
	x.todo = append(x.todo, photoHead{Sum: sum})
}

// photos writes them one by one; one that cannot be read stops no other.
func (x *export) photos() error {
	buf := make([]byte, maxData)
	for _, p := range x.todo {
		r, size, err := x.tablet.OpenPhoto(p.Sum)
		if errors.Is(err, fs.ErrNotExist) {
			err = fmt.Errorf("photo %s is not on this tablet: it is not in the bundle", p.Sum)
		}
		if err == nil && (size <= 0 || size > wire.MaxPhoto) {
			err = fmt.Errorf("photo %s has %d bytes: it is not in the bundle", p.Sum, size)
		}
		if err != nil {
			x.out.Troubles = append(x.out.Troubles, err)
			continue
		}
		p.Size = uint64(size)
		if err := x.w.frame(photoFrame, wire.Encode(p)); err != nil {
			return err
		}
		if bad, err := x.data(r, size, buf); err != nil {
			return err
		} else if bad != nil {
			x.out.Troubles = append(x.out.Troubles, fmt.Errorf("photo %s cannot be read: it is not in the bundle: %w", p.Sum, bad))
			continue
		}
		x.out.Photos++
		x.out.Bytes += p.Size
	}
	return nil
}

// data writes a photo's bytes; bad is the photo's own trouble.
func (x *export) data(r io.Reader, size int64, buf []byte) (bad, err error) {
	for size > 0 {
		n, bad := io.ReadFull(r, buf[:min(size, int64(len(buf)))])
		if bad != nil {
			return bad, nil
		}
		if err := x.w.frame(dataFrame, buf[:n]); err != nil {
			return nil, err
		}
		size -= int64(n)
	}
	return nil, nil
}

func (x *export) receipts() error {
	for _, s := range x.o.Receipts {
		if len(s.Body) > maxBody/2 {
			continue
		}
		if err := x.w.frame(receiptFrame, wire.Encode(s)); err != nil {
			return err
		}
		x.out.Receipts++
	}
	return nil
}

func (x *export) end() error {
	return x.w.frame(endFrame, wire.Encode(trailer{x.out.Operations, x.out.Photos, x.out.Receipts, x.w.sum.Sum(nil)}))
}
