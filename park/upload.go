package park

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"mime"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/photo"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/wire"
)

// MaxUpload is the largest photo or video that a page takes, bytes.
const MaxUpload = 64 << 20

// ErrNoPhoto says that what was uploaded is no photo or video that the park takes.
var ErrNoPhoto = errors.New("it is no photo or video that the park takes: JPEG, PNG, WebP, HEIC, MP4 or MOV")

// ErrTooLarge says that an upload is larger than MaxUpload.
var ErrTooLarge = fmt.Errorf("it is larger than %d MB", MaxUpload>>20)

// Upload takes in a photo: its kind is told by its content, never by its name. It is durable when Upload returns.
func (p *Park) Upload(ctx context.Context, who account.Person, name string, r io.Reader) (inspection.Photo, error) {
	file, err := os.CreateTemp("", "paicha-upload-*")
	if err != nil {
		return inspection.Photo{}, err
	}
	defer func() {
		_ = file.Close() // what counts is in the park's store by then
		_ = os.Remove(file.Name())
	}()
	h := sha256.New()
	size, err := io.Copy(io.MultiWriter(file, h), io.LimitReader(r, MaxUpload+1))
	switch {
	case err != nil:
		return inspection.Photo{}, fmt.Errorf("take in %s: %w", name, err)
	case size > MaxUpload:
		return inspection.Photo{}, ErrTooLarge
	}
	head := make([]byte, 512)
	n, _ := file.ReadAt(head, 0) // short files give less
	kind, known := photo.Sniff(bytes.NewReader(head[:n]))
	if !known {
		return inspection.Photo{}, ErrNoPhoto
	}
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return inspection.Photo{}, err
	}
	taken, _ := photo.Taken(file)
	if _, err := file.Seek(0, io.SeekStart); err != nil {
		return inspection.Photo{}, err
	}
	sum := wire.Sum(h.Sum(nil))
	if err := p.Sync.TakeWholePhoto(ctx, wire.FeedID{}, sum, size, file); err != nil {
		return inspection.Photo{}, fmt.Errorf("keep %s: %w", name, err)
	}
	return inspection.Photo{SHA256: sum.String(), Size: size, Name: plainName(name, kind), Mime: kind, Taken: taken}, nil
}

// plainName is a file's name without its folders and without what could drive a terminal.
func plainName(name, kind string) string {
	name = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return -1
		}
		return r
	}, filepath.Base(strings.ReplaceAll(name, "\\", "/")))
	if runes := []rune(name); len(runes) > 100 {
		name = string(runes[len(runes)-100:])
	}
	if name == "" || name == "." || name == "/" {
		all, _ := mime.ExtensionsByType(kind)
		name = "photo"
		if len(all) > 0 {
			name += all[0]
		}
	}
	return name
}

// Photo opens a photo as it came, for who may have originals: the park's people, and the enterprise whose it is. A photo belongs to
// the inspections that name it.
func (p *Park) Photo(ctx context.Context, who account.Person, id string, sum wire.Sum) (r io.ReadSeekCloser, e inspection.Photo, err error) {
	err = p.DB.Read(ctx, func(tx *sqldb.Tx) error {
		if err := May(tx, who, id); err != nil {
			return err
		}
		e, err = project.Named(tx, id, sum.String())
		return err
	})
	if err != nil {
		return nil, e, err
	}
	if e.SHA256 == "" {
		return nil, e, fmt.Errorf("%w: photo %s", ErrNotThere, sum)
	}
	r, _, err = p.Sync.OpenPhoto(sum)
	return r, e, err
}
