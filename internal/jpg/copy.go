// Package jpg makes copies of photos for documents and pages: upright, no larger than asked for, as JPEG without anything that the
// original says of where, when and by what it was taken. The original stays as it is.
package jpg

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	_ "image/png" // decoders of what tablets and phones make
	"io"

	_ "golang.org/x/image/webp"
)

// What is decoded at most: pixels, and bytes of memory while it is.
const (
	MaxPixels = 64 << 20
	maxBytes  = 256 << 20
)

// Copy makes a JPEG at most edge pixels wide and high, and says how large it is.
// The same original gives the same bytes on every machine. What would not fit in memory is refused before it is decoded.
func Copy(r io.ReadSeeker, edge, quality int) (jpg []byte, width, height int, err error) {
	if err := bounded(r); err != nil {
		return nil, 0, 0, err
	}
	turn := ReadExif(r).Orientation
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, 0, 0, err
	}
	src, err := decode(r, edge)
	if err != nil {
		return nil, 0, 0, fmt.Errorf("the picture is damaged: %w", err)
	}
	dst := src
	if size := src.Bounds().Size(); turn > 1 || max(size.X, size.Y) > edge || !plainJPEG(src) {
		dst = upright(shrink(src, edge), turn)
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, dst, &jpeg.Options{Quality: quality}); err != nil {
		return nil, 0, 0, err
	}
	return b.Bytes(), dst.Bounds().Dx(), dst.Bounds().Dy(), nil
}

// plainJPEG says that the encoder takes a picture as it is: not transparent, and without turning its colours round.
func plainJPEG(m image.Image) bool {
	switch m.(type) {
	case *image.YCbCr, *image.Gray:
		return true
	}
	return false
}

// maxFile is how large a JPEG is read whole, for reduced.
const maxFile = 64 << 20

// decode reads the picture, reduced when it is a JPEG that is much larger than edge.
func decode(r io.ReadSeeker, edge int) (image.Image, error) {
	c, kind, err := image.DecodeConfig(r)
	if err != nil {
		return nil, err
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, err
	}
	if n := eighths(max(c.Width, c.Height), edge); kind == "jpeg" && n < 8 {
		data, err := io.ReadAll(io.LimitReader(r, maxFile))
		if err != nil {
			return nil, err
		}
		if m, err := reduced(data, n); err == nil {
			return m, nil
		}
		if _, err := r.Seek(0, io.SeekStart); err != nil {
			return nil, err
		}
	}
	m, _, err := image.Decode(r)
	return m, err
}

// eighths is how much of its size a picture is decoded at: the least that is still no less than edge.
func eighths(long, edge int) int {
	for _, n := range []int{1, 2, 4} {
		if (long*n+7)/8 >= edge {
			return n
		}
	}
	return 8
}

// bounded refuses what is too large to decode, and leaves r at its beginning.
func bounded(r io.ReadSeeker) error {
	c, kind, err := image.DecodeConfig(r)
	if err != nil {
		return fmt.Errorf("the picture cannot be read: %w", err)
	}
	if c.Width <= 0 || c.Height <= 0 || c.Width > MaxPixels/c.Height {
		return fmt.Errorf("%d × %d pixels are too many", c.Width, c.Height)
	}
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return err
	}
	each := bytesPerPixel(c.ColorModel)
	if kind == "jpeg" {
		each = jpegBytes(r)
		if _, err := r.Seek(0, io.SeekStart); err != nil {
			return err
		}
	}
	if c.Width*c.Height > maxBytes/each {
		return fmt.Errorf("%d × %d pixels of %d bytes are too many", c.Width, c.Height, each)
	}
	return nil
}

func bytesPerPixel(m color.Model) int {
	if m == color.RGBA64Model || m == color.NRGBA64Model {
		return 8
	}
	return 4
}

// jpegBytes is what decoding takes for each pixel. A progressive JPEG keeps its coefficients, four bytes each, until its end.
func jpegBytes(r io.Reader) int {
	const worst = 4 * 5
	head, _ := io.ReadAll(io.LimitReader(r, reach))
	for b := head[min(2, len(head)):]; len(b) >= 10 && b[0] == 0xff; {
		n := 2 + int(b[2])<<8 + int(b[3])
		switch b[1] {
		case 0xff:
			n = 1
		case 0xc0, 0xc1: // baseline
			return 4
		case 0xc2:
			return 5 * samples(b)
		}
		if n > len(b) {
			break
		}
		b = b[n:]
	}
	return worst
}

// samples is how many samples a frame keeps for each pixel, rounded up.
func samples(frame []byte) int {
	parts := int(frame[9])
	if parts < 1 || parts > 4 || len(frame) < 10+3*parts {
		return 4
	}
	all, most := 0, 1
	for n := range parts {
		hv := frame[11+3*n]
		all += int(hv>>4) * int(hv&15)
		most = max(most, int(hv>>4)*int(hv&15))
	}
	return min((all+most-1)/most, 4)
}
