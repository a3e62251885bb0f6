package strictyaml

import (
	"regexp"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// lost is wrong about a value that could not be read: lint keeps quiet about the struct it belongs to.
func (d *decoding) lost(n *yaml.Node, a at, text, hint string) {
	if a.spot != nil {
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
	d.found = append(d.found, Problem{File: d.file, Line: key.Line, Key: a.path(), ID: a.id(group), Text: text, Hint: hint})
}

// path is the keys from the top of the file to the place.
func (a at) path() string {
	var keys []string
	for {
		key := a.key
		if a.item >= 0 {
			key += "[" + strconv.Itoa(a.item) + "]"
		}
		if key != "" {
			keys = append([]string{key}, keys...)
		}
		if a.spot == nil {
			return strings.Join(keys, ".")
		}
		a = a.spot.in
	}
}

var shownID = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._():-]{0,60}$`)

// id is the id of what a person would look for: the nearest thing around that has one of the shape
// source:clause, else the nearest with any.
func (a at) id(n *yaml.Node) string {
	nearest := ""
	for {
		if id := idIn(n); id != "" {
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

func idIn(n *yaml.Node) string {
	if v := valueOf(n, "id"); v != nil && v.Kind == yaml.ScalarNode && shownID.MatchString(v.Value) {
		return v.Value
	}
	return ""
}

// valueOf is the value of a key of a mapping, or nil.
func valueOf(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}
