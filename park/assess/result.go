package assess

import "github.com/shopspring/decimal"

// Result is an enterprise's assessment. Every line opens to its terms, every term to what it was made of.
type Result struct {
	Year    int             `json:"year"`
	Scheme  string          `json:"scheme"` // version and hash: Scheme.Name
	AsOf    string          `json:"as_of"`  // day; what came later does not count
	Lines   []Line          `json:"lines"`
	Figures []Figure        `json:"figures"`           // rates and counts that are shown and not scored
	Got     decimal.Decimal `json:"got"`               // points of the items that make the full score and that apply
	Of      decimal.Decimal `json:"of"`                // their maximum; below Full when some do not apply
	Beyond  decimal.Decimal `json:"beyond"`            // bonuses, less penalties that have no weight
	Score   decimal.Decimal `json:"score"`             // Got × Full ÷ Of + Beyond, not below zero; also when a veto or a cap lowers the grade
	Full    decimal.Decimal `json:"full"`              // what could be had
	Missing int             `json:"missing,omitempty"` // items for which nobody has given points: the score is not final
	None    bool            `json:"none,omitempty"`    // no item applies: there is no score and no grade
	Earned  string          `json:"earned"`            // id of the grade by the score alone
	Grade   string          `json:"grade"`             // that counts
	Lowered []Lowered       `json:"lowered,omitempty"` // vetoes and caps that are met; those that are not idle are why Grade is below Earned
	Carried []string        `json:"carried,omitempty"` // findings whose day is after AsOf: next year's
}

// Line is one item of the scheme.
type Line struct {
	Item    string          `json:"item"`
	Kind    Kind            `json:"kind"`
	Max     decimal.Decimal `json:"max"`               // as the scheme says; what does not apply is made up for in the total
	Points  decimal.Decimal `json:"points"`            // what counts; below zero for a penalty
	Counted decimal.Decimal `json:"counted"`           // what the terms give, before somebody set it
	Self    *Points         `json:"self,omitempty"`    // what the enterprise gives itself
	Set     *Points         `json:"set,omitempty"`     // what the park or the review group gave
	Not     string          `json:"not,omitempty"`     // code of why it does not apply; its weight goes to the others
	Missing bool            `json:"missing,omitempty"` // nobody has given points yet
	Terms   []Term          `json:"terms,omitempty"`
}

// Term is one step of a computation, that a reader can redo by hand.
type Term struct {
	Rule   string          `json:"rule"`            // code: internal/words says it
	Kinds  []string        `json:"kinds,omitempty"` // that it is narrowed to: levels of findings, kinds of drills or events, activities
	Of     []string        `json:"of,omitempty"`    // ids of findings, ledger entries, events
	Days   []string        `json:"days,omitempty"`  // that it turns on, one an Of where they belong to them: the day in force, or the day it happened
	Done   []string        `json:"done,omitempty"`  // second day, one an Of: reported, closed, asked; "" not yet
	With   []string        `json:"with,omitempty"`  // second id, one an Of: the finding that is repeated
	Count  int             `json:"count,omitempty"`
	Over   int             `json:"over,omitempty"`   // denominator
	Each   decimal.Decimal `json:"each,omitzero"`    // points for each; taken by a penalty
	Months int             `json:"months,omitempty"` // each counted × 12 ÷ these
	Late   int             `json:"late,omitempty"`   // days
	PerDay decimal.Decimal `json:"per_day,omitzero"` // off for each day late
	Most   decimal.Decimal `json:"most,omitzero"`    // that this term may give or take; of a rate: what the share is of
	Least  int             `json:"least,omitempty"`  // of a veto or a cap: met from this many on
	Points decimal.Decimal `json:"points"`
	Capped bool            `json:"capped,omitempty"` // Most was less
}

// Figure is a number that is shown.
type Figure struct {
	Name  string          `json:"name"` // code
	Value decimal.Decimal `json:"value"`
	Count int             `json:"count"`
	Over  int             `json:"over,omitempty"`
	None  bool            `json:"none,omitempty"` // the denominator is zero: not applicable
}

// Lowered is a veto or a cap that is met.
type Lowered struct {
	Item  string   `json:"item"`
	To    string   `json:"to"` // grade
	Rule  string   `json:"rule"`
	Kinds []string `json:"kinds,omitempty"` // as of the term
	Of    []string `json:"of,omitempty"`
	Idle  bool     `json:"idle,omitempty"` // the score alone gives no better grade
}
