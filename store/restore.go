package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"anquan.example/paicha/inspection"
)

// Restored is what a restore took in. What could not be taken stands under Refused; the rest is there.
type Restored struct {
	Merged
	Photos    int     `json:"photos"` // taken in, or there already
	Libraries int     `json:"libraries"`
	Complete  bool    `json:"complete"` // the backup was finished and is what its manifest says
	Problems  []error `json:"-"`
}

// source is a backup, or another home, as a restore reads it.
type source struct {
	s    *Store // the home it goes into
	box  *box
	ops  []inspection.Op            // gathered, until they are taken in
	own  map[inspection.FeedID]bool // of its person; nil: all, it is older than sync
	met  map[inspection.FeedID]bool
	r    *Restored
	sums []entry
}

// Restore takes in a backup file, or the folder of another home that no program has open: photos and criteria first,
// then every operation that is not here yet. Nothing that is here is changed. secret opens a locked source. Cut short, it
// can be done again.
func (s *Store) Restore(from, secret string) (r Restored, err error) {
	src := &source{s: s, r: &r}
	info, err := os.Stat(from)
	if err != nil {
		return r, say("restore: %w", err)
	}
	if info.IsDir() {
		err = src.home(from, secret)
	} else {
		err = src.file(from, secret)
	}
	if err != nil {
		return r, err
	}
	if r.New > 0 || r.Known > 0 {
		if src.own == nil {
			src.own = src.met
		}
		s.mu.Lock()
		err = s.isOwn(sortedFeeds(src.own)...)
		s.mu.Unlock()
		if err != nil {
			return r, err
		}
		err = s.Continue()
	}
	return r, err
}

func (src *source) file(file, secret string) error {
	manifest, err := readBackup(file, func(name string, size int64, r io.Reader) error {
		sum := sha256.New()
		counted := &counter{r: io.TeeReader(r, sum)}
		if err := src.take(name, size, counted, secret); err != nil {
			return err
		}
		if _, err := io.Copy(io.Discard, counted); err != nil {
			return err
		}
		src.sums = append(src.sums, entry{name, counted.n, hex.EncodeToString(sum.Sum(nil))})
		return nil
	})
	if err != nil && (len(src.sums) == 0 || errors.Is(err, ErrLocked) || errors.Is(err, ErrWrongSecret)) {
		return say("restore %s: %w", file, err)
	}
	if err != nil { // what stands before the damage counts
		src.problem(err)
	}
	if err := src.merge(); err != nil {
		return err
	}
	src.r.Complete = manifest != nil && err == nil
	if manifest == nil {
		src.problem(say("the backup was not finished, or its end is missing: what it holds was taken in"))
		return nil
	}
	if len(manifest) != len(src.sums) {
		src.r.Complete = false
	}
	for n, e := range src.sums {
		if n >= len(manifest) || manifest[n] != e {
			src.r.Complete = false
			src.problem(say("%s in the backup is not as it was written: what can be read of it was taken in", e.Name))
		}
	}
	return nil
}

type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}

func (src *source) problem(err error) { src.r.Problems = append(src.r.Problems, err) }

// take takes in one entry. Its name says what it is; no path is made of it. The error ends the restore.
func (src *source) take(name string, size int64, r io.Reader, secret string) error {
	dir, base, _ := strings.Cut(name, "/")
	switch {
	case name == backupHeadFile:
		var head backupHead
		data, err := io.ReadAll(io.LimitReader(r, small))
		if err == nil {
			err = json.Unmarshal(data, &head)
		}
		if err != nil {
			return say("it is not a backup of paicha")
		}
		if head.Format > backupFormat || head.Home > format {
			return say("the backup was made by a newer paicha: update paicha")
		}
	case name == keysFile:
		data, err := io.ReadAll(io.LimitReader(r, small))
		if err != nil {
			return err
		}
		return src.unlock(data, secret)
	case name == ownFile:
		data, err := io.ReadAll(io.LimitReader(r, 1<<20))
		if err != nil {
			return err
		}
		src.feeds(data)
	case dir == photoDir && isSum(base):
		src.photo(base, r)
	case dir == libraryDir && isSum(strings.TrimSuffix(base, ".yaml")):
		src.library(strings.TrimSuffix(base, ".yaml"), r)
	case dir == journalDir:
		data, err := io.ReadAll(io.LimitReader(r, maxSegment+1))
		if err != nil {
			return err
		}
		return src.segment(base, data)
	default:
		src.problem(say("%q in the backup is not known and was passed over", name))
	}
	return nil
}

func (src *source) unlock(keys []byte, secret string) error {
	k, err := decodeSeals(keys)
	var newer *newerLock
	if errors.As(err, &newer) {
		return newer.error
	}
	if err != nil {
		return say("the lock of the source is damaged: it cannot be opened")
	}
	probe := &Store{home: src.s.home, o: src.s.o}
	probe.o.Secret = secret
	if err := probe.unlockWith(k); err != nil {
		return err
	}
	src.box = probe.box
	src.box.strict = false
	return nil
}

// photo takes in a photo when what it holds is what it is named after.
func (src *source) photo(sum string, r io.Reader) {
	if src.s.VerifyPhoto(sum) == nil {
		src.r.Photos++
		return
	}
	var first bytes.Buffer
	n, err := io.CopyN(&first, r, int64(len(ageMark)))
	sealed := err == nil && n == int64(len(ageMark)) && first.String() == ageMark
	plain, err := src.box.reader(io.MultiReader(&first, r), sealed)
	if err == nil {
		err = src.s.AddPhotoAs(plain, sum)
	}
	if err != nil {
		src.problem(say("photo %s: %w", sum, err))
		return
	}
	src.r.Photos++
}

func (src *source) library(revision string, r io.Reader) {
	data, err := io.ReadAll(io.LimitReader(r, maxLibrary+1))
	if sum := sha256.Sum256(data); err == nil && hex.EncodeToString(sum[:]) != revision {
		err = say("it was changed")
	}
	if err == nil {
		_, err = src.s.KeepLibrary(data)
	}
	if err != nil {
		src.problem(say("criteria of revision %s: %w", revision, err))
		return
	}
	src.r.Libraries++
}

// segment gathers the operations of a journal segment, whatever of it is whole.
func (src *source) segment(name string, data []byte) error {
	first, err := strconv.ParseUint(strings.TrimSuffix(name, segmentEnd), 16, 64)
	if err != nil || first == 0 || len(data) > maxSegment {
		src.problem(say("%q in the backup is not known and was passed over", name))
		return nil
	}
	at, next := 0, first
	for {
		payload, ok := record(data[at:], next)
		if !ok {
			skip, n := nextWhole(data[at:], next)
			if n == 0 {
				break
			}
			src.problem(&Damage{name, int64(at), next, n - 1})
			at, next = at+skip, n
			continue
		}
		ops, err := src.box.decode(next, payload)
		if errors.Is(err, ErrLocked) {
			return err
		}
		if err != nil {
			src.problem(say("record %d of the journal cannot be read: %w", next, err))
		}
		src.ops = append(src.ops, ops...)
		at += headSize + len(payload)
		next++
	}
	if len(src.ops) > 20_000 {
		return src.merge()
	}
	return nil
}

// feeds reads whose feeds are the person's.
func (src *source) feeds(data []byte) {
	own, err := decodeOwn(data)
	if err != nil {
		src.problem(err)
		return
	}
	src.own = own
}

func (src *source) merge() error {
	if src.met == nil {
		src.met = map[inspection.FeedID]bool{}
	}
	for _, op := range src.ops {
		src.met[op.Feed] = true
	}
	m, err := src.s.Merge(src.ops)
	src.ops = nil
	src.r.New, src.r.Known, src.r.Forked = src.r.New+m.New, src.r.Known+m.Known, src.r.Forked+m.Forked
	src.r.Unsure += m.Unsure
	src.r.Refused = append(src.r.Refused, m.Refused...)
	return err
}

// home reads another home's folder as if it were a backup.
func (src *source) home(dir, secret string) error {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	if dir == src.s.home {
		return say("%s is the home itself: name a backup, or another folder", dir)
	}
	other := &Store{home: dir, o: src.s.o}
	if _, err := readFile(other.o.disk, other.path(formatFile), small); err != nil {
		return say("%s is not a data folder of paicha: %w", dir, err)
	}
	if k, bad, err := other.readSeals(); err != nil {
		return err
	} else if k != nil {
		data, err := k.encode()
		if err == nil {
			err = src.unlock(data, secret)
		}
		if err != nil {
			return err
		}
	} else if len(bad) > 0 {
		return say("the lock of the source is damaged: it cannot be opened")
	}
	if err := other.photos(func(sum string) error {
		f, err := other.o.disk.Open(other.photoFile(sum))
		if err != nil {
			src.problem(err)
			return nil
		}
		size, err := f.Size()
		if err == nil {
			src.photo(sum, io.NewSectionReader(f, 0, size))
		}
		return errors.Join(err, f.Close())
	}); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	names, err := other.o.disk.List(other.path(libraryDir))
	if err != nil {
		return err
	}
	for _, name := range names {
		if revision := strings.TrimSuffix(name, ".yaml"); isSum(revision) {
			data, err := readFile(other.o.disk, other.path(libraryDir, name), maxLibrary)
			if err != nil {
				src.problem(err)
				continue
			}
			src.library(revision, bytes.NewReader(data))
		}
	}
	if data, err := readFile(other.o.disk, other.path(ownFile), 1<<20); err == nil {
		src.feeds(data)
	}
	segments, _, err := segments(other.o.disk, other.path(journalDir))
	if err != nil {
		return err
	}
	for _, name := range segments {
		data, err := readFile(other.o.disk, other.path(journalDir, name), maxSegment)
		if err != nil {
			src.problem(err)
			continue
		}
		if err := src.segment(name, data); err != nil {
			return err
		}
	}
	src.r.Complete = true
	return src.merge()
}
