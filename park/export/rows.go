package export

import (
	"encoding/json"
	"fmt"
	"io"
	"iter"
)

// Rows writes rows that are at hand as a table of any kind: ending is csv or xlsx, columns are the stable names. Cells are string, int, bool,
// json.Number, or nil for none.
func Rows(w io.Writer, ending, name string, columns []string, rows iter.Seq[[]any]) error {
	for _, f := range formats {
		if f.ending != ending || f.places {
			continue
		}
		out, err := f.begin(w, &table{name: name, columns: columns}, nil)
		if err != nil {
			return fmt.Errorf("export %s: %w", name, err)
		}
		n := 0
		for cells := range rows {
			r := row{cells: make([]any, len(cells))}
			for k, c := range cells {
				switch c := c.(type) {
				case nil:
					r.cells[k] = ""
				case json.Number:
					r.cells[k] = decimal(c)
				default:
					r.cells[k] = c
				}
			}
			if err := out.row(r); err != nil {
				out.drop()
				return fmt.Errorf("export %s after %d rows: %w", name, n, err)
			}
			n++
		}
		return out.end(n)
	}
	return fmt.Errorf("export %s: there is no format %q for rows", name, ending)
}
