package main

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"anquan.example/paicha/park/annual"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// benchYear is the year in which all findings of this bench were found.
const benchYear = 2026

var oneYear = span{time.Date(benchYear, 1, 2, 2, 0, 0, 0, time.UTC), 300, false}

// assessed measures the assessment of a whole park against the statement that counts the same. The
// statement reads the rows of finding; the assessment reads its facts where the projector keeps them, in the rows of the inspections.
func assessed(dir string) error {
	lib, err := library()
	if err != nil {
		return err
	}
	return eachEngine(dir, func(engine string, where func() string) error {
		var small float64 // seconds a finding
		for _, n := range []int{10 * firstFindings, 100 * firstFindings} {
			whole, bare, err := assessedOf(engine, where(), n, project.Sectors(lib))
			if err != nil {
				return err
			}
			fmt.Printf("  %-52s p50 %6.0f ms\n", fmt.Sprintf("%s: counted in SQL, %d findings", engine, n), bare*1000)
			fmt.Printf("  %-52s p50 %6.0f ms\n", fmt.Sprintf("%s: facts and assessment, %d findings", engine, n), whole*1000)
			if small == 0 {
				small = whole / float64(n)
				continue
			}
			goal(engine+": assessment ÷ the bare aggregation", whole/bare, "x", "<= 3", whole/bare <= 3)
			grows := whole / float64(n) / small
			goal(engine+": a finding of a million ÷ of a hundred thousand", grows, "x", "<= 1.3", grows <= 1.3)
		}
		return nil
	})
}

func assessedOf(engine, where string, n int, libraries project.Libraries) (whole, bare float64, err error) {
	db, err := sqldb.Open(where)
	if err != nil {
		return 0, 0, err
	}
	defer db.Close()
	if err := filled(db, firstFindings, oneYear, libraries); err != nil {
		return 0, 0, err
	}
	if err := multiplied(db, n/firstFindings); err != nil {
		return 0, 0, err
	}
	if engine == "PostgreSQL" { // as autovacuum does within a minute
		if err := db.Write(context.Background(), func(tx *sqldb.Tx) error { _, err := tx.Exec("ANALYZE"); return err }); err != nil {
			return 0, 0, err
		}
	}
	var wholes, bares []time.Duration
	for range 3 {
		for _, m := range []struct {
			count func(*sqldb.Tx) (int, error)
			into  *[]time.Duration
		}{{aggregated, &bares}, {scored, &wholes}} {
			counted := 0
			took, err := timed(func() error {
				return db.Read(context.Background(), func(tx *sqldb.Tx) (err error) {
					counted, err = m.count(tx)
					return err
				})
			})
			if err != nil {
				return 0, 0, err
			}
			if counted != n {
				return 0, 0, fmt.Errorf("%d of %d findings were counted", counted, n)
			}
			*m.into = append(*m.into, took)
		}
	}
	return median(wholes), median(bares), nil
}

// aggregate counts what the rates of an assessment are made of.
const aggregate = `SELECT k.enterprise, sum(CASE WHEN f.notified >= $1 AND f.notified <= $2 THEN 1 ELSE 0 END), sum(CASE WHEN f.reported <> '' AND f.reported <= f.due THEN 1 ELSE 0 END),
		sum(CASE WHEN f.reported > f.due OR f.reported = '' AND f.due < $3 THEN 1 ELSE 0 END), sum(CASE WHEN f.status = 'closed' THEN 1 ELSE 0 END),
		sum(CASE WHEN f.grade <> 'general' THEN 1 ELSE 0 END)
	FROM finding f JOIN enterprise_key k ON k.key = f.key WHERE f.joined = '' AND f.status <> 'withdrawn' GROUP BY k.enterprise`

func aggregated(tx *sqldb.Tx) (findings int, err error) {
	err = tx.Each(aggregate, []any{"2026-01-01", "2026-12-31", "2026-12-31"}, func(rows *sql.Rows) error {
		var enterprise string
		var notified, inTime, late, closed, majors int
		err := rows.Scan(&enterprise, &notified, &inTime, &late, &closed, &majors)
		findings += notified
		return err
	})
	return findings, err
}

func scored(tx *sqldb.Tx) (findings int, err error) {
	scheme, err := assess.Preset("default", benchYear)
	if err != nil {
		return 0, err
	}
	err = annual.Sources{}.Year(tx, benchYear, "2026-12-31", func(f assess.Facts) error {
		findings += len(f.Findings)
		if r := scheme.Assess(f, "2026-12-31"); len(r.Lines) == 0 {
			return fmt.Errorf("%s has no lines", f.Enterprise.Name)
		}
		return nil
	})
	return findings, err
}
