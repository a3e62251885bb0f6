package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
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
// not at all. Writing into zeros that are on disk already changes no metadata, so a flush is one device flush. A
// segment takes over from its first number on: what an earlier one holds from there was never acknowledged. What is
// damaged is left as it is and named; the records behind it count.
const (
	headSize     = 16
	segmentEnd   = ".journal"
	segmentBytes = 4 << 20
	maxRecord    = 64 << 20
	maxSegment   = maxRecord + headSize
)

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Damage is records of the journal that were once whole and are not any more.
type Damage struct {
	Segment  string // file name; "" when the whole segment is missing
	Offset   int64
	From, To uint64 // records
}

func (d *Damage) Error() string { return d.said().Error() }

// Sentence is as of Said.
func (d *Damage) Sentence() (string, []any) { return d.said().Sentence() }

func (d *Damage) said() *Said {
	if d.Segment == "" {
		return say("the journal is damaged: records %d to %d are missing with their file", d.From, d.To).(*Said)
	}
	return say("the journal is damaged: %s at byte %d, records %d to %d: a bit has changed on the disk", d.Segment, d.Offset, d.From, d.To).(*Said)
}

// tail is what stands behind the last whole record: a write that the power or a kill cut short, or a changed bit in the
// last record. It was never shown as saved unless a bit changed.
type tail struct {
	segment string
	at      int64
	data    []byte
}

// scanned is what reading a journal gave.
type scanned struct {
	next    uint64 // number of the next record
	last    string // the segment to append to; "" none
	at, end int64  // where in it, and its size
	lastOff int64  // where its last record begins; at when it has none
	damage  []*Damage
	tail    *tail
}

// scanJournal reads the journal's records from number from on and gives each to visit, in order. It writes nothing.
func scanJournal(d disk, dir string, from uint64, visit func(n uint64, payload []byte) error) (scanned, error) {
	s := scanned{next: 1}
	names, firsts, err := segments(d, dir)
	if err != nil {
		return s, err
	}
	for i, name := range names {
		upTo := uint64(1) << 63
		if i < len(names)-1 {
			if upTo = firsts[i+1]; upTo <= from {
				s.next = upTo
				continue // wholly before what is asked for
			}
		}
		if first := firsts[i]; first > s.next && (i > 0 || first > from) {
			s.damage = append(s.damage, &Damage{From: max(s.next, from), To: first - 1})
		}
		s.next = firsts[i]
		if err := s.segment(d, dir, name, from, upTo, visit); err != nil {
			return s, err
		}
	}
	return s, nil
}

// segments is the journal's files and the number of the first record of each.
func segments(d disk, dir string) ([]string, []uint64, error) {
	all, err := d.List(dir)
	if err != nil {
		return nil, nil, say("list the journal: %w", err)
	}
	var names []string
	var firsts []uint64
	for _, name := range all {
		digits, is := strings.CutSuffix(name, segmentEnd)
		if !is {
			continue
		}
		n, err := strconv.ParseUint(digits, 16, 64)
		if err != nil || n == 0 || len(digits) != 16 {
			continue // not ours
		}
		names, firsts = append(names, name), append(firsts, n)
	}
	return names, firsts, nil
}

func (s *scanned) segment(d disk, dir, name string, from, upTo uint64, visit func(uint64, []byte) error) error {
	data, err := readFile(d, filepath.Join(dir, name), maxSegment)
	if err != nil {
		return say("read the journal: %s: %w", name, err)
	}
	s.last, s.at, s.end, s.lastOff, s.tail = name, 0, int64(len(data)), 0, nil
	for s.next < upTo {
		payload, ok := record(data[s.at:], s.next)
		if !ok {
			skip, n := nextWhole(data[s.at:], s.next)
			if n == 0 || n >= upTo {
				break
			}
			if n > s.next {
				s.damage = append(s.damage, &Damage{name, s.at, s.next, n - 1})
			}
			s.at, s.next = s.at+int64(skip), n
			continue
		}
		if s.next >= from {
			if err := visit(s.next, payload); err != nil {
				return say("%s: record %d: %w", name, s.next, err)
			}
		}
		s.lastOff = s.at
		s.at += headSize + int64(len(payload))
		s.next++
	}
	if upTo < 1<<63 {
		if s.next < upTo {
			s.damage = append(s.damage, &Damage{name, s.at, s.next, upTo - 1})
		}
		s.next = upTo
		return nil
	}
	if rest := trimZeros(data[s.at:]); len(rest) > 0 {
		s.tail = &tail{name, s.at, rest}
	}
	return nil
}

func trimZeros(data []byte) []byte {
	for len(data) > 0 && data[len(data)-1] == 0 {
		data = data[:len(data)-1]
	}
	return data
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

// nextWhole finds the next whole record behind a broken one: its place and its number, n or later; 0 when there is
// none. Then what is broken is the end of the log; what was being written when the power went is one record, and not
// whole. A file made to keep us busy is given up after reading it a hundred times over.
func nextWhole(data []byte, n uint64) (int, uint64) {
	budget := 100 * len(data)
	for i := 1; i+headSize <= len(data) && budget > 0; i++ {
		if data[i] == 0 && data[i+1] == 0 && data[i+2] == 0 {
			continue // a length like that would be 16 MB or more; zeros are most of a segment
		}
		m := binary.LittleEndian.Uint64(data[i+8:])
		if m < n || m-n > uint64(len(data)/headSize) {
			continue
		}
		if _, ok := record(data[i:], m); ok {
			return i, m
		}
		budget -= min(int(binary.LittleEndian.Uint32(data[i:])), len(data)-i)
	}
	return 0, 0
}

// journal appends records. It is not safe for several goroutines.
type journal struct {
	d       disk
	dir     string
	size    int64 // of new segments
	f       file  // nil: the next record begins a new segment
	end     int64 // of the segment
	at      int64 // where the next record goes
	next    uint64
	flushes int
	closed  bool
}

// errClosed is what a journal says after close.
var errClosed = say("the journal is closed")

// openJournal reads the journal from record number from on, gives each to apply, and stands ready to append. What stands
// behind the last record is cleared, so that it never reads as a record later: keep gets it first. unclean: the program
// did not end by itself, so what was read last may not be on disk yet, and is flushed again.
func openJournal(d disk, dir string, size int64, from uint64, unclean bool, keep func(*tail) error, apply func(n uint64, payload []byte) error) (*journal, []*Damage, error) {
	s, err := scanJournal(d, dir, from, apply)
	if err != nil {
		return nil, nil, err
	}
	j := &journal{d: d, dir: dir, size: size, at: s.at, end: s.end, next: s.next}
	if s.last == "" {
		return j, s.damage, nil
	}
	if j.f, err = d.Open(filepath.Join(dir, s.last)); err != nil {
		return nil, nil, say("open the journal: %w", err)
	}
	if err := j.settle(s, unclean, keep); err != nil {
		return nil, nil, errors.Join(err, j.close())
	}
	return j, s.damage, nil
}

func (j *journal) settle(s scanned, unclean bool, keep func(*tail) error) error {
	if s.tail == nil && !unclean || s.lastOff == s.at && s.tail == nil {
		return nil
	}
	block := make([]byte, s.at-s.lastOff)
	if s.tail != nil {
		if err := keep(s.tail); err != nil {
			return err
		}
		block = append(block, make([]byte, len(s.tail.data))...)
	}
	if _, err := j.f.ReadAt(block[:s.at-s.lastOff], s.lastOff); err != nil {
		return say("read the journal: %s: %w", s.last, err)
	}
	_, err := j.f.WriteAt(block, s.lastOff)
	if err == nil {
		err = j.f.Sync()
	}
	if err != nil {
		return say("clear the end of the journal: %w", err)
	}
	return nil
}

// append writes a record. When it returns without an error the record is on disk. After an error nothing was recorded, and
// the segment that failed is never written again: the kernel may have dropped what it had of it.
func (j *journal) append(payload []byte) (uint64, error) {
	if j.closed {
		return 0, errClosed
	}
	if len(payload) == 0 || len(payload) > maxRecord {
		return 0, say("journal: a record of %d bytes", len(payload))
	}
	need := int64(headSize + len(payload))
	if !j.fits(need) {
		if err := j.rotate(need); err != nil {
			return 0, say("make room in the journal: %w", err) // the old segment is as it was
		}
	}
	if _, err := j.f.WriteAt(encodeFrame(j.next, payload), j.at); err != nil {
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

func encodeFrame(n uint64, payload []byte) []byte {
	buf := make([]byte, headSize+len(payload))
	binary.LittleEndian.PutUint32(buf, uint32(len(payload)))
	binary.LittleEndian.PutUint64(buf[8:], n)
	copy(buf[headSize:], payload)
	binary.LittleEndian.PutUint32(buf[4:], crc32.Checksum(buf[8:], castagnoli))
	return buf
}

// fits says whether need bytes go into the segment as it is: then recording takes no room on the disk.
func (j *journal) fits(need int64) bool { return j.f != nil && j.at+need <= j.end }

// rotate opens the next segment; only when it stands is the old one left.
func (j *journal) rotate(need int64) error {
	if j.f != nil && j.at == 0 { // an empty one of this very name, too small: Windows does not replace open files
		if err := j.f.Close(); err != nil {
			return err
		}
		j.f = nil
	}
	size := max(j.size, need)
	path := filepath.Join(j.dir, segmentName(j.next))
	if err := zeroFile(j.d, path, size); err != nil {
		return err
	}
	f, err := j.d.Open(path)
	if err != nil {
		return err
	}
	old := j.f
	j.f, j.at, j.end = f, 0, size
	if old != nil {
		_ = old.Close() // all of it is on disk
	}
	return nil
}

func segmentName(first uint64) string { return fmt.Sprintf("%016x%s", first, segmentEnd) }

// zeroFile makes a file of zeros that is wholly on disk, with its name, when it returns.
func zeroFile(d disk, path string, size int64) error {
	o, err := create(d, path)
	if err != nil {
		return err
	}
	zeros := make([]byte, min(size, 1<<20))
	for o.at < size && err == nil {
		_, err = o.Write(zeros[:min(int64(len(zeros)), size-o.at)])
	}
	return o.place("", err)
}

// fail leaves the segment for good: after a failed write or flush the file is not to be trusted.
func (j *journal) fail(err error) error {
	err = errors.Join(err, j.f.Close())
	j.f = nil
	return say("write the journal: %w", err)
}

func (j *journal) close() error {
	if j.f == nil || j.closed {
		j.closed = true
		return nil
	}
	j.closed = true
	if err := j.f.Close(); err != nil && !errors.Is(err, fs.ErrClosed) {
		return err
	}
	return nil
}
