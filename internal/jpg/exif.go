package jpg

import (
	"bytes"
	"encoding/binary"
	"io"
	"strings"
	"time"
)

// Exif is what a photo says of itself (EXIF 2.32).
type Exif struct {
	Orientation int    // how its pixels are to be turned to stand upright: 1 not at all
	Taken       string // "2006-01-02 15:04:05" by the camera's clock; "" when it does not say
	Place       bool   // it says where
}

// Tags.
const (
	tagOrientation = 0x0112
	tagExif        = 0x8769 // where the camera's own directory is
	tagGPS         = 0x8825
	tagTaken       = 0x9003 // DateTimeOriginal
)

// reach is how far into a file EXIF is looked for: JPEG and HEIC have it at the beginning.
const reach = 1 << 20

// ReadExif reads what a JPEG, PNG, WebP or HEIC says of itself. A file that says nothing, or nonsense, stands upright.
func ReadExif(r io.Reader) Exif {
	head, _ := io.ReadAll(io.LimitReader(r, reach)) // what could be read is what there is
	return readTIFF(exifOf(head))
}

// exifOf finds the block that holds the directories. Each container has a mark of its own before it.
func exifOf(head []byte) []byte {
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xd8")):
		return exifOfJPEG(head[2:])
	case bytes.HasPrefix(head, []byte("\x89PNG")):
		_, block, _ := bytes.Cut(head, []byte("eXIf"))
		return block
	case bytes.HasPrefix(head, []byte("RIFF")):
		if _, block, found := bytes.Cut(head, []byte("EXIF")); found && len(block) > 4 {
			return bytes.TrimPrefix(block[4:], []byte("Exif\x00\x00"))
		}
	case len(head) > 12 && string(head[4:8]) == "ftyp":
		_, block, _ := bytes.Cut(head, []byte("Exif\x00\x00"))
		return block
	}
	return nil
}

// exifOfJPEG goes from segment to segment until the picture begins.
func exifOfJPEG(b []byte) []byte {
	for len(b) >= 4 && b[0] == 0xff && b[1] != 0xda {
		if b[1] == 0xff { // filling
			b = b[1:]
			continue
		}
		n := min(2+int(binary.BigEndian.Uint16(b[2:])), len(b))
		if block, is := bytes.CutPrefix(b[4:max(n, 4)], []byte("Exif\x00\x00")); is && b[1] == 0xe1 {
			return block
		}
		b = b[max(n, 4):]
	}
	return nil
}

// tiff is a block of directories; every place in it is from outside and checked.
type tiff struct {
	binary.ByteOrder
	data []byte
}

func readTIFF(b []byte) Exif {
	e := Exif{Orientation: 1}
	t := tiff{binary.LittleEndian, b}
	switch {
	case len(b) < 8:
		return e
	case string(b[:4]) == "MM\x00*":
		t.ByteOrder = binary.BigEndian
	case string(b[:4]) != "II*\x00":
		return e
	}
	t.each(t.Uint32(b[4:]), func(tag uint16, entry []byte) {
		switch tag {
		case tagOrientation:
			if o := int(t.Uint16(entry[8:])); o >= 1 && o <= 8 {
				e.Orientation = o
			}
		case tagExif:
			t.each(t.Uint32(entry[8:]), func(tag uint16, entry []byte) {
				if tag == tagTaken {
					e.Taken = t.moment(entry)
				}
			})
		case tagGPS:
			t.each(t.Uint32(entry[8:]), func(tag uint16, _ []byte) { e.Place = e.Place || tag == 2 || tag == 4 }) // latitude, longitude
		}
	})
	return e
}

// each calls f for the entries of a directory, 12 bytes each.
func (t tiff) each(at uint32, f func(tag uint16, entry []byte)) {
	if int64(at) < 8 || int64(at)+2 > int64(len(t.data)) {
		return
	}
	entries := t.data[at+2:]
	for n := t.Uint16(t.data[at:]); n > 0 && len(entries) >= 12; n, entries = n-1, entries[12:] {
		f(t.Uint16(entries), entries[:12])
	}
}

// moment is a time written as "2006:01:02 15:04:05".
func (t tiff) moment(entry []byte) string {
	at, n := int64(t.Uint32(entry[8:])), int64(t.Uint32(entry[4:]))
	if n < 19 || at+19 > int64(len(t.data)) {
		return ""
	}
	taken, err := time.Parse("2006:01:02 15:04:05", strings.TrimRight(string(t.data[at:at+19]), "\x00 "))
	if err != nil {
		return ""
	}
	return taken.Format(time.DateTime)
}
