package checklist

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"reflect"
	"slices"
	"strconv"

	"anquan.example/paicha/internal/strictyaml"
)

// Hash is the hex SHA-256 of everything the criterion says: an answer names it, so that one can see for ever
// which words were answered. It does not depend on how the YAML is written, nor on keys that later versions
// of the program know and this criterion does not use.
func (c *Criterion) Hash() string {
	sum := sha256.Sum256(canonical(nil, reflect.ValueOf(c).Elem()))
	return hex.EncodeToString(sum[:])
}

// canonical appends the one encoding of a value: text as s<bytes>:<text>, numbers as i<digits>;, true as b,
// lists as l<items>e, structs as d<key><value>…e with the keys that are not empty in alphabetical order.
func canonical(b []byte, v reflect.Value) []byte {
	switch v.Kind() {
	case reflect.Pointer:
		return canonical(b, v.Elem())
	case reflect.String:
		return canonicalText(b, v.String())
	case reflect.Int:
		b = strconv.AppendInt(append(b, 'i'), v.Int(), 10)
		return append(b, ';')
	case reflect.Bool:
		return append(b, 'b')
	case reflect.Slice:
		b = append(b, 'l')
		for i := range v.Len() {
			b = canonical(b, v.Index(i))
		}
		return append(b, 'e')
	}
	keys := strictyaml.Fields(v.Type())
	slices.SortFunc(keys, func(a, b strictyaml.Field) int { return cmp.Compare(a.Name, b.Name) })
	b = append(b, 'd')
	for _, k := range keys {
		if f := v.Field(k.Index); !f.IsZero() && (f.Kind() != reflect.Slice || f.Len() > 0) {
			b = canonical(canonicalText(b, k.Name), f)
		}
	}
	return append(b, 'e')
}

func canonicalText(b []byte, s string) []byte {
	b = strconv.AppendInt(append(b, 's'), int64(len(s)), 10)
	return append(append(b, ':'), s...)
}
