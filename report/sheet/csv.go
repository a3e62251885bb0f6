package sheet

import (
	"encoding/csv"
	"io"

	"anquan.example/paicha/internal/plain"
)

// csvTables writes the tables alone, with an empty line between, a BOM and CRLF so that spreadsheets take it for UTF-8.
// It carries no attached files.
func csvTables(w io.Writer, s Sheet) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	first := true
	for _, b := range s.Blocks {
		t, is := b.(Table)
		if !is {
			continue
		}
		if !first {
			out.Flush()
			if _, err := io.WriteString(w, "\r\n"); err != nil {
				return err
			}
		}
		first = false
		if err := out.Write(each(t.names(), plain.Cell)); err != nil {
			return err
		}
		for _, r := range t.Rows {
			if err := out.Write(each(r, plain.Cell)); err != nil {
				return err
			}
		}
	}
	out.Flush()
	return out.Error()
}

func (t Table) names() []string {
	names := make([]string, len(t.Columns))
	for n, c := range t.Columns {
		names[n] = c.Name
	}
	return names
}
