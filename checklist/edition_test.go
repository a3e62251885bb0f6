package checklist

import (
	"slices"
	"strings"
	"testing"
)

func ids(all []*Criterion) string {
	var s []string
	for _, c := range all {
		s = append(s, strings.TrimPrefix(c.ID, "new1:"))
	}
	return strings.Join(s, " ")
}

func TestLookups(t *testing.T) {
	l := parsed(t, small(t))
	e := l.Edition("small", day)
	if e == nil || e.Source != "new1" {
		t.Fatalf("edition on %s: %+v", day, e)
	}
	if got, want := ids(e.ByClause()), "1.1 1.2 1.3 2.1 2.2 2.3 2.4"; got != want {
		t.Errorf("by clause: %s, want %s", got, want)
	}
	if got, want := ids(l.ByRoute(e)), "1.3 2.2 2.3 1.1 1.2 2.4 2.1"; got != want {
		t.Errorf("by route: %s, want %s", got, want)
	}
	if l.EditionOf("new1:1.1") != e || l.EditionOf("nothing") != nil {
		t.Error("EditionOf finds the wrong edition")
	}
	if l.Criterion("new1:2.1") != &e.Criteria[3] || l.Criterion("nothing") != nil {
		t.Error("Criterion finds the wrong one")
	}
	if l.PlaceOrder("papers") != 0 || l.PlaceOrder("tank-farm") != 2 || l.PlaceOrder("nowhere") <= 2 {
		t.Error("places are out of order")
	}
	if l.Source("old1") == nil || l.Sector("small") == nil || l.Question("s-dust") == nil || l.Unit("tank") == nil {
		t.Error("something is not found by its id")
	}
	var leaves []string
	for _, leaf := range l.Criterion("new1:2.1").Leaves() {
		leaves = append(leaves, leaf.ID)
	}
	if !slices.Equal(leaves, []string{"a", "b", "c"}) {
		t.Errorf("leaves %v", leaves)
	}
	if c := l.Criterion("new1:2.1"); c.Leaf("c").En != "Oxygen" || c.Leaf("z") != nil {
		t.Error("Leaf finds the wrong one")
	}
}

func TestUnparsedLibraryWorksToo(t *testing.T) {
	l := parsed(t, small(t))
	bare := &Library{Places: l.Places, Units: l.Units, Sources: l.Sources, Sectors: l.Sectors}
	f := Facts{Date: day, Scope: scopes("s-tank"), Answers: saying("1.1 . fail")}
	if a, b := brief(l.Judge("small", f)), brief(bare.Judge("small", f)); a != b {
		t.Errorf("%s, without index %s", a, b)
	}
}

func TestAppliesAndAsked(t *testing.T) {
	l := parsed(t, small(t))
	for _, c := range []struct {
		criterion, scope string
		want             Tri
	}{
		{"new1:1.2", "", Unknown},
		{"new1:1.2", "-s-dust", No},
		{"new1:1.2", "s-dust", Unknown},
		{"new1:1.2", "s-dust s-dust-kind=metal", Yes},
		{"new1:1.2", "s-dust s-dust-kind=wood", No},
		{"new1:1.2", "s-dust s-dust-kind", Unknown}, // dust, but which kinds nobody said
		{"new1:2.2", "s-crowd -s-tank", No},
		{"new1:2.2", "-s-crowd", Yes},
		{"new1:2.2", "s-tank", Yes},
		{"new1:1.3", "", Yes},
	} {
		if got := l.Applies(l.Criterion(c.criterion), scopes(strings.Fields(c.scope)...)); got != c.want {
			t.Errorf("%s under %q: %s, want %s", c.criterion, c.scope, got, c.want)
		}
	}
	for _, c := range []struct {
		scope string
		want  Tri
	}{{"", Unknown}, {"s-dust", Yes}, {"-s-dust", No}} {
		if got := l.Asked(l.Question("s-dust-kind"), scopes(strings.Fields(c.scope)...)); got != c.want {
			t.Errorf("asked under %q: %s, want %s", c.scope, got, c.want)
		}
	}
}

func TestDecides(t *testing.T) {
	l := parsed(t, small(t))
	for _, c := range []struct{ question, scope, want string }{
		{"s-dust", "", "1.2 2.4"},
		{"s-dust", "s-dust-kind=wood", "2.4"},
		{"s-dust-kind", "s-dust", "1.2"},
		{"s-dust-kind=metal", "s-dust", "1.2"},
		{"s-dust-kind=wood", "s-dust", ""},
		{"s-dust-kind=metal", "-s-dust", ""},
		{"s-tank", "", "1.1"},
		{"s-tank", "s-crowd", "1.1 2.2"},
		{"s-crowd", "", ""},
		{"s-nothing", "", ""},
	} {
		var all []*Criterion
		for _, id := range l.Decides(c.question, day, scopes(strings.Fields(c.scope)...)) {
			all = append(all, l.Criterion(id))
		}
		if got := ids(all); got != c.want {
			t.Errorf("%s under %q adds %q, want %q", c.question, c.scope, got, c.want)
		}
	}
	if got := l.Decides("s-tank", "2016-01-01", nil); got != nil {
		t.Errorf("no edition in force, but %v", got)
	}
}

func TestCirclesComeToAnEnd(t *testing.T) {
	a, b := &Expr{Is: "b"}, &Expr{Is: "a"}
	l := &Library{Sources: []Source{{ID: "s", From: "2020-01-01"}}, Sectors: []Sector{{
		ID: "x", Scope: []Question{{ID: "a", When: a}, {ID: "b", When: b}},
		Editions: []Edition{{Source: "s", Rules: []Rule{{ID: "s:r", Need: 1, Of: "d"}}, Criteria: []Criterion{{ID: "s:1", Set: "d", Scope: &Expr{Is: "a"}}}}},
	}}}
	if v := l.Judge("x", Facts{Date: day}); v.Outcome != Pending {
		t.Errorf("outcome %s, want pending", v.Outcome)
	}
}

func TestHash(t *testing.T) {
	good := string(small(t))
	hash := func(data, id string) string { return parsed(t, []byte(data)).Criterion(id).Hash() }
	const frozen = "a9bf5bf6333bc2687417c27ac32133013de9ba24b58c9ffaea3ebded16589d42"
	if got := hash(good, "new1:1.2"); got != frozen {
		t.Errorf("hash %s, want %s: answers given name it, it never changes", got, frozen)
	}
	change := func(old, new string) string {
		t.Helper()
		if strings.Count(good, old) != 1 {
			t.Fatalf("%q is in small.yaml %d times", old, strings.Count(good, old))
		}
		return strings.Replace(good, old, new, 1)
	}
	for name, data := range map[string]string{
		"keys reordered":      change("set: direct\n            standing: partial", "standing: partial\n            set: direct"),
		"another quote":       change(`{zh: "数人数", en: "Count people"}`, `{en: 'Count people', zh: 数人数}`),
		"block instead":       change(`{all: [s-dust, s-dust-kind=metal]}`, "\n              all:\n                - s-dust\n                - s-dust-kind=metal"),
		"recalled false":      change(`en: "Count people"}`, `en: "Count people", recalled: false}`),
		"an empty list":       change("where: [workshop]\n            hazard:\n              all", "where: [workshop]\n            rectify: []\n            hazard:\n              all"),
		"another criterion":   change(`"Carried over"`, `"Taken over"`),
		"comments and spaces": change("standing: partial", "standing: partial # 示例"),
	} {
		if hash(data, "new1:1.2") != frozen {
			t.Errorf("%s: the hash changed, the words did not", name)
		}
	}
	for name, data := range map[string]string{
		"a word":       change(`"Count people"`, `"Count persons"`),
		"the limit":    change(`op: ">", limit: "9"`, `op: ">", limit: "10"`),
		"the operator": change(`op: ">", limit: "9"`, `op: ">=", limit: "9"`),
		"recalled":     change(`en: "Count people"}`, `en: "Count people", recalled: true}`),
		"the scope":    change(`s-dust-kind=metal]`, `s-dust-kind=wood]`),
		"the join":     change("              all:\n                - {id: a, zh: \"粉尘没有控制\"", "              any:\n                - {id: a, zh: \"粉尘没有控制\""),
	} {
		if hash(data, "new1:1.2") == frozen {
			t.Errorf("%s changed, the hash did not", name)
		}
	}
}
