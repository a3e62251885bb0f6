package project

import (
	"database/sql"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"

	"anquan.example/paicha/park/sqldb"
)

// Filter says which findings are meant; empty fields say nothing.
type Filter struct {
	Enterprise string   // id in the register: an enterprise's own list always has it
	Among      []string // ids, of which one has it; nil says nothing
	Inspection string
	Sector     string
	Criterion  string
	Status     string
	Grade      string
	Wait       Wait
	State      State
	Due        string // the day that counts
	Text       string // in place, description and number of the enterprise
}

// State is whether something is to be done about a finding.
type State string

// States. Late is open and past its day.
const (
	AnyState State = ""
	IsOpen   State = "open"
	IsLate   State = "late"
	IsEnded  State = "ended"
)

// FindingRow is a finding in a list.
type FindingRow struct {
	Inspection, Finding, Key     string
	Number                       int
	Criterion, Sector            string
	Level, Grade, Status         string
	Open                         bool
	Place, Description, Basis    string
	Measure, Deadline, Due       string
	Found, Ended, Person, Joined string
	Photos, Proofs               int
	Changed                      int64  // HLC
	Enterprise, Name             string // of the register
	Waits                        []Wait // of Waiting
}

// Page is how much of a list is wanted, and from where: After is a cursor of the page before.
type Page struct {
	Size  int // 0: 50
	After string
}

func (p Page) size() int {
	if p.Size <= 0 || p.Size > 1000 {
		return 50
	}
	return p.Size
}

// cursor packs the place in a list.
func cursor(parts ...string) string {
	return base64.RawURLEncoding.EncodeToString([]byte(strings.Join(parts, "\x00")))
}

// place unpacks it; nil at the beginning, or when it is none.
func (p Page) place(n int) []string {
	data, err := base64.RawURLEncoding.DecodeString(p.After)
	parts := strings.Split(string(data), "\x00")
	if err != nil || p.After == "" || len(parts) != n {
		return nil
	}
	return parts
}

// query is a statement in the making: values are numbered in the order in which they come.
type query struct {
	b    strings.Builder
	args []any
}

func (q *query) add(text string, args ...any) {
	for _, a := range args {
		q.args = append(q.args, a)
		text = strings.Replace(text, "?", fmt.Sprintf("$%d", len(q.args)), 1)
	}
	q.b.WriteString(text)
}

// each is a place for every value of a list; of an empty one, none is like it.
func each(values []string) string {
	if len(values) == 0 {
		return "NULL"
	}
	return strings.TrimSuffix(strings.Repeat("?, ", len(values)), ", ")
}

func anyOf(values []string) []any {
	all := make([]any, len(values))
	for n, v := range values {
		all[n] = v
	}
	return all
}

const findingColumns = `finding.inspection, finding.finding, finding.key, finding.number, finding.criterion, finding.sector, finding.level, finding.grade, finding.status, finding.open,
	finding.place, finding.description, finding.basis, finding.measure, finding.deadline, finding.due, finding.found, finding.ended, finding.person, finding.joined, finding.photos, finding.proofs, finding.changed`

// searched is how many rows a search for words looks at: the soonest due.
const searched = 20_000

// Findings is the findings that a filter means, soonest due first, and the cursor of the next page; "" when there is none.
func Findings(tx *sqldb.Tx, today string, f Filter, p Page) (all []FindingRow, next string, err error) {
	states := []int{1, 0}
	switch f.State {
	case IsOpen, IsLate:
		states = states[:1]
	case IsEnded:
		states = states[1:]
	}
	for _, open := range states { // each by its own index, then merged
		rows, err := findings(tx, today, f, p, open)
		if err != nil {
			return nil, "", err
		}
		all = append(all, rows...)
	}
	slices.SortStableFunc(all, func(a, b FindingRow) int {
		return strings.Compare(a.Due+"\x00"+a.Inspection+"\x00"+a.Finding, b.Due+"\x00"+b.Inspection+"\x00"+b.Finding)
	})
	if n := p.size(); len(all) > n {
		all = all[:n]
		last := all[n-1]
		next = cursor(last.Due, last.Inspection, last.Finding)
	}
	return all, next, name(tx, all)
}

func findings(tx *sqldb.Tx, today string, f Filter, p Page, open int) (all []FindingRow, err error) {
	var q query
	from := "finding"
	if f.Text != "" {
		q.add("SELECT * FROM (")
	}
	if f.Wait != "" {
		from = "wait JOIN finding ON finding.inspection = wait.inspection AND finding.finding = wait.finding"
	}
	q.add("SELECT "+findingColumns+" FROM "+from+" WHERE finding.open = ?", open)
	due := "finding.due, finding.inspection, finding.finding"
	if f.Wait != "" {
		due = "wait.due, wait.inspection, wait.finding"
		q.add(" AND wait.what = ?", string(f.Wait))
	}
	for _, c := range []struct{ column, value string }{
		{"inspection", f.Inspection}, {"sector", f.Sector}, {"criterion", f.Criterion}, {"status", f.Status}, {"grade", f.Grade},
	} {
		if c.value != "" {
			q.add(" AND finding."+c.column+" = ?", c.value)
		}
	}
	if f.Due != "" {
		q.add(" AND finding.due = ?", f.Due)
	}
	if f.Enterprise != "" {
		q.add(" AND finding.key IN (SELECT key FROM enterprise_key WHERE enterprise = ?)", f.Enterprise)
	}
	if f.Among != nil {
		q.add(" AND finding.key IN (SELECT key FROM enterprise_key WHERE enterprise IN ("+each(f.Among)+"))", anyOf(f.Among)...)
	}
	if f.State == IsLate {
		q.add(" AND finding.due < ? AND finding.due <> ''", today)
	}
	if at := p.place(3); at != nil {
		q.add(" AND ("+due+") > (?, ?, ?)", at[0], at[1], at[2])
	}
	q.add(" ORDER BY "+due+" LIMIT ?", limit(f, p))
	if f.Text != "" {
		q.add(") AS soonest WHERE place LIKE ? ESCAPE '!' OR description LIKE ? ESCAPE '!' LIMIT ?", like(f.Text), like(f.Text), p.size()+1)
	}
	err = tx.Each(q.b.String(), q.args, func(rows *sql.Rows) error {
		r, err := scanFinding(rows)
		all = append(all, r)
		return err
	})
	return all, err
}

func limit(f Filter, p Page) int {
	if f.Text != "" {
		return searched
	}
	return p.size() + 1
}

// like is a pattern that finds a text anywhere.
func like(text string) string {
	return "%" + strings.NewReplacer("!", "!!", "%", "!%", "_", "!_").Replace(text) + "%"
}

func scanFinding(rows *sql.Rows) (r FindingRow, err error) {
	err = rows.Scan(&r.Inspection, &r.Finding, &r.Key, &r.Number, &r.Criterion, &r.Sector, &r.Level, &r.Grade, &r.Status, &r.Open,
		&r.Place, &r.Description, &r.Basis, &r.Measure, &r.Deadline, &r.Due, &r.Found, &r.Ended, &r.Person, &r.Joined, &r.Photos, &r.Proofs, &r.Changed)
	return r, err
}

// name looks up the enterprises of a list.
func name(tx *sqldb.Tx, all []FindingRow) error {
	known := map[string][2]string{}
	for n := range all {
		key := all[n].Key
		of, there := known[key]
		if !there {
			if _, err := tx.Row(`SELECT enterprise.id, enterprise.name FROM enterprise_key JOIN enterprise ON enterprise.id = enterprise_key.enterprise
				WHERE enterprise_key.key = $1`, []any{key}, &of[0], &of[1]); err != nil {
				return err
			}
			known[key] = of
		}
		all[n].Enterprise, all[n].Name = of[0], of[1]
	}
	return nil
}

// Waiting says of every row what it waits for.
func Waiting(tx *sqldb.Tx, all []FindingRow) error {
	for n := range all {
		r := &all[n]
		err := tx.Each(`SELECT what FROM wait WHERE inspection = $1 AND finding = $2`, []any{r.Inspection, r.Finding}, func(rows *sql.Rows) error {
			var w Wait
			err := rows.Scan(&w)
			r.Waits = append(r.Waits, w)
			return err
		})
		if err != nil {
			return err
		}
		slices.SortFunc(r.Waits, inOrder)
	}
	return nil
}

// FindingOf is the row of a finding; nil when there is none.
func FindingOf(tx *sqldb.Tx, finding string) (found *FindingRow, err error) {
	err = tx.Each(`SELECT `+findingColumns+` FROM finding WHERE finding = $1`, []any{finding}, func(rows *sql.Rows) error {
		r, err := scanFinding(rows)
		found = &r
		return err
	})
	if err != nil || found == nil {
		return nil, err
	}
	one := []FindingRow{*found}
	return &one[0], name(tx, one)
}
