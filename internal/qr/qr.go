// Package qr draws QR codes for terminals, pages and paper.
package qr

import (
	"strings"

	"rsc.io/qr"
)

// quiet is the blank border that readers need, modules (ISO/IEC 18004: four; two do on a screen and fit a small one).
const quiet = 2

// String draws text as a QR code of half blocks, two modules a line, dark on light whatever the terminal's colours are. Each
// line ends with a newline.
func String(text string) (string, error) {
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return "", err
	}
	const ink, reset = "\x1b[38;2;0;0;0;48;2;255;255;255m", "\x1b[0m"
	var b strings.Builder
	for y := -quiet; y < code.Size+quiet; y += 2 {
		b.WriteString(ink)
		for x := -quiet; x < code.Size+quiet; x++ {
			upper, lower := code.Black(x, y), code.Black(x, y+1)
			switch {
			case upper && lower:
				b.WriteRune('█')
			case upper:
				b.WriteRune('▀')
			case lower:
				b.WriteRune('▄')
			default:
				b.WriteByte(' ')
			}
		}
		b.WriteString(reset + "\n")
	}
	return b.String(), nil
}
