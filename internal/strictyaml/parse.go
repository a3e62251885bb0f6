package strictyaml

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"

	"go.yaml.in/yaml/v3"
)

// Parse reads a library and checks all of it. name is the file's name for messages. The error is of type
// Problems and holds everything found wrong, in the order of lines; the library is nil then. Whatever the
// bytes are, Parse returns soon and stays small. A parsed library is only read from then on: any number of
// goroutines may judge with it.
func Parse(name string, data []byte) (*Library, error) {
	if found := guard(name, data); len(found) > 0 {
		return nil, found.asError()
	}
	root, problem := tree(name, data)
	if problem != nil {
		return nil, Problems{*problem}
	}
	d := newDecoding(name)
	l := &Library{}
	d.document(root, l)
	if d.full() {
		return nil, d.found.asError()
	}
	l.index = newIndex(l)
	lint(l, d)
	if len(d.found) > 0 {
		return nil, d.found.asError()
	}
	sum := sha256.Sum256(data)
	l.Revision = hex.EncodeToString(sum[:])
	return l, nil
}

// tree is the file's only YAML document.
func tree(name string, data []byte) (*yaml.Node, *Problem) {
	from := &lines{rest: data}
	dec := yaml.NewDecoder(from)
	var doc, more yaml.Node
	err := next(dec, &doc)
	if err == nil && len(doc.Content) == 1 {
		if err = next(dec, &more); errors.Is(err, io.EOF) {
			return doc.Content[0], nil
		}
	}
	switch {
	case errors.Is(err, io.EOF):
		return nil, &Problem{File: name, Text: "the file holds only comments", Hint: "a library starts with format: 1"}
	case err == nil:
		return nil, &Problem{File: name, Line: more.Line, Text: "a second document begins", Hint: "one file holds one library; delete the line ---"}
	}
	p := stuck{from.begun, err}.problem(name)
	return nil, &p
}

// next reads one document. The reader is not ours: should it panic, that is an error too.
func next(dec *yaml.Decoder, n *yaml.Node) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("the YAML reader gave up: %v", r)
		}
	}()
	return dec.Decode(n)
}
