package sheet

import (
	"encoding/json"
	"io"
	"time"
)

// jsonSheet is a sheet for programs: its blocks with their kind, the pictures by their hashes.
type jsonSheet struct {
	Title    string         `json:"title"`
	Number   string         `json:"number,omitempty"`
	Lang     string         `json:"lang"`
	Dated    string         `json:"dated,omitempty"` // RFC 3339
	Author   string         `json:"author,omitempty"`
	Notes    []string       `json:"notes,omitempty"`
	Blocks   []any          `json:"blocks"`
	Footer   string         `json:"footer,omitempty"`
	Attached []jsonAttached `json:"attached,omitempty"`
}

type jsonAttached struct {
	Name string `json:"name"`
	Mime string `json:"mime"`
	Data []byte `json:"data"` // base64
}

type jsonField struct {
	Label string `json:"label"`
	Value string `json:"value"`
}

type jsonPicture struct {
	Number  string `json:"number"`
	Caption string `json:"caption"`
	SHA256  string `json:"sha256"`
}

type jsonSignature struct {
	Role string `json:"role"`
	Name string `json:"name,omitempty"`
	Says string `json:"says,omitempty"`
}

func jsonBlocks(w io.Writer, s Sheet) error {
	out := jsonSheet{Title: s.Title, Number: s.Number, Lang: s.Lang, Author: s.Author, Notes: s.Notes, Blocks: []any{}, Footer: s.Footer}
	if !s.Dated.IsZero() {
		out.Dated = s.Dated.Format(time.RFC3339)
	}
	for _, b := range s.Blocks {
		if j := jsonBlock(b); j != nil {
			out.Blocks = append(out.Blocks, j)
		}
	}
	for _, a := range s.Attached {
		out.Attached = append(out.Attached, jsonAttached(a))
	}
	e := json.NewEncoder(w)
	e.SetIndent("", " ")
	return e.Encode(out)
}

func jsonBlock(b Block) any {
	switch b := b.(type) {
	case Heading:
		return map[string]any{"kind": "heading", "level": b.Level, "text": b.Text}
	case Text:
		return map[string]any{"kind": "text", "text": b.Text}
	case List:
		return map[string]any{"kind": "list", "numbered": b.Numbered, "items": b.Items}
	case Fields:
		fields := []jsonField{}
		for _, f := range b {
			fields = append(fields, jsonField{f.Label, f.Value})
		}
		return map[string]any{"kind": "fields", "fields": fields}
	case Table:
		return map[string]any{"kind": "table", "columns": b.names(), "rows": b.Rows, "empty": b.Empty}
	case Pictures:
		pictures := []jsonPicture{}
		for _, p := range b {
			pictures = append(pictures, jsonPicture{p.Number, p.Caption, p.SHA256})
		}
		return map[string]any{"kind": "pictures", "pictures": pictures}
	case Signatures:
		signatures := []jsonSignature{}
		for _, g := range b {
			signatures = append(signatures, jsonSignature{g.Role, g.Name, g.Says})
		}
		return map[string]any{"kind": "signatures", "signatures": signatures}
	case Code:
		return map[string]any{"kind": "code", "text": b.Text, "caption": b.Caption}
	}
	return nil // a new page says nothing
}
