// Package review is the way of a year's assessment: the scheme is chosen, enterprises score themselves, the park drafts and makes
// the draft public, enterprises object, the review group answers and decides, and what was decided is sealed.
//
// Nothing that was said is written over: a year is what its steps make of it (Step), an enterprise's year what its entries
// say (Entry), and a seal stays when a later one is made. What the points are is package assess's business; who an enterprise is, after it was
// renamed or merged, the register's.
package review

import (
	"cmp"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/sqldb"
)

// Reviews is the yearly assessments of a park.
type Reviews struct {
	DB    *sqldb.DB
	Now   func() time.Time
	Zone  *time.Location // of days
	Facts Facts

	// Changed is told what happened, in the transaction that made it so; nil: nobody listens.
	Changed func(tx *sqldb.Tx, c Change) error
}

// Facts tells what happened in a year: park/annual, with the Entries of Year. asOf is a day, as assess has it.
type Facts interface {
	// Year calls each for every enterprise.
	Year(tx *sqldb.Tx, year int, asOf string, each func(assess.Facts) error) error
	// Of is of one enterprise of the register.
	Of(tx *sqldb.Tx, enterprise string, year int, asOf string) (f assess.Facts, there bool, err error)
}

// Stage is how far a year is.
type Stage string

// Stages, in order.
const (
	Open    Stage = "open"    // enterprises score themselves
	Draft   Stage = "draft"   // the park gives points
	Public  Stage = "public"  // enterprises read their draft and object
	Decided Stage = "decided" // by the review group
	Sealed  Stage = "sealed"
)

// Stages is all of them, in order.
func Stages() []Stage { return []Stage{Open, Draft, Public, Decided, Sealed} }

// Review is a year's assessment as it stands.
type Review struct {
	Year     int
	Stage    Stage
	Scheme   *assess.Scheme
	CutOff   string // day; what comes later counts for the next year
	Until    string // last day of publicity, "" before there is one
	Sealings int    // how often it was sealed
	Steps    []Step
}

// AsOf is the day up to which the year is looked at: the cut-off, or today while that is to come.
func (y *Review) AsOf(today string) string { return min(y.CutOff, today) }

// stage is that of a year; "" of one that nobody began.
func (y *Review) stage() Stage {
	if y == nil {
		return ""
	}
	return y.Stage
}

// Last is the last step.
func (y *Review) Last() Step { return y.Steps[len(y.Steps)-1] }

// Decision is the last decision of the review group; none while it has to decide (again).
func (y *Review) Decision() (s Step, there bool) {
	for _, step := range y.Steps {
		switch step.Kind {
		case Decide:
			s, there = step, true
		case Back, Choose, Publish:
			s, there = Step{}, false
		}
	}
	return s, there
}

// Why is why something was not done: a code that pages put into words.
type Why string

// Why something was not done.
const (
	NoSuchYear     Why = "no-year"
	YearThere      Why = "year-there"
	BadYear        Why = "bad-year"
	WrongStage     Why = "stage"       // Of: the stage
	WrongRole      Why = "role"        // it is for others
	NotYours       Why = "not-yours"   // another enterprise's
	NoEnterprise   Why = "no-firm"     // the register has none
	NoReason       Why = "no-reason"   //
	NoText         Why = "no-text"     //
	NoPeople       Why = "no-people"   // who decided
	BadScheme      Why = "bad-scheme"  // Err says where
	OtherYear      Why = "other-year"  // the scheme is of another year; Of: which
	BadCutOff      Why = "bad-cut-off" // not a day of the scheme's period
	CutOffAhead    Why = "cut-off-ahead"
	BadUntil       Why = "bad-until" // the last day of publicity is not to come
	StillPublic    Why = "still-public"
	Unanswered     Why = "unanswered" // Of: how many objections
	NotJudged      Why = "not-judged" // Of: how many enterprises lack points, and nobody said why it stays so
	Nothing        Why = "nothing"    // there is nothing new to be sealed, or nothing was filled in
	NoSuchItem     Why = "no-item"
	NotManual      Why = "not-manual"
	BadPoints      Why = "bad-points" // Of: the item
	NoPoints       Why = "no-points"
	BadDay         Why = "bad-day"
	BadKind        Why = "bad-kind" // the scheme names no such event
	NoSuchEntry    Why = "no-entry"
	AnsweredBefore Why = "answered"
	StruckBefore   Why = "struck"
	SamePerson     Why = "same-person"
	TooLong        Why = "too-long"
	TooMuch        Why = "too-much"  // an enterprise's year has mostEntries
	Meanwhile      Why = "meanwhile" // something was done by somebody else
)

// Whys is all of them.
func Whys() []Why {
	return []Why{NoSuchYear, YearThere, BadYear, WrongStage, WrongRole, NotYours, NoEnterprise, NoReason, NoText, NoPeople, BadScheme, OtherYear, BadCutOff, CutOffAhead, BadUntil,
		StillPublic, Unanswered, NotJudged, Nothing, NoSuchItem, NotManual, BadPoints, NoPoints, BadDay, BadKind, NoSuchEntry, AnsweredBefore, StruckBefore, SamePerson, TooLong, TooMuch, Meanwhile}
}

// Refused says that something was not done, and why.
type Refused struct {
	Why Why
	Of  string // what it is about, as the Why says
	Err error  // of BadScheme
}

func (r *Refused) Error() string {
	s := "review: " + string(r.Why)
	if r.Of != "" {
		s += ": " + r.Of
	}
	if r.Err != nil {
		s += ": " + r.Err.Error()
	}
	return s
}

func (r *Refused) Unwrap() error { return r.Err }

func refuse(why Why, of ...string) error {
	r := &Refused{Why: why}
	if len(of) > 0 {
		r.Of = of[0]
	}
	return r
}

// Is says whether an error is a refusal for that reason.
func Is(err error, why Why) bool {
	var r *Refused
	return errors.As(err, &r) && r.Why == why
}

func (r *Reviews) today() string { return r.Now().In(r.Zone).Format(time.DateOnly) }

// Find is a year as it stands; nil when nobody began it.
func Find(tx *sqldb.Tx, year int) (*Review, error) {
	steps, err := stepsOf(tx, year)
	if err != nil || len(steps) == 0 {
		return nil, err
	}
	return fold(year, steps)
}

// must is Find of a year that somebody began.
func must(tx *sqldb.Tx, year int) (*Review, error) {
	y, err := Find(tx, year)
	if err == nil && y == nil {
		err = refuse(NoSuchYear)
	}
	return y, err
}

// mostYears bounds the list of years.
const mostYears = 30

// Years is the years that somebody began, newest first.
func Years(tx *sqldb.Tx) (all []*Review, err error) {
	var years []int
	if err := tx.Each(`SELECT year FROM review_step WHERE n = 1 ORDER BY year DESC LIMIT $1`, []any{mostYears}, func(rows *sql.Rows) error {
		var n int
		err := rows.Scan(&n)
		years = append(years, n)
		return err
	}); err != nil {
		return nil, err
	}
	for _, n := range years {
		y, err := must(tx, n)
		if err != nil {
			return nil, err
		}
		all = append(all, y)
	}
	return all, nil
}

// fold makes a year of its steps.
func fold(year int, steps []Step) (*Review, error) {
	y := &Review{Year: year, Steps: steps}
	text := ""
	for _, s := range steps {
		y.Stage = after(y.Stage, s.Kind)
		text = cmp.Or(s.Scheme, text)
		switch s.Kind {
		case Begin, CutOff:
			y.CutOff = s.Day
		case Publish:
			y.Until = s.Day
		case Seal:
			y.Sealings++
		}
	}
	var err error
	if y.Scheme, err = parsed(year, []byte(text)); err != nil {
		return nil, fmt.Errorf("the scheme of %d, as it was chosen: %w", year, err)
	}
	return y, nil
}

func note(tx *sqldb.Tx, at time.Time, who account.Person, what string, year int, about string) error {
	return account.Note(tx, at, who, what, fmt.Sprintf("%d %s", year, about))
}
