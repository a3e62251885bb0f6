package checklist_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"anquan.example/paicha/checklist"
	"go.yaml.in/yaml/v3"
)

// judgeCase is one file of testdata/judge/<sector>: facts and the verdict they must give.
type judgeCase struct {
	Title   string              `yaml:"title"`
	Sector  string              `yaml:"sector"`
	Date    string              `yaml:"date"`
	Scope   map[string]scopeSet `yaml:"scope"` // "*": the yes/no questions not named
	Basis   map[string]string   `yaml:"basis"`
	Units   map[string][]string `yaml:"units"`
	Others  string              `yaml:"others"` // ok: every other applicable criterion is in order; none: not answered
	Answers []caseAnswer        `yaml:"answers"`
	Expect  struct {
		Outcome checklist.Outcome `yaml:"outcome"`
		Hits    *[]string         `yaml:"hits"` // distinct criteria; absent: not compared
		Open    *[]string         `yaml:"open"`
	} `yaml:"expect"`
}

type caseAnswer struct {
	Criterion  string            `yaml:"criterion"`
	Answer     checklist.Value   `yaml:"answer"`
	Unit       string            `yaml:"unit"`
	Conditions map[string]yesNo  `yaml:"conditions"`
	Measured   map[string]string `yaml:"measured"`
	Reason     string            `yaml:"reason"`
}

// yesNo is yes or no, written as a word or as a YAML bool.
type yesNo bool

func (y *yesNo) UnmarshalYAML(n *yaml.Node) error {
	switch n.Value {
	case "yes", "true":
		*y = true
	case "no", "false":
		*y = false
	default:
		return fmt.Errorf("line %d: %q is neither yes nor no", n.Line, n.Value)
	}
	return nil
}

// scopeSet is yes, no, unknown or a list of kinds.
type scopeSet checklist.ScopeAnswer

func (s *scopeSet) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.SequenceNode {
		s.Value = "kinds"
		return n.Decode(&s.Kinds)
	}
	switch n.Value {
	case "yes", "true":
		s.Value = "yes"
	case "no", "false":
		s.Value = "no"
	case "unknown":
		s.Value = "unknown"
	default:
		return fmt.Errorf("line %d: %q is none of yes, no, unknown, [kinds]", n.Line, n.Value)
	}
	return nil
}

func readCase(file string) (*judgeCase, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	var c judgeCase
	if err := dec.Decode(&c); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	if err := dec.Decode(new(yaml.Node)); !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("%s: a case is one document", file)
	}
	return &c, nil
}

// facts turns a case into what the judge is told; names that the library does not know are refused.
func (c *judgeCase) facts(l *checklist.Library) (checklist.Facts, error) {
	f := checklist.Facts{Date: c.Date, Scope: map[string]checklist.ScopeAnswer{}, Units: c.Units}
	sector := l.Sector(c.Sector)
	if sector == nil {
		return f, fmt.Errorf("sector %q is not in the library", c.Sector)
	}
	for id := range c.Units {
		if l.Unit(id) == nil {
			return f, fmt.Errorf("unit kind %q is not in the library", id)
		}
	}
	err := errors.Join(c.scope(sector, &f), c.answers(l, &f))
	if e := l.Edition(c.Sector, c.Date); e != nil && err == nil && c.Others == "ok" {
		c.others(l, e, &f)
	}
	if c.Others != "ok" && c.Others != "none" && c.Others != "" {
		err = errors.Join(err, fmt.Errorf("others is %q, want ok or none", c.Others))
	}
	return f, err
}

func (c *judgeCase) scope(sector *checklist.Sector, f *checklist.Facts) error {
	var errs []error
	left := map[string]bool{"*": true}
	for id := range c.Scope {
		left[id] = true
	}
	for _, q := range sector.Scope {
		a, named := c.Scope[q.ID]
		if !named && len(q.Kinds) == 0 {
			a, named = c.Scope["*"]
		}
		if named {
			a.Basis = c.Basis[q.ID]
			f.Scope[q.ID] = checklist.ScopeAnswer(a)
		}
		for _, k := range a.Kinds {
			if !slices.ContainsFunc(q.Kinds, func(known checklist.Kind) bool { return known.ID == k }) {
				errs = append(errs, fmt.Errorf("scope: question %s has no kind %q", q.ID, k))
			}
		}
		delete(left, q.ID)
	}
	delete(left, "*")
	for id := range left {
		errs = append(errs, fmt.Errorf("scope: question %q is not in sector %s", id, sector.ID))
	}
	return errors.Join(errs...)
}

func (c *judgeCase) answers(l *checklist.Library, f *checklist.Facts) error {
	var errs []error
	e := l.Edition(c.Sector, c.Date)
	for _, a := range c.Answers {
		crit := l.Criterion(a.Criterion)
		if crit == nil || l.EditionOf(a.Criterion) != e {
			errs = append(errs, fmt.Errorf("answers: criterion %q is not in the edition of sector %s in force on %s", a.Criterion, c.Sector, c.Date))
			continue
		}
		if !slices.Contains([]checklist.Value{checklist.OK, checklist.Fail, checklist.NA, checklist.Unseen}, a.Answer) {
			errs = append(errs, fmt.Errorf("answers: %s: answer %q is none of ok, fail, na, unseen", a.Criterion, a.Answer))
		}
		if a.Unit != "" && !slices.Contains(c.Units[crit.Per], a.Unit) {
			errs = append(errs, fmt.Errorf("answers: %s: unit %q is not under units: %s", a.Criterion, a.Unit, crit.Per))
		}
		given := checklist.Answer{Criterion: a.Criterion, Unit: a.Unit, Value: a.Answer, Measured: a.Measured, Reason: a.Reason, Conditions: map[string]bool{}}
		for id, held := range a.Conditions {
			given.Conditions[id] = bool(held)
			if crit.Leaf(id) == nil && (id != checklist.Failed || !crit.Equipment) {
				errs = append(errs, fmt.Errorf("answers: %s has no condition %q", a.Criterion, id))
			}
		}
		for id, value := range a.Measured {
			if leaf := crit.Leaf(id); leaf == nil || leaf.Measure == nil {
				errs = append(errs, fmt.Errorf("answers: %s: nothing is measured for condition %q", a.Criterion, id))
			} else if !checklist.IsDecimal(value) {
				errs = append(errs, fmt.Errorf("answers: %s: measured value %q is not a decimal", a.Criterion, value))
			}
		}
		f.Answers = append(f.Answers, given)
	}
	return errors.Join(errs...)
}

// others answers ok to every applicable criterion and target that the case does not answer.
func (c *judgeCase) others(l *checklist.Library, e *checklist.Edition, f *checklist.Facts) {
	type target struct{ criterion, unit string }
	said := map[target]bool{}
	for _, a := range f.Answers {
		said[target{a.Criterion, a.Unit}] = true
	}
	for _, crit := range e.ByClause() {
		if crit.Standing == checklist.TopicOnly || l.Applies(crit, f.Scope) != checklist.Yes {
			continue
		}
		units := []string{""}
		if crit.Per != "" && len(f.Units[crit.Per]) > 0 {
			units = f.Units[crit.Per]
		}
		for _, unit := range units {
			if !said[target{crit.ID, unit}] {
				f.Answers = append(f.Answers, checklist.Answer{Criterion: crit.ID, Unit: unit, Value: checklist.OK})
			}
		}
	}
}

// compare is how the verdict differs from what the case expects; nil when it does not.
func (c *judgeCase) compare(v checklist.Verdict) error {
	var errs []error
	if v.Outcome != c.Expect.Outcome {
		errs = append(errs, fmt.Errorf("outcome %s, want %s", v.Outcome, c.Expect.Outcome))
	}
	var hits, open []string
	for _, h := range v.Hits {
		hits = append(hits, h.Criterion)
	}
	for _, o := range v.Open {
		if o.Criterion != "" {
			open = append(open, o.Criterion)
		}
	}
	for _, list := range []struct {
		name string
		got  []string
		want *[]string
	}{{"hits", hits, c.Expect.Hits}, {"open", open, c.Expect.Open}} {
		if list.want == nil {
			continue
		}
		got, want := distinct(list.got), distinct(*list.want)
		if !slices.Equal(got, want) {
			errs = append(errs, fmt.Errorf("%s %v, want %v", list.name, got, want))
		}
	}
	return errors.Join(errs...)
}

func distinct(ids []string) []string {
	return slices.Compact(slices.Sorted(slices.Values(ids)))
}

// runCases judges every case of a sector's folder and returns how many there are.
func runCases(t *testing.T, l *checklist.Library, sector string) int {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "judge", sector, "*.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		t.Run(sector+"/"+filepath.Base(file), func(t *testing.T) {
			c, err := readCase(file)
			if err != nil {
				t.Fatal(err)
			}
			if c.Sector != sector {
				t.Errorf("%s: the case is of sector %q but lies in folder %s", file, c.Sector, sector)
			}
			f, err := c.facts(l)
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			if err := c.compare(l.Judge(c.Sector, f)); err != nil {
				t.Errorf("%s: %s\n%v", file, c.Title, err)
			}
		})
	}
	return len(files)
}

func TestJudgeSmallCases(t *testing.T) {
	data, err := os.ReadFile("testdata/small.yaml")
	if err != nil {
		t.Fatal(err)
	}
	l, err := checklist.Parse("small.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	for _, sector := range []string{"small", "listless"} {
		if runCases(t, l, sector) == 0 {
			t.Errorf("testdata/judge/%s has no cases", sector)
		}
	}
}
