// Package store keeps a tablet's operations. Each action of a person is one record in a journal, durable with one flush
// before anything says "saved"; Badger behind it is the state and the index, without flushes of its own, and is rebuilt from the
// journal when it is missing, behind or broken. Photos are files named by their SHA-256, on disk before the operation
// that names them. A home may be locked with a PIN: then everything that people wrote is sealed.
package store

import (
	"crypto/ed25519"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/gofrs/flock"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
)

// Options is what a store is opened with; the zero Options will do.
type Options struct {
	App    string           // program and version, for a new feed
	Now    func() time.Time // nil: the wall clock
	Secret string           // PIN, passphrase or recovery code of a locked home
	// Heir makes an old device key's word that its feed goes on under another key; nil: nobody asks for it.
	Heir func(old ed25519.PrivateKey, next ed25519.PublicKey) []byte
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
	own     map[inspection.FeedID]bool

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
	if err := s.loadOwn(); err != nil {
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

// catchUp puts what is durable into the index; indexMu is held.
func (s *Store) catchUp() error {
	s.mu.Lock()
	idle := len(s.lag) == 0
	s.mu.Unlock()
	moved, err := s.lower() // idle or not: what is read may write a mark
	if idle && !moved {
		return nil
	}
	if moved || err != nil {
		return err // all of it is in the journal, and now in memory
	}
	s.mu.Lock()
	lag := s.lag
	s.lag = nil
	s.mu.Unlock()
	for n, b := range lag {
		if err == nil {
			err = s.index.put(b.ops)
		}
		if err == nil && (s.index.full() || n == len(lag)-1) {
			err = s.index.flush(b.after)
		}
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
	s.announce()
	if s.whole() {
		s.notice(errRemade)
	} else {
		s.notice(say("the index was broken and was made anew from the journal; what the journal has lost is told beside"))
	}
	return f(s.index)
}

// errRemade is no error but what is told of one that was mended.
var errRemade = say("the index was broken and was made anew from the journal: nothing is lost")

// whole says whether no operation is missing.
func (s *Store) whole() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.chains.lost() == 0
}

// sealing is the box that things lie in now.
func (s *Store) sealing() *box {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.box
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
		errs = append(errs, s.closeIndex())
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

// Flushes is how many times the journal asked the disk to make something durable: one an action.
func (s *Store) Flushes() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.journal.flushes
}
