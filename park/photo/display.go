package photo

import (
	"context"
	"errors"
	"fmt"
	"io"

	"anquan.example/paicha/internal/jpg"
)

// ErrNoDisplay says that a file is kept as it came, and offered to those who may have it, but not shown: HEIC and videos.
var ErrNoDisplay = errors.New("no picture of this file can be shown: download the original")

// quality of what is shown: writing on a plate stays readable.
const quality = 82

// turns are how many pictures are decoded at a time: each may take some 400 MB.
var turns = make(chan struct{}, 2)

// Display makes a JPEG at most that many pixels wide and high. It waits for its turn until ctx ends.
func Display(ctx context.Context, r io.ReadSeeker, most int) (jpeg []byte, err error) {
	switch mime, ok := Sniff(r); {
	case !ok:
		return nil, errors.New("the file is neither a photo nor a video")
	case mime != JPEG && mime != PNG && mime != WebP:
		return nil, ErrNoDisplay
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, fmt.Errorf("read the photo: %w", err)
	}
	select {
	case turns <- struct{}{}:
		defer func() { <-turns }()
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	jpeg, _, _, err = jpg.Copy(r, most, quality)
	if err != nil {
		return nil, fmt.Errorf("show the photo: %w", err)
	}
	return jpeg, nil
}

// Taken is when a photo says that it was taken, as "2006-01-02 15:04:05" by the camera's clock, and whether it says where. Videos say
// nothing here.
func Taken(r io.Reader) (time string, place bool) {
	e := jpg.ReadExif(r)
	return e.Taken, e.Place
}
