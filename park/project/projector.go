// Package project keeps the tables that pages ask: made of operations alone, the same whatever the order in which they arrived, and made
// again at any time (Rebuild). rows.go says what an inspection says as rows, a pure function; projector.go keeps the tables up to
// date; the rest are questions.
package project

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/google/uuid"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// Options of a projector.
type Options struct {
	SectorOf SectorOf
	// Changed is called in the Write that changed the tables; nil: nobody listens. It is not called by Rebuild.
	Changed func(tx *sqldb.Tx, changes []Change) error
	Now     func() time.Time
}

// Projector keeps the projections of a park up to date. Several may run at once.
type Projector struct {
	db *sqldb.DB
	o  Options
}

// New makes one; nothing is read.
func New(db *sqldb.DB, o Options) *Projector { return &Projector{db, o} }

// batchBytes is how many compressed bytes of runs are looked at in one step.
const batchBytes = 1 << 20

// errMoved says that another projector was quicker.
var errMoved = errors.New("the cursor has moved")

// CatchUp projects all that has arrived before it was called.
func (p *Projector) CatchUp(ctx context.Context) error {
	for {
		more, err := p.step(ctx, p.o.Changed)
		if errors.Is(err, errMoved) {
			continue
		}
		if err != nil || !more {
			return err
		}
	}
}

// step projects one batch of runs. What is slow, unpacking and folding, is done without keeping writers waiting.
func (p *Projector) step(ctx context.Context, changed func(*sqldb.Tx, []Change) error) (more bool, err error) {
	var b batch
	if err := p.db.Read(ctx, func(tx *sqldb.Tx) error { return b.read(tx, p.o.SectorOf) }); err != nil || b.next == b.cursor {
		return false, err
	}
	err = p.db.Write(ctx, func(tx *sqldb.Tx) error {
		now, err := Cursor(tx)
		if err == nil && now != b.cursor {
			err = errMoved
		}
		if err != nil {
			return err
		}
		return b.write(tx, p.o.Now, changed)
	})
	return b.more, err
}

// batch is runs that arrived, and what the inspections that they speak of say now.
type batch struct {
	cursor, next uint64
	more         bool
	touched      map[string][]uint64 // inspection: arrivals of new runs that speak of it
	rows         map[string]Rows
}

func (b *batch) read(tx *sqldb.Tx, sectorOf SectorOf) (err error) {
	if b.cursor, err = Cursor(tx); err != nil {
		return err
	}
	var runs []server.Stored
	if runs, b.next, b.more, err = tx.After(b.cursor, wire.FeedID{}, batchBytes); err != nil {
		return err
	}
	b.touched, b.rows = map[string][]uint64{}, map[string]Rows{}
	fresh := map[string][]inspection.Op{}
	for _, r := range runs {
		raws, _ := r.Unpack() // what cannot be read is passed over
		for _, raw := range raws {
			op, err := raw.Op()
			if err != nil || op.Inspection() == "" {
				continue
			}
			id := op.Inspection()
			fresh[id] = append(fresh[id], op)
			if at := b.touched[id]; len(at) == 0 || at[len(at)-1] != r.Arrival {
				b.touched[id] = append(at, r.Arrival)
			}
		}
	}
	for id, ops := range fresh {
		old, err := Load(tx, id)
		if err != nil {
			return err
		}
		if old == nil {
			old = inspection.New(id)
		}
		b.rows[id] = rowsOf(old.With(ops...), sectorOf)
	}
	return nil
}

func (b *batch) write(tx *sqldb.Tx, now func() time.Time, changed func(*sqldb.Tx, []Change) error) error {
	sums := map[count]int{}
	var changes []Change
	for _, id := range sorted(b.rows) {
		rows := b.rows[id]
		for _, arrival := range b.touched[id] {
			if _, err := tx.Exec(`INSERT INTO inspection_run (inspection, arrival) VALUES ($1, $2) ON CONFLICT (inspection, arrival) DO NOTHING`, id, arrival); err != nil {
				return err
			}
		}
		old, err := countedIn(tx, id)
		if err != nil {
			return err
		}
		tallied(old, -1, sums)
		tallied(rows.counted, 1, sums)
		if changed != nil {
			new, err := differences(tx, id, rows)
			if err != nil {
				return err
			}
			changes = append(changes, new...)
		}
		if err := replace(tx, id, rows); err != nil {
			return err
		}
		if err := register(tx, rows.opened, now); err != nil {
			return err
		}
	}
	if err := change(tx, sums); err != nil {
		return err
	}
	if len(changes) > 0 {
		if err := changed(tx, changes); err != nil {
			return err
		}
	}
	_, err := tx.Exec(`INSERT INTO projection (name, cursor) VALUES ($1, $2) ON CONFLICT (name) DO UPDATE SET cursor = excluded.cursor`, cursorName, b.next)
	return err
}

// rowsAtOnce is how many rows one statement writes: statements are kept prepared, so there are two sizes.
const rowsAtOnce = 16

// replace puts the rows of an inspection in the place of those before.
func replace(tx *sqldb.Tx, id string, r Rows) error {
	for _, t := range tables {
		if _, err := tx.Exec(`DELETE FROM `+t.name+` WHERE inspection = $1`, id); err != nil {
			return err
		}
		for all := r.Tables[t.name]; len(all) > 0; {
			n := 1
			if len(all) >= rowsAtOnce {
				n = rowsAtOnce
			}
			if _, err := tx.Exec(t.insert(n), slices.Concat(all[:n]...)...); err != nil {
				return fmt.Errorf("%s of inspection %s: %w", t.name, id, err)
			}
			all = all[n:]
		}
	}
	return nil
}

func (t table) insert(rows int) string {
	var b strings.Builder
	b.WriteString("INSERT INTO " + t.name + " (" + strings.Join(t.columns, ", ") + ") VALUES ")
	n := 0
	for row := range rows {
		if row > 0 {
			b.WriteString(", ")
		}
		for c := range t.columns {
			n++
			sep := ", "
			if c == 0 {
				sep = "("
			}
			fmt.Fprintf(&b, "%s$%d", sep, n)
		}
		b.WriteString(")")
	}
	return b.String()
}

// register makes sure that an inspection's enterprise is on the register: each key belongs to exactly one. What people wrote there is
// never changed here.
func register(tx *sqldb.Tx, e inspection.Enterprise, now func() time.Time) error {
	if e.ID == "" {
		return nil // the opening has not arrived
	}
	var of string
	for _, key := range []string{Key(e), e.ID} {
		if of != "" {
			break
		}
		if _, err := tx.Row(`SELECT enterprise FROM enterprise_key WHERE key = $1`, []any{key}, &of); err != nil {
			return err
		}
	}
	if of == "" {
		if of = e.ID; uuid.Validate(of) != nil {
			of = uuid.NewSHA1(uuid.NameSpaceOID, []byte(of)).String()
		}
		if _, err := tx.Exec(`INSERT INTO enterprise (id, name, code, address, contact, phone, area, sectors, latitude, longitude, note, active, changed)
			VALUES ($1, $2, $3, $4, $5, $6, '', '', '', '', '', 1, $7) ON CONFLICT (id) DO NOTHING`, of, e.Name, e.Code, e.Address, e.Contact, e.Phone, now().UnixMilli()); err != nil {
			return err
		}
	}
	for _, key := range []string{Key(e), e.ID} {
		if _, err := tx.Exec(`INSERT INTO enterprise_key (key, enterprise) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING`, key, of); err != nil {
			return err
		}
	}
	return nil
}

func sorted[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
