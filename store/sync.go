package store

import (
	"crypto/ed25519"
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/fxamacker/cbor/v2"

	"anquan.example/paicha/inspection"
)

// What sync asks of a home. The journal's record numbers are its marks: what a peer was offered is a number, so a sync costs
// what is new and not what there is.

// Signed is an operation as it was signed.
type Signed struct{ Body, Sig []byte }

// End is the number of the last record that is on disk.
func (s *Store) End() uint64 {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.journal == nil {
		return 0
	}
	return s.journal.next - 1
}

// errEnough ends a scan of the journal.
var errEnough = errors.New("enough")

// Records gives the journal's records behind after, in order, until visit says false. What is damaged is passed over. It
// reads beside the writer and holds nothing up.
func (s *Store) Records(after uint64, visit func(record uint64, ops []Signed) bool) error {
	end, b := s.End(), s.sealing()
	if after >= end {
		return nil
	}
	_, err := scanJournal(s.o.disk, s.path(journalDir), after+1, func(n uint64, payload []byte) error {
		if n > end {
			return errEnough
		}
		plain, err := b.open(payload, recordPlace(n))
		if err != nil {
			if b != s.sealing() {
				return err // the lock was set or taken away meanwhile: read again
			}
			return nil
		}
		if ops, ok := signedOf(plain); ok && !visit(n, ops) {
			return errEnough
		}
		return nil
	})
	if errors.Is(err, errEnough) {
		return nil
	}
	return err
}

// signedOf reads a record as encodeRecord writes it, without a decoder: a full tablet's first sync reads all there is.
func signedOf(plain []byte) ([]Signed, bool) {
	r := plainReader{rest: plain}
	n := r.head(0x80)
	if n > uint64(len(plain)) {
		return nil, false
	}
	ops := make([]Signed, 0, n)
	for range n {
		if r.head(0x80) != 2 {
			return nil, false
		}
		body := r.take(r.head(0x40))
		sig := r.take(r.head(0x40))
		ops = append(ops, Signed{body, sig})
	}
	return ops, !r.bad && len(r.rest) == 0
}

// plainReader reads CBOR arrays and byte strings (RFC 8949); bad stays once something else was met.
type plainReader struct {
	rest []byte
	bad  bool
}

func (r *plainReader) take(n uint64) []byte {
	if r.bad || n > uint64(len(r.rest)) {
		r.bad = true
		return nil
	}
	b := r.rest[:n:n]
	r.rest = r.rest[n:]
	return b
}

// head is the argument of an item of that major type.
func (r *plainReader) head(major byte) (n uint64) {
	b := r.take(1)
	if b == nil || b[0]&0xe0 != major || b[0]&0x1f > 27 {
		r.bad = true
		return 0
	}
	if b[0]&0x1f < 24 {
		return uint64(b[0] & 0x1f)
	}
	for _, b := range r.take(1 << (b[0]&0x1f - 24)) {
		n = n<<8 | uint64(b)
	}
	return n
}

// FeedHead is how far a feed is known here, and what of it is missing.
type FeedHead struct {
	Feed inspection.FeedID
	Seq  uint64
	Hash inspection.Hash
	Gaps [][2]uint64 // from, to
	Own  bool        // of this device's person
	// Forks is how many operations of other branches are kept beside: two devices wrote the feed.
	Forks uint64
}

// Heads is how far every feed is known.
func (s *Store) Heads() []FeedHead {
	s.mu.Lock()
	defer s.mu.Unlock()
	all := make([]FeedHead, 0, len(s.chains.Feeds))
	for _, f := range s.chains.Feeds {
		if f.Seq == 0 {
			continue
		}
		h := FeedHead{Feed: inspection.FeedID(f.Feed), Seq: f.Seq, Hash: inspection.Hash(f.Hash), Own: s.own[inspection.FeedID(f.Feed)], Forks: f.Forks}
		for _, g := range f.Gaps {
			h.Gaps = append(h.Gaps, [2]uint64{g.From, g.To})
		}
		all = append(all, h)
	}
	return all
}

// KeyOf is the public key of a feed; nil when the operation that gives it never came here.
func (s *Store) KeyOf(feed inspection.FeedID) ed25519.PublicKey {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.chains.Feeds {
		if string(f.Feed) == string(feed[:]) {
			return f.Key
		}
	}
	return nil
}

// Owns says whether a feed is of this device's person.
func (s *Store) Owns(feed inspection.FeedID) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.own[feed]
}

// Public is the device's public key.
func (s *Store) Public() ed25519.PublicKey {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.key.Public().(ed25519.PublicKey)
}

// WithKey runs f with the device's key.
func (s *Store) WithKey(f func(ed25519.PrivateKey)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	f(s.key)
}

// Renew gives this device another feed that goes on with the present one, which is never written again: another device
// writes it too (a copied folder, a disk put back). The old key names the new one as its heir.
func (s *Store) Renew() error {
	s.indexMu.Lock()
	defer s.indexMu.Unlock()
	if s.index == nil {
		return say("the store is closed")
	}
	if err := s.renew(); err != nil {
		return err
	}
	if err := s.catchUp(); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.follows()
	return nil
}

func (s *Store) renew() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	seed := make([]byte, ed25519.SeedSize)
	if _, err := s.o.random(seed); err != nil {
		return say("make a device key: %w", err)
	}
	old := s.key
	next := ed25519.NewKeyFromSeed(seed)
	if err := s.names(old, next); err != nil {
		return err
	}
	if err := s.writeDevice(seed); err != nil {
		return err
	}
	s.key = next
	err := s.isOwn(inspection.FeedOf(old.Public().(ed25519.PublicKey)), s.feed())
	if err == nil {
		s.clock.look(s.o)
		_, err = s.record([]inspection.Payload{
			&inspection.FeedOpened{Key: next.Public().(ed25519.PublicKey), App: s.o.App},
			&inspection.Continued{Feeds: s.ownSeals()},
		})
	}
	if err != nil {
		s.key = old // the next start begins the new feed, or goes on with the old one
		return errors.Join(err, s.writeDevice(old.Seed()))
	}
	s.notice(say("another device writes this one's records too (a copied data folder, or a disk put back): this device goes on in a feed of its own that continues the old one; nothing is lost"))
	return nil
}

// Heir is a device key's word that another goes on with its feed: the old public key, and its signature over the new one
// (sync/wire.Heir says what exactly).
type Heir struct {
	_   struct{} `cbor:",toarray"`
	Old []byte
	Sig []byte
}

// names keeps old's word that next is its heir, when there is somebody to ask for it (Options.Heir); mu is held, or nothing
// else runs yet.
func (s *Store) names(old, next ed25519.PrivateKey) error {
	if s.o.Heir == nil {
		return nil
	}
	all, err := s.heirs(s.box)
	if err != nil {
		all = nil
	}
	pub := next.Public().(ed25519.PublicKey)
	all = append(all, Heir{Old: old.Public().(ed25519.PublicKey), Sig: s.o.Heir(old, pub)})
	if len(all) > 64 {
		all = all[len(all)-64:]
	}
	data, err := cbor.Marshal(all)
	if err != nil {
		return err
	}
	return s.setPeer(s.box, heirPeer, data)
}

// heirPeer is what heirs are kept under.
const heirPeer = "heirs"

// Heirs is how keys of this device named others.
func (s *Store) Heirs() (all []Heir, err error) { return s.heirs(s.sealing()) }

func (s *Store) heirs(b *box) (all []Heir, err error) {
	data, err := s.peer(b, heirPeer)
	if err != nil || data == nil {
		return nil, err
	}
	return all, cbor.Unmarshal(data, &all)
}

// maxPeer is the most that is kept of a peer, bytes.
const maxPeer = 32 << 20

// Peer is what SetPeer kept under that name; nil when there is nothing, or what there is was damaged (that is told): a peer
// can be asked again.
func (s *Store) Peer(name string) ([]byte, error) { return s.peer(s.sealing(), name) }

func (s *Store) peer(b *box, name string) ([]byte, error) {
	file := s.path(peerDir, name)
	data, err := readFile(s.o.disk, file, maxPeer)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, say("read what is kept of the park: %w", err)
	}
	plain, ok := b.plain([]byte(peerDir+name), data)
	if !ok {
		s.notice(say("%s was damaged: the park is asked anew; if it does not know this tablet any more, enrol again", file))
		return nil, nil
	}
	return plain, nil
}

// SetPeer keeps what is known of a peer: small letters, digits and dashes name it. When it returns it is on disk. In a
// locked home it is sealed.
func (s *Store) SetPeer(name string, data []byte) error { return s.setPeer(s.sealing(), name, data) }

func (s *Store) setPeer(b *box, name string, data []byte) error {
	if name == "" || strings.Trim(name, "abcdefghijklmnopqrstuvwxyz0123456789-") != "" {
		return say("%q is no name of a peer", name)
	}
	err := s.o.disk.Folder(s.path(peerDir))
	if err == nil {
		err = writeFile(s.o.disk, s.path(peerDir, name), b.value([]byte(peerDir+name), data))
	}
	if err != nil {
		return say("keep what the park said: %w", err)
	}
	return nil
}

// convertPeers seals what is known of peers anew, or lays it open. What cannot be read goes: a peer can be asked again.
func (s *Store) convertPeers(to *box) error {
	names, err := s.o.disk.List(s.path(peerDir))
	if err != nil {
		return err
	}
	for _, name := range names {
		data, err := s.peer(s.box, name)
		if err != nil {
			return err
		}
		if data == nil {
			if data, err = s.peer(to, name); err != nil || data != nil {
				continue // done by a try that was cut short
			}
			err = s.o.disk.Remove(s.path(peerDir, name))
		} else {
			err = s.setPeer(to, name, data)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// peers checks the files for the doctor: what is damaged is asked for anew at the next sync.
func (c *checking) peers() error {
	names, err := c.s.o.disk.List(c.s.path(peerDir))
	if err != nil {
		return err
	}
	for _, name := range names {
		data, err := readFile(c.s.o.disk, c.s.path(peerDir, name), maxPeer)
		if err != nil {
			c.h.found("file", err, filepath.Join(peerDir, name))
		} else if _, ok := c.box.plain([]byte(peerDir+name), data); !ok && !c.sealed() {
			c.h.found("file", say("%s is damaged", filepath.Join(peerDir, name)), filepath.Join(peerDir, name))
		}
	}
	return nil
}

// portion is how many operations are checked and written while nobody else can record: a few hundredths of a second.
const portion = 200

// MergeRecords is Merge in small portions, so that what a person records meanwhile does not wait for all of it. It says too
// which records are of the operations alone: behind from, up to to; what was recorded between two portions ends them. The
// feeds are other people's, unless they are known as this device's own.
func (s *Store) MergeRecords(ops []inspection.Op) (m Merged, from, to uint64, err error) {
	ops = slices.Clone(ops)
	slices.SortFunc(ops, byFeed)
	for n := 0; n == 0 || n < len(ops); n += portion {
		some, begin, end, err := s.merge(ops[n:min(n+portion, len(ops))])
		if n == 0 {
			from, to = begin, end
		} else if begin == to {
			to = end
		}
		m.New, m.Known, m.Forked, m.Unsure = m.New+some.New, m.Known+some.Known, m.Forked+some.Forked, m.Unsure+some.Unsure
		m.Refused = append(m.Refused, some.Refused...)
		if err != nil {
			return m, from, to, err
		}
	}
	return m, from, to, nil
}
