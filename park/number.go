package park

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/report"
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

// official is a number as it stands on paper: 示例园管发〔2026〕7号.
func official(mark string, year, number int64) string {
	return fmt.Sprintf("%s〔%d〕%d号", mark, year, number)
}

// Numbers is the numbers that papers of an inspection were given, by report.Key.
func (p *Park) Numbers(ctx context.Context, who account.Person, inspection string) (all map[string]string, err error) {
	all = map[string]string{}
	err = p.DB.Read(ctx, func(tx *sqldb.Tx) error {
		if err := May(tx, who, inspection); err != nil {
			return err
		}
		return tx.Each(`SELECT paper, mark, year, number FROM paper_number WHERE inspection = $1 ORDER BY paper`, []any{inspection}, func(rows *sql.Rows) error {
			var paper, mark string
			var year, number int64
			err := rows.Scan(&paper, &mark, &year, &number)
			all[paper] = official(mark, year, number)
			return err
		})
	})
	return all, err
}

// GiveNumber gives a paper its official number: the next one of the mark and the year. A paper that has one keeps it, however often it is
// asked for.
func (p *Park) GiveNumber(ctx context.Context, who account.Person, inspection string, paper report.Paper, findings ...string) (number string, err error) {
	if !slices.Contains(officers, who.Role) {
		return "", ErrForbidden
	}
	year, err := strconv.ParseInt(p.Today()[:4], 10, 64)
	if err != nil {
		return "", err
	}
	err = p.DB.Write(ctx, func(tx *sqldb.Tx) error {
		i, err := inspectionFor(tx, who, inspection)
		if err != nil {
			return err
		}
		if !paper.Numbered(i.Opened.Visit) {
			return fmt.Errorf("%w: paper %q is given no number", ErrNotThere, paper.Kind)
		}
		for _, id := range findings {
			if i.Finding(id) == nil {
				return fmt.Errorf("%w: finding %s", ErrNotThere, id)
			}
		}
		number, err = p.number(tx, who, inspection, report.Key(paper.Kind, findings), year)
		return err
	})
	return number, err
}

func (p *Park) number(tx *sqldb.Tx, who account.Person, inspection, key string, year int64) (string, error) {
	var mark string
	var given, last int64
	has, err := tx.Row(`SELECT mark, year, number FROM paper_number WHERE inspection = $1 AND paper = $2`, []any{inspection, key}, &mark, &given, &last)
	if has || err != nil {
		return official(mark, given, last), err
	}
	value, err := tx.Setting(markSetting)
	if err != nil {
		return "", err
	}
	if mark = string(value); mark == "" {
		return "", ErrNoMark
	}
	if _, err := tx.Row(`SELECT COALESCE(MAX(number), 0) FROM paper_number WHERE mark = $1 AND year = $2`, []any{mark, year}, &last); err != nil {
		return "", err
	}
	now := p.Now()
	if _, err := tx.Exec(`INSERT INTO paper_number (mark, year, number, inspection, paper, at, who) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		mark, year, last+1, inspection, key, now.UnixMilli(), who.Name); err != nil {
		return "", err
	}
	number := official(mark, year, last+1)
	return number, account.Note(tx, now, who, NumberGiven, number+" "+key+" "+inspection)
}
