package park

import (
	"context"
	"database/sql"
	"slices"
	"strconv"
	"strings"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// learnedSetting is the epoch, and the arrival up to which learn has read in it.
const learnedSetting = "numbers-learned"

// learn takes up the numbers that this park gave before it was put back from a backup, as far as tablets have brought them back: they are of
// its former feeds. So none is given to two papers.
func (p *Park) learn(tx *sqldb.Tx, own wire.FeedID) error {
	devices, err := tx.Devices()
	if err != nil {
		return err
	}
	former := slices.DeleteFunc(devices, func(d wire.Device) bool { return d.Role != wire.RolePark || d.Feed == own })
	if len(former) == 0 {
		return nil
	}
	value, err := tx.Setting(learnedSetting)
	if err != nil {
		return err
	}
	epoch := p.Sync.About().Epoch.String() + " "
	learned, _ := strings.CutPrefix(string(value), epoch)
	from, _ := strconv.ParseUint(learned, 10, 64) // none, or of another epoch: from the beginning
	last := from
	for _, d := range former {
		said, to, err := p.saidBy(tx, d.Feed, from)
		if err != nil {
			return err
		}
		last = max(last, to)
		for _, n := range said {
			if kept, err := keep(tx, n.Numbered, n.At); err != nil {
				return err
			} else if kept {
				p.Log.Info("the park was put back and learned of a number that it had given", "number", n.Official(), "inspection", n.ID)
			}
		}
	}
	if last == from {
		return nil
	}
	return tx.SetSetting(learnedSetting, strconv.AppendUint([]byte(epoch), last, 10))
}

// saidBy is the numbers that a feed of ours says in runs that arrived after one, and the arrival of its last run.
func (p *Park) saidBy(tx *sqldb.Tx, feed wire.FeedID, after uint64) (said []inspection.Number, last uint64, err error) {
	park := p.Sync.About().Key
	err = tx.Each(`SELECT arrival, first, last, data FROM run WHERE feed = $1 AND arrival > $2 ORDER BY arrival`, []any{feed[:], after}, func(rows *sql.Rows) error {
		run := server.Stored{Run: wire.Run{Feed: feed}}
		var to uint64
		if err := rows.Scan(&run.Arrival, &run.First, &to, &run.Data); err != nil {
			return err
		}
		run.Count, last = to-run.First+1, run.Arrival
		raws, _ := run.Unpack() // what cannot be read the projector has told of
		for _, raw := range raws {
			op, err := raw.Op()
			if err != nil {
				continue
			}
			if n, is := op.Payload.(*inspection.Numbered); is && n.SignedBy(park, feed) {
				said = append(said, inspection.Number{Numbered: *n, Ref: op.Ref, At: op.At()})
			}
		}
		return nil
	})
	return said, last, err
}

// pageOfNumbers is how many numbers SayNumbers says at a time.
const pageOfNumbers = 64

// SayNumbers says the numbers that papers were given before giving one was an operation, once: tablets learn of them then. It gives how many
// it said. One of an inspection that is not here waits for it.
func (p *Park) SayNumbers(ctx context.Context) (said int, err error) {
	for {
		ops, err := p.Sync.RecordMade(ctx, func(t server.Tx, feed wire.FeedID) ([]inspection.Payload, error) {
			tx := t.(*sqldb.Tx)
			unsaid, err := numbersUnsaid(tx)
			if err != nil {
				return nil, err
			}
			var ps []inspection.Payload
			for _, n := range unsaid {
				if _, err := tx.Exec(`UPDATE paper_number SET said = 1 WHERE mark = $1 AND year = $2 AND number = $3`, n.Mark, n.Year, n.Number); err != nil {
					return nil, err
				}
				ps = append(ps, p.Sync.Numbered(n, feed))
			}
			return ps, nil
		})
		if said += len(ops); err != nil || len(ops) == 0 {
			return said, err
		}
	}
}

func numbersUnsaid(tx *sqldb.Tx) (all []inspection.Numbered, err error) {
	err = tx.Each(`SELECT mark, year, number, inspection, paper, who FROM paper_number
		WHERE said = 0 AND inspection IN (SELECT inspection FROM inspection) ORDER BY mark, year, number LIMIT $1`, []any{pageOfNumbers}, func(rows *sql.Rows) error {
		var n inspection.Numbered
		var key string
		err := rows.Scan(&n.Mark, &n.Year, &n.Number, &n.ID, &key, &n.By)
		kind, findings, of := strings.Cut(key, "/")
		if n.Paper = kind; of {
			n.Findings = strings.Split(findings, "/")
		}
		all = append(all, n)
		return err
	})
	return all, err
}
