package review_test

import (
	"context"
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
)

var zone = time.FixedZone("CST", 8*60*60)

// People of the tests.
var (
	boss    = account.Person{Login: "boss", Name: "园区周管某", Role: account.Admin}
	wang    = account.Person{Login: "wang", Name: "园区甲某某", Role: account.Officer}
	lead    = account.Person{Login: "lead", Name: "组长某", Role: account.Lead}
	shen    = account.Person{Login: "shen", Name: "审计某", Role: account.Auditor}
	zhuan   = account.Person{Login: "zhuan", Name: "专家某", Role: account.Expert}
	passing = account.Person{Name: "扫码某", Role: account.Enterprise, Guest: true}
)

// world is a park with two enterprises, whose facts the test makes up.
type world struct {
	*testing.T
	*review.Reviews
	now        time.Time
	facts      map[string]assess.Facts // without entries
	a, b       register.Enterprise
	atA, atB   account.Person
	schemeText string
}

// Year and Of tell the made-up facts, with what people entered.
func (w *world) Year(tx *sqldb.Tx, year int, asOf string, each func(assess.Facts) error) error {
	entries, err := review.Year(tx, year)
	if err != nil {
		return err
	}
	for _, e := range []register.Enterprise{w.a, w.b} {
		f, there := w.facts[e.ID]
		if !there {
			continue
		}
		f.Entries = entries[e.ID]
		if err := each(f); err != nil {
			return err
		}
	}
	return each(assess.Facts{Enterprise: assess.Enterprise{ID: "not-in-the-register", Name: "名册外示例厂"}})
}

func (w *world) Of(tx *sqldb.Tx, enterprise string, year int, asOf string) (assess.Facts, bool, error) {
	f, there := w.facts[enterprise]
	var err error
	f.Entries, err = review.Of(tx, year, enterprise)
	return f, there, err
}

func newWorld(t *testing.T, db *sqldb.DB) *world {
	w := &world{T: t, now: time.Date(2027, 1, 4, 9, 0, 0, 0, zone), facts: map[string]assess.Facts{}}
	w.Reviews = &review.Reviews{DB: db, Now: func() time.Time { return w.now }, Zone: zone, Facts: w}
	w.a, w.b = w.enterprise("示例甲化工有限公司"), w.enterprise("示例乙机械有限公司")
	w.atA, w.atB = account.Person{Login: "jia", Name: "甲厂某", Role: account.Enterprise, Enterprise: w.a.ID}, account.Person{Login: "yi", Name: "乙厂某", Role: account.Enterprise, Enterprise: w.b.ID}
	passing.Enterprise = w.a.ID
	text, err := assess.PresetText("default", 2026)
	w.ok(err)
	w.schemeText = string(text)
	return w
}

func (w *world) enterprise(name string) register.Enterprise {
	w.Helper()
	e, err := register.Save(context.Background(), w.DB, "parkd", register.Enterprise{Name: name, Active: true, Sectors: []string{"hazchem"}}, w.now)
	w.ok(err)
	w.facts[e.ID] = assess.Facts{Enterprise: assess.Enterprise{ID: e.ID, Name: e.Name}}
	return e
}

// found is findings of an enterprise: closed in time, or open and late.
func (w *world) found(of register.Enterprise, closed, late int) {
	f := w.facts[of.ID]
	for n := range closed + late {
		k := assess.Finding{ID: fmt.Sprintf("%s-%03d", of.Name, len(f.Findings)), Inspection: "visit-" + of.Name, Criterion: "aq3067:5.5.6", Place: fmt.Sprintf("部位 %d", n), What: "示例隐患",
			Grade: inspection.General, Status: inspection.StatusNotified, Found: "2026-03-02", Notified: "2026-03-03", Deadline: "2026-04-01"}
		if n < closed {
			k.Reported, k.Ended, k.Status = "2026-03-20", "2026-03-25", inspection.StatusClosed
		}
		f.Findings = append(f.Findings, k)
	}
	w.facts[of.ID] = f
}

func (w *world) ok(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// refused wants the refusal.
func (w *world) refused(err error, why review.Why) {
	w.Helper()
	if !review.Is(err, why) {
		w.Errorf("it is %v, want the refusal %q", err, why)
	}
}

func (w *world) do(who account.Person, s review.Step) error {
	w.Helper()
	return w.Do(context.Background(), who, 2026, 0, s)
}

func (w *world) say(who account.Person, of register.Enterprise, all ...review.Entry) error {
	w.Helper()
	return w.Say(context.Background(), who, 2026, of.ID, all...)
}

func (w *world) read(f func(*sqldb.Tx) error) {
	w.Helper()
	w.ok(w.DB.Read(context.Background(), f))
}

func (w *world) year() (y *review.Review) {
	w.Helper()
	w.read(func(tx *sqldb.Tx) (err error) {
		if y, err = review.Find(tx, 2026); err == nil && y == nil {
			err = errors.New("nobody began 2026")
		}
		return err
	})
	return y
}

func (w *world) at(stage review.Stage) {
	w.Helper()
	if y := w.year(); y.Stage != stage {
		w.Fatalf("the year is %s, want %s", y.Stage, stage)
	}
}

func (w *world) said(of register.Enterprise) (all []review.Entry) {
	w.Helper()
	w.read(func(tx *sqldb.Tx) (err error) {
		all, err = review.Said(tx, 2026, of.ID)
		return err
	})
	return all
}

// begun is a year to which enterprises may add.
func (w *world) begun() {
	w.Helper()
	w.ok(w.do(wang, review.Step{Kind: review.Begin, Scheme: w.schemeText}))
}

// public is a year whose draft is public until Monday, 11 January.
func (w *world) public() {
	w.Helper()
	w.begun()
	w.ok(w.do(wang, review.Step{Kind: review.Drafted}))
	w.ok(w.do(wang, review.Step{Kind: review.Publish}))
}

func points(s string) *decimal.Decimal {
	p := decimal.RequireFromString(s)
	return &p
}

func each(t *testing.T, f func(w *world)) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) { f(newWorld(t, open())) })
}
