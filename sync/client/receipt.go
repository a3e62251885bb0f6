package client

import (
	"cmp"
	"errors"
	"fmt"
	"slices"

	"anquan.example/paicha/sync/wire"
)

// ErrOldReceipt says that a receipt is of an earlier life of the park.
var ErrOldReceipt = errors.New("the receipt is from before the park was restored: what it says may be gone there; nothing was counted")

// ErrCopy says that a receipt is about another branch of a feed than the one here.
var ErrCopy = errors.New("the receipt is for a copy of this tablet that recorded something else; nothing was counted")

// TakeReceipts counts receipts of the peer kept under name that came by another way than its link: in a file, or from a
// tablet that had them. Each by itself: told is why some do not count. An engine that was made before does not know of them.
func TakeReceipts(t Tablet, name string, all []*wire.Signed) (told []error, err error) {
	data, err := t.Peer(name)
	if err != nil {
		return nil, err
	}
	if len(data) == 0 {
		return nil, ErrNotEnrolled
	}
	p, err := ReadPeer(data)
	if err != nil {
		return nil, fmt.Errorf("what is kept of the park cannot be read: enrol again: %w", err)
	}
	heads := t.Heads()
	for _, s := range all {
		if err := p.add(s, t.Feed(), heads); err != nil {
			told = append(told, err)
		}
	}
	if !p.changed {
		return told, nil
	}
	p.sortReceipts()
	p.Photos = slices.DeleteFunc(p.Photos, func(s PhotoState) bool { return p.photos[s.Sum] })
	if err := t.SetPeer(name, wire.Encode(p)); err != nil {
		return told, fmt.Errorf("keep what the park said: %w", err)
	}
	return told, nil
}

// add puts a receipt with the others when it counts and says something of what is here; those of a later epoch end the one
// that is known.
func (p *Peer) add(s *wire.Signed, own wire.FeedID, heads []wire.Have) error {
	r, err := wire.OpenReceipt(p.Park.Key, s)
	if err != nil {
		return err
	}
	says, less := len(r.Photos) > 0, false // less than is known: it was given to a tablet that had less
	for _, f := range r.Feeds {
		n := slices.IndexFunc(heads, func(h wire.Have) bool { return h.Feed == f.Feed })
		if n >= 0 && f.Feed == own && f.Seq == heads[n].Seq && f.Hash != heads[n].Hash {
			return ErrCopy
		}
		says, less = says || n >= 0, less || f.Seq < p.held[f.Feed].Seq
	}
	switch {
	case r.Epoch != p.Epoch && p.Epoch != (wire.Epoch{}) && r.Time <= p.LastSync:
		return ErrOldReceipt
	case r.Epoch != p.Epoch:
		p.meet(r.Epoch)
	case !says, less && r.Time > p.LastSync:
		return nil
	}
	p.Receipts, p.changed = append(p.Receipts, s), true
	p.LastSync = max(p.LastSync, r.Time)
	return nil
}

// maxCarried bounds the receipts that are carried for others, bytes.
const maxCarried = 1 << 20

// Carry is the receipts of the park kept under name, for another tablet: the latest, as many as travel well.
func Carry(t Tablet, name string) (all []*wire.Signed, err error) {
	data, err := t.Peer(name)
	if err != nil || len(data) == 0 {
		return nil, err
	}
	p, err := ReadPeer(data)
	if err != nil {
		return nil, fmt.Errorf("what is kept of the park cannot be read: enrol again: %w", err)
	}
	room := maxCarried
	for _, s := range slices.Backward(p.Receipts) {
		if room -= len(s.Body) + len(s.Sig); room < 0 {
			break
		}
		all = append(all, s)
	}
	return all, nil
}

// sortReceipts puts them into the order in which the park gave them, whichever came first: the latest counts.
func (p *Peer) sortReceipts() {
	at := map[*wire.Signed]uint64{}
	for _, s := range p.Receipts {
		if r, err := wire.OpenReceipt(p.Park.Key, s); err == nil {
			at[s] = r.Time
		}
	}
	slices.SortStableFunc(p.Receipts, func(a, b *wire.Signed) int { return cmp.Compare(at[a], at[b]) })
	p.recount()
}
