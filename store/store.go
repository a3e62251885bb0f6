// Package store keeps a tablet's operations. Each action of a person is one record in a journal, durable with one flush
// before anything says "saved"; Badger behind it is the state and the index, without flushes of its own, and is rebuilt from the
// journal when it is missing or behind. Photos are files named by their SHA-256, on disk before the operation
// that names them.
package store

import (
	"crypto/ed25519"
	"crypto/rand"
	"errors"
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
	App string           // program and version, for a new feed
	Now func() time.Time // nil: the wall clock

	disk         disk
	segmentBytes int64
	freeSpace    func(dir string) (uint64, error)
	random       func([]byte) (int, error)
}

// Free space below which things are refused, bytes: photos first, so that answers go on. Badger maps its files
// into memory and dies where it cannot grow them, hence the second limit.
const (
	photoReserve  = 256 << 20
	answerReserve = 48 << 20
)

// ErrInUse says that another program has the home open.
var ErrInUse = say("is open in another paicha")

// ErrNotFound says that there is no such inspection, photo or library.
var ErrNotFound = say("not found")

// Store is an open home. Its methods may be called from several goroutines.
type Store struct {
	home string
	o    Options
	lock *flock.Flock
	key  ed25519.PrivateKey

	mu      sync.Mutex // guards the next three; taken after indexMu where both are
	journal *journal
	head    inspection.Head
	lag     []batch // durable in the journal, not yet in the index

	indexMu sync.Mutex // guards index
	index   *index
	wake    chan struct{} // says that something lags
	quit    chan struct{} // closed to end the goroutine that follows, which then closes idle
	idle    chan struct{}

	libMu sync.Mutex // guards libs
	libs  map[string]*checklist.Library
}

// batch is the operations of one journal record.
type batch struct {
	n   uint64
	ops []inspection.Op
}

// Open opens a home, making it when it is not there. A second program on the same home gets ErrInUse.
func Open(home string, o Options) (_ *Store, err error) {
	o = o.withDefaults()
	if home, err = filepath.Abs(home); err != nil {
		return nil, err
	}
	if err := makeHome(home); err != nil {
		return nil, err
	}
	s := &Store{home: home, o: o, lock: flock.New(filepath.Join(home, "lock")), libs: map[string]*checklist.Library{}}
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
	s.wake, s.quit, s.idle = make(chan struct{}, 1), make(chan struct{}), make(chan struct{})
	go s.follow()
	return s, nil
}

// lull is how long the index waits after an answer before it follows: not beside the next flush. A read does not wait.
const lull = 50 * time.Millisecond

// follow brings the index up to the journal behind the writer's back, so that an answer waits for one flush and nothing
// else. It ends when quit is closed.
func (s *Store) follow() {
	defer close(s.idle)
	for {
		select {
		case <-s.wake:
		case <-s.quit:
			return
		}
		select {
		case <-time.After(lull):
			_, _ = s.read() // what the index cannot take now is tried again at the next read or the next start
		case <-s.quit:
			return
		}
	}
}

func (o Options) withDefaults() Options {
	if o.Now == nil {
		o.Now = time.Now
	}
	if o.disk == nil {
		o.disk = realDisk{}
	}
	if o.segmentBytes == 0 {
		o.segmentBytes = segmentBytes
	}
	if o.freeSpace == nil {
		o.freeSpace = freeSpace
	}
	if o.random == nil {
		o.random = rand.Read
	}
	return o
}

func (s *Store) open() error {
	if err := checkFormat(s.home); err != nil {
		return err
	}
	var err error
	if s.key, err = deviceKey(s.home, s.o.random); err != nil {
		return err
	}
	for _, dir := range []string{journalDir, photoDir, libraryDir} {
		if err := makeHome(filepath.Join(s.home, dir)); err != nil {
			return err
		}
	}
	if err := sweep(s.home); err != nil {
		return err
	}
	if s.index, err = openIndex(filepath.Join(s.home, indexDir)); err != nil {
		return err
	}
	applied, head, err := s.index.head()
	if err != nil {
		return err
	}
	if err := s.replay(applied, head); err != nil {
		return err
	}
	if s.head.Seq == 0 {
		_, err = s.Record(&inspection.FeedOpened{Key: s.key.Public().(ed25519.PublicKey), App: s.o.App})
	}
	return err
}

// replay brings the index up to the journal's end. An index that is ahead of the journal belongs to another: it is made anew.
func (s *Store) replay(applied uint64, head inspection.Head) error {
	s.head = head
	var err error
	s.journal, err = openJournal(s.o.disk, filepath.Join(s.home, journalDir), s.o.segmentBytes, applied+1, s.take)
	if err != nil {
		return err
	}
	if applied < s.journal.next {
		return s.index.flush()
	}
	if err := errors.Join(s.journal.close(), s.index.renew()); err != nil {
		return err
	}
	return s.replay(0, inspection.Head{})
}

// take applies a record read from the journal, after checking that it continues the chain.
func (s *Store) take(n uint64, payload []byte) error {
	ops, err := decodeRecord(payload)
	if err != nil {
		return err
	}
	for _, op := range ops {
		if op.Seq != s.head.Seq+1 || op.Prev != s.head.Hash {
			return say("operation %s does not follow %s: the journal is not of one piece", op.Ref, s.head.Ref)
		}
		s.head = inspection.Head{Ref: op.Ref, Hash: op.Hash(), HLC: max(s.head.HLC, op.HLC)}
	}
	return s.index.put(batch{n, ops}, s.head)
}

// Home is the folder.
func (s *Store) Home() string { return s.home }

// Feed is this device's feed.
func (s *Store) Feed() inspection.FeedID {
	return inspection.FeedOf(s.key.Public().(ed25519.PublicKey))
}

// Head is the end of this device's feed.
func (s *Store) Head() inspection.Head {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.head
}

// Record signs what a person did and keeps it, all or nothing. When it returns without an error it is on disk: only
// then may a screen say "saved". After an error nothing was recorded.
func (s *Store) Record(ps ...inspection.Payload) ([]inspection.Op, error) {
	if len(ps) == 0 {
		return nil, nil
	}
	if free, err := s.room(); err != nil {
		return nil, err
	} else if free < answerReserve {
		return nil, say("only %d MB are free below %s, nothing can be recorded (%d MB are needed): free some room; nothing was lost", free>>20, s.home, answerReserve>>20)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	head, ops := s.head, make([]inspection.Op, 0, len(ps))
	for _, p := range ps {
		op, next, err := inspection.Sign(s.key, head, s.o.Now(), p)
		if err != nil {
			return nil, err
		}
		head, ops = next, append(ops, op)
	}
	payload, err := encodeRecord(ops)
	if err != nil {
		return nil, err
	}
	n, err := s.journal.append(payload)
	if err != nil {
		return nil, err
	}
	s.head = head
	s.lag = append(s.lag, batch{n, ops})
	select {
	case s.wake <- struct{}{}:
	default: // it is awake already
	}
	return ops, nil
}

// catchUp puts what is durable into the index; indexMu is held.
func (s *Store) catchUp() error {
	s.mu.Lock()
	lag := s.lag
	s.lag = nil
	s.mu.Unlock()
	var err error
	for n, b := range lag {
		last := b.ops[len(b.ops)-1]
		if err = s.index.put(b, inspection.Head{Ref: last.Ref, Hash: last.Hash(), HLC: last.HLC}); err != nil {
			lag = lag[n:]
			break
		}
	}
	if err = errors.Join(err, s.index.flush()); err == nil {
		return nil
	}
	s.mu.Lock()
	s.lag = append(lag, s.lag...)
	s.mu.Unlock()
	return say("the operations are safe in the journal, but the index cannot take them: %w", err)
}

// read gives the index, with everything that is durable in it.
func (s *Store) read() (*index, error) {
	s.indexMu.Lock()
	defer s.indexMu.Unlock()
	if s.index == nil {
		return nil, say("the store is closed")
	}
	return s.index, s.catchUp()
}

// room is how many bytes are free below the home.
func (s *Store) room() (uint64, error) {
	free, err := s.o.freeSpace(s.home)
	if err != nil {
		return 0, say("see how much room is left in %s: %w", s.home, err)
	}
	return free, nil
}

// Close writes the index out and lets the home go. What is recorded meanwhile is either kept or refused.
func (s *Store) Close() error {
	if s.quit != nil {
		close(s.quit)
		<-s.idle
		s.quit = nil
	}
	s.indexMu.Lock()
	defer s.indexMu.Unlock()
	var errs []error
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
	s.mu.Unlock()
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

func decodeRecord(data []byte) ([]inspection.Op, error) {
	var all []kept
	if err := cbor.Unmarshal(data, &all); err != nil {
		return nil, err
	}
	if len(all) == 0 {
		return nil, say("a record without operations")
	}
	ops := make([]inspection.Op, len(all))
	for i, k := range all {
		var err error
		if ops[i], err = inspection.Decode(k.Body, k.Sig); err != nil {
			return nil, err
		}
	}
	return ops, nil
}

// Flushes is how many times the journal asked the disk to make something durable: one an action.
func (s *Store) Flushes() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.journal.flushes
}
