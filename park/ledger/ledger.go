// Package ledger keeps what an enterprise's year is assessed by beside inspections: drills, training on the criteria, internal hazard reports
// and rewards, and the Safety Month (安全生产月) with its summary. Enterprise and park enter it, with evidence.
//
// Nothing is overwritten: a correction is a new version of an entry, striking one is a version with the reason, and every version says who
// and when. Who reported a hazard within an enterprise is for the park's officers alone, and for the enterprise where it
// entered the name itself; it stands in no body, no export and no fact (Reporter).
//
// A kind of ledger is one file and one line in kinds.
package ledger

import (
	"errors"
	"slices"
	"time"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
)

// Kind is a kind of entry.
type Kind string

// Kinds of entries.
const (
	Drill    Kind = "drill"
	Training Kind = "training"
	Report   Kind = "report"
	Month    Kind = "month"
	Review   Kind = "review" // the park's word on a month
)

// Kinds is the ledgers that are lists of entries, in the order of pages.
func Kinds() (all []Kind) {
	for _, k := range kinds {
		if k.listed {
			all = append(all, k.name)
		}
	}
	return all
}

// kinds is every kind.
var kinds = []kind{
	{name: Drill, listed: true, fields: drillFields, read: readDrill, values: drillValues, empty: func() Body { return &assess.Drill{} }},
	{name: Training, listed: true, fields: trainingFields, read: readTraining, values: trainingValues, empty: func() Body { return &assess.Training{} }},
	{name: Report, listed: true, fields: reportFields, read: readReport, values: reportValues, empty: func() Body { return &HazardReport{} }},
	{name: Month, read: readMonth, empty: func() Body { return &MonthRecord{} }},
	{name: Review, officers: true, read: readReview, empty: func() Body { return &MonthReview{} }},
}

// kind is how the entries of a kind are filled in and kept.
type kind struct {
	name     Kind
	listed   bool
	officers bool    // only the park's officers write it
	fields   []Field // of the form
	read     func(*reading) Body
	values   func(Body) Values // as the form says it; nil: it has a page of its own
	empty    func() Body
}

// Body is what an entry says: *assess.Drill, *assess.Training, *HazardReport, *MonthRecord or *MonthReview.
type Body any

func kindOf(k Kind) *kind {
	if n := slices.IndexFunc(kinds, func(x kind) bool { return x.name == k }); n >= 0 {
		return &kinds[n]
	}
	return nil
}

// Fields is the form of a kind that is a list; nil of any other.
func Fields(k Kind) []Field {
	if x := kindOf(k); x != nil && x.listed {
		return x.fields
	}
	return nil
}

// Values is an entry of a list as its form says it, without the reporter.
func (e *Entry) Values() Values {
	if x := kindOf(e.Kind); x != nil && x.values != nil {
		return x.values(e.Body)
	}
	return nil
}

// Entry is a version of an entry.
type Entry struct {
	ID         string
	Version    int // from 1
	Enterprise string
	Kind       Kind
	Year       int
	Day        string // YYYY-MM-DD
	Who        string
	Park       bool // entered at the park
	At         time.Time
	Handed     bool   // of a month: handed in with this version
	Struck     string // the reason; "" it stands
	Body       Body
}

// Errors of what cannot be done.
var (
	ErrNone    = errors.New("the ledger has no such entry")
	ErrChanged = errors.New("somebody has saved this entry since the page was shown: look at it again")
	ErrStruck  = errors.New("the entry is struck: make a new one")
	ErrClosed  = errors.New("the park has assessed this Safety Month: nothing is changed any more unless the park opens it again")
	ErrMayNot  = errors.New("the ledger is another's, or it is not for this role to write")
)

// What the audit says of ledgers.
const (
	Saved    = "ledger.saved"
	Struck   = "ledger.struck"
	HandedIn = "ledger.handed"
	Reviewed = "ledger.reviewed"
)

// EventSaved is the event of an entry of a ledger, or a Safety Month, of which a version was kept.
const EventSaved = "ledger.saved"

// Events is every event there is.
func Events() []string { return []string{EventSaved} }

// Audited is every code of the audit that this package writes.
func Audited() []string { return []string{Saved, Struck, HandedIn, Reviewed} }

// officers may write the ledgers of every enterprise, and see who reported.
var officers = []account.Role{account.Admin, account.Officer}

// MayRead says whether a person may read an enterprise's ledgers. Who came by the code on a list may not: it is for that list.
func MayRead(who account.Person, enterprise string) bool {
	if who.Role == account.Enterprise {
		return !who.Guest && enterprise != "" && who.Enterprise == enterprise
	}
	return who.Role.Held()
}

// MayWrite says whether a person may write them.
func MayWrite(who account.Person, enterprise string) bool {
	return MayRead(who, enterprise) && (who.Role == account.Enterprise || slices.Contains(officers, who.Role))
}

func officer(who account.Person) bool { return slices.Contains(officers, who.Role) }
