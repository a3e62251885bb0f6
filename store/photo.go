package store

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"anquan.example/paicha/inspection"
)

// maxPhoto is the largest photo or video taken in, bytes.
const maxPhoto = 200 << 20

// AddPhoto copies a file in under its SHA-256; the original stays as it is. When it returns the copy is on disk, so the
// operation that names it may be recorded. Adding the same file again changes nothing.
func (s *Store) AddPhoto(path string) (inspection.Photo, error) {
	info, err := os.Stat(path)
	if err != nil {
		return inspection.Photo{}, say("photo: %w", err)
	}
	if !info.Mode().IsRegular() {
		return inspection.Photo{}, say("photo %s is not a file", path)
	}
	if info.Size() == 0 {
		return inspection.Photo{}, say("photo %s is empty: the camera may still be writing it", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return inspection.Photo{}, say("photo: %w", err)
	}
	p, err := s.AddPhotoFrom(f, filepath.Base(path))
	if err = errors.Join(err, f.Close()); err != nil {
		return inspection.Photo{}, err
	}
	p.Taken = info.ModTime().Format(time.RFC3339)
	return p, nil
}

// AddPhotoFrom is AddPhoto of what r gives; name is the original's, for people.
func (s *Store) AddPhotoFrom(r io.Reader, name string) (inspection.Photo, error) {
	if free, err := s.room(); err != nil {
		return inspection.Photo{}, err
	} else if free < photoReserve {
		return inspection.Photo{}, say("only %d MB are free below %s, photos are refused, answers go on (%d MB are needed): free some room; nothing was lost", free>>20, s.home, photoReserve>>20)
	}
	dir := filepath.Join(s.home, photoDir)
	f, err := os.CreateTemp(dir, ".new-*")
	if err != nil {
		return inspection.Photo{}, say("photo: %w", err)
	}
	sum, first := sha256.New(), &start{}
	size, err := io.Copy(io.MultiWriter(f, sum, first), io.LimitReader(r, maxPhoto+1))
	if err == nil && size > maxPhoto {
		err = say("it has more than %d MB", maxPhoto>>20)
	}
	if err == nil && size == 0 {
		err = say("it is empty")
	}
	p := inspection.Photo{SHA256: hex.EncodeToString(sum.Sum(nil)), Size: size, Name: name, Mime: mimeOf(first.data)}
	file := s.photoFile(p.SHA256)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(file), 0o700)
	}
	if err = place(f, file, 0o600, err); err != nil {
		return inspection.Photo{}, say("photo %s: %w", name, err)
	}
	return p, syncDir(dir)
}

func (s *Store) photoFile(sum string) string { return filepath.Join(s.home, photoDir, sum[:2], sum) }

// PhotoPath is where a photo's file is. The error is ErrNotFound when it is not here.
func (s *Store) PhotoPath(sum string) (string, error) {
	if b, err := hex.DecodeString(sum); err != nil || len(b) != sha256.Size || strings.ToLower(sum) != sum {
		return "", say("photo %q is not a SHA-256", sum)
	}
	file := s.photoFile(sum)
	if _, err := os.Stat(file); err != nil {
		return "", say("photo %s: %w", sum, ErrNotFound)
	}
	return file, nil
}

// VerifyPhoto reads a photo and compares it with its name.
func (s *Store) VerifyPhoto(sum string) error {
	file, err := s.PhotoPath(sum)
	if err != nil {
		return err
	}
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	h := sha256.New()
	_, err = io.Copy(h, f)
	if err = errors.Join(err, f.Close()); err != nil {
		return err
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != sum {
		return say("photo %s was changed on the disk", sum)
	}
	return nil
}

// start keeps the first bytes of what is written: they tell the kind.
type start struct{ data []byte }

func (s *start) Write(p []byte) (int, error) {
	if n := 512 - len(s.data); n > 0 {
		s.data = append(s.data, p[:min(n, len(p))]...)
	}
	return len(p), nil
}

// mimeOf knows what net/http does and HEIC, which tablets and phones make.
func mimeOf(first []byte) string {
	if len(first) >= 12 && string(first[4:8]) == "ftyp" && strings.Contains("heic heix hevc mif1 msf1", string(first[8:12])) {
		return "image/heic"
	}
	mime, _, _ := strings.Cut(http.DetectContentType(first), ";")
	return mime
}
