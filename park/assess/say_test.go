package assess

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/report/sheet"
)

var braces = regexp.MustCompile(`\{[a-z_]+\}`)

// Every sentence has the same braces in both languages.
func TestBracesAreTheSame(t *testing.T) {
	zh, en := reflect.ValueOf(words.In(words.Zh).Assess), reflect.ValueOf(words.In(words.En).Assess)
	same := func(path, a, b string) {
		x, y := braces.FindAllString(a, -1), braces.FindAllString(b, -1)
		slices.Sort(x)
		slices.Sort(y)
		if !slices.Equal(x, y) {
			t.Errorf("%s: zh %q, en %q", path, a, b)
		}
	}
	for n := range zh.NumField() {
		name := zh.Type().Field(n).Name
		if zh.Field(n).Kind() == reflect.String {
			same(name, zh.Field(n).String(), en.Field(n).String())
			continue
		}
		for _, k := range zh.Field(n).MapKeys() {
			same(name+"."+k.String(), zh.Field(n).MapIndex(k).String(), en.Field(n).MapIndex(k).String())
		}
	}
}

// Every code that a result may hold has words.
func TestEveryCodeHasWords(t *testing.T) {
	a := &words.In(words.Zh).Assess
	has := func(what string, m map[string]string, codes ...string) {
		for _, c := range codes {
			if m[c] == "" {
				t.Errorf("%s %q has no words", what, c)
			}
		}
	}
	for _, s := range sources {
		has("source", a.Rules, s.name)
	}
	for _, r := range rates {
		has("rate", a.Rules, r.name)
	}
	for _, k := range kinds {
		has("kind", a.Kinds, string(k.kind))
	}
	for _, act := range Activities() {
		has("activity", a.Activities, string(act))
	}
	for _, c := range choices {
		for _, may := range c.may {
			has("definition", a.Definitions, c.key+"."+string(may))
		}
	}
	has("change", a.Changes, string(ScoreChanged), string(GradeChanged), string(LineChanged), string(LineRewritten), string(LineAdded), string(LineGone), string(SchemeChanged))
	merged := reflect.TypeFor[Merged]()
	for f := range merged.Fields() {
		if f.Type == reflect.TypeFor[[]string]() && f.Name != "Inspections" {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			has("list of the picture", a.Picture, strings.ReplaceAll(name, "_", "-"))
		}
	}
	files, _ := filepath.Glob("testdata/cases/*.yaml")
	for _, file := range files {
		c := readCase(t, file)
		r := c.scheme(t).Assess(c.facts(t), c.AsOf)
		for _, f := range r.Figures {
			has("figure", a.Figures, f.Name)
		}
		for _, l := range r.Lines {
			if l.Not != "" {
				has("reason", a.Nots, l.Not)
			}
			for _, term := range l.Terms {
				has("rule", a.Rules, term.Rule)
			}
		}
	}
}

// Nothing that is said has braces left in it, whatever the case.
func TestSentencesAreWhole(t *testing.T) {
	files, _ := filepath.Glob("testdata/cases/*.yaml")
	for _, file := range files {
		c := readCase(t, file)
		s, f := c.scheme(t), c.facts(t)
		r := s.Assess(f, c.AsOf)
		for _, lang := range []words.Lang{words.Zh, words.En} {
			text := plain(Sheet(r, f, s, words.In(lang)))
			if left := braces.FindString(text); left != "" {
				t.Errorf("%s: %s is left in the sheet", file, left)
			}
			for _, l := range r.Lowered {
				if !strings.Contains(text, s.SayLowered(words.In(lang), l)) {
					t.Errorf("%s: the sheet does not say why the grade is lowered by %s", file, l.Item)
				}
			}
		}
	}
}

// plain is a sheet as text.
func plain(d sheet.Sheet) string {
	var b strings.Builder
	line := func(parts ...string) { fmt.Fprintln(&b, strings.Join(parts, " | ")) }
	line(d.Title, d.Number, d.Footer)
	for _, n := range d.Notes {
		line("*", n)
	}
	for _, block := range d.Blocks {
		switch x := block.(type) {
		case sheet.Heading:
			line("", strings.Repeat("#", x.Level)+" "+x.Text)
		case sheet.Text:
			line(x.Text)
		case sheet.List:
			for _, i := range x.Items {
				line("- " + i)
			}
		case sheet.Fields:
			for _, f := range x {
				line(f.Label, f.Value)
			}
		case sheet.Table:
			for _, row := range x.Rows {
				line(row...)
			}
		case sheet.Signatures:
			for _, s := range x {
				line("______", s.Role, s.Date)
			}
		}
	}
	return b.String()
}

// The sheet of the worked example, as text, in both languages.
func TestSheet(t *testing.T) {
	s, f, r := example(t)
	for _, lang := range []words.Lang{words.Zh, words.En} {
		file, got := "testdata/example."+string(lang)+".txt", plain(Sheet(r, f, s, words.In(lang)))
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if line := firstDifference(want, []byte(got)); line != "" {
			t.Errorf("%s: %s", file, line)
		}
	}
}

func TestPrint(t *testing.T) {
	s := preset(t)
	for score, want := range map[string]string{"89.94": "89.9", "89.95": "89.95", "89.99": "89.99", "90": "90.0", "90.04": "90.0", "88.25": "88.3", "0": "0.0", "79.96": "79.96"} {
		if got := s.Print(decimal.RequireFromString(score)); got != want {
			t.Errorf("%s is printed %s, want %s", score, got, want)
		}
	}
}

func TestRank(t *testing.T) {
	s, _, r := example(t)
	one := func(id, grade, score string) Ranked {
		r := r
		r.Grade, r.Score = grade, decimal.RequireFromString(score)
		return Ranked{Enterprise: Enterprise{ID: id, Name: "示例" + id}, Result: r}
	}
	none := one("n", "", "0")
	none.Result.None = true
	all := []Ranked{one("a", "fail", "95"), none, one("b", "good", "85"), one("c", "good", "85"), one("d", "excellent", "90"), one("e", "good", "80")}
	s.Rank(all)
	var got []string
	for _, x := range all {
		got = append(got, fmt.Sprint(x.Rank, x.Enterprise.ID))
		if len(x.Cells()) != len(s.Columns()) {
			t.Errorf("%d cells under %d columns", len(x.Cells()), len(s.Columns()))
		}
	}
	if got := strings.Join(got, " "); got != "1d 2b 2c 4e 5a 6n" {
		t.Errorf("ranked %s", got)
	}
	cells := map[string]any{}
	for n, name := range s.Columns() {
		cells[name] = all[4].Cells()[n]
	}
	if fmt.Sprint(cells["score"], cells["item.rectification"], cells["item.veto"], cells["on_time_rate"], cells["visits"]) != "95 21.43 <nil> 71.43 3" {
		t.Errorf("cells %v", cells)
	}
}
