// Package store keeps a tablet's operations. Each action of a person is one record in a journal, durable with one flush
// before anything says "saved"; Badger behind it is the state and the index, without flushes of its own, and is rebuilt from the
// journal when it is missing, behind or broken. Photos are files named by their SHA-256, on disk before the operation
// that names them. A home may be locked with a PIN: then everything that people wrote is sealed.
package store

import (
	"bytes"
	"crypto/ed25519"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/fxamacker/cbor/v2"
	"github.com/gofrs/flock"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
)

// Options is what a store is opened with; the zero Options will do.
type Options struct {
	App    string           // program and version, for a new feed
	Now    func() time.Time // nil: the wall clock
	Secret string           // PIN, passphrase or recovery code of a locked home
	// Uptime is the time since the machine was started, which nobody can set; it tells that the clock was. nil: Uptime of
	// this machine, or, beside a Now of one's own, none.
	Uptime func() (time.Duration, bool)

	disk         disk
	segmentBytes int64
	random       func([]byte) (int, error)
	place        func(home string) string         // nil: of this machine and folder
	vault        vault                            // nil: the platform's key store
	argon        func(secret, salt []byte) []byte // nil: argon2id as written in the slot
}

// ErrInUse says that another program has the home open.
var ErrInUse = say("is open in another paicha")

// ErrNotFound says that there is no such inspection, photo or library.
var ErrNotFound = say("not found")

// Store is an open home. Its methods may be called from several goroutines.
type Store struct {
	home string
	o    Options
	lock *flock.Flock
	box  *box // nil: not locked; changes only under both locks below

	mu      sync.Mutex // guards the next; taken after indexMu where both are
	key     ed25519.PrivateKey
	journal *journal
	chains  *chains
	lag     []batch // durable in the journal, not yet in the index
	clock   clocks
	taken   map[string]bool // inspections of former feeds in which this feed has not written yet
	trusted bool            // no write to the journal failed

	indexMu sync.Mutex // guards index
	index   *index     // nil: closed; in memory while the disk is nearly full
	wake    chan struct{}
	quit    chan struct{} // closed to end the goroutines, which then close idle
	idle    sync.WaitGroup

	notices notices

	libMu sync.Mutex // guards libs
	libs  map[string]*checklist.Library
}

// batch is the operations of one journal record and the chains after them.
type batch struct {
	ops   []inspection.Op
	after []byte
}

// Open opens a home, making it when it is not there. A second program on the same home gets ErrInUse; a locked home
// wants Options.Secret, and gives ErrLocked or ErrWrongSecret. What was found damaged or mended on the way is told by Notice.
func Open(home string, o Options) (_ *Store, err error) {
	o = o.withDefaults()
	if home, err = filepath.Abs(home); err != nil {
		return nil, err
	}
	if err := makeHome(home); err != nil {
		return nil, err
	}
	s := &Store{home: home, o: o, lock: flock.New(filepath.Join(home, "lock")), libs: map[string]*checklist.Library{}, trusted: true}
	s.notices.more = make(chan struct{}, 1)
	held, err := s.lock.TryLock()
	if err != nil {
		return nil, say("lock %s: %w", home, err)
	}
	if !held {
		return nil, say("%s %w: close it there first, or name another folder with --home", home, ErrInUse)
	}
	if err := s.open(); err != nil {
		return nil, errors.Join(err, s.Close())
	}
	s.wake, s.quit = make(chan struct{}, 1), make(chan struct{})
	s.idle.Go(s.follow)
	s.idle.Go(s.scrub)
	return s, nil
}

// lull is how long the index waits after an answer before it follows: not beside the next flush. A read does not wait.
const lull = 50 * time.Millisecond

// follow brings the index up to the journal behind the writer's back, so that an answer waits for one flush and nothing
// else. It ends when quit is closed.
func (s *Store) follow() {
	for {
		select {
		case <-s.wake:
		case <-s.quit:
			return
		}
		select {
		case <-time.After(lull):
			_ = s.with(func(*index) error { return nil }) // what the index cannot take now is tried again at the next read
		case <-s.quit:
			return
		}
	}
}

func (o Options) withDefaults() Options {
	if o.Uptime == nil {
		o.Uptime = Uptime
		if o.Now != nil {
			o.Uptime = func() (time.Duration, bool) { return 0, false }
		}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.disk == nil {
		o.disk = realDisk{}
	}
	if o.segmentBytes == 0 {
		o.segmentBytes = segmentBytes
	}
	if o.random == nil {
		o.random = rand.Read
	}
	if o.place == nil {
		o.place = placeOf
	}
	if o.vault == nil {
		o.vault = keyring{}
	}
	return o
}

func (s *Store) open() error {
	d := s.o.disk
	for _, dir := range []string{s.home, s.path(journalDir), s.path(photoDir), s.path(libraryDir)} {
		if err := d.Folder(dir); err != nil {
			return say("make the data folder: %w", err)
		}
	}
	version, err := s.format()
	if err != nil {
		return err
	}
	if err := s.unlock(); err != nil {
		return err
	}
	if err := s.sweep(); err != nil {
		return err
	}
	if err := s.upgrade(version); err != nil {
		return err
	}
	if err := s.device(); err != nil {
		return err
	}
	runs := s.began()
	low, err := s.nearlyFull()
	if err != nil {
		return err
	}
	if runs >= maxUnclean { // Badger may be what kills the program
		if err := os.RemoveAll(s.path(indexDir)); err != nil {
			return say("clear the index: %w", err)
		}
		s.notice(say("the program ended badly %d times in a row: the index is made anew from the journal", runs))
	}
	if s.index, s.chains, err = openIndex(s.path(indexDir), low, s.box); err != nil {
		return err
	}
	if err := s.replay(runs > 0); err != nil {
		return err
	}
	if err := s.resume(); err != nil {
		return err
	}
	s.announce()
	return nil
}

func (s *Store) path(name ...string) string {
	return filepath.Join(append([]string{s.home}, name...)...)
}

// replay brings the index up to the journal's end. An index that is ahead holds what the journal has lost: it is put back.
func (s *Store) replay(unclean bool) (err error) {
	var damage []*Damage
	s.journal, damage, err = openJournal(s.o.disk, s.path(journalDir), s.o.segmentBytes, s.chains.Applied+1, unclean, s.keepTail, s.apply)
	if err != nil {
		return err
	}
	for _, d := range damage {
		s.notice(d)
	}
	if s.chains.Applied >= s.journal.next {
		return s.salvage()
	}
	if err := s.index.flush(); err != nil {
		return err
	}
	return s.index.settle(s.chains.lost() == 0, s.path(damagedDir))
}

// apply takes a record in. One that cannot be read is named and passed over: the rest counts.
func (s *Store) apply(n uint64, payload []byte) error {
	ops, err := s.decode(n, payload)
	if err != nil {
		s.notice(say("record %d of the journal cannot be read and is passed over: %w", n, err))
	}
	return s.take(n, ops)
}

// take applies operations read from record n of the journal. What is there already is not put twice.
func (s *Store) take(n uint64, ops []inspection.Op) error {
	fresh := ops[:0:0]
	for _, op := range ops {
		if s.chains.fit(op) == behind {
			if err := s.index.flush(); err != nil {
				return err
			}
			if there, err := s.index.has(op); err != nil || there {
				if err != nil {
					return err
				}
				continue
			}
		}
		s.chains.add(op)
		fresh = append(fresh, op)
	}
	s.chains.Applied = n
	after, err := cbor.Marshal(s.chains)
	if err != nil {
		return err
	}
	return s.index.put(fresh, after)
}

// resume makes sure that this device's feed has begun, and continues the others of a home that was restored, copied, or
// lost its key.
func (s *Store) resume() error {
	own := s.feed()
	if f := s.chains.of(own); f.Seq > 0 {
		f.Key = s.key.Public().(ed25519.PublicKey) // where the operation that gives it is lost
		return s.follows()
	}
	s.clock.look(s.o)
	ps := []inspection.Payload{&inspection.FeedOpened{Key: s.key.Public().(ed25519.PublicKey), App: s.o.App}}
	if seals := s.chains.seals(own); len(seals) > 0 {
		ps = append(ps, &inspection.Continued{Feeds: seals})
	}
	if _, err := s.record(ps); err != nil {
		return err
	}
	if err := s.catchUp(); err != nil {
		return err
	}
	return s.follows()
}

// follows finds the inspections that a former feed began and in which this one has not written yet.
func (s *Store) follows() error {
	s.taken = map[string]bool{}
	own := s.feed()
	any := false
	for _, f := range s.chains.Feeds {
		any = any || f.Former
	}
	if !any {
		return nil
	}
	mine := map[string]bool{}
	return s.index.each([]byte{opKey}, false, func(key, _ []byte) error {
		id, rest, ok := bytes.Cut(key, []byte{0})
		if !ok || len(rest) < 24 || len(id) == 0 {
			return nil
		}
		name := string(id)
		switch feed := inspection.FeedID(rest[8:24]); {
		case feed == own:
			mine[name] = true
			delete(s.taken, name)
		case !mine[name] && s.chains.of(feed).Former:
			s.taken[name] = true
		}
		return nil
	})
}

// Home is the folder.
func (s *Store) Home() string { return s.home }

// Feed is this device's feed.
func (s *Store) Feed() inspection.FeedID {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.feed()
}

func (s *Store) feed() inspection.FeedID {
	return inspection.FeedOf(s.key.Public().(ed25519.PublicKey))
}

// Head is the end of this device's feed.
func (s *Store) Head() inspection.Head {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.chains.head(s.feed())
}

// Record signs what a person did and keeps it, all or nothing. When it returns without an error it is on disk: only
// then may a screen say "saved". After an error nothing was recorded, and it may be tried again.
func (s *Store) Record(ps ...inspection.Payload) ([]inspection.Op, error) {
	if len(ps) == 0 {
		return nil, nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.clock.look(s.o)
	all := s.also(ps)
	ops, err := s.record(append(all, ps...))
	if err != nil {
		return nil, err
	}
	for _, p := range all {
		if c, is := p.(*inspection.Continued); is {
			delete(s.taken, c.ID)
		}
	}
	return ops[len(all):], nil
}

// also is what has to be said before ps: that the clock jumped, and, in an inspection that another feed began, that this one
// continues it.
func (s *Store) also(ps []inspection.Payload) []inspection.Payload {
	var all []inspection.Payload
	id := ""
	for _, p := range ps {
		of := inspection.Of(p)
		if of != "" && s.taken[of] {
			all = append(all, &inspection.Continued{ID: of, Feeds: s.formers()})
		}
		if id == "" {
			id = of
		}
	}
	if jump := s.clock.jump(s.chains.Wall, id); jump != nil {
		all = append(all, jump)
		s.notice(&jumped{jump})
	}
	return all
}

// formers is how far this feed continues others.
func (s *Store) formers() []inspection.Seal {
	var all []inspection.Seal
	for _, f := range s.chains.Feeds {
		if f.Former {
			all = append(all, inspection.Seal{Feed: hex.EncodeToString(f.Feed), Seq: f.Told, Hash: f.Upto})
		}
	}
	return all
}

// record writes one action; mu is held.
func (s *Store) record(ps []inspection.Payload) ([]inspection.Op, error) {
	if s.journal == nil {
		return nil, errClosed
	}
	head, ops := s.chains.head(s.feed()), make([]inspection.Op, 0, len(ps))
	now := s.clock.sample.wall
	for _, p := range ps {
		op, next, err := inspection.Sign(s.key, head, now, p)
		if err != nil {
			return nil, err
		}
		head, ops = next, append(ops, op)
	}
	if err := s.keep(ops); err != nil {
		return nil, err
	}
	s.clock.kept()
	return ops, nil
}

// keep writes operations as one record; mu is held.
func (s *Store) keep(ops []inspection.Op) error {
	if err := s.append(ops); err != nil {
		return err
	}
	for _, op := range ops {
		s.chains.add(op)
	}
	s.chains.Applied = s.journal.next - 1
	after, err := cbor.Marshal(s.chains)
	if err != nil {
		return err
	}
	s.lag = append(s.lag, batch{ops, after})
	select {
	case s.wake <- struct{}{}:
	default: // it is awake already, or not yet there
	}
	return nil
}

// append writes operations to the journal; mu is held.
func (s *Store) append(ops []inspection.Op) error {
	payload, err := encodeRecord(ops)
	if err != nil {
		return err
	}
	payload = s.box.seal(payload, recordPlace(s.journal.next))
	if err := s.space(int64(headSize + len(payload))); err != nil {
		return err
	}
	if _, err := s.journal.append(payload); err != nil {
		s.trusted = false
		return err
	}
	return nil
}

// catchUp puts what is durable into the index; indexMu is held.
func (s *Store) catchUp() error {
	s.mu.Lock()
	lag := s.lag
	s.lag = nil
	s.mu.Unlock()
	if len(lag) == 0 {
		return nil
	}
	if moved, err := s.lower(); moved || err != nil {
		return err // all of it is in the journal, and now in memory
	}
	var err error
	for _, b := range lag {
		if err == nil {
			err = s.index.put(b.ops, b.after)
		}
	}
	if err == nil {
		err = s.index.flush()
	}
	if err == nil {
		return nil
	}
	s.mu.Lock()
	s.lag = append(lag, s.lag...)
	s.mu.Unlock()
	return errors.Join(errBroken, err)
}

// with gives the index, with everything that is durable in it. A broken index is made anew from the journal and read again.
func (s *Store) with(f func(*index) error) error {
	s.indexMu.Lock()
	defer s.indexMu.Unlock()
	if s.index == nil {
		return say("the store is closed")
	}
	err := s.catchUp()
	if err == nil {
		err = f(s.index)
	}
	if !errors.Is(err, errBroken) {
		return err
	}
	if err := s.rebuild(); err != nil {
		return say("the operations are safe in the journal, but the index cannot take them: %w", err)
	}
	s.notice(say("the index was broken and was made anew from the journal: nothing is lost"))
	return f(s.index)
}

// rebuild makes the index anew from the journal; indexMu is held.
func (s *Store) rebuild() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.refill()
}

// refill is rebuild with both locks held.
func (s *Store) refill() error {
	if err := s.index.renew(); err != nil {
		return err
	}
	s.lag, s.chains = nil, &chains{}
	if _, err := scanJournal(s.o.disk, s.path(journalDir), 1, s.apply); err != nil {
		return err
	}
	if err := s.index.flush(); err != nil {
		return err
	}
	return s.index.settle(s.chains.lost() == 0, s.path(damagedDir))
}

// Close writes the index out and lets the home go. What is recorded meanwhile is either kept or refused.
func (s *Store) Close() error {
	if s.quit != nil {
		close(s.quit)
		s.idle.Wait()
		s.quit = nil
	}
	s.notices.close()
	s.indexMu.Lock()
	defer s.indexMu.Unlock()
	var errs []error
	clean := s.index != nil && s.journal != nil
	if s.index != nil {
		if s.journal != nil {
			errs = append(errs, s.catchUp())
		}
		errs = append(errs, s.index.close())
		s.index = nil
	}
	s.mu.Lock() // a Record that is on its way finishes first; the next is refused
	if s.journal != nil {
		errs = append(errs, s.journal.close())
	}
	clean = clean && s.trusted
	s.mu.Unlock()
	if err := errors.Join(errs...); err == nil && clean {
		s.ended()
	}
	errs = append(errs, s.lock.Unlock())
	return errors.Join(errs...)
}

// kept is an operation as it is kept, in the journal and in the index: the signed bytes as they are.
type kept struct {
	_    struct{} `cbor:",toarray"`
	Body []byte
	Sig  []byte
}

func encodeRecord(ops []inspection.Op) ([]byte, error) {
	all := make([]kept, len(ops))
	for i, op := range ops {
		all[i] = kept{Body: op.Body, Sig: op.Sig}
	}
	return cbor.Marshal(all)
}

func (s *Store) decode(n uint64, payload []byte) ([]inspection.Op, error) {
	plain, err := s.box.open(payload, recordPlace(n))
	if err != nil {
		return nil, err
	}
	return decodeRecord(plain)
}

func decodeRecord(data []byte) ([]inspection.Op, error) {
	var all []kept
	if err := cbor.Unmarshal(data, &all); err != nil {
		return nil, err
	}
	ops := make([]inspection.Op, 0, len(all))
	var errs []error
	for _, k := range all {
		op, err := inspection.Decode(k.Body, k.Sig)
		if err != nil {
			errs = append(errs, err) // it does not stop the others
			continue
		}
		ops = append(ops, op)
	}
	return ops, errors.Join(errs...)
}

// Flushes is how many times the journal asked the disk to make something durable: one an action.
func (s *Store) Flushes() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.journal.flushes
}
