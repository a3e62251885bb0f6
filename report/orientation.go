package report

import (
	"bytes"
	"encoding/binary"
	"image"
	"io"
)

// orientation is how a JPEG's pixels are to be turned to stand upright (EXIF 2.32, tag 0x0112): 1 not at all; 1 also when
// the file does not say. Phones and tablets keep the pixels as the sensor lies and say so here.
func orientation(r io.Reader) int {
	head := make([]byte, 64<<10) // EXIF is the first segment, at most 64 KB
	n, _ := io.ReadFull(r, head)
	head = head[:n]
	i := bytes.Index(head, []byte("Exif\x00\x00"))
	if !bytes.HasPrefix(head, []byte("\xff\xd8")) || i < 0 {
		return 1
	}
	return tiffOrientation(head[i+6:])
}

func tiffOrientation(t []byte) int {
	if len(t) < 8 {
		return 1
	}
	var order binary.ByteOrder = binary.LittleEndian
	if string(t[:2]) == "MM" {
		order = binary.BigEndian
	}
	at := int64(order.Uint32(t[4:]))
	if at < 8 || at+2 > int64(len(t)) {
		return 1
	}
	entries := int64(order.Uint16(t[at:]))
	for e := at + 2; entries > 0 && e+12 <= int64(len(t)); e, entries = e+12, entries-1 {
		if order.Uint16(t[e:]) == 0x0112 {
			if o := int(order.Uint16(t[e+8:])); o >= 1 && o <= 8 {
				return o
			}
		}
	}
	return 1
}

// upright turns and mirrors a picture as its orientation says.
func upright(src *image.RGBA, orientation int) *image.RGBA {
	if orientation <= 1 || orientation > 8 {
		return src
	}
	w, h := src.Bounds().Dx(), src.Bounds().Dy()
	turned := orientation >= 5 // rows become columns
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	if turned {
		dst = image.NewRGBA(image.Rect(0, 0, h, w))
	}
	for y := range dst.Bounds().Dy() {
		for x := range dst.Bounds().Dx() {
			u, v := x, y
			if turned {
				u, v = y, x
			}
			switch orientation {
			case 2, 8:
				u = w - 1 - u
			case 3, 7:
				u, v = w-1-u, h-1-v
			case 4, 6:
				v = h - 1 - v
			}
			dst.SetRGBA(x, y, src.RGBAAt(u, v))
		}
	}
	return dst
}
