package export_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/export"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
)

// Ledgers and months as files: the version that counts, struck ones said so, one's own alone (P9), nothing that a spreadsheet runs (P10), and
// never who reported a hazard.
func TestLedgersAsFiles(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db, now := open(), time.Date(2026, 7, 1, 9, 0, 0, 0, time.UTC)
		officer := account.Person{Name: "园区王某某", Role: account.Officer}
		var ids []string
		for _, name := range []string{"示例甲有限公司", "示例乙有限公司"} {
			e, err := register.Save(t.Context(), db, "园区甲", register.Enterprise{Name: name, Active: true}, now)
			if err != nil {
				t.Fatal(err)
			}
			ids = append(ids, e.ID)
		}
		save := func(d ledger.Draft) ledger.Entry {
			t.Helper()
			d.Today, d.Now = now.Format(time.DateOnly), now
			e, err := ledger.Save(t.Context(), db, officer, d)
			if err != nil {
				t.Fatal(err)
			}
			return e
		}
		drill := ledger.Values{"day": "2026-06-10", "kind": "combined", "subject": formula, "people": "40"}
		e := save(ledger.Draft{Enterprise: ids[0], Kind: ledger.Drill, Values: drill})
		drill["people"] = "41"
		save(ledger.Draft{Enterprise: ids[0], Kind: ledger.Drill, ID: e.ID, Version: 1, Values: drill})
		r := save(ledger.Draft{Enterprise: ids[0], Kind: ledger.Report, Values: ledger.Values{"day": "2026-06-11", "what": "护栏松动", "reporter": "报告人某甲", "reward": "200.50", "paid": "2026-06-12"}})
		if err := ledger.Strike(t.Context(), db, officer, ledger.Draft{Enterprise: ids[0], Kind: ledger.Report, ID: r.ID, Version: 1, Values: ledger.Values{"reason": "登记重了"}, Now: now}); err != nil {
			t.Fatal(err)
		}
		save(ledger.Draft{Enterprise: ids[1], Kind: ledger.Training, Values: ledger.Values{"day": "2026-06-12", "subject": "消防标准", "people": "9", "sectors": "fire,hazchem"}})
		save(ledger.Draft{Enterprise: ids[1], Kind: ledger.Month, Year: 2026, Hand: true, Values: ledger.Values{"practice": "全员参与", "study.form": "微课堂"}})
		save(ledger.Draft{Enterprise: ids[1], Kind: ledger.Month, Year: 2025, Values: ledger.Values{"practice": "草稿"}})

		for _, file := range []string{"ledgers.csv", "ledgers.xlsx", "months.csv"} {
			for _, o := range []export.Options{{}, {Words: words.In(words.Zh)}, {Enterprise: ids[0]}} {
				if data, _ := write(t, db, file, o); bytes.Contains(data, []byte("报告人某")) {
					t.Errorf("%s names the reporter", file)
				}
			}
		}
		table := func(file string, o export.Options) (head []string, rows [][]string) {
			data, _ := write(t, db, file, o)
			all := records(t, data)
			return all[0], all[1:]
		}
		head, rows := table("ledgers.csv", export.Options{})
		get := func(row []string, name string) string { return row[slices.Index(head, name)] }
		if len(rows) != 3 || get(rows[0], "people") != "41" || get(rows[0], "version") != "2" || get(rows[0], "subject") != "'"+formula || get(rows[0], "kind") != "combined" ||
			get(rows[1], "struck") != "登记重了" || get(rows[1], "reward") != "200.5" || get(rows[2], "sectors") != "fire,hazchem" {
			t.Errorf("%q", rows)
		}
		_, rows = table("ledgers.csv", export.Options{Enterprise: ids[1]})
		if len(rows) != 1 || get(rows[0], "enterprise") != ids[1] {
			t.Errorf("another's rows: %q", rows)
		}
		head, rows = table("months.csv", export.Options{})
		var said []string
		for _, row := range rows {
			said = append(said, strings.Join([]string{get(row, "name"), get(row, "year"), get(row, "submitted"), get(row, "practice"), get(row, "study")}, "|"))
		}
		slices.Sort(said)
		want := []string{"示例乙有限公司|2025|||", "示例乙有限公司|2026|2026-07-01|全员参与|微课堂", "示例甲有限公司|2026|||"}
		if !slices.Equal(said, want) {
			t.Errorf("%q", said)
		}
		if _, rows = table("months.csv", export.Options{Enterprise: ids[0]}); len(rows) != 1 {
			t.Errorf("another's months: %q", rows)
		}
	})
}
