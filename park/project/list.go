package project

import (
	"database/sql"
	"slices"

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
	Text       string // in place or description
}

// State is whether something is to be done about a finding.
type State string

// States. Late is past its day and owed; owed is open, and not reported as removed by its day.
const (
	AnyState State = ""
	IsOpen   State = "open"
	IsLate   State = "late"
	IsOwed   State = "owed"
	IsEnded  State = "ended"
)

// FindingRow is a finding in a list.
type FindingRow struct {
	Inspection, Finding, Key     string
	Number                       int
	Criterion, Sector            string
	Level, Grade, Status         string
	Open                         bool
	Owed                         bool // and not reported by its day: the enterprise's turn, or nobody told it
	Place, Description, Basis    string
	Measure, Deadline, Due       string
	Found, Ended, Person, Joined string
	Photos, Proofs               int
	Changed                      int64 // HLC
	Unit                         string
	Fixed                        bool   // on the spot
	Notified                     string // first
	Reported                     string // as removed; no re-check has failed since
	Failed                       int    // re-checks
	Extensions                   string // Extensions reads them
	Enterprise, Name             string // of the register
	Waits                        []Wait // of Waiting
}

// Late says whether the row is late on that day.
func (r FindingRow) Late(today string) bool { return r.Owed && r.Due != "" && r.Due < today }

// byDue is the order of lists of findings.
var byDue = []string{"due", "inspection", "finding"}

// Findings is the findings that a filter means, soonest due first and those without a day last, and the cursor of the next page.
func Findings(tx *sqldb.Tx, today string, f Filter, p Page) (all []FindingRow, next string, err error) {
	if f.Due != "" && p.After == "" {
		p.After = spot{f.Due, "", ""}.cursor() // up to the end that stream sets
	}
	streams, err := f.streams(tx, today)
	if err != nil {
		return nil, "", err
	}
	all, next, err = pageOf(tx, p, streams, scanFinding, func(r FindingRow) spot { return spot{dueOf(r.Due), r.Inspection, r.Finding} })
	if err != nil {
		return nil, "", err
	}
	return all, next, nameOf(tx, all)
}

// streams is the filter as streams, each of the index that leaves least to look through.
func (f Filter) streams(tx *sqldb.Tx, today string) (all []stream, err error) {
	keys, err := keysOf(tx, f.Enterprise, f.Among)
	if err != nil {
		return nil, err
	}
	if f.Wait != "" {
		return f.waiting(keys, today), nil
	}
	for _, key := range keys {
		for _, open := range f.opens() {
			s := f.stream(today)
			s.prefix = append(f.narrowest(key), cond{"open", open})
			all = append(all, s)
		}
	}
	return all, nil
}

// narrowest is what the index is chosen by.
func (f Filter) narrowest(key string) []cond {
	for _, c := range []cond{{"inspection", f.Inspection}, {"key", key}, {"criterion", f.Criterion}, {"grade", f.Grade}, {"status", f.Status}, {"sector", f.Sector}} {
		if c.value != "" {
			return []cond{c}
		}
	}
	return nil
}

func (f Filter) opens() []int {
	switch f.State {
	case IsOpen:
		return []int{standOwed, standReported}
	case IsLate, IsOwed:
		return []int{standOwed}
	case IsEnded:
		return []int{standEnded}
	}
	return []int{standOwed, standReported, standEnded}
}

// waiting is the streams of what waits.
func (f Filter) waiting(keys []string, today string) (all []stream) {
	if f.State == IsEnded {
		return nil // it waits for nothing
	}
	for _, key := range keys {
		s := f.stream(today)
		s.from = "wait w JOIN finding f ON f.inspection = w.inspection AND f.finding = w.finding"
		s.columns, s.order = findings.listOf("f"), []string{"w.due", "w.inspection", "w.finding"}
		if key != "" {
			s.prefix = append(s.prefix, cond{"w.key", key})
		}
		s.prefix = append(s.prefix, cond{"w.what", string(f.Wait)})
		all = append(all, s)
	}
	return all
}

// stream is the filter as far as it is the same in every stream. The enterprise stands in it whatever the index: nobody is shown another's.
func (f Filter) stream(today string) stream {
	s := stream{columns: findings.list(), from: "finding", order: byDue}
	if f.State == IsLate {
		s.end = today
	}
	if f.Due != "" {
		s.end = f.Due + " "
	}
	s.filter = `($1 = '' OR key IN (SELECT key FROM enterprise_key WHERE enterprise = $1)) AND ($2 = '' OR inspection = $2) AND ($3 = '' OR sector = $3)
		AND ($4 = '' OR criterion = $4) AND ($5 = '' OR status = $5) AND ($6 = '' OR grade = $6)
		AND ($7 = '' OR due = $7) AND ($8 = 0 OR open = $8) AND ($9 = '%%' OR lower(place) LIKE $9 ESCAPE '!' OR lower(description) LIKE $9 ESCAPE '!')`
	owed := 0
	if f.Wait != "" && (f.State == IsLate || f.State == IsOwed) { // else the prefix sees to it
		owed = standOwed
	}
	s.args = []any{f.Enterprise, f.Inspection, f.Sector, f.Criterion, f.Status, f.Grade, f.Due, owed, like(f.Text)}
	given := 0
	for _, v := range []string{f.Enterprise, f.Inspection, f.Sector, f.Criterion, f.Status, f.Grade} {
		if v != "" {
			given++
		}
	}
	most := 1 // the prefix sees to it
	if f.Enterprise == "" && (f.Wait != "" || f.Among != nil) {
		most = 0 // it sees to what waits, or whose it is
	}
	s.all = given <= most && owed == 0 && f.Text == ""
	return s
}

func scanFinding(rows *sql.Rows) (r FindingRow, err error) {
	stand := standEnded
	err = rows.Scan(&r.Inspection, &r.Finding, &r.Key, &r.Number, &r.Criterion, &r.Sector, &r.Level, &r.Grade, &r.Status, &stand,
		&r.Place, &r.Description, &r.Basis, &r.Measure, &r.Deadline, &r.Due, &r.Found, &r.Ended, &r.Person, &r.Joined, &r.Photos, &r.Proofs, &r.Changed,
		&r.Unit, &r.Fixed, &r.Notified, &r.Reported, &r.Failed, &r.Extensions)
	r.Open, r.Owed, r.Due = stand != standEnded, stand == standOwed, shown(r.Due)
	return r, err
}

// shown is a day as it is told: NoDay is none.
func shown(due string) string {
	if due == NoDay {
		return ""
	}
	return due
}

func dueOf(shown string) string {
	if shown == "" {
		return NoDay
	}
	return shown
}

// nameOf looks up the enterprises of a list.
func nameOf(tx *sqldb.Tx, all []FindingRow) error {
	of := map[string][2]string{}
	var keys []string
	for _, r := range all {
		if _, there := of[r.Key]; !there {
			of[r.Key] = [2]string{}
			keys = append(keys, r.Key)
		}
	}
	err := among(tx, `SELECT k.key, e.id, e.name FROM enterprise_key k JOIN enterprise e ON e.id = k.enterprise WHERE k.key IN `, keys, nil, func(rows *sql.Rows) error {
		var key string
		var named [2]string
		err := rows.Scan(&key, &named[0], &named[1])
		of[key] = named
		return err
	})
	for n := range all {
		all[n].Enterprise, all[n].Name = of[all[n].Key][0], of[all[n].Key][1]
	}
	return err
}

// FindingOf is the row of a finding; nil when there is none.
func FindingOf(tx *sqldb.Tx, finding string) (*FindingRow, error) {
	var one []FindingRow
	err := tx.Each(`SELECT `+findings.list()+` FROM finding WHERE finding = $1 ORDER BY inspection LIMIT 1`, []any{finding}, func(rows *sql.Rows) error {
		r, err := scanFinding(rows)
		one = append(one, r)
		return err
	})
	if err != nil || len(one) == 0 {
		return nil, err
	}
	return &one[0], nameOf(tx, one)
}

// lot is how many values a statement looks for at once.
const lot = 64

// among asks for the rows that belong to some of many values, a lot at a time; query ends where the values are to stand, and args come before.
func among(tx *sqldb.Tx, query string, values []string, args []any, scan func(*sql.Rows) error) error {
	for len(values) > 0 {
		n := min(len(values), lot)
		all := args[:len(args):len(args)]
		for k := range lot { // the same statement for fewer
			all = append(all, values[min(k, n-1)])
		}
		if err := tx.Each(query+numbered(len(args)+1, lot), all, scan); err != nil {
			return err
		}
		values = values[n:]
	}
	return nil
}

// Waiting says of every row what it waits for.
func Waiting(tx *sqldb.Tx, all []FindingRow) error {
	at := map[string]*FindingRow{}
	ids := make([]string, len(all))
	for n := range all {
		ids[n], at[all[n].Finding] = all[n].Finding, &all[n]
	}
	err := among(tx, `SELECT inspection, finding, what FROM wait WHERE finding IN `, ids, nil, func(rows *sql.Rows) error {
		var inspection, finding string
		var w Wait
		err := rows.Scan(&inspection, &finding, &w)
		if r := at[finding]; r != nil && r.Inspection == inspection {
			r.Waits = append(r.Waits, w)
		}
		return err
	})
	for n := range all {
		slices.SortFunc(all[n].Waits, func(a, b Wait) int { return slices.Index(Waits(), a) - slices.Index(Waits(), b) })
	}
	return err
}

// keysOf is the keys of the enterprise, or of several; one that is empty when neither is said: all.
func keysOf(tx *sqldb.Tx, enterprise string, several []string) (keys []string, err error) {
	if enterprise != "" {
		return Keys(tx, enterprise)
	}
	if several == nil {
		return []string{""}, nil
	}
	for _, e := range several {
		some, err := Keys(tx, e)
		if err != nil {
			return nil, err
		}
		keys = append(keys, some...)
	}
	return keys, nil
}
