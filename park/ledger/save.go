package ledger

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/sqldb"
)

// Draft is an entry as somebody fills it in.
type Draft struct {
	Enterprise string // id of the register
	Kind       Kind
	ID         string // "" a new entry
	Version    int    // that the form showed; 0 of a new entry
	Year       int    // of a month and its review; 0: the year of the day
	Values     Values
	Uploads    map[string][]assess.Evidence // what the park has just taken in, by the part of the entry: "" the whole
	Hand       bool                         // of a month: hand it in
	Today      string                       // at the park, YYYY-MM-DD
	Now        time.Time
	Known      func(sector string) bool // nil: any sector

	// Then is done in the transaction that keeps the entry, and may refuse it; nil: nothing.
	Then func(*sqldb.Tx, Entry) error
}

// Save keeps a new entry or a new version of one. It is *Invalid when fields are wrong, ErrChanged when somebody saved meanwhile, ErrClosed when
// the park has assessed the month. When it returns nil the entry is durable.
func Save(ctx context.Context, db *sqldb.DB, who account.Person, d Draft) (e Entry, err error) {
	k := kindOf(d.Kind)
	if k == nil || !MayWrite(who, d.Enterprise) || k.officers && !officer(who) {
		return e, ErrMayNot
	}
	err = db.Write(ctx, func(tx *sqldb.Tx) error {
		e, err = save(tx, k, who, d)
		return err
	})
	if err != nil {
		var invalid *Invalid
		if errors.As(err, &invalid) {
			return e, invalid
		}
		return e, fmt.Errorf("keep the %s of %s: %w", d.Kind, d.Enterprise, err)
	}
	return e, nil
}

func save(tx *sqldb.Tx, k *kind, who account.Person, d Draft) (e Entry, err error) {
	last, err := before(tx, d)
	if err != nil {
		return e, err
	}
	r := &reading{Draft: d}
	if last != nil {
		r.before = last.Body
	}
	e = Entry{Enterprise: d.Enterprise, Kind: d.Kind, Year: d.Year, Version: 1, Who: who.Name, Park: officer(who), At: time.UnixMilli(d.Now.UnixMilli()), Handed: d.Hand && d.Kind == Month}
	e.Body = k.read(r)
	if e.Day = d.Today; k.listed {
		e.Day = dayOf(e.Body)
	}
	if err := r.lookUp(tx); err != nil {
		return e, err
	}
	if len(r.problems) > 0 {
		return e, &Invalid{r.problems}
	}
	if k.listed {
		_, _ = fmt.Sscanf(e.Day, "%d-", &e.Year) // a real day: the reading has looked
	}
	if last != nil {
		e.ID, e.Version = last.ID, last.Version+1
	} else {
		id, err := uuid.NewV7()
		if err != nil {
			return e, err
		}
		e.ID = id.String()
	}
	if err := e.insert(tx); err != nil {
		return e, err
	}
	if name := strings.TrimSpace(d.Values["reporter"]); d.Kind == Report && name != "" {
		if _, err := tx.Exec(`INSERT INTO ledger_reporter (id, version, park, reporter) VALUES ($1, $2, $3, $4)`, e.ID, e.Version, number(e.Park), name); err != nil {
			return e, err
		}
	}
	what := Saved
	switch {
	case e.Handed:
		what = HandedIn
	case d.Kind == Review:
		what = Reviewed
	}
	if err := d.then(tx, e); err != nil {
		return e, err
	}
	return e, account.Note(tx, d.Now, who, what, e.about())
}

func (d *Draft) then(tx *sqldb.Tx, e Entry) error {
	if d.Then == nil {
		return nil
	}
	return d.Then(tx, e)
}

// before is the version that a draft follows; nil when it is a new entry. A year has one month and one review, whatever the form says.
func before(tx *sqldb.Tx, d Draft) (last *Entry, err error) {
	if d.Kind == Month || d.Kind == Review {
		if d.Year < 2000 || d.Year > 9999 {
			return nil, ErrNone
		}
		m, err := MonthOf(tx, d.Enterprise, d.Year)
		if err != nil {
			return nil, err
		}
		if d.Kind == Month && m.Closed() {
			return nil, ErrClosed
		}
		if last = m.Last; d.Kind == Review {
			last = m.Review
		}
	} else if d.ID != "" {
		if last, err = Find(tx, d.Enterprise, d.ID); err != nil {
			return nil, err
		}
		if last.Kind != d.Kind {
			return nil, ErrNone
		}
		if last.Struck != "" {
			return nil, ErrStruck
		}
	}
	version := 0
	if last != nil {
		version = last.Version
	}
	if version != d.Version {
		return nil, ErrChanged
	}
	return last, nil
}

// lookUp holds a draft against what the park has: a finding is the enterprise's own.
func (r *reading) lookUp(tx *sqldb.Tx) error {
	if id := strings.TrimSpace(r.Values["finding"]); r.Kind == Report && id != "" {
		is, err := known(tx, r.Enterprise, id)
		if err != nil {
			return err
		}
		if !is {
			r.wrong("finding", Unknown, 0, "")
		}
	}
	return nil
}

// Strike strikes an entry: it stays, with who struck it and why, and counts no more.
func Strike(ctx context.Context, db *sqldb.DB, who account.Person, d Draft) error {
	if !MayWrite(who, d.Enterprise) {
		return ErrMayNot
	}
	reason := strings.TrimSpace(d.Values["reason"])
	if reason == "" || len([]rune(reason)) > MaxLine {
		fault := Problem{Field: "reason", Fault: Empty}
		if reason != "" {
			fault = Problem{Field: "reason", Fault: TooLong, N: MaxLine}
		}
		return &Invalid{[]Problem{fault}}
	}
	return db.Write(ctx, func(tx *sqldb.Tx) error {
		if d.Kind == Month || d.Kind == Review {
			return ErrNone
		}
		last, err := before(tx, d)
		if err != nil {
			return err
		}
		if last == nil {
			return ErrNone
		}
		e := *last
		e.Version, e.Struck, e.Who, e.Park, e.At = last.Version+1, reason, who.Name, officer(who), d.Now
		if err := e.insert(tx); err != nil {
			return err
		}
		if err := d.then(tx, e); err != nil {
			return err
		}
		return account.Note(tx, d.Now, who, Struck, e.about()+" "+reason)
	})
}

// about names an entry in the audit.
func (e *Entry) about() string {
	return fmt.Sprintf("%s %s %d %s #%d", e.Enterprise, e.Kind, e.Year, e.ID, e.Version)
}

const columns = `id, version, enterprise, kind, year, day, who, park, at, handed, struck, data`

func (e *Entry) insert(tx *sqldb.Tx) error {
	data, err := json.Marshal(e.Body)
	if err != nil {
		return err
	}
	if _, err := tx.Exec(`INSERT INTO ledger (`+columns+`) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
		e.ID, e.Version, e.Enterprise, string(e.Kind), e.Year, e.Day, e.Who, number(e.Park), e.At.UnixMilli(), number(e.Handed), e.Struck, string(data)); err != nil {
		return err
	}
	for _, p := range Evidence(e.Body) {
		if p.Where != "" {
			continue
		}
		if _, err := tx.Exec(`INSERT INTO ledger_picture (enterprise, sha256, id) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, e.Enterprise, p.SHA256, e.ID); err != nil {
			return err
		}
	}
	return nil
}

func number(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func dayOf(b Body) string {
	switch b := b.(type) {
	case *assess.Drill:
		return b.Day
	case *assess.Training:
		return b.Day
	case *HazardReport:
		return b.Day
	}
	return ""
}

// Evidence is all that an entry names, of all its parts.
func Evidence(b Body) (all []assess.Evidence) {
	switch b := b.(type) {
	case *assess.Drill:
		return b.Evidence
	case *assess.Training:
		return b.Evidence
	case *HazardReport:
		return b.Evidence
	case *MonthRecord:
		for _, d := range b.Activities {
			all = append(all, d.Evidence...)
		}
		for _, d := range b.Own {
			all = append(all, d.Evidence...)
		}
		return append(all, b.Evidence...)
	}
	return nil
}
