package store

import (
	"encoding/binary"
	"errors"
	"os"
	"time"

	"github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"
	"github.com/fxamacker/cbor/v2"

	"anquan.example/paicha/inspection"
)

// The keys of the index:
//
//	h                         journal record applied last, and the head of this device's feed
//	o <inspection> <hlc> <feed> <seq>   an operation
//	d <inspection>            its summary is to be made anew
//	s <inspection>            its summary
//	n <key>                   a mark of this device alone
const (
	headKey    = "h"
	opKey      = 'o'
	dirtyKey   = 'd'
	summaryKey = 's'
	noteKey    = 'n'
)

// index is Badger with the options of a small device (measured: 41 MB with a million operations).
type index struct {
	dir string
	db  *badger.DB
	// wb gathers what the replay of a long journal puts; nil otherwise
	wb *badger.WriteBatch
	n  int
}

// headValue is what stands under headKey.
type headValue struct {
	Applied uint64 `cbor:"applied"`
	Feed    []byte `cbor:"feed"`
	Seq     uint64 `cbor:"seq"`
	Hash    []byte `cbor:"hash"`
	HLC     uint64 `cbor:"hlc"`
}

func openIndex(dir string) (*index, error) {
	x := &index{dir: dir}
	db, err := openBadger(dir)
	if err == nil {
		x.db = db
		return x, nil
	}
	return x, x.renew()
}

// openBadger opens Badger; it panics on some broken files (nil block in a table), which is an error here.
func openBadger(dir string) (db *badger.DB, err error) {
	defer func() {
		if r := recover(); r != nil {
			db, err = nil, say("open the index: %v", r)
		}
	}()
	return badger.Open(badger.DefaultOptions(dir).
		WithLogger(nil).WithSyncWrites(false).WithDetectConflicts(false).WithMetricsEnabled(false).
		WithMemTableSize(8 << 20).WithNumMemtables(2).WithNumLevelZeroTables(2).WithNumLevelZeroTablesStall(6).
		WithValueLogFileSize(16 << 20).WithValueThreshold(1 << 20).WithNumCompactors(2).
		WithBlockCacheSize(4 << 20).WithIndexCacheSize(4 << 20).WithBaseTableSize(2 << 20).
		WithCompression(options.ZSTD).WithZSTDCompressionLevel(1))
}

// renew moves an index that is of no use aside and begins an empty one; the journal fills it.
func (x *index) renew() error {
	if err := x.close(); err != nil {
		return say("close the index: %w", err)
	}
	aside := x.dir + ".broken-" + time.Now().UTC().Format("20060102-150405.000")
	if err := os.Rename(x.dir, aside); err != nil && !errors.Is(err, os.ErrNotExist) {
		return say("move the broken index aside: %w", err)
	}
	var err error
	if x.db, err = openBadger(x.dir); err != nil {
		return say("make a new index: %w", err)
	}
	return os.RemoveAll(aside) // everything in it is in the journal
}

func (x *index) close() error {
	if x.db == nil {
		return nil
	}
	if x.wb != nil {
		x.wb.Cancel()
		x.wb = nil
	}
	db := x.db
	x.db = nil
	return db.Close()
}

// head is how far the index is; zeros when it is empty.
func (x *index) head() (uint64, inspection.Head, error) {
	var v headValue
	data, err := x.get([]byte(headKey))
	if err != nil || data == nil {
		return 0, inspection.Head{}, err
	}
	if err := cbor.Unmarshal(data, &v); err != nil || len(v.Feed) != 16 || len(v.Hash) != 32 {
		return 0, inspection.Head{}, nil // not readable: begin again from the journal
	}
	return v.Applied, inspection.Head{Ref: inspection.Ref{Feed: inspection.FeedID(v.Feed), Seq: v.Seq}, Hash: inspection.Hash(v.Hash), HLC: inspection.HLC(v.HLC)}, nil
}

// get is a value, nil when there is none.
func (x *index) get(key []byte) (value []byte, err error) {
	err = x.db.View(func(txn *badger.Txn) error {
		item, err := txn.Get(key)
		if errors.Is(err, badger.ErrKeyNotFound) {
			return nil
		}
		if err != nil {
			return err
		}
		value, err = item.ValueCopy(nil)
		return err
	})
	return value, err
}

func (x *index) set(key, value []byte) error {
	return x.db.Update(func(txn *badger.Txn) error { return txn.Set(key, value) })
}

// batchSize is how many records a replay gathers before they are written.
const batchSize = 4096

// put adds the operations of a journal record and the head after them. They are there for readers after flush.
func (x *index) put(b batch, head inspection.Head) error {
	if x.wb == nil {
		x.wb = x.db.NewWriteBatch()
	}
	for _, op := range b.ops {
		value, err := cbor.Marshal(kept{Body: op.Body, Sig: op.Sig})
		if err != nil {
			return err
		}
		if err := x.wb.Set(keyOf(op), value); err != nil {
			return err
		}
		if id := op.Inspection(); id != "" {
			if err := x.wb.Set(prefixed(dirtyKey, id), []byte{1}); err != nil {
				return err
			}
		}
	}
	value, err := cbor.Marshal(headValue{b.n, head.Feed[:], head.Seq, head.Hash[:], uint64(head.HLC)})
	if err != nil {
		return err
	}
	// written last: Badger keeps the order, so a head is never there without what is before it
	if err := x.wb.Set([]byte(headKey), value); err != nil {
		return err
	}
	if x.n += len(b.ops); x.n < batchSize {
		return nil
	}
	return x.flush()
}

// flush hands what was put to Badger.
func (x *index) flush() error {
	if x.wb == nil {
		return nil
	}
	wb := x.wb
	x.wb, x.n = nil, 0
	return wb.Flush()
}

func prefixed(kind byte, id string) []byte { return append([]byte{kind}, id...) }

// keyOf sorts the operations of an inspection as Fold does.
func keyOf(op inspection.Op) []byte {
	key := prefixed(opKey, op.Inspection())
	key = append(key, 0)
	key = binary.BigEndian.AppendUint64(key, uint64(op.HLC))
	key = append(key, op.Feed[:]...)
	return binary.BigEndian.AppendUint64(key, op.Seq)
}

// each gives the keys (without the kind) and values under a prefix, in order.
func (x *index) each(prefix []byte, values bool, f func(key, value []byte) error) error {
	return x.db.View(func(txn *badger.Txn) error {
		o := badger.DefaultIteratorOptions
		o.Prefix, o.PrefetchValues, o.PrefetchSize = prefix, values, 64
		it := txn.NewIterator(o)
		defer it.Close()
		for it.Rewind(); it.Valid(); it.Next() {
			var value []byte
			if values {
				var err error
				if value, err = it.Item().ValueCopy(nil); err != nil {
					return err
				}
			}
			if err := f(it.Item().KeyCopy(nil)[1:], value); err != nil {
				return err
			}
		}
		return nil
	})
}

func (x *index) delete(key []byte) error {
	return x.db.Update(func(txn *badger.Txn) error { return txn.Delete(key) })
}
