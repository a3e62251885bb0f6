package strictyaml

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// itself lets a type read itself, from a single value or a list; false when it stands here as keys with values.
func (d *decoding) itself(n *yaml.Node, v reflect.Value, s Scalar, a at) bool {
	l, lists := s.(Lister)
	keys := v.Kind() == reflect.Struct && len(d.fields(v.Type())) > 0
	before := len(d.found)
	if v.Kind() == reflect.Struct && (n.Kind != yaml.MappingNode || !keys) {
		here := d.stand(n, v, a)
		defer func() { here.broken = len(d.found) > before }()
	}
	switch {
	case n.Kind == yaml.ScalarNode:
		text, ok := d.text(n, a)
		if !ok {
			break
		}
		if err := s.FromScalar(text); err != nil {
			d.lost(n, a, err.Error(), "")
		}
	case n.Kind == yaml.SequenceNode && lists:
		d.list(n, reflect.ValueOf(l.List()).Elem(), a)
	case keys:
		return false
	case lists:
		d.lost(n, a, "here stands "+kindOf(n)+" instead of a single value or a list", "write the value itself, or [a, b]")
	default:
		d.single(n, a)
	}
	return true
}

// single refuses what is not a single value.
func (d *decoding) single(n *yaml.Node, a at) {
	d.lost(n, a, "here stands "+kindOf(n)+" instead of a single value", "write the value itself; quote text that starts with [ or {")
}

// scalar decodes a single value: text, a whole number, true or false.
func (d *decoding) scalar(n *yaml.Node, v reflect.Value, a at) {
	if n.Kind != yaml.ScalarNode {
		d.single(n, a)
		return
	}
	tag := n.ShortTag()
	switch v.Kind() {
	case reflect.String:
		if tag == "!!int" || tag == "!!float" || tag == "!!bool" {
			d.lost(n, a, Quote(n.Value)+" reads as a number or as true/false", "put it in quotes")
			return
		}
		if s, ok := d.text(n, a); ok {
			v.SetString(s)
		}
	case reflect.Int:
		i, err := strconv.ParseInt(n.Value, 10, 32)
		if tag != "!!int" || err != nil {
			d.lost(n, a, Quote(n.Value)+" is not a whole number", "write it with digits, without quotes")
			return
		}
		v.SetInt(i)
	case reflect.Bool:
		if n.Value != "true" && n.Value != "false" || tag != "!!bool" {
			d.lost(n, a, Quote(n.Value)+" is neither true nor false", "write true or false, without quotes")
			return
		}
		v.SetBool(n.Value == "true")
	default:
		panic("strictyaml: a field of type " + v.Type().String()) // a struct of ours that nobody ever decoded
	}
}

// text is a text as decoded, checked: escapes in double quotes can make characters that the bytes did not have.
// The line break that a block text (|) ends with is taken off.
func (d *decoding) text(n *yaml.Node, a at) (string, bool) {
	s, barred := n.Value, "\n\r\t"
	if a.lines {
		s, barred = strings.TrimRight(s, "\n"), "\r\t"
	}
	switch {
	case len(s) > d.limits.Text:
		d.lost(n, a, fmt.Sprintf("the text has %d bytes", len(s)), fmt.Sprintf("at most %d", d.limits.Text))
		return "", false
	case !utf8.ValidString(s):
		d.lost(n, a, "the text is not UTF-8", "delete the \\x escapes")
		return "", false
	case strings.ContainsAny(s, barred):
		d.lost(n, a, "the text has a line break or a tab in it", lineHint(a))
		return "", false
	}
	for _, r := range s {
		if why := Unfit(r); why != "" && r != '\n' {
			d.lost(n, a, fmt.Sprintf("%s %U in the text", why, r), "delete it")
			return "", false
		}
	}
	if strings.TrimSpace(s) != s {
		d.lost(n, a, "the text starts or ends with spaces", "delete them")
		return "", false
	}
	return s, true
}

func lineHint(a at) string {
	if a.lines {
		return "put spaces in place of the tab; several lines go after |"
	}
	return "write it as one line, or fold it with >-"
}

// Quote shows a piece of the file safely and shortly.
func Quote(s string) string {
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "…"
	}
	return strconv.Quote(s)
}
