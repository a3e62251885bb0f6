package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"anquan.example/paicha/inspection"
)

// Health is what a check of a home found. Its JSON is for programs.
type Health struct {
	Home        string    `json:"home"`
	Format      int       `json:"format"`
	Locked      bool      `json:"locked"`
	Free        uint64    `json:"free_bytes"`
	Feeds       int       `json:"feeds"`
	Records     uint64    `json:"records"`
	Operations  int       `json:"operations"`
	Inspections int       `json:"inspections"`
	Photos      int       `json:"photos"` // files; those that operations name and are missing stand under problems
	Libraries   int       `json:"libraries"`
	Problems    []Problem `json:"problems"`
}

// Problem is one thing that is not as it should be.
type Problem struct {
	Kind    string   `json:"kind"`    // journal, operation, photo, criteria, key, lock, index, format, report, file
	Says    string   `json:"says"`    // in English; Err says it in other languages
	Affects []string `json:"affects"` // inspections, or file names
	Mended  bool     `json:"mended"`
	Err     error    `json:"-"`
	photo   string   // the one that is missing or changed
}

func (h *Health) found(kind string, err error, affects ...string) {
	h.Problems = append(h.Problems, Problem{Kind: kind, Says: err.Error(), Affects: append([]string{}, affects...), Err: err})
}

// Whole says whether nothing is wrong that was not mended.
func (h *Health) Whole() bool {
	for _, p := range h.Problems {
		if !p.Mended {
			return false
		}
	}
	return true
}

// use is where a photo or library is named.
type use map[string][]string

func (u use) add(name, inspection string) {
	for _, have := range u[name] {
		if have == inspection {
			return
		}
	}
	u[name] = append(u[name], inspection)
}

// checking is a check under way.
type checking struct {
	s         *Store
	box       *box // as it was when the check began
	h         *Health
	chains    chains
	photos    use
	libraries use
	want      map[string][]string // keys of the index, by inspection
	next      uint64              // of the journal
	pace      func() error
}

// Check reads everything in the home and holds it against its checksums, hashes and signatures, and the index against the
// journal. pace, when not nil, is called between small steps; its error ends the check.
func (s *Store) Check(pace func() error) (*Health, error) {
	for {
		c := s.checking(pace)
		err := c.files()
		if s.sealing() != c.box {
			continue // the lock was set or taken away meanwhile: what was read is neither nor
		}
		if err != nil {
			return c.h, err
		}
		return c.h, c.index()
	}
}

func (s *Store) checking(pace func() error) *checking {
	if pace == nil {
		pace = func() error { return nil }
	}
	return &checking{s: s, box: s.sealing(), h: &Health{Home: s.home, Format: format, Problems: []Problem{}}, photos: use{}, libraries: use{}, want: map[string][]string{}, pace: pace}
}

// Examine is Check of a home that is not opened: another program has it, or it cannot be opened. The index is not looked
// at, and what is sealed only as far as its checksums go.
func Examine(home string, o Options) (*Health, error) {
	home, err := filepath.Abs(home)
	if err != nil {
		return nil, err
	}
	s := &Store{home: home, o: o.withDefaults()}
	s.notices.more = make(chan struct{}, 1)
	c := s.checking(nil)
	if info, err := os.Stat(home); err != nil || !info.IsDir() {
		return c.h, say("%s is not a folder: name another with --home", home)
	}
	data, err := readFile(s.o.disk, s.path(formatFile), small)
	if err != nil {
		c.h.found("format", err)
	} else if _, err := fmt.Sscan(string(data), &c.h.Format); err == nil && c.h.Format > format {
		c.h.found("format", s.newer(c.h.Format))
	} else if err != nil || c.h.Format < 1 {
		c.h.found("format", say("%s does not hold a format number: this is not a data folder of paicha", s.path(formatFile)))
	}
	k, bad, err := s.readSeals()
	if err != nil {
		c.h.found("lock", err)
	}
	for _, name := range bad {
		c.h.found("lock", say("%s is damaged", name))
	}
	if k != nil && o.Secret != "" {
		if err := s.unlockWith(k); err != nil {
			return c.h, err
		}
		c.box = s.box
	}
	c.h.Locked = k != nil
	return c.h, c.files()
}

func (c *checking) files() error {
	c.h.Locked = c.h.Locked || c.box != nil
	var err error
	if c.h.Free, err = c.s.o.disk.Free(c.s.home); err != nil {
		c.h.found("file", err)
	}
	c.key()
	for _, part := range []func() error{c.owned, c.peers, c.journal, c.pictures, c.criteria, c.reports} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

// sealed says that there is a lock and no key to it.
func (c *checking) sealed() bool { return c.h.Locked && c.box == nil }

func (c *checking) key() {
	data, err := readFile(c.s.o.disk, c.s.path(deviceFile), small)
	if err == nil && c.h.Format > 1 {
		var n int
		if _, _, n, err = decodeDevice(data); err == nil && n > format {
			err = c.s.newer(n)
		} else if err == nil && !c.sealed() {
			_, _, err = c.box.readDevice(data)
		}
	}
	if err != nil {
		c.h.found("key", err)
	}
}

func (c *checking) journal() error {
	scan, err := scanJournal(c.s.o.disk, c.s.path(journalDir), 1, func(n uint64, payload []byte) error {
		c.h.Records++
		if c.sealed() {
			return c.pace()
		}
		ops, err := c.box.decode(n, payload)
		if err != nil {
			c.h.found("journal", say("record %d of the journal cannot be read: %w", n, err))
		}
		for _, op := range ops {
			c.op(op)
		}
		return c.pace()
	})
	if err != nil {
		return err
	}
	c.next = scan.next
	c.h.Feeds = len(c.chains.Feeds)
	for id := range c.want {
		if id != "" {
			c.h.Inspections++
		}
	}
	lost := c.chains.lost()
	for _, d := range scan.damage {
		c.h.found("journal", d)
		if lost == 0 && !c.sealed() {
			// the operations stand further behind: they were put back once
			c.h.Problems[len(c.h.Problems)-1].Mended = true
		}
	}
	if scan.tail != nil && c.s.wake == nil { // of an open home it is what is being written now
		c.h.found("journal", say("behind the last record of %s stand %d bytes of a write that was cut short, or of a changed bit", scan.tail.segment, len(scan.tail.data)))
	}
	for _, f := range c.chains.Feeds {
		for _, g := range f.Gaps {
			c.h.found("operation", say("operations %d to %d of feed %x are lost: they stood in a damaged part of the journal; a backup or another device may have them (paicha restore)", g.From, g.To, f.Feed))
		}
		if f.Forks > 0 {
			c.h.found("operation", say("feed %x was written by two devices: %d operations of the other branch are kept beside", f.Feed, f.Forks))
		}
	}
	return nil
}

func (c *checking) op(op inspection.Op) {
	id, key := idOf(op), string(keyOf(op))
	if c.chains.fit(op) == behind && slices.Contains(c.want[id], key) {
		return // twice the same
	}
	if err := c.chains.verify(op); err != nil {
		c.h.found("operation", err, id)
	}
	c.chains.add(op)
	c.h.Operations++
	c.want[id] = append(c.want[id], key)
	switch p := op.Payload.(type) {
	case *inspection.Photographed:
		c.photos.add(p.Photo.SHA256, id)
	case *inspection.Opened:
		c.libraries.add(p.Revision, id)
	}
}

// pictures checks every photo file, and that every photo named is there.
func (c *checking) pictures() error {
	there := map[string]bool{}
	err := c.s.photos(func(sum string) error {
		c.h.Photos++
		there[sum] = true
		if c.sealed() {
			return c.pace()
		}
		if err := c.s.VerifyPhoto(sum); err != nil {
			c.h.found("photo", err, c.photos[sum]...)
			c.h.Problems[len(c.h.Problems)-1].photo = sum
		}
		return c.pace()
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	for sum, where := range c.photos {
		if !there[sum] {
			c.h.found("photo", say("photo %s: %w", sum, ErrNotFound), where...)
			c.h.Problems[len(c.h.Problems)-1].photo = sum
		}
	}
	return nil
}

func (c *checking) criteria() error {
	names, err := c.s.o.disk.List(c.s.path(libraryDir))
	if err != nil {
		return err
	}
	there := map[string]bool{}
	for _, name := range names {
		revision, is := strings.CutSuffix(name, ".yaml")
		if !is || !isSum(revision) {
			continue
		}
		c.h.Libraries++
		there[revision] = true
		if err := c.s.verifyLibrary(revision); err != nil {
			c.h.found("criteria", err, c.libraries[revision]...)
		}
		if err := c.pace(); err != nil {
			return err
		}
	}
	for revision, where := range c.libraries {
		if !there[revision] {
			c.h.found("criteria", say("criteria of revision %s: %w", revision, ErrNotFound), where...)
		}
	}
	return nil
}

// index holds the index against the journal: every operation is there, and nothing else. A broken one is made anew. What is
// recorded meanwhile does not wait longer than for one inspection.
func (c *checking) index() error {
	if c.chains.lost() > 0 {
		if err := c.salvage(); err != nil {
			return err
		}
	}
	for id, keys := range c.want {
		tries := 0
		err := c.s.with(func(x *index) error {
			tries++
			for _, key := range keys {
				if value, err := x.get([]byte(key)); err != nil || value == nil {
					return errors.Join(errBroken, err)
				}
			}
			return x.ops(id, func(inspection.Op) error { return nil })
		})
		if tries > 1 && err == nil {
			c.remade()
			return nil
		}
		if err != nil {
			return err
		}
		if err := c.pace(); err != nil {
			return err
		}
	}
	tries := 0
	err := c.s.with(func(x *index) error {
		tries++
		grown := c.s.grown(c.next)
		for id := range x.tallies {
			if len(c.want[id]) == 0 && !grown {
				return errBroken // the journal knows nothing of it
			}
		}
		_, err := c.s.summaries(x)
		return err
	})
	if tries > 1 && err == nil {
		c.remade()
	}
	return err
}

// grown says whether the journal has more records than before next.
func (s *Store) grown(next uint64) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.journal.next != next
}

func (c *checking) remade() {
	c.h.found("index", errRemade)
	c.h.Problems[len(c.h.Problems)-1].Mended = true
}

// salvage looks in the index for what the journal has lost.
func (c *checking) salvage() error {
	s := c.s
	s.indexMu.Lock()
	defer s.indexMu.Unlock()
	if s.index == nil {
		return say("the store is closed")
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	before := c.chains.lost()
	if err := s.salvage(); err != nil {
		return err
	}
	if s.chains.lost() < before {
		for n := range c.h.Problems {
			if p := &c.h.Problems[n]; (p.Kind == "operation" || p.Kind == "journal") && s.chains.lost() == 0 {
				p.Mended = true
			}
		}
	}
	return nil
}
