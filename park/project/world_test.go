package project

import (
	"crypto/ed25519"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// hex64 stands for a SHA-256.
const hex64 = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

var noon = time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC)

func uuidOf(kind, n int) string { return fmt.Sprintf("0193a2b4-0000-7000-8%03d-%012d", kind, n) }

// Kinds of things that have ids.
const (
	anInspection = iota
	anEnterprise
	aFinding
	aTask
)

// device makes operations of one feed.
type device struct {
	t    testing.TB
	key  ed25519.PrivateKey
	head inspection.Head
	now  time.Time
	said []wire.Raw
	ops  []inspection.Op
}

func newDevice(t testing.TB, name string) *device {
	seed := sha256.Sum256([]byte(name))
	return &device{t: t, key: ed25519.NewKeyFromSeed(seed[:]), now: noon}
}

func (d *device) say(ps ...inspection.Payload) (last inspection.Op) {
	d.t.Helper()
	for _, p := range ps {
		op, head, err := inspection.Sign(d.key, d.head, d.now, p)
		if err != nil {
			d.t.Fatal(err)
		}
		raw, err := wire.NewRaw(op.Body, op.Sig)
		if err != nil {
			d.t.Fatal(err)
		}
		d.head, d.now, d.said, d.ops, last = head, d.now.Add(time.Second), append(d.said, raw), append(d.ops, op), op
	}
	return last
}

func (d *device) feed() inspection.FeedID {
	return inspection.FeedOf(d.key.Public().(ed25519.PublicKey))
}

// ops is what the devices said.
func ops(devices ...*device) (all []inspection.Op) {
	for _, d := range devices {
		all = append(all, d.ops...)
	}
	return all
}

func opening(inspectionN, enterpriseN int) *inspection.Opened {
	return &inspection.Opened{
		ID: uuidOf(anInspection, inspectionN), Visit: inspection.Assistance, Date: "2026-11-23", Experts: []string{"专家甲", "专家乙"}, Accompanied: "李某某",
		Sectors: []string{"industry", "fire"}, Revision: hex64,
		Enterprise: inspection.Enterprise{ID: uuidOf(anEnterprise, enterpriseN), Name: fmt.Sprintf("示例%d号化工有限公司", enterpriseN)},
	}
}

func found(inspectionN, findingN int, due string) *inspection.Found {
	return &inspection.Found{ID: uuidOf(anInspection, inspectionN), Finding: uuidOf(aFinding, findingN), Criterion: "mem10:11.3", Level: inspection.General,
		Description: "消防通道堆物", Place: "仓库", Deadline: due}
}

// arrive puts runs into the ledger, in their order.
func arrive(t testing.TB, db *sqldb.DB, runs ...wire.Run) {
	t.Helper()
	if err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
		for _, r := range runs {
			if _, err := tx.AddRun(server.Stored{Run: r, At: uint64(noon.UnixMilli())}); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
}

func runsOf(devices ...*device) (all []wire.Run) {
	for _, d := range devices {
		all = append(all, wire.Runs(d.said, 1<<16)...)
	}
	return all
}

// cut cuts what the devices said into runs of random length.
func cut(r *rand.Rand, devices ...*device) (all []wire.Run) {
	for _, d := range devices {
		for said := d.said; len(said) > 0; {
			n := min(1+r.IntN(7), len(said))
			all = append(all, wire.Pack(said[:n]))
			said = said[n:]
		}
	}
	r.Shuffle(len(all), func(a, b int) { all[a], all[b] = all[b], all[a] })
	return all
}

var testLibraries Fixed = func(criterion string) string {
	if strings.HasPrefix(criterion, "mem10:") {
		return "industry"
	}
	return ""
}

func newProjector(db *sqldb.DB) *Projector {
	return New(db, testLibraries, func() time.Time { return noon })
}

func catchUp(t testing.TB, p *Projector) []Change {
	t.Helper()
	changed, err := p.CatchUp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return changed
}

// made is the tables that operations alone make, whatever the order of arrival.
var made = []string{
	"inspection ORDER BY inspection", "answer ORDER BY inspection, criterion, unit, feed, seq", "finding ORDER BY inspection, finding",
	"wait ORDER BY inspection, finding, what", "evidence ORDER BY inspection, finding, criterion, unit, sum, proof", "task ORDER BY inspection, task",
	"tally ORDER BY dim, name, state",
}

// dump is what tables hold, a line a row.
func dump(t testing.TB, db *sqldb.DB, tables ...string) string {
	t.Helper()
	var b strings.Builder
	read(t, db, func(tx *sqldb.Tx) error {
		for _, table := range tables {
			if err := tx.Each(`SELECT * FROM `+table, nil, func(rows *sql.Rows) error {
				columns, err := rows.Columns()
				if err != nil {
					return err
				}
				values, into := make([]string, len(columns)), make([]any, len(columns))
				for n := range values {
					into[n] = &values[n]
				}
				err = rows.Scan(into...)
				fmt.Fprintf(&b, "%s %q\n", strings.Fields(table)[0], values)
				return err
			}); err != nil {
				return err
			}
		}
		return nil
	})
	return b.String()
}

func read(t testing.TB, db *sqldb.DB, f func(tx *sqldb.Tx) error) {
	t.Helper()
	if err := db.Read(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func write(t testing.TB, db *sqldb.DB, f func(tx *sqldb.Tx) error) {
	t.Helper()
	if err := db.Write(t.Context(), f); err != nil {
		t.Fatal(err)
	}
}

func same(t testing.TB, what, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for n := range min(len(a), len(b)) {
		if a[n] != b[n] {
			t.Fatalf("%s: line %d is\n%s\nwant\n%s", what, n, a[n], b[n])
		}
	}
	t.Fatalf("%s: %d lines, want %d", what, len(a), len(b))
}

// frozen is an operation of every kind, as a run each.
func frozen(t testing.TB) (all []wire.Run) {
	files, err := filepath.Glob("../../inspection/testdata/frozen/*.hex")
	if err != nil || len(files) < 20 {
		t.Fatalf("%d frozen operations: %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Fields(string(data))
		body, err := hex.DecodeString(lines[0])
		if err != nil {
			t.Fatal(err)
		}
		sig, err := hex.DecodeString(lines[1])
		if err != nil {
			t.Fatal(err)
		}
		raw, err := wire.NewRaw(body, sig)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, wire.Pack([]wire.Raw{raw}))
	}
	return all
}

func noonOf(day string) time.Time {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		panic(err)
	}
	return t
}
