package report

import (
	"encoding/json"
	"io"
)

// JSON writes the document for programs; its shape is stable (docs/json.md).
func JSON(w io.Writer, d Document) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(d)
}
