package ledger_test

import (
	"database/sql"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
)

// desk is a park with two enterprises.
type desk struct {
	*testing.T
	db   *sqldb.DB
	a, b string
	now  time.Time
}

func each(t *testing.T, f func(*desk)) {
	t.Helper()
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		d := &desk{T: t, db: open(), now: time.Date(2026, 6, 20, 9, 0, 0, 0, time.UTC)}
		for n, name := range []string{"示例甲化工有限公司", "示例乙铝业有限公司"} {
			e, err := register.Save(t.Context(), d.db, "园区甲", register.Enterprise{Name: name, Active: true}, d.now)
			d.ok(err)
			*[]*string{&d.a, &d.b}[n] = e.ID
		}
		f(d)
	})
}

func (d *desk) ok(err error) {
	d.Helper()
	if err != nil {
		d.Fatal(err)
	}
}

func (d *desk) firm(id string) account.Person {
	return account.Person{Login: "firm", Name: "企业安环部某某", Role: account.Enterprise, Enterprise: id}
}

var officer = account.Person{Login: "wang", Name: "园区王某某", Role: account.Officer}

// draft is an entry of the first enterprise.
func (d *desk) draft(k ledger.Kind, v ledger.Values) ledger.Draft {
	return ledger.Draft{Enterprise: d.a, Kind: k, Values: v, Today: d.now.Format(time.DateOnly), Now: d.now}
}

func (d *desk) save(who account.Person, x ledger.Draft) ledger.Entry {
	d.Helper()
	e, err := ledger.Save(d.Context(), d.db, who, x)
	d.ok(err)
	return e
}

func (d *desk) read(f func(*sqldb.Tx) error) {
	d.Helper()
	d.ok(d.db.Read(d.Context(), f))
}

func (d *desk) of(id string) (l assess.Ledgers) {
	d.Helper()
	d.read(func(tx *sqldb.Tx) (err error) {
		l, err = ledger.Of(tx, 2026, id)
		return err
	})
	return l
}

func (d *desk) audit() string {
	var all []string
	d.read(func(tx *sqldb.Tx) error {
		return tx.Each(`SELECT who, what, about FROM audit ORDER BY id`, nil, func(rows *sql.Rows) error {
			var who, what, about string
			err := rows.Scan(&who, &what, &about)
			all = append(all, who+" "+what+" "+about)
			return err
		})
	})
	return strings.Join(all, "\n")
}

var drill = ledger.Values{"day": "2026-06-10", "kind": "practical", "subject": "液氨泄漏应急", "people": "46", "evaluation": "集合用时 6 分钟"}

func with(v ledger.Values, pairs ...string) ledger.Values {
	v = maps.Clone(v)
	for n := 0; n < len(pairs); n += 2 {
		v[pairs[n]] = pairs[n+1]
	}
	return v
}

// A correction is a new version, a struck entry stays with its reason, and every version says who and when.
func TestNothingIsOverwritten(t *testing.T) {
	each(t, func(d *desk) {
		e := d.save(d.firm(d.a), d.draft(ledger.Drill, drill))
		x := d.draft(ledger.Drill, with(drill, "people", "52"))
		x.ID, x.Version = e.ID, 1
		x.Now = d.now.Add(time.Hour)
		if e = d.save(officer, x); e.Version != 2 || !e.Park {
			t.Errorf("%+v", e)
		}
		if _, err := ledger.Save(t.Context(), d.db, d.firm(d.a), x); !errors.Is(err, ledger.ErrChanged) {
			t.Errorf("saved over another's version: %v", err)
		}
		if got := d.of(d.a); len(got.Drills) != 1 || got.Drills[0].People != 52 || got.Drills[0].ID != e.ID {
			t.Errorf("%+v", got)
		}
		x.Version, x.Values = 2, ledger.Values{}
		var invalid *ledger.Invalid
		if err := ledger.Strike(t.Context(), d.db, officer, x); !errors.As(err, &invalid) || invalid.Problems[0] != (ledger.Problem{Field: "reason", Fault: ledger.Empty}) {
			t.Errorf("struck without a reason: %v", err)
		}
		x.Values = ledger.Values{"reason": "重复登记"}
		d.ok(ledger.Strike(t.Context(), d.db, officer, x))
		if got := d.of(d.a); len(got.Drills) != 0 {
			t.Errorf("what is struck counts: %+v", got)
		}
		x.Version, x.Values = 3, drill
		if _, err := ledger.Save(t.Context(), d.db, officer, x); !errors.Is(err, ledger.ErrStruck) {
			t.Errorf("changed what is struck: %v", err)
		}
		var all []ledger.Entry
		d.read(func(tx *sqldb.Tx) (err error) {
			all, err = ledger.Versions(tx, e.ID)
			return err
		})
		var said []string
		for _, v := range all {
			said = append(said, fmt.Sprintf("%d %s %s %d %s", v.Version, v.Who, v.At.Sub(d.now), v.Body.(*assess.Drill).People, v.Struck))
		}
		if want := []string{"3 园区王某某 1h0m0s 52 重复登记", "2 园区王某某 1h0m0s 52 ", "1 企业安环部某某 0s 46 "}; !reflect.DeepEqual(said, want) {
			t.Errorf("%q", said)
		}
		for _, want := range []string{"园区王某某 (wang) ledger.struck " + d.a + " drill 2026 " + e.ID + " #3 重复登记", "企业安环部某某 (firm) ledger.saved " + d.a} {
			if !strings.Contains(d.audit(), want) {
				t.Errorf("the audit does not say %s:\n%s", want, d.audit())
			}
		}
	})
}

func TestWrongFieldsAreNamed(t *testing.T) {
	training := ledger.Values{"day": "2026-06-11", "subject": "工贸判定标准", "sectors": "industry,fire", "people": "30", "tested": "28", "passed": "27"}
	report := ledger.Values{"day": "2026-06-12", "what": "二层平台护栏松动", "verified": "yes", "verifier": "某主任", "reward": "200.50", "paid": "2026-06-15"}
	long := strings.Repeat("长", ledger.MaxPractice+1)
	month := ledger.Values{"practice": "全员查找身边隐患"}
	each(t, func(d *desk) {
		for _, x := range []struct {
			kind ledger.Kind
			v    ledger.Values
			want ledger.Problem
		}{
			{ledger.Drill, with(drill, "day", "2026-02-30"), ledger.Problem{Field: "day", Fault: ledger.BadDay}},
			{ledger.Drill, with(drill, "day", ""), ledger.Problem{Field: "day", Fault: ledger.Empty}},
			{ledger.Drill, with(drill, "day", "2026-06-21"), ledger.Problem{Field: "day", Fault: ledger.Future}},
			{ledger.Drill, with(drill, "kind", "big"), ledger.Problem{Field: "kind", Fault: ledger.BadPick}},
			{ledger.Drill, with(drill, "people", "-1"), ledger.Problem{Field: "people", Fault: ledger.BadCount, N: ledger.MaxPeople}},
			{ledger.Drill, with(drill, "people", "3.5"), ledger.Problem{Field: "people", Fault: ledger.BadCount, N: ledger.MaxPeople}},
			{ledger.Drill, with(drill, "people", ""), ledger.Problem{Field: "people", Fault: ledger.Empty}},
			{ledger.Drill, with(drill, "ref.name", "视频.mp4", "ref.sha256", strings.Repeat("0", 64)), ledger.Problem{Field: "ref.where", Fault: ledger.Empty}},
			{ledger.Drill, with(drill, "ref.name", "视频.mp4", "ref.where", "公司网盘", "ref.sha256", "abc"), ledger.Problem{Field: "ref.sha256", Fault: ledger.BadSum}},
			{ledger.Training, with(training, "tested", "31"), ledger.Problem{Field: "tested", Fault: ledger.More, Of: "people"}},
			{ledger.Training, with(training, "passed", "29"), ledger.Problem{Field: "passed", Fault: ledger.More, Of: "tested"}},
			{ledger.Training, with(training, "sectors", "mining"), ledger.Problem{Field: "sectors", Fault: ledger.BadPick}},
			{ledger.Report, with(report, "reward", "0.005"), ledger.Problem{Field: "reward", Fault: ledger.BadMoney, N: ledger.MaxYuan}},
			{ledger.Report, with(report, "reward", "1e9"), ledger.Problem{Field: "reward", Fault: ledger.BadMoney, N: ledger.MaxYuan}},
			{ledger.Report, with(report, "reward", ""), ledger.Problem{Field: "reward", Fault: ledger.Unpaid}},
			{ledger.Report, with(report, "paid", "2026-06-11"), ledger.Problem{Field: "paid", Fault: ledger.Early, Of: "day"}},
			{ledger.Report, with(report, "verifier", ""), ledger.Problem{Field: "verifier", Fault: ledger.Empty}},
			{ledger.Report, with(report, "finding", "another's"), ledger.Problem{Field: "finding", Fault: ledger.Unknown}},
			{ledger.Month, with(month, "practice", long), ledger.Problem{Field: "practice", Fault: ledger.TooLong, N: ledger.MaxPractice}},
			{ledger.Month, with(month, "practice", ""), ledger.Problem{Field: "practice", Fault: ledger.Empty}},
			{ledger.Month, with(month, "study.day", "2025-06-01", "study.form", "读书会"), ledger.Problem{Field: "study.day", Fault: ledger.BadYear, N: 2026}},
			{ledger.Month, with(month, "own2.people", "many", "own2.form", "知识竞赛"), ledger.Problem{Field: "own2.people", Fault: ledger.BadCount, N: ledger.MaxPeople}},
			{ledger.Month, with(month, "quiz.people", "9"), ledger.Problem{Field: "quiz.form", Fault: ledger.Empty}},
		} {
			draft := d.draft(x.kind, x.v)
			draft.Known = func(id string) bool { return id == "industry" || id == "fire" }
			if x.kind == ledger.Month {
				draft.Year, draft.Hand = 2026, true
			}
			_, err := ledger.Save(t.Context(), d.db, officer, draft)
			var invalid *ledger.Invalid
			if !errors.As(err, &invalid) || len(invalid.Problems) != 1 || invalid.Problems[0] != x.want {
				t.Errorf("%s %v: %+v, want %+v", x.kind, x.v, err, x.want)
			}
		}
		if got := d.of(d.a); !reflect.DeepEqual(got, assess.Ledgers{}) {
			t.Errorf("something was kept: %+v", got)
		}
		d.save(officer, d.draft(ledger.Training, training))
		d.save(officer, d.draft(ledger.Report, report))
		got := d.of(d.a)
		if len(got.Reports) != 1 || !got.Reports[0].Reward.Equal(decimal.RequireFromString("200.5")) || !got.Reports[0].Verified || len(got.Trainings) != 1 || got.Trainings[0].Passed != 27 {
			t.Errorf("%+v", got)
		}
	})
}

// Who reported is for the park's officers, and for the enterprise that entered the name; nowhere else.
func TestTheReporterIsHidden(t *testing.T) {
	v := ledger.Values{"day": "2026-06-12", "what": "二层平台护栏松动", "reporter": "报告人某甲"}
	each(t, func(d *desk) {
		byFirm, byPark := d.save(d.firm(d.a), d.draft(ledger.Report, v)), d.save(officer, d.draft(ledger.Report, with(v, "reporter", "报告人某乙")))
		guest := d.firm(d.a)
		guest.Guest = true
		for _, x := range []struct {
			who        account.Person
			firm, park string
		}{
			{officer, "报告人某甲", "报告人某乙"}, {account.Person{Role: account.Admin}, "报告人某甲", "报告人某乙"}, {d.firm(d.a), "报告人某甲", ""},
			{d.firm(d.b), "", ""}, {guest, "", ""}, {account.Person{Role: account.Auditor}, "", ""}, {account.Person{Role: account.Lead}, "", ""},
			{account.Person{Role: account.Expert}, "", ""}, {account.Person{}, "", ""},
		} {
			d.read(func(tx *sqldb.Tx) error {
				firm, err := ledger.Reporter(tx, x.who, byFirm)
				d.ok(err)
				park, err := ledger.Reporter(tx, x.who, byPark)
				if firm != x.firm || park != x.park {
					t.Errorf("%+v is told %q and %q", x.who, firm, park)
				}
				return err
			})
		}
		// a correction without the name keeps it
		x := d.draft(ledger.Report, with(v, "reporter", "", "what", "护栏已松动"))
		x.ID, x.Version = byFirm.ID, 1
		byFirm = d.save(officer, x)
		d.read(func(tx *sqldb.Tx) error {
			name, err := ledger.Reporter(tx, d.firm(d.a), byFirm)
			if name != "报告人某甲" {
				t.Errorf("after a correction: %q", name)
			}
			d.ok(err)
			return tx.Each(`SELECT data FROM ledger`, nil, func(rows *sql.Rows) error {
				var data string
				err := rows.Scan(&data)
				if strings.Contains(data, "报告人") {
					t.Errorf("a body names the reporter: %s", data)
				}
				return err
			})
		})
		if said := d.audit() + fmt.Sprintf("%+v", d.of(d.a)); strings.Contains(said, "报告人") {
			t.Errorf("the reporter is in the audit or the facts:\n%s", said)
		}
	})
}

func TestNobodyWritesAnothersLedger(t *testing.T) {
	each(t, func(d *desk) {
		e := d.save(d.firm(d.a), d.draft(ledger.Drill, drill))
		guest := d.firm(d.a)
		guest.Guest = true
		for _, who := range []account.Person{d.firm(d.b), guest, {Role: account.Expert}, {Role: account.Lead}, {Role: account.Auditor}, {}} {
			if _, err := ledger.Save(t.Context(), d.db, who, d.draft(ledger.Drill, drill)); !errors.Is(err, ledger.ErrMayNot) {
				t.Errorf("%+v: %v", who, err)
			}
			if err := ledger.Strike(t.Context(), d.db, who, d.draft(ledger.Drill, ledger.Values{"reason": "x"})); !errors.Is(err, ledger.ErrMayNot) {
				t.Errorf("%+v: %v", who, err)
			}
		}
		x := d.draft(ledger.Drill, drill)
		x.Enterprise, x.ID, x.Version = d.b, e.ID, 1
		if _, err := ledger.Save(t.Context(), d.db, d.firm(d.b), x); !errors.Is(err, ledger.ErrNone) {
			t.Errorf("another's entry as one's own: %v", err)
		}
		x = d.draft(ledger.Review, ledger.Values{"closed": "no"})
		x.Year = 2026
		if _, err := ledger.Save(t.Context(), d.db, d.firm(d.a), x); !errors.Is(err, ledger.ErrMayNot) {
			t.Errorf("an enterprise reviews itself: %v", err)
		}
	})
}

// A month is written bit by bit, counts when it is handed in, and late by the first time; the park's assessment ends it.
func TestAMonth(t *testing.T) {
	each(t, func(d *desk) {
		firm, month := d.firm(d.a), d.draft(ledger.Month, ledger.Values{"planned": "2026-06-01", "study.day": "2026-06-03", "study.form": "微课堂", "study.people": "80", "study.films": "2", "consultation.leaflets": "300", "consultation.form": "横幅"})
		month.Year = 2026
		month.Uploads = map[string][]assess.Evidence{"study": {{Name: "微课堂.jpg", Mime: "image/jpeg", Size: 5, SHA256: strings.Repeat("a", 64)}}}
		e := d.save(firm, month)
		if got := d.of(d.a).Month; got == nil || got.Planned != "2026-06-01" || got.Submitted != "" || len(got.Activities) != 0 {
			t.Errorf("a draft counts: %+v", got)
		}
		month.Version, month.Hand, month.Uploads = e.Version, true, nil
		month.Values["practice"] = "全员查找身边隐患"
		month.Values["ref.name"], month.Values["ref.where"], month.Values["ref.sha256"], month.Values["ref.size"] = "总结.mp4", "公司网盘", strings.Repeat("B", 64), "123456789"
		month.Today = "2026-06-28"
		e = d.save(firm, month)
		got := d.of(d.a).Month
		if got == nil || got.Submitted != "2026-06-28" || len(got.Activities) != 2 || got.Activities[0].Films != 2 || got.Activities[1].Leaflets != 300 || len(got.Activities[0].Evidence) != 1 || len(got.Evidence) != 1 || got.Evidence[0].Mime != "video/mp4" ||
			got.Evidence[0].SHA256 != strings.Repeat("b", 64) || got.Evidence[0].Size != 123456789 {
			t.Errorf("%+v", got)
		}
		record := e.Body.(*ledger.MonthRecord)
		if missing := record.Missing(); !reflect.DeepEqual(missing, []string{"organisation", "elimination", "five-places"}) {
			t.Errorf("missing %q", missing)
		}
		again := d.draft(ledger.Month, record.Values())
		again.Year, again.Version, again.Today = 2026, e.Version, "2026-07-02"
		again.Values["problems"], again.Values["study.drop."+strings.Repeat("a", 64)] = "夜班参加少", "yes"
		e = d.save(firm, again)
		if got := d.of(d.a).Month; got.Problems != "" {
			t.Errorf("what was not handed in counts: %+v", got)
		}
		again.Hand, again.Version = true, e.Version
		e = d.save(firm, again)
		got = d.of(d.a).Month
		if got.Problems == "" || got.Submitted != "2026-06-28" || len(got.Activities[0].Evidence) != 0 || ledger.Late(2026, got.Submitted, "2026-09-01") != 3 {
			t.Errorf("%+v", got)
		}
		review := d.draft(ledger.Review, ledger.Values{"comment": "做法扎实", "closed": "yes"})
		review.Year = 2026
		r := d.save(officer, review)
		again.Version = e.Version
		if _, err := ledger.Save(t.Context(), d.db, firm, again); !errors.Is(err, ledger.ErrClosed) {
			t.Errorf("changed after the assessment: %v", err)
		}
		if got := d.of(d.a).Month; got.Comment != "做法扎实" {
			t.Errorf("%+v", got)
		}
		review.Version, review.Values = r.Version, ledger.Values{"comment": "请补充", "closed": "no"}
		d.save(officer, review)
		d.save(firm, again)
		d.read(func(tx *sqldb.Tx) error {
			all, err := ledger.Months(tx, 2026)
			if len(all) != 2 || all[1].Late("2026-09-01") != 3 || all[0].Late("2026-06-30") != 5 || all[0].Last != nil || all[1].Reviewed().Comment != "请补充" {
				t.Errorf("%+v %+v", all[0], all[1])
			}
			d.ok(err)
			if n, err := ledger.NotHanded(tx, 2026); n != 1 || err != nil {
				t.Errorf("%d have not handed in: %v", n, err)
			}
			for _, sum := range []string{strings.Repeat("a", 64), strings.Repeat("b", 64)} {
				is, err := ledger.Holds(tx, d.a, sum)
				d.ok(err)
				other, err := ledger.Holds(tx, d.b, sum)
				d.ok(err)
				if is != strings.HasPrefix(sum, "a") || other {
					t.Errorf("the park holds %s: %v, of the other: %v", sum[:4], is, other)
				}
			}
			return nil
		})
	})
}

// Year is Of of every enterprise, with what experts found on the spot; a merged enterprise is one.
func TestTheYear(t *testing.T) {
	each(t, func(d *desk) {
		d.save(officer, d.draft(ledger.Drill, drill))
		other := d.draft(ledger.Drill, with(drill, "day", "2025-12-30"))
		other.Enterprise = d.b
		d.save(officer, other)
		other.Values = with(drill, "day", "2026-01-02")
		d.save(officer, other)
		month := d.draft(ledger.Month, ledger.Values{"practice": "全员参与"})
		month.Enterprise, month.Year, month.Hand = d.b, 2026, true
		d.save(d.firm(d.b), month)
		d.ok(d.db.Write(t.Context(), func(tx *sqldb.Tx) error {
			if _, err := tx.Exec(`INSERT INTO inspection (inspection, key, name, visit, day, experts, sectors, outcomes, sealed, findings, majors, closed, conflicts, tasks, late, newer, updated)
				VALUES ('i1', $1, '', 'assistance', '2026-06-18', '', 'safety-month', '[]', 0, 0, 0, 0, 0, 0, 0, 0, 0)`, d.a); err != nil {
				return err
			}
			for n, criterion := range []string{ledger.Prefix[0] + "activity-1", ledger.Prefix[0] + "activity-1", "mem10:11.1"} {
				if _, err := tx.Exec(`INSERT INTO answer (inspection, criterion, unit, feed, seq, rank, settled, value, reason, place, note, at) VALUES ('i1', $1, '', 'f', $2, $3, 0, 'fail', '', '', '', 0)`,
					criterion, n, n%2); err != nil {
					return err
				}
			}
			return nil
		}))
		var all map[string]assess.Ledgers
		d.read(func(tx *sqldb.Tx) (err error) {
			all, err = ledger.Year(tx, 2026)
			return err
		})
		if len(all) != 2 || !reflect.DeepEqual(all[d.a], d.of(d.a)) || !reflect.DeepEqual(all[d.b], d.of(d.b)) {
			t.Errorf("%+v", all)
		}
		want := []assess.Checked{{Inspection: "i1", Criterion: "qj2025-5:activity-1", Value: checklist.Fail, Day: "2026-06-18"}}
		if m := all[d.a].Month; m == nil || !reflect.DeepEqual(m.Checked, want) || m.Submitted != "" {
			t.Errorf("%+v", m)
		}
		if l := all[d.b]; len(l.Drills) != 1 || l.Month == nil || l.Month.Submitted != "2026-06-20" {
			t.Errorf("%+v", l)
		}
		_, err := register.Merge(t.Context(), d.db, d.b, d.a, "园区甲", d.now)
		d.ok(err)
		if l := d.of(d.a); len(l.Drills) != 2 || l.Month.Submitted != "2026-06-20" || len(l.Month.Checked) != 1 {
			t.Errorf("merged: %+v", l)
		}
	})
}

func TestListsByPages(t *testing.T) {
	each(t, func(d *desk) {
		for n := range 7 {
			x := d.draft(ledger.Drill, with(drill, "day", fmt.Sprintf("2026-0%d-01", n%3+1)))
			x.Enterprise = []string{d.a, d.b}[n%2]
			d.save(officer, x)
		}
		month := d.draft(ledger.Month, ledger.Values{})
		month.Year = 2026
		d.save(officer, month)
		d.read(func(tx *sqldb.Tx) error {
			var days []string
			for f := (ledger.Filter{Year: 2026, Size: 3}); ; {
				all, next, err := ledger.List(tx, f)
				d.ok(err)
				for _, line := range all {
					days = append(days, line.Day[5:7])
					if line.Name == "" {
						t.Errorf("%+v", line)
					}
				}
				if f.After = next; next == "" {
					break
				}
			}
			if got := strings.Join(days, " "); got != "03 03 02 02 01 01 01" {
				t.Errorf("%s", got)
			}
			for n, f := range []ledger.Filter{{Enterprise: d.a}, {Among: []string{d.b}, Kind: ledger.Drill}, {Kind: ledger.Report}, {Year: 2025}, {Among: []string{}}} {
				all, _, err := ledger.List(tx, f)
				d.ok(err)
				if want := []int{4, 3, 0, 0, 0}[n]; len(all) != want {
					t.Errorf("%+v: %d", f, len(all))
				}
			}
			return nil
		})
	})
}

// What Year counts as a check of the month is the criteria of the sector, all of them and no others.
func TestPrefixIsTheSectors(t *testing.T) {
	lib, err := checklist.Parse("checklists.yaml", paicha.Checklists)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, s := range lib.Sectors {
		for _, e := range s.Editions {
			for _, c := range e.Criteria {
				is := false
				for _, p := range ledger.Prefix {
					is = is || strings.HasPrefix(c.ID, p)
				}
				if is != (s.ID == "safety-month") {
					t.Errorf("%s of %s: %v", c.ID, s.ID, is)
				}
				n++
			}
		}
	}
	if lib.Sector("safety-month") == nil || n == 0 {
		t.Error("there is no sector safety-month")
	}
}
