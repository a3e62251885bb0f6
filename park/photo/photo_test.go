package photo

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

// plain is a picture, red on its left, blue on its right.
func plain(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{200, 0, 0, 255}
			if x >= w/2 {
				c = color.RGBA{0, 0, 200, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func jpegOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngOf(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// exifBlock says how the camera was held, when and where.
func exifBlock(orientation uint16) []byte {
	o := binary.BigEndian
	b := []byte("MM\x00*\x00\x00\x00\x08")
	entry := func(tag, kind uint16, count, value uint32) {
		b = o.AppendUint32(o.AppendUint32(o.AppendUint16(o.AppendUint16(b, tag), kind), count), value)
	}
	b = o.AppendUint16(b, 3)
	entry(0x0112, 3, 1, uint32(orientation)<<16)
	entry(0x8769, 4, 1, 50)
	entry(0x8825, 4, 1, 88)
	b = o.AppendUint32(b, 0)
	b = o.AppendUint16(b, 1) // at 50
	entry(0x9003, 2, 20, 68)
	b = o.AppendUint32(b, 0)
	b = append(b, "2026:09:30 08:15:00\x00"...) // at 68
	b = o.AppendUint16(b, 1)                    // at 88
	entry(2, 5, 3, 106)
	b = o.AppendUint32(b, 0)
	for _, n := range []uint32{29, 1, 33, 1, 46, 1} { // at 106
		b = o.AppendUint32(b, n)
	}
	return append(b, "GPSMARK"...)
}

// withExif puts the block behind a JFIF segment, where cameras that write both have it.
func withExif(jpg, block []byte) []byte {
	out := []byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00\xff\xe1")
	out = binary.BigEndian.AppendUint16(out, uint16(2+6+len(block)))
	out = append(append(out, "Exif\x00\x00"...), block...)
	return append(out, jpg[2:]...)
}

// webp1x1 is a picture of one pixel, lossless.
var webp1x1, _ = base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")

func TestSniffGoesByContent(t *testing.T) {
	box := func(brands string) string { return "\x00\x00\x00\x20ftyp" + brands }
	for want, all := range map[string][]string{
		JPEG: {string(jpegOf(t, plain(8, 8)))}, PNG: {string(pngOf(t, plain(8, 8)))}, WebP: {string(webp1x1)},
		HEIC: {box("heic\x00\x00\x00\x00mif1heic"), box("mif1\x00\x00\x00\x00mif1heic")}, MP4: {box("isom\x00\x00\x02\x00isomiso2"), box("mp42\x00\x00\x00\x00isom")},
		QuickTime: {box("qt  \x00\x00\x00\x00qt  ")}, ThreeGP: {box("3gp4\x00\x00\x00\x00isom")},
		"": {"", "GIF89a..............", "<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "<!doctype html><script>", "\xef\xbb\xbf<svg>", "%PDF-1.7 ..........",
			"PK\x03\x04..............", "RIFF....WAVEfmt ....", box("M4A \x00\x00\x00\x00"), box("avif\x00\x00\x00\x00mif1avif"), box("mif1\x00\x00\x00\x00mif1avif"), "\xff\xd8"},
	} {
		for _, data := range all {
			if mime, ok := Sniff(strings.NewReader(data)); mime != want || ok != (want != "") {
				t.Errorf("%.30q: %q %v, want %q", data, mime, ok, want)
			}
		}
	}
}

func TestDisplayIsUprightSmallAndSaysNothing(t *testing.T) {
	original := withExif(jpegOf(t, plain(400, 200)), exifBlock(6))
	if taken, place := Taken(bytes.NewReader(original)); taken != "2026-09-30 08:15:00" || !place {
		t.Errorf("taken %q, place %v", taken, place)
	}
	shown, err := Display(t.Context(), bytes.NewReader(original), 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, mark := range []string{"Exif", "GPSMARK", "2026:09:30", "MM\x00*"} {
		if !bytes.Contains(original, []byte(mark)) {
			t.Fatalf("the original does not hold %q: this test finds nothing", mark)
		}
		if bytes.Contains(shown, []byte(mark)) {
			t.Errorf("what is shown holds %q", mark)
		}
	}
	if taken, place := Taken(bytes.NewReader(shown)); taken != "" || place {
		t.Errorf("what is shown says %q %v", taken, place)
	}
	m, err := jpeg.Decode(bytes.NewReader(shown))
	if err != nil || m.Bounds().Dx() != 50 || m.Bounds().Dy() != 100 {
		t.Fatalf("%v %v", m, err)
	}
	if r, _, b, _ := m.At(25, 10).RGBA(); r < b { // orientation 6: what was left is above
		t.Error("it does not stand upright")
	}
}

func TestWhereAPhotoWasTakenIsFoundInEveryContainer(t *testing.T) {
	block := exifBlock(1)
	for name, data := range map[string]string{
		"png":  "\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR.................\x00\x00\x00\x99eXIf" + string(block),
		"webp": "RIFF....WEBPVP8X..........EXIF\x99\x00\x00\x00" + string(block),
		"heic": "\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic....mdat\x00\x00\x00\x06Exif\x00\x00" + string(block),
	} {
		if taken, place := Taken(strings.NewReader(data)); taken != "2026-09-30 08:15:00" || !place {
			t.Errorf("%s: %q %v", name, taken, place)
		}
	}
	if taken, place := Taken(bytes.NewReader(jpegOf(t, plain(8, 8)))); taken != "" || place {
		t.Errorf("a photo that says nothing: %q %v", taken, place)
	}
}

func TestDisplayTakesEveryPicture(t *testing.T) {
	clear := image.NewNRGBA(image.Rect(0, 0, 20, 20)) // wholly transparent
	for name, data := range map[string][]byte{"png": pngOf(t, plain(30, 20)), "webp": webp1x1, "transparent": pngOf(t, clear)} {
		shown, err := Display(t.Context(), bytes.NewReader(data), 10)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		m, err := jpeg.Decode(bytes.NewReader(shown))
		if err != nil {
			t.Fatal(err)
		}
		if r, _, _, _ := m.At(0, 0).RGBA(); name == "transparent" && r < 0xf000 {
			t.Error("what is transparent is not white")
		}
	}
}

// bomb is a PNG whose heading promises that many pixels.
func bomb(w, h uint32, depth byte) []byte {
	b := []byte("\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")
	b = binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32(b, w), h)
	b = append(b, depth, 6, 0, 0, 0)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(b[12:]))
}

// progressive makes a baseline JPEG say that it is progressive, and that large.
func progressive(t *testing.T, w, h uint16) []byte {
	data := jpegOf(t, plain(8, 8))
	at := bytes.Index(data, []byte("\xff\xc0"))
	data[at+1] = 0xc2
	binary.BigEndian.PutUint16(data[at+5:], h)
	binary.BigEndian.PutUint16(data[at+7:], w)
	return data
}

func TestWhatWouldNotFitInMemoryIsRefused(t *testing.T) {
	for name, data := range map[string][]byte{
		"pixels": bomb(100_000, 100_000, 8), "deep": bomb(7000, 7000, 16), "progressive": progressive(t, 7000, 7000), "one row": bomb(1<<31-1, 1, 8),
	} {
		if _, err := Display(t.Context(), bytes.NewReader(data), 100); err == nil || !strings.Contains(err.Error(), "too many") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestWhatCannotBeShown(t *testing.T) {
	for _, box := range []string{"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00isommp42"} {
		if _, err := Display(t.Context(), strings.NewReader(box), 100); !errors.Is(err, ErrNoDisplay) {
			t.Errorf("%q: %v", box, err)
		}
	}
	whole := jpegOf(t, plain(64, 64))
	for _, bad := range [][]byte{nil, []byte("<svg/>"), whole[:len(whole)/2], []byte("\xff\xd8\xff\xe1"), bomb(10, 10, 8)} {
		if _, err := Display(t.Context(), bytes.NewReader(bad), 100); err == nil || errors.Is(err, ErrNoDisplay) {
			t.Errorf("%.20q: %v", bad, err)
		}
	}
}

// Two are decoded at a time; a third waits, and goes when nobody waits for it any more.
func TestDecodingWaitsForItsTurn(t *testing.T) {
	for range cap(turns) {
		turns <- struct{}{}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Display(ctx, bytes.NewReader(jpegOf(t, plain(8, 8))), 8); !errors.Is(err, context.Canceled) {
		t.Errorf("it did not wait: %v", err)
	}
	for range cap(turns) {
		<-turns
	}
	for range 2 * cap(turns) { // turns are given back
		if _, err := Display(t.Context(), bytes.NewReader(jpegOf(t, plain(8, 8))), 8); err != nil {
			t.Fatal(err)
		}
	}
}

func FuzzDisplay(f *testing.F) {
	f.Add(withExif(jpegOf(f, plain(16, 8)), exifBlock(6)))
	f.Add(pngOf(f, plain(8, 8)))
	f.Add(webp1x1)
	f.Add([]byte("\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic"))
	f.Fuzz(func(t *testing.T, data []byte) {
		Taken(bytes.NewReader(data))
		if c, _, err := image.DecodeConfig(bytes.NewReader(data)); err == nil && c.Width*c.Height > 1<<20 {
			return // a few bytes can be a large plain picture, which takes a second
		}
		if shown, err := Display(t.Context(), bytes.NewReader(data), 32); err == nil {
			if c, err := jpeg.DecodeConfig(bytes.NewReader(shown)); err != nil || max(c.Width, c.Height) > 32 {
				t.Errorf("%v %v", c, err)
			}
		}
	})
}
