package export

import (
	"io"

	"anquan.example/paicha/internal/words"
)

// format is a kind of file.
type format struct {
	ending, mime string
	places       bool // only of what has a place
	begin        func(w io.Writer, t *table, words *words.Words) (sink, error)
}

var formats = []*format{
	{"csv", "text/csv; charset=utf-8", false, beginCSV},
	{"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", false, beginXLSX},
	{"geojson", "application/geo+json", true, beginGeoJSON},
}

// sink takes rows; end makes the file whole, drop gives it up.
type sink interface {
	row(row) error
	end(rows int) error
	drop()
}
