package checklist

import (
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"anquan.example/paicha/internal/strictyaml"
	"go.yaml.in/yaml/v3"
)

// FuzzParse: whatever the bytes, there is a library or a list of problems; a library is the same after it was
// written out and read again.
func FuzzParse(f *testing.F) {
	good := small(f)
	f.Add(good)
	for _, file := range must(filepath.Glob("testdata/lint/*.txt")) {
		data := must(os.ReadFile(file))
		for _, line := range strings.Split(string(data), "\n") {
			if strings.HasPrefix(line, "+ ") {
				f.Add([]byte("format: 1\n" + line[2:]))
			}
		}
	}
	for _, data := range hostile() {
		f.Add([]byte(data[:min(len(data), 300)]))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := Parse("fuzz.yaml", data)
		if (l == nil) == (err == nil) {
			t.Fatalf("library %v, error %v", l != nil, err)
		}
		if err != nil {
			if strings.ContainsFunc(err.Error(), func(r rune) bool { return r != '\n' && strictyaml.Unfit(r) != "" }) {
				t.Errorf("the message would drive a terminal: %q", err.Error())
			}
			return
		}
		again(t, l)
		for n := range l.Sectors {
			l.Judge(l.Sectors[n].ID, Facts{Date: day})
		}
	})
}

func must[V any](v V, err error) V {
	if err != nil {
		panic(err)
	}
	return v
}

// again writes a library out, reads it again, and wants the same.
func again(t *testing.T, l *Library) {
	t.Helper()
	data, err := yaml.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	m, err := Parse("again.yaml", data)
	if err != nil {
		t.Fatalf("%v\n%s", err, data)
	}
	m.Revision = l.Revision
	if !reflect.DeepEqual(emptied(l), emptied(m)) {
		t.Errorf("the library changed by being written and read:\n%s", data)
	}
}

// emptied is the library as YAML bytes: an empty list and none are the same there.
func emptied(l *Library) string { return string(must(yaml.Marshal(l))) }

func TestWrittenAndReadAgain(t *testing.T) {
	l := parsed(t, small(t))
	again(t, l)
	m := parsed(t, must(yaml.Marshal(l)))
	for _, id := range slices.Sorted(maps.Keys(l.index.criteria)) {
		if l.Criterion(id).Hash() != m.Criterion(id).Hash() {
			t.Errorf("%s: the hash changed by being written and read", id)
		}
	}
}

// dice hands out choices from fuzzed bytes.
type dice []byte

func (d *dice) roll(n int) int {
	if len(*d) == 0 {
		return 0
	}
	b := (*d)[0]
	*d = (*d)[1:]
	return int(b) % n
}

func (d *dice) pick(words ...string) string { return words[d.roll(len(words))] }

func (d *dice) facts(l *Library) Facts {
	f := Facts{Date: d.pick(day, day, day, "2020-01-01", "", "x"), Scope: map[string]ScopeAnswer{}, Units: map[string][]string{}}
	for _, q := range []string{"s-dust", "s-dust-kind", "s-tank", "s-crowd", "s-exempt", "s-none"} {
		switch v := d.pick("", "yes", "no", "unknown", "kinds", "junk"); v {
		case "":
		case "kinds":
			f.Scope[q] = ScopeAnswer{Value: v, Kinds: []string{d.pick("metal", "wood", "")}[d.roll(2):]}
		default:
			f.Scope[q] = ScopeAnswer{Value: v, Basis: d.pick("", "函")}
		}
	}
	for n := range d.roll(3) {
		f.Units["tank"] = append(f.Units["tank"], []string{"T1", "T2"}[n])
	}
	for range d.roll(12) {
		f.Answers = append(f.Answers, d.answer(l))
	}
	return f
}

func (d *dice) answer(l *Library) Answer {
	ids := slices.Sorted(maps.Keys(l.index.criteria))
	a := Answer{Criterion: ids[d.roll(len(ids))], Unit: d.pick("", "", "T1", "T2", "T3"), Value: Value(d.pick("fail", "ok", "na", "unseen", "junk"))}
	a.Conditions, a.Measured = map[string]bool{}, map[string]string{}
	for _, id := range []string{"a", "b", "c", Failed, "z"} {
		switch d.roll(4) {
		case 1:
			a.Conditions[id] = true
		case 2:
			a.Conditions[id] = false
		case 3:
			a.Measured[id] = d.pick("9", "10", "2.5", "-1", "x", "1e9", "99999999999999999999999999999999999")
		}
	}
	return a
}

// FuzzJudge: whatever the facts, there is a verdict; the order of answers does not matter; more answers never
// unmake a fail; none-found stays so even if everything open turns out bad.
func FuzzJudge(f *testing.F) {
	l := parsed(f, small(f))
	f.Add([]byte{})
	f.Add([]byte("\x00\x01\x04\x00\x01\x02\x02\x00\x02\x05\x01\x02\x00\x01\x01\x01\x01"))
	for n := range 40 {
		seed := make([]byte, 120)
		for i := range seed {
			seed[i] = byte((i*i + 1) * (n*7 + 3) >> 2)
		}
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		d := dice(data)
		for _, sector := range []string{"small", "listless"} {
			facts := d.facts(l)
			v := l.Judge(sector, facts)
			inAnyOrder(t, l, sector, facts, v)
			moreAnswers(t, l, sector, facts, v, &d)
			worstComes(t, l, sector, facts, v)
		}
	})
}

func inAnyOrder(t *testing.T, l *Library, sector string, f Facts, v Verdict) {
	t.Helper()
	f.Answers = slices.Clone(f.Answers)
	for range f.Answers {
		f.Answers = append(f.Answers[1:], f.Answers[0])
		if w := l.Judge(sector, f); !reflect.DeepEqual(v, w) {
			t.Fatalf("the order of answers matters:\n%+v\n%+v\n%+v", f, v, w)
		}
	}
	slices.Reverse(f.Answers)
	if w := l.Judge(sector, f); !reflect.DeepEqual(v, w) {
		t.Fatalf("the order of answers matters:\n%+v\n%+v\n%+v", f, v, w)
	}
}

// moreAnswers adds answers to criteria, and to questions that were not answered and that no rule rests on.
func moreAnswers(t *testing.T, l *Library, sector string, f Facts, v Verdict, d *dice) {
	t.Helper()
	if v.Outcome != MajorSuspected {
		return
	}
	f.Scope = maps.Clone(f.Scope)
	for _, q := range []string{"s-dust", "s-dust-kind", "s-tank"} {
		if _, answered := f.Scope[q]; !answered {
			f.Scope[q] = ScopeAnswer{Value: d.pick("yes", "no", "unknown", "kinds")}
		}
	}
	for range 3 {
		f.Answers = append(f.Answers, d.answer(l))
	}
	if w := l.Judge(sector, f); w.Outcome == NoneFound {
		t.Fatalf("answering more made a suspected major none-found:\n%+v\n%+v", f, w)
	}
}

// worstComes answers everything open with fail; a none-found must have known better.
func worstComes(t *testing.T, l *Library, sector string, f Facts, v Verdict) {
	t.Helper()
	if v.Outcome != NoneFound {
		return
	}
	for _, o := range v.Open {
		switch o.Why {
		case NoEdition, NoBasis, WhyUnlisted:
			t.Fatalf("none-found with %s open", o.Why)
		}
		if o.Criterion != "" {
			f.Answers = append(f.Answers, Answer{Criterion: o.Criterion, Unit: o.Unit, Value: Fail})
		}
	}
	if w := l.Judge(sector, f); w.Outcome != NoneFound {
		t.Fatalf("none-found, but what was open makes it %s:\n%+v", w.Outcome, f)
	}
}
