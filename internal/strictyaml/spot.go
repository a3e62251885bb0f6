package strictyaml

import (
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// spot is where a struct stands in the file.
type spot struct {
	in     at
	node   *yaml.Node
	kind   reflect.Type
	broken bool // something in it could not be read
}

// at is a place inside a struct: a key, an entry when it is a map, an item when it is a list.
type at struct {
	spot  *spot // nil at the top
	key   string
	entry string // "": not in a map
	item  int    // -1: not in a list
	lines bool   // texts may have several lines
}

// depth is how many structs of the same type stand around this one.
func (s *spot) depth() int {
	n := 0
	for around := s.in.spot; around != nil && around.kind == s.kind; around = around.in.spot {
		n++
	}
	return n
}

// lost is wrong about a value that could not be read: nothing more is said about the struct it belongs to. An entry
// of a map stands for itself.
func (d *decoding) lost(n *yaml.Node, a at, text, hint string) {
	if a.spot != nil && a.entry == "" {
		a.spot.broken = true
	}
	d.wrong(n, a, text, hint)
}

// wrong enters a problem at a place.
func (d *decoding) wrong(n *yaml.Node, a at, text, hint string) {
	d.wrongIn(n, n, a, text, hint)
}

// wrongIn enters a problem with one key of a group, which stands at a place.
func (d *decoding) wrongIn(group, key *yaml.Node, a at, text, hint string) {
	d.found = append(d.found, Problem{File: d.file, Line: key.Line, Key: a.path(), ID: d.id(a, group), Text: text, Hint: hint})
}

// path is the keys from the top of the file to the place.
func (a at) path() string {
	var keys []string
	for {
		key := a.key
		if a.entry != "" {
			key += "." + a.entry
		}
		if a.item >= 0 {
			key += "[" + strconv.Itoa(a.item) + "]"
		}
		if key != "" {
			keys = append(keys, key)
		}
		if a.spot == nil {
			slices.Reverse(keys)
			return strings.Join(keys, ".")
		}
		a = a.spot.in
	}
}

var shownID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._():-]{0,60}$`)

// id is the id of what a person would look for: the nearest thing around that has one of the shape
// source:clause, else the nearest with any.
func (p *Places) id(a at, n *yaml.Node) string {
	nearest := ""
	for {
		if id := p.idIn(n); id != "" {
			if strings.Contains(id, ":") {
				return id
			}
			if nearest == "" {
				nearest = id
			}
		}
		if a.spot == nil {
			return nearest
		}
		n, a = a.spot.node, a.spot.in
	}
}

func (p *Places) idIn(n *yaml.Node) string {
	for _, key := range p.ids {
		if v := valueOf(n, key); v != nil && v.Kind == yaml.ScalarNode && shownID.MatchString(v.Value) {
			return v.Value
		}
	}
	return ""
}

// valueOf is the value of a key of a mapping, or nil.
func valueOf(n *yaml.Node, key string) *yaml.Node {
	_, value := pair(n, key)
	return value
}

// keyOf is a key of a mapping as it stands in the file, or nil.
func keyOf(n *yaml.Node, name string) *yaml.Node {
	key, _ := pair(n, name)
	return key
}

func pair(n *yaml.Node, name string) (key, value *yaml.Node) {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil, nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return n.Content[i], n.Content[i+1]
		}
	}
	return nil, nil
}
