package strictyaml

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// decoding fills a struct from YAML nodes and remembers where each struct stood.
type decoding struct {
	Places
	limits Limits
	keys   map[reflect.Type][]Field
}

// value decodes one node into v, which can be addressed.
func (d *decoding) value(n *yaml.Node, v reflect.Value, a at) {
	if d.Full() || !d.plain(n, a) {
		return
	}
	if s, ok := v.Addr().Interface().(Scalar); ok && d.itself(n, v, s, a) {
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
	case reflect.Map:
		d.entries(n, v, a)
	default:
		d.scalar(n, v, a)
	}
}

// plain refuses what YAML offers and nobody needs.
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

// stand remembers where a struct stands.
func (d *decoding) stand(n *yaml.Node, v reflect.Value, a at) *spot {
	thing := v.Addr().Interface()
	s := &spot{in: a, node: n, kind: v.Type()}
	d.spots[thing] = s
	d.order = append(d.order, thing)
	return s
}

func (d *decoding) structure(n *yaml.Node, v reflect.Value, a at) {
	s := d.stand(n, v, a)
	if n.Kind != yaml.MappingNode {
		d.wrong(n, a, "here stands "+kindOf(n)+" instead of keys with values", "write key: value")
		s.broken = true
		return
	}
	if s.depth() > d.limits.Depth {
		d.wrong(n, a, "too many conditions inside one another", fmt.Sprintf("at most %d levels", d.limits.Depth))
		s.broken = true
		return
	}
	d.pairs(n, v, s)
}

// pairs decodes the keys of a struct: known ones, each once, and all the required ones.
func (d *decoding) pairs(n *yaml.Node, v reflect.Value, s *spot) {
	keys := d.fields(v.Type())
	seen := map[string]int{}
	here := s.in
	for i := 0; i+1 < len(n.Content) && !d.Full(); i += 2 {
		k, value := n.Content[i], n.Content[i+1]
		if !d.key(n, k, here) {
			s.broken = true
			continue
		}
		known := slices.IndexFunc(keys, func(f Field) bool { return f.Name == k.Value })
		if known < 0 {
			d.unknown(n, k, here, keys)
			s.broken = true
			continue
		}
		if line, twice := seen[k.Value]; twice {
			d.twice(n, k, here, line)
			s.broken = true
			continue
		}
		seen[k.Value] = k.Line
		f := keys[known]
		d.value(value, v.Field(f.Index), at{spot: s, key: f.Name, item: -1, lines: f.lines})
	}
	d.missing(n, s, keys, seen)
}

// key says whether a key is a plain word.
func (d *decoding) key(group, k *yaml.Node, a at) bool {
	if k.Kind != yaml.ScalarNode && k.Kind != yaml.AliasNode {
		d.wrongIn(group, k, a, kindOf(k)+" stands in place of a key", "put text that starts with [ or { in quotes")
		return false
	}
	return d.plain(k, a)
}

func (d *decoding) twice(group, k *yaml.Node, a at, line int) {
	d.wrongIn(group, k, a, fmt.Sprintf("key %q is there twice", k.Value), fmt.Sprintf("the first is in line %d", line))
}

func (d *decoding) missing(n *yaml.Node, s *spot, keys []Field, seen map[string]int) {
	var names []string
	for _, k := range keys {
		if _, there := seen[k.Name]; k.Required && !there {
			names = append(names, strconv.Quote(k.Name))
		}
	}
	if len(names) == 0 {
		return
	}
	s.broken = true
	word, them := "key", "it"
	if len(names) > 1 {
		word, them = "keys", "them"
	}
	d.wrong(n, s.in, word+" "+strings.Join(names, ", ")+" missing", "add "+them)
}

func (d *decoding) unknown(group, k *yaml.Node, a at, keys []Field) {
	names := make([]string, len(keys))
	for i, f := range keys {
		names[i] = f.Name
	}
	hint := "known keys: " + strings.Join(names, ", ")
	if near := Nearest(k.Value, names); near != "" {
		hint += fmt.Sprintf("; did you mean %q?", near)
	}
	d.wrongIn(group, k, a, "unknown key "+Quote(k.Value), hint)
}

func (d *decoding) list(n *yaml.Node, v reflect.Value, a at) {
	if n.Kind != yaml.SequenceNode {
		d.lost(n, a, "here stands "+kindOf(n)+" instead of a list", "write [a, b], or lines that start with a dash")
		return
	}
	if len(n.Content) > d.limits.List {
		d.lost(n, a, fmt.Sprintf("the list has %d items", len(n.Content)), fmt.Sprintf("at most %d", d.limits.List))
		return
	}
	v.Set(reflect.MakeSlice(v.Type(), len(n.Content), len(n.Content)))
	for i, item := range n.Content {
		inside := a
		inside.item = i
		d.value(item, v.Index(i), inside)
	}
}

// entries decodes a map: names that the struct does not know, each once.
func (d *decoding) entries(n *yaml.Node, v reflect.Value, a at) {
	if n.Kind != yaml.MappingNode {
		d.lost(n, a, "here stands "+kindOf(n)+" instead of names with values", "write name: value")
		return
	}
	if len(n.Content)/2 > d.limits.List {
		d.lost(n, a, fmt.Sprintf("there are %d entries", len(n.Content)/2), fmt.Sprintf("at most %d", d.limits.List))
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	seen := map[string]int{}
	for i := 0; i+1 < len(n.Content) && !d.Full(); i += 2 {
		k, value := n.Content[i], n.Content[i+1]
		if !d.key(n, k, a) || !d.name(n, k, a) {
			continue
		}
		if line, again := seen[k.Value]; again {
			d.twice(n, k, a, line)
			continue
		}
		seen[k.Value] = k.Line
		inside := a
		inside.entry = k.Value
		item := reflect.New(v.Type().Elem()).Elem()
		d.value(value, item, inside)
		v.SetMapIndex(reflect.ValueOf(k.Value), item)
	}
}

// name checks the name of an entry: it is shown in paths.
func (d *decoding) name(group, k *yaml.Node, a at) bool {
	if k.Value == "" || len(k.Value) > maxEntry {
		d.wrongIn(group, k, a, fmt.Sprintf("a name of %d bytes", len(k.Value)), fmt.Sprintf("1 to %d", maxEntry))
		return false
	}
	a.lines = false
	_, ok := d.text(k, a)
	return ok
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
