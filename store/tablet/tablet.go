// Package tablet shows a home to the sync engine: store.Store as a client.Tablet.
package tablet

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"fmt"
	"io"
	"io/fs"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/store"
	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/wire"
)

// tablet is the home as sync sees it.
type tablet struct{ s *store.Store }

// Of is s as sync sees it.
func Of(s *store.Store) client.Tablet { return tablet{s} }

func (t tablet) Feed() wire.FeedID         { return t.s.Feed() }
func (t tablet) Public() ed25519.PublicKey { return t.s.Public() }
func (t tablet) End() uint64               { return t.s.End() }
func (t tablet) Renew() error              { return t.s.Renew() }

func (t tablet) Attest(domain string, message []byte) (sig []byte) {
	t.s.WithKey(func(key ed25519.PrivateKey) { sig = wire.Attest(key, domain, message) })
	return sig
}

func (t tablet) Heirs() []wire.Heir {
	all, err := t.s.Heirs()
	if err != nil {
		return nil // then the tablet is enrolled again by a code
	}
	heirs := make([]wire.Heir, len(all))
	for n, h := range all {
		heirs[n] = wire.Heir{Old: h.Old, Sig: h.Sig}
	}
	return heirs
}

// Heir is store.Options.Heir.
func Heir(old ed25519.PrivateKey, next ed25519.PublicKey) []byte { return wire.NewHeir(old, next).Sig }

func (t tablet) Read(after uint64, visit func(record uint64, ops []wire.Raw) error) error {
	var failed error
	err := t.s.Records(after, func(record uint64, ops []store.Signed) bool {
		raws := make([]wire.Raw, 0, len(ops))
		for _, op := range ops {
			raw, err := wire.NewRaw(op.Body, op.Sig)
			if err != nil {
				continue // the store tells what it cannot read
			}
			raws = append(raws, raw)
		}
		failed = visit(record, raws)
		return failed == nil
	})
	if errors.Is(failed, client.ErrStop) {
		return nil
	}
	return errors.Join(failed, err)
}

func (t tablet) Heads() []wire.Have {
	heads := t.s.Heads()
	all := make([]wire.Have, len(heads))
	for n, h := range heads {
		all[n] = wire.Have{Feed: h.Feed, Seq: h.Seq, Hash: h.Hash, Forks: h.Forks}
		for _, g := range h.Gaps {
			all[n].Gaps = append(all[n].Gaps, wire.Span{From: g[0], To: g[1]})
		}
	}
	return all
}

func (t tablet) Own(feed wire.FeedID) bool { return t.s.Owns(feed) }

func (t tablet) Merge(ops []inspection.Op) (from, to uint64, refused []error, err error) {
	m, from, to, err := t.s.MergeRecords(ops)
	return from, to, m.Refused, err
}

func (t tablet) Peer(name string) ([]byte, error)         { return t.s.Peer(name) }
func (t tablet) SetPeer(name string, data []byte) error   { return t.s.SetPeer(name, data) }
func (t tablet) HasPhoto(sum wire.Sum) bool               { return t.s.HasPhoto(sum.String()) }
func (t tablet) AddPhoto(sum wire.Sum, r io.Reader) error { return t.s.AddPhotoAs(r, sum.String()) }

func (t tablet) OpenPhoto(sum wire.Sum) (io.ReadSeeker, int64, error) {
	data, err := t.s.OpenPhoto(sum.String())
	if errors.Is(err, store.ErrNotFound) {
		return nil, 0, fs.ErrNotExist
	}
	return bytes.NewReader(data), int64(len(data)), err
}

// Names of what is kept with Store.SetPeer.
const (
	Park    = "park"     // client.Peer
	Handout = "handout-" // and the handout's name: criteria (the revision), register, roster
)

// KeepHandout keeps criteria where libraries lie, and the others beside what is known of the park.
func (t tablet) KeepHandout(name string, data []byte) error {
	switch name {
	case wire.Criteria:
		revision, err := t.s.KeepLibrary(data)
		if err == nil {
			if _, err = t.s.Library(revision); err != nil { // what cannot be used is not taken over
				err = errors.Join(err, client.ErrUseless)
			}
		}
		if err != nil {
			return fmt.Errorf("criteria from the park: %w", err)
		}
		data = []byte(revision)
	case wire.Register:
		if err := wire.Decode(data, &wire.Enterprises{}); err != nil {
			return fmt.Errorf("register from the park: %w", errors.Join(err, client.ErrUseless))
		}
	case wire.Roster:
		if err := wire.Decode(data, &wire.Devices{}); err != nil {
			return fmt.Errorf("list of devices from the park: %w", errors.Join(err, client.ErrUseless))
		}
	}
	return t.s.SetPeer(Handout+name, data)
}
