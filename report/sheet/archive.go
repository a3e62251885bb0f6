package sheet

import (
	"archive/zip"
	"encoding/xml"
	"io"
	"strings"
	"time"
)

// archive writes the zip of an Office file: no times, parts in the order they are put.
type archive struct {
	zip *zip.Writer
	err error // the first
}

func newArchive(w io.Writer) *archive { return &archive{zip: zip.NewWriter(w)} }

// put adds a part; stored says that it is compressed already.
func (a *archive) put(name string, data []byte, stored bool) {
	if a.err != nil {
		return
	}
	// Office knows no year before 1980, the zero of the format.
	h := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
	if stored {
		h.Method = zip.Store
	}
	part, err := a.zip.CreateHeader(h)
	if err == nil {
		_, err = part.Write(data)
	}
	a.err = err
}

func (a *archive) close() error {
	if a.err != nil {
		return a.err
	}
	return a.zip.Close()
}

// esc is text for XML, in elements and attributes.
func esc(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a Builder takes everything
	return b.String()
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
