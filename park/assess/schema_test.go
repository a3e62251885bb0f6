package assess

import (
	"bytes"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v3"
)

// validator compiles the schema as a validator of another make reads it.
func validator(t *testing.T) func(data string) error {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(Schema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("assessment.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("assessment.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return func(data string) error {
		var v any
		if err := yaml.Unmarshal([]byte(data), &v); err != nil {
			t.Fatal(err)
		}
		return s.Validate(days(v))
	}
}

func TestSchemaIsKept(t *testing.T) {
	const file = "../../docs/assessment.schema.json"
	if *update {
		if err := os.WriteFile(file, Schema(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	kept, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if line := firstDifference(kept, Schema()); line != "" {
		t.Errorf("%s: %s; write it anew with -update", file, line)
	}
}

func TestSchemaAgreesWithParse(t *testing.T) {
	valid := validator(t)
	good := small(t)
	if err := valid(good); err != nil {
		t.Fatalf("small.yaml: %v", err)
	}
	for _, name := range Presets() {
		data, err := PresetText(name, 2026)
		if err != nil {
			t.Fatal(err)
		}
		if err := valid(string(data)); err != nil {
			t.Errorf("preset %s: %v", name, err)
		}
	}
	for _, c := range []struct{ old, new string }{
		{"format: 1", "format: 2"}, {"full: 100", "full: many"}, {"denominator: due", "denominator: all"}, {"kind: rate", "kind: rates"}, {"rate: on-time", "rate: ontime"},
		{"of: repeated", "of: logins"}, {"id: again", "id: Again Now"}, {"  zero: not-applicable\n", ""}, {"levels: [suspected-major, major]", "levels: [serious]"}, {"full: 100", "full: 100\nextra: 1"},
	} {
		bad := strings.Replace(good, c.old, c.new, 1)
		if bad == good {
			t.Errorf("%q is not in small.yaml", c.old)
		}
		if valid(bad) == nil {
			t.Errorf("%q: the schema lets it pass", c.new)
		}
		if _, err := Parse("small.yaml", []byte(bad)); err == nil {
			t.Errorf("%q: Parse lets it pass", c.new)
		}
	}
}
