package sheet

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/xml"
	"fmt"
	"io"
	"regexp"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

// content is a file's text and structure, without what a zip or a compressor does to it.
func content(t testing.TB, ending string, file []byte) string {
	t.Helper()
	switch ending {
	case "docx":
		return docxContent(t, parts(t, file)["word/document.xml"]) + "-- footer\n" + docxContent(t, parts(t, file)["word/footer1.xml"])
	case "xlsx":
		return xlsxContent(t, file)
	case "pdf":
		return pdfContent(t, file)
	case "html":
		s := regexp.MustCompile(`base64,[A-Za-z0-9+/=&#;]+`).ReplaceAllString(string(file), "base64,…")
		return s[strings.Index(s, "<body"):]
	}
	return string(file)
}

func parts(t testing.TB, file []byte) map[string][]byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	all := map[string][]byte{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if all[f.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(f.Name, err)
		}
	}
	return all
}

// docxContent is a line for every paragraph with its style, and marks for rows and cells.
func docxContent(t testing.TB, part []byte) string {
	t.Helper()
	var b strings.Builder
	d := xml.NewDecoder(bytes.NewReader(part))
	attr := func(e xml.StartElement, name string) string {
		for _, a := range e.Attr {
			if a.Name.Local == name {
				return a.Value
			}
		}
		return ""
	}
	for {
		token, err := d.Token()
		if err == io.EOF {
			return b.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch e := token.(type) {
		case xml.StartElement:
			switch e.Name.Local {
			case "tbl":
				b.WriteString("[table\n")
			case "tblHeader", "cantSplit":
				b.WriteString(" " + e.Name.Local)
			case "tr":
				b.WriteString("[row")
			case "tc":
				b.WriteString("\n|")
			case "pStyle":
				b.WriteString(attr(e, "val") + ": ")
			case "br":
				b.WriteString("⏎")
			case "drawing":
				b.WriteString("(picture)")
			case "fldSimple":
				b.WriteString("{" + strings.TrimSpace(attr(e, "instr")) + "}")
			}
		case xml.EndElement:
			switch e.Name.Local {
			case "p":
				b.WriteString("\n")
			case "tr", "tbl":
				b.WriteString("]\n")
			}
		case xml.CharData:
			b.Write(e)
		}
	}
}

func xlsxContent(t testing.TB, file []byte) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b strings.Builder
	for _, name := range f.GetSheetList() {
		fmt.Fprintf(&b, "-- %s\n", name)
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for n, row := range rows {
			for k, cell := range row {
				at, _ := excelize.CoordinatesToCellName(k+1, n+1)
				if formula, _ := f.GetCellFormula(name, at); formula != "" {
					t.Errorf("%s is a formula: %q", at, formula)
				}
				if cell != "" {
					fmt.Fprintf(&b, "%s %s\n", at, strings.ReplaceAll(cell, "\n", "⏎"))
				}
			}
		}
		pictures, err := f.GetPictureCells(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "pictures %v\n", pictures)
	}
	return b.String()
}

var (
	pdfStreams = regexp.MustCompile(`(?s)stream\r?\n(.*?)\r?\nendstream`)
	pdfShown   = regexp.MustCompile(`(?s)BT ([\d.]+) ([\d.]+) Td \(((?:\\.|[^\\)])*)\) Tj ET`)
	pdfEscaped = regexp.MustCompile(`(?s)\\(.)`)
)

// pdfContent is the text of every page as it is drawn, lines of equal height joined.
func pdfContent(t testing.TB, file []byte) string {
	t.Helper()
	var b strings.Builder
	page := 0
	for _, m := range pdfStreams.FindAllSubmatch(file, -1) {
		z, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue // a picture
		}
		stream, _ := io.ReadAll(z)
		texts := pdfShown.FindAllSubmatch(stream, -1)
		if len(texts) == 0 {
			continue
		}
		page++
		fmt.Fprintf(&b, "-- page %d", page)
		last := ""
		for _, text := range texts {
			if height := string(text[2]); height != last {
				b.WriteString("\n")
				last = height
			}
			raw := pdfEscaped.ReplaceAllFunc(text[3], func(m []byte) []byte {
				if m[1] == 'r' {
					return []byte{'\r'}
				}
				return m[1:]
			})
			units := make([]uint16, len(raw)/2)
			for n := range units {
				units[n] = uint16(raw[2*n])<<8 | uint16(raw[2*n+1])
			}
			b.WriteString(string(utf16.Decode(units)) + " ")
		}
		b.WriteString("\n")
	}
	return b.String()
}
