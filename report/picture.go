package report

import (
	"bytes"
	"fmt"
	"image"
	"image/jpeg"
	_ "image/png" // decoders of what tablets and phones make

	"golang.org/x/image/draw"
	_ "golang.org/x/image/webp"
)

// maxPixels refuses pictures that would not fit in a tablet's memory once decoded (4 bytes a pixel).
const maxPixels = 64 << 20

// picture is a copy of a photo for a document: JPEG, at most edge pixels wide and high. The original
// stays as it is; a document carries its hash.
func (p Photo) picture(edge int) (jpg []byte, width, height int, err error) {
	if p.read == nil {
		return nil, 0, 0, fmt.Errorf("the file is not on this machine")
	}
	data, err := p.read(p.SHA256)
	if err != nil {
		return nil, 0, 0, err
	}
	c, _, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil {
		return nil, 0, 0, fmt.Errorf("%s: %w", p.Name, err)
	}
	if c.Width <= 0 || c.Height <= 0 || c.Width > maxPixels/c.Height {
		return nil, 0, 0, fmt.Errorf("%s: %d × %d pixels are too many", p.Name, c.Width, c.Height)
	}
	turn := orientation(bytes.NewReader(data))
	src, _, err := image.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, 0, 0, fmt.Errorf("%s: %w", p.Name, err)
	}
	width, height = fit(c.Width, c.Height, edge)
	dst := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.ApproxBiLinear.Scale(dst, dst.Bounds(), src, src.Bounds(), draw.Src, nil)
	dst = upright(dst, turn)
	var b bytes.Buffer
	if err := jpeg.Encode(&b, dst, &jpeg.Options{Quality: 80}); err != nil {
		return nil, 0, 0, err
	}
	return b.Bytes(), dst.Bounds().Dx(), dst.Bounds().Dy(), nil
}

func fit(w, h, edge int) (int, int) {
	if w <= edge && h <= edge {
		return w, h
	}
	if w >= h {
		return edge, max(1, h*edge/w)
	}
	return max(1, w*edge/h), edge
}
