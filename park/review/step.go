package review

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/sqldb"
)

// StepKind is what was done to a year as a whole.
type StepKind string

// Kinds of steps.
const (
	Begin   StepKind = "begin"
	Choose  StepKind = "scheme"  // another scheme
	CutOff  StepKind = "cut-off" // another day
	Drafted StepKind = "draft"   // self-scores are in
	Publish StepKind = "publish"
	Back    StepKind = "back" // to the stage in which it can be put right
	Decide  StepKind = "decide"
	Seal    StepKind = "seal"
)

// Step is one of them. Which fields it has, the table of steps says.
type Step struct {
	N          int
	Kind       StepKind
	At         time.Time
	Who, Login string
	Day        string // of Begin and CutOff: the cut-off; of Publish: its last day
	Says       string // reason; of Decide the minute
	People     string // of Decide: who decided
	Scheme     string // YAML, of Begin and Choose
	Unjudged   string // of Decide and Seal: why items stay without points that people should have given; "" none does
}

// rule is who may take a step, from which stages, and what becomes of the year.
type rule struct {
	kind   StepKind
	roles  []account.Role
	from   []Stage
	reason []Stage // from these a reason has to be given
}

var (
	officers = []account.Role{account.Admin, account.Officer}
	group    = []account.Role{account.Admin, account.Lead} // the review group
)

// rules is every step. Begin is from no stage.
var rules = []rule{
	{Begin, officers, []Stage{""}, nil},
	{Choose, officers, []Stage{Open, Draft, Public, Decided, Sealed}, []Stage{Public, Decided, Sealed}},
	{CutOff, officers, []Stage{Open, Draft}, nil},
	{Drafted, officers, []Stage{Open}, nil},
	{Publish, officers, []Stage{Draft}, nil},
	{Back, officers, []Stage{Draft, Public, Decided, Sealed}, []Stage{Draft, Public, Decided, Sealed}},
	{Decide, group, []Stage{Public}, nil},
	{Seal, group, []Stage{Decided, Sealed}, []Stage{Sealed}},
}

// StepKinds is every kind, in the table's order.
func StepKinds() (all []StepKind) {
	for _, r := range rules {
		all = append(all, r.kind)
	}
	return all
}

func ruleOf(kind StepKind) (rule, bool) {
	n := slices.IndexFunc(rules, func(r rule) bool { return r.kind == kind })
	if n < 0 {
		return rule{}, false
	}
	return rules[n], true
}

// after is the stage that a step leads to.
func after(was Stage, kind StepKind) Stage {
	switch kind {
	case Begin:
		return Open
	case Drafted:
		return Draft
	case Publish:
		return Public
	case Decide:
		return Decided
	case Seal:
		return Sealed
	case Back:
		if was == Draft {
			return Open
		}
		return Draft
	case Choose:
		if was != Open {
			return Draft // what was public was counted by another scheme
		}
	}
	return was
}

// Offered says which steps a role may take at a stage.
func Offered(role account.Role, at Stage) (all []StepKind) {
	for _, r := range rules {
		if slices.Contains(r.roles, role) && slices.Contains(r.from, at) {
			all = append(all, r.kind)
		}
	}
	return all
}

// NeedsReason says whether a step has to be explained at a stage.
func NeedsReason(kind StepKind, at Stage) bool {
	r, _ := ruleOf(kind)
	return slices.Contains(r.reason, at)
}

// longest is how much may be written into a field, characters; maxScheme of a scheme, bytes.
const (
	longest   = 4000
	maxScheme = 256 << 10
)

// Do takes a step, unless it is Seal, which has a method of its own. n is how many steps the person saw; 0 whatever there are.
func (r *Reviews) Do(ctx context.Context, who account.Person, year, n int, s Step) error {
	s.Says, s.People, s.Day, s.Unjudged = strings.TrimSpace(s.Says), strings.TrimSpace(s.People), strings.TrimSpace(s.Day), strings.TrimSpace(s.Unjudged)
	lacking, err := r.lackingFor(ctx, year, s.Kind)
	if err != nil {
		return err
	}
	return r.DB.Write(ctx, func(tx *sqldb.Tx) error {
		y, err := Find(tx, year)
		if err != nil {
			return err
		}
		if err := r.may(tx, who, y, n, s); err != nil {
			return err
		}
		if s.Kind == Seal {
			return errors.New("review: a sealing has snapshots: call Seal")
		}
		if err := r.fits(tx, year, y, &s); err != nil {
			return err
		}
		if s.Unjudged, err = unjudged(lacking, s.Unjudged); err != nil {
			return err
		}
		return r.record(tx, who, year, y, s)
	})
}

// may says whether the person may take the step as things stand.
func (r *Reviews) may(tx *sqldb.Tx, who account.Person, y *Review, n int, s Step) error {
	rule, known := ruleOf(s.Kind)
	stage := y.stage()
	switch {
	case !known || !slices.Contains(rule.roles, who.Role):
		return refuse(WrongRole)
	case y == nil && s.Kind != Begin:
		return refuse(NoSuchYear)
	case y != nil && s.Kind == Begin:
		return refuse(YearThere)
	case y != nil && n > 0 && n != len(y.Steps):
		return refuse(Meanwhile)
	case !slices.Contains(rule.from, stage):
		return refuse(WrongStage, string(stage))
	case slices.Contains(rule.reason, stage) && s.Says == "":
		return refuse(NoReason)
	case utf8.RuneCountInString(s.Says) > longest || utf8.RuneCountInString(s.Unjudged) > longest || utf8.RuneCountInString(s.People) > longest || len(s.Scheme) > maxScheme:
		return refuse(TooLong)
	}
	return nil
}

// fits checks what the step says, and fills in what it may leave out.
func (r *Reviews) fits(tx *sqldb.Tx, year int, y *Review, s *Step) error {
	today := r.today()
	switch s.Kind {
	case Begin:
		if year < 2000 || year > 9999 {
			return refuse(BadYear)
		}
		scheme, err := parsed(year, []byte(s.Scheme))
		if err != nil {
			return err
		}
		s.Day = cmp.Or(s.Day, scheme.Period.To)
		return fitsCutOff(scheme, s.Day)
	case Choose:
		_, err := parsed(year, []byte(s.Scheme))
		return err
	case CutOff:
		return fitsCutOff(y.Scheme, s.Day)
	case Publish:
		if y.CutOff > today {
			return refuse(CutOffAhead, y.CutOff)
		}
		if s.Day = cmp.Or(s.Day, Workdays(y.Scheme, today, PublicDays)); !isDay(s.Day) || s.Day <= today {
			return refuse(BadUntil)
		}
	case Decide:
		return r.fitsDecision(tx, y, *s)
	}
	return nil
}

func (r *Reviews) fitsDecision(tx *sqldb.Tx, y *Review, s Step) error {
	switch {
	case r.today() <= y.Until:
		return refuse(StillPublic, y.Until)
	case s.Says == "":
		return refuse(NoText)
	case s.People == "":
		return refuse(NoPeople)
	}
	return answered(tx, y.Year)
}

// lackingFor is how many enterprises lack points for what people judge, when the step is the decision. It passes over all facts of the year: not
// within a Write, and nobody gives points between publicity and decision.
func (r *Reviews) lackingFor(ctx context.Context, year int, kind StepKind) (n int, err error) {
	if kind != Decide {
		return 0, nil
	}
	err = r.DB.Read(ctx, func(tx *sqldb.Tx) error {
		y, err := Find(tx, year)
		if err == nil && y != nil {
			n, err = r.lacking(tx, y)
		}
		return err
	})
	return n, err
}

// unjudged is why items stay without points, as it is kept: nothing where none does, and never nothing where some do.
func unjudged(enterprises int, why string) (string, error) {
	switch {
	case enterprises == 0:
		return "", nil
	case why == "":
		return "", refuse(NotJudged, strconv.Itoa(enterprises))
	}
	return why, nil
}

// answered refuses while objections of the year are not answered.
func answered(tx *sqldb.Tx, year int) error {
	open, err := Objected(tx, year)
	if err == nil && len(open) > 0 {
		err = refuse(Unanswered, strconv.Itoa(len(open)))
	}
	return err
}

// fitsCutOff wants a day of the period that the scheme assesses.
func fitsCutOff(s *assess.Scheme, day string) error {
	if !isDay(day) || day < s.Period.From || day > s.Period.To {
		return refuse(BadCutOff, s.Period.From+" – "+s.Period.To)
	}
	return nil
}

// PublicDays is how many working days a draft is public when nobody says otherwise. A proposal: no rule that was found says how many.
const PublicDays = 5

// Workdays is the day n working days after another: Monday to Friday, but for the holidays and worked weekends that the scheme lists from
// the State Council's notice of the year.
func Workdays(scheme *assess.Scheme, from string, n int) string {
	day, err := time.Parse(time.DateOnly, from)
	if err != nil {
		return ""
	}
	for n > 0 {
		day = day.AddDate(0, 0, 1)
		d := day.Format(time.DateOnly)
		weekend := day.Weekday() == time.Saturday || day.Weekday() == time.Sunday
		if weekend && slices.Contains(scheme.Definitions.Workdays, d) || !weekend && !slices.Contains(scheme.Definitions.Holidays, d) {
			n--
		}
	}
	return day.Format(time.DateOnly)
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// parsed is a scheme that fits the year.
func parsed(year int, text []byte) (*assess.Scheme, error) {
	s, err := assess.Parse("scheme.yaml", text)
	if err != nil {
		return nil, &Refused{Why: BadScheme, Err: err}
	}
	if s.Year != year {
		return nil, refuse(OtherYear, strconv.Itoa(s.Year))
	}
	return s, nil
}

// record adds a step; that of somebody who was quicker has its number.
func (r *Reviews) record(tx *sqldb.Tx, who account.Person, year int, y *Review, s Step) error {
	s.N = 1
	if y != nil {
		s.N = y.Last().N + 1
	}
	now := r.Now()
	if _, err := tx.Exec(`INSERT INTO review_step (year, n, kind, at, who, login, day, says, people, scheme, unjudged) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		year, s.N, string(s.Kind), now.UnixMilli(), who.Name, who.Login, s.Day, s.Says, s.People, s.Scheme, s.Unjudged); err != nil {
		return err
	}
	if err := r.tell(tx, moved(year, after(y.stage(), s.Kind))); err != nil {
		return err
	}
	return note(tx, now, who, stepped+string(s.Kind), year, s.Says)
}

// stepped begins what the audit says of steps.
const stepped = "review."

func stepsOf(tx *sqldb.Tx, year int) (all []Step, err error) {
	err = tx.Each(`SELECT n, kind, at, who, login, day, says, people, scheme, unjudged FROM review_step WHERE year = $1 ORDER BY n`, []any{year}, func(rows *sql.Rows) error {
		var s Step
		var at int64
		err := rows.Scan(&s.N, &s.Kind, &at, &s.Who, &s.Login, &s.Day, &s.Says, &s.People, &s.Scheme, &s.Unjudged)
		s.At = time.UnixMilli(at)
		all = append(all, s)
		return err
	})
	return all, err
}
