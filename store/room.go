package store

import (
	"errors"
	"io/fs"
	"os"
)

// Free space below which things are refused, bytes: photos first, so that answers go on. Badger maps its files
// into memory and dies where it cannot grow them, hence the second: below it the index stays in memory. Answers go on
// until the journal's last segment is full and there is no room for another.
const (
	photoReserve   = 256 << 20
	indexReserve   = 48 << 20
	segmentReserve = 4 << 20
	// closeReserve is what closing Badger may take.
	closeReserve = 16 << 20
	// reserveBytes is set aside while there is plenty of room (reserveFrom) and given back when there is none.
	reserveBytes = 64 << 20
	reserveFrom  = 1 << 30
)

// free is how many bytes are free below the home.
func (s *Store) free() (uint64, error) {
	free, err := s.o.disk.Free(s.home)
	if err != nil {
		return 0, say("see how much room is left in %s: %w", s.home, err)
	}
	return free, nil
}

// nearlyFull says whether there is too little room for Badger, after giving back the reserve. With plenty of room it sets
// one aside.
func (s *Store) nearlyFull() (bool, error) {
	free, err := s.free()
	if err != nil {
		return false, err
	}
	if free >= reserveFrom {
		s.setAside()
	}
	if free >= indexReserve {
		return false, nil
	}
	if s.giveBack() {
		if free, err = s.free(); err != nil {
			return false, err
		}
	}
	return free < indexReserve, nil
}

// setAside makes the reserve. Without one the program works as well, only shorter on a full disk.
func (s *Store) setAside() {
	if _, err := os.Lstat(s.path(reserveFile)); !errors.Is(err, fs.ErrNotExist) {
		return
	}
	f, err := os.OpenFile(s.path(reserveFile), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return
	}
	err = allocate(f, reserveBytes)
	if err = errors.Join(err, f.Close()); err != nil {
		_ = os.Remove(f.Name())
	}
}

// closeIndex closes the index, or leaves it where that would write on a full disk; indexMu is held.
func (s *Store) closeIndex() error {
	if free, err := s.free(); err == nil && !s.index.memory && free < closeReserve {
		s.index.abandon()
	}
	return s.index.close()
}

// roomToReseal refuses to begin what would be left half done: files are written anew one by one, and the home would not
// open until there is room.
func (s *Store) roomToReseal() error {
	free, err := s.free()
	if err == nil && free < photoReserve {
		err = say("only %d MB are free below %s, the lock is left as it is (%d MB are needed): free some room; nothing was lost", free>>20, s.home, photoReserve>>20)
	}
	return err
}

// giveBack frees the reserve; false when there was none.
func (s *Store) giveBack() bool { return os.Remove(s.path(reserveFile)) == nil }

// space refuses what the journal cannot take. While the segment has room, recording takes none of the disk's.
func (s *Store) space(need int64) error {
	if s.journal.fits(need) {
		return nil
	}
	want := uint64(max(need, s.o.segmentBytes)) + segmentReserve
	free, err := s.free()
	if err == nil && free < want && s.giveBack() {
		free, err = s.free()
	}
	if err != nil {
		return err
	}
	if free < want {
		return say("only %d MB are free below %s, nothing can be recorded (%d MB are needed): free some room; nothing was lost", free>>20, s.home, want>>20)
	}
	return nil
}

// lower moves the index into memory when the disk is nearly full; indexMu is held. True: it did.
func (s *Store) lower() (bool, error) {
	if s.index.memory {
		return false, nil
	}
	low, err := s.nearlyFull()
	if err != nil || !low {
		return false, err
	}
	s.index.abandon()
	s.index.memory = true
	err = s.rebuild()
	s.announce()
	return true, err
}
