package demo

import (
	"errors"
	"path/filepath"
	"reflect"
	"slices"
	"testing"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

var shanghai = time.FixedZone("CST", 8*3600)

var today = time.Date(2026, 11, 25, 18, 0, 0, 0, shanghai)

// made is a made-up park with all its inspections.
func made(t *testing.T, o Options) (*server.Park, Summary, map[string]*inspection.Inspection) {
	t.Helper()
	o.Clock = &Clock{}
	o.Clock.Set(o.Today)
	b, err := server.OpenFiles(filepath.Join(t.TempDir(), "photos"))
	if err != nil {
		t.Fatal(err)
	}
	park, err := server.Open(t.Context(), server.NewMemory(), b, server.Options{Name: "示例园区", Now: o.Clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	s, err := Fill(t.Context(), park, o)
	if err != nil {
		t.Fatal(err)
	}
	return park, s, folded(t, park)
}

// folded is what the park has, folded.
func folded(t *testing.T, park *server.Park) map[string]*inspection.Inspection {
	t.Helper()
	feeds, err := park.Feeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var ops []inspection.Op
	for _, f := range feeds {
		some, err := park.Operations(t.Context(), f.ID)
		if err != nil {
			t.Fatal(err)
		}
		ops = append(ops, some...)
	}
	return inspection.Fold(ops)
}

// The made-up park has one of everything that pages show, and what was done in it had the effect that it should.
func TestEverythingHappens(t *testing.T) {
	_, s, all := made(t, Options{Seed: 1, Today: today, Photos: true})
	if len(s.Enterprises) != 24 || len(all) != s.Inspections || s.Inspections < 100 || s.Photos == 0 {
		t.Errorf("%d enterprises, %d inspections of %d", len(s.Enterprises), len(all), s.Inspections)
	}
	for _, kind := range inspection.Kinds() {
		if s.Kinds[kind] == 0 && kind != (*inspection.Numbered).Kind(nil) { // that is of Numbers
			t.Errorf("nobody said %s", kind)
		}
	}
	met := look(all)
	for _, status := range inspection.Statuses() {
		if met.statuses[status] == 0 {
			t.Errorf("no finding is %s", status)
		}
	}
	for what, n := range map[string]int{
		"conflicts": met.conflicts, "findings that look alike": met.similar, "late": met.late, "due today": met.today, "due in a week": met.soon,
		"decided to be major": met.majors, "disputes that wait": met.disputes, "extensions that wait": met.asked, "tasks that wait": met.tasks,
		"refusals to sign": met.refused, "hazards again within a year": met.again,
	} {
		if n == 0 {
			t.Errorf("there are no %s", what)
		}
	}
	if met.vain != s.Vain {
		t.Errorf("%d steps have no effect, %d were made so: %v", met.vain, s.Vain, met.why)
	}
	t.Logf("%+v", met)
}

// P5: every close that was not made in vain on purpose closed its finding, by somebody who is neither of the team nor of the firm nor
// the one who re-checked.
func TestP5ClosedByASecondPerson(t *testing.T) {
	_, s, all := made(t, Options{Seed: 7, Enterprises: 8, Today: today})
	closed := 0
	for _, i := range all {
		for n := range i.Findings {
			f := &i.Findings[n]
			if f.Status == inspection.StatusClosed {
				closed++
			}
			for _, step := range f.Steps {
				if _, is := step.Payload.(*inspection.ClosedOff); is && step.Why == "" && i.Second(step.By()) != "" {
					t.Errorf("%s closed by %s: %s", f.Finding, step.By(), i.Second(step.By()))
				}
			}
		}
	}
	if closed == 0 || closed > s.Kinds["finding-closed"] {
		t.Errorf("%d findings are closed by %d steps", closed, s.Kinds["finding-closed"])
	}
}

func TestTheSameSeedMakesTheSame(t *testing.T) {
	o := Options{Seed: 3, Enterprises: 5, Today: today, Photos: true}
	_, a, one := made(t, o)
	_, b, two := made(t, o)
	if !reflect.DeepEqual(a, b) {
		t.Errorf("%+v\n%+v", a, b)
	}
	for id, i := range one {
		j := two[id]
		if j == nil || !slices.EqualFunc(i.Findings, j.Findings, func(f, g inspection.Finding) bool {
			return f.Finding == g.Finding && f.Status == g.Status && f.Due == g.Due && f.Description == g.Description
		}) {
			t.Errorf("inspection %s differs", id)
		}
	}
	o.Seed++
	if _, c, _ := made(t, o); reflect.DeepEqual(a, c) {
		t.Error("another seed makes the same")
	}
}

func TestNothingIsMadeUpBesideWhatIsThere(t *testing.T) {
	park, _, _ := made(t, Options{Enterprises: 1, Inspections: 1, Today: today})
	if _, err := Fill(t.Context(), park, Options{Today: today}); !errors.Is(err, ErrNotEmpty) {
		t.Errorf("%v", err)
	}
}

// Every photo that an operation names is at the park, and what is done there bears the day on which it was.
func TestPhotosAndDays(t *testing.T) {
	park, _, all := made(t, Options{Seed: 2, Enterprises: 4, Today: today, Photos: true})
	days := map[string]bool{}
	for _, i := range all {
		for _, e := range i.History {
			if e.At().After(today) {
				t.Fatalf("%s was said at %s, after today", e.Kind, e.At())
			}
			if e.Kind == "finding-planned" {
				days[e.At().Format(time.DateOnly)] = true
			}
			p, is := e.Payload.(*inspection.Photographed)
			if !is {
				continue
			}
			sum, err := wire.ParseSum(p.Photo.SHA256)
			if err != nil {
				t.Fatal(err)
			}
			f, size, err := park.OpenPhoto(sum)
			if err != nil || size != p.Photo.Size {
				t.Fatalf("%s: %v, %d bytes", sum, err, size)
			}
			if err := f.Close(); err != nil {
				t.Error(err)
			}
		}
	}
	if len(days) < 10 {
		t.Errorf("plans were made on %d days", len(days))
	}
}

// met is what is to be met in a made-up park.
type met struct {
	statuses                                map[inspection.Status]int
	why                                     map[string]int
	conflicts, similar, late, today, soon   int
	majors, disputes, asked, tasks, refused int
	again, vain                             int
}

func look(all map[string]*inspection.Inspection) met {
	m := met{statuses: map[inspection.Status]int{}, why: map[string]int{}}
	last := map[string][]string{} // days, by enterprise, criterion and place
	for _, i := range all {
		m.conflicts += len(i.Conflicts())
		m.similar += len(i.Similar())
		m.tasks += len(i.OpenTasks())
		if i.Closed != nil && slices.ContainsFunc(i.Closed.Signatures, func(s inspection.Signature) bool { return s.Refused }) {
			m.refused++
		}
		for n := range i.Findings {
			f := &i.Findings[n]
			m.finding(f)
			if f.Criterion != "" && f.JoinedInto == "" {
				at := i.Opened.Enterprise.Code + f.Criterion + f.Place
				last[at] = append(last[at], i.Opened.Date)
			}
		}
	}
	for _, days := range last {
		slices.Sort(days)
		for n := 1; n < len(days); n++ {
			a, _ := time.Parse(time.DateOnly, days[n-1])
			if days[n] != days[n-1] && days[n] <= a.AddDate(1, 0, 0).Format(time.DateOnly) {
				m.again++
			}
		}
	}
	return m
}

func (m *met) finding(f *inspection.Finding) {
	m.statuses[f.Status]++
	m.disputes += len(f.Disputes)
	if f.Grade == inspection.Major {
		m.majors++
	}
	if f.Asked != nil {
		m.asked++
	}
	for _, s := range f.Steps {
		if s.Why != "" {
			m.vain++
			m.why[s.Kind+": "+string(s.Why)]++
		}
	}
	switch f.Status {
	case inspection.StatusClosed, inspection.StatusWithdrawn, inspection.StatusJoined, inspection.StatusTransferred, inspection.StatusFixed:
		return
	}
	switch day := today.Format(time.DateOnly); {
	case f.Due < day:
		m.late++
	case f.Due == day:
		m.today++
	case f.Due <= today.AddDate(0, 0, 7).Format(time.DateOnly):
		m.soon++
	}
}
