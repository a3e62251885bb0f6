package report

import (
	"io"
	"path/filepath"
	"strings"

	"anquan.example/paicha/report/sheet"
)

// Endings is every format, by the ending of the file's name, in the order shown to people.
func Endings() (all []string) {
	for _, f := range sheet.Formats {
		all = append(all, f.Ending)
	}
	return all
}

// CheckEnding says whether a paper can be written as that file.
func CheckEnding(file string) error {
	_, err := sheet.ByName(file)
	return err
}

// Write writes a paper as the ending of the file's name says. The findings list as csv and json is for programs: a Document's (docs/json.md).
func (p Paper) Write(w io.Writer, file string, src Source, findings ...string) error {
	format, err := sheet.ByName(file)
	if err != nil {
		return err
	}
	if write := forPrograms[strings.ToLower(filepath.Ext(file))]; p.Kind == "list" && write != nil {
		return write(w, New(src))
	}
	s, err := p.Sheet(src, findings...)
	if err != nil {
		return err
	}
	return format.Write(w, s)
}

// forPrograms is how the findings list is written where programs read it.
var forPrograms = map[string]func(io.Writer, Document) error{".csv": CSV, ".json": JSON}
