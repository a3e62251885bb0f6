package qr

import (
	"fmt"
	"strings"

	"rsc.io/qr"
)

// border is the quiet zone in print, modules (ISO/IEC 18004).
const border = 4

// SVG draws text as a QR code for pages and print: dark on white, of no fixed size. label says what it is to who cannot see it.
func SVG(text, label string) (string, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return "", err
	}
	var path strings.Builder
	for y := range code.Size {
		for x := 0; x < code.Size; x++ {
			from := x
			for x < code.Size && code.Black(x, y) {
				x++
			}
			if x > from {
				fmt.Fprintf(&path, "M%d %dh%dv1h-%dz", from+border, y+border, x-from, x-from)
			}
		}
	}
	size := code.Size + 2*border
	return fmt.Sprintf(`<svg class="qr" role="img" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" shape-rendering="crispEdges"><title>%s</title><rect width="%d" height="%d" fill="#fff"/><path fill="#000" d="%s"/></svg>`,
		size, size, escape.Replace(label), size, size, path.String()), nil
}

var escape = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;")
