package report

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
)

// Format writes a document.
type Format func(w io.Writer, d Document) error

// Formats is every format, by the ending of the file's name, in the order shown to people.
var Formats = []struct {
	Ending string
	Write  Format
}{
	{"html", HTML},
	{"xlsx", XLSX},
	{"csv", CSV},
	{"md", Markdown},
	{"json", JSON},
}

// ByName finds the format by the ending of a file's name.
func ByName(file string) (Format, error) {
	ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(file), "."))
	var known []string
	for _, f := range Formats {
		if f.Ending == ending {
			return f.Write, nil
		}
		known = append(known, "."+f.Ending)
	}
	return nil, fmt.Errorf("%s: no format for the ending %q; use one of %s", file, ending, strings.Join(known, " "))
}
