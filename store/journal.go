package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"path/filepath"
	"strconv"
	"strings"
)

// The journal is a row of segments, files of zeros made in advance, named by the number of their first record in 16
// hexadecimal digits. A record is
//
//	length of the payload  4 bytes, little endian; 0 ends the log
//	CRC-32C                4 bytes, over number and payload
//	number                 8 bytes, from 1, no gaps
//	payload
//
// One action of a person is one record, written by one call and made durable by one flush: it is there whole or
// not at all. Writing into zeros that are on disk already changes no metadata, so a flush is one device flush.
const (
	headSize     = 16
	segmentEnd   = ".journal"
	segmentBytes = 4 << 20
	maxRecord    = 64 << 20
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Damage says that a record which was once whole is not any more, although others stand behind it.
type Damage struct {
	Segment string
	Offset  int64
	Record  uint64 // the one that should stand there
}

func (d *Damage) Error() string { return d.said().Error() }

// Sentence is as of Said.
func (d *Damage) Sentence() (string, []any) { return d.said().Sentence() }

func (d *Damage) said() *Said {
	return say("the journal is damaged: %s at byte %d, record %d: a bit has changed on the disk; nothing was overwritten. Copy the whole data folder before anything else", d.Segment, d.Offset, d.Record).(*Said)
}

// errClosed is what a journal says after a flush failed: the kernel may have dropped what was written.
var errClosed = say("the journal was closed after a failed write; start the program again")

// journal appends records. It is not safe for several goroutines.
type journal struct {
	d       disk
	dir     string
	size    int64 // of new segments
	f       file
	end     int64 // of the segment
	at      int64 // where the next record goes
	next    uint64
	flushes int
	failed  error
}

// openJournal reads the journal from record number from on, gives each to apply, and stands ready to append.
func openJournal(d disk, dir string, size int64, from uint64, apply func(n uint64, payload []byte) error) (*journal, error) {
	j := &journal{d: d, dir: dir, size: size, next: 1}
	names, err := d.List(dir, segmentEnd)
	if err != nil {
		return nil, say("list the journal: %w", err)
	}
	firsts, err := numbers(names)
	if err != nil {
		return nil, err
	}
	for i, name := range names {
		last := i == len(names)-1
		if !last && firsts[i+1] <= from {
			continue // wholly before what is asked for
		}
		j.next = firsts[i]
		if err := j.read(name, last, from, apply); err != nil {
			return nil, errors.Join(err, j.close())
		}
		if !last && j.next != firsts[i+1] {
			return nil, errors.Join(&Damage{name, j.at, j.next}, j.close())
		}
	}
	return j, nil
}

func numbers(names []string) ([]uint64, error) {
	all := make([]uint64, 0, len(names))
	for _, name := range names {
		n, err := strconv.ParseUint(strings.TrimSuffix(name, segmentEnd), 16, 64)
		if err != nil || n == 0 {
			return nil, say("journal: %s is not a segment's name: move it away", name)
		}
		all = append(all, n)
	}
	return all, nil
}

// read reads one segment; the last stays open.
func (j *journal) read(name string, last bool, from uint64, apply func(uint64, []byte) error) error {
	f, err := j.d.Open(filepath.Join(j.dir, name))
	if err != nil {
		return say("open the journal: %w", err)
	}
	j.f = f
	if j.end, err = f.Size(); err != nil {
		return err
	}
	data := make([]byte, j.end)
	if n, err := f.ReadAt(data, 0); int64(n) < j.end {
		return say("read the journal: %s: %w", name, err)
	}
	j.at = 0
	for {
		payload, ok := record(data[j.at:], j.next)
		if !ok {
			break
		}
		if j.next >= from {
			if err := apply(j.next, payload); err != nil {
				return say("%s: record %d: %w", name, j.next, err)
			}
		}
		j.at += headSize + int64(len(payload))
		j.next++
	}
	if whole(data[j.at:], j.next) {
		return &Damage{name, j.at, j.next}
	}
	if !last {
		j.f = nil
		return f.Close()
	}
	return j.wipe(data)
}

// record is the payload at the start of data when it is record n, whole.
func record(data []byte, n uint64) ([]byte, bool) {
	if len(data) < headSize {
		return nil, false
	}
	length := int64(binary.LittleEndian.Uint32(data))
	if length == 0 || length > int64(len(data)-headSize) || binary.LittleEndian.Uint64(data[8:]) != n {
		return nil, false
	}
	body := data[8 : headSize+length]
	if crc32.Checksum(body, castagnoli) != binary.LittleEndian.Uint32(data[4:]) {
		return nil, false
	}
	return body[8:], true
}

// whole says whether any whole record numbered n or later stands somewhere in data: then what is in front of it is
// damage, not the end of the log. What was being written when the power went is one record, and not whole.
func whole(data []byte, n uint64) bool {
	for i := 0; i+headSize <= len(data); i++ {
		if data[i] == 0 && data[i+1] == 0 && data[i+2] == 0 {
			continue // a length like that would be 16 MB or more; zeros are most of a segment
		}
		m := binary.LittleEndian.Uint64(data[i+8:])
		if m >= n && m-n < 1<<32 {
			if _, ok := record(data[i:], m); ok {
				return true
			}
		}
	}
	return false
}

// wipe puts zeros over what a torn write left behind the end, so that it never reads as a record later.
func (j *journal) wipe(data []byte) error {
	tail := data[j.at:]
	used := len(tail)
	for used > 0 && tail[used-1] == 0 {
		used--
	}
	if used == 0 {
		return nil
	}
	if _, err := j.f.WriteAt(make([]byte, used), j.at); err != nil {
		return say("clear the end of the journal: %w", err)
	}
	if err := j.f.Sync(); err != nil {
		return say("clear the end of the journal: %w", err)
	}
	return nil
}

// append writes a record. When it returns without an error the record is on disk.
func (j *journal) append(payload []byte) (uint64, error) {
	if j.failed != nil {
		return 0, j.failed
	}
	if len(payload) == 0 || len(payload) > maxRecord {
		return 0, say("journal: a record of %d bytes", len(payload))
	}
	need := int64(headSize + len(payload))
	if j.f == nil || j.at+need > j.end {
		if err := j.rotate(need); err != nil {
			return 0, say("make room in the journal: %w", err) // the old segment is as it was
		}
	}
	buf := make([]byte, need)
	binary.LittleEndian.PutUint32(buf, uint32(len(payload)))
	binary.LittleEndian.PutUint64(buf[8:], j.next)
	copy(buf[headSize:], payload)
	binary.LittleEndian.PutUint32(buf[4:], crc32.Checksum(buf[8:], castagnoli))
	if _, err := j.f.WriteAt(buf, j.at); err != nil {
		return 0, j.fail(err)
	}
	j.flushes++
	if err := j.f.Sync(); err != nil {
		return 0, j.fail(err)
	}
	j.at += need
	j.next++
	return j.next - 1, nil
}

// rotate opens the next segment; only when it stands is the old one left.
func (j *journal) rotate(need int64) error {
	name := fmt.Sprintf("%016x%s", j.next, segmentEnd)
	if j.f != nil && j.at == 0 { // an empty one of this very name, too small: Windows does not replace open files
		if err := j.f.Close(); err != nil {
			return err
		}
		j.f = nil
	}
	f, err := j.d.Create(filepath.Join(j.dir, name), max(j.size, need))
	if err != nil {
		return err
	}
	old := j.f
	j.f, j.at, j.end = f, 0, max(j.size, need)
	if old != nil {
		_ = old.Close() // all of it is on disk
	}
	return nil
}

// fail closes the journal for good: after a failed write or flush the file is not to be trusted until it is read again.
func (j *journal) fail(err error) error {
	j.failed = errClosed
	return say("write the journal: %w", errors.Join(err, j.f.Close()))
}

func (j *journal) close() error {
	if j.f == nil || j.failed != nil {
		return nil
	}
	j.failed = errClosed
	return j.f.Close()
}
