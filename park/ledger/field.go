package ledger

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/park/assess"
)

// Field is a field of a form.
type Field struct {
	Name    string
	Kind    FieldKind
	Needed  bool
	Choices []string
}

// FieldKind is how a field is filled in.
type FieldKind string

// Kinds of fields.
const (
	OneLine  FieldKind = "line"
	Text     FieldKind = "text"
	DayField FieldKind = "day"
	Number   FieldKind = "number"
	Money    FieldKind = "money" // yuan, at most two decimals
	Choice   FieldKind = "choice"
	YesNo    FieldKind = "yes-no"
	Sectors  FieldKind = "sectors" // ids, by comma
	Finding  FieldKind = "finding" // id of a finding of the enterprise
	Hidden   FieldKind = "hidden"  // the reporter: kept apart, never shown again to who may not see it
)

// Most of what a field takes.
const (
	MaxLine     = 200        // characters
	MaxText     = 2000       // characters
	MaxPractice = 1000       // characters: assessment.md §3, "≤1,000 字"
	MaxPeople   = 1_000_000  // more is a slip of the finger
	MaxYuan     = 10_000_000 // the same
	MaxOwn      = 10         // activities of their own idea
	MaxEvidence = 60         // of an entry
)

// Fault is what is wrong with a field.
type Fault string

// Faults.
const (
	Empty    Fault = "empty"
	TooLong  Fault = "too-long" // N characters at most
	BadDay   Fault = "bad-day"
	Future   Fault = "future"
	BadYear  Fault = "year"     // the day is of another year than N
	BadCount Fault = "number"   // no whole number from 0 to N
	BadMoney Fault = "money"    // no amount from 0 to N yuan with at most two decimals
	BadPick  Fault = "choice"   // none of those offered
	More     Fault = "more"     // more than there are in the field Of
	Unknown  Fault = "finding"  // no such finding of this enterprise
	BadSum   Fault = "sha256"   // no SHA-256: 64 hexadecimal digits
	Unpaid   Fault = "unpaid"   // a day of payment without a reward
	Early    Fault = "early"    // before the day of the field Of
	TooMany  Fault = "too-many" // N pieces of evidence at most
)

// Problem is what is wrong with one field.
type Problem struct {
	Field string
	Fault Fault
	N     int    // of TooLong, BadCount, BadMoney, BadYear, TooMany
	Of    string // another field, of More and Early
}

// Invalid says what is wrong with an entry, field by field: nothing of it was kept.
type Invalid struct{ Problems []Problem }

func (e *Invalid) Error() string {
	p := e.Problems[0]
	return fmt.Sprintf("the field %s cannot be kept (%s)", p.Field, p.Fault)
}

// Values is what a form says, by the names of fields.
type Values map[string]string

// reading reads a form and gathers what is wrong with it.
type reading struct {
	Draft
	before   Body // the version before; nil: a new entry
	problems []Problem
}

func (r *reading) wrong(field string, f Fault, n int, of string) {
	r.problems = append(r.problems, Problem{field, f, n, of})
}

func (r *reading) text(field string, most int, needed bool) string {
	s := strings.TrimSpace(r.Values[field])
	switch {
	case s == "" && needed:
		r.wrong(field, Empty, 0, "")
	case utf8.RuneCountInString(s) > most:
		r.wrong(field, TooLong, most, "")
	}
	return s
}

func (r *reading) count(field string) int {
	s := strings.TrimSpace(r.Values[field])
	if s == "" {
		return 0
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > MaxPeople {
		r.wrong(field, BadCount, MaxPeople, "")
		return 0
	}
	return n
}

// day is a real one, not after today; of the entry's year when it has one.
func (r *reading) day(field string, needed bool) string {
	s := r.text(field, 10, needed)
	if s == "" {
		return ""
	}
	switch _, err := time.Parse(time.DateOnly, s); {
	case err != nil:
		r.wrong(field, BadDay, 0, "")
		return ""
	case s > r.Today:
		r.wrong(field, Future, 0, "")
	case r.Year != 0 && s[:4] != strconv.Itoa(r.Year):
		r.wrong(field, BadYear, r.Year, "")
	}
	return s
}

func (r *reading) money(field string) decimal.Decimal {
	s := strings.TrimSpace(r.Values[field])
	if s == "" {
		return decimal.Zero
	}
	bad := len(s) > 15 || strings.ContainsAny(s, "eE")
	d, err := decimal.NewFromString(s)
	if bad || err != nil || d.IsNegative() || d.Exponent() < -2 || d.GreaterThan(decimal.NewFromInt(MaxYuan)) {
		r.wrong(field, BadMoney, MaxYuan, "")
		return decimal.Zero
	}
	return d
}

func (r *reading) pick(field string, of []string) string {
	s := strings.TrimSpace(r.Values[field])
	for _, c := range of {
		if s == c {
			return s
		}
	}
	if s == "" {
		r.wrong(field, Empty, 0, "")
	} else {
		r.wrong(field, BadPick, 0, "")
	}
	return s
}

func (r *reading) yes(field string) bool { return r.Values[field] == "yes" }

// evidence is what was there before without what is dropped, what was taken in now, and one thing elsewhere that the form refers to. at names
// the part of the entry: "" the whole.
func (r *reading) evidence(at string, before []assess.Evidence) (all []assess.Evidence) {
	prefix := at
	if at != "" {
		prefix += "."
	}
	for _, e := range before {
		if r.Values[prefix+"drop."+e.SHA256] == "" {
			all = append(all, e)
		}
	}
	for _, e := range append(r.Uploads[at], r.referred(prefix)...) {
		if !holds(all, e.SHA256) {
			all = append(all, e)
		}
	}
	if len(all) > MaxEvidence {
		r.wrong(prefix+"pictures", TooMany, MaxEvidence, "")
	}
	return all
}

func holds(all []assess.Evidence, sum string) bool {
	for _, e := range all {
		if e.SHA256 == sum {
			return true
		}
	}
	return false
}

// referred is what is elsewhere: a video is never sent, only named, with its hash and size. It always says where: what the park holds comes with
// an upload or from the version before, so that nobody comes by another's picture by its hash.
func (r *reading) referred(prefix string) []assess.Evidence {
	name, where, sum, size := prefix+"ref.name", prefix+"ref.where", prefix+"ref.sha256", prefix+"ref.size"
	if strings.TrimSpace(r.Values[name]+r.Values[where]+r.Values[sum]+r.Values[size]) == "" {
		return nil
	}
	e := assess.Evidence{Name: r.text(name, MaxLine, true), Where: r.text(where, MaxLine, true), SHA256: strings.ToLower(r.text(sum, 64, true))}
	if e.SHA256 != "" && (len(e.SHA256) != 64 || strings.Trim(e.SHA256, "0123456789abcdef") != "") {
		r.wrong(sum, BadSum, 0, "")
	}
	if s := strings.TrimSpace(r.Values[size]); s != "" {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || n < 0 {
			r.wrong(size, BadCount, 0, "")
		}
		e.Size = n
	}
	e.Mime = mimeOf(e.Name)
	return []assess.Evidence{e}
}

// mimeOf is the type of a file by its name's ending: of what is elsewhere nobody looks at the content.
func mimeOf(name string) string {
	ending := strings.ToLower(name[strings.LastIndexByte(name, '.')+1:])
	return map[string]string{"mp4": "video/mp4", "mov": "video/quicktime", "pdf": "application/pdf", "jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png",
		"docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document", "doc": "application/msword"}[ending]
}
