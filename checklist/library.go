// Package checklist holds what can be asked and what an answer means: the library of criteria
// (checklists.yaml), its parser and lint, and the judge. It is pure: bytes and values in, values out.
package checklist

// Library is one parsed checklists.yaml. Its Revision pins every word in it: an inspection names the
// revision it was answered against and is shown and judged with that one for ever.
type Library struct {
	Format   int        `yaml:"format"` // 1
	Title    Text       `yaml:"title"`
	Places   []Place    `yaml:"places"` // in the order of the walk (route)
	Units    []UnitKind `yaml:"units"`
	Sources  []Source   `yaml:"sources"`
	Sectors  []Sector   `yaml:"sectors"`
	Revision string     `yaml:"-"` // hex SHA-256 of the file's bytes, set by Parse

	index *index // set by Parse
}

// Text is a phrase a person reads. Recalled marks what no source read confirms (from memory): it is
// shown to the expert as such.
type Text struct {
	Zh       string `yaml:"zh" json:"zh"`
	En       string `yaml:"en,omitempty" json:"en,omitempty"`
	Recalled bool   `yaml:"recalled,omitempty" json:"recalled,omitempty"`
}

// Place is a kind of place on the walk: office papers, control room, workshop, tank farm, roof …
type Place struct {
	ID   string `yaml:"id"`
	Name Text   `yaml:"name"`
}

// UnitKind is what a criterion can be asked per: dust collector, tank, hoist … A criterion with
// Per set is answered once for each unit of that kind that the expert adds on the spot.
type UnitKind struct {
	ID   string `yaml:"id"`
	Name Text   `yaml:"name"`
}

// Source is a document that criteria come from.
type Source struct {
	ID       string   `yaml:"id"` // mem10, aq3067, mem121, gb35181-2025, gb35181-2017
	Number   string   `yaml:"number"`
	Title    Text     `yaml:"title"`
	Issuer   Text     `yaml:"issuer"`
	Issued   string   `yaml:"issued"`          // YYYY-MM-DD
	From     string   `yaml:"from"`            // in force from this day, YYYY-MM-DD
	Until    string   `yaml:"until,omitempty"` // last day in force, YYYY-MM-DD
	Replaces []string `yaml:"replaces,omitempty"`
	Link     string   `yaml:"link,omitempty"` // official page
	Checked  string   `yaml:"checked"`        // day the facts were last compared, YYYY-MM-DD
	Note     *Text    `yaml:"note,omitempty"` // e.g. formal repeal not found
}

// Sector is a field of safety with its own criteria: industry and trade, hazardous chemicals, fire.
type Sector struct {
	ID   string `yaml:"id"` // industry, hazchem, fire
	Name Text   `yaml:"name"`
	// Kind: empty for a field of hazards; Activity for something that is done or not: it has no rules, and nothing of it is ever a major hazard.
	Kind     string     `yaml:"kind,omitempty"`
	Scope    []Question `yaml:"scope"`
	Editions []Edition  `yaml:"editions"`
}

// Activity is the kind of a sector whose criteria ask whether something was done.
const Activity = "activity"

// Edition is the set of criteria and rules that apply while Source is in force; the one in force on
// the day of the inspection is used.
type Edition struct {
	Source   string      `yaml:"source"`
	Rules    []Rule      `yaml:"rules"`
	Failed   *FailedRule `yaml:"failed,omitempty"`
	Criteria []Criterion `yaml:"criteria"`
}

// Question is asked before the walk and decides which criteria apply.
type Question struct {
	ID    string `yaml:"id"`
	Ask   Text   `yaml:"ask"`
	Help  *Text  `yaml:"help,omitempty"`
	When  *Expr  `yaml:"when,omitempty"`  // asked only when this holds
	Kinds []Kind `yaml:"kinds,omitempty"` // empty: yes/no; else any number of these kinds
	// Basis: "yes" counts only with a written basis (a document's name and date); used for exclusions.
	Basis bool `yaml:"basis,omitempty"`
}

// Kind is one choice of a question of kinds.
type Kind struct {
	ID   string `yaml:"id"`
	Name Text   `yaml:"name"`
}

// Expr is a condition over scope answers. In YAML a plain scalar "Q" means question Q answered yes,
// "Q=kind" that the kind was chosen; else one key of not, all, any.
type Expr struct {
	Is  string `yaml:"is,omitempty"`
	Not *Expr  `yaml:"not,omitempty"`
	All []Expr `yaml:"all,omitempty"`
	Any []Expr `yaml:"any,omitempty"`
}

// Rule makes a verdict out of answers: at least Need criteria of set Of are hit.
type Rule struct {
	ID           string `yaml:"id"`     // <source>:<clause or name>, e.g. gb35181-2025:comprehensive
	Clause       string `yaml:"clause"` // as cited, Chinese
	Title        Text   `yaml:"title"`
	Need         int    `yaml:"need"`
	Of           string `yaml:"of"`                      // Criterion.Set
	Scope        *Expr  `yaml:"scope,omitempty"`         // place condition
	ExcludedWhen *Expr  `yaml:"excluded_when,omitempty"` // over questions with Basis
	// Unlisted says which part of the set the library does not hold; while it is set this rule can
	// fire but its silence proves nothing, so the verdict is never none-found.
	Unlisted *Text `yaml:"unlisted,omitempty"`
}

// FailedRule says that equipment which is there but has failed counts like equipment that is not
// (mem10 article 14). It adds a condition "failed" to each criterion with Equipment set.
type FailedRule struct {
	ID     string `yaml:"id"`
	Clause string `yaml:"clause"`
	Title  Text   `yaml:"title"`
	Text   Text   `yaml:"text"`  // the question put to the expert on each such criterion
	Check  []Text `yaml:"check"` // how failed equipment shows
	Except []Text `yaml:"exceptions,omitempty"`
}

// Standing says how far a criterion's wording was confirmed.
type Standing string

// Standings. A topic-only criterion never gives a verdict and stays open; a carried-over one (from a
// superseded edition) gives at most a screening hit.
const (
	Verified    Standing = "verified"
	Partial     Standing = "partial"
	TopicOnly   Standing = "topic-only"
	CarriedOver Standing = "carried-over"
)

// Criterion is one thing that, when it is so, is a major hazard or an element of one.
type Criterion struct {
	ID         string    `yaml:"id"`     // <source>:<clause>, stable, never reused
	Clause     string    `yaml:"clause"` // as a paper cites it, Chinese: 第十一条（一）
	Title      Text      `yaml:"title"`
	Set        string    `yaml:"set"` // which Rule counts it: direct, comprehensive
	Standing   Standing  `yaml:"standing"`
	Doubt      *Text     `yaml:"doubt,omitempty"` // what is not confirmed; required unless verified
	Scope      *Expr     `yaml:"scope,omitempty"` // absent: applies to all of the sector
	Where      []string  `yaml:"where"`           // Place ids; the first is where it is asked on the route
	Per        string    `yaml:"per,omitempty"`   // UnitKind id
	Hazard     Condition `yaml:"hazard"`
	Equipment  bool      `yaml:"equipment,omitempty"` // the edition's FailedRule applies
	Check      []Text    `yaml:"check"`
	Evidence   []Text    `yaml:"evidence,omitempty"`
	Exceptions []Text    `yaml:"exceptions,omitempty"`
	Phrases    []Text    `yaml:"phrases,omitempty"` // usual defects, picked by number as a finding's description
	Immediate  []Text    `yaml:"immediate,omitempty"`
	Rectify    []Text    `yaml:"rectify,omitempty"`
	Binds      *Text     `yaml:"binds,omitempty"`
	Authority  *Text     `yaml:"authority,omitempty"`
	Formerly   []string  `yaml:"formerly,omitempty"` // ids of criteria of the replaced edition
}

// Condition is what makes a criterion a hazard: a leaf (ID and Text) that the expert can see to be
// so or not, or a join of others (exactly one of All, Any, Of). True means the hazard is there.
type Condition struct {
	ID      string      `yaml:"id,omitempty"` // leaf: a short word unique in the criterion: a, b, c …
	Zh      string      `yaml:"zh,omitempty"`
	En      string      `yaml:"en,omitempty"`
	Measure *Measure    `yaml:"measure,omitempty"`
	All     []Condition `yaml:"all,omitempty"`
	Any     []Condition `yaml:"any,omitempty"`
	AtLeast int         `yaml:"at_least,omitempty"` // with Of
	Of      []Condition `yaml:"of,omitempty"`
	// Disputed (on a join): sources differ on how the parts are joined. When some but not all parts
	// hold, the criterion stays open instead of clear.
	Disputed *Text `yaml:"disputed,omitempty"`
}

// Measure is a threshold on a leaf: the leaf holds when the measured value Op Limit. Limit is a
// decimal; empty when it comes from the plant's own design documents.
type Measure struct {
	Name  Text   `yaml:"name"`
	Unit  string `yaml:"unit"`
	Op    string `yaml:"op"` // ">=", ">", "<=", "<" as the document has it
	Limit string `yaml:"limit,omitempty"`
}
