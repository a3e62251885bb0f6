package strictyaml

import (
	"reflect"
	"strings"
)

// Field is one field of a struct as the file knows it.
type Field struct {
	Name     string // key
	Index    int    // in the struct
	Required bool   // no omitempty
	lines    bool   // its texts may have several lines
}

// Fields lists the fields of a struct type by their yaml tags, in the struct's order; those tagged "-" are left out.
func Fields(t reflect.Type) []Field {
	var fields []Field
	for f := range t.Fields() {
		name, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		if f.IsExported() && name != "-" {
			fields = append(fields, Field{name, f.Index[0], options != "omitempty", f.Tag.Get("text") == "lines"})
		}
	}
	return fields
}

// fields is Fields, worked out once a type.
func (d *decoding) fields(t reflect.Type) []Field {
	if keys, done := d.keys[t]; done {
		return keys
	}
	keys := Fields(t)
	d.keys[t] = keys
	return keys
}
