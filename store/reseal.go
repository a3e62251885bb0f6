package store

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// reseal brings everything in an open home to another box, or into the clear, and opens it again; both locks are held.
// Cut short, the next Open goes on: each file says by itself how it lies.
func (s *Store) reseal(k *seals, to *box) error {
	if err := errors.Join(s.journal.close(), s.index.close()); err != nil {
		return err
	}
	if err := s.convert(k, to); err != nil {
		return err
	}
	s.journal, s.index.box = nil, s.box
	var err error
	if s.index.db, err = openBadger(s.index.dir, s.index.memory); err != nil {
		return err
	}
	clear(s.index.tallies)
	s.lag, s.chains = nil, &chains{}
	return s.replay(true)
}

// convert rewrites device key, journal and photos, drops the index, and at last says so in keys.json; the box is the
// new one when it returns.
func (s *Store) convert(k *seals, to *box) error {
	if s.box != nil {
		s.box.strict = false // half of it may be done
	}
	if err := s.convertDevice(to); err != nil {
		return err
	}
	if err := s.convertPeers(to); err != nil {
		return err
	}
	names, firsts, err := segments(s.o.disk, s.path(journalDir))
	if err != nil {
		return err
	}
	for i, name := range names {
		if err := s.convertSegment(name, firsts[i], to); err != nil {
			return say("convert %s: %w", name, err)
		}
	}
	if err := s.photos(func(sum string) error { return s.convertPhoto(sum, to) }); err != nil {
		return err
	}
	if err := os.RemoveAll(s.path(indexDir)); err != nil {
		return say("clear the index: %w", err)
	}
	if to != nil {
		k.State = stateSealed
		if err := s.writeSeals(k); err != nil {
			return err
		}
		s.box, to.strict = to, true
		return nil
	}
	s.box = nil
	for _, name := range []string{keysFile, keysFile + copyMark} {
		if err := s.o.disk.Remove(s.path(name)); err != nil {
			return say("take the lock away: %w", err)
		}
	}
	if err := s.o.disk.SyncDir(s.home); err != nil {
		return err
	}
	s.forget(k)
	return nil
}

func (s *Store) convertDevice(to *box) error {
	data, err := readFile(s.o.disk, s.path(deviceFile), small)
	if err != nil {
		return nil // device() says so
	}
	sealed, place, _, err := decodeDevice(data)
	if err != nil {
		return nil
	}
	seed, ok := s.box.plain([]byte(deviceFile), sealed)
	if !ok {
		return nil
	}
	if err := writeFile(s.o.disk, s.path(deviceFile), encodeDevice(to.value([]byte(deviceFile), seed), place)); err != nil {
		return say("write the device key: %w", err)
	}
	return nil
}

// convertSegment writes a segment anew. What is damaged in it stays as it is, and is damaged in the new one too.
func (s *Store) convertSegment(name string, first uint64, to *box) error {
	var b bytes.Buffer
	path := s.path(journalDir, name)
	data, err := readFile(s.o.disk, path, maxSegment)
	if err != nil {
		return err
	}
	next, at := first, int64(0)
	for {
		payload, ok := record(data[at:], next)
		if !ok {
			skip, n := nextWhole(data[at:], next)
			if n == 0 {
				break
			}
			b.Write(data[at : at+int64(skip)])
			at, next = at+int64(skip), n
			continue
		}
		plain, err := s.box.open(payload, recordPlace(next))
		if err != nil {
			plain = payload // kept as it is
		} else {
			plain = to.seal(plain, recordPlace(next))
		}
		b.Write(encodeFrame(next, plain))
		at += headSize + int64(len(payload))
		next++
	}
	b.Write(trimZeros(data[at:]))
	o, err := create(s.o.disk, path)
	if err != nil {
		return err
	}
	_, err = o.Write(b.Bytes())
	zeros := make([]byte, 1<<20)
	for o.at < max(s.o.segmentBytes, int64(b.Len())) && err == nil {
		_, err = o.Write(zeros[:min(int64(len(zeros)), s.o.segmentBytes-o.at)])
	}
	return o.place("", err)
}

// convertPhoto rewrites one photo. One that was changed on the disk is left as it is.
func (s *Store) convertPhoto(sum string, to *box) (err error) {
	path := s.photoFile(sum)
	in, sealed, done, err := s.openPhoto(path, s.box)
	if err != nil {
		return nil // told by doctor
	}
	if sealed == (to != nil) {
		return done()
	}
	o, err := create(s.o.disk, path)
	if err != nil {
		return errors.Join(err, done())
	}
	w, err := to.writer(o)
	if err == nil {
		_, err = io.Copy(w, in)
		err = errors.Join(err, w.Close())
	}
	err = errors.Join(err, done()) // before the name is given: Windows does not replace open files
	if placed := o.place("", err); placed != nil && (err == nil || o.err != nil) {
		return placed
	}
	return nil
}

// photos gives the name of every file in the photo folder that is named as one.
func (s *Store) photos(f func(sum string) error) error {
	for n := range 256 {
		dir := fmt.Sprintf("%02x", n)
		names, err := s.o.disk.List(s.path(photoDir, dir))
		if err != nil {
			return err
		}
		for _, name := range names {
			if isSum(name) && name[:2] == dir {
				if err := f(name); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// openPhoto gives a photo in the clear, and whether it lies sealed.
func (s *Store) openPhoto(path string, b *box) (r io.Reader, sealed bool, done func() error, err error) {
	f, err := s.o.disk.Open(path)
	if err != nil {
		return nil, false, nil, err
	}
	size, err := f.Size()
	if err != nil {
		return nil, false, nil, errors.Join(err, f.Close())
	}
	in := bufio.NewReaderSize(io.NewSectionReader(f, 0, size), 64<<10)
	first, _ := in.Peek(len(ageMark))
	sealed = string(first) == ageMark
	r, err = b.reader(in, sealed)
	if err != nil {
		return nil, sealed, nil, say("photo %s: %w", filepath.Base(path), errors.Join(err, f.Close()))
	}
	return r, sealed, f.Close, nil
}
