// Package sim runs tablets, relays and a park in one process over links that lose, repeat, reorder and cut, with crashes
// between any two steps; every run is seeded and can be replayed. It also has the tablet in memory that the engine is tested with.
package sim

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"slices"
	"sync"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// Tablet is a tablet in memory that keeps its promises as the real one does: what Record acknowledged is in records, whole
// or not at all.
type Tablet struct {
	mu       sync.Mutex
	key      ed25519.PrivateKey
	random   func() []byte // seeds of keys
	now      func() time.Time
	records  [][]wire.Raw
	feeds    map[wire.FeedID]*feed
	hlc      inspection.HLC
	heirs    []wire.Heir
	own      map[wire.FeedID]bool
	peers    map[string][]byte
	photos   map[wire.Sum][]byte
	verified *verified // of a world; may be nil
	Handouts map[string][]byte
}

// feed is what is known of one feed: its end, gaps, key, and every operation.
type feed struct {
	server.Feed
	forks uint64 // operations of other branches
	key   []byte
	ops   map[inspection.Hash]bool
}

// NewTablet is an empty tablet with its feed begun. random gives 32 bytes for each key.
func NewTablet(random func() []byte, now func() time.Time) *Tablet {
	t := &Tablet{
		random: random, now: now, feeds: map[wire.FeedID]*feed{}, own: map[wire.FeedID]bool{}, peers: map[string][]byte{},
		photos: map[wire.Sum][]byte{}, Handouts: map[string][]byte{},
	}
	t.begin()
	return t
}

func (t *Tablet) begin(more ...inspection.Payload) {
	t.key = ed25519.NewKeyFromSeed(t.random())
	t.own[t.feed()] = true
	opened := &inspection.FeedOpened{Key: t.key.Public().(ed25519.PublicKey), App: "sim"}
	if _, err := t.record(append([]inspection.Payload{opened}, more...)...); err != nil {
		panic(err)
	}
}

func (t *Tablet) feed() wire.FeedID { return inspection.FeedOf(t.key.Public().(ed25519.PublicKey)) }

// Copy is the tablet as a backup or a clone of its folder has it.
func (t *Tablet) Copy() *Tablet {
	t.mu.Lock()
	defer t.mu.Unlock()
	c := &Tablet{
		key: t.key, random: t.random, now: t.now, records: slices.Clone(t.records), feeds: map[wire.FeedID]*feed{}, hlc: t.hlc,
		heirs: slices.Clone(t.heirs), own: maps.Clone(t.own), peers: maps.Clone(t.peers), photos: maps.Clone(t.photos), verified: t.verified, Handouts: maps.Clone(t.Handouts),
	}
	for id, f := range t.feeds {
		c.feeds[id] = &feed{f.Feed, f.forks, f.key, maps.Clone(f.ops)}
		c.feeds[id].Gaps, c.feeds[id].Branches = slices.Clone(f.Gaps), slices.Clone(f.Branches)
	}
	return c
}

// Record signs what a person did and keeps it.
func (t *Tablet) Record(ps ...inspection.Payload) ([]inspection.Op, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.record(ps...)
}

func (t *Tablet) record(ps ...inspection.Payload) ([]inspection.Op, error) {
	f := t.known(t.feed())
	head := inspection.Head{Hash: f.Hash, HLC: t.hlc}
	if f.Seq > 0 {
		head.Ref = inspection.Ref{Feed: f.ID, Seq: f.Seq}
	}
	var ops []inspection.Op
	for _, p := range ps {
		op, next, err := inspection.Sign(t.key, head, t.now(), p)
		if err != nil {
			return nil, err
		}
		ops, head = append(ops, op), next
	}
	t.keep(ops)
	return ops, nil
}

func (t *Tablet) known(id wire.FeedID) *feed {
	if f := t.feeds[id]; f != nil {
		return f
	}
	f := &feed{Feed: server.Feed{ID: id}, ops: map[inspection.Hash]bool{}}
	t.feeds[id] = f
	return f
}

// keep writes operations as one record.
func (t *Tablet) keep(ops []inspection.Op) {
	var record []wire.Raw
	for _, op := range ops {
		raw, err := wire.NewRaw(op.Body, op.Sig)
		if err != nil {
			panic(err)
		}
		record = append(record, raw)
		t.hlc = max(t.hlc, op.HLC)
		f := t.known(op.Feed)
		if opened, is := op.Payload.(*inspection.FeedOpened); is && inspection.FeedOf(opened.Key) == op.Feed {
			f.key = opened.Key
		}
		if c, is := op.Payload.(*inspection.Continued); is && t.own[op.Feed] {
			for _, s := range c.Feeds {
				if b, err := hex.DecodeString(s.Feed); err == nil && len(b) == len(wire.FeedID{}) {
					t.own[wire.FeedID(b)] = true
				}
			}
		}
		there := f.ops[raw.Hash]
		f.ops[raw.Hash] = true
		outcome, err := f.Place(raw, func(wire.Raw) (bool, error) { return there, nil })
		if err != nil {
			panic(err)
		}
		if outcome == wire.Forked {
			f.forks++
		}
	}
	t.records = append(t.records, record)
}

// AddPicture keeps bytes as a photo and gives what an operation names it by.
func (t *Tablet) AddPicture(data []byte) inspection.Photo {
	t.mu.Lock()
	defer t.mu.Unlock()
	sum := wire.Sum(sha256.Sum256(data))
	t.photos[sum] = data
	return inspection.Photo{SHA256: sum.String(), Size: int64(len(data)), Mime: "image/jpeg"}
}

// Ops is every operation, in the order it came.
func (t *Tablet) Ops() (all []inspection.Op) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, r := range t.records {
		for _, raw := range r {
			op, err := raw.Op()
			if err != nil {
				panic(err)
			}
			all = append(all, op)
		}
	}
	return all
}

// The methods of client.Tablet.
var _ client.Tablet = (*Tablet)(nil)

func (t *Tablet) Feed() wire.FeedID {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.feed()
}

func (t *Tablet) Public() ed25519.PublicKey {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.key.Public().(ed25519.PublicKey)
}

func (t *Tablet) Attest(domain string, message []byte) []byte {
	t.mu.Lock()
	defer t.mu.Unlock()
	return wire.Attest(t.key, domain, message)
}

func (t *Tablet) Heirs() []wire.Heir {
	t.mu.Lock()
	defer t.mu.Unlock()
	return slices.Clone(t.heirs)
}

func (t *Tablet) End() uint64 {
	t.mu.Lock()
	defer t.mu.Unlock()
	return uint64(len(t.records))
}

func (t *Tablet) Read(after uint64, visit func(record uint64, ops []wire.Raw) error) error {
	t.mu.Lock()
	records := t.records[:len(t.records):len(t.records)]
	t.mu.Unlock()
	for n := after; n < uint64(len(records)); n++ {
		if err := visit(n+1, records[n]); err == client.ErrStop {
			return nil
		} else if err != nil {
			return err
		}
	}
	return nil
}

func (t *Tablet) Heads() []wire.Have {
	t.mu.Lock()
	defer t.mu.Unlock()
	ids := slices.SortedFunc(maps.Keys(t.feeds), func(a, b wire.FeedID) int { return slices.Compare(a[:], b[:]) })
	var all []wire.Have
	for _, id := range ids {
		h := t.feeds[id].Have()
		h.Forks = t.feeds[id].forks
		if h.Seq > 0 {
			all = append(all, h)
		}
	}
	return all
}

func (t *Tablet) Own(feed wire.FeedID) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.own[feed]
}

func (t *Tablet) Merge(ops []inspection.Op) (from, to uint64, refused []error, err error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	from = uint64(len(t.records))
	ops = slices.Clone(ops)
	slices.SortStableFunc(ops, func(a, b inspection.Op) int {
		if c := slices.Compare(a.Feed[:], b.Feed[:]); c != 0 {
			return c
		}
		return int(min(max(int64(a.Seq)-int64(b.Seq), -1), 1))
	})
	var fresh []inspection.Op
	seen := map[inspection.Hash]bool{}
	for _, op := range ops {
		f, key := t.known(op.Feed), t.known(op.Feed).key
		if opened, is := op.Payload.(*inspection.FeedOpened); is {
			key = opened.Key
		}
		if key != nil {
			if err := t.verified.check(op, key); err != nil {
				refused = append(refused, err)
				continue
			}
		}
		if hash := op.Hash(); !f.ops[hash] && !seen[hash] {
			fresh, seen[hash] = append(fresh, op), true
			f.key = key
		}
	}
	if len(fresh) > 0 {
		t.keep(fresh)
	}
	return from, uint64(len(t.records)), refused, nil
}

func (t *Tablet) Renew() error {
	t.mu.Lock()
	defer t.mu.Unlock()
	old := t.key
	var seals []inspection.Seal
	for id, f := range t.feeds {
		if t.own[id] && f.Seq > 0 {
			seals = append(seals, inspection.Seal{Feed: id.String(), Seq: f.Seq, Hash: f.Hash[:]})
		}
	}
	slices.SortFunc(seals, func(a, b inspection.Seal) int { return bytes.Compare([]byte(a.Feed), []byte(b.Feed)) })
	t.begin(&inspection.Continued{Feeds: seals})
	t.heirs = append(t.heirs, wire.NewHeir(old, t.key.Public().(ed25519.PublicKey)))
	return nil
}

func (t *Tablet) Peer(name string) ([]byte, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.peers[name], nil
}

func (t *Tablet) SetPeer(name string, data []byte) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.peers[name] = bytes.Clone(data)
	return nil
}

func (t *Tablet) OpenPhoto(sum wire.Sum) (io.ReadSeeker, int64, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	data, there := t.photos[sum]
	if !there {
		return nil, 0, fs.ErrNotExist
	}
	return bytes.NewReader(data), int64(len(data)), nil
}

func (t *Tablet) HasPhoto(sum wire.Sum) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	_, there := t.photos[sum]
	return there
}

func (t *Tablet) AddPhoto(sum wire.Sum, r io.Reader) error {
	data, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	if wire.Sum(sha256.Sum256(data)) != sum {
		return fmt.Errorf("photo %s was changed", sum)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.photos[sum] = data
	return nil
}

func (t *Tablet) KeepHandout(name string, data []byte) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.Handouts[name] = bytes.Clone(data)
	return nil
}

// verified remembers whose signatures fit, so that the tablets of one world look at each once.
type verified struct {
	ops      map[inspection.Hash]bool
	receipts map[string]*wire.Receipt
}

func (v *verified) check(op inspection.Op, key ed25519.PublicKey) error {
	if v == nil {
		return op.Verify(key)
	}
	hash := op.Hash()
	if v.ops[hash] && inspection.FeedOf(key) == op.Feed {
		return nil
	}
	err := op.Verify(key)
	if err == nil {
		v.ops[hash] = true
	}
	return err
}

func (v *verified) receipt(key ed25519.PublicKey, s *wire.Signed) (*wire.Receipt, error) {
	id := string(s.Sig) + string(s.Body)
	if r := v.receipts[id]; r != nil {
		return r, nil
	}
	r, err := wire.OpenReceipt(key, s)
	if err == nil {
		v.receipts[id] = &r
	}
	return &r, err
}
