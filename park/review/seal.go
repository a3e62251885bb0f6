package review

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/sqldb"
)

// Version is what was decided on an enterprise's year, in one version.
type Version struct {
	Enterprise     string
	N              int // of the enterprise's year, from 1
	Sealing        int // of the year, from 1
	At             time.Time
	Who            string
	Hash, Previous string // of the snapshot, and of the version before
	Score          decimal.Decimal
	Grade, Sum     string
	Size           int
}

// atOnce is how much of snapshots is written in one transaction, compressed bytes: others wait meanwhile.
const atOnce = 4 << 20

// Seal keeps what was decided: a snapshot of every enterprise of the register. Again, with a reason, it keeps a new version of those whose result has
// changed since, beside the old one. Nobody sees a version before it is whole; one that was broken off is begun anew. Where items stay without
// points, why is what the decision said, or what is said now.
func (r *Reviews) Seal(ctx context.Context, who account.Person, year, n int, reason, why string) error {
	s := Step{Kind: Seal, Says: strings.TrimSpace(reason), Unjudged: strings.TrimSpace(why)}
	var y *Review
	check := func(tx *sqldb.Tx) (err error) {
		if y, err = must(tx, year); err != nil {
			return err
		}
		if err := r.may(tx, who, y, n, s); err != nil {
			return err
		}
		return answered(tx, year)
	}
	if err := r.DB.Write(ctx, func(tx *sqldb.Tx) error {
		if err := check(tx); err != nil {
			return err
		}
		_, err := tx.Exec(`DELETE FROM review_seal WHERE year = $1 AND sealing > $2`, year, y.Sealings)
		return err
	}); err != nil {
		return err
	}
	if d, is := y.Decision(); is && y.Stage == Decided && s.Unjudged == "" {
		s.Unjudged = d.Unjudged
	}
	steps, p := len(y.Steps), press{r: r, y: y, sealing: y.Sealings + 1, how: assess.Sealing{Day: r.today(), By: who.Name, Reason: s.Says, Unjudged: s.Unjudged}}
	if err := p.run(ctx); err != nil {
		return fmt.Errorf("seal the assessment of %d: %w", year, err)
	}
	if p.done == 0 {
		return refuse(Nothing)
	}
	var err error
	if s.Unjudged, err = unjudged(p.lacking, s.Unjudged); err != nil {
		return err
	}
	return r.DB.Write(ctx, func(tx *sqldb.Tx) error {
		if err := check(tx); err != nil {
			return err
		}
		var there int
		if _, err := tx.Row(`SELECT count(*) FROM review_seal WHERE year = $1 AND sealing = $2`, []any{year, p.sealing}, &there); err != nil {
			return err
		}
		if len(y.Steps) != steps || there != p.done {
			return refuse(Meanwhile)
		}
		if err := r.record(tx, who, year, y, s); err != nil {
			return err
		}
		return r.tellSealed(tx, year, p.sealing)
	})
}

// tellSealed tells who listens of every version of a sealing.
func (r *Reviews) tellSealed(tx *sqldb.Tx, year, sealing int) error {
	if r.Changed == nil {
		return nil
	}
	all, err := seals(tx, `s.year = $1 AND s.sealing = $2`+inOrder, []any{year, sealing})
	for _, v := range all {
		if err == nil {
			err = r.Changed(tx, Change{Event: EventSealed, Year: year, Stage: Sealed, Enterprise: v.Enterprise, Version: v.N, Hash: v.Hash})
		}
	}
	return err
}

// press writes the snapshots of one sealing.
type press struct {
	r       *Reviews
	y       *Review
	sealing int
	how     assess.Sealing // what all have in common

	rows          [][]any // that are not written yet
	size          int     // theirs, compressed bytes
	done, lacking int     // snapshots, and those of them that lack points
}

func (p *press) run(ctx context.Context) error {
	if err := p.r.DB.Read(ctx, func(tx *sqldb.Tx) error {
		last, err := lastSeals(tx, p.y.Year)
		if err != nil {
			return err
		}
		known, err := sectorsOf(tx)
		if err != nil {
			return err
		}
		asOf := p.y.AsOf(p.r.today())
		return p.r.Facts.Year(tx, p.y.Year, asOf, func(f assess.Facts) error {
			if _, is := known[f.Enterprise.ID]; !is {
				return nil // nobody saw its draft
			}
			if err := p.add(assess.Seal(p.y.Scheme, f, asOf, p.following(last[f.Enterprise.ID])), last[f.Enterprise.ID].Sum); err != nil || p.size < atOnce {
				return err
			}
			return p.flush(ctx)
		})
	}); err != nil || len(p.rows) == 0 {
		return err
	}
	return p.flush(ctx)
}

// following is a sealing after a version, the zero Version for the first.
func (p *press) following(v Version) assess.Sealing {
	how := p.how
	how.Version, how.Previous = v.N+1, v.Hash
	return how
}

// add takes a snapshot, unless the result is the same as before.
func (p *press) add(n assess.Snapshot, before string) error {
	sum, err := Sum(n.Result)
	if err != nil || sum == before {
		return err
	}
	data := n.JSON()
	packed, err := pack(data)
	if err != nil {
		return err
	}
	p.rows = append(p.rows, []any{p.y.Year, n.Facts.Enterprise.ID, n.Version, p.sealing, p.r.Now().UnixMilli(), n.By, n.Hash, n.Previous, hundredths(n.Result.Score), n.Result.Grade, sum, len(data), packed})
	p.size += len(packed)
	if n.Result.Missing > 0 {
		p.lacking++
	}
	return nil
}

func (p *press) flush(ctx context.Context) error {
	err := p.r.DB.Write(ctx, func(tx *sqldb.Tx) error {
		return tx.Insert("review_seal", strings.Fields("year enterprise version sealing at who hash previous score grade sum size data"), p.rows)
	})
	p.done += len(p.rows)
	p.rows, p.size = nil, 0
	return err
}

const sealQuery = `SELECT coalesce(k.enterprise, s.enterprise), s.version, s.sealing, s.at, s.who, s.hash, s.previous, s.score, s.grade, s.sum, s.size
	FROM review_seal s LEFT JOIN enterprise_key k ON k.key = s.enterprise WHERE `

func seals(tx *sqldb.Tx, where string, args []any) (all []Version, err error) {
	err = tx.Each(sealQuery+where, args, func(rows *sql.Rows) error {
		var s Version
		var at, score int64
		err := rows.Scan(&s.Enterprise, &s.N, &s.Sealing, &at, &s.Who, &s.Hash, &s.Previous, &score, &s.Grade, &s.Sum, &s.Size)
		s.At, s.Score = time.UnixMilli(at), decimal.New(score, -2)
		all = append(all, s)
		return err
	})
	return all, err
}

// lastSeals is the last version of every enterprise.
func lastSeals(tx *sqldb.Tx, year int) (map[string]Version, error) {
	all, err := seals(tx, `s.year = $1`+whole+inOrder, []any{year})
	last := map[string]Version{}
	for _, s := range all {
		last[s.Enterprise] = s
	}
	return last, err
}

// whole is of sealings that were recorded as a step.
const whole = ` AND s.sealing <= (SELECT count(*) FROM review_step t WHERE t.year = s.year AND t.kind = 'seal')`

// inOrder is oldest first; of an enterprise that another was merged into, its own after the other's.
const inOrder = ` ORDER BY s.version, CASE WHEN coalesce(k.enterprise, s.enterprise) = s.enterprise THEN 1 ELSE 0 END, s.at, s.enterprise`

// Versions is every version of an enterprise's year, oldest first. enterprise is the register's id.
func Versions(tx *sqldb.Tx, year int, enterprise string) ([]Version, error) {
	return seals(tx, `s.year = $1 AND s.enterprise IN `+keysOf+whole+inOrder, []any{year, enterprise})
}

// Snapshot is a sealed snapshot as it was written: assess.Verify reads it. There is none when it was not sealed.
func Snapshot(tx *sqldb.Tx, year int, enterprise string, hash string) (data []byte, there bool, err error) {
	var packed []byte
	there, err = tx.Row(`SELECT s.data FROM review_seal s WHERE s.year = $1 AND s.enterprise IN (SELECT key FROM enterprise_key WHERE enterprise = $2
		UNION SELECT id FROM enterprise WHERE id = $2) AND s.hash = $3`+whole,
		[]any{year, enterprise, hash}, &packed)
	if err != nil || !there {
		return nil, false, err
	}
	data, err = unpack(packed)
	return data, true, err
}

func pack(data []byte) ([]byte, error) {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, err := w.Write(data)
	err = errors.Join(err, w.Close())
	return b.Bytes(), err
}

func unpack(packed []byte) ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(r)
	return data, errors.Join(err, r.Close())
}
