package server

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/hmac"
	"fmt"
	"slices"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/wire"
)

// Tries of codes: so many wrong ones within the time, then nobody is heard for a while. 40 bits stand nowhere near it.
const (
	maxFailures = 20
	failureTime = 10 * time.Minute
)

// Enrol puts a device on the list. The error is a *wire.Refusal when it is not let in.
func (p *Park) Enrol(ctx context.Context, e *wire.Enrol) (*wire.Enrolled, error) {
	if len(e.Key) != ed25519.PublicKeySize || len(e.Heir) > 64 || len(e.App)+len(e.Name)+len(e.Person) > 1000 {
		return nil, &wire.Refusal{Code: wire.BadMessage}
	}
	var certificate []byte
	if e.Pinned {
		if certificate = p.o.Certificate; certificate == nil {
			return nil, &wire.Refusal{Code: wire.OtherPark, Detail: "the device sees a certificate that this park does not know: is there a proxy between?"}
		}
	}
	if p.tooMany() {
		return nil, &wire.Refusal{Code: wire.TooMany, Wait: uint64(failureTime / time.Second)}
	}
	out := &wire.Enrolled{Park: p.About()}
	err := p.ledger.Update(ctx, func(tx Tx) error {
		d := wire.Device{Feed: inspection.FeedOf(e.Key), Key: e.Key, Since: p.now()}
		known, err := tx.Device(d.Feed)
		if err != nil {
			return err
		}
		if known != nil && known.Revoked != 0 {
			return &wire.Refusal{Code: wire.Revoked, Detail: known.Name}
		}
		if len(e.Proof) == 0 {
			if known != nil {
				out.Device = *known
				return nil
			}
			return p.inherit(tx, e, d, out)
		}
		all, err := tx.Invitations()
		if err != nil {
			return err
		}
		for _, i := range all {
			if !hmac.Equal(e.Proof, wire.Prove(i.Stretched, wire.BySide, p.public(), e.Key, certificate)) {
				continue
			}
			if err := i.closed(p.now()); err != nil {
				return err
			}
			d.Name, d.Person, d.Role = i.Name, i.Person, i.Role
			out.Device, out.Proof = d, wire.Prove(i.Stretched, wire.ByPark, p.public(), e.Key, certificate)
			i.Used = d.Since
			if err := tx.SetInvitation(i.ended(i.Used)); err != nil {
				return err
			}
			return tx.SetDevice(d)
		}
		return &wire.Refusal{Code: wire.BadCode, Detail: "the code is wrong, or was given out long ago: ask the park for another"}
	})
	if r, is := err.(*wire.Refusal); is && r.Code == wire.BadCode {
		p.failed()
	}
	if err != nil {
		return nil, err
	}
	return out, p.roster(ctx)
}

// inherit puts a device on the list that one on it has named its heir.
func (p *Park) inherit(tx Tx, e *wire.Enrol, d wire.Device, out *wire.Enrolled) error {
	for _, h := range e.Heir {
		old, err := tx.Device(inspection.FeedOf(h.Old))
		if err != nil {
			return err
		}
		if old == nil || old.Revoked != 0 || h.Names(e.Key) != nil || !bytes.Equal(old.Key, h.Old) {
			continue
		}
		d.Name, d.Person, d.Role = old.Name, old.Person, old.Role
		old.Heir = d.Feed
		out.Device = d
		if err := tx.SetDevice(*old); err != nil {
			return err
		}
		return tx.SetDevice(d)
	}
	return &wire.Refusal{Code: wire.UnknownDevice, Detail: d.Feed.String()}
}

func (p *Park) tooMany() bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	since := p.o.Now().Add(-failureTime)
	p.failures = slices.DeleteFunc(p.failures, func(t time.Time) bool { return t.Before(since) })
	return len(p.failures) >= maxFailures
}

func (p *Park) failed() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.failures = append(p.failures, p.o.Now())
}

// Devices is the list.
func (p *Park) Devices(ctx context.Context) (all []wire.Device, err error) {
	err = p.ledger.View(ctx, func(tx Tx) error {
		all, err = tx.Devices()
		return err
	})
	return all, err
}

// Feeds is the state of every feed that the park has something of.
func (p *Park) Feeds(ctx context.Context) (all []*Feed, err error) {
	err = p.ledger.View(ctx, func(tx Tx) error {
		all, err = tx.Feeds()
		return err
	})
	return all, err
}

// Rename changes what the park calls a device, or who carries it; "" leaves as it is.
func (p *Park) Rename(ctx context.Context, feed wire.FeedID, name, person string) error {
	return p.change(ctx, feed, func(d *wire.Device) {
		if name != "" {
			d.Name = name
		}
		if person != "" {
			d.Person = person
		}
	})
}

// Revoke takes a device off the list: it keeps its data and can export it, and is not heard any more.
func (p *Park) Revoke(ctx context.Context, feed wire.FeedID) error {
	return p.change(ctx, feed, func(d *wire.Device) { d.Revoked = p.now() })
}

func (p *Park) change(ctx context.Context, feed wire.FeedID, f func(*wire.Device)) error {
	err := p.ledger.Update(ctx, func(tx Tx) error {
		d, err := tx.Device(feed)
		if err != nil {
			return err
		}
		if d == nil {
			return fmt.Errorf("device %s is not on the list", feed)
		}
		f(d)
		return tx.SetDevice(*d)
	})
	if err != nil {
		return err
	}
	return p.roster(ctx)
}

// roster hands the list of devices out: tablets say by it who answered what.
func (p *Park) roster(ctx context.Context) error {
	all, err := p.Devices(ctx)
	if err != nil {
		return err
	}
	return p.HandOut(ctx, wire.Roster, wire.Encode(wire.Devices{All: all}))
}
