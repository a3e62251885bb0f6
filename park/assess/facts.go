// Package assess is the annual assessment (年度考核): a pure function of a scheme and the facts of a year. The same scheme and the same
// facts give the same result on every machine. Points are exact decimals.
package assess

import (
	"github.com/shopspring/decimal"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
)

// Facts is all of one enterprise's year that a scheme may score. Days are YYYY-MM-DD, "" none. What happened after the day of the
// assessment is in it too and does not count.
type Facts struct {
	Enterprise Enterprise `json:"enterprise"`
	Findings   []Finding  `json:"findings"` // in any order; also those of the year before, for repeats and what is carried over
	Visits     []Visit    `json:"visits"`
	Ledgers
	Entries
}

// Enterprise is who is assessed. One that was renamed or merged is one: its key is what the park's register calls it.
type Enterprise struct {
	ID     string   `json:"id"` // of the register
	Name   string   `json:"name"`
	Code   string   `json:"code,omitempty"`   // credit code
	Former []string `json:"former,omitempty"` // other names and codes it went by
	Since  string   `json:"since,omitempty"`  // day it came into the park, when in the year
	Until  string   `json:"until,omitempty"`  // day it closed or left, when in the year
}

// Finding is a finding's days, as its operations tell them.
type Finding struct {
	ID         string            `json:"id"`
	Inspection string            `json:"inspection"`
	Number     int               `json:"number"` // in the inspection's list
	Criterion  string            `json:"criterion,omitempty"`
	Unit       string            `json:"unit,omitempty"` // its name: ids differ from inspection to inspection
	Place      string            `json:"place,omitempty"`
	What       string            `json:"what"`            // description
	Self       bool              `json:"self,omitempty"`  // found by the enterprise itself: visit of kind self-check
	Fixed      bool              `json:"fixed,omitempty"` // on the spot
	Grade      inspection.Level  `json:"grade"`
	Status     inspection.Status `json:"status"`
	Found      string            `json:"found"`
	Notified   string            `json:"notified,omitempty"` // first
	Deadline   string            `json:"deadline,omitempty"` // as recorded
	Extensions []Extension       `json:"extensions,omitempty"`
	Reported   string            `json:"reported,omitempty"` // first report of rectification that no failed re-check voided
	Failed     int               `json:"failed,omitempty"`   // re-checks
	Ended      string            `json:"ended,omitempty"`    // closed, or transferred
}

// Extension is a later day that was asked for.
type Extension struct {
	Asked   string `json:"asked"`
	Decided string `json:"decided,omitempty"` // "" not yet
	Granted bool   `json:"granted,omitempty"`
	Until   string `json:"until,omitempty"` // when granted
}

// Visit is an inspection of the enterprise.
type Visit struct {
	Inspection string           `json:"inspection"`
	Day        string           `json:"day"`
	Kind       inspection.Visit `json:"kind"`
	Experts    []string         `json:"experts,omitempty"`
	Sectors    []string         `json:"sectors,omitempty"`
	Sealed     bool             `json:"sealed,omitempty"`
}

// Ledgers is what enterprise and park enter over the year, with evidence.
type Ledgers struct {
	Drills    []Drill    `json:"drills,omitempty"`
	Trainings []Training `json:"trainings,omitempty"`
	Reports   []Report   `json:"reports,omitempty"`
	Month     *Month     `json:"month,omitempty"` // nil: nothing was handed in
}

// Evidence is a file that the park holds, or something elsewhere, by its hash.
type Evidence struct {
	Name   string `json:"name"`
	Mime   string `json:"mime,omitempty"`
	Size   int64  `json:"size,omitempty"` // bytes
	SHA256 string `json:"sha256"`
	Where  string `json:"where,omitempty"` // of what is not here: video is kept by reference
}

// DrillKind is 桌面, 实战 or 综合.
type DrillKind string

// Kinds of drills.
const (
	TableTop  DrillKind = "table-top"
	Practical DrillKind = "practical"
	Combined  DrillKind = "combined"
)

// Drill is an emergency drill.
type Drill struct {
	ID         string     `json:"id"`
	Day        string     `json:"day"`
	Kind       DrillKind  `json:"kind"`
	Subject    string     `json:"subject"`
	People     int        `json:"people"`
	Evaluation string     `json:"evaluation,omitempty"`
	Evidence   []Evidence `json:"evidence,omitempty"`
}

// Training is training on the major-hazard criteria.
type Training struct {
	ID       string     `json:"id"`
	Day      string     `json:"day"`
	Subject  string     `json:"subject"`
	Sectors  []string   `json:"sectors,omitempty"`
	People   int        `json:"people"`
	Tested   int        `json:"tested,omitempty"` // people
	Passed   int        `json:"passed,omitempty"` // of them
	Evidence []Evidence `json:"evidence,omitempty"`
}

// Report is an internal hazard report. Who reported is known to the park alone and is not a fact here.
type Report struct {
	ID       string          `json:"id"`
	Day      string          `json:"day"`
	What     string          `json:"what"`
	Finding  string          `json:"finding,omitempty"` // that came of it
	Verified bool            `json:"verified,omitempty"`
	Reward   decimal.Decimal `json:"reward"`         // yuan
	Paid     string          `json:"paid,omitempty"` // day
	Evidence []Evidence      `json:"evidence,omitempty"`
}

// Activity is one of the six of the Safety Month, as the park's notice numbers them.
type Activity string

// Activities.
const (
	Study        Activity = "study"        // ① safety instructions and culture
	Consultation Activity = "consultation" // ② 16 June
	Quiz         Activity = "quiz"         // ③ voluntary, not ranked
	Notes        Activity = "notes"        // ④ voluntary, until 31 December
	Drilling     Activity = "elimination"  // ⑤ hazard search and elimination, drills, training on the criteria
	FivePlaces   Activity = "five-places"  // ⑥ publicity in five places, self-checks
)

// Activities is every activity, in the notice's order.
func Activities() []Activity {
	return []Activity{Study, Consultation, Quiz, Notes, Drilling, FivePlaces}
}

// Month is an enterprise's Safety Month (安全生产月).
type Month struct {
	Planned    string     `json:"planned,omitempty"`   // day the plan was handed in
	Submitted  string     `json:"submitted,omitempty"` // day the summary was handed in
	Activities []Done     `json:"activities,omitempty"`
	Own        []Done     `json:"own,omitempty"` // of their own idea
	Practice   string     `json:"practice,omitempty"`
	Problems   string     `json:"problems,omitempty"`
	Evidence   []Evidence `json:"evidence,omitempty"`
	Comment    string     `json:"comment,omitempty"` // the park's
	Checked    []Checked  `json:"checked,omitempty"` // what experts found of it on the spot
}

// Done is an activity that took place.
type Done struct {
	Activity Activity   `json:"activity,omitempty"`
	Day      string     `json:"day,omitempty"`
	Place    string     `json:"place,omitempty"`
	Form     string     `json:"form"`
	People   int        `json:"people,omitempty"`
	Lectures int        `json:"lectures,omitempty"`
	Films    int        `json:"films,omitempty"`
	Leaflets int        `json:"leaflets,omitempty"`
	Media    int        `json:"media,omitempty"` // reports, posts
	Evidence []Evidence `json:"evidence,omitempty"`
}

// Checked is an expert's answer to a criterion of the sector safety-month.
type Checked struct {
	Inspection string          `json:"inspection"`
	Criterion  string          `json:"criterion"`
	Value      checklist.Value `json:"value"`
	Day        string          `json:"day"`
}

// Entries is what people decided about the year.
type Entries struct {
	Self   []Points `json:"self,omitempty"`   // what the enterprise gives itself; shown, never counted
	Manual []Points `json:"manual,omitempty"` // what the park gives for items of kind manual; the last of an item counts
	Events []Event  `json:"events,omitempty"`
	Set    []Points `json:"set,omitempty"` // what the review group decided on objections; the last of an item counts
}

// Points is points that a person gave for an item.
type Points struct {
	Item     string          `json:"item"`
	Points   decimal.Decimal `json:"points"`
	Reason   string          `json:"reason"`
	By       string          `json:"by"`
	Day      string          `json:"day"`
	Evidence []Evidence      `json:"evidence,omitempty"`
}

// Event is something that no inspection tells: an accident, a commendation, fraud. Items of kind veto, bonus, penalty and cap name kinds of events.
type Event struct {
	ID       string     `json:"id"`
	Kind     string     `json:"kind"`
	Day      string     `json:"day"`
	What     string     `json:"what"`
	By       string     `json:"by"`
	Evidence []Evidence `json:"evidence,omitempty"`
}
