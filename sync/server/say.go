package server

import (
	"cmp"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/wire"
)

// feedSetting is the seed of the key that this server signs operations with: what people do at the park is an operation
// too, and reaches every tablet by sync.
const feedSetting = "feed"

// Record signs, in the server's own feed, what a person did at the park, and keeps it, all or nothing. Who it was stands in the
// payloads.
func (p *Park) Record(ctx context.Context, ps ...inspection.Payload) (ops []inspection.Op, err error) {
	return p.RecordWhen(ctx, func(Tx) error { return nil }, ps...)
}

// RecordWhen is Record when, in the same transaction, ready says nothing against it; its error is given back.
func (p *Park) RecordWhen(ctx context.Context, ready func(Tx) error, ps ...inspection.Payload) (ops []inspection.Op, err error) {
	if len(ps) == 0 {
		return nil, nil
	}
	return p.RecordMade(ctx, func(tx Tx, _ wire.FeedID) ([]inspection.Payload, error) { return ps, ready(tx) })
}

// RecordMade is Record of what say says in the same transaction, which may run several times; it is told in which feed. When it says
// nothing, nothing is recorded; its error is given back.
func (p *Park) RecordMade(ctx context.Context, say func(tx Tx, feed wire.FeedID) ([]inspection.Payload, error)) (ops []inspection.Op, err error) {
	fresh := false
	err = p.ledger.Update(ctx, func(tx Tx) error {
		ops, fresh = nil, false
		key, began, err := p.feedKey(tx)
		if err != nil {
			return err
		}
		ps, err := say(tx, inspection.FeedOf(key.Public().(ed25519.PublicKey)))
		if err != nil {
			return err
		}
		fresh = began
		ops, err = p.sign(tx, key, ps)
		return err
	})
	if err == nil && fresh {
		err = p.roster(ctx)
	}
	return ops, err
}

// sign signs what is said in the feed of that key and keeps it.
func (p *Park) sign(tx Tx, key ed25519.PrivateKey, ps []inspection.Payload) (ops []inspection.Op, err error) {
	if len(ps) == 0 {
		return nil, nil
	}
	head, err := ownHead(tx, key)
	if err != nil {
		return nil, err
	}
	all := ps
	if head.Seq == 0 {
		all = append([]inspection.Payload{inspection.FeedOpened{Key: key.Public().(ed25519.PublicKey), App: "parkd"}.Sign(p.key)}, ps...)
	}
	var raws []wire.Raw
	for _, payload := range all {
		op, next, err := inspection.Sign(key, head, p.o.Now(), payload)
		if err != nil {
			return nil, err
		}
		raw, err := wire.NewRaw(op.Body, op.Sig)
		if err != nil {
			return nil, err
		}
		ops, raws, head = append(ops, op), append(raws, raw), next
	}
	in := &intake{tx: tx, now: p.o.Now()} // via nobody: all get it
	results, err := in.take(unpacked{Run: wire.Pack(raws), ops: raws})
	if err != nil {
		return nil, err
	}
	for _, r := range results {
		if r.Outcome != wire.Stored {
			return nil, errors.New("the park's own feed was written elsewhere: this server needs a feed of its own (was its folder copied?)")
		}
	}
	return ops[len(all)-len(ps):], nil
}

// ownHead is where the feed of that key goes on: later than all that the park has seen.
func ownHead(tx Tx, key ed25519.PrivateKey) (head inspection.Head, err error) {
	feeds, err := tx.Feeds()
	if err != nil {
		return head, err
	}
	own := inspection.FeedOf(key.Public().(ed25519.PublicKey))
	for _, f := range feeds {
		head.HLC = max(head.HLC, f.HLC)
		if f.ID == own && f.Seq > 0 {
			head.Ref, head.Hash = inspection.Ref{Feed: own, Seq: f.Seq}, f.Hash
		}
	}
	return head, nil
}

// feedKey is the key of the server's feed; the first time it makes one and puts it on the list. began: it did.
func (p *Park) feedKey(tx Tx) (key ed25519.PrivateKey, began bool, err error) {
	seed, err := tx.Setting(feedSetting)
	if err != nil {
		return nil, false, err
	}
	if len(seed) == ed25519.SeedSize {
		return ed25519.NewKeyFromSeed(seed), false, nil
	}
	seed = make([]byte, ed25519.SeedSize)
	_, _ = rand.Read(seed) // never fails (crypto/rand)
	key = ed25519.NewKeyFromSeed(seed)
	if err := tx.SetSetting(feedSetting, seed); err != nil {
		return nil, false, err
	}
	return key, true, setParkFeed(tx, key.Public().(ed25519.PublicKey), p.o.Now())
}

// setParkFeed puts a feed of the park's own on the list.
func setParkFeed(tx Tx, key ed25519.PublicKey, at time.Time) error {
	name, err := tx.Setting(nameSetting)
	if err != nil {
		return err
	}
	return tx.SetDevice(wire.Device{Feed: inspection.FeedOf(key), Key: key, Name: cmp.Or(string(name), "park"), Role: wire.RolePark, Since: uint64(at.UnixMilli())})
}
