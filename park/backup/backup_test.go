package backup

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/sim"
	"anquan.example/paicha/sync/wire"
)

// place is a park: its database and its photos.
type place struct {
	db    *sqldb.DB
	blobs *server.Files
}

func newPlace(t *testing.T, where string) place {
	t.Helper()
	blobs, err := server.OpenFiles(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return place{sqldbtest.Open(t, where), blobs}
}

func try(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// fill makes a park with a tablet that forked, operations, photos, a handout, and a row in every plain table.
func fill(t *testing.T, p place) *server.Park {
	t.Helper()
	ctx := t.Context()
	park, err := server.Open(ctx, p.db, p.blobs, server.Options{Name: "示例园区"})
	try(t, err)
	seed := byte(0)
	tab := sim.NewTablet(func() []byte { seed++; s := sha256.Sum256([]byte{seed}); return s[:] }, time.Now)
	try(t, p.db.Write(ctx, func(tx *sqldb.Tx) error {
		return tx.SetDevice(wire.Device{Feed: tab.Feed(), Key: tab.Public(), Name: "平板1", Role: wire.RoleExpert, Since: 5})
	}))
	_, err = park.Invite(ctx, "平板2", "专家乙", wire.RoleExpert, time.Hour)
	try(t, err)
	write(t, tab, 30)
	twin := tab.Copy()
	write(t, tab, 3)
	write(t, twin, 2)
	ops := raws(t, tab)
	for _, piece := range [][]wire.Raw{ops[:10], ops[20:], raws(t, twin)[31:], ops[:15]} { // 16 to 20 are missing
		_, err := park.TakeRuns(ctx, tab.Feed(), []wire.Run{wire.Pack(piece)})
		try(t, err)
	}
	_, err = park.Record(ctx, &inspection.TaskSet{ID: inspectionID, Task: "019ab3f0-0000-7000-8000-000000000002", Criterion: "mem10:13.1", Words: "请补拍台账", By: "李某某"})
	try(t, err)
	for _, size := range []int{1, 1000, 3 << 20} {
		data := bytes.Repeat([]byte{byte(size), 7}, size)
		try(t, park.TakeWholePhoto(ctx, tab.Feed(), sha256.Sum256(data), int64(len(data)), bytes.NewReader(data)))
	}
	try(t, park.HandOut(ctx, wire.Criteria, []byte("a library")))
	for _, name := range []string{"enterprise", "enterprise_key", "account", "link", "token", "answered", "audit", "webhook", "delivery", "ledger", "ledger_reporter", "ledger_picture", "review_step", "review_entry", "review_seal", "paper_number"} {
		try(t, p.db.Write(ctx, func(tx *sqldb.Tx) error { return plainRows(tx, name) }))
	}
	return park
}

const inspectionID = "019ab3f0-0000-7000-8000-000000000001"

func write(t *testing.T, tab *sim.Tablet, n int) {
	t.Helper()
	for k := range n {
		_, err := tab.Record(&inspection.UnitAdded{ID: inspectionID, Unit: inspection.Unit{ID: fmt.Sprintf("019ab3f0-0000-7000-8000-%06d%06d", len(tab.Ops()), k), Kind: "tank", Name: "储罐"}})
		try(t, err)
	}
}

func raws(t *testing.T, tab *sim.Tablet) (all []wire.Raw) {
	t.Helper()
	for _, op := range tab.Ops() {
		raw, err := wire.NewRaw(op.Body, op.Sig)
		try(t, err)
		all = append(all, raw)
	}
	return all
}

// plainRows fills a table by the types that its columns turn out to have.
func plainRows(tx *sqldb.Tx, name string) error {
	columns, err := tx.Columns(name)
	if err != nil {
		return err
	}
	for n := range 300 {
		var args []any
		for _, c := range columns {
			args = append(args, sample(name, c, n))
		}
		if err := (&writer{tx: tx, inserts: map[string]string{}}).row(name, columns, args); err != nil {
			return err
		}
	}
	return nil
}

func sample(table, column string, n int) any {
	if table == "enterprise" && column == "until" {
		return "2026-03-01"
	}
	switch column {
	case "n", "sealing", "score", "size", "number", "said": // of assessments and papers
		return int64(n)
	case "data":
		if table == "review_seal" {
			return bytes.Repeat([]byte{0, byte(n), 0xff}, n)
		}
	case "active", "changed", "disabled", "failures", "locked", "created", "seen", "until", "used", "uses", "revoked", "at", "next", "attempts", "status", "version", "year", "park", "handed", "made", "withdrawn":
		return int64(n)
	case "body", "sum":
		if table == "review_seal" { // text there
			break
		}
		return bytes.Repeat([]byte{0, byte(n), 0xff}, n)
	case "id":
		if table == "link" || table == "token" {
			sum := sha256.Sum256([]byte{byte(n), byte(n >> 8)})
			return sum[:]
		}
	}
	return fmt.Sprint("罐‘\n", column, n)
}

// rows is every row of every table that is kept, as text, but what a new epoch changes.
func rows(t *testing.T, db *sqldb.DB) (all []string) {
	t.Helper()
	var b bytes.Buffer
	_, err := Write(t.Context(), db, server.NewMemoryBlobs(), &b, Options{NoPhotos: true})
	try(t, err)
	r, err := newReader(&b)
	try(t, err)
	try(t, r.each(rowsOf(func(table string, columns []string, row []any) {
		if name, _ := row[0].(string); table == "setting" && (name == "epoch" || name == "feed") {
			return
		}
		named := make([]string, len(row))
		for n := range row {
			named[n] = fmt.Sprintf("%s=%#v", columns[n], row[n])
		}
		slices.Sort(named)
		all = append(all, table+" "+strings.Join(named, " "))
	})))
	return all
}

type rowsOf func(table string, columns []string, row []any)

func (f rowsOf) row(table string, columns []string, row []any) error {
	f(table, columns, row)
	return nil
}
func (rowsOf) blob(wire.Sum, io.Reader) error { return nil }

func backUp(t *testing.T, p place, o Options) []byte {
	t.Helper()
	var b bytes.Buffer
	s, err := Write(t.Context(), p.db, p.blobs, &b, o)
	try(t, err)
	checked, err := Check(bytes.NewReader(b.Bytes()))
	try(t, err)
	if !reflect.DeepEqual(s, checked) {
		t.Errorf("written: %+v, checked: %+v", s, checked)
	}
	return b.Bytes()
}

// A park moves from each engine to each.
func TestAParkMovesFromEachEngineToEach(t *testing.T) {
	for _, from := range sqldbtest.Engines {
		old := newPlace(t, from.Where(t))
		park := fill(t, old)
		file := backUp(t, old, Options{})
		want := rows(t, old.db)
		for _, to := range sqldbtest.Engines {
			t.Run(from.Name+" to "+to.Name, func(t *testing.T) {
				p := newPlace(t, to.Where(t))
				s, err := Restore(t.Context(), bytes.NewReader(file), p.db, p.blobs)
				try(t, err)
				if s.Park != "示例园区" || s.Blobs != 5 || s.Operations < 30 {
					t.Errorf("%+v", s)
				}
				if got := rows(t, p.db); !slices.Equal(got, want) {
					t.Errorf("%d rows, want %d", len(got), len(want))
					for n := range min(len(got), len(want)) {
						if got[n] != want[n] {
							t.Fatalf("got  %.300s\nwant %.300s", got[n], want[n])
						}
					}
				}
				goesOn(t, p, park)
			})
		}
	}
}

// goesOn: the restored park has the key, another epoch, all photos, and takes in what comes.
func goesOn(t *testing.T, p place, old *server.Park) {
	t.Helper()
	park, err := server.Open(t.Context(), p.db, p.blobs, server.Options{})
	try(t, err)
	if was, is := old.About(), park.About(); !bytes.Equal(was.Key, is.Key) || was.Epoch == is.Epoch || was.Name != is.Name {
		t.Errorf("was %+v, is %+v", was, is)
	}
	before, err := park.Feeds(t.Context())
	try(t, err)
	_, err = park.Record(t.Context(), &inspection.TaskSet{ID: inspectionID, Task: "019ab3f0-0000-7000-8000-000000000003", Criterion: "mem10:13.2", Words: "再补", By: "李某某"})
	try(t, err)
	if after, err := park.Feeds(t.Context()); err != nil || len(after) != len(before)+1 {
		t.Errorf("%d feeds and a new one make %d (%v)", len(before), len(after), err)
	}
	for _, size := range []int{1, 1000, 3 << 20} {
		data := bytes.Repeat([]byte{byte(size), 7}, size)
		f, n, err := p.blobs.Open(sha256.Sum256(data))
		try(t, err)
		got, err := io.ReadAll(f)
		if err = errors.Join(err, f.Close()); err != nil || n != int64(len(data)) || !bytes.Equal(got, data) {
			t.Errorf("a photo of %d bytes: %d, %v", len(data), n, err)
		}
	}
}

func TestRestoreRefusesAParkThatIsThere(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		old := newPlace(t, t.TempDir()+"/ledger.sqlite")
		fill(t, old)
		file := backUp(t, old, Options{NoPhotos: true})
		db := open()
		try(t, db.Write(t.Context(), func(tx *sqldb.Tx) error { return tx.SetSetting("url", []byte("https://127.0.0.1")) }))
		before := rows(t, db)
		if _, err := Restore(t.Context(), bytes.NewReader(file), db, old.blobs); !errors.Is(err, ErrNotEmpty) {
			t.Errorf("restore: %v", err)
		}
		if after := rows(t, db); !slices.Equal(before, after) {
			t.Error("something of it was kept")
		}
	})
}

// Every byte that is changed, and every cut, is noticed.
func TestAChangedByteIsNoticed(t *testing.T) {
	p := newPlace(t, t.TempDir()+"/ledger.sqlite")
	_, err := server.Open(t.Context(), p.db, p.blobs, server.Options{Name: "示例园区"})
	try(t, err)
	try(t, p.blobs.Put(sha256.Sum256([]byte("photo")), []byte("photo")))
	try(t, p.db.Write(t.Context(), func(tx *sqldb.Tx) error {
		return tx.SetPhoto(server.Photo{Sum: sha256.Sum256([]byte("photo")), Size: 5})
	}))
	file := backUp(t, p, Options{})
	for n := range file {
		for _, with := range []byte{1, 0x80} {
			changed := slices.Clone(file)
			changed[n] ^= with
			if _, err := Check(bytes.NewReader(changed)); err == nil {
				t.Errorf("byte %d of %d changed by %#x: nobody noticed", n, len(file), with)
			}
		}
		if _, err := Check(bytes.NewReader(file[:n])); err == nil {
			t.Errorf("cut at %d of %d: nobody noticed", n, len(file))
		}
	}
	if _, err := Check(bytes.NewReader(append(slices.Clone(file), 0))); err == nil {
		t.Error("a byte more: nobody noticed")
	}
}

// Of a backup that turns out to be changed, at its very end too, nothing is kept.
func TestNothingIsHalfRestored(t *testing.T) {
	old := newPlace(t, t.TempDir()+"/ledger.sqlite")
	fill(t, old)
	file := backUp(t, old, Options{})
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db := open()
		for _, at := range []int{len(file) / 3, len(file) - 1} {
			changed := slices.Clone(file)
			changed[at] ^= 4
			for _, bad := range [][]byte{changed, file[:at]} {
				if _, err := Restore(t.Context(), bytes.NewReader(bad), db, old.blobs); err == nil {
					t.Fatal("it was restored")
				}
			}
		}
		if all := rows(t, db); len(all) != 0 {
			t.Errorf("%d rows were kept", len(all))
		}
		_, err := Restore(t.Context(), bytes.NewReader(file), db, old.blobs)
		try(t, err)
	})
}

// A feed that does not say what its operations say.
func TestAChainThatDoesNotHoldIsNoticed(t *testing.T) {
	for name, spoil := range map[string]func(tx *sqldb.Tx) error{
		"a run is missing": func(tx *sqldb.Tx) error { _, err := tx.Exec(`DELETE FROM run WHERE arrival = $1`, 2); return err },
		"a feed is missing": func(tx *sqldb.Tx) error {
			_, err := tx.Exec(`DELETE FROM feed`)
			return err
		},
		"runs are swapped": func(tx *sqldb.Tx) error {
			_, err := tx.Exec(`UPDATE run SET data = (SELECT data FROM run WHERE arrival = $1) WHERE arrival = $2`, 1, 2)
			return err
		},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlace(t, t.TempDir()+"/ledger.sqlite")
			fill(t, p)
			try(t, p.db.Write(t.Context(), spoil))
			var b bytes.Buffer
			_, err := Write(t.Context(), p.db, p.blobs, &b, Options{})
			try(t, err)
			if _, err := Check(&b); err == nil {
				t.Error("nobody noticed")
			}
		})
	}
}

// A backup is one state, and those who write do not wait for it.
func TestABackupIsOneState(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db := open()
		stop := make(chan struct{})
		var writing sync.WaitGroup
		writing.Go(func() {
			for n := 0; ; n++ {
				select {
				case <-stop:
					return
				default:
				}
				value := fmt.Append(nil, n)
				if err := db.Write(context.Background(), func(tx *sqldb.Tx) error { // first and last table
					_, err := tx.Exec(`INSERT INTO delivery (webhook, id, event, body, created, next, attempts, status, answer) VALUES ('a', 'a', 'a', $1, 0, 0, 0, 0, '')
						ON CONFLICT (webhook, id) DO UPDATE SET body = excluded.body`, value)
					return errors.Join(err, tx.SetSetting("value", value))
				}); err != nil {
					t.Error(err)
				}
			}
		})
		defer writing.Wait()
		defer close(stop)
		for range 20 {
			all := rows(t, db)
			if len(all) > 0 && (len(all) != 2 || value(all[0], "value=") != value(all[1], "body=")) {
				t.Errorf("two states: %q", all)
			}
		}
	})
}

func value(row, name string) string {
	_, rest, _ := strings.Cut(row, name)
	rest, _, _ = strings.Cut(rest, "}")
	return rest
}

// A photo that is missing or spoiled is told of, and the rest is backed up and restored.
func TestAPhotoThatIsLostStopsNothing(t *testing.T) {
	p := newPlace(t, t.TempDir()+"/ledger.sqlite")
	fill(t, p)
	spoiled, missing := wire.Sum{1}, wire.Sum{2}
	try(t, p.db.Write(t.Context(), func(tx *sqldb.Tx) error {
		return errors.Join(tx.SetPhoto(server.Photo{Sum: spoiled, Size: 5}), tx.SetPhoto(server.Photo{Sum: missing, Size: 5}))
	}))
	var b bytes.Buffer
	s, err := Write(t.Context(), p.db, rotten{p.blobs, spoiled}, &b, Options{})
	try(t, err)
	if !slices.Equal(s.Spoiled, []wire.Sum{spoiled}) || !slices.Equal(s.Missing, []wire.Sum{missing}) || s.Blobs != 5 {
		t.Errorf("%+v", s)
	}
	to := newPlace(t, t.TempDir()+"/ledger.sqlite")
	s, err = Restore(t.Context(), &b, to.db, to.blobs)
	try(t, err)
	if _, _, err := to.blobs.Open(spoiled); err == nil || s.Blobs != 5 || !slices.Equal(s.Spoiled, []wire.Sum{spoiled}) {
		t.Errorf("the spoiled one is there (%v): %+v", err, s)
	}
}

// rotten is a store with a photo that is not what its name says.
type rotten struct {
	server.Blobs
	sum wire.Sum
}

func (r rotten) Open(sum wire.Sum) (io.ReadSeekCloser, int64, error) {
	if sum != r.sum {
		return r.Blobs.Open(sum)
	}
	return struct {
		io.ReadSeeker
		io.Closer
	}{strings.NewReader("rot"), io.NopCloser(nil)}, 3, nil
}

// leftOut is what is made again, ends with its session, or is counted anew.
var leftOut = strings.Fields(`session review_stand review_result review_sum counter goose_db_version sqlite_sequence
	projection inspection_run inspection answer finding wait evidence task tally criteria_revision`)

// Whoever adds a table says here whether it is kept.
func TestEveryTableIsKeptOrLeftOut(t *testing.T) {
	db := sqldbtest.Open(t, t.TempDir()+"/ledger.sqlite")
	var known []string
	for _, kept := range tables {
		known = append(known, kept.name)
	}
	try(t, db.Read(t.Context(), func(tx *sqldb.Tx) error {
		return tx.Each(`SELECT name FROM sqlite_master WHERE type = 'table'`, nil, func(rows *sql.Rows) error {
			var name string
			err := rows.Scan(&name)
			if !slices.Contains(known, name) && !slices.Contains(leftOut, name) {
				t.Errorf("table %s is neither kept nor left out", name)
			}
			return err
		})
	}))
}
