package checklist

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// day is one on which new1 of testdata/small.yaml is in force.
const day = "2026-11-01"

// scopes builds scope answers: "q" yes, "-q" no, "?q" unknown, "q=a+b" kinds, "q@doc" yes with a document.
func scopes(words ...string) map[string]ScopeAnswer {
	m := map[string]ScopeAnswer{}
	for _, w := range words {
		switch id, rest, found := strings.Cut(w, "="); {
		case found:
			m[id] = ScopeAnswer{Value: "kinds", Kinds: strings.FieldsFunc(rest, func(r rune) bool { return r == '+' })}
		case w[0] == '-':
			m[w[1:]] = ScopeAnswer{Value: "no"}
		case w[0] == '?':
			m[w[1:]] = ScopeAnswer{Value: "unknown"}
		default:
			id, basis, _ := strings.Cut(w, "@")
			m[id] = ScopeAnswer{Value: "yes", Basis: basis}
		}
	}
	return m
}

// said builds an answer: "1.1 T1 fail a=yes b=no b:12" is criterion new1:1.1, unit T1, fail, conditions a and b,
// b measured as 12; the unit "." is the enterprise.
func said(s string) Answer {
	w := strings.Fields(s)
	a := Answer{Criterion: "new1:" + w[0], Unit: strings.TrimPrefix(w[1], "."), Value: Value(w[2])}
	for _, part := range w[3:] {
		if id, v, ok := strings.Cut(part, "="); ok {
			if a.Conditions == nil {
				a.Conditions = map[string]bool{}
			}
			a.Conditions[id] = v == "yes"
		} else {
			id, v, _ := strings.Cut(part, ":")
			if a.Measured == nil {
				a.Measured = map[string]string{}
			}
			a.Measured[id] = v
		}
	}
	return a
}

func saying(all ...string) []Answer {
	var answers []Answer
	for _, s := range all {
		answers = append(answers, said(s))
	}
	return answers
}

// brief is a verdict in a line: outcome | hits | not met | open.
func brief(v Verdict) string {
	var hits, not, open []string
	short := func(id, unit string) string {
		return strings.TrimSuffix(strings.TrimPrefix(id, "new1:")+"/"+unit, "/")
	}
	for _, h := range v.Hits {
		hits = append(hits, short(h.Criterion, h.Unit))
	}
	for _, h := range v.NotMet {
		not = append(not, short(h.Criterion, h.Unit))
	}
	for _, o := range v.Open {
		s := short(o.Criterion+o.Rule, o.Unit) + " " + string(o.Why)
		if o.Question != "" {
			s += " " + o.Question
		}
		open = append(open, s)
	}
	return fmt.Sprintf("%s | %s | %s | %s", v.Outcome, strings.Join(hits, ", "), strings.Join(not, ", "), strings.Join(open, ", "))
}

// inOrder answers everything that applies without dust, tank and crowd.
var inOrder = []string{"1.3 . ok", "2.1 . ok", "2.2 . ok", "2.3 . ok"}

// Scope answers that several cases share; topic is the open item of the criterion that is only a topic.
var (
	none  = []string{"-s-dust", "-s-tank", "-s-crowd"}
	tank  = []string{"-s-dust", "s-tank", "-s-crowd"}
	metal = []string{"s-dust", "s-dust-kind=metal", "-s-tank", "-s-crowd"}
)

const topic = "2.4 topic-only"

// judgements are facts about testdata/small.yaml and the verdict in brief.
var judgements = []struct {
	name    string
	scope   []string
	units   []string // tanks
	answers []string // besides inOrder
	want    string
}{
	{"nothing there", none, nil, nil, "none-found |  |  | "},
	{"nothing answered about scope", nil, nil, nil,
		"pending |  |  | 1.1 scope-unknown s-tank, 1.2 scope-unknown s-dust, 2.4 topic-only s-dust, crowd scope-unknown s-crowd"},
	{"unknown counts as not answered", []string{"?s-dust", "-s-tank", "-s-crowd"}, nil, nil, "pending |  |  | 1.2 scope-unknown s-dust, 2.4 topic-only s-dust"},
	{"the question to ask next", []string{"s-dust", "-s-tank", "-s-crowd"}, nil, []string{},
		"pending |  |  | 1.2 scope-unknown s-dust-kind, " + topic},
	{"a when that is false excludes its question", []string{"-s-dust", "s-dust-kind=metal", "-s-tank", "-s-crowd"}, nil, nil, "none-found |  |  | "},
	{"none of the kinds", []string{"s-dust", "s-dust-kind=", "-s-tank", "-s-crowd"}, nil, nil, "none-found |  |  | " + topic},
	{"another kind", []string{"s-dust", "s-dust-kind=wood", "-s-tank", "-s-crowd"}, nil, nil, "none-found |  |  | " + topic},
	{"an answer outruns an unknown scope", []string{"?s-dust", "-s-tank", "-s-crowd"}, nil, []string{"1.2 . fail"}, "major-suspected | 1.2 |  | 2.4 topic-only s-dust"},
	{"a fail outside the scope is not dropped", none, nil, []string{"1.2 . fail"}, "pending |  |  | 1.2 out-of-scope"},
	{"an ok outside the scope is nothing", none, nil, []string{"1.2 . ok", "1.1 . unseen"}, "none-found |  |  | "},

	{"not answered", tank, nil, nil, "pending |  |  | 1.1 unanswered"},
	{"unseen", tank, nil, []string{"1.1 . unseen"}, "pending |  |  | 1.1 unseen"},
	{"not applicable", tank, nil, []string{"1.1 . na"}, "none-found |  |  | "},
	{"fail as a whole", tank, nil, []string{"1.1 . fail"}, "major-suspected | 1.1 |  | "},
	{"each unit for itself", tank, []string{"T1", "T2", "T3"}, []string{"1.1 T1 ok", "1.1 T2 fail"}, "major-suspected | 1.1/T2 |  | 1.1/T3 unanswered"},
	{"ok for the enterprise is not ok for each unit", tank, []string{"T1"}, []string{"1.1 . ok"}, "pending |  |  | 1.1/T1 unanswered"},
	{"fail for the enterprise counts beside units", tank, []string{"T1"}, []string{"1.1 . fail", "1.1 T1 ok"}, "major-suspected | 1.1 |  | "},
	{"fail for a unit taken back counts", tank, []string{"T1"}, []string{"1.1 T9 fail", "1.1 T1 ok"}, "major-suspected | 1.1/T9 |  | "},
	{"the same unit twice is one", tank, []string{"T1", "T1"}, []string{"1.1 T1 fail"}, "major-suspected | 1.1/T1 |  | "},
	{"there but failed", tank, nil, []string{"1.1 . fail a=no failed=yes"}, "major-suspected | 1.1 |  | "},
	{"there and works", tank, nil, []string{"1.1 . fail a=no failed=no"}, "none-found |  | 1.1 | "},
	{"there, not known whether it works", tank, nil, []string{"1.1 . fail a=no"}, "pending |  |  | 1.1 partly-known"},

	{"ten people", metal, nil, []string{"1.2 . fail a=yes b:10"}, "major-suspected | 1.2 |  | " + topic},
	{"nine people", metal, nil, []string{"1.2 . fail a=yes b:9.0"}, "none-found |  | 1.2 | " + topic},
	{"a hair above", metal, nil, []string{"1.2 . fail a=yes b:9.000000000000000000000000000001"}, "major-suspected | 1.2 |  | " + topic},
	{"the measured value outweighs the tick", metal, nil, []string{"1.2 . fail a=yes b=yes b:8"}, "none-found |  | 1.2 | " + topic},
	{"no number decides nothing", metal, nil, []string{"1.2 . fail a=yes b:ten"}, "pending |  |  | 1.2 partly-known, " + topic},
	{"an exponent is no number", metal, nil, []string{"1.2 . fail a=yes b:1e9999999"}, "pending |  |  | 1.2 partly-known, " + topic},
	{"half of all", metal, nil, []string{"1.2 . fail a=yes"}, "pending |  |  | 1.2 partly-known, " + topic},
	{"half of all is false", metal, nil, []string{"1.2 . fail a=no"}, "none-found |  | 1.2 | " + topic},
	{"ok, but the measured value crosses", metal, nil, []string{"1.2 . ok a=yes b:10"}, "major-suspected | 1.2 |  | " + topic},
	{"ok, crosses, the rest unknown", metal, nil, []string{"1.2 . ok b:10"}, "pending |  |  | 1.2 partly-known, " + topic},
	{"ok, crosses, the rest false", metal, nil, []string{"1.2 . ok a=no b:10"}, "none-found |  |  | " + topic},
	{"ok within the limit", metal, nil, []string{"1.2 . ok b:9"}, "none-found |  |  | " + topic},
	{"unseen, but the measured value crosses", metal, nil, []string{"1.2 . unseen a=yes b:10"}, "major-suspected | 1.2 |  | " + topic},
	{"na stays na", metal, nil, []string{"1.2 . na a=yes b:10"}, "none-found |  |  | " + topic},
	{"conditions nobody knows decide nothing", metal, nil, []string{"1.2 . fail z=no"}, "major-suspected | 1.2 |  | " + topic},
	{"a topic gives no verdict", metal, nil, []string{"1.2 . ok", "2.4 . fail"}, "none-found |  |  | " + topic},

	{"strictest of several", metal, nil, []string{"1.2 . ok", "1.2 . fail a=no", "1.2 . fail", "1.2 . unseen"}, "major-suspected | 1.2 |  | " + topic},
	{"unseen is stricter than ok", metal, nil, []string{"1.2 . ok", "1.2 . unseen", "1.2 . na"}, "pending |  |  | 1.2 unseen, " + topic},

	{"carried over", none, nil, []string{"1.3 . fail"}, "screening-hit | 1.3 |  | "},
	{"carried over, disputed", none, nil, []string{"1.3 . fail a=yes b=no"}, "pending |  |  | 1.3 disputed"},
	{"carried over, disputed and not known", none, nil, []string{"1.3 . fail a=yes"}, "pending |  |  | 1.3 disputed"},
	{"both of the disputed", none, nil, []string{"1.3 . fail a=yes b=yes"}, "screening-hit | 1.3 |  | "},
	{"none of the disputed", none, nil, []string{"1.3 . fail a=no b=no"}, "none-found |  | 1.3 | "},
	{"screening while something firm is open", tank, nil, []string{"1.3 . fail"}, "screening-hit | 1.3 |  | 1.1 unanswered"},
	{"firm beats carried over", tank, nil, []string{"1.3 . fail", "1.1 . fail"}, "major-suspected | 1.1, 1.3 |  | "},

	{"two of three in the set", none, nil, []string{"2.1 . fail", "2.2 . fail"}, "none-found | 2.1, 2.2 |  | "},
	{"two of three, one open", none, nil, []string{"2.1 . fail", "2.2 . fail", "2.3 . unseen"}, "pending | 2.1, 2.2 |  | 2.3 unseen"},
	{"one hit, one open cannot make three", none, nil, []string{"2.1 . fail", "2.2 . unseen"}, "none-found | 2.1 |  | 2.2 unseen"},
	{"three, one carried over", none, nil, []string{"2.1 . fail", "2.2 . fail", "2.3 . fail"}, "screening-hit | 2.1, 2.2, 2.3 |  | "},
	{"two in a crowd", []string{"-s-dust", "s-tank", "s-crowd"}, nil, []string{"1.1 . ok", "2.1 . fail", "2.2 . fail"}, "major-suspected | 2.1, 2.2 |  | "},
	{"two, crowd not known", []string{"-s-dust", "s-tank"}, nil, []string{"1.1 . ok", "2.1 . fail", "2.2 . fail"}, "pending | 2.1, 2.2 |  | crowd scope-unknown s-crowd"},
	{"at least two of three", none, nil, []string{"2.1 . fail a=yes b=no c:2.5", "2.2 . fail", "2.3 . fail"}, "screening-hit | 2.1, 2.2, 2.3 |  | "},
	{"at least two, one below the limit", none, nil, []string{"2.1 . fail a=yes b=no c:2.499"}, "none-found |  | 2.1 | "},
	{"a limit of the plant's own is judged by the expert", none, nil, []string{"2.1 . fail", "2.2 . fail", "2.3 . fail a:3"}, "screening-hit | 2.1, 2.2, 2.3 |  | "},

	{"excluded by a document", append(slices.Clone(tank), "s-exempt@函1号"), nil, []string{"1.1 . fail"}, "none-found | 1.1 |  | "},
	{"excluded without a document", append(slices.Clone(tank), "s-exempt"), nil, []string{"1.1 . fail"}, "major-suspected | 1.1 |  | direct no-basis s-exempt, many no-basis s-exempt"},
	{"a blank is no document", append(slices.Clone(none), "s-exempt@ "), nil, nil, "pending |  |  | direct no-basis s-exempt, many no-basis s-exempt"},
}

func TestJudge(t *testing.T) {
	l := parsed(t, small(t))
	for _, c := range judgements {
		t.Run(c.name, func(t *testing.T) {
			answers := saying(c.answers...)
			for _, a := range saying(inOrder...) {
				if !slices.ContainsFunc(answers, func(b Answer) bool { return b.Criterion == a.Criterion }) {
					answers = append(answers, a)
				}
			}
			v := l.Judge("small", Facts{Date: day, Scope: scopes(c.scope...), Units: map[string][]string{"tank": c.units}, Answers: answers})
			if got := brief(v); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestJudgeEdition(t *testing.T) {
	l := parsed(t, small(t))
	for _, c := range []struct{ sector, date, source, want string }{
		{"small", "2016-12-31", "", "pending |  |  |  no-edition"},
		{"small", "2017-01-01", "old1", "pending |  |  | old1:1.1 unanswered"},
		{"small", "2026-09-29", "old1", "pending |  |  | old1:1.1 unanswered"},
		{"small", "2026-02-30", "", "pending |  |  |  no-edition"},
		{"small", "", "", "pending |  |  |  no-edition"},
		{"nowhere", day, "", "pending |  |  |  no-edition"},
		{"listless", day, "new1", "pending |  |  | 8.1 unanswered, rest unlisted"},
	} {
		if v := l.Judge(c.sector, Facts{Date: c.date}); brief(v) != c.want || v.Source != c.source {
			t.Errorf("%s on %q: got %s by %q, want %s by %q", c.sector, c.date, brief(v), v.Source, c.want, c.source)
		}
	}
}

func TestJudgeExplainsItself(t *testing.T) {
	l := parsed(t, small(t))
	lines := func(h Hit) string {
		var all []string
		for _, s := range h.Path {
			all = append(all, strings.Join(strings.Fields(fmt.Sprintln(s.Depth, s.ID, s.Join, s.Held, s.Given, s.Clause)), " "))
		}
		return strings.Join(all, "; ")
	}
	for _, c := range []struct{ answer, want string }{
		{"1.2 . fail a=yes b:12", "0 all yes; 1 a yes; 1 b yes 12 人 > 9 人"},
		{"1.2 . fail a=yes b:8", "0 all no; 1 a yes; 1 b no 8 人 ≤ 9 人"},
		{"1.2 . fail", "0 all yes; 1 a unknown; 1 b unknown"},
		{"1.1 . fail", "0 a yes"},
		{"1.1 . fail a=no failed=yes", "0 failed yes 第九条; 0 a no"},
		{"2.1 . fail a=yes c:2.50", "0 at-least-2 yes; 1 a yes; 1 b unknown; 1 c yes 2.50 % ≥ 2.50 %"},
		{"2.3 . fail a:3.5", "0 a yes 3.5 m"},
	} {
		v := l.Judge("small", Facts{Date: day, Scope: scopes("s-dust", "s-dust-kind=metal", "s-tank"), Answers: saying(c.answer)})
		all := append(v.Hits, v.NotMet...)
		if len(all) != 1 || lines(all[0]) != c.want {
			t.Errorf("%s: got %+v\nwant %s", c.answer, all, c.want)
		}
	}
}

func TestJudgeRules(t *testing.T) {
	l := parsed(t, small(t))
	v := l.Judge("small", Facts{Date: day, Scope: scopes("-s-dust", "s-tank", "s-crowd", "s-exempt@函1号"), Answers: saying("2.1 . fail", "1.1 . fail")})
	got, _ := json.Marshal(v.Rules)
	want := `[{"rule":"new1:direct","clause":"第三条","need":1,"hits":["new1:1.1"],"possible":1,"fired":false,"could":false,"excluded":"s-exempt"},` +
		`{"rule":"new1:many","clause":"第四条","need":3,"hits":["new1:2.1"],"possible":2,"fired":false,"could":false,"excluded":"s-exempt"},` +
		`{"rule":"new1:crowd","clause":"第五条","need":2,"hits":["new1:2.1"],"possible":2,"fired":false,"could":false,"excluded":"s-exempt"}]`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
