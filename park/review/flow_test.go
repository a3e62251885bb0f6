package review_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
)

// A year from its beginning to its second version, with every refusal on the way.
func TestAYear(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		w.found(w.a, 3, 1)
		w.found(w.b, 2, 0)

		w.refused(w.do(wang, review.Step{Kind: review.Drafted}), review.NoSuchYear)
		w.refused(w.do(lead, review.Step{Kind: review.Begin, Scheme: w.schemeText}), review.WrongRole)
		w.refused(w.do(wang, review.Step{Kind: review.Begin, Scheme: "format: 1\nyear: 2026\n"}), review.BadScheme)
		w.refused(w.do(wang, review.Step{Kind: review.Begin, Scheme: strings.Replace(w.schemeText, "year: 2026", "year: 2025", 1)}), review.OtherYear)
		w.refused(w.do(wang, review.Step{Kind: review.Begin, Scheme: w.schemeText, Day: "2027-03-01"}), review.BadCutOff)
		w.begun()
		w.refused(w.do(wang, review.Step{Kind: review.Begin, Scheme: w.schemeText}), review.YearThere)

		// self-scores
		w.refused(w.say(wang, w.a, review.Entry{Kind: review.Self, Item: "training", Points: points("8")}), review.WrongRole)
		w.refused(w.say(passing, w.a, review.Entry{Kind: review.Self, Item: "training", Points: points("8")}), review.NotYours)
		w.refused(w.say(w.atA, w.b, review.Entry{Kind: review.Self, Item: "training", Points: points("8")}), review.NotYours)
		w.refused(w.say(w.atA, w.a, review.Entry{Kind: review.Self, Item: "training", Points: points("10.01")}), review.BadPoints)
		w.refused(w.say(w.atA, w.a, review.Entry{Kind: review.Self, Item: "training", Points: points("1.005")}), review.BadPoints)
		w.refused(w.say(w.atA, w.a, review.Entry{Kind: review.Self, Item: "training"}), review.NoPoints)
		w.refused(w.say(w.atA, w.a, review.Entry{Kind: review.Self, Item: "no-such", Points: points("1")}), review.NoSuchItem)
		w.refused(w.say(w.atA, w.a, review.Entry{Kind: review.Self, Item: "major-open", Points: points("0")}), review.BadPoints)
		w.refused(w.say(w.atA, w.a), review.Nothing)
		w.ok(w.say(w.atA, w.a, review.Entry{Kind: review.Self, Item: "training", Points: points("8"), Says: "培训四场"}, review.Entry{Kind: review.Self, Item: "responsibility", Points: points("10")}))
		w.refused(w.say(w.atA, w.a, review.Entry{Kind: review.Objection, Item: "training", Says: "早了"}), review.WrongStage)

		// draft
		w.ok(w.do(wang, review.Step{Kind: review.Drafted}))
		w.refused(w.say(w.atA, w.a, review.Entry{Kind: review.Self, Item: "training", Points: points("9")}), review.WrongStage)
		w.refused(w.say(lead, w.a, review.Entry{Kind: review.Manual, Item: "responsibility", Points: points("7"), Says: "缺两份责任书"}), review.WrongRole)
		w.refused(w.say(wang, w.a, review.Entry{Kind: review.Manual, Item: "training", Points: points("7"), Says: "x"}), review.NotManual)
		w.refused(w.say(wang, w.a, review.Entry{Kind: review.Manual, Item: "responsibility", Points: points("7")}), review.NoReason)
		for _, e := range []struct{ item, points string }{{"responsibility", "7"}, {"dual-prevention", "9"}} {
			w.ok(w.say(wang, w.a, review.Entry{Kind: review.Manual, Item: e.item, Points: points(e.points), Says: "按资料核查"}))
			w.ok(w.say(wang, w.b, review.Entry{Kind: review.Manual, Item: e.item, Points: points("10"), Says: "按资料核查"}))
		}
		w.events()

		// publicity
		w.refused(w.do(lead, review.Step{Kind: review.Decide, Says: "纪要", People: "某"}), review.WrongStage)
		w.refused(w.do(wang, review.Step{Kind: review.Publish, Day: "2027-01-04"}), review.BadUntil)
		w.ok(w.do(wang, review.Step{Kind: review.Publish}))
		if y := w.year(); y.Until != "2027-01-11" || y.CutOff != "2026-12-31" {
			t.Errorf("public until %s, cut off %s; want five working days from Monday 4 January", y.Until, y.CutOff)
		}
		w.refused(w.say(wang, w.a, review.Entry{Kind: review.Manual, Item: "responsibility", Points: points("8"), Says: "改"}), review.WrongStage)
		objection := w.object()

		// decision
		w.refused(w.do(lead, review.Step{Kind: review.Decide, Says: "纪要", People: "某"}), review.StillPublic)
		w.now = w.now.AddDate(0, 0, 8)
		w.refused(w.say(w.atA, w.a, review.Entry{Kind: review.Objection, Item: "training", Says: "晚了"}), review.WrongStage)
		w.refused(w.do(lead, review.Step{Kind: review.Decide, Says: "纪要", People: "某"}), review.Unanswered)
		w.answer(objection)
		w.refused(w.do(lead, review.Step{Kind: review.Decide, People: "某"}), review.NoText)
		w.refused(w.do(lead, review.Step{Kind: review.Decide, Says: "纪要"}), review.NoPeople)
		w.refused(w.do(wang, review.Step{Kind: review.Decide, Says: "纪要", People: "某"}), review.WrongRole)
		w.refused(w.Seal(ctx, lead, 2026, 0, "", ""), review.WrongStage)
		w.ok(w.do(lead, review.Step{Kind: review.Decide, Says: "同意考核结果", People: "组长某、周某"}))

		// sealing
		w.refused(w.Seal(ctx, wang, 2026, 0, "", ""), review.WrongRole)
		w.ok(w.Seal(ctx, lead, 2026, 0, "", ""))
		w.at(review.Sealed)
		w.sealedAgain()
	})
}

// events are entered, struck, and refused.
func (w *world) events() {
	w.Helper()
	fraud := review.Entry{Kind: review.Event, Item: "fraud", Day: "2026-07-01", Says: "整改照片是旧照片", Document: "示例园区核查记录第 3 号"}
	w.refused(w.say(w.atA, w.a, fraud), review.WrongRole)
	for _, x := range []struct {
		change func(*review.Entry)
		why    review.Why
	}{
		{func(e *review.Entry) { e.Item = "logged-in" }, review.BadKind}, {func(e *review.Entry) { e.Day = "2026-02-30" }, review.BadDay}, {func(e *review.Entry) { e.Day = "2025-12-31" }, review.BadDay},
		{func(e *review.Entry) { e.Says = " " }, review.NoText}, {func(e *review.Entry) { e.Says = strings.Repeat("长", 4001) }, review.TooLong},
	} {
		bad := fraud
		x.change(&bad)
		w.refused(w.say(wang, w.a, bad), x.why)
	}
	w.ok(w.say(wang, w.a, fraud))
	if n := w.met("fraud"); n != 1 {
		w.Errorf("the veto counts %d events, want the one", n)
	}
	all := w.said(w.a)
	event := all[len(all)-1]
	w.refused(w.say(wang, w.a, review.Entry{Kind: review.Struck, Re: event.ID}), review.NoReason)
	w.refused(w.say(wang, w.a, review.Entry{Kind: review.Struck, Re: all[0].ID, Says: "x"}), review.NoSuchEntry)
	w.refused(w.say(wang, w.b, review.Entry{Kind: review.Struck, Re: event.ID, Says: "x"}), review.NoSuchEntry)
	w.ok(w.say(wang, w.a, review.Entry{Kind: review.Struck, Re: event.ID, Says: "核实后不是"}))
	w.refused(w.say(wang, w.a, review.Entry{Kind: review.Struck, Re: event.ID, Says: "x"}), review.StruckBefore)
	if n := w.met("fraud"); n != 0 {
		w.Errorf("the veto counts %d events that were struck", n)
	}
}

// met is how many events of a kind the first enterprise's result counts.
func (w *world) met(kind string) (n int) {
	w.Helper()
	y, r := w.year(), w.result(w.a.ID)
	for _, i := range y.Scheme.Items {
		for k, p := range i.Parts {
			if slices.Contains(p.Events, kind) {
				n += r.Line(i.ID).Terms[k].Count
			}
		}
	}
	return n
}

// object objects to a line, and gives the objection.
func (w *world) object() review.Entry {
	w.Helper()
	w.refused(w.say(w.atA, w.a, review.Entry{Kind: review.Objection, Item: "responsibility"}), review.NoText)
	w.refused(w.say(w.atA, w.a, review.Entry{Kind: review.Objection, Item: "no-such", Says: "x"}), review.NoSuchItem)
	w.refused(w.say(w.atB, w.a, review.Entry{Kind: review.Objection, Item: "responsibility", Says: "x"}), review.NotYours)
	w.refused(w.say(shen, w.a, review.Entry{Kind: review.Objection, Item: "responsibility", Says: "x"}), review.WrongRole)
	w.ok(w.say(w.atA, w.a, review.Entry{Kind: review.Objection, Item: "responsibility", Says: "责任书都签了，附照片", Evidence: []assess.Evidence{{Name: "责任书.jpg", SHA256: strings.Repeat("a", 64)}}}))
	all := w.said(w.a)
	return all[len(all)-1]
}

// answer answers it: not who gave the points, under any account, and once.
func (w *world) answer(objection review.Entry) {
	w.Helper()
	up := review.Entry{Kind: review.Upheld, Re: objection.ID, Points: points("9.5"), Says: "责任书补齐，属实"}
	self := wang
	self.Role = account.Admin
	w.refused(w.say(self, w.a, up), review.SamePerson)
	self.Login = "another"
	w.refused(w.say(self, w.a, up), review.SamePerson)
	w.refused(w.say(wang, w.a, up), review.WrongRole)
	w.refused(w.say(w.atA, w.a, up), review.WrongRole)
	w.refused(w.say(lead, w.b, up), review.NoSuchEntry)
	bad := up
	bad.Points = points("11")
	w.refused(w.say(lead, w.a, bad), review.BadPoints)
	bad.Points = nil
	w.refused(w.say(lead, w.a, bad), review.NoPoints)
	bad = up
	bad.Says = ""
	w.refused(w.say(lead, w.a, bad), review.NoReason)
	w.ok(w.say(lead, w.a, up))
	w.refused(w.say(boss, w.a, review.Entry{Kind: review.Rejected, Re: objection.ID, Says: "维持"}), review.AnsweredBefore)
	r := w.result(w.a.ID)
	if l := r.Line("responsibility"); l.Points.String() != "9.5" || l.Counted.String() != "7" {
		w.Errorf("the line has %s, counted %s", l.Points, l.Counted)
	}
}

// sealedAgain looks at what was sealed; what comes later makes a second version, with a reason, of who it concerns.
func (w *world) sealedAgain() {
	w.Helper()
	ctx := context.Background()
	w.ok(w.Compute(ctx, 2026))
	first := w.verified(w.a.ID, 1)
	w.refused(w.Seal(ctx, lead, 2026, 0, "", ""), review.NoReason)
	w.refused(w.Seal(ctx, lead, 2026, 0, "没有变化", ""), review.Nothing)
	w.found(w.a, 0, 2)
	w.ok(w.Compute(ctx, 2026))
	w.read(func(tx *sqldb.Tx) error {
		if k, err := review.KeptOf(tx, 2026); err != nil || k != (review.Kept{Sealed: 2, Moved: 1}) {
			w.Errorf("%+v (%v), want two sealed and one changed since", k, err)
		}
		rows, _, err := review.Ranked(tx, 2026, review.Part{Moved: true})
		if len(rows) != 1 || rows[0].Enterprise != w.a.ID || !rows[0].Moved {
			w.Errorf("changed since: %+v", rows)
		}
		return err
	})
	w.ok(w.Seal(ctx, boss, 2026, 0, "迟到的检查记录", ""))
	second := w.verified(w.a.ID, 2)
	if second.Previous != first.Hash || second.Reason != "迟到的检查记录" || second.Result.Score.Equal(first.Result.Score) {
		w.Errorf("the second version follows %s because of %q with %s", second.Previous, second.Reason, second.Result.Score)
	}
	if again := w.verified(w.a.ID, 1); again.Hash != first.Hash {
		w.Error("the first version has changed")
	}
	w.verified(w.b.ID, 1)
	w.read(func(tx *sqldb.Tx) error {
		all, err := review.Versions(tx, 2026, w.b.ID)
		if len(all) != 1 {
			w.Errorf("who is not concerned has %d versions", len(all))
		}
		return err
	})
	w.refused(w.do(wang, review.Step{Kind: review.Back}), review.NoReason)
	w.ok(w.do(wang, review.Step{Kind: review.Back, Says: "更正手工分"}))
	w.at(review.Draft)
	if _, there := w.year().Decision(); there {
		w.Error("what was taken back is still decided")
	}
}

// verified is a version, computed again from its bytes alone.
func (w *world) verified(enterprise string, version int) (n assess.Snapshot) {
	w.Helper()
	w.read(func(tx *sqldb.Tx) error {
		all, err := review.Versions(tx, 2026, enterprise)
		if err != nil || len(all) < version {
			w.Fatalf("there are %d versions (%v), want the %d.", len(all), err, version)
		}
		v := all[version-1]
		data, there, err := review.Snapshot(tx, 2026, enterprise, v.Hash)
		if err != nil || !there || len(data) != v.Size {
			w.Fatalf("version %d: %d bytes, there %v: %v", version, len(data), there, err)
		}
		if n, err = assess.ReadSnapshot(data); err == nil {
			err = n.Verify()
		}
		if n.Version != version || n.Hash != v.Hash {
			w.Errorf("it is version %d with hash %s, want %d and %s", n.Version, n.Hash, version, v.Hash)
		}
		return err
	})
	return n
}

// result is an enterprise's as things stand.
func (w *world) result(enterprise string) (r assess.Result) {
	w.Helper()
	y := w.year()
	w.read(func(tx *sqldb.Tx) error {
		f, _, err := w.Of(tx, enterprise, 2026, "2026-12-31")
		r = y.Scheme.Assess(f, "2026-12-31")
		return err
	})
	return r
}

// What is public was counted by one scheme: another takes the year back, and wants a reason.
func TestAnotherScheme(t *testing.T) {
	each(t, func(w *world) {
		text, err := assess.PresetText("90-70", 2026)
		w.ok(err)
		w.begun()
		w.ok(w.do(wang, review.Step{Kind: review.Choose, Scheme: string(text)}))
		w.at(review.Open)
		w.ok(w.do(wang, review.Step{Kind: review.Drafted}))
		w.ok(w.do(wang, review.Step{Kind: review.CutOff, Day: "2026-11-30"}))
		w.refused(w.do(wang, review.Step{Kind: review.CutOff, Day: "2025-11-30"}), review.BadCutOff)
		w.ok(w.do(wang, review.Step{Kind: review.Publish}))
		w.refused(w.do(wang, review.Step{Kind: review.CutOff, Day: "2026-12-01"}), review.WrongStage)
		w.refused(w.do(wang, review.Step{Kind: review.Choose, Scheme: w.schemeText}), review.NoReason)
		w.ok(w.do(wang, review.Step{Kind: review.Choose, Scheme: w.schemeText, Says: "管委会定稿"}))
		w.at(review.Draft)
		if y := w.year(); len(y.Scheme.Grades) != 4 || y.CutOff != "2026-11-30" {
			t.Errorf("%d grades, cut off %s", len(y.Scheme.Grades), y.CutOff)
		}
	})
}

// Nothing is public before its last day is over, and who saw an older state is told.
func TestTooEarlyAndTooLate(t *testing.T) {
	each(t, func(w *world) {
		w.now = time.Date(2026, 12, 31, 23, 0, 0, 0, zone)
		w.begun()
		w.refused(w.Do(context.Background(), wang, 2026, 9, review.Step{Kind: review.Drafted}), review.Meanwhile)
		w.ok(w.Do(context.Background(), wang, 2026, 1, review.Step{Kind: review.Drafted}))
		w.now = w.now.AddDate(0, 0, -1)
		w.refused(w.do(wang, review.Step{Kind: review.Publish}), review.CutOffAhead)
		w.now = w.now.AddDate(0, 0, 1)
		w.ok(w.do(wang, review.Step{Kind: review.Publish}))
		w.refused(w.do(zhuan, review.Step{Kind: review.Back, Says: "x"}), review.WrongRole)
		w.refused(w.do(wang, review.Step{Kind: "seal-it"}), review.WrongRole)
	})
}

// An enterprise does not fill the park's disk.
func TestMoreThanEnoughIsSaid(t *testing.T) {
	each(t, func(w *world) {
		w.begun()
		many := make([]review.Entry, 1000)
		for n := range many {
			many[n] = review.Entry{Kind: review.Self, Item: "training", Points: points("1")}
		}
		w.ok(w.say(w.atA, w.a, many...))
		w.refused(w.say(w.atA, w.a, many[:1]...), review.TooMuch)
		w.ok(w.say(w.atB, w.b, many[:1]...))
	})
}

// Working days go by the scheme's list of holidays and worked weekends.
func TestWorkdays(t *testing.T) {
	text, err := assess.PresetText("default", 2026)
	if err != nil {
		t.Fatal(err)
	}
	with := strings.Replace(string(text), "  repeat_months: 12", "  holidays: [\"2026-10-01\", \"2026-10-02\"]\n  workdays: [\"2026-10-10\"]\n  repeat_months: 12", 1)
	for _, x := range []struct{ scheme, from, want string }{
		{string(text), "2026-09-30", "2026-10-07"}, {with, "2026-09-30", "2026-10-09"}, {with, "2026-10-05", "2026-10-10"}, {string(text), "2026-10-03", "2026-10-09"}, {string(text), "no day", ""},
	} {
		s, err := assess.Parse("x.yaml", []byte(x.scheme))
		if err != nil {
			t.Fatal(err)
		}
		if got := review.Workdays(s, x.from, 5); got != x.want {
			t.Errorf("five working days from %s: %s, want %s", x.from, got, x.want)
		}
	}
}

// A sealing that was broken off is seen by nobody, and begun anew; one that somebody else overtook is not recorded.
func TestASealingThatWasBrokenOff(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		w.found(w.a, 1, 0)
		w.public()
		w.now = w.now.AddDate(0, 0, 10)
		w.ok(w.do(boss, review.Step{Kind: review.Decide, Says: "同意", People: "某", Unjudged: "资料未交，不评"}))
		w.ok(w.DB.Write(ctx, func(tx *sqldb.Tx) error { // what a killed program leaves
			_, err := tx.Exec(`INSERT INTO review_seal (year, enterprise, version, sealing, at, who, hash, previous, score, grade, sum, size, data) VALUES ($1, $2, 1, 1, 0, '', 'half', '', 0, '', '', 0, $3)`, 2026, w.a.ID, []byte("x"))
			return err
		}))
		w.read(func(tx *sqldb.Tx) error {
			all, err := review.Versions(tx, 2026, w.a.ID)
			_, there, _ := review.Snapshot(tx, 2026, w.a.ID, "half")
			if len(all) != 0 || there {
				t.Errorf("half a sealing is seen: %+v, %v", all, there)
			}
			return err
		})
		w.refused(w.Seal(ctx, lead, 2026, 3, "", ""), review.Meanwhile)
		w.ok(w.Seal(ctx, lead, 2026, 4, "", ""))
		if n := w.verified(w.a.ID, 1); n.Hash == "half" || n.By != lead.Name {
			t.Errorf("sealed by %s with %s", n.By, n.Hash)
		}
		if err := w.do(lead, review.Step{Kind: review.Seal, Says: "x"}); err == nil {
			t.Error("a year was sealed without snapshots")
		}
	})
}
