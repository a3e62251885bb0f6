package jpg

import (
	"bytes"
	"image"
	"image/color"
	"testing"
)

// exif is a JPEG's beginning that says an orientation, in both byte orders.
func exif(o byte, big bool) []byte {
	tiff := []byte("II*\x00\x08\x00\x00\x00\x01\x00\x12\x01\x03\x00\x01\x00\x00\x00")
	value := []byte{o, 0, 0, 0}
	if big {
		tiff = []byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01")
		value = []byte{0, o, 0, 0}
	}
	return append(append([]byte("\xff\xd8\xff\xe1\x00\x20Exif\x00\x00"), tiff...), value...)
}

func TestOrientationIsRead(t *testing.T) {
	for o := byte(1); o <= 8; o++ {
		for _, big := range []bool{false, true} {
			if got := ReadExif(bytes.NewReader(exif(o, big))).Orientation; got != int(o) {
				t.Errorf("orientation %d (big endian %v): %d", o, big, got)
			}
		}
	}
	for _, bad := range [][]byte{nil, []byte("\xff\xd8"), exif(9, false), exif(0, true), exif(6, false)[:20], []byte("\x89PNG")} {
		if got := ReadExif(bytes.NewReader(bad)).Orientation; got != 1 {
			t.Errorf("%q: %d", bad, got)
		}
	}
}

// The mark stands in the upper left corner once the picture is upright; where it is in the pixels is by EXIF's table:
// orientation n puts row 0 and column 0 on these sides of the scene.
func TestUprightPutsTheCornerWhereItBelongs(t *testing.T) {
	corner := map[int]image.Point{1: {0, 0}, 2: {2, 0}, 3: {2, 1}, 4: {0, 1}, 5: {0, 0}, 6: {0, 1}, 7: {2, 1}, 8: {2, 0}}
	for o, at := range corner {
		src := image.NewRGBA(image.Rect(0, 0, 3, 2))
		src.SetRGBA(at.X, at.Y, color.RGBA{255, 0, 0, 255})
		got := upright(src, o)
		if got.RGBAAt(0, 0).R != 255 {
			t.Errorf("orientation %d: the corner is elsewhere", o)
		}
		if w := got.Bounds().Dx(); o >= 5 && w != 2 || o < 5 && w != 3 {
			t.Errorf("orientation %d: %d wide", o, w)
		}
	}
}
