package sheet

import (
	"bytes"
	"compress/gzip"
	"embed"
	"fmt"
	"io"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

// The typefaces of the PDF; font/README.md says where they are from.
//
//go:embed font/song.ttf.gz font/hei.ttf.gz
var fontFiles embed.FS

// face is a typeface: its file, and how wide every character is that it has, in thousandths of its size.
type face struct {
	name   string
	file   []byte
	widths map[rune]int
}

// faces are Song for text and Hei for headings; each stands in for what the other lacks.
var faces = sync.OnceValues(func() (loaded [2]*face, err error) {
	for n, name := range []string{"song", "hei"} {
		if loaded[n], err = loadFace(name); err != nil {
			return loaded, fmt.Errorf("typeface %s: %w", name, err)
		}
	}
	return loaded, nil
})

func loadFace(name string) (*face, error) {
	packed, err := fontFiles.ReadFile("font/" + name + ".ttf.gz")
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	f := &face{name: name, widths: map[rune]int{}}
	if f.file, err = io.ReadAll(z); err != nil {
		return nil, err
	}
	parsed, err := sfnt.Parse(f.file)
	if err != nil {
		return nil, err
	}
	var buffer sfnt.Buffer
	for r := ' '; r <= 0xffff; r++ { // the PDF's text is of two bytes a character
		glyph, err := parsed.GlyphIndex(&buffer, r)
		if err != nil {
			return nil, err
		}
		if glyph == 0 {
			continue
		}
		wide, err := parsed.GlyphAdvance(&buffer, glyph, fixed.I(1000), font.HintingNone)
		if err != nil {
			return nil, err
		}
		f.widths[r] = wide.Round()
	}
	return f, nil
}

// missing stands for a character that neither typeface has, and for those beyond U+FFFF, which the library cannot write: what printers of
// Chinese have always set for it. The other formats carry the character.
const missing = '〓'

// set is the face that has the character, and the character; missing for one that nobody has.
func set(faces [2]*face, wanted int, r rune) (int, rune) {
	for _, n := range []int{wanted, 1 - wanted} {
		if _, has := faces[n].widths[r]; has {
			return n, r
		}
	}
	return wanted, missing
}
