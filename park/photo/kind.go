// Package photo decides by content what may be uploaded, and makes what pages show of it: upright, scaled, without any word of where and
// when it was taken. Originals are kept as they came, for those who may have them.
package photo

import (
	"bytes"
	"io"
	"strings"
)

// Kinds that may be uploaded.
const (
	JPEG      = "image/jpeg"
	PNG       = "image/png"
	WebP      = "image/webp"
	HEIC      = "image/heic"
	MP4       = "video/mp4"
	QuickTime = "video/quicktime"
	ThreeGP   = "video/3gpp"
)

// brands are those of the ISO base media format (ISO/IEC 14496-12) that cameras write. What is not here, as sound alone or AVIF, is not
// taken.
var brands = map[string]string{
	"heic": HEIC, "heix": HEIC, "heim": HEIC, "heis": HEIC, "hevc": HEIC, "hevx": HEIC,
	"isom": MP4, "iso2": MP4, "iso3": MP4, "iso4": MP4, "iso5": MP4, "iso6": MP4, "mp41": MP4, "mp42": MP4, "avc1": MP4, "M4V ": MP4, "MSNV": MP4,
	"qt  ": QuickTime,
}

// Sniff tells by its first bytes what a file is, and whether such a file may be uploaded. Neither its name nor what a browser
// says of it counts; SVG and HTML, which can hold script, are never taken.
func Sniff(r io.Reader) (mime string, ok bool) {
	head := make([]byte, 256)
	n, _ := io.ReadFull(r, head) // what could be read is what there is
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, []byte("\xff\xd8\xff")):
		return JPEG, true
	case bytes.HasPrefix(head, []byte("\x89PNG\r\n\x1a\n")):
		return PNG, true
	case n >= 16 && string(head[:4]) == "RIFF" && string(head[8:15]) == "WEBPVP8":
		return WebP, true
	case n >= 16 && string(head[4:8]) == "ftyp":
		return media(head)
	}
	return "", false
}

// media goes by the main brand; mif1 and msf1 are any still picture, and what it is stands among the others.
func media(head []byte) (string, bool) {
	main := string(head[8:12])
	if strings.HasPrefix(main, "3gp") || strings.HasPrefix(main, "3g2") {
		return ThreeGP, true
	}
	if main != "mif1" && main != "msf1" {
		mime, ok := brands[main]
		return mime, ok
	}
	end := min(int(head[2])<<8|int(head[3]), len(head))
	for at := 16; at+4 <= end; at += 4 {
		if brands[string(head[at:at+4])] == HEIC {
			return HEIC, true
		}
	}
	return "", false
}
