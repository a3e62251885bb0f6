package park

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/report"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// NumberGiven is what the audit says of a paper's number.
const NumberGiven = "paper.numbered"

// markSetting is the park's mark (机关代字), the first part of its papers' numbers.
const markSetting = "paper-mark"

// longestMark is in characters.
const longestMark = 30

// ErrNoMark says that the park has no mark, without which no number is given.
var ErrNoMark = errors.New("the park has no mark for numbers of papers: set it with parkd serve --mark")

// SetMark sets the mark that numbers given from now on begin with; those that were given stay as they are.
func (p *Park) SetMark(ctx context.Context, mark string) error {
	odd := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	if mark == "" || utf8.RuneCountInString(mark) > longestMark || strings.ContainsFunc(mark, odd) {
		return fmt.Errorf("mark %q: at most %d letters and digits, without the year, as in 示例园管发", mark, longestMark)
	}
	return p.DB.Write(ctx, func(tx *sqldb.Tx) error { return tx.SetSetting(markSetting, []byte(mark)) })
}

// PaperMark is the park's mark; "" when it has none.
func (p *Park) PaperMark(ctx context.Context) (mark string, err error) {
	err = p.DB.Read(ctx, func(tx *sqldb.Tx) error {
		value, err := tx.Setting(markSetting)
		mark = string(value)
		return err
	})
	return mark, err
}

// Numbers is the numbers that the park gave papers of an inspection, by report.Key.
func (p *Park) Numbers(i *inspection.Inspection) map[string]string {
	return report.Numbers(i, p.Sync.About().Key)
}

// Further is the numbers that papers were given although they had one, by report.Key: by a park that was put back from a backup.
func (p *Park) Further(i *inspection.Inspection) map[string][]string {
	all := map[string][]string{}
	_, further := i.NumbersBy(p.Sync.About().Key)
	for _, n := range further {
		key := report.Key(n.Paper, n.Findings)
		all[key] = append(all[key], n.Official())
	}
	return all
}

// GiveNumber gives a paper its official number: the next one of the mark and the year. It is an operation, so that tablets learn of it, and a
// row of paper_number, kept together: the table knows which is the next. A paper that has a number keeps it, however often it is asked for.
func (p *Park) GiveNumber(ctx context.Context, who account.Person, id string, paper report.Paper, findings ...string) (number string, err error) {
	if !slices.Contains(officers, who.Role) {
		return "", ErrForbidden
	}
	if err := p.CatchUp(ctx); err != nil {
		return "", err
	}
	_, err = p.Sync.RecordMade(ctx, func(t server.Tx, feed wire.FeedID) ([]inspection.Payload, error) {
		tx := t.(*sqldb.Tx)
		i, err := inspectionFor(tx, who, id)
		if err != nil {
			return nil, err
		}
		if err := mayNumber(i, paper, findings); err != nil {
			return nil, err
		}
		if number = p.Numbers(i)[report.Key(paper.Kind, findings)]; number != "" {
			return nil, nil
		}
		n := inspection.Numbered{ID: id, Paper: paper.Kind, Findings: findings, By: who.Name}
		said, err := p.number(tx, who, feed, &n)
		if number = n.Official(); err != nil || said {
			return nil, err
		}
		return one(p.Sync.Numbered(n, feed))
	})
	if err != nil {
		return "", err
	}
	return number, p.CatchUp(ctx)
}

func mayNumber(i *inspection.Inspection, paper report.Paper, findings []string) error {
	if !paper.Numbered(i.Opened.Visit) {
		return fmt.Errorf("%w: paper %q is given no number", ErrNotThere, paper.Kind)
	}
	for _, id := range findings {
		if i.Finding(id) == nil {
			return fmt.Errorf("%w: finding %s", ErrNotThere, id)
		}
	}
	return nil
}

// number fills in the number that the table has for the paper, or the next one, which it keeps; said: an operation says it already.
func (p *Park) number(tx *sqldb.Tx, who account.Person, feed wire.FeedID, n *inspection.Numbered) (said bool, err error) {
	key := report.Key(n.Paper, n.Findings)
	has, err := tx.Row(`SELECT mark, year, number, who, said = 1 FROM paper_number WHERE inspection = $1 AND paper = $2 ORDER BY at, number LIMIT 1`,
		[]any{n.ID, key}, &n.Mark, &n.Year, &n.Number, &n.By, &said)
	if err != nil || said {
		return said, err
	}
	if has {
		_, err := tx.Exec(`UPDATE paper_number SET said = 1 WHERE inspection = $1 AND paper = $2`, n.ID, key)
		return false, err
	}
	value, err := tx.Setting(markSetting)
	if err != nil {
		return false, err
	}
	if n.Mark = string(value); n.Mark == "" {
		return false, ErrNoMark
	}
	now := p.Now()
	n.Year = now.In(Zone).Year()
	if err := p.learn(tx, feed); err != nil {
		return false, err
	}
	if _, err := tx.Row(`SELECT COALESCE(MAX(number), 0) + 1 FROM paper_number WHERE mark = $1 AND year = $2`, []any{n.Mark, n.Year}, &n.Number); err != nil {
		return false, err
	}
	if _, err := keep(tx, *n, now); err != nil {
		return false, err
	}
	return false, account.Note(tx, now, who, NumberGiven, n.Official()+" "+key+" "+n.ID)
}

// keep keeps a number in the table, which an operation says; false: the table has it.
func keep(tx *sqldb.Tx, n inspection.Numbered, at time.Time) (kept bool, err error) {
	rows, err := tx.Exec(`INSERT INTO paper_number (mark, year, number, inspection, paper, at, who, said) VALUES ($1, $2, $3, $4, $5, $6, $7, 1) ON CONFLICT DO NOTHING`,
		n.Mark, n.Year, n.Number, n.ID, report.Key(n.Paper, n.Findings), at.UnixMilli(), n.By)
	return rows > 0, err
}
