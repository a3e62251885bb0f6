package review_test

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
)

// judged gives both enterprises points for what people judge.
func (w *world) judged(of ...register.Enterprise) {
	w.Helper()
	for _, e := range of {
		for _, item := range []string{"responsibility", "dual-prevention"} {
			w.ok(w.say(wang, e, review.Entry{Kind: review.Manual, Item: item, Points: points("8"), Says: "按资料核查"}))
		}
	}
}

// sealed takes the year to its first sealing.
func (w *world) sealed() {
	w.Helper()
	w.begun()
	w.judged(w.a, w.b)
	w.ok(w.do(wang, review.Step{Kind: review.Drafted}))
	w.ok(w.do(wang, review.Step{Kind: review.Publish}))
	w.now = w.now.AddDate(0, 0, 10)
	w.ok(w.do(lead, review.Step{Kind: review.Decide, Says: "同意", People: "某"}))
	w.ok(w.Seal(context.Background(), lead, 2026, 0, "", ""))
	w.ok(w.Compute(context.Background(), 2026))
}

// shown is what the ranking says, by enterprise; the export says the same.
func (w *world) shown() map[string]review.Row {
	w.Helper()
	all := map[string]review.Row{}
	y := w.year()
	w.read(func(tx *sqldb.Tx) error {
		rows, _, err := review.Ranked(tx, 2026, review.Part{})
		for _, r := range rows {
			all[r.Enterprise] = r
		}
		results, err2 := w.Results(tx, y)
		if err2 != nil || len(results) != len(rows) {
			w.Errorf("%d in the export (%v), %d in the ranking", len(results), err2, len(rows))
		}
		for n, x := range results {
			r := all[x.Enterprise.ID]
			if !x.Result.Score.Equal(r.Score) || x.Result.Grade != r.Grade || x.Rank != r.Rank || rows[n].Enterprise != r.Enterprise || x.Moved != r.Moved || y.Counts() && (x.Version != r.Version || x.Hash != r.Hash) {
				w.Errorf("the export has %+v, the ranking %+v", x, r)
			}
		}
		return err
	})
	return all
}

// What the park decided on is what ranking, export and trends show, whatever comes later; what came is said beside it, and counts once it is sealed.
func TestASealedYearShowsWhatWasSealed(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		w.found(w.a, 3, 1)
		w.found(w.b, 2, 0)
		w.sealed()
		first := w.shown()
		if r := first[w.a.ID]; r.Version != 1 || r.Hash != w.verified(w.a.ID, 1).Hash || r.Moved || first[w.b.ID].Rank != 1 {
			t.Fatalf("sealed: %+v", first)
		}
		w.found(w.b, 0, 4) // late operations
		w.ok(w.Compute(ctx, 2026))
		later := w.shown()
		if r := later[w.b.ID]; !r.Moved || !r.Score.Equal(first[w.b.ID].Score) || r.Rank != 1 || !r.Now.Score.LessThan(r.Score) || r.Version != 1 || later[w.a.ID].Moved {
			t.Errorf("after late operations: %+v, was %+v", later, first)
		}
		w.ok(w.Seal(ctx, boss, 2026, 0, "迟到的检查记录", ""))
		w.ok(w.Compute(ctx, 2026))
		again := w.shown()
		if r := again[w.b.ID]; r.Version != 2 || r.Moved || !r.Score.Equal(later[w.b.ID].Now.Score) || r.Rank != 2 || again[w.a.ID].Version != 1 {
			t.Errorf("after a further version: %+v", again)
		}
		if n := w.verified(w.b.ID, 1); !n.Result.Score.Equal(first[w.b.ID].Score) {
			t.Errorf("the first version has %s now", n.Result.Score)
		}
		w.laterFirm()
		w.takenBack(again)
	})
}

// laterFirm comes into the register after the sealing: it is told apart, and a further sealing takes it in.
func (w *world) laterFirm() {
	w.Helper()
	ctx := context.Background()
	was := w.a
	w.a = w.enterprise("示例丙建材有限公司") // the world knows two
	w.ok(w.Compute(ctx, 2026))
	rows := w.shown()
	if r := rows[w.a.ID]; r.Version != 0 || !r.Moved || rows[was.ID].Version != 1 || len(rows) != 3 {
		w.Errorf("one that is not sealed, and one of which nothing is known any more: %+v", rows)
	}
	w.read(func(tx *sqldb.Tx) error {
		if k, err := review.KeptOf(tx, 2026); err != nil || k != (review.Kept{Sealed: 2, Not: 1, Moved: 1, Lacking: 1}) {
			w.Errorf("%+v (%v)", k, err)
		}
		return nil
	})
	w.refused(w.Seal(ctx, boss, 2026, 0, "新入园企业", ""), review.NotJudged)
	if rows := w.shown(); rows[w.a.ID].Version != 0 {
		w.Error("what was refused is seen")
	}
	w.ok(w.Seal(ctx, boss, 2026, 0, "新入园企业", "入园不满一月，不评手工项目"))
	if n := w.verified(w.a.ID, 1); n.Unjudged != "入园不满一月，不评手工项目" || n.Result.Missing == 0 {
		w.Errorf("sealed without points because of %q", n.Unjudged)
	}
	w.a = was
}

// takenBack: the year is a draft again, its numbers are those that are drafted, and what was sealed is what others are compared with.
func (w *world) takenBack(sealed map[string]review.Row) {
	w.Helper()
	ctx := context.Background()
	w.ok(w.do(wang, review.Step{Kind: review.Back, Says: "更正手工分"}))
	w.ok(w.say(wang, w.b, review.Entry{Kind: review.Manual, Item: "responsibility", Points: points("1"), Says: "重新核查"}))
	w.ok(w.Compute(ctx, 2026))
	r := w.shown()[w.b.ID]
	if was := sealed[w.b.ID]; !r.Score.LessThan(was.Score) || !r.Kept.Score.Equal(was.Score) || r.Kept.Grade != was.Grade || r.Version != 2 || r.Moved {
		w.Errorf("taken back: %+v, sealed was %+v", r, was)
	}
	w.read(func(tx *sqldb.Tx) error {
		all, err := review.Trends(tx)
		want := sealed[w.a.ID].Score.Add(sealed[w.b.ID].Score)
		if err != nil || len(all) != 1 || all[0].Sealed != 2 || !all[0].Mean.Equal(want.Div(points("2").Copy()).Round(2)) {
			w.Errorf("trends %+v (%v), want those sealed: %s", all, err, want)
		}
		return err
	})
}

// A year whose last was sealed is compared with what was sealed then, whatever came later.
func TestTheYearBeforeIsAsItWasSealed(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		w.found(w.a, 3, 0)
		w.found(w.b, 2, 0)
		w.schemeText = strings.NewReplacer("from: 60", "from: 40", "below: 60", "below: 40").Replace(w.schemeText)
		w.sealed()
		grade := w.shown()[w.a.ID].Grade
		w.found(w.a, 0, 9)
		w.ok(w.do(wang, review.Step{Kind: review.Back, Says: "更正"}))
		w.ok(w.Compute(ctx, 2026))
		if r := w.shown()[w.a.ID]; r.Grade == grade {
			w.Fatalf("nine late findings leave the grade %s with %s", grade, r.Score)
		}
		text := strings.Replace(w.schemeText, "year: 2026", "year: 2027", 1)
		w.ok(w.Do(ctx, wang, 2027, 0, review.Step{Kind: review.Begin, Scheme: text}))
		w.ok(w.Compute(ctx, 2027))
		last := w.year()
		w.read(func(tx *sqldb.Tx) error {
			rows, _, err := review.Ranked(tx, 2027, review.Part{Of: w.a.ID})
			if err != nil || len(rows) != 1 || rows[0].Before != grade {
				t.Errorf("compared with %+v (%v), want the grade %s that was sealed", rows, err, grade)
			}
			was, there, err := w.ResultBefore(tx, last, w.a.ID, true)
			if err != nil || !there || was.Grade != grade {
				t.Errorf("the sealed result: %v %s %v", there, was.Grade, err)
			}
			return err
		})
	})
}

// Nobody decides over points that are missing by accident; why they stay away is kept with the decision and in each snapshot that it is about.
func TestPointsThatAreMissing(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		var told []review.Change
		w.Changed = func(_ *sqldb.Tx, c review.Change) error {
			told = append(told, c)
			return nil
		}
		w.begun()
		w.judged(w.a)
		w.ok(w.do(wang, review.Step{Kind: review.Drafted}))
		w.ok(w.do(wang, review.Step{Kind: review.Publish}))
		w.now = w.now.AddDate(0, 0, 10)
		decide := review.Step{Kind: review.Decide, Says: "同意", People: "某"}
		err := w.do(lead, decide)
		w.refused(err, review.NotJudged)
		if !strings.HasSuffix(err.Error(), ": 1") {
			t.Errorf("%v, want it to say that one enterprise lacks points", err)
		}
		decide.Unjudged = " "
		w.refused(w.do(lead, decide), review.NotJudged)
		decide.Unjudged = strings.Repeat("长", 4001)
		w.refused(w.do(lead, decide), review.TooLong)
		decide.Unjudged = "停产检修，现场无法核查"
		w.ok(w.do(lead, decide))
		if d, _ := w.year().Decision(); d.Unjudged != decide.Unjudged {
			t.Errorf("kept with the decision: %q", d.Unjudged)
		}
		w.ok(w.Seal(ctx, lead, 2026, 0, "", ""))
		if n := w.verified(w.b.ID, 1); n.Unjudged != decide.Unjudged {
			t.Errorf("the snapshot says %q", n.Unjudged)
		}
		if n := w.verified(w.a.ID, 1); n.Unjudged != "" {
			t.Errorf("the snapshot of one that lacks nothing says %q", n.Unjudged)
		}
		want := []review.Stage{review.Open, review.Draft, review.Public, review.Decided, review.Sealed}
		var stages []review.Stage
		sealed := map[string]string{}
		for _, c := range told {
			if c.Event == review.EventMoved {
				stages = append(stages, c.Stage)
			} else {
				sealed[c.Enterprise] = c.Hash
			}
		}
		if !slices.Equal(stages, want) || len(sealed) != 2 || sealed[w.b.ID] != w.verified(w.b.ID, 1).Hash {
			t.Errorf("told of stages %v and versions %v", stages, sealed)
		}
	})
}

// A decision over a year in which nothing is missing keeps no such reason.
func TestNothingIsMissing(t *testing.T) {
	each(t, func(w *world) {
		w.begun()
		w.judged(w.a, w.b)
		w.ok(w.do(wang, review.Step{Kind: review.Drafted}))
		w.ok(w.do(wang, review.Step{Kind: review.Publish}))
		w.now = w.now.AddDate(0, 0, 10)
		w.ok(w.do(lead, review.Step{Kind: review.Decide, Says: "同意", People: "某", Unjudged: "多写的"}))
		if d, _ := w.year().Decision(); d.Unjudged != "" {
			t.Errorf("kept: %q", d.Unjudged)
		}
	})
}

// A ranking has every column, whatever scheme an old version was sealed by.
func TestAVersionOfAnotherScheme(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		w.found(w.a, 1, 0)
		w.found(w.b, 1, 0)
		w.sealed()
		delete(w.facts, w.a.ID) // it left, and nothing of the year is known of it any more
		w.ok(w.do(wang, review.Step{Kind: review.Choose, Says: "定稿", Scheme: strings.Replace(w.schemeText, "id: training", "id: lessons", 1)}))
		w.ok(w.do(wang, review.Step{Kind: review.Publish, Day: "2027-02-01"}))
		w.now = w.now.AddDate(0, 1, 0)
		w.ok(w.do(lead, review.Step{Kind: review.Decide, Says: "同意", People: "某"}))
		w.ok(w.Seal(ctx, lead, 2026, 0, "", ""))
		w.ok(w.Compute(ctx, 2026))
		y := w.year()
		w.read(func(tx *sqldb.Tx) error {
			all, err := w.Results(tx, y)
			if err != nil || len(all) != 2 {
				t.Fatalf("%d results: %v", len(all), err)
			}
			at := slices.Index(y.Scheme.Columns(), "item.lessons")
			for _, r := range all {
				if cells := r.Cells(); len(cells) != len(y.Scheme.Columns()) || (cells[at] == nil) != (r.Enterprise.ID == w.a.ID) {
					t.Errorf("%s: %v", r.Enterprise.Name, cells)
				}
			}
			var none assess.Ranked
			if all[0].Hash == none.Hash {
				t.Error("a version without its hash")
			}
			return nil
		})
	})
}

// A park whose years were computed before there were these columns: what was sealed is what others are compared with at once, and the year is computed
// when somebody looks.
func TestYearsOfBefore(t *testing.T) {
	each(t, func(w *world) {
		ctx := context.Background()
		w.found(w.a, 3, 1)
		w.found(w.b, 2, 0)
		w.sealed()
		first := w.shown()
		w.found(w.b, 0, 4)
		w.ok(w.Seal(ctx, boss, 2026, 0, "迟到的检查记录", ""))
		w.ok(w.Compute(ctx, 2026))
		second := w.shown()
		migration, err := os.ReadFile("../sqldb/migrations/00009_sealed.sql")
		w.ok(err)
		w.ok(w.DB.Write(ctx, func(tx *sqldb.Tx) error {
			if _, err := tx.Exec(`UPDATE review_result SET version = 0, hash = '', kept_score = 0, kept_grade = '', now_score = 0, now_grade = '', moved = 0`); err != nil {
				return err
			}
			for statement := range strings.SplitSeq(string(migration), ";") {
				if n := strings.Index(statement, "UPDATE "); n >= 0 {
					statement = statement[n:]
				} else if n := strings.Index(statement, "DELETE "); n >= 0 {
					statement = statement[n:]
				} else {
					continue
				}
				if _, err := tx.Exec(statement); err != nil {
					return err
				}
			}
			return nil
		}))
		y := w.year()
		w.read(func(tx *sqldb.Tx) error {
			if s, _, err := w.StandOf(tx, y); s != nil || err != nil {
				w.Errorf("the year's results count as computed: %+v, %v", s, err)
			}
			rows, _, err := review.Ranked(tx, 2026, review.Part{})
			for _, r := range rows {
				want := second[r.Enterprise]
				if r.Version != want.Version || r.Hash != want.Hash || !r.Kept.Score.Equal(want.Kept.Score) || r.Kept.Grade != want.Kept.Grade {
					w.Errorf("%+v, want %+v", r, want)
				}
			}
			return err
		})
		if second[w.b.ID].Version != 2 || second[w.a.ID].Hash != first[w.a.ID].Hash {
			w.Errorf("%+v", second)
		}
	})
}
