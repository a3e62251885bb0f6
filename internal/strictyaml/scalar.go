package strictyaml

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// scalar decodes a single value: text, a whole number, true or false.
func (d *decoding) scalar(n *yaml.Node, v reflect.Value, a at) {
	if n.Kind != yaml.ScalarNode {
		d.lost(n, a, "here stands "+kindOf(n)+" instead of a single value", "write the value itself; quote text that starts with [ or {")
		return
	}
	tag := n.ShortTag()
	switch v.Kind() {
	case reflect.String:
		if tag == "!!int" || tag == "!!float" || tag == "!!bool" {
			d.lost(n, a, quote(n.Value)+" reads as a number or as true/false", "put it in quotes")
			return
		}
		if d.text(n, a) {
			v.SetString(n.Value)
		}
	case reflect.Int:
		i, err := strconv.ParseInt(n.Value, 10, 32)
		if tag != "!!int" || err != nil {
			d.lost(n, a, quote(n.Value)+" is not a whole number", "write it with digits, without quotes")
			return
		}
		v.SetInt(i)
	case reflect.Bool:
		if n.Value != "true" && n.Value != "false" || tag != "!!bool" {
			d.lost(n, a, quote(n.Value)+" is neither true nor false", "write true or false, without quotes")
			return
		}
		v.SetBool(n.Value == "true")
	}
}

// text checks a text as decoded: escapes in double quotes can make characters that the bytes did not have.
func (d *decoding) text(n *yaml.Node, a at) bool {
	switch {
	case len(n.Value) > maxText:
		d.lost(n, a, fmt.Sprintf("the text has %d bytes", len(n.Value)), fmt.Sprintf("at most %d", maxText))
		return false
	case !utf8.ValidString(n.Value):
		d.lost(n, a, "the text is not UTF-8", "delete the \\x escapes")
		return false
	case strings.ContainsAny(n.Value, "\n\r\t"):
		d.lost(n, a, "the text has a line break or a tab in it", "write it as one line, or fold it with >-")
		return false
	}
	for _, r := range n.Value {
		if why := unfit(r); why != "" {
			d.lost(n, a, fmt.Sprintf("%s %U in the text", why, r), "delete it")
			return false
		}
	}
	if strings.TrimSpace(n.Value) != n.Value {
		d.lost(n, a, "the text starts or ends with spaces", "delete them")
		return false
	}
	return true
}

// quote shows a piece of the file safely and shortly.
func quote(s string) string {
	if r := []rune(s); len(r) > 40 {
		s = string(r[:40]) + "…"
	}
	return strconv.Quote(s)
}
