package checklist

import (
	"encoding/json"
	"reflect"

	"github.com/invopop/jsonschema"
)

// Schema is the JSON Schema (draft 2020-12) of a library file, for editors. It is made from the structs that
// Parse fills; what it cannot say (names that refer to each other, no two editions on one day), lint says.
func Schema() []byte {
	r := jsonschema.Reflector{FieldNameTag: "yaml", Anonymous: true, Mapper: special}
	s := r.Reflect(&Library{})
	s.Title = "paicha checklists.yaml"
	s.Definitions["Expr"] = expression()
	for name, narrow := range narrowed {
		narrow(s.Definitions[name])
	}
	data, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		panic("checklist: schema of our own structs: " + err.Error()) // nothing from outside goes in
	}
	return append(data, '\n')
}

// special leaves expressions to their own definition: they are a word or a group.
func special(t reflect.Type) *jsonschema.Schema {
	if t == reflect.TypeFor[Expr]() {
		return &jsonschema.Schema{Ref: "#/$defs/Expr"}
	}
	return nil
}

// expression is "question", "question=kind", or one of not, all, any.
func expression() *jsonschema.Schema {
	self := &jsonschema.Schema{Ref: "#/$defs/Expr"}
	group := func(key string, value *jsonschema.Schema) *jsonschema.Schema {
		properties := jsonschema.NewProperties()
		properties.Set(key, value)
		return &jsonschema.Schema{Type: "object", Properties: properties, Required: []string{key}, AdditionalProperties: jsonschema.FalseSchema}
	}
	list := &jsonschema.Schema{Type: "array", Items: self, MinItems: count(1)}
	word := &jsonschema.Schema{Type: "string", Pattern: `^[a-z0-9.-]+(=[a-z0-9.-]+)?$`}
	return &jsonschema.Schema{OneOf: []*jsonschema.Schema{word, group("is", word), group("not", self), group("all", list), group("any", list)}}
}

const (
	dayPattern   = `^[0-9]{4}-[0-9]{2}-[0-9]{2}$`
	wordPattern  = `^[a-z0-9]+([.-][a-z0-9]+)*$`
	citedPattern = `^[a-z0-9.-]+:[A-Za-z0-9._()-]+$`
)

// narrowed is what the types alone do not say, by definition.
var narrowed = map[string]func(*jsonschema.Schema){
	"Library":  func(s *jsonschema.Schema) { property(s, "format").Const = 1 },
	"Text":     func(s *jsonschema.Schema) { property(s, "zh").MinLength = count(1) },
	"Place":    func(s *jsonschema.Schema) { property(s, "id").Pattern = wordPattern },
	"UnitKind": func(s *jsonschema.Schema) { property(s, "id").Pattern = wordPattern },
	"Kind":     func(s *jsonschema.Schema) { property(s, "id").Pattern = wordPattern },
	"Question": func(s *jsonschema.Schema) { property(s, "id").Pattern = wordPattern },
	"Sector": func(s *jsonschema.Schema) {
		property(s, "id").Pattern = wordPattern
		property(s, "kind").Enum = []any{Activity}
	},
	"Source": func(s *jsonschema.Schema) {
		property(s, "id").Pattern = wordPattern
		for _, key := range []string{"issued", "from", "until", "checked"} {
			property(s, key).Pattern = dayPattern
		}
	},
	"Rule": func(s *jsonschema.Schema) {
		property(s, "id").Pattern = citedPattern
		property(s, "need").Minimum = "1"
	},
	"FailedRule": func(s *jsonschema.Schema) { property(s, "id").Pattern = citedPattern },
	"Criterion": func(s *jsonschema.Schema) {
		property(s, "id").Pattern = citedPattern
		property(s, "standing").Enum = []any{Verified, Partial, TopicOnly, CarriedOver}
		property(s, "where").MinItems = count(1)
		property(s, "check").MinItems = count(1)
	},
	"Condition": func(s *jsonschema.Schema) {
		for _, key := range []string{"all", "any", "of"} {
			property(s, key).MinItems = count(2)
		}
		s.OneOf = []*jsonschema.Schema{
			{Required: []string{"id", "zh", "en"}}, {Required: []string{"all"}}, {Required: []string{"any"}}, {Required: []string{"at_least", "of"}},
		}
	},
	"Measure": func(s *jsonschema.Schema) {
		property(s, "op").Enum = []any{">=", ">", "<=", "<"}
		property(s, "limit").Pattern = decimals.String()
	},
}

func property(s *jsonschema.Schema, key string) *jsonschema.Schema {
	p, _ := s.Properties.Get(key)
	return p
}

func count(n uint64) *uint64 { return &n }
