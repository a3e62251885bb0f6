package strictyaml

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Limits of what a library holds, beyond those of the bytes.
const (
	maxText  = 4000 // bytes of one text
	maxList  = 2000 // items of one list
	maxDepth = 8    // conditions or expressions inside one another
)

// decoding fills a library from YAML nodes by the yaml tags of its structs: strictly, and collecting every
// problem instead of stopping at the first. It remembers where each struct stood, for lint.
type decoding struct {
	file  string
	found Problems
	spots map[any]*spot // by pointer to the struct
	order []any         // those pointers as they come in the file
	keys  map[reflect.Type][]key
}

// spot is where a struct stands in the file.
type spot struct {
	in     at
	node   *yaml.Node
	broken bool // something in it could not be read: lint keeps quiet about it
}

// at is a place inside a struct: a key, and an item when it is a list.
type at struct {
	spot *spot // nil at the top
	key  string
	item int // -1: not in a list
}

// key is one field of a struct.
type key struct {
	name     string
	field    int
	required bool
}

func newDecoding(file string) *decoding {
	return &decoding{file: file, spots: map[any]*spot{}, keys: map[reflect.Type][]key{}}
}

// full says that so much is wrong that reading on helps nobody.
func (d *decoding) full() bool { return len(d.found) >= kept }

func (d *decoding) document(root *yaml.Node, l *Library) {
	d.value(root, reflect.ValueOf(l).Elem(), at{item: -1})
}

// keysOf lists the fields of a struct type by their yaml tags; a field without omitempty is required.
func (d *decoding) keysOf(t reflect.Type) []key {
	if keys, done := d.keys[t]; done {
		return keys
	}
	keys := fieldsOf(t)
	d.keys[t] = keys
	return keys
}

func fieldsOf(t reflect.Type) []key {
	var keys []key
	for f := range t.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if f.IsExported() && name != "-" {
			keys = append(keys, key{name, f.Index[0], options != "omitempty"})
		}
	}
	return keys
}

// value decodes one node into v.
func (d *decoding) value(n *yaml.Node, v reflect.Value, a at) {
	if d.full() || !d.plain(n, a) {
		return
	}
	switch v.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		d.value(n, v.Elem(), a)
	case reflect.Struct:
		d.structure(n, v, a)
	case reflect.Slice:
		d.list(n, v, a)
	default:
		d.scalar(n, v, a)
	}
}

// plain refuses what YAML offers and a library does not need.
func (d *decoding) plain(n *yaml.Node, a at) bool {
	switch {
	case n.Kind == yaml.AliasNode:
		d.lost(n, a, "an alias (*) stands here", "write the value out")
	case n.Anchor != "":
		d.lost(n, a, "an anchor (&) stands here", "delete it; aliases are not allowed")
	case n.Style&yaml.TaggedStyle != 0 || n.Tag == "!":
		d.lost(n, a, "a tag (!) stands here", "delete it; put text that looks like a number in quotes")
	case n.Kind == yaml.ScalarNode && n.ShortTag() == "!!null":
		d.lost(n, a, "nothing stands here", "fill it in, or delete the key")
	default:
		return true
	}
	return false
}

func (d *decoding) structure(n *yaml.Node, v reflect.Value, a at) {
	s := &spot{in: a, node: n}
	d.spots[v.Addr().Interface()] = s
	d.order = append(d.order, v.Addr().Interface())
	if n.Kind == yaml.ScalarNode && v.Type() == reflect.TypeFor[Expr]() {
		d.scalar(n, v.FieldByName("Is"), a)
		return
	}
	if n.Kind != yaml.MappingNode {
		d.wrong(n, a, "here stands "+kindOf(n)+" instead of keys with values", "write key: value")
		s.broken = true
		return
	}
	if s.depth() > maxDepth {
		d.wrong(n, a, "too many conditions inside one another", fmt.Sprintf("at most %d levels", maxDepth))
		s.broken = true
		return
	}
	d.entries(n, v, s)
}

// depth is how many structs of the same kind of nesting (all, any, of, not) stand around this one.
func (s *spot) depth() int {
	n := 0
	for s != nil && slices.Contains([]string{"all", "any", "of", "not"}, s.in.key) {
		n++
		s = s.in.spot
	}
	return n
}

// entries decodes the keys of a struct: known ones, each once, and all the required ones.
func (d *decoding) entries(n *yaml.Node, v reflect.Value, s *spot) {
	keys := d.keysOf(v.Type())
	seen := map[string]int{}
	here := s.in
	for i := 0; i+1 < len(n.Content) && !d.full(); i += 2 {
		k, value := n.Content[i], n.Content[i+1]
		if k.Kind != yaml.ScalarNode || !d.plain(k, here) {
			s.broken = true
			if k.Kind != yaml.ScalarNode {
				d.wrongIn(n, k, here, kindOf(k)+" stands in place of a key", "put text that starts with [ or { in quotes")
			}
			continue
		}
		known := slices.IndexFunc(keys, func(f key) bool { return f.name == k.Value })
		if known < 0 {
			d.unknown(n, k, here, keys)
			s.broken = true
			continue
		}
		if line, twice := seen[k.Value]; twice {
			d.wrongIn(n, k, here, fmt.Sprintf("key %q is there twice", k.Value), fmt.Sprintf("the first is in line %d", line))
			s.broken = true
			continue
		}
		seen[k.Value] = k.Line
		d.value(value, v.Field(keys[known].field), at{spot: s, key: k.Value, item: -1})
	}
	d.missing(n, s, keys, seen)
}

func (d *decoding) missing(n *yaml.Node, s *spot, keys []key, seen map[string]int) {
	var names []string
	for _, k := range keys {
		if _, there := seen[k.name]; k.required && !there {
			names = append(names, strconv.Quote(k.name))
		}
	}
	if len(names) == 0 {
		return
	}
	s.broken = true
	word := "key"
	if len(names) > 1 {
		word = "keys"
	}
	d.wrong(n, s.in, word+" "+strings.Join(names, ", ")+" missing", "add "+pronoun(len(names)))
}

func pronoun(n int) string {
	if n > 1 {
		return "them"
	}
	return "it"
}

func (d *decoding) unknown(group, k *yaml.Node, a at, keys []key) {
	names := make([]string, len(keys))
	for i, f := range keys {
		names[i] = f.name
	}
	hint := "known keys: " + strings.Join(names, ", ")
	if near := nearest(k.Value, names); near != "" {
		hint += fmt.Sprintf("; did you mean %q?", near)
	}
	d.wrongIn(group, k, a, "unknown key "+quote(k.Value), hint)
}

func (d *decoding) list(n *yaml.Node, v reflect.Value, a at) {
	if n.Kind != yaml.SequenceNode {
		d.lost(n, a, "here stands "+kindOf(n)+" instead of a list", "write [a, b], or lines that start with a dash")
		return
	}
	if len(n.Content) > maxList {
		d.lost(n, a, fmt.Sprintf("the list has %d items", len(n.Content)), fmt.Sprintf("at most %d", maxList))
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, item := range n.Content {
		d.value(item, v.Index(i), at{spot: a.spot, key: a.key, item: i})
	}
}

func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a group of keys"
	case yaml.SequenceNode:
		return "a list"
	}
	return "a single value"
}
