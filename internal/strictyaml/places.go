package strictyaml

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Places is where each struct stood in a file, and everything found wrong with the file so far. Structs are
// named by the pointers to them; those that are values of a map have one only when the map holds pointers.
type Places struct {
	file  string
	ids   []string
	found Problems
	spots map[any]*spot
	order []any // the pointers as they come in the file
}

// Full says that so much is wrong that reading on helps nobody.
func (p *Places) Full() bool { return len(p.found) >= Kept }

// Err is everything found wrong, by line, as Problems; nil when nothing is.
func (p *Places) Err() error { return p.found.asError() }

// Copy is the places with what was found so far; what is entered into one is not in the other.
func (p *Places) Copy() *Places {
	c := *p
	c.found = slices.Clone(p.found)
	return &c
}

// Wrong enters a problem with the struct that thing points to, at one of its keys ("" for the struct as a
// whole). About a struct that could not be read it keeps quiet: the reason was given already.
func (p *Places) Wrong(thing any, key, text, hint string) {
	p.enter(thing, at{key: key, item: -1}, text, hint)
}

// WrongItem is Wrong about one item of a list of plain values (key "": the list that thing itself was written as).
func (p *Places) WrongItem(thing any, key string, item int, text, hint string) {
	p.enter(thing, at{key: key, item: item}, text, hint)
}

// WrongEntry is Wrong about one entry of a map.
func (p *Places) WrongEntry(thing any, key, entry, text, hint string) {
	p.enter(thing, at{key: key, item: -1, entry: entry}, text, hint)
}

func (p *Places) enter(thing any, where at, text, hint string) {
	s := p.spots[thing]
	if s == nil || s.broken || p.Full() {
		return
	}
	n, place := s.node, s.in
	if v := valueOf(n, where.key); where.key != "" && v != nil {
		n, place = v, where
		place.spot = s
	}
	if where.item >= 0 && where.item < len(n.Content) && n.Kind == yaml.SequenceNode {
		n, place.item = n.Content[where.item], where.item
	}
	if k := keyOf(n, where.entry); where.entry != "" && k != nil {
		n = k
	}
	p.found = append(p.found, Problem{File: p.file, Line: n.Line, Key: place.path(), ID: p.id(place, n), Text: text, Hint: hint})
}

// Has says whether the key of the struct that thing points to stands in the file.
func (p *Places) Has(thing any, key string) bool {
	s := p.spots[thing]
	return s != nil && valueOf(s.node, key) != nil
}

// Line says where a thing stands: "line 12".
func (p *Places) Line(thing any) string {
	if s := p.spots[thing]; s != nil {
		return "line " + strconv.Itoa(s.node.Line)
	}
	return "an unknown line"
}

// Empties enters a problem for every text that is given and empty.
func (p *Places) Empties() {
	for _, thing := range p.order {
		v := reflect.ValueOf(thing).Elem()
		for _, k := range Fields(v.Type()) {
			f := v.Field(k.Index)
			if f.Kind() != reflect.String || strings.TrimSpace(f.String()) != "" || !p.Has(thing, k.Name) {
				continue
			}
			hint := "fill it in"
			if !k.Required {
				hint += ", or delete the key"
			}
			p.Wrong(thing, k.Name, fmt.Sprintf("%q is empty", k.Name), hint)
		}
	}
}
