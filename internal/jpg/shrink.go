package jpg

import (
	"image"

	"golang.org/x/image/draw"
)

// shrink makes the picture at most edge pixels wide and high. What is transparent becomes white.
func shrink(src image.Image, edge int) *image.RGBA {
	dst := averaged(src, fit(src.Bounds().Size(), edge))
	if dst.Opaque() {
		return dst
	}
	white := image.NewRGBA(dst.Bounds())
	draw.Draw(white, white.Bounds(), image.White, image.Point{}, draw.Src)
	draw.Draw(white, white.Bounds(), dst, image.Point{}, draw.Over)
	return white
}

// averaged makes each pixel the mean of the area that it stands for: no line of the original is left out. It adds whole numbers, so that every
// machine makes the same picture, and holds one line of the original at a time.
func averaged(src image.Image, size image.Point) *image.RGBA {
	from := src.Bounds()
	dst := image.NewRGBA(image.Rectangle{Max: size})
	if from.Size() == size {
		draw.Draw(dst, dst.Bounds(), src, from.Min, draw.Src)
		return dst
	}
	line := image.NewRGBA(image.Rect(0, 0, from.Dx(), 1))
	across := make([]uint64, 4*size.X)
	sums := make([]uint64, 4*size.X)
	// A line of the original is size.Y high, one of the copy from.Dy(): both are whole numbers then, as in spread.
	filled, at := 0, 0
	for y := range from.Dy() {
		draw.Draw(line, line.Bounds(), src, image.Pt(from.Min.X, from.Min.Y+y), draw.Src)
		spread(line.Pix, across, from.Dx(), size.X)
		for left := size.Y; left > 0; {
			take := min(left, from.Dy()-filled)
			for n, v := range across {
				sums[n] += v * uint64(take)
			}
			left -= take
			if filled += take; filled == from.Dy() {
				area := uint64(from.Dx()) * uint64(from.Dy())
				for n, v := range sums {
					dst.Pix[at*dst.Stride+n] = byte((v + area/2) / area)
				}
				clear(sums)
				filled = 0
				at++
			}
		}
	}
	return dst
}

// spread adds up a line's pixels, each to wide, into those of the copy, each from wide.
func spread(pix []byte, sums []uint64, from, to int) {
	clear(sums)
	filled, at := 0, 0
	for x := range from {
		p := pix[4*x : 4*x+4]
		for left := to; left > 0; {
			take := min(left, from-filled)
			s, t := sums[4*at:4*at+4], uint64(take)
			s[0] += uint64(p[0]) * t
			s[1] += uint64(p[1]) * t
			s[2] += uint64(p[2]) * t
			s[3] += uint64(p[3]) * t
			left -= take
			if filled += take; filled == from {
				filled = 0
				at++
			}
		}
	}
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
