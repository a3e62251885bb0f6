package qr

import (
	"strings"

	"rsc.io/qr"
)

// Plain draws text as a QR code of half blocks without colours or border, for a printer of text: the paper is both.
func Plain(text string) (string, error) {
	code, err := qr.Encode(text, qr.L)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for y := 0; y < code.Size; y += 2 {
		for x := range code.Size {
			b.WriteRune([]rune(" ▄▀█")[2*bit(code.Black(x, y))+bit(y+1 < code.Size && code.Black(x, y+1))])
		}
		b.WriteByte('\n')
	}
	return b.String(), nil
}

func bit(black bool) int {
	if black {
		return 1
	}
	return 0
}

// PNG draws text as a QR code for documents, eight pixels a module, with the border that readers need.
func PNG(text string) ([]byte, error) {
	code, err := qr.Encode(text, qr.M)
	if err != nil {
		return nil, err
	}
	return code.PNG(), nil
}
