package assess

import (
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/internal/words"
)

// handRow is a row of the table in which the documentation computes the example by hand.
var handRow = regexp.MustCompile(`(?m)^\| ?([a-z-]*) \| (.*) \| \**(−?[0-9.]+)\** \|$`)

// What the documentation computes by hand is what the program computes.
func TestDocsExample(t *testing.T) {
	s, _, r := example(t)
	for lang, file := range map[words.Lang]string{words.En: "../../docs/assessment.md", words.Zh: "../../docs/assessment.zh-CN.md"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		var totals []string
		seen := 0
		for _, row := range handRow.FindAllStringSubmatch(text, -1) {
			points := decimal.RequireFromString(strings.Replace(row[3], "−", "-", 1))
			if row[1] == "" {
				totals = append(totals, points.String())
				continue
			}
			seen++
			if l := r.Line(row[1]); l == nil || !l.Points.Equal(points) {
				t.Errorf("%s: by hand %s is %s, the program has %+v", file, row[1], points, l)
			}
		}
		if want := fmt.Sprint([]string{r.Got.String(), r.Beyond.String(), r.Score.String()}); fmt.Sprint(totals) != want || seen != 11 {
			t.Errorf("%s: totals by hand %v of %d items, the program has %s of 11", file, totals, seen, want)
		}
		grade := "**" + s.Grade(r.Grade).Name.Zh
		if !strings.Contains(text, grade) || !strings.Contains(text, s.Print(r.Score)) {
			t.Errorf("%s: does not say %s** and %s", file, grade, s.Print(r.Score))
		}
		said(t, lang, file, text)
	}
}

// said keeps the program's sentences in the documentation.
func said(t *testing.T, lang words.Lang, file, text string) {
	t.Helper()
	s, _, r := example(t)
	w := words.In(lang)
	begin, end := strings.Index(text, "-update -->\n"), strings.Index(text, "<!-- end of example -->")
	if begin < 0 || end < 0 {
		t.Fatalf("%s: no place for the example", file)
	}
	begin += len("-update -->\n")
	var b strings.Builder
	b.WriteString("```text\n")
	for n := range r.Lines {
		l := &r.Lines[n]
		points := signed(l.Points)
		if l.Kind == Veto || l.Kind == Cap {
			points = "—"
		}
		fmt.Fprintf(&b, "%s  %s\n", w.Text(s.Items[n].Name), points)
		for _, say := range s.SayLine(w, l) {
			fmt.Fprintf(&b, "    %s\n", say)
		}
	}
	fmt.Fprintf(&b, "%s\n```\n", SayScore(w, r))
	if *update {
		if err := os.WriteFile(file, []byte(text[:begin]+b.String()+text[end:]), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if line := firstDifference([]byte(text[begin:end]), []byte(b.String())); line != "" {
		t.Errorf("%s: %s; write it anew with -update", file, line)
	}
}

// Every column of the ranking is in the documentation.
func TestDocsColumns(t *testing.T) {
	data, err := os.ReadFile("../../docs/assessment.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range preset(t).Columns() {
		if !strings.HasPrefix(name, "item.") && !strings.Contains(string(data), "`"+name+"`") {
			t.Errorf("docs/assessment.md does not say what the column %s is", name)
		}
	}
}

// Every thing that a scheme may count, every kind and every choice is in the documentation, in both languages.
func TestDocsName(t *testing.T) {
	var all []string
	for _, s := range sources {
		all = append(all, s.name)
	}
	for _, r := range rates {
		all = append(all, r.name)
	}
	for _, k := range kinds {
		all = append(all, string(k.kind))
	}
	for _, c := range choices {
		all = append(all, c.key)
		for _, may := range c.may {
			all = append(all, string(may))
		}
	}
	for _, file := range []string{"../../docs/assessment.md", "../../docs/assessment.zh-CN.md"} {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range all {
			if !strings.Contains(string(data), "`"+name+"`") {
				t.Errorf("%s does not say what %s is", file, name)
			}
		}
	}
}
