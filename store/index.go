package store

import (
	"encoding/binary"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"
	"github.com/fxamacker/cbor/v2"

	"anquan.example/paicha/inspection"
)

// The keys of the index:
//
//	h                         chains: journal record applied last, and the state of every feed
//	o <inspection> <hlc> <feed> <seq> <hash>   an operation
//	c <inspection>            tally: how many operations it has, and whose
//	d <inspection>            its summary is to be made anew
//	s <inspection>            its summary
//	n <key>                   a mark of this device alone
//
// Badger swallows changed bits: it gives wrong bytes, or ends early, without an error. So every value carries a check
// over itself and its key, and what is read is counted against c; c is counted against h at open.
const (
	headKey    = "h"
	opKey      = 'o'
	countKey   = 'c'
	dirtyKey   = 'd'
	summaryKey = 's'
	noteKey    = 'n'
)

// errBroken says that the index does not hold what it should: it is made anew from the journal.
var errBroken = say("the index is broken")

// index is Badger with the options of a small device (measured: 41 MB with a million operations).
type index struct {
	dir     string
	memory  bool // on a full disk: Badger would die there
	box     *box
	db      *badger.DB
	tallies map[string]tally // of c, as they are with what was put
	aside   string           // a broken index, until it is made anew
	// wb gathers what is put; nil while there is nothing
	wb      *badger.WriteBatch
	bytes   int             // in wb, about
	touched map[string]bool // inspections of which something is in wb
}

// tally is how many operations an inspection has and which feeds they are of.
type tally struct {
	n     uint64
	feeds []inspection.FeedID
}

func (t tally) encode() []byte {
	value := binary.LittleEndian.AppendUint64(nil, t.n)
	for _, feed := range t.feeds {
		value = append(value, feed[:]...)
	}
	return value
}

func decodeTally(value []byte) (t tally, err error) {
	const size = len(inspection.FeedID{})
	if len(value) < 8+size || (len(value)-8)%size != 0 {
		return t, errBroken
	}
	t.n = binary.LittleEndian.Uint64(value)
	for value = value[8:]; len(value) > 0; value = value[size:] {
		t.feeds = append(t.feeds, inspection.FeedID(value))
	}
	return t, nil
}

// openIndex opens the index and gives the chains that it is the state of. One that is broken is made anew, empty.
func openIndex(dir string, memory bool, b *box) (*index, *chains, error) {
	x := &index{dir: dir, memory: memory, box: b, tallies: map[string]tally{}, touched: map[string]bool{}}
	var err error
	if x.db, err = openBadger(dir, memory); err == nil {
		c, err := x.load()
		if err == nil {
			return x, c, nil
		}
	}
	return x, &chains{}, x.renew()
}

// openBadger opens Badger; it panics on some broken files (nil block in a table), which is an error here.
func openBadger(dir string, memory bool) (db *badger.DB, err error) {
	defer func() {
		if r := recover(); r != nil {
			db, err = nil, say("open the index: %v", r)
		}
	}()
	if memory {
		dir = ""
	} else if info, err := os.Lstat(dir); err == nil && !info.IsDir() {
		return nil, say("%s is not a folder: move it away", dir) // a link would lead Badger out of the home
	}
	o := badger.DefaultOptions(dir).WithInMemory(memory).
		WithLogger(nil).WithSyncWrites(false).WithDetectConflicts(false).WithMetricsEnabled(false).
		WithMemTableSize(2 << 20).WithNumMemtables(2).WithNumLevelZeroTables(2).WithNumLevelZeroTablesStall(6).
		WithValueLogFileSize(16 << 20).WithValueThreshold(256 << 10).WithNumCompactors(2).
		WithBlockCacheSize(4 << 20).WithIndexCacheSize(4 << 20).WithBaseTableSize(512 << 10).
		WithCompression(options.ZSTD).WithZSTDCompressionLevel(1)
	o.TableSizeMultiplier = 1 // Badger keeps eight times what the largest table took to build
	if db, err = badger.Open(o); err != nil {
		return nil, err // Badger gives a half-open one beside some errors
	}
	return db, nil
}

// load reads the chains and the counts and holds one against the other.
func (x *index) load() (*chains, error) {
	data, err := x.get([]byte(headKey))
	if err != nil {
		return nil, err
	}
	c, sum := &chains{}, uint64(0)
	if data != nil {
		if err := cbor.Unmarshal(data, c); err != nil {
			return nil, errBroken
		}
	}
	for _, f := range c.Feeds {
		if len(f.Feed) != len(inspection.FeedID{}) || len(f.Hash) != len(inspection.Hash{}) {
			return nil, errBroken
		}
	}
	err = x.each([]byte{countKey}, true, func(key, value []byte) error {
		t, err := decodeTally(value)
		x.tallies[string(key)] = t
		sum += t.n
		return err
	})
	if err == nil && sum != c.Ops {
		return nil, errBroken
	}
	return c, err
}

// renew moves an index that is of no use aside and begins an empty one; the journal fills it.
func (x *index) renew() error {
	_ = x.close() // what is broken may not close well; it is not used again
	clear(x.tallies)
	if !x.memory {
		aside := x.dir + brokenMark + time.Now().UTC().Format("20060102-150405.000")
		if err := os.Rename(x.dir, aside); err == nil {
			x.aside = aside
		} else if !errors.Is(err, os.ErrNotExist) {
			return say("move the broken index aside: %w", err)
		}
	}
	var err error
	if x.db, err = openBadger(x.dir, x.memory); err != nil {
		return say("make a new index: %w", err)
	}
	return nil
}

// settle is called once the index is filled again: the broken one goes, unless the journal has lost something
// too: then it is kept.
func (x *index) settle(whole bool, damaged string) error {
	if x.aside == "" {
		return nil
	}
	aside := x.aside
	x.aside = ""
	if whole {
		return os.RemoveAll(aside)
	}
	if err := os.MkdirAll(damaged, 0o700); err != nil {
		return err
	}
	return os.Rename(aside, filepath.Join(damaged, filepath.Base(aside)))
}

// brokenMark begins what a broken index is called while it is being replaced.
const brokenMark = ".broken-"

// abandon leaves Badger as a kill would. Closing it writes into files that it has mapped, and on a disk that another program
// filled at a stroke the program would die of that. The journal has everything, and the next start reads on from there.
func (x *index) abandon() {
	if x.wb != nil {
		x.wb.Cancel()
		x.unput()
	}
	x.db = nil
}

func (x *index) close() (err error) {
	if x.db == nil {
		return nil
	}
	if x.wb != nil {
		x.wb.Cancel()
		x.unput()
	}
	db := x.db
	x.db = nil
	defer func() {
		if r := recover(); r != nil {
			err = say("close the index: %v", r)
		}
	}()
	return db.Close()
}

// view reads; what Badger panics on is a broken index.
func (x *index) view(f func(txn *badger.Txn) error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errBroken
		}
	}()
	return x.db.View(f)
}

// get is a value, nil when there is none.
func (x *index) get(key []byte) (value []byte, err error) {
	err = x.view(func(txn *badger.Txn) error {
		item, err := txn.Get(key)
		if errors.Is(err, badger.ErrKeyNotFound) {
			return nil
		}
		if err != nil {
			return errBroken
		}
		return item.Value(func(kept []byte) error {
			plain, ok := x.box.plain(key, kept)
			if !ok {
				return errBroken
			}
			value = append([]byte{}, plain...)
			return nil
		})
	})
	return value, err
}

func (x *index) set(key, value []byte) error {
	if x.db == nil {
		return errBroken
	}
	return x.db.Update(func(txn *badger.Txn) error { return txn.Set(key, x.box.value(key, value)) })
}

// batchBytes is how much is gathered before it is written: less than Badger takes in one transaction (15% of the memory
// table), so that a kill finds all of a batch there or nothing.
const batchBytes = 128 << 10

// put adds the operations of a journal record. They are there for readers after flush.
func (x *index) put(ops []inspection.Op) error {
	if x.db == nil {
		return errBroken
	}
	if x.wb == nil {
		x.wb = x.db.NewWriteBatch()
	}
	for _, op := range ops {
		value, err := cbor.Marshal(kept{Body: op.Body, Sig: op.Sig})
		if err == nil {
			err = x.write(keyOf(op), value)
		}
		if err != nil {
			return err
		}
		id := idOf(op)
		t := x.tallies[id]
		if t.n++; !slices.Contains(t.feeds, op.Feed) {
			t.feeds = append(t.feeds, op.Feed)
		}
		x.tallies[id], x.touched[id] = t, true
	}
	return nil
}

func (x *index) write(key, value []byte) error {
	value = x.box.value(key, value)
	x.bytes += len(key) + len(value)
	return x.wb.Set(key, value)
}

// full says that it is time to flush.
func (x *index) full() bool { return x.bytes >= batchBytes }

// flush hands what was put to Badger, and the chains (CBOR) that it is the state of.
func (x *index) flush(head []byte) error {
	if x.wb == nil {
		return nil
	}
	for id := range x.touched {
		if err := x.write(prefixed(countKey, id), x.tallies[id].encode()); err != nil {
			return err
		}
		if id == "" {
			continue
		}
		if err := x.write(prefixed(dirtyKey, id), []byte{1}); err != nil {
			return err
		}
	}
	// written last: Badger keeps the order, so a head is never there without what is before it
	if err := x.write([]byte(headKey), head); err != nil {
		return err
	}
	wb := x.wb
	x.unput()
	return wb.Flush()
}

func (x *index) unput() {
	x.wb, x.bytes = nil, 0
	clear(x.touched)
}

func prefixed(kind byte, id string) []byte { return append([]byte{kind}, id...) }

// idOf is the inspection under which an operation lies: none for one whose id no inspection can have. As a key that would
// stand among another's operations, or be too long for Badger.
func idOf(op inspection.Op) string {
	if id := op.Inspection(); inspection.IsID(id) {
		return id
	}
	return ""
}

// keyOf sorts the operations of an inspection as Fold does. The hash keeps two branches of a feed apart.
func keyOf(op inspection.Op) []byte {
	key := prefixed(opKey, idOf(op))
	key = append(key, 0)
	key = binary.BigEndian.AppendUint64(key, uint64(op.HLC))
	key = append(key, op.Feed[:]...)
	key = binary.BigEndian.AppendUint64(key, op.Seq)
	hash := op.Hash()
	return append(key, hash[:4]...)
}

// has says whether that very operation is in the index.
func (x *index) has(op inspection.Op) (bool, error) {
	value, err := x.get(keyOf(op))
	return value != nil, err
}

// each gives the keys (without the kind) and values under a prefix, in order.
func (x *index) each(prefix []byte, values bool, f func(key, value []byte) error) error {
	return x.view(func(txn *badger.Txn) error {
		o := badger.DefaultIteratorOptions
		o.Prefix, o.PrefetchValues, o.PrefetchSize = prefix, values, 64
		it := txn.NewIterator(o)
		defer it.Close()
		for it.Rewind(); it.Valid(); it.Next() {
			key := it.Item().KeyCopy(nil)
			var value []byte
			if values {
				err := it.Item().Value(func(kept []byte) error {
					plain, ok := x.box.plain(key, kept)
					if !ok {
						return errBroken
					}
					value = append([]byte{}, plain...)
					return nil
				})
				if err != nil {
					return err
				}
			}
			if err := f(key[1:], value); err != nil {
				return err
			}
		}
		return nil
	})
}

// rawEach gives keys and values as they lie, whatever they hold.
func (x *index) rawEach(prefix []byte, f func(key, kept []byte)) error {
	return x.view(func(txn *badger.Txn) error {
		o := badger.DefaultIteratorOptions
		o.Prefix = prefix
		it := txn.NewIterator(o)
		defer it.Close()
		for it.Rewind(); it.Valid(); it.Next() {
			key := it.Item().KeyCopy(nil)
			if err := it.Item().Value(func(kept []byte) error {
				f(key, kept)
				return nil
			}); err != nil {
				continue
			}
		}
		return nil
	})
}

// ops gives the operations of an inspection, in order; fewer or more than were put there is a broken index.
func (x *index) ops(id string, f func(inspection.Op) error) error {
	n := uint64(0)
	err := x.each(append(prefixed(opKey, id), 0), true, func(_, value []byte) error {
		op, err := decodeKept(value)
		if err != nil {
			return err
		}
		n++
		return f(op)
	})
	if err == nil && n != x.tallies[id].n {
		return errBroken
	}
	return err
}

func (x *index) delete(key []byte) error {
	if x.db == nil {
		return errBroken
	}
	return x.db.Update(func(txn *badger.Txn) error { return txn.Delete(key) })
}
