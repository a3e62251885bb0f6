package store

import (
	"bytes"
	"cmp"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io/fs"
	"slices"
	"strings"

	"anquan.example/paicha/inspection"
)

// own.feeds names the feeds that this device's person wrote: the present one and those that it goes on with. Others came by
// sync and are other people's: no feed of this device may ever continue them.
//
//	paicha feeds 1
//	<feed, hexadecimal>
//	check <CRC-32C of the lines above, hexadecimal>
//
// A home without the file is older than sync: all its feeds are its own.
const ownHead = "paicha feeds 1"

func encodeOwn(own map[inspection.FeedID]bool) []byte {
	var b bytes.Buffer
	fmt.Fprintln(&b, ownHead)
	for _, feed := range sortedFeeds(own) {
		fmt.Fprintln(&b, feed)
	}
	fmt.Fprintf(&b, "check %08x\n", crc32.Checksum(b.Bytes(), castagnoli))
	return b.Bytes()
}

func sortedFeeds(set map[inspection.FeedID]bool) []inspection.FeedID {
	all := make([]inspection.FeedID, 0, len(set))
	for feed := range set {
		all = append(all, feed)
	}
	slices.SortFunc(all, func(a, b inspection.FeedID) int { return slices.Compare(a[:], b[:]) })
	return all
}

// errOwn says that the file cannot be used.
var errOwn = say("the list of this device's own feeds is damaged")

func decodeOwn(data []byte) (map[inspection.FeedID]bool, error) {
	body, check, ok := bytes.Cut(data, []byte("check "))
	lines := strings.Split(strings.TrimSuffix(string(body), "\n"), "\n")
	if !ok || lines[0] != ownHead || string(check) != fmt.Sprintf("%08x\n", crc32.Checksum(body, castagnoli)) {
		return nil, errOwn
	}
	own := map[inspection.FeedID]bool{}
	for _, line := range lines[1:] {
		b, err := hex.DecodeString(line)
		if err != nil || len(b) != len(inspection.FeedID{}) {
			return nil, errOwn
		}
		own[inspection.FeedID(b)] = true
	}
	return own, nil
}

// loadOwn reads the list; the chains are there. Where it is damaged, what the present feed said that it continues counts.
func (s *Store) loadOwn() error {
	data, err := readFile(s.o.disk, s.path(ownFile), 1<<20)
	if err == nil {
		if s.own, err = decodeOwn(data); err == nil {
			return nil
		}
	} else if !errors.Is(err, fs.ErrNotExist) && !errors.As(err, new(*Said)) {
		return say("read the list of own feeds: %w", err)
	}
	missing := errors.Is(err, fs.ErrNotExist)
	s.own = map[inspection.FeedID]bool{}
	for _, f := range s.chains.Feeds {
		if f.Former || missing {
			s.own[inspection.FeedID(f.Feed)] = true
		}
	}
	if !missing {
		s.notice(say("%s was damaged and was mended", s.path(ownFile)))
	}
	return nil
}

// isOwn adds feeds to the list, durable when it returns.
func (s *Store) isOwn(feeds ...inspection.FeedID) error {
	grown := false
	for _, feed := range feeds {
		grown = grown || !s.own[feed]
	}
	if !grown {
		if _, err := readFile(s.o.disk, s.path(ownFile), 1<<20); err == nil {
			return nil
		}
	}
	for _, feed := range feeds {
		s.own[feed] = true
	}
	err := writeFile(s.o.disk, s.path(ownFile), encodeOwn(s.own))
	if err != nil && s.giveBack() { // for want of room
		err = writeFile(s.o.disk, s.path(ownFile), encodeOwn(s.own))
	}
	if err != nil {
		return say("write the list of own feeds: %w", err)
	}
	return nil
}

// ownSeals is the ends of this device's feeds but the present one, for a Continued.
func (s *Store) ownSeals() []inspection.Seal {
	present := s.feed()
	var all []inspection.Seal
	for _, f := range s.chains.Feeds {
		if id := inspection.FeedID(f.Feed); id != present && s.own[id] && f.Seq > 0 {
			all = append(all, inspection.Seal{Feed: hex.EncodeToString(f.Feed), Seq: f.Seq, Hash: f.Hash})
		}
	}
	slices.SortFunc(all, func(a, b inspection.Seal) int { return cmp.Compare(a.Feed, b.Feed) })
	return all
}

// owned checks the list for the doctor.
func (c *checking) owned() error {
	data, err := readFile(c.s.o.disk, c.s.path(ownFile), 1<<20)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err == nil {
		_, err = decodeOwn(data)
	}
	if err != nil {
		c.h.found("key", err)
	}
	return nil
}
