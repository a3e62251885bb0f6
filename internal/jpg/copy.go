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

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"
)

// What is decoded at most: pixels, and bytes of memory while it is.
const (
	MaxPixels = 64 << 20
	maxBytes  = 256 << 20
)

// Copy makes a JPEG at most edge pixels wide and high, and says how large it is. What would not fit in memory is refused before it is
// decoded.
func Copy(r io.ReadSeeker, edge, quality int) (jpg []byte, width, height int, err error) {
	if err := bounded(r); err != nil {
		return nil, 0, 0, err
	}
	turn := ReadExif(r).Orientation
	if _, err := r.Seek(0, io.SeekStart); err != nil {
		return nil, 0, 0, err
	}
	src, _, err := image.Decode(r)
	if err != nil {
		return nil, 0, 0, fmt.Errorf("the picture is damaged: %w", err)
	}
	dst := upright(shrink(src, edge), turn)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, dst, &jpeg.Options{Quality: quality}); err != nil {
		return nil, 0, 0, err
	}
	return b.Bytes(), dst.Bounds().Dx(), dst.Bounds().Dy(), nil
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

// shrink halves the picture, each pixel the mean of four, until the last step is less than that: no line of the original
// is left out. What is transparent becomes white.
func shrink(src image.Image, edge int) *image.RGBA {
	size := src.Bounds().Size()
	to := fit(size, edge)
	for size.X >= 2*to.X && size.Y >= 2*to.Y && size != to {
		size = image.Pt(size.X/2, size.Y/2)
		src = scaled(src, size)
	}
	dst := scaled(src, to)
	if dst.Opaque() {
		return dst
	}
	white := image.NewRGBA(dst.Bounds())
	draw.Draw(white, white.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(white, white.Bounds(), dst, image.Point{}, draw.Over)
	return white
}

func scaled(src image.Image, size image.Point) *image.RGBA {
	dst := image.NewRGBA(image.Rectangle{Max: size})
	draw.ApproxBiLinear.Scale(dst, dst.Bounds(), src, src.Bounds(), draw.Src, nil)
	return dst
}

func fit(size image.Point, edge int) image.Point {
	w, h := size.X, size.Y
	if w <= edge && h <= edge {
		return size
	}
	if w >= h {
		return image.Pt(edge, max(1, h*edge/w))
	}
	return image.Pt(max(1, w*edge/h), edge)
}
