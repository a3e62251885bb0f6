package sheet

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

// Format writes a sheet in one way.
type Format struct {
	Ending string
	Mime   string
	Write  func(w io.Writer, s Sheet) error
}

// Formats is every format, by the ending of the file's name, in the order shown to people.
var Formats = []Format{
	{"docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", written(docx)},
	{"pdf", "application/pdf", written(pdf)},
	{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", written(xlsx)},
	{"html", "text/html; charset=utf-8", written(html)},
	{"csv", "text/csv; charset=utf-8", written(csvTables)},
	{"json", "application/json", written(jsonBlocks)},
	{"md", "text/markdown; charset=utf-8", written(markdown)},
	{"txt", "text/plain; charset=utf-8", written(receipt)},
}

// ByName finds the format by the ending of a file's name.
func ByName(file string) (Format, error) {
	ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(file), "."))
	var known []string
	for _, f := range Formats {
		if f.Ending == ending {
			return f, nil
		}
		known = append(known, "."+f.Ending)
	}
	return Format{}, fmt.Errorf("%s: no format for the ending %q; use one of %s", file, ending, strings.Join(known, " "))
}

// written hands a writer nothing but clean text, and says which sheet failed.
func written(write func(io.Writer, Sheet) error) func(io.Writer, Sheet) error {
	return func(w io.Writer, s Sheet) error {
		if err := checkAttached(s.Attached); err != nil {
			return fmt.Errorf("write %q: %w", s.Title, err)
		}
		if err := write(w, clean(s)); err != nil {
			return fmt.Errorf("write %q: %w", s.Title, err)
		}
		return nil
	}
}
