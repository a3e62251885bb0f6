package qr

import (
	"bytes"
	"image/png"
	"strings"
	"testing"

	"rsc.io/qr"
)

// What is drawn for printers of text and for documents is the code, module by module.
func TestPaperDrawsTheCode(t *testing.T) {
	const text = "https://park.example/entry/ABCDEFGH"
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := Plain(text)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(drawn, "\n"), "\n")
	for y := range code.Size {
		for x := range code.Size {
			half := strings.IndexRune(" ▄▀█", []rune(lines[y/2])[x])
			if black := half == 7 || half == 4 && y%2 == 0 || half == 1 && y%2 == 1; black != code.Black(x, y) { // three bytes each
				t.Fatalf("module %d,%d", x, y)
			}
		}
	}
	if code, err = qr.Encode(text, qr.M); err != nil {
		t.Fatal(err)
	}
	file, err := PNG(text)
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	for y := range code.Size {
		for x := range code.Size {
			if r, _, _, _ := picture.At((x+border)*8+4, (y+border)*8+4).RGBA(); r == 0 != code.Black(x, y) {
				t.Fatalf("module %d,%d of the picture", x, y)
			}
		}
	}
	for _, draw := range []func(string) error{func(s string) error { _, err := Plain(s); return err }, func(s string) error { _, err := PNG(s); return err }} {
		if draw(strings.Repeat("x", 5000)) == nil {
			t.Error("a text that no code holds was drawn")
		}
	}
}
