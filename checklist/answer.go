package checklist

// Value is an expert's answer to a criterion.
type Value string

// Values. NA and Unseen need a reason.
const (
	OK     Value = "ok"     // 符合
	Fail   Value = "fail"   // 不符合
	NA     Value = "na"     // 不适用
	Unseen Value = "unseen" // 未查
)

// Answer is what the judge needs of one answer to one criterion (for one unit, when it is asked per unit).
type Answer struct {
	Criterion string `cbor:"criterion" json:"criterion"`
	Unit      string `cbor:"unit,omitempty" json:"unit,omitempty"` // unit's id; empty: the whole enterprise
	Value     Value  `cbor:"value" json:"value"`
	// Conditions: per leaf id (and "failed"), true when it holds. Empty with Fail: the expert judged
	// the condition as a whole.
	Conditions map[string]bool `cbor:"conditions,omitempty" json:"conditions,omitempty"`
	// Measured: per leaf id, a decimal in the measure's unit. It decides its leaf when the measure has a limit.
	Measured map[string]string `cbor:"measured,omitempty" json:"measured,omitempty"`
	Reason   string            `cbor:"reason,omitempty" json:"reason,omitempty"` // of na, unseen
}

// ScopeAnswer is the answer to a scope question: Value "yes", "no" or "unknown"; for a question of kinds
// Value is "kinds" and Kinds may be empty (none of them).
type ScopeAnswer struct {
	Value string   `cbor:"value" json:"value"`
	Kinds []string `cbor:"kinds,omitempty" json:"kinds,omitempty"`
	Basis string   `cbor:"basis,omitempty" json:"basis,omitempty"` // document that proves it, for questions with Basis
}

// Facts is all the judge is told about one sector of one inspection.
type Facts struct {
	Date    string                 // day of the inspection, YYYY-MM-DD: chooses the edition
	Scope   map[string]ScopeAnswer // by question id
	Units   map[string][]string    // by unit kind: ids of the units met
	Answers []Answer               // those that count; several for one criterion and unit: the strictest counts
}

// Outcome is the verdict of a sector.
type Outcome string

// Outcomes.
const (
	MajorSuspected Outcome = "major-suspected"
	ScreeningHit   Outcome = "screening-hit" // a carried-over clause hit: confirm against the edition in force
	Pending        Outcome = "pending"       // what is still open could change it
	NoneFound      Outcome = "none-found"
	NotDone        Outcome = "not-done" // of an activity: something that was asked was not done
	Done           Outcome = "done"     // of an activity: all of it
)

// Verdict is a sector's outcome with its reasons.
type Verdict struct {
	Sector  string  `json:"sector"`
	Source  string  `json:"source"` // edition judged by; empty when none is in force on the day
	Outcome Outcome `json:"outcome"`
	Hits    []Hit   `json:"hits"`    // criteria whose hazard is there
	NotMet  []Hit   `json:"not_met"` // answered fail, but the conditions given do not make the hazard: general findings only
	Rules   []Fired `json:"rules"`   // every rule of the edition, fired or not
	Open    []Open  `json:"open"`    // what could still change the outcome, always listed
	Clear   int     `json:"clear"`   // answered and not hit (ok, na, fail not met), criteria × units
	Out     int     `json:"out"`     // criteria out of scope
}

// Hit is a criterion whose hazard is there, for one unit.
type Hit struct {
	Criterion string   `json:"criterion"`
	Clause    string   `json:"clause"`
	Unit      string   `json:"unit,omitempty"`
	Standing  Standing `json:"standing"`
	Path      []Step   `json:"path"`
}

// Step is one line of the path of answers: a leaf (or a join) and whether it held.
type Step struct {
	Depth int    `json:"depth"`
	ID    string `json:"id,omitempty"`   // leaf id, or "" for a join
	Join  string `json:"join,omitempty"` // all, any, at-least-k
	Text  Text   `json:"text"`
	Held  string `json:"held"`            // yes, no, unknown
	Given string `json:"given,omitempty"` // measured value against the threshold: "12 人 > 9 人"
	// Clause: on the step "failed", the clause of the edition's FailedRule.
	Clause string `json:"clause,omitempty"`
}

// Fired is a rule and what became of it.
type Fired struct {
	Rule     string   `json:"rule"`
	Clause   string   `json:"clause"`
	Need     int      `json:"need"`
	Hits     []string `json:"hits"`     // distinct criterion ids counted
	Possible int      `json:"possible"` // open criteria that could still count
	Fired    bool     `json:"fired"`
	Could    bool     `json:"could"`              // has not fired, but what is open could make it
	Excluded string   `json:"excluded,omitempty"` // question id whose documented yes excludes it
	Unlisted bool     `json:"unlisted,omitempty"`
}

// Why says why something is open.
type Why string

// Whys.
const (
	Unanswered   Why = "unanswered"
	WhyUnseen    Why = "unseen"
	WhyTopicOnly Why = "topic-only"
	ScopeUnknown Why = "scope-unknown"
	WhyDisputed  Why = "disputed"
	PartlyKnown  Why = "partly-known" // some conditions not looked at
	WhyUnlisted  Why = "unlisted"     // the library does not hold all of the rule's set
	NoEdition    Why = "no-edition"   // no source in force on the day
	NoBasis      Why = "no-basis"     // an exclusion claimed without a document
	OutOfScope   Why = "out-of-scope" // answered fail, but the scope answers say that it does not apply: settle which
)

// Open is one thing that could still change the outcome.
type Open struct {
	Criterion string `json:"criterion,omitempty"`
	Unit      string `json:"unit,omitempty"`
	Question  string `json:"question,omitempty"`
	Rule      string `json:"rule,omitempty"`
	Why       Why    `json:"why"`
	Reason    string `json:"reason,omitempty"` // the expert's reason for unseen; else empty
}
