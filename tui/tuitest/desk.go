package tuitest

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
)

// Desk is a tablet's store in memory: it signs and folds real operations with a fixed key.
type Desk struct {
	// Fail, when set, is what every Record gives: the disk is full.
	Fail error
	// FailRead, when set, is what every other method gives.
	FailRead error
	// Park is the key of the park that it is enrolled at; nil: at none.
	Park ed25519.PublicKey

	mu     sync.Mutex
	key    ed25519.PrivateKey
	head   inspection.Head
	now    func() time.Time
	ops    []inspection.Op
	lib    *checklist.Library
	notes  map[string][]byte
	photos map[string]string // path by sum
}

// NewDesk is an empty desk of the device of that name.
func NewDesk(device string, lib *checklist.Library, now func() time.Time) *Desk {
	seed := sha256.Sum256([]byte(device))
	d := &Desk{key: ed25519.NewKeyFromSeed(seed[:]), now: now, lib: lib, notes: map[string][]byte{}, photos: map[string]string{}}
	if _, err := d.Record(&inspection.FeedOpened{Key: d.key.Public().(ed25519.PublicKey), App: "paicha test"}); err != nil {
		panic(err) // the payload above is right
	}
	return d
}

// Record signs operations; all or none.
func (d *Desk) Record(ps ...inspection.Payload) ([]inspection.Op, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.Fail != nil {
		return nil, d.Fail
	}
	head := d.head
	var ops []inspection.Op
	for _, p := range ps {
		op, next, err := inspection.Sign(d.key, head, d.now(), p)
		if err != nil {
			return nil, err
		}
		head, ops = next, append(ops, op)
	}
	d.head, d.ops = head, append(d.ops, ops...)
	return ops, nil
}

// ParkKey is the park's.
func (d *Desk) ParkKey() ed25519.PublicKey { return d.Park }

// Add puts in operations of another device.
func (d *Desk) Add(ops ...inspection.Op) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.ops = append(d.ops, ops...)
}

// Ops is every operation so far.
func (d *Desk) Ops() []inspection.Op {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.ops)
}

// Summaries is every inspection, in no order.
func (d *Desk) Summaries() ([]inspection.Summary, error) {
	if d.FailRead != nil {
		return nil, d.FailRead
	}
	var all []inspection.Summary
	for _, i := range inspection.Fold(d.Ops()) {
		all = append(all, i.Summary(d.lib.Judge))
	}
	return all, nil
}

// Inspection is one, folded anew.
func (d *Desk) Inspection(id string) (*inspection.Inspection, error) {
	if d.FailRead != nil {
		return nil, d.FailRead
	}
	i := inspection.Fold(d.Ops())[id]
	if i == nil {
		return nil, fmt.Errorf("no inspection %s", id)
	}
	return i, nil
}

// Enterprises is every one that was inspected, by name.
func (d *Desk) Enterprises() ([]inspection.Enterprise, error) {
	if d.FailRead != nil {
		return nil, d.FailRead
	}
	byID := map[string]inspection.Enterprise{}
	for _, i := range inspection.Fold(d.Ops()) {
		byID[i.Opened.Enterprise.ID] = i.Opened.Enterprise
	}
	return slices.SortedFunc(maps.Values(byID), func(a, b inspection.Enterprise) int {
		if a.Name < b.Name {
			return -1
		}
		return 1
	}), nil
}

// AddPhoto takes a file as a photo; the file stays where it is.
func (d *Desk) AddPhoto(path string) (inspection.Photo, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return inspection.Photo{}, fmt.Errorf("add photo: %w", err)
	}
	sum := sha256.Sum256(data)
	name := hex.EncodeToString(sum[:])
	d.mu.Lock()
	defer d.mu.Unlock()
	d.photos[name] = path
	return inspection.Photo{SHA256: name, Size: int64(len(data)), Name: filepath.Base(path), Mime: "image/jpeg"}, nil
}

// Library is the sample library, whatever the revision.
func (d *Desk) Library(string) (*checklist.Library, error) { return d.lib, d.FailRead }

// Note is a value kept on this device; nil when there is none.
func (d *Desk) Note(key string) ([]byte, error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.notes[key], d.FailRead
}

// SetNote keeps a value on this device.
func (d *Desk) SetNote(key string, value []byte) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.Fail != nil {
		return d.Fail
	}
	d.notes[key] = slices.Clone(value)
	return nil
}

// Feed is the device's feed.
func (d *Desk) Feed() inspection.FeedID {
	return inspection.FeedOf(d.key.Public().(ed25519.PublicKey))
}
