package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"anquan.example/paicha/checklist"
)

// KeepLibrary keeps a library's file, so that what is answered against it can be read and judged for ever (P3), and
// gives its revision. It is not parsed here.
func (s *Store) KeepLibrary(data []byte) (string, error) {
	sum := sha256.Sum256(data)
	revision := hex.EncodeToString(sum[:])
	file := s.libraryFile(revision)
	if have, err := os.ReadFile(file); err == nil && sha256.Sum256(have) == sum {
		return revision, nil
	}
	if err := writeFile(file, data, 0o600); err != nil {
		return "", say("keep the criteria: %w", err)
	}
	return revision, nil
}

func (s *Store) libraryFile(revision string) string {
	return filepath.Join(s.home, libraryDir, revision+".yaml")
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
	data, err := os.ReadFile(s.libraryFile(revision))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, say("criteria of revision %s: %w", revision, ErrNotFound)
	}
	if err != nil {
		return nil, err
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != revision {
		return nil, say("the kept criteria %s were changed on the disk: put the original file back", s.libraryFile(revision))
	}
	lib, err := checklist.Parse(revision[:8]+".yaml", data)
	if err != nil {
		return nil, say("criteria of revision %s: %w", revision, err)
	}
	s.libs[revision] = lib
	return lib, nil
}
