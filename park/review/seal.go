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

// Seal keeps what was decided: a snapshot of every enterprise. Again, with a reason, it keeps a new version of those whose result has
// changed since, beside the old one. Nobody sees a version before it is whole; one that was broken off is begun anew.
func (r *Reviews) Seal(ctx context.Context, who account.Person, year, n int, reason string) error {
	s := Step{Kind: Seal, Says: strings.TrimSpace(reason)}
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
	sealing, steps := y.Sealings+1, len(y.Steps)
	sealed, err := r.snapshots(ctx, who, y, sealing, s.Says)
	if err != nil {
		return fmt.Errorf("seal the assessment of %d: %w", year, err)
	}
	if sealed == 0 {
		return refuse(Nothing)
	}
	return r.DB.Write(ctx, func(tx *sqldb.Tx) error {
		if err := check(tx); err != nil {
			return err
		}
		var there int
		if _, err := tx.Row(`SELECT count(*) FROM review_seal WHERE year = $1 AND sealing = $2`, []any{year, sealing}, &there); err != nil {
			return err
		}
		if len(y.Steps) != steps || there != sealed {
			return refuse(Meanwhile)
		}
		return r.record(tx, who, year, y, s)
	})
}

// snapshots writes the sealing's, and gives how many there are.
func (r *Reviews) snapshots(ctx context.Context, who account.Person, y *Review, sealing int, reason string) (all int, err error) {
	var rows [][]any
	size := 0
	flush := func() error {
		err := r.DB.Write(ctx, func(tx *sqldb.Tx) error {
			return tx.Insert("review_seal", strings.Fields("year enterprise version sealing at who hash previous score grade sum size data"), rows)
		})
		all += len(rows)
		rows, size = nil, 0
		return err
	}
	err = r.DB.Read(ctx, func(tx *sqldb.Tx) error {
		last, err := lastSeals(tx, y.Year)
		if err != nil {
			return err
		}
		asOf := y.AsOf(r.today())
		return r.Facts.Year(tx, y.Year, asOf, func(f assess.Facts) error {
			before := last[f.Enterprise.ID]
			how := assess.Sealing{Day: r.today(), By: who.Name, Reason: reason, Version: before.N + 1, Previous: before.Hash}
			row, bytes, err := r.snapshot(assess.Seal(y.Scheme, f, asOf, how), y.Year, sealing, before.Sum)
			if row == nil || err != nil {
				return err
			}
			rows, size = append(rows, row), size+bytes
			if size < atOnce {
				return nil
			}
			return flush()
		})
	})
	if err != nil || len(rows) == 0 {
		return all, err
	}
	return all, flush()
}

// snapshot is a snapshot as a row, and how large it is; none when the result is the same as before.
func (r *Reviews) snapshot(n assess.Snapshot, year, sealing int, before string) ([]any, int, error) {
	sum, err := Sum(n.Result)
	if err != nil || sum == before {
		return nil, 0, err
	}
	data := n.JSON()
	packed, err := pack(data)
	if err != nil {
		return nil, 0, err
	}
	return []any{year, n.Facts.Enterprise.ID, n.Version, sealing, r.Now().UnixMilli(), n.By, n.Hash, n.Previous, hundredths(n.Result.Score), n.Result.Grade, sum, len(data), packed}, len(packed), nil
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
	all, err := seals(tx, `s.year = $1 ORDER BY s.version, s.enterprise`, []any{year})
	last := map[string]Version{}
	for _, s := range all {
		last[s.Enterprise] = s
	}
	return last, err
}

// whole is of sealings that were recorded as a step.
const whole = ` AND s.sealing <= (SELECT count(*) FROM review_step t WHERE t.year = s.year AND t.kind = 'seal')`

// Versions is every version of an enterprise's year, oldest first. enterprise is the register's id.
func Versions(tx *sqldb.Tx, year int, enterprise string) ([]Version, error) {
	return seals(tx, `s.year = $1 AND s.enterprise IN `+keysOf+whole+` ORDER BY s.version, s.at`, []any{year, enterprise})
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
