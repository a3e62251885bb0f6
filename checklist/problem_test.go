package checklist

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"anquan.example/paicha/internal/strictyaml"
)

func TestProblemsPrintFifty(t *testing.T) {
	good := string(small(t))
	var places strings.Builder
	for n := range 70 {
		fmt.Fprintf(&places, "  - {id: P%d, name: {zh: \"处\"}}\n", n)
	}
	_, err := Parse("small.yaml", []byte(strings.Replace(good, "places:\n", "places:\n"+places.String(), 1)))
	var all Problems
	if !errors.As(err, &all) || len(all) != 70 {
		t.Fatalf("got %T with %d problems, want 70", err, len(all))
	}
	text := strings.Split(err.Error(), "\n")
	if len(text) != 51 || text[50] != "… and 20 more; mend these first" {
		t.Errorf("printed %d lines, the last %q", len(text), text[len(text)-1])
	}
	one, ok := errors.AsType[Problem](err)
	if want := (Problem{File: "small.yaml", Line: 4, Key: "places[0].id", ID: "P0", Text: `"P0" is not an id`, Hint: "use small letters, digits, - and ."}); !ok || one != want {
		t.Errorf("first problem %#v, want %#v", one, want)
	}
}

func TestReadingStopsWhenTooMuchIsWrong(t *testing.T) {
	_, err := Parse("x.yaml", []byte("places: ["+strings.Repeat("{a: b},\n", 1500)+"]"))
	var all Problems
	if !errors.As(err, &all) || len(all) < strictyaml.Kept || len(all) > strictyaml.Kept+10 {
		t.Errorf("%d problems collected, want about %d", len(all), strictyaml.Kept)
	}
}

func TestMeasuresCompareExactly(t *testing.T) {
	for _, c := range []struct {
		value, op, limit string
		want             Tri
		against          string
	}{
		{"9", ">", "9", No, "9 人 ≤ 9 人"},
		{"9.0", ">=", "9", Yes, "9.0 人 ≥ 9 人"},
		{"0.1", "<=", "0.10", Yes, "0.1 人 ≤ 0.10 人"},
		{"0.30000000000000004", ">", "0.3", Yes, "0.30000000000000004 人 > 0.3 人"},
		{"-5", "<", "0", Yes, "-5 人 < 0 人"},
		{"+5", "<", "0", No, "+5 人 ≥ 0 人"},
		{"5", "<", "", Unknown, "5 人"},
		{"", "<", "5", Unknown, " 人"},
		{"5", "=", "5", Unknown, "5 人"},
		{"５", "<", "6", Unknown, "５ 人"},
		{".5", "<", "6", Unknown, ".5 人"},
		{"1/3", "<", "6", Unknown, "1/3 人"},
		{"0x1", "<", "6", Unknown, "0x1 人"},
		{"1e-9", "<", "6", Unknown, "1e-9 人"},
		{strings.Repeat("9", 31), ">", "6", Unknown, strings.Repeat("9", 31) + " 人"},
	} {
		m := Measure{Unit: "人", Op: c.op, Limit: c.limit}
		if got := m.Holds(c.value); got != c.want {
			t.Errorf("%s %s %s: %s, want %s", c.value, c.op, c.limit, got, c.want)
		}
		if got := m.Against(c.value); got != c.against {
			t.Errorf("%q, want %q", got, c.against)
		}
	}
}
