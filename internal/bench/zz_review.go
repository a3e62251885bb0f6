package main

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"time"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/annual"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
)

func reviewed(dir string) error {
	lib, err := library()
	if err != nil {
		return err
	}
	n, _ := strconv.Atoi(os.Getenv("N"))
	db, err := sqldb.Open(dir + "/review.sqlite")
	if err != nil {
		return err
	}
	defer db.Close()
	if err := filled(db, firstFindings, oneYear, project.Sectors(lib)); err != nil {
		return err
	}
	if err := multiplied(db, n/firstFindings); err != nil {
		return err
	}
	ctx := context.Background()
	now := time.Date(2027, 1, 10, 9, 0, 0, 0, time.UTC)
	r := &review.Reviews{DB: db, Now: func() time.Time { return now }, Zone: time.UTC, Facts: annual.Sources{Entries: review.Year}}
	text, _ := assess.PresetText("default", 2026)
	boss := account.Person{Name: "x", Role: account.Admin}
	step := func(s review.Step) error { return r.Do(ctx, boss, 2026, 0, s) }
	if err := step(review.Step{Kind: review.Begin, Scheme: string(text)}); err != nil {
		return err
	}
	took, err := timed(func() error { return r.Compute(ctx, 2026) })
	fmt.Println("compute", n, took, err)
	var y *review.Review
	_ = db.Read(ctx, func(tx *sqldb.Tx) error { y, err = review.Find(tx, 2026); return err })
	for range 3 {
		took, err = timed(func() error {
			return db.Read(ctx, func(tx *sqldb.Tx) error {
				if _, err := review.Find(tx, 2026); err != nil {
					return err
				}
				if _, _, err := r.StandOf(tx, y); err != nil {
					return err
				}
				if _, err := review.Grades(tx, 2026); err != nil {
					return err
				}
				rows, _, err := review.Ranked(tx, 2026, review.Part{Size: 50})
				if err != nil || len(rows) != 50 {
					return fmt.Errorf("%d rows %v", len(rows), err)
				}
				if _, err := review.MovedSince(tx, 2026); err != nil {
					return err
				}
				if _, err := review.Objected(tx, 2026); err != nil {
					return err
				}
				if _, err := review.MovesOf(tx, 2026, []string{"excellent", "good", "pass", "fail"}); err != nil {
					return err
				}
				if _, err := review.Trends(tx); err != nil {
					return err
				}
				_, err = review.SumsOf(tx, 2026, 10)
				return err
			})
		})
		fmt.Println("the year's page reads", took, err)
	}
	_ = step(review.Step{Kind: review.Drafted})
	_ = step(review.Step{Kind: review.Publish})
	now = now.AddDate(0, 0, 20)
	if err := step(review.Step{Kind: review.Decide, Says: "x", People: "y"}); err != nil {
		return err
	}
	took, err = timed(func() error { return r.Seal(ctx, boss, 2026, 0, "") })
	fmt.Println("seal", took, err)
	if st, err := os.Stat(dir + "/review.sqlite"); err == nil {
		fmt.Println("file MB", st.Size()>>20)
	}
	return nil
}
