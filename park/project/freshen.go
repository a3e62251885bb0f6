package project

import (
	"context"
	"database/sql"
	"errors"
	"maps"
	"slices"

	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// Sectors of findings are not in the operations: they are those of the library that an inspection names, as far as it is at hand. So rows
// are made again when it comes to hand later, or when the library that stands for it is another (a newer program). criteria_revision keeps
// by which library the rows of each revision's inspections were made; "" says by several.

// stale is a revision whose inspections are to be made again.
type stale struct{ revision, by string }

// Freshen makes the rows of those inspections again whose criteria came to hand since. Pages see the old rows until the new ones take their
// place, some inspections at a time. Nobody is told of changes: nothing happened. Mend does so, when no rebuild is under way.
func (p *Projector) Freshen(ctx context.Context) error {
	all, err := p.stale(ctx)
	for _, s := range all {
		for after := ""; err == nil && after != beyond; {
			var next string
			if next, err = p.again(ctx, s, after); err == nil {
				after = next
			} else if errors.Is(err, errMoved) {
				err = nil
			}
		}
	}
	if err == nil {
		p.fresh.Store(true)
	}
	return err
}

// stale finds what is to be made again. Once by each program: also what another library stands for now. Two programs of different versions
// on one database so do not undo each other's work for ever.
func (p *Projector) stale(ctx context.Context) (all []stale, err error) {
	made := map[string]string{}
	if err := p.db.Read(ctx, func(tx *sqldb.Tx) error {
		handouts, err := server.Handouts(tx)
		if err != nil {
			return err
		}
		now := wire.Sum{}
		for _, h := range handouts {
			if h.Name == wire.Criteria {
				now = h.Sum
			}
		}
		if old := p.handed.Swap(&now); old == nil || *old != now {
			p.libraries.Again()
		}
		clear(made)
		return tx.Each(`SELECT revision, made_by FROM criteria_revision`, nil, func(rows *sql.Rows) error {
			var revision, by string
			err := rows.Scan(&revision, &by)
			made[revision] = by
			return err
		})
	}); err != nil {
		return nil, err
	}
	for _, revision := range slices.Sorted(maps.Keys(made)) {
		by, now := made[revision], p.libraries.Of(revision).Revision
		if by != now && (by == "" || now == revision || !p.fresh.Load()) {
			all = append(all, stale{revision, now})
		}
	}
	return all, nil
}

// again makes the rows of some of a revision's inspections, after one, and gives the last of them; beyond when that was all.
func (p *Projector) again(ctx context.Context, of stale, after string) (last string, err error) {
	leave, err := p.enter(ctx)
	if err != nil {
		return "", err
	}
	defer leave()
	var s state
	var work *plan
	if err := p.db.Read(ctx, func(tx *sqldb.Tx) (err error) {
		if s, err = readState(tx); err != nil {
			return err
		}
		work, last, err = p.planAgain(tx, s, of.revision, after)
		return err
	}); err != nil {
		return "", err
	}
	return last, p.db.Write(ctx, func(tx *sqldb.Tx) error {
		if err := s.check(tx); err != nil {
			return err
		}
		if err := work.write(tx); err != nil {
			return err
		}
		if last == beyond {
			if _, err := tx.Exec(`UPDATE criteria_revision SET made_by = $1 WHERE revision = $2`, of.by, of.revision); err != nil {
				return err
			}
		}
		_, err := s.follow(tx, s)
		return err
	})
}

func (p *Projector) planAgain(tx *sqldb.Tx, s state, revision, after string) (*plan, string, error) {
	ids, err := list[string](tx, `SELECT inspection FROM inspection WHERE revision = $1 AND inspection > $2 ORDER BY inspection LIMIT $3`, revision, after, pageOfRebuild)
	if err != nil {
		return nil, "", err
	}
	work, shelf := newPlan(), newShelf()
	for n, id := range ids {
		if work.full() {
			return work, ids[n-1], nil
		}
		arrivals, err := list[uint64](tx, `SELECT arrival FROM inspection_run WHERE inspection = $1 ORDER BY arrival`, id)
		if err != nil {
			return nil, "", err
		}
		ops, err := shelf.spoken(tx, id, arrivals)
		if err != nil {
			return nil, "", err
		}
		old, err := rowsWhere(tx, `inspection = $1`, id)
		if err != nil {
			return nil, "", err
		}
		work.exchange(s, id, old, work.fold(id, ops, p.libraries))
	}
	work.by = nil // it is noted when all of them are made
	if len(ids) == pageOfRebuild {
		return work, ids[len(ids)-1], nil
	}
	return work, beyond, nil
}

// exchange plans new rows in the place of an inspection's old ones, and counts them in the sums of a rebuild that has been there already.
func (p *plan) exchange(s state, id string, old, new Rows) {
	p.replace(old, new)
	if s.stage == replacing && id <= s.place {
		p.again.count(old, -1)
		p.again.count(new, 1)
	}
}

// note keeps by which libraries rows were made: by several when others were made by another.
func note(tx *sqldb.Tx, by map[string]string) error {
	for _, revision := range slices.Sorted(maps.Keys(by)) {
		if _, err := tx.Exec(`INSERT INTO criteria_revision (revision, made_by) VALUES ($1, $2)
			ON CONFLICT (revision) DO UPDATE SET made_by = '' WHERE criteria_revision.made_by <> excluded.made_by`, revision, by[revision]); err != nil {
			return err
		}
	}
	return nil
}
