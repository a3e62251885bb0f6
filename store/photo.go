package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
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
	return s.addPhoto(r, name, "")
}

// AddPhotoAs takes in a photo of another tablet's, or one that was lost: what r gives has to be what sum (SHA-256, hexadecimal) says.
func (s *Store) AddPhotoAs(r io.Reader, sum string) error {
	_, err := s.addPhoto(r, sum, sum)
	return err
}

func (s *Store) addPhoto(r io.Reader, name, want string) (inspection.Photo, error) {
	if free, err := s.free(); err != nil {
		return inspection.Photo{}, err
	} else if free < photoReserve {
		return inspection.Photo{}, say("only %d MB are free below %s, photos are refused, answers go on (%d MB are needed): free some room; nothing was lost", free>>20, s.home, photoReserve>>20)
	}
	temp := make([]byte, 16)
	if _, err := s.o.random(temp); err != nil {
		return inspection.Photo{}, err
	}
	o, err := create(s.o.disk, s.path(photoDir, hex.EncodeToString(temp)))
	if err != nil {
		return inspection.Photo{}, say("photo: %w", err)
	}
	b := s.sealing()
	sum, first := sha256.New(), &start{}
	size := int64(0)
	w, err := b.writer(o)
	if err == nil {
		size, err = io.Copy(io.MultiWriter(w, sum, first), io.LimitReader(r, maxPhoto+1))
		err = errors.Join(err, w.Close())
	}
	if err == nil && size > maxPhoto {
		err = say("it has more than %d MB", maxPhoto>>20)
	}
	if err == nil && size == 0 {
		err = say("it is empty")
	}
	if err == nil && string(first.data[:min(len(ageMark), len(first.data))]) == ageMark {
		err = say("it is no picture but an encrypted file")
	}
	p := inspection.Photo{SHA256: hex.EncodeToString(sum.Sum(nil)), Size: size, Name: name, Mime: mimeOf(first.data)}
	if err == nil && want != "" && p.SHA256 != want {
		err = say("it was changed")
	}
	file := s.photoFile(p.SHA256)
	if err == nil {
		err = s.o.disk.Folder(filepath.Dir(file))
	}
	if err = o.place(file, err); err != nil {
		return inspection.Photo{}, say("photo %s: %w", name, err)
	}
	return p, s.o.disk.SyncDir(s.path(photoDir))
}

func (s *Store) photoFile(sum string) string { return s.path(photoDir, sum[:2], sum) }

// isSum says whether a name is a SHA-256 in hexadecimal.
func isSum(name string) bool {
	b, err := hex.DecodeString(name)
	return err == nil && len(b) == sha256.Size && strings.ToLower(name) == name
}

// OpenPhoto reads a photo in the clear, whole or not at all: a changed one is an error. The error is ErrNotFound when it
// is not here. Photos of up to maxPhoto bytes are read into memory.
func (s *Store) OpenPhoto(sum string) ([]byte, error) {
	var b bytes.Buffer
	if err := s.readPhoto(sum, &b); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// HasPhoto says whether a photo lies here; what it holds is not looked at.
func (s *Store) HasPhoto(sum string) bool {
	if !isSum(sum) {
		return false
	}
	f, err := s.o.disk.Open(s.photoFile(sum))
	if err != nil {
		return false
	}
	_ = f.Close() // nothing was written
	return true
}

// VerifyPhoto reads a photo and compares it with its name.
func (s *Store) VerifyPhoto(sum string) error { return s.readPhoto(sum, io.Discard) }

func (s *Store) readPhoto(sum string, w io.Writer) error {
	if !isSum(sum) {
		return say("photo %q is not a SHA-256", sum)
	}
	in, _, done, err := s.openPhoto(s.photoFile(sum), s.sealing())
	if errors.Is(err, fs.ErrNotExist) {
		return say("photo %s: %w", sum, ErrNotFound)
	}
	if err != nil {
		return err
	}
	h := sha256.New()
	_, err = io.Copy(io.MultiWriter(h, w), io.LimitReader(in, maxPhoto+1))
	if err = errors.Join(err, done()); err != nil {
		return say("photo %s was changed on the disk: %w", sum, err)
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
