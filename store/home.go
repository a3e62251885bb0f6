package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/adrg/xdg"
)

// The home folder of a tablet:
//
//	format        "2\n": the layout of all below (history at upgrade)
//	lock          held while a program has the home open
//	running       how often the program ended badly since it last ended well
//	device.key    the device's Ed25519 key and the place it was made for, mode 0600
//	keys.json     of a locked home: the data key, wrapped by PIN and by recovery code; keys.json.copy is the same
//	keys.tries    wrong PINs
//	own.feeds     which feeds this device's person wrote
//	peers/        what is known of parks and other tablets: addresses, receipts, documents handed out
//	journal/      *.journal: every operation, in the order it was made; the truth
//	index/        Badger: state and index, rebuilt from the journal when missing, behind or broken
//	photos/ab/    <sha256>
//	criteria/     <sha256>.yaml: every library that an inspection was answered against
//	reports/      what was exported, with sha256sums.txt
//	damaged/      what was found damaged and replaced, for who wants to look
//	reserve       room to free when the disk is full
const (
	format      = 2
	formatFile  = "format"
	runningFile = "running"
	deviceFile  = "device.key"
	keysFile    = "keys.json"
	triesFile   = "keys.tries"
	ownFile     = "own.feeds"
	peerDir     = "peers"
	journalDir  = "journal"
	indexDir    = "index"
	photoDir    = "photos"
	libraryDir  = "criteria"
	reportDir   = "reports"
	damagedDir  = "damaged"
	reserveFile = "reserve"
)

// small is the most that a file of settings can have, bytes.
const small = 64 << 10

// DefaultHome is $PAICHA_HOME, else paicha in the XDG data folder.
func DefaultHome(getenv func(string) string) (string, error) {
	if home := getenv("PAICHA_HOME"); home != "" {
		return filepath.Abs(home)
	}
	if xdg.DataHome == "" {
		return "", say("no data folder is known: name one with --home or PAICHA_HOME")
	}
	return filepath.Join(xdg.DataHome, "paicha"), nil
}

// makeHome makes the folder, for this user alone.
func makeHome(home string) error {
	if err := os.MkdirAll(home, 0o700); err != nil {
		return say("make the data folder: %w", err)
	}
	info, err := os.Stat(home)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return say("%s is not a folder: name another with --home", home)
	}
	if info.Mode().Perm()&0o077 != 0 {
		// made by an older version, or by hand; what cannot be changed (a memory stick) is left
		_ = os.Chmod(home, 0o700)
	}
	return nil
}

// format reads the home's format, or writes it into a new home. The device's file says it too: when the two differ, the
// one with the checksum is right.
func (s *Store) format() (int, error) {
	file := s.path(formatFile)
	data, err := readFile(s.o.disk, file, small)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return 0, say("read the data folder's format: %w", err)
	}
	missing := err != nil
	n, err := strconv.Atoi(strings.TrimSpace(string(data)))
	known := deviceFormat(s.o.disk, s.path(deviceFile))
	if known <= format && err == nil && n >= 1 && n <= format && !missing {
		return n, nil
	}
	switch {
	case known > format: // whatever the other file says: a newer program was at work here
		return 0, s.newer(known)
	case known > 0:
		if err := writeFormat(s.o.disk, s.home, known); err != nil {
			return 0, err
		}
		if !missing {
			s.notice(say("%s was damaged and was mended", file))
		}
		return known, nil
	case missing:
		return format, writeFormat(s.o.disk, s.home, format)
	case err != nil || n < 1:
		return 0, say("%s does not hold a format number: this is not a data folder of paicha", file)
	}
	return 0, s.newer(n)
}

func (s *Store) newer(n int) error {
	return say("%s was written by a newer paicha (format %d, this program reads %d): update paicha", s.home, n, format)
}

func writeFormat(d disk, home string, n int) error {
	if err := writeFile(d, filepath.Join(home, formatFile), []byte(strconv.Itoa(n)+"\n")); err != nil {
		return say("write the data folder's format: %w", err)
	}
	return nil
}

// upgrade brings a home of an earlier format to this one. Each step can be done again; the format's number is written last.
//
//	1 → 2  device.key has a checksum and the place it was made for; values of the index have checks
func (s *Store) upgrade(version int) error {
	if version == format {
		return nil
	}
	if err := os.RemoveAll(s.path(indexDir)); err != nil {
		return say("clear the index: %w", err)
	}
	if err := s.upgradeDevice(); err != nil {
		return err
	}
	return writeFormat(s.o.disk, s.home, format)
}

// sweep deletes what a kill left half-made: it was never named by an operation, and never will be.
func (s *Store) sweep() error {
	for _, dir := range []string{s.home, s.path(journalDir), s.path(photoDir), s.path(libraryDir), s.path(peerDir)} {
		names, err := s.o.disk.List(dir)
		if err != nil {
			return err
		}
		for _, name := range names {
			if !strings.HasSuffix(name, halfMade) && !strings.HasPrefix(name, ".new-") { // of format 1
				continue
			}
			if err := s.o.disk.Remove(filepath.Join(dir, name)); err != nil {
				return say("clear what was left half-made: %w", err)
			}
		}
	}
	return nil
}

// maxUnclean is how often in a row the program may die within scrubAfter of its start before the index is made anew.
const maxUnclean = 3

// began marks that the program runs, and says how often it ended badly since it last ended well. The mark is not flushed:
// it is about programs that die, not about power. Where it cannot be written (a full disk) nothing is counted.
func (s *Store) began() int {
	data, err := os.ReadFile(s.path(runningFile))
	runs := 0
	if err == nil {
		runs, _ = strconv.Atoi(strings.TrimSpace(string(data)))
		runs = max(runs, 1)
	}
	s.running(runs%maxUnclean + 1)
	return runs
}

// running writes the mark: 1 is a program that runs, more is how often it died soon after its start before.
func (s *Store) running(n int) {
	_ = os.WriteFile(s.path(runningFile), []byte(fmt.Sprintln(n)), 0o600)
}

func (s *Store) ended() { _ = os.Remove(s.path(runningFile)) }

// keepTail keeps what stands behind the journal's last record before it is cleared.
func (s *Store) keepTail(t *tail) error {
	file := s.path(damagedDir, fmt.Sprintf("%s.%d", t.segment, t.at))
	err := s.o.disk.Folder(s.path(damagedDir))
	if err == nil {
		err = writeFile(s.o.disk, file, t.data)
	}
	if err != nil {
		file = "" // on a full disk: it was never shown as saved
	}
	s.notice(say("the last write before the program ended was cut short (%d bytes behind record %s, byte %d; a copy is in %q): it was not shown as saved, unless a bit changed on the disk", len(t.data), t.segment, t.at, file))
	return nil
}

// announce tells what is missing for good and what the room is.
func (s *Store) announce() {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, f := range s.chains.Feeds {
		for _, g := range f.Gaps {
			s.notice(say("operations %d to %d of feed %x are lost: they stood in a damaged part of the journal; a backup or another device may have them (paicha restore)", g.From, g.To, f.Feed))
		}
		if f.Forks > 0 {
			s.notice(say("feed %x was written by two devices: %d operations of the other branch are kept beside", f.Feed, f.Forks))
		}
	}
	if s.index.memory {
		s.notice(say("the disk is nearly full: what was recorded shows and can be exported, and answers go on as long as the journal has room; free some room soon"))
	}
}
