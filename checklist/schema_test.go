package checklist_test

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"anquan.example/paicha/checklist"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

// schema compiles the schema as a validator of another make reads it.
func schema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(checklist.Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("checklists.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("checklists.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// validate checks YAML bytes against the schema.
func validate(t *testing.T, s *jsonschema.Schema, data []byte) error {
	t.Helper()
	var v any
	if err := yaml.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return s.Validate(v)
}

func TestSchemaDraft(t *testing.T) {
	if !bytes.Contains(checklist.Schema(), []byte(`"$schema": "https://json-schema.org/draft/2020-12/schema"`)) {
		t.Error("the schema does not name its draft")
	}
}

func TestSchemaAgreesWithParse(t *testing.T) {
	s := schema(t)
	good, err := os.ReadFile("testdata/small.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := validate(t, s, good); err != nil {
		t.Fatalf("small.yaml: %v", err)
	}
	for _, c := range []struct{ name, old, new string }{
		{"unknown key", "standing: partial", "standing: partial\n            extra: 1"},
		{"missing key", "            set: direct\n            standing: partial", "            standing: partial"},
		{"unknown standing", "standing: partial", "standing: partly"},
		{"format", "format: 1", "format: 2"},
		{"empty expression", "{any: [{not: s-crowd}, s-tank]}", "{any: []}"},
		{"two forms of expression", "{any: [{not: s-crowd}, s-tank]}", "{any: [s-tank], all: [s-dust]}"},
		{"a number as expression", "scope: s-tank", "scope: 3"},
		{"operator", `op: ">", limit: "9"`, `op: "=", limit: "9"`},
		{"limit", `op: ">", limit: "9"`, `op: ">", limit: "nine"`},
		{"number for text", `op: ">", limit: "9"`, `op: ">", limit: 9`},
		{"day", `issued: "2026-03-01"`, `issued: "1.3.2026"`},
		{"join of one", `any: [{id: a, zh: "甲", en: "A"}, {id: b, zh: "乙", en: "B"}]`, `any: [{id: a, zh: "甲", en: "A"}]`},
		{"leaf and join", `any: [{id: a, zh: "甲", en: "A"}, {id: b, zh: "乙", en: "B"}]`, `id: c, zh: c, en: c, any: [{id: a, zh: "甲", en: "A"}, {id: b, zh: "乙", en: "B"}]`},
		{"no place", "where: [workshop, papers]", "where: []"},
		{"no check", `[{zh: "数人数", en: "Count people"}]`, "[]"},
		{"empty text", `title: {zh: "沿用条"`, `title: {zh: ""`},
	} {
		bad := []byte(strings.Replace(string(good), c.old, c.new, 1))
		if bytes.Equal(bad, good) {
			t.Errorf("%s: %q is not in small.yaml", c.name, c.old)
		}
		if validate(t, s, bad) == nil {
			t.Errorf("%s: the schema lets it pass", c.name)
		}
		if _, err := checklist.Parse("small.yaml", bad); err == nil {
			t.Errorf("%s: Parse lets it pass", c.name)
		}
	}
}
