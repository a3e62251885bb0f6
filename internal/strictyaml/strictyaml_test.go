package strictyaml

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// sheet is a struct with everything that a file may hold.
type sheet struct {
	Title  string             `yaml:"title"`
	Note   string             `yaml:"note,omitempty" text:"lines"`
	Count  int                `yaml:"count,omitempty"`
	Done   bool               `yaml:"done,omitempty"`
	Tags   []string           `yaml:"tags,omitempty"`
	Width  grams              `yaml:"width,omitempty"`
	Marks  map[string]grams   `yaml:"marks,omitempty"`
	Words  map[string]string  `yaml:"words,omitempty"`
	Pick   map[string]*choice `yaml:"pick,omitempty"`
	When   *term              `yaml:"when,omitempty"`
	Parts  []part             `yaml:"parts,omitempty"`
	Lines  []string           `yaml:"lines,omitempty" text:"lines"`
	Hidden string             `yaml:"-"`
}

type part struct {
	ID    string           `yaml:"id"`
	Marks map[string]grams `yaml:"marks,omitempty"`
	Note  string           `yaml:"note,omitempty"`
}

// grams reads itself from a number or text of digits.
type grams string

func (g *grams) FromScalar(value string) error {
	if strings.Trim(value, "0123456789.") != "" {
		return errors.New(Quote(value) + " is no weight; write digits")
	}
	*g = grams(value)
	return nil
}

// choice is a word or a list.
type choice struct {
	word string
	list []string
}

func (c *choice) FromScalar(value string) error {
	c.word = value
	return nil
}

func (c *choice) List() any { return &c.list }

// term is a word or keys with values.
type term struct {
	Is  string `yaml:"is,omitempty"`
	Not *term  `yaml:"not,omitempty"`
}

func (t *term) FromScalar(value string) error {
	t.Is = value
	return nil
}

var small = Limits{Name: "sheet", Start: "title:", IDs: []string{"id"}, Bytes: 1000, Marks: 200, Text: 60, List: 4, Depth: 2}

func decode(data string) (*sheet, *Places, error) {
	s := &sheet{}
	p, err := Decode("s.yaml", []byte(data), s, small)
	if err == nil {
		err = p.Err()
	}
	return s, p, err
}

func TestWhatIsRead(t *testing.T) {
	for _, c := range []struct {
		name, data string
		want       sheet
	}{
		{"plain", "title: a\ncount: 3\ndone: true\ntags: [x, y]\n", sheet{Title: "a", Count: 3, Done: true, Tags: []string{"x", "y"}}},
		{"numbers keep their digits", "title: a\nwidth: 2.50\nmarks: {x: 007, y: \"1.0\"}\n", sheet{Title: "a", Width: "2.50", Marks: map[string]grams{"x": "007", "y": "1.0"}}},
		{"a map of texts", "title: a\nwords:\n  k: v\n  示例: 值\n", sheet{Title: "a", Words: map[string]string{"k": "v", "示例": "值"}}},
		{"a word or a list", "title: a\npick: {a: yes, b: [x, y], c: []}\n", sheet{Title: "a", Pick: map[string]*choice{"a": {word: "yes"}, "b": {list: []string{"x", "y"}}, "c": {list: []string{}}}}},
		{"a word or keys", "title: a\nwhen: {not: x}\n", sheet{Title: "a", When: &term{Not: &term{Is: "x"}}}},
		{"several lines", "title: a\nnote: |\n  b\n\n  c\n\n", sheet{Title: "a", Note: "b\n\nc"}},
		{"several lines, folded", "title: a\nnote: >\n  b\n  c\n", sheet{Title: "a", Note: "b c"}},
		{"several lines in a list", "title: a\nlines: [\"b\\nc\"]\n", sheet{Title: "a", Lines: []string{"b\nc"}}},
		{"Windows line ends", "title: a\r\nnote: |\r\n  b\r\n  c\r\n", sheet{Title: "a", Note: "b\nc"}},
	} {
		got, _, err := decode(c.data)
		if err != nil || !reflect.DeepEqual(*got, c.want) {
			t.Errorf("%s: %+v, %v\nwant %+v", c.name, got, err, c.want)
		}
	}
}

func TestWhatIsRefused(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"a number for a text", "title: 3\n", `s.yaml:1: title: "3" reads as a number or as true/false; put it in quotes`},
		{"a type that refuses", "title: a\nwidth: 3kg\n", `s.yaml:2: width: "3kg" is no weight; write digits`},
		{"an entry that is refused", "title: a\nmarks: {x: 3kg, y: 4}\n", `s.yaml:2: marks.x: "3kg" is no weight; write digits`},
		{"an entry of a thing with an id", "title: a\nparts:\n  - id: p1\n    marks:\n      x: y\n", `s.yaml:5: parts[0].marks.x (p1): "y" is no weight; write digits`},
		{"a list for a map", "title: a\nmarks: [1]\n", `s.yaml:2: marks: here stands a list instead of names with values; write name: value`},
		{"a name twice", "title: a\nmarks:\n  x: 1\n  x: 2\n", `s.yaml:4: marks: key "x" is there twice; the first is in line 3`},
		{"no name", "title: a\nmarks: {\"\": 1}\n", `s.yaml:2: marks: a name of 0 bytes; 1 to 100`},
		{"a long name", "title: a\nmarks: {" + strings.Repeat("x", 101) + ": 1}\n", `s.yaml:2: marks: a name of 101 bytes; 1 to 100`},
		{"a name with a control character", `title: a` + "\n" + `marks: {"x\x1b": 1}`, `s.yaml:2: marks: control character U+001B in the text; delete it`},
		{"a list for a name", "title: a\nmarks:\n  ? [x]\n  : 1\n", `s.yaml:3: marks: a list stands in place of a key; put text that starts with [ or { in quotes`},
		{"an alias for a name", "title: &t a\nmarks: {*t : 1}\n", "s.yaml:1: title: an anchor (&) stands here; delete it; aliases are not allowed\ns.yaml:2: marks: an alias (*) stands here; write the value out"},
		{"too many entries", "title: a\nmarks: {a: 1, b: 1, c: 1, d: 1, e: 1}\n", `s.yaml:2: marks: there are 5 entries; at most 4`},
		{"too many items", "title: a\npick: {a: [v, w, x, y, z]}\n", `s.yaml:2: pick.a: the list has 5 items; at most 4`},
		{"a null entry", "title: a\nwords: {a: ~}\n", `s.yaml:2: words.a: nothing stands here; fill it in, or delete the key`},
		{"keys for a word or a list", "title: a\npick: {a: {b: c}}\n", `s.yaml:2: pick.a: here stands a group of keys instead of a single value or a list; write the value itself, or [a, b]`},
		{"a list for a single value", "title: a\nwidth: [3]\n", `s.yaml:2: width: here stands a list instead of a single value; write the value itself; quote text that starts with [ or {`},
		{"a list for a word or keys", "title: a\nwhen: [x]\n", `s.yaml:2: when: here stands a list instead of keys with values; write key: value`},
		{"too deep", "title: a\nwhen: {not: {not: {not: {not: x}}}}\n", `s.yaml:2: when.not.not.not: too many conditions inside one another; at most 2 levels`},
		{"a line break", "title: |\n  a\n  b\n", `s.yaml:1: title: the text has a line break or a tab in it; write it as one line, or fold it with >-`},
		{"a tab among lines", "title: a\nnote: \"b\\tc\"\n", `s.yaml:2: note: the text has a line break or a tab in it; put spaces in place of the tab; several lines go after |`},
		{"spaces before the lines", "title: a\nnote: \"\\n b\"\n", `s.yaml:2: note: the text starts or ends with spaces; delete them`},
		{"a long text", "title: " + strings.Repeat("示", 21) + "\n", `s.yaml:1: title: the text has 63 bytes; at most 60`},
		{"a large file", "title: a\n" + strings.Repeat("# 示例\n", 200), `s.yaml: the file has 1809 bytes; a sheet has at most 1000`},
		{"many marks", "title: a\n" + strings.Repeat("-\n", 101), `s.yaml:101: the file has too many entries; at most 200 commas, colons, brackets, dashes, lines and comments; split the sheet`},
		{"nothing", "# nothing\n", `s.yaml: the file holds only comments; a sheet starts with title:`},
		{"not a key", "title: a\nHidden: b\n", `s.yaml:2: unknown key "Hidden"; known keys: title, note, count, done, tags, width, marks, words, pick, when, parts, lines`},
	} {
		_, _, err := decode(c.data)
		if err == nil || err.Error() != c.want {
			t.Errorf("%s: got\n%v\nwant\n%s", c.name, err, c.want)
		}
	}
}

func TestWhatTheCallerFindsWrong(t *testing.T) {
	data := "title: a\nmarks:\n  x: 1\n  y: 2\npick:\n  k: [v,\n    w]\nparts:\n  - id: p1\n    marks: {z: 3}\n  - id: p2\n    extra: 1\n"
	s, p, err := decode(data)
	if err == nil {
		t.Fatal("extra is let pass")
	}
	before := p.Copy()
	p.Wrong(&s.Parts[1], "id", "about what could not be read", "")
	p.Wrong(s, "title", "unfit", "mend it")
	p.Wrong(s, "note", "missing", "add it")
	p.Wrong(s, "", "whole", "")
	p.WrongEntry(s, "marks", "y", "too heavy", "")
	p.WrongEntry(s, "marks", "gone", "not there", "")
	p.WrongItem(s.Pick["k"], "", 1, "unknown kind", "")
	p.Wrong(s.Pick["k"], "", "as a whole", "")
	p.WrongEntry(&s.Parts[0], "marks", "z", "no", "")
	want := []string{
		"s.yaml:1: title: unfit; mend it", "s.yaml:1: missing; add it", "s.yaml:1: whole",
		"s.yaml:3: marks.gone: not there", "s.yaml:4: marks.y: too heavy", "s.yaml:6: pick.k: as a whole", "s.yaml:7: pick.k[1]: unknown kind",
		"s.yaml:10: parts[0].marks.z (p1): no",
		`s.yaml:12: parts[1] (p2): unknown key "extra"; known keys: id, marks, note`,
	}
	if got := strings.Split(p.Err().Error(), "\n"); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if all, _ := errors.AsType[Problems](before.Err()); len(all) != 1 {
		t.Errorf("a copy shares what is found: %v", before.Err())
	}
	if p.Line(&s.Parts[1]) != "line 11" || p.Line(new(part)) != "an unknown line" || !p.Has(&s.Parts[0], "marks") || p.Has(&s.Parts[0], "note") {
		t.Error("places are wrong")
	}
}

func TestEmpties(t *testing.T) {
	_, p, err := decode("title: \"\"\nnote: \"\"\nparts: [{id: \"\"}]\n")
	if err != nil {
		t.Fatal(err)
	}
	p.Empties()
	want := "s.yaml:1: title: \"title\" is empty; fill it in\ns.yaml:2: note: \"note\" is empty; fill it in, or delete the key\ns.yaml:3: parts[0].id: \"id\" is empty; fill it in"
	if got := p.Err(); got == nil || got.Error() != want {
		t.Errorf("got %v, want %s", got, want)
	}
}

// A file that is wrong in too many places is given up, the rest of its limits as they are.
func TestTooMuchIsWrong(t *testing.T) {
	wide := small
	wide.Bytes, wide.Marks, wide.List = 1<<20, 1<<20, 1<<20
	var rows strings.Builder
	for n := range 2 * Kept {
		fmt.Fprintf(&rows, "  k%d: x\n", n)
	}
	var s sheet
	p, err := Decode("s.yaml", []byte("title: a\nmarks:\n"+rows.String()), &s, wide)
	if all, ok := errors.AsType[Problems](err); p != nil || !ok || len(all) < Kept || len(all) > Kept+10 {
		t.Errorf("%d problems, places %v", len(all), p)
	}
}

func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		"title: a\nmarks: {x: 1}\npick: {a: [b]}\n", "title: |\n  a\n", "title: a\nwhen: {not: {is: x}}\n", "title: &x a\nnote: *x\n",
		"? [a]\n: b\n", "title: !!binary aGk=\n", "marks: {\"\\x1b\": 1}\n", "pick: {a: {b: c}}\n", "parts: [{id: p, marks: {a: b}}]\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		_, p, err := decode(string(data))
		if err == nil {
			p.Empties()
			return
		}
		if strings.ContainsFunc(err.Error(), func(r rune) bool { return r != '\n' && Unfit(r) != "" }) {
			t.Errorf("the message would drive a terminal: %q", err)
		}
	})
}
