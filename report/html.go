package report

import (
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
)

//go:embed page.html
var pageSource string

var page = template.Must(template.New("page").Parse(pageSource))

// pageEdge is the longest side of a picture in a page, pixels: sharp on A4 at half the width.
const pageEdge = 1000

// HTML writes the document as one self-contained page that prints on A4; pictures are inside.
func HTML(w io.Writer, d Document) error {
	return page.Execute(w, view{Document: d, W: d.words, Paper: d.words.Paper})
}

// view is what the page's template sees.
type view struct {
	Document
	W     any
	Paper any
}

// Heading, Rows … are the parts that every format shares.
func (v view) Heading() [][2]string { return v.heading() }

// Rows is a finding's fields.
func (v view) Rows(f Finding) [][2]string { return f.rows(v.Document) }

// SignatureLines is who signed, or who is to.
func (v view) SignatureLines() []string { return v.signatureLines() }

// SealLine says whether the list is sealed.
func (v view) SealLine() string { return v.sealLine() }

// Opens says how many things are open.
func (v view) Opens(n int) string {
	return openCount(v.words.Paper.NothingOpen, v.words.Paper.OpenCount, n)
}

// Counted says how many criteria are settled or out of scope.
func (v view) Counted(d Verdict) string { return fmt.Sprintf(v.words.Paper.Counted, d.Clear, d.Out) }

// Standing names how far a hit's wording is confirmed.
func (v view) Standing(h Hit) string { return v.words.Standing(h.Standing) }

// Suffix is the unit behind a name.
func (v view) Suffix(unit string) string { return unitSuffix(unit) }

// Lang is the page's language.
func (v view) Lang() string { return string(v.words.Lang) }

// Picture is a photo as a data URL, or empty with the reason left to Missing.
func (v view) Picture(p Photo) template.URL {
	jpg, _, _, err := p.picture(pageEdge)
	if err != nil {
		return ""
	}
	return template.URL("data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(jpg))
}

// Missing says which photo cannot be shown.
func (v view) Missing(p Photo) string {
	return fmt.Sprintf(v.words.Paper.PhotoMissing, p.Name, p.SHA256)
}
