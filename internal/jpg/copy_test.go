package jpg

import (
	"bytes"
	"image"
	"image/jpeg"
	"testing"
)

func TestACopyIsSmallAndBounded(t *testing.T) {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, image.NewRGBA(image.Rect(0, 0, 3000, 200)), nil); err != nil {
		t.Fatal(err)
	}
	copied, w, h, err := Copy(bytes.NewReader(b.Bytes()), 1000, 80)
	if err != nil || w != 1000 || h != 66 {
		t.Fatalf("%d × %d, %v", w, h, err)
	}
	if _, err := jpeg.Decode(bytes.NewReader(copied)); err != nil {
		t.Error(err)
	}
	// a header that promises 100,000 × 100,000 pixels
	header := "\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x86\xa0\x00\x01\x86\xa0\x08\x02\x00\x00\x00\xff\xff\xff\xff"
	if _, _, _, err := Copy(bytes.NewReader([]byte(header)), 1000, 80); err == nil {
		t.Error("a bomb was decoded")
	}
}
