package assess

import "github.com/shopspring/decimal"

// Result is an enterprise's assessment. Every line opens to its terms, every term to what it was made of.
type Result struct {
	Year    int             `json:"year"`
	Scheme  string          `json:"scheme"` // version and hash: Scheme.Name
	AsOf    string          `json:"as_of"`  // day; what came later does not count
	Lines   []Line          `json:"lines"`
	Figures []Figure        `json:"figures"`           // rates and counts that are shown and not scored
	Score   decimal.Decimal `json:"score"`             // exact; also when a veto or a cap lowers the grade
	Full    decimal.Decimal `json:"full"`              // what could be had
	Earned  string          `json:"earned"`            // code of the grade by the score alone
	Grade   string          `json:"grade"`             // that counts
	Lowered []Lowered       `json:"lowered,omitempty"` // why Grade is below Earned
	Carried []string        `json:"carried,omitempty"` // findings whose day is after AsOf: next year's
}

// Line is one item of the scheme.
type Line struct {
	Item    string          `json:"item"`
	Kind    Kind            `json:"kind"`
	Max     decimal.Decimal `json:"max"`               // after re-weighting
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
	Rule   string          `json:"rule"`           // code: internal/words says it
	Of     []string        `json:"of,omitempty"`   // ids of findings, ledger entries, events
	Days   []string        `json:"days,omitempty"` // that it turns on, one an Of where they belong to them
	Count  int             `json:"count,omitempty"`
	Over   int             `json:"over,omitempty"` // denominator
	Points decimal.Decimal `json:"points"`
	Capped bool            `json:"capped,omitempty"`
}

// Figure is a number that is shown.
type Figure struct {
	Name  string          `json:"name"` // code
	Value decimal.Decimal `json:"value"`
	Count int             `json:"count"`
	Over  int             `json:"over,omitempty"`
	None  bool            `json:"none,omitempty"` // the denominator is zero: not applicable
}

// Lowered is what lowers a grade: a veto or a cap.
type Lowered struct {
	Item string   `json:"item"`
	To   string   `json:"to"` // grade
	Rule string   `json:"rule"`
	Of   []string `json:"of,omitempty"`
}
