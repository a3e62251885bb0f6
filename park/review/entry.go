package review

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/google/uuid"
	"github.com/shopspring/decimal"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/sqldb"
)

// Kind is what an entry is.
type Kind string

// Kinds of entries.
const (
	Self      Kind = "self"      // points that the enterprise gives itself
	Manual    Kind = "manual"    // points that the park gives
	Event     Kind = "event"     // something that no inspection tells
	Struck    Kind = "struck"    // an event was no such event
	Objection Kind = "objection" // of the enterprise to a line
	Upheld    Kind = "upheld"    // the group's answer: the line gets the points
	Rejected  Kind = "rejected"  // the group's answer: the line stays
)

// Entry is something that somebody said of an enterprise's year. Which fields it has, the kinds say.
type Entry struct {
	ID       string
	Kind     Kind
	Item     string           // of the scheme; of an Event its kind
	Re       string           // the entry that it strikes or answers
	Points   *decimal.Decimal // of Self, Manual, Upheld
	Says     string           // note, reason, what happened
	Document string           // of an Event: number and title of the paper
	Day      string           // of an Event: when; of the others when it was said
	Evidence []assess.Evidence

	// What follows is told, and not taken.
	Enterprise string
	At         time.Time
	Who, Login string
}

// saying is who may say an entry, at which stages.
type saying struct {
	roles []account.Role
	at    []Stage
	needs Why // why it is refused without Says; "" it may be without
}

var sayings = map[Kind]saying{
	Self:      {[]account.Role{account.Enterprise}, []Stage{Open}, ""},
	Manual:    {officers, []Stage{Open, Draft}, NoReason},
	Event:     {officers, []Stage{Open, Draft}, NoText},
	Struck:    {officers, []Stage{Open, Draft}, NoReason},
	Objection: {[]account.Role{account.Enterprise}, []Stage{Public}, NoText},
	Upheld:    {group, []Stage{Public}, NoReason},
	Rejected:  {group, []Stage{Public}, NoReason},
}

// MaySay says whether a role may say a kind of entry at a stage.
func MaySay(role account.Role, k Kind, at Stage) bool {
	s := sayings[k]
	return slices.Contains(s.roles, role) && slices.Contains(s.at, at)
}

// Say adds entries to an enterprise's year: all of them, or none with the reason.
func (r *Reviews) Say(ctx context.Context, who account.Person, year int, enterprise string, all ...Entry) error {
	if len(all) == 0 {
		return refuse(Nothing)
	}
	return r.DB.Write(ctx, func(tx *sqldb.Tx) error {
		y, err := must(tx, year)
		if err != nil {
			return err
		}
		of, err := Whose(tx, who, enterprise)
		if err != nil {
			return err
		}
		before, err := entriesOf(tx, year, of)
		if err != nil {
			return err
		}
		if len(before)+len(all) > mostEntries {
			return refuse(TooMuch)
		}
		for _, e := range all {
			e.Says, e.Document, e.Day = strings.TrimSpace(e.Says), strings.TrimSpace(e.Document), strings.TrimSpace(e.Day)
			if err := r.permits(y, who, before, &e); err != nil {
				return err
			}
			if err := r.add(tx, who, year, of, e); err != nil {
				return err
			}
		}
		return nil
	})
}

// mostEntries is how much may be said of one enterprise's year.
const mostEntries = 1000

// Whose is the register's id of an enterprise that the person may see the year of: whoever oversees all, an enterprise its own. A guest, who
// came by the code on a list of findings, sees none: such a paper goes through many hands.
func Whose(tx *sqldb.Tx, who account.Person, enterprise string) (string, error) {
	e, there, err := register.Find(tx, enterprise)
	switch {
	case err != nil:
		return "", err
	case who.Role == account.Enterprise:
		own, mine, err := register.Find(tx, who.Enterprise)
		if err != nil {
			return "", err
		}
		if who.Guest || !mine || who.Enterprise == "" || !there || own.ID != e.ID {
			return "", refuse(NotYours)
		}
	case !there:
		return "", refuse(NoEnterprise)
	}
	return e.ID, nil
}

// permits says whether the entry may be said as things stand, and fills in the day.
func (r *Reviews) permits(y *Review, who account.Person, before []Entry, e *Entry) error {
	s, known := sayings[e.Kind]
	switch {
	case !known || !slices.Contains(s.roles, who.Role):
		return refuse(WrongRole)
	case !slices.Contains(s.at, y.Stage):
		return refuse(WrongStage, string(y.Stage))
	case s.needs != "" && e.Says == "":
		return refuse(s.needs)
	case utf8.RuneCountInString(e.Says) > longest || utf8.RuneCountInString(e.Document) > longest:
		return refuse(TooLong)
	}
	today := r.today()
	if e.Kind != Event {
		e.Day = today
	}
	switch e.Kind {
	case Self, Manual:
		return fitsPoints(y, e)
	case Event:
		return fitsEvent(y, *e, today)
	case Struck:
		return fitsStrike(before, e)
	case Objection:
		if today > y.Until {
			return refuse(WrongStage, string(y.Stage))
		}
		if y.Scheme.Item(e.Item) == nil {
			return refuse(NoSuchItem)
		}
	case Upheld, Rejected:
		return fitsAnswer(y, who, before, e)
	}
	return nil
}

// Bounds are the least and the most points that a line may have; of a veto or a cap both are zero.
func Bounds(i *assess.Item) (least, most decimal.Decimal) {
	switch most := i.Max.Decimal(); {
	case i.Kind == assess.Veto || i.Kind == assess.Cap:
		return decimal.Zero, decimal.Zero
	case i.Kind == assess.Penalty && most.IsZero() && i.AtMost.IsZero():
		return decimal.NewFromInt(-1000), decimal.Zero
	case i.Kind == assess.Penalty && most.IsZero():
		return i.AtMost.Decimal().Neg(), decimal.Zero
	default:
		return decimal.Zero, most
	}
}

// lowers says whether an item only lowers the grade: there are no points in it.
func lowers(i *assess.Item) bool { return i.Kind == assess.Veto || i.Kind == assess.Cap }

func fitsPoints(y *Review, e *Entry) error {
	i := y.Scheme.Item(e.Item)
	switch {
	case i == nil:
		return refuse(NoSuchItem)
	case e.Kind == Self && lowers(i):
		return refuse(BadPoints, e.Item)
	case e.Kind == Manual && i.Kind != assess.Manual:
		return refuse(NotManual, e.Item)
	case e.Points == nil:
		return refuse(NoPoints, e.Item)
	}
	least, most := Bounds(i)
	if e.Points.LessThan(least) || e.Points.GreaterThan(most) || !e.Points.Equal(e.Points.Truncate(2)) {
		return refuse(BadPoints, e.Item)
	}
	return nil
}

func fitsEvent(y *Review, e Entry, today string) error {
	switch {
	case y.Scheme.Event(e.Item) == nil:
		return refuse(BadKind)
	case !isDay(e.Day) || e.Day > today || e.Day[:4] != fmt.Sprintf("%04d", y.Year):
		return refuse(BadDay)
	}
	return nil
}

func fitsStrike(before []Entry, e *Entry) error {
	event := find(before, e.Re)
	switch {
	case event == nil || event.Kind != Event:
		return refuse(NoSuchEntry)
	case slices.ContainsFunc(before, func(o Entry) bool { return o.Kind == Struck && o.Re == e.Re }):
		return refuse(StruckBefore)
	}
	e.Item = event.Item
	return nil
}

func fitsAnswer(y *Review, who account.Person, before []Entry, e *Entry) error {
	objection := find(before, e.Re)
	switch {
	case objection == nil || objection.Kind != Objection:
		return refuse(NoSuchEntry)
	case slices.ContainsFunc(before, func(o Entry) bool { return o.Re == e.Re }):
		return refuse(AnsweredBefore)
	}
	e.Item = objection.Item
	for _, o := range before {
		if gave(y, o, e.Item) && same(who, o) {
			return refuse(SamePerson)
		}
	}
	if i := y.Scheme.Item(e.Item); e.Kind == Rejected || i != nil && lowers(i) {
		e.Points = nil // what lowers a grade is taken away by striking the event, or putting the finding right
		return nil
	}
	return fitsPoints(y, e)
}

// gave says whether an entry is what the park gave for an item: points, or an event that the item turns on.
func gave(y *Review, o Entry, code string) bool {
	switch o.Kind {
	case Manual:
		return o.Item == code
	case Event:
		i := y.Scheme.Item(code)
		return i != nil && slices.ContainsFunc(i.Parts, func(p assess.Part) bool { return slices.Contains(p.Events, o.Item) })
	}
	return false
}

// same says whether it was the same person: by account, and by any spelling of the name.
func same(who account.Person, o Entry) bool {
	if who.Login != "" && who.Login == o.Login {
		return true
	}
	theirs := inspection.PlainNames(o.Who)
	return slices.ContainsFunc(inspection.PlainNames(who.Name), func(n string) bool { return slices.Contains(theirs, n) })
}

func find(all []Entry, id string) *Entry {
	n := slices.IndexFunc(all, func(e Entry) bool { return id != "" && e.ID == id })
	if n < 0 {
		return nil
	}
	return &all[n]
}

func (r *Reviews) add(tx *sqldb.Tx, who account.Person, year int, enterprise string, e Entry) error {
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	evidence, err := json.Marshal(e.Evidence)
	if err != nil {
		return err
	}
	points := ""
	if e.Points != nil {
		points = e.Points.String()
	}
	now := r.Now()
	if _, err := tx.Exec(`INSERT INTO review_entry (id, year, enterprise, kind, item, re, points, says, document, day, evidence, at, who, login)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
		id.String(), year, enterprise, string(e.Kind), e.Item, e.Re, points, e.Says, e.Document, e.Day, string(evidence), now.UnixMilli(), who.Name, who.Login); err != nil {
		return err
	}
	return note(tx, now, who, said+string(e.Kind), year, strings.Join(strings.Fields(enterprise+" "+e.Item+" "+points), " "))
}

// said begins what the audit says of entries.
const said = "review.said."

// Audited is every code that the audit knows of this package.
func Audited() (all []string) {
	for _, k := range StepKinds() {
		all = append(all, stepped+string(k))
	}
	for _, k := range []Kind{Self, Manual, Event, Struck, Objection, Upheld, Rejected} {
		all = append(all, said+string(k))
	}
	return all
}
