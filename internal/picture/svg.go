package main

import (
	"bytes"
	"fmt"
	"html"
	"image/color"

	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
)

// Size of a cell in the picture, in its units.
const (
	cellWidth  = 9
	cellHeight = 19
	baseline   = 14
	margin     = 10
)

var (
	paper = color.RGBA{0x16, 0x16, 0x16, 0xff}
	ink   = color.RGBA{0xe6, 0xe6, 0xe6, 0xff}
)

// svg draws a screen: a rectangle for each coloured cell, each glyph at its cell's left edge and as wide as the
// cell, so that Chinese lines up whatever font shows it.
func svg(screen *vt.Emulator) []byte {
	var b bytes.Buffer
	w, h := screen.Width()*cellWidth+2*margin, screen.Height()*cellHeight+2*margin
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d">`+"\n", w, h, w, h)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" rx="8" fill="%s"/>`+"\n", w, h, hex(paper))
	fmt.Fprintf(&b, `<g transform="translate(%d %d)" font-family="'Noto Sans Mono CJK SC','Sarasa Mono SC','Source Han Mono SC','Microsoft YaHei Mono',monospace" font-size="15" xml:space="preserve">`+"\n", margin, margin)
	for y := range screen.Height() {
		for x := range screen.Width() {
			if c := screen.CellAt(x, y); c != nil && c.Width > 0 {
				cell(&b, x, y, c)
			}
		}
	}
	b.WriteString("</g>\n</svg>\n")
	return b.Bytes()
}

func cell(b *bytes.Buffer, x, y int, c *uv.Cell) {
	back, front := pick(c.Style.Bg, paper), pick(c.Style.Fg, ink)
	if c.Style.Attrs&uv.AttrReverse != 0 {
		back, front = front, back
	}
	if back != paper {
		fmt.Fprintf(b, `<rect x="%d" y="%d" width="%d" height="%d" fill="%s"/>`+"\n", x*cellWidth, y*cellHeight, c.Width*cellWidth, cellHeight, hex(back))
	}
	if c.Content == "" || c.Content == " " {
		return
	}
	weight := ""
	if c.Style.Attrs&uv.AttrBold != 0 {
		weight = ` font-weight="bold"`
	}
	fmt.Fprintf(b, `<text x="%d" y="%d" textLength="%d" lengthAdjust="spacingAndGlyphs" fill="%s"%s>%s</text>`+"\n",
		x*cellWidth, y*cellHeight+baseline, c.Width*cellWidth, hex(front), weight, html.EscapeString(c.Content))
}

func pick(c color.Color, otherwise color.RGBA) color.RGBA {
	if c == nil {
		return otherwise
	}
	return color.RGBAModel.Convert(c).(color.RGBA)
}

func hex(c color.RGBA) string { return fmt.Sprintf("#%02x%02x%02x", c.R, c.G, c.B) }
