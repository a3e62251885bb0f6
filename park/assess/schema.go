package assess

import (
	"encoding/json"
	"reflect"

	"github.com/invopop/jsonschema"
)

// Schema is the JSON Schema (draft 2020-12) of a scheme file, for editors. It is made from the structs that Parse fills; what it cannot say
// (weights that add up, grades without gaps), lint says. docs/assessment.schema.json is kept equal by a test.
func Schema() []byte {
	r := jsonschema.Reflector{FieldNameTag: "yaml", Anonymous: true, Mapper: special}
	s := r.Reflect(&Scheme{})
	s.Title = "paicha annual assessment scheme"
	for name, narrow := range narrowing {
		narrow(s.Definitions[name])
	}
	data, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		panic("assess: schema of our own structs: " + err.Error()) // nothing from outside goes in
	}
	return append(data, '\n')
}

// special is a number: written with or without quotes.
func special(t reflect.Type) *jsonschema.Schema {
	if t == reflect.TypeFor[Number]() {
		return &jsonschema.Schema{OneOf: []*jsonschema.Schema{{Type: "number", Minimum: "0"}, {Type: "string", Pattern: numbers.String()}}}
	}
	return nil
}

// narrowing is what the types alone do not say, by definition.
var narrowing = map[string]func(*jsonschema.Schema){
	"Scheme": func(s *jsonschema.Schema) {
		property(s, "format").Const = Format
		property(s, "version").Pattern = ids.String()
	},
	"Definitions": func(s *jsonschema.Schema) {
		for _, c := range choices {
			property(s, c.key).Enum = anys(c.may)
		}
	},
	"EventKind": func(s *jsonschema.Schema) { property(s, "id").Pattern = ids.String() },
	"Grade":     func(s *jsonschema.Schema) { property(s, "id").Pattern = ids.String() },
	"Item": func(s *jsonschema.Schema) {
		property(s, "id").Pattern = ids.String()
		var names []string
		for _, k := range kinds {
			names = append(names, string(k.kind))
		}
		property(s, "kind").Enum = anys(names)
		names = nil
		for _, r := range rates {
			names = append(names, r.name)
		}
		property(s, "rate").Enum = anys(names)
		property(s, "zero").Enum = anys(zeros)
	},
	"Part": func(s *jsonschema.Schema) {
		var names []string
		for _, src := range sources {
			names = append(names, src.name)
		}
		property(s, "of").Enum = anys(names)
		property(s, "due").Pattern = monthDay.String()
		property(s, "activities").Items.Enum = anys(Activities())
		property(s, "drills").Items.Enum = anys([]DrillKind{TableTop, Practical, Combined})
		property(s, "levels").Items.Enum = anys([]level{"general", "suspected-major", "major"})
	},
}

func property(s *jsonschema.Schema, key string) *jsonschema.Schema {
	p, _ := s.Properties.Get(key)
	return p
}

func anys[S any](list []S) []any {
	all := make([]any, len(list))
	for n, v := range list {
		all[n] = v
	}
	return all
}
