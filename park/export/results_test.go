package export_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/export"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
)

// twoFirms tells that nothing happened at two enterprises but what people entered.
type twoFirms []register.Enterprise

func (f twoFirms) Year(tx *sqldb.Tx, year int, _ string, each func(assess.Facts) error) error {
	entries, err := review.Year(tx, year)
	for _, e := range f {
		if err == nil {
			err = each(assess.Facts{Enterprise: assess.Enterprise{ID: e.ID, Name: e.Name}, Entries: entries[e.ID]})
		}
	}
	return err
}

func (f twoFirms) Of(*sqldb.Tx, string, int, string) (facts assess.Facts, there bool, err error) {
	return facts, false, nil
}

// Results as files: every year; of a sealed one what was sealed, with its hash; an enterprise its own, no draft and no rank (P9); nothing runs (P10).
func TestResultsAsFiles(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db, now := open(), time.Date(2027, 1, 5, 9, 0, 0, 0, time.UTC)
		officer, lead := account.Person{Login: "wang", Name: "园区甲", Role: account.Officer}, account.Person{Login: "lead", Name: "组长乙", Role: account.Lead}
		var firms twoFirms
		for _, name := range []string{formula, "示例乙有限公司"} {
			e, err := register.Save(t.Context(), db, "园区甲", register.Enterprise{Name: name, Active: true}, now)
			if err != nil {
				t.Fatal(err)
			}
			firms = append(firms, e)
		}
		r := &review.Reviews{DB: db, Now: func() time.Time { return now }, Zone: zone, Facts: firms}
		ok := func(err error) {
			t.Helper()
			if err != nil {
				t.Fatal(err)
			}
		}
		begin := func(year int) {
			t.Helper()
			text, err := assess.PresetText("default", year)
			ok(err)
			ok(r.Do(context.Background(), officer, year, 0, review.Step{Kind: review.Begin, Scheme: string(text)}))
		}
		begin(2026)
		for _, s := range []review.Step{{Kind: review.Drafted}, {Kind: review.Publish}} {
			ok(r.Do(t.Context(), officer, 2026, 0, s))
		}
		now = now.AddDate(0, 0, 10)
		ok(r.Do(t.Context(), lead, 2026, 0, review.Step{Kind: review.Decide, Says: "同意", People: "某", Unjudged: "资料未交"}))
		ok(r.Seal(t.Context(), lead, 2026, 0, "", ""))
		ok(r.Compute(t.Context(), 2026))
		begin(2027)
		ok(r.Compute(t.Context(), 2027))

		data, n := write(t, db, "results.csv", export.Options{})
		rows := records(t, data)
		get := func(row []string, name string) string { return row[slices.Index(rows[0], name)] }
		if n != 4 || get(rows[1], "year") != "2026" || get(rows[1], "stage") != "sealed" || get(rows[1], "version") != "1" || len(get(rows[1], "hash")) != 64 ||
			get(rows[1], "score") != get(rows[1], "sealed_score") || get(rows[1], "moved") != "0" || get(rows[3], "stage") != "open" || get(rows[3], "version") != "" {
			t.Errorf("%q", rows)
		}
		if !slices.ContainsFunc(rows, func(row []string) bool { return get(row, "name") == "'"+formula }) {
			t.Errorf("a name that a spreadsheet would run is not there as text: %q", rows)
		}
		own, n := write(t, db, "results.csv", export.Options{Enterprise: firms[1].ID})
		mine := records(t, own)
		if n != 1 || get(mine[1], "enterprise") != firms[1].ID || get(mine[1], "year") != "2026" || get(mine[1], "rank") != "" || get(mine[1], "score") == "" {
			t.Errorf("an enterprise gets %q", mine)
		}
		said, _ := write(t, db, "results.csv", export.Options{Words: words.In(words.Zh)})
		if text := string(said); !strings.Contains(text, "已封存") || !strings.Contains(text, "企业自评") || !strings.Contains(text, "不合格") {
			t.Errorf("in words: %s", text)
		}
	})
}
