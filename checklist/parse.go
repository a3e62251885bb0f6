package checklist

import (
	"crypto/sha256"
	"encoding/hex"

	"anquan.example/paicha/internal/strictyaml"
)

// limits of a library file; the criteria of three sectors have some 30,000 marks in 600 KB.
var limits = strictyaml.Limits{
	Name: "library", Start: "format: 1", IDs: []string{"id"},
	Bytes: 3 << 20, Marks: 140_000, Text: 4000, List: 2000, Depth: 8,
}

// Parse reads a library and checks all of it. name is the file's name for messages. The error is of type
// Problems and holds everything found wrong, in the order of lines; the library is nil then. Whatever the
// bytes are, Parse returns soon and stays small. A parsed library is only read from then on: any number of
// goroutines may judge with it.
func Parse(name string, data []byte) (*Library, error) {
	l := &Library{}
	places, err := strictyaml.Decode(name, data, l, limits)
	if err != nil {
		return nil, err
	}
	l.index = newIndex(l)
	lint(l, places)
	if err := places.Err(); err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	l.Revision = hex.EncodeToString(sum[:])
	return l, nil
}

// FromScalar reads "question" or "question=kind".
func (e *Expr) FromScalar(value string) error {
	e.Is = value
	return nil
}
