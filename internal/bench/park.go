package main

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite" // bare, too

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/pgtest"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// lender is what pgtest lends a database to, in a program that is no test.
type lender struct {
	testing.TB
	drops []func()
}

func (l *lender) Helper()                      {}
func (l *lender) Cleanup(f func())             { l.drops = append(l.drops, f) }
func (l *lender) Fatalf(text string, a ...any) { panic(fmt.Errorf(text, a...)) }

// lent gives f an address in PostgreSQL.
func lent(f func(url func() string) error) (err error) {
	l := &lender{}
	defer func() {
		for _, drop := range l.drops {
			drop()
		}
		if p, is := recover().(error); is {
			err = p
		}
	}()
	return f(func() string { return pgtest.URL(l) })
}

// eachEngine runs a bench on both; where gives the address of an empty database.
func eachEngine(dir string, f func(engine string, where func() string) error) error {
	n := 0
	err := f("SQLite", func() string {
		n++
		return filepath.Join(dir, fmt.Sprint("park", n, ".sqlite"))
	})
	if err != nil {
		return err
	}
	return lent(func(url func() string) error { return f("PostgreSQL", url) })
}

const ingestOps = 100_000

// ingest measures a park that takes everything in and keeps its tables, against the rows alone.
func ingest(dir string) error {
	lib, err := library()
	if err != nil {
		return err
	}
	messages, device, err := pushed(ingestOps)
	if err != nil {
		return err
	}
	return eachEngine(dir, func(engine string, where func() string) error {
		var took, bare []time.Duration
		for range 3 {
			from := where()
			d, err := takeIn(from, filepath.Join(dir, "photos"), messages, device, project.Sectors(lib))
			if err != nil {
				return err
			}
			took = append(took, d)
			if d, err = copied(engine, from, where()); err != nil {
				return err
			}
			bare = append(bare, d)
		}
		a, b := median(took), median(bare)
		fmt.Printf("  %-52s p50 %6.0f ms\n  %-52s p50 %6.0f ms\n", engine+": the same rows, bare driver, one batch", b*1000, fmt.Sprintf("%s: %d operations taken in and projected", engine, ingestOps), a*1000)
		goal(engine+": ingest ÷ the bare driver", a/b, "x", "<= 2.5", a/b <= 2.5)
		return nil
	})
}

// pushed is n operations as a tablet sends them: some runs a message.
func pushed(n int) (messages [][]wire.Run, device wire.Device, err error) {
	lib, err := library()
	if err != nil {
		return nil, device, err
	}
	ops, err := operations(n, lib)
	if err != nil {
		return nil, device, err
	}
	raws := make([]wire.Raw, 0, n)
	for _, op := range ops {
		raw, err := wire.NewRaw(op.Body, op.Sig)
		if err != nil {
			return nil, device, err
		}
		raws = append(raws, raw)
	}
	seed := sha256.Sum256([]byte("bench"))
	key := ed25519.NewKeyFromSeed(seed[:]).Public().(ed25519.PublicKey)
	device = wire.Device{Feed: inspection.FeedOf(key), Key: key, Name: "bench", Role: wire.RoleExpert, Since: 1}
	runs := wire.Runs(raws, 256<<10)
	for part := range slices.Chunk(runs, 4) {
		messages = append(messages, part)
	}
	return messages, device, nil
}

func takeIn(where, photos string, messages [][]wire.Run, device wire.Device, libraries project.Libraries) (took time.Duration, err error) {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	db, err := sqldb.Open(where)
	if err != nil {
		return 0, err
	}
	blobs, err := server.OpenFiles(photos)
	if err != nil {
		return 0, errors.Join(err, db.Close())
	}
	park, err := server.Open(ctx, db, blobs, server.Options{})
	if err == nil {
		err = db.Update(ctx, func(tx server.Tx) error { return tx.SetDevice(device) })
	}
	if err != nil {
		return 0, errors.Join(err, db.Close())
	}
	projector := project.New(db, libraries, time.Now)
	ended := make(chan struct{})
	go func() { defer close(ended); projector.Run(ctx, park.Arrived(), nil) }() // as parkd does
	took, err = timed(func() error {
		for _, runs := range messages {
			results, err := park.TakeRuns(ctx, device.Feed, runs)
			if err != nil {
				return err
			}
			for _, r := range results {
				if r.Outcome != wire.Stored {
					return fmt.Errorf("operations %d to %d: %s", r.From, r.To, r.Code)
				}
			}
		}
		_, err := projector.CatchUp(ctx)
		return err
	})
	stop()
	<-ended
	return took, errors.Join(err, db.Close())
}

// kept is what a park that took operations in has.
var kept = []string{"run", "unchecked", "feed", "inspection_run", "inspection", "answer", "finding", "wait", "evidence", "task", "tally", "enterprise", "enterprise_key"}

// copied brings the rows of one database into another, empty one, by the bare driver.
func copied(engine, from, to string) (time.Duration, error) {
	fresh, err := sqldb.Open(to) // makes the tables
	if err == nil {
		err = fresh.Close()
	}
	if err != nil {
		return 0, err
	}
	source, err := bareDB(engine, from)
	if err != nil {
		return 0, err
	}
	defer source.Close()
	rows := map[string]table{}
	for _, name := range kept {
		if rows[name], err = readTable(source, name); err != nil {
			return 0, err
		}
	}
	if n := len(rows["answer"].rows); n < ingestOps*9/10 {
		return 0, fmt.Errorf("%d answers were projected", n)
	}
	target, err := bareDB(engine, to)
	if err != nil {
		return 0, err
	}
	defer target.Close()
	if engine == "SQLite" {
		return timed(func() error { return inserted(target, rows) })
	}
	return timed(func() error { return streamed(target, rows) })
}

type table struct {
	columns []string
	rows    [][]any
}

func bareDB(engine, where string) (*sql.DB, error) {
	if engine == "SQLite" {
		return sql.Open("sqlite", "file:"+where+"?_pragma=synchronous(FULL)")
	}
	return sql.Open("pgx", where)
}

func readTable(db *sql.DB, name string) (t table, err error) {
	rows, err := db.Query("SELECT * FROM " + name)
	if err != nil {
		return t, err
	}
	defer rows.Close()
	if t.columns, err = rows.Columns(); err != nil {
		return t, err
	}
	for rows.Next() {
		values, into := make([]any, len(t.columns)), make([]any, len(t.columns))
		for n := range values {
			into[n] = &values[n]
		}
		if err := rows.Scan(into...); err != nil {
			return t, err
		}
		t.rows = append(t.rows, values)
	}
	return t, rows.Err()
}

// inserted is one transaction, fifty rows a statement.
func inserted(db *sql.DB, tables map[string]table) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	for _, name := range kept {
		t := tables[name]
		for part := range slices.Chunk(t.rows, 50) {
			row := "(?" + strings.Repeat(", ?", len(t.columns)-1) + ")"
			query := "INSERT INTO " + name + " (" + strings.Join(t.columns, ", ") + ") VALUES " + row + strings.Repeat(", "+row, len(part)-1)
			if _, err := tx.Exec(query, slices.Concat(part...)...); err != nil {
				return errors.Join(err, tx.Rollback())
			}
		}
	}
	return tx.Commit()
}

// streamed is one transaction of COPY.
func streamed(db *sql.DB, tables map[string]table) error {
	conn, err := db.Conn(context.Background())
	if err != nil {
		return err
	}
	defer conn.Close()
	return conn.Raw(func(driver any) error {
		ctx := context.Background()
		tx, err := driver.(*stdlib.Conn).Conn().Begin(ctx)
		if err != nil {
			return err
		}
		for _, name := range kept {
			if _, err := tx.CopyFrom(ctx, pgx.Identifier{name}, tables[name].columns, pgx.CopyFromRows(tables[name].rows)); err != nil {
				return errors.Join(err, tx.Rollback(ctx))
			}
		}
		return tx.Commit(ctx)
	})
}

const (
	enterprises   = 1000
	perVisit      = 10     // findings
	firstFindings = 10_000 // are folded, the others are copies of them
	large         = 10     // enterprises that every fifth visit of span.uneven is to: they have more than a page of findings, and of late ones, in a small park too
)

// lists measures what people look at most, in a small park and in a large one.
func lists(dir string) error {
	lib, err := library()
	if err != nil {
		return err
	}
	return eachEngine(dir, func(engine string, where func() string) error {
		var small []time.Duration
		for _, n := range []int{firstFindings, 100 * firstFindings} {
			p99, err := asked(engine, where(), n, project.Sectors(lib))
			if err != nil {
				return err
			}
			if small == nil {
				small = p99
				continue
			}
			for k, q := range questions {
				ratio := p99[k].Seconds() / small[k].Seconds()
				goal(engine+": "+q.name+", p99 of a million", p99[k].Seconds()*1000, "ms", "<= 100", p99[k] <= 100*time.Millisecond)
				goal(engine+": the same ÷ of ten thousand", ratio, "x", "<= 2", ratio <= 2)
			}
		}
		return nil
	})
}

// questions is what is asked; n counts on.
var questions = []struct {
	name string
	ask  func(tx *sqldb.Tx, n int) error
}{
	{"first page", func(tx *sqldb.Tx, n int) error {
		_, err := project.HomeOf(tx, benchDay)
		return err
	}},
	{"an enterprise's findings", func(tx *sqldb.Tx, n int) error {
		return fullPage(tx, project.Filter{Enterprise: enterprise(n * 7 % large)})
	}},
	{"an enterprise's late ones", func(tx *sqldb.Tx, n int) error {
		return fullPage(tx, project.Filter{Enterprise: enterprise(n * 7 % large), State: project.IsLate})
	}},
	{"late ones of a sector", func(tx *sqldb.Tx, n int) error {
		_, _, err := project.Findings(tx, benchDay, project.Filter{Sector: "fire", State: project.IsLate}, project.Page{})
		return err
	}},
	{"enterprises", func(tx *sqldb.Tx, n int) error {
		_, _, err := project.Enterprises(tx, benchDay, project.EnterpriseFilter{}, project.Page{})
		return err
	}},
	{"months", func(tx *sqldb.Tx, n int) error {
		_, err := project.MonthsOf(tx, benchDay)
		return err
	}},
}

func enterprise(n int) string { return id(900_000 + n) }

// fullPage asks for a page of findings and sees that it is full: a page of ten rows costs less than one of fifty in a park of any size.
func fullPage(tx *sqldb.Tx, f project.Filter) error {
	all, next, err := project.Findings(tx, benchDay, f, project.Page{})
	if err == nil && next == "" {
		err = fmt.Errorf("only %d findings", len(all))
	}
	return err
}

// span is the days over which visits are spread.
type span struct {
	first  time.Time
	days   int
	uneven bool // over enterprises: some are large
}

// whose is the enterprise of a visit, from 0.
func (s span) whose(visit int) int {
	if s.uneven && visit%5 == 0 {
		return visit / 5 % large
	}
	return visit % enterprises
}

var threeYears = span{time.Date(2024, 1, 1, 2, 0, 0, 0, time.UTC), 1050, true}

// benchDay is in the last year of the findings.
const benchDay = "2026-11-23"

func asked(engine, where string, n int, libraries project.Libraries) (p99 []time.Duration, err error) {
	db, err := sqldb.Open(where)
	if err != nil {
		return nil, err
	}
	defer db.Close()
	took, err := timed(func() error {
		if err := filled(db, min(n, firstFindings), threeYears, libraries); err != nil {
			return err
		}
		return multiplied(db, n/firstFindings)
	})
	if err != nil {
		return nil, err
	}
	fmt.Printf("  %-52s     %6.1f s\n", fmt.Sprintf("%s: %d findings of %d enterprises made", engine, n, enterprises), took.Seconds())
	if engine == "PostgreSQL" { // as autovacuum does within a minute
		if err := db.Write(context.Background(), func(tx *sqldb.Tx) error { _, err := tx.Exec("ANALYZE"); return err }); err != nil {
			return nil, err
		}
	}
	for _, q := range questions {
		var all []time.Duration
		for k := range 320 {
			d, err := timed(func() error {
				return db.Read(context.Background(), func(tx *sqldb.Tx) error { return q.ask(tx, k) })
			})
			if err != nil {
				return nil, fmt.Errorf("%s: %w", q.name, err)
			}
			if k >= 20 { // the first ones prepare
				all = append(all, d)
			}
		}
		slices.Sort(all)
		p99 = append(p99, all[len(all)*99/100])
		fmt.Printf("  %-52s p50 %6.2f ms  p99 %6.2f ms\n", fmt.Sprintf("%s: %s, %d findings", engine, q.name, n), all[len(all)/2].Seconds()*1000, all[len(all)*99/100].Seconds()*1000)
	}
	return p99, nil
}

// filled makes n findings.
func filled(db *sqldb.DB, n int, over span, libraries project.Libraries) error {
	lib, err := library()
	if err != nil {
		return err
	}
	all := criteria(lib)
	for visit := 0; visit*perVisit < n; {
		var batch []*inspection.Inspection
		for ; visit*perVisit < n && len(batch) < 1000; visit++ {
			var criterion [perVisit]string
			for k := range criterion {
				criterion[k] = all[(visit*7+k*13)%len(all)].ID
			}
			batch = append(batch, visited(visit, over, criterion))
		}
		if err := db.Write(context.Background(), func(tx *sqldb.Tx) error { return project.Fill(tx, libraries, 1, batch) }); err != nil {
			return err
		}
	}
	return nil
}

// multiplied makes each inspection, with all that is of it, so many: other ids, the same days and enterprises; sums grow as much.
func multiplied(db *sqldb.DB, times int) error {
	own := map[string]string{"inspection": "", "finding": "finding", "wait": "finding"}
	for copies := range slices.Chunk(numbers(100, 100+times-1), 9) {
		if err := db.Write(context.Background(), func(tx *sqldb.Tx) error {
			for name, id := range own {
				if err := multiply(tx, name, id, copies); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return db.Write(context.Background(), func(tx *sqldb.Tx) error {
		_, err := tx.Exec("UPDATE tally SET n = n * $1", times)
		return err
	})
}

func numbers(from, to int) (all []string) {
	for n := from; n < to; n++ {
		all = append(all, fmt.Sprintf("(%d)", n))
	}
	return all
}

// multiply copies the rows of the inspections that were folded: the id of a copy begins with c and its number.
func multiply(tx *sqldb.Tx, name, id string, copies []string) error {
	var columns []string
	if err := tx.Each("SELECT * FROM "+name+" LIMIT 1", nil, func(rows *sql.Rows) (err error) {
		columns, err = rows.Columns()
		return err
	}); err != nil {
		return err
	}
	made := slices.Clone(columns)
	for n, c := range columns {
		if c == "inspection" || c == id {
			made[n] = "'c' || n.i || substr(" + c + ", 5)"
		}
		if c == "facts" { // name the findings
			made[n] = "replace(facts, '36:' || substr(inspection, 1, 4), '36:c' || n.i)"
		}
	}
	_, err := tx.Exec("INSERT INTO " + name + " (" + strings.Join(columns, ", ") + ") SELECT " + strings.Join(made, ", ") +
		" FROM " + name + " CROSS JOIN (SELECT column1 AS i FROM (VALUES " + strings.Join(copies, ", ") + ") AS v) AS n WHERE inspection < 'c'")
	return err
}

// visited is an inspection with findings, some on their way, two of three closed.
func visited(n int, over span, criterion [perVisit]string) *inspection.Inspection {
	day := over.first.AddDate(0, 0, n*37%over.days)
	var ops []inspection.Op
	say := func(after int, p inspection.Payload) {
		at := day.AddDate(0, 0, after)
		seq := uint64(len(ops) + 1)
		ops = append(ops, inspection.Op{Body: []byte(fmt.Sprint(n, seq)), Ref: inspection.Ref{Seq: seq}, HLC: inspection.HLC(uint64(at.UnixMilli())<<16 + seq), Kind: p.Kind(), Payload: p})
	}
	of := id(n)
	say(0, &inspection.Opened{ID: of, Visit: inspection.Assistance, Date: day.Format(time.DateOnly), Experts: []string{"专家甲"}, Sectors: []string{"industry", "fire"},
		Enterprise: inspection.Enterprise{ID: enterprise(over.whose(n)), Name: fmt.Sprintf("示例%03d有限公司", over.whose(n))}})
	for k, c := range criterion {
		f := inspection.Step{ID: of, Finding: id(10_000_000 + n*perVisit + k)}
		by := func(name string) inspection.Step { s := f; s.By = name; return s }
		say(0, &inspection.Found{ID: of, Finding: f.Finding, Criterion: c, Level: []inspection.Level{inspection.General, inspection.SuspectedMajor}[k%9/8], Description: "布袋除尘器未设泄爆装置", Place: "打磨车间北侧",
			Basis: "应急管理部令第10号 第十一条（三）", Measure: "加装泄爆装置", Deadline: day.AddDate(0, 0, 10+k*3).Format(time.DateOnly)})
		say(1, &inspection.Notified{Step: by("专家甲"), Name: "李某某"})
		if k%3 == 0 {
			continue
		}
		say(5+k, &inspection.Rectified{Step: by("李某某"), Done: "已加装"})
		say(8+k, &inspection.Rechecked{Step: by("复查丙"), Passed: true})
		say(9+k, &inspection.ClosedOff{Step: by("园区王某某")})
	}
	return inspection.Fold(ops)[of]
}
