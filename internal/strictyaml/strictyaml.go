// Package strictyaml reads YAML that people and other programs write into structs: strictly, and collecting
// every problem with its line instead of stopping at the first. Whatever the bytes are, it returns soon and
// stays small. It is pure: bytes in, values and problems out.
//
// The yaml tags of the structs are the keys; unknown keys are refused, a field without omitempty is required.
// Fields are structs, pointers, lists, maps with text keys, texts, whole numbers, true/false, and types that
// read themselves (Scalar, Lister). A text is one line, unless its field is tagged `text:"lines"`.
package strictyaml

import (
	"errors"
	"fmt"
	"io"
	"reflect"

	"go.yaml.in/yaml/v3"
)

// Scalar is a type (a pointer to it) that reads itself from a single value, as it is written: text, or a number
// with all its digits. A struct that is a Scalar may be written as keys with values too, when it has keys. The
// error says what is wrong and, after a semicolon, what to do.
type Scalar interface{ FromScalar(value string) error }

// Lister is a Scalar that may also be written as a list; List is the pointer to the slice that it fills.
type Lister interface {
	Scalar
	List() any
}

// Decode reads a file into the struct that into points to. name is the file's name for messages. An error says
// that reading on helps nobody: it is of type Problems. Otherwise what was wrong so far waits in the Places,
// where the caller adds what it finds, and Places.Err gives all of it.
func Decode(name string, data []byte, into any, limits Limits) (*Places, error) {
	if found := guard(name, data, limits); len(found) > 0 {
		return nil, found.asError()
	}
	root, problem := tree(name, data, limits)
	if problem != nil {
		return nil, Problems{*problem}
	}
	d := &decoding{limits: limits, keys: map[reflect.Type][]Field{}, Places: Places{file: name, spots: map[any]*spot{}, ids: limits.IDs}}
	d.value(root, reflect.ValueOf(into).Elem(), at{item: -1})
	if d.Full() {
		return nil, d.found.asError()
	}
	return &d.Places, nil
}

// tree is the file's only YAML document.
func tree(name string, data []byte, limits Limits) (*yaml.Node, *Problem) {
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
		return nil, &Problem{File: name, Text: "the file holds only comments", Hint: limits.a() + " starts with " + limits.Start}
	case err == nil:
		return nil, &Problem{File: name, Line: more.Line, Text: "a second document begins", Hint: "one file holds one " + limits.Name + "; delete the line ---"}
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
