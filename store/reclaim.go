package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// Reclaim puts back photos that a check found missing or changed, where a file in one of the folders, or out of its place in
// the home's own photo folder, is the one: its SHA-256 says so, whatever it is called. Folders that cannot be read are
// passed over, and what is put back is marked as mended in h.
func (s *Store) Reclaim(h *Health, folders ...string) error {
	lost := map[string]*Problem{}
	for n := range h.Problems {
		if p := &h.Problems[n]; p.photo != "" && !p.Mended {
			lost[p.photo] = p
		}
	}
	var errs []error
	for _, folder := range append([]string{s.path(photoDir)}, folders...) {
		if len(lost) == 0 || folder == "" {
			continue
		}
		_ = filepath.WalkDir(folder, func(path string, e fs.DirEntry, err error) error {
			if err != nil || !e.Type().IsRegular() || len(lost) == 0 {
				return nil
			}
			sum, err := sumOf(path)
			if p := lost[sum]; err == nil && p != nil {
				if err := s.reclaim(path, sum); err != nil {
					errs = append(errs, err)
					return nil
				}
				p.Mended = true
				delete(lost, sum)
			}
			return nil
		})
	}
	return errors.Join(errs...)
}

func (s *Store) reclaim(path, sum string) error {
	f, err := os.Open(path)
	if err != nil {
		return say("photo: %w", err)
	}
	return errors.Join(s.AddPhotoAs(f, sum), f.Close())
}

// sumOf is a file's SHA-256; of one that is too large to be a photo, an error.
func sumOf(path string) (_ string, err error) {
	f, err := os.Open(path)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	h := sha256.New()
	n, err := io.Copy(h, io.LimitReader(f, maxPhoto+1))
	if err == nil && n > maxPhoto {
		err = fs.ErrInvalid
	}
	return hex.EncodeToString(h.Sum(nil)), err
}
