package server

import (
	"context"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"time"

	"filippo.io/age"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/wire"
)

// Options is what a park is opened with; the zero Options will do.
type Options struct {
	Name string           // for people; "" keeps the one it has
	Now  func() time.Time // nil: the wall clock
	// Certificate is SHA-256 of the public key that devices see when they connect, for a certificate that no system trusts;
	// nil: a trusted one.
	Certificate []byte
	// Free is how many bytes there is room for where the ledger is, when that is another disk than the photos'.
	Free func() (uint64, error)
}

// Park is a server's state behind its pages and its devices.
type Park struct {
	ledger Ledger
	blobs  Blobs
	o      Options
	key    ed25519.PrivateKey
	box    *age.X25519Identity
	epoch  wire.Epoch
	name   string
	tokens []byte // key of the tokens' MAC
	room   room
	taken  taken

	arrived chan struct{} // has room for one

	mu       sync.Mutex // guards the next two
	failures []time.Time
	offered  *offered
}

// MemoryLimit is what a server's program should set as its soft limit, bytes: fifty tablets at once need a third of it, and stretching a
// code takes 64 MB for a moment.
const MemoryLimit = 112 << 20

// Settings of a Ledger.
const (
	keySetting   = "key"   // Ed25519 seed
	boxSetting   = "box"   // age identity
	epochSetting = "epoch" // 8 bytes
	nameSetting  = "name"
	offerSetting = "offer" // CBOR of []wire.Handout
	urlSetting   = "url"   // where devices find the park
)

// Open opens a park on its ledger, and sets it up when it is new.
func Open(ctx context.Context, l Ledger, b Blobs, o Options) (*Park, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	p := &Park{ledger: l, blobs: b, o: o, arrived: make(chan struct{}, 1)}
	if err := l.Update(ctx, p.setUp); err != nil {
		return nil, fmt.Errorf("open the park: %w", err)
	}
	mac := hmac.New(sha256.New, p.key.Seed())
	mac.Write([]byte("paicha token 1"))
	p.tokens = mac.Sum(nil)
	return p, nil
}

func (p *Park) setUp(tx Tx) error {
	seed, err := tx.Setting(keySetting)
	if err == nil && seed == nil {
		seed = make([]byte, ed25519.SeedSize)
		_, _ = rand.Read(seed) // never fails (crypto/rand)
		err = tx.SetSetting(keySetting, seed)
	}
	if err != nil {
		return err
	}
	if len(seed) != ed25519.SeedSize {
		return errors.New("the park's key is damaged: restore the backup")
	}
	p.key = ed25519.NewKeyFromSeed(seed)
	box, err := tx.Setting(boxSetting)
	if err != nil {
		return err
	}
	if box == nil {
		if p.box, err = age.GenerateX25519Identity(); err == nil {
			err = tx.SetSetting(boxSetting, []byte(p.box.String()))
		}
	} else {
		p.box, err = age.ParseX25519Identity(string(box))
	}
	if err != nil {
		return err
	}
	epoch, err := tx.Setting(epochSetting)
	if err == nil && len(epoch) != len(p.epoch) {
		fresh := wire.NewEpoch()
		epoch, err = fresh[:], tx.SetSetting(epochSetting, fresh[:])
	}
	if err != nil {
		return err
	}
	p.epoch = wire.Epoch(epoch)
	name, err := tx.Setting(nameSetting)
	if err == nil && p.o.Name != "" && string(name) != p.o.Name {
		name, err = []byte(p.o.Name), tx.SetSetting(nameSetting, []byte(p.o.Name))
	}
	p.name = string(name)
	return err
}

// Restored begins a new epoch: after a ledger was restored from a backup, so that every tablet offers again what the backup
// did not have.
func Restored(ctx context.Context, l Ledger) error { return l.Update(ctx, Renew) }

// Renew is Restored in the transaction that restores.
func Renew(tx Tx) error {
	e := wire.NewEpoch()
	// what the server signed after the backup is on tablets: it goes on in another feed, never a fork of its own
	return errors.Join(tx.SetSetting(feedSetting, nil), tx.SetSetting(epochSetting, e[:]))
}

// Restored is Restored of the park's ledger; programs that have it open meet the new epoch when they are started again.
func (p *Park) Restored(ctx context.Context) error { return Restored(ctx, p.ledger) }

// Arrived is told, once for many, that operations were taken in. One may wait on it.
func (p *Park) Arrived() <-chan struct{} { return p.arrived }

func (p *Park) tell() {
	select {
	case p.arrived <- struct{}{}:
	default: // who waits has not looked yet
	}
}

// URL is where devices find the park, as SetURL kept it; "" when nobody did.
func (p *Park) URL(ctx context.Context) (url string, err error) {
	err = p.ledger.View(ctx, func(tx Tx) error {
		data, err := tx.Setting(urlSetting)
		url = string(data)
		return err
	})
	return url, err
}

// SetURL keeps where devices find the park: invitations name it.
func (p *Park) SetURL(ctx context.Context, url string) error {
	return p.ledger.Update(ctx, func(tx Tx) error { return tx.SetSetting(urlSetting, []byte(url)) })
}

// About is what the park tells anybody.
func (p *Park) About() wire.Park {
	return wire.Park{Version: wire.Version, Key: p.public(), Epoch: p.epoch, Name: p.name, Time: p.now(), Box: p.box.Recipient().String()}
}

func (p *Park) public() ed25519.PublicKey { return p.key.Public().(ed25519.PublicKey) }
func (p *Park) now() uint64               { return uint64(p.o.Now().UnixMilli()) }

// Vouch is the park's word that it holds what these hashes name, that at a moment it held nothing else of the inspection, and that a paper was
// made so.
func (p *Park) Vouch(id string, at time.Time, all []inspection.Hash, made wire.Sum) *wire.Signed {
	return wire.Vouch{Inspection: id, Time: uint64(at.UnixMilli()), Count: uint64(len(all)), Digest: wire.DigestOf(all), Made: made}.Sign(p.key)
}

// Numbered is a paper's number with the park's word on it, to be said in that feed.
func (p *Park) Numbered(n inspection.Numbered, feed wire.FeedID) *inspection.Numbered {
	return n.Sign(p.key, feed)
}

// Assessed is the park's word that it sealed the assessment with that hash.
func (p *Park) Assessed(hash wire.Sum) *wire.Signed {
	return wire.Assessed{Hash: hash, Time: p.now()}.Sign(p.key)
}

// Identity opens bundles that were sealed for the park.
func (p *Park) Identity() age.Identity { return p.box }

// tokenLife is how long a token serves instead of a signature. Whether the device is on the list is looked at each time.
const tokenLife = 12 * time.Hour

// token is the time it ends, seconds, and a MAC of that and the feed.
func (p *Park) token(feed wire.FeedID) []byte {
	until := uint32(p.o.Now().Add(tokenLife).Unix())
	return p.seal(feed, until)
}

func (p *Park) seal(feed wire.FeedID, until uint32) []byte {
	token := binary.BigEndian.AppendUint32(nil, until)
	mac := hmac.New(sha256.New, p.tokens)
	mac.Write(feed[:])
	mac.Write(token)
	return append(token, mac.Sum(nil)[:16]...)
}

// renew says whether a token is half spent, so that a device that syncs now and then hardly ever has to sign.
func (p *Park) renew(token []byte) bool {
	return len(token) < 4 || int64(binary.BigEndian.Uint32(token)) < p.o.Now().Add(tokenLife/2).Unix()
}

func (p *Park) holds(feed wire.FeedID, token []byte) bool {
	if len(token) != 20 {
		return false
	}
	until := binary.BigEndian.Uint32(token)
	return int64(until) >= p.o.Now().Unix() && hmac.Equal(token, p.seal(feed, until))
}

// Admit says which device a request is of. The error is a *wire.Refusal when it is none that may ask.
func (p *Park) Admit(ctx context.Context, r wire.Request, path string) (d wire.Device, err error) {
	err = p.ledger.View(ctx, func(tx Tx) error {
		known, err := tx.Device(r.Feed)
		if err == nil && known == nil {
			err = &wire.Refusal{Code: wire.UnknownDevice, Detail: r.Feed.String()}
		}
		if err == nil {
			d = *known
		}
		return err
	})
	switch {
	case err != nil:
		return d, err
	case !p.holds(r.Feed, r.Token) && !r.Proves(d.Key, p.public(), path):
		return d, &wire.Refusal{Code: wire.BadSignature, Detail: "sign the request for this park"}
	case d.Revoked != 0:
		return d, &wire.Refusal{Code: wire.Revoked, Detail: d.Name}
	}
	return d, nil
}
