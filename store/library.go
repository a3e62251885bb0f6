package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"

	"anquan.example/paicha/checklist"
)

// maxLibrary is the most that a library's file can have, bytes: more than checklist.Parse takes.
const maxLibrary = 16 << 20

// KeepLibrary keeps a library's file, so that what is answered against it can be read and judged for ever (P3), and
// gives its revision. It is not parsed here.
func (s *Store) KeepLibrary(data []byte) (string, error) {
	sum := sha256.Sum256(data)
	revision := hex.EncodeToString(sum[:])
	file := s.libraryFile(revision)
	if have, err := readFile(s.o.disk, file, maxLibrary); err == nil && sha256.Sum256(have) == sum {
		return revision, nil
	}
	err := writeFile(s.o.disk, file, data)
	if err != nil && s.giveBack() { // for want of room
		err = writeFile(s.o.disk, file, data)
	}
	if err != nil {
		return "", say("keep the criteria: %w", err)
	}
	return revision, nil
}

func (s *Store) libraryFile(revision string) string {
	return s.path(libraryDir, revision+".yaml")
}

// Library is the kept library of that revision. The error is ErrNotFound when it was never kept.
func (s *Store) Library(revision string) (*checklist.Library, error) {
	s.libMu.Lock()
	defer s.libMu.Unlock()
	if lib := s.libs[revision]; lib != nil {
		return lib, nil
	}
	if sum, err := hex.DecodeString(revision); err != nil || len(sum) != sha256.Size {
		return nil, say("criteria revision %q is not a SHA-256", revision)
	}
	data, err := s.libraryBytes(revision)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, say("criteria of revision %s: %w", revision, ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	lib, err := checklist.Parse(revision[:8]+".yaml", data)
	if err != nil {
		return nil, say("criteria of revision %s: %w", revision, err)
	}
	s.libs[revision] = lib
	return lib, nil
}

// LibraryFile is a kept library's file.
func (s *Store) LibraryFile(revision string) ([]byte, error) { return s.libraryBytes(revision) }

// libraryBytes is a kept library's file, compared with its name.
func (s *Store) libraryBytes(revision string) ([]byte, error) {
	data, err := readFile(s.o.disk, s.libraryFile(revision), maxLibrary)
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != revision {
		return nil, say("the kept criteria %s were changed on the disk: put the original file back", s.libraryFile(revision))
	}
	return data, nil
}

func (s *Store) verifyLibrary(revision string) error {
	_, err := s.libraryBytes(revision)
	return err
}
