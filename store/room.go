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
	// reserveBytes is set aside while there is plenty of room (reserveFrom), else closeReserve, and given back when there is
	// none. The index is on the disk only beside one of them: closing it takes room, at the very moment when another
	// program has taken all there was.
	reserveBytes = 64 << 20
	reserveFrom  = 1 << 30
	closeReserve = 16 << 20
)

// free is how many bytes are free below the home.
func (s *Store) free() (uint64, error) {
	free, err := s.o.disk.Free(s.home)
	if err != nil {
		return 0, say("see how much room is left in %s: %w", s.home, err)
	}
	return free, nil
}

// nearlyFull says whether there is too little room for Badger; then the reserve was given back.
func (s *Store) nearlyFull() (bool, error) {
	free, err := s.free()
	if err != nil {
		return false, err
	}
	if free >= indexReserve && s.setAside(free) {
		return false, nil
	}
	if s.giveBack() {
		if free, err = s.free(); err != nil {
			return false, err
		}
		if free >= indexReserve && s.setAside(free) { // a smaller one
			return false, nil
		}
	}
	return true, nil
}

// setAside makes the reserve; false when there is none and no room for it.
func (s *Store) setAside(free uint64) bool {
	if _, err := os.Lstat(s.path(reserveFile)); !errors.Is(err, fs.ErrNotExist) {
		return err == nil
	}
	size := uint64(closeReserve)
	if free >= reserveFrom {
		size = reserveBytes
	}
	if free < indexReserve+size {
		return false
	}
	f, err := os.OpenFile(s.path(reserveFile), os.O_RDWR|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return false
	}
	err = allocate(f, int64(size))
	if err = errors.Join(err, f.Close()); err != nil {
		_ = os.Remove(f.Name())
	}
	return err == nil
}

// roomToClose gives the reserve back where the index could not be closed without it.
func (s *Store) roomToClose() {
	if free, err := s.free(); err == nil && !s.index.memory && free < closeReserve {
		s.giveBack()
	}
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
	s.index.memory = true // rebuild closes what lies on the disk
	err = s.rebuild()
	s.announce()
	return true, err
}
