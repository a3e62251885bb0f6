package assess

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/inspection"
)

// dice makes facts from a seed.
type dice struct{ *rand.Rand }

func rolled(seed int64) dice { return dice{rand.New(rand.NewPCG(uint64(seed), 6))} }

func (d dice) day(from string, within int) string {
	t, _ := time.Parse(time.DateOnly, from)
	return t.AddDate(0, 0, d.IntN(within)).Format(time.DateOnly)
}

func (d dice) one(in int) bool { return d.IntN(in) == 0 }

func (d dice) finding(id string) Finding {
	f := Finding{
		ID: id, Inspection: fmt.Sprint("v", d.IntN(5)), Criterion: fmt.Sprint("x:", d.IntN(4)), Place: fmt.Sprint("部位", d.IntN(3)), Self: d.one(4), Fixed: d.one(8),
		Grade: []inspection.Level{inspection.General, inspection.General, inspection.SuspectedMajor, inspection.Major}[d.IntN(4)], Status: inspection.StatusNotified,
	}
	f.Found = d.day("2025-01-01", 730)
	if !d.one(10) {
		f.Notified = d.day(f.Found, 10)
	}
	if !d.one(10) {
		f.Deadline = d.day(f.Found, 40)
	}
	if d.one(3) {
		f.Extensions = []Extension{{Asked: d.day(f.Found, 50), Decided: d.day(f.Found, 60), Granted: d.one(2), Until: d.day(f.Found, 90)}}
	}
	if !d.one(3) {
		f.Reported = d.day(f.Found, 60)
	}
	switch d.IntN(5) {
	case 0, 1:
		f.Status, f.Ended = inspection.StatusClosed, d.day(f.Found, 120)
	case 2:
		f.Status, f.Ended = inspection.StatusTransferred, d.day(f.Found, 120)
	case 3:
		f.Status = []inspection.Status{inspection.StatusWithdrawn, inspection.StatusJoined}[d.IntN(2)]
	}
	f.Failed = d.IntN(2)
	return f
}

func (d dice) facts() Facts {
	var f Facts
	for n := range 1 + d.IntN(25) {
		f.Findings = append(f.Findings, d.finding(fmt.Sprintf("f%02d", n)))
	}
	for n := range d.IntN(3) {
		f.Drills = append(f.Drills, Drill{ID: fmt.Sprint("d", n), Day: d.day("2026-01-01", 365), Evidence: []Evidence{{}}})
	}
	for n := range d.IntN(3) {
		f.Visits = append(f.Visits, Visit{Inspection: fmt.Sprint("v", n), Day: d.day("2026-01-01", 365), Kind: inspection.Assistance})
	}
	f.Manual = []Points{{Item: "judged", Points: decimal.NewFromInt(int64(d.IntN(21)))}}
	return f
}

// schemes is the ones that properties are tried with: every way to define the denominator, the zero, what is in time.
func schemes(t testing.TB) []*Scheme {
	t.Helper()
	var all []*Scheme
	for _, edit := range [][2]string{
		{"x-none", ""}, {"denominator: due", "denominator: notified"}, {"zero: not-applicable", "zero: full"}, {"zero: not-applicable", "zero: visited"},
		{"on_time: reported", "on_time: closed"}, {"rate: on-time", "rate: rectified"}, {"logged: neutral", "logged: counts"}, {"extension: asked", "extension: decided"},
	} {
		c := assessCase{Scheme: "small.yaml"}
		if edit[1] != "" {
			c.Edit = append(c.Edit, struct {
				From string `yaml:"from"`
				To   string `yaml:"to"`
			}{edit[0], edit[1]})
		}
		all = append(all, c.scheme(t))
	}
	return append(all, preset(t))
}

func preset(t testing.TB) *Scheme {
	t.Helper()
	s, err := Preset("default", 2026)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// each tries a property with many facts and every scheme.
func each(t *testing.T, try func(t *testing.T, d dice, s *Scheme, f Facts)) {
	t.Helper()
	all := schemes(t)
	for seed := range uint64(400) {
		d := dice{rand.New(rand.NewPCG(seed, 6))}
		f := d.facts()
		for _, s := range all {
			try(t, d, s, f)
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func TestTheOrderOfFindingsDoesNotMatter(t *testing.T) {
	each(t, func(t *testing.T, d dice, s *Scheme, f Facts) {
		want, picture := s.Assess(f, ""), s.Picture(f, "")
		mixed := f
		mixed.Findings = slices.Clone(f.Findings)
		d.Shuffle(len(mixed.Findings), func(a, b int) { mixed.Findings[a], mixed.Findings[b] = mixed.Findings[b], mixed.Findings[a] })
		if got := s.Assess(mixed, ""); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: the order matters:\n%s\n%s", s.Name(), pretty(want), pretty(got))
		}
		if got := s.Picture(mixed, ""); !reflect.DeepEqual(got, picture) {
			t.Errorf("%s: the order matters to the picture", s.Name())
		}
	})
}

func TestWhatAnEnterpriseFindsItselfNeverLowersItsScore(t *testing.T) {
	each(t, func(t *testing.T, d dice, s *Scheme, f Facts) {
		before := s.Assess(f, "")
		own := d.finding("own")
		own.Self = true
		f.Findings = append(slices.Clone(f.Findings), own)
		after := s.Assess(f, "")
		if after.None || before.None {
			return
		}
		if after.Score.Cmp(before.Score) < 0 || s.rank(after.Grade) > s.rank(before.Grade) {
			t.Errorf("%s: %s %s became %s %s by %+v", s.Name(), before.Score, before.Grade, after.Score, after.Grade, own)
		}
	})
}

// What happens after the day of the assessment is as if it had not happened.
func TestWhatIsLaterDoesNotCount(t *testing.T) {
	const asOf = "2026-08-15"
	each(t, func(t *testing.T, d dice, s *Scheme, f Facts) {
		want := s.Assess(f, asOf)
		f.Findings = slices.Clone(f.Findings)
		for n := range f.Findings {
			f.Findings[n] = until(f.Findings[n], asOf)
		}
		for n := range 5 {
			later := d.finding(fmt.Sprint("later", n))
			later.Found = d.day("2026-08-16", 100)
			f.Findings = append(f.Findings, later)
		}
		f.Drills = append(slices.Clone(f.Drills), Drill{ID: "later", Day: "2026-08-16", Evidence: []Evidence{{}}})
		f.Events = append(slices.Clone(f.Events), Event{ID: "later", Kind: "accident", Day: "2026-08-16"})
		if got := s.Assess(f, asOf); !reflect.DeepEqual(got, want) {
			t.Errorf("%s: what came later counts:\n%s", s.Name(), firstDifference(pretty(want), pretty(got)))
		}
	})
}

// until is a finding as it was known on a day.
func until(f Finding, day string) Finding {
	if f.Reported > day {
		f.Reported = ""
	}
	if f.Ended > day {
		f.Ended, f.Status = "", inspection.StatusNotified
	}
	if f.Notified > day {
		f.Notified = ""
	}
	f.Extensions = slices.Clone(f.Extensions)
	for n := range f.Extensions {
		if e := &f.Extensions[n]; e.Decided > day {
			e.Decided, e.Granted, e.Until = "", false, ""
		}
	}
	f.Extensions = slices.DeleteFunc(f.Extensions, func(e Extension) bool { return e.Asked > day })
	return f
}

// Every line is the sum of its terms, and the total of its lines: what the sheet shows adds up.
func TestEveryLineIsTheSumOfItsTerms(t *testing.T) {
	each(t, func(t *testing.T, _ dice, s *Scheme, f Facts) {
		r := s.Assess(f, "")
		got, beyond := decimal.Zero, decimal.Zero
		for n := range r.Lines {
			l := &r.Lines[n]
			if !sum(l.Terms).Equal(l.Counted) {
				t.Errorf("%s: the terms of %s add up to %s, it has %s", s.Name(), l.Item, sum(l.Terms), l.Counted)
			}
			if s.Items[n].weighs() {
				got = got.Add(l.Points)
			} else {
				beyond = beyond.Add(l.Points)
			}
		}
		if !got.Equal(r.Got) || !beyond.Equal(r.Beyond) {
			t.Errorf("%s: the lines add up to %s and %s, the result says %s and %s", s.Name(), got, beyond, r.Got, r.Beyond)
		}
	})
}

func TestMonthsLater(t *testing.T) {
	for _, c := range []struct {
		day    int32
		months int
		want   int32
	}{
		{20240229, 12, 20250228}, {20240229, 48, 20280229}, {20250831, 6, 20260228}, {20251231, 1, 20260131}, {20251231, 2, 20260228}, {19990131, 13, 20000229}, {20260310, 0, 20260310}, {20261130, 1, 20261230},
	} {
		if got := monthsLater(c.day, c.months); got != c.want {
			t.Errorf("%d, %d months later: %d, want %d", c.day, c.months, got, c.want)
		}
	}
	for day := time.Date(2023, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2029; day = day.AddDate(0, 0, 1) {
		if day.Day() > 28 {
			continue
		}
		want := dayNumber(day.AddDate(0, 5, 0).Format(time.DateOnly))
		if got := monthsLater(dayNumber(day.Format(time.DateOnly)), 5); got != want {
			t.Fatalf("five months after %s: %d, want %d", day.Format(time.DateOnly), got, want)
		}
	}
}

// BenchmarkAssess is one enterprise with many findings: the cost of each stays the same, also when all are of one clause.
func BenchmarkAssess(b *testing.B) {
	s := preset(b)
	for _, c := range []struct{ findings, clauses int }{{100, 190}, {1000, 190}, {10_000, 190}, {10_000, 1}} {
		b.Run(fmt.Sprintf("findings=%d,clauses=%d", c.findings, c.clauses), func(b *testing.B) {
			d := rolled(1)
			var f Facts
			for n := range c.findings {
				one := d.finding(fmt.Sprintf("f%05d", n))
				one.Criterion, one.Place = fmt.Sprint("aq3067:", d.IntN(c.clauses)), fmt.Sprint("部位", d.IntN(200))
				one.Self, one.Extensions = one.Self && d.one(4), nil
				f.Findings = append(f.Findings, one)
			}
			b.ReportAllocs()
			for b.Loop() {
				s.Assess(f, "")
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*c.findings), "ns/finding")
		})
	}
}
