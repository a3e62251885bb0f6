// Package paper reads an answers file: an inspection made on paper and transcribed, or written by another
// program. It checks all of it against the library and turns it into the operations that a walk would have
// recorded. It is pure: bytes and values in, values and problems out; nothing half comes out.
//
// An answers file is YAML (or JSON, which is YAML too), UTF-8, one inspection a file:
//
//	format: 1
//	enterprise:
//	  name: 重庆示例铝制品有限公司
//	  code: 91500000MA5GM00016     # credit code; its check character is checked
//	  address: …                   # address, contact, phone may be left out
//	kind: assistance               # or self-check, re-check, official; left out: assistance
//	date: 2026-11-18               # day of the inspection; it chooses the edition of the criteria
//	experts: [专家甲, 专家乙]
//	cards: ["50010001", "50010002"] # officers' card numbers; official only
//	accompanied: 李某某
//	sectors: [industry, fire]      # ids of the library
//	scope:                         # answers to scope questions, by id
//	  ind-dust: yes                # yes, no, unknown
//	  fire-places: [workshop]      # question of kinds: those that are there, [] for none, or unknown
//	basis:                         # the document behind a yes, for questions that ask for one
//	  fire-exempt: 渝消示例〔2025〕1号，2025-03-01
//	units:                         # met on the walk; a kind not named here is filled by what the answers mention
//	  - {kind: dust-collector, name: 1号除尘器}
//	answers:
//	  - criterion: mem10:11.3
//	    unit: 1号除尘器             # by its name; only where the criterion is asked per unit
//	    answer: fail               # ok, fail, na, unseen
//	    place: 打磨车间北侧         # a fail needs one
//	    conditions: {a: yes, b: no} # by condition id ("failed" where equipment can fail); left out: judged as a whole
//	    measured: {c: 12}          # by condition id, in the criterion's unit
//	    note: |                    # note, description, measure, immediate may have several lines
//	      …
//	    photos: [photos/1.jpg]     # beside the answers file; or no_photo: why there is none
//	    observed: "09:30"          # on that day; or RFC 3339; left out: when it was recorded
//	    # of a fail, instead of what the library proposes:
//	    description: …
//	    level: suspected-major     # or general
//	    immediate: …
//	    measure: …
//	    deadline: 2026-12-03
//	    fixed: yes                 # put right during the visit
//	  - {criterion: mem10:4.1, answer: na, reason: 无会议室}   # na and unseen need a reason
//	findings:                      # outside the lists: place and description, and level (left out: general), basis,
//	                               # immediate, measure, deadline, fixed, photos, no_photo, observed
//	sign:                          # left out: the inspection stays open
//	  - {role: expert, name: 专家甲}
//	  - {role: enterprise, name: 李某某, refused: yes, reason: …, witness: …}
//
// A fail makes a finding, prefilled as in the walk. A deadline left out is the usual one; what was fixed needs none.
// The enterprise is a known one when the credit code is the same, or when the name is and one of the two has no
// code; what the file leaves out of its heading is taken from there.
package paper

import "anquan.example/paicha/internal/strictyaml"

// File is an answers file as it stands; see the package for what its keys mean.
type File struct {
	Format      int                `yaml:"format"` // 1
	Enterprise  Enterprise         `yaml:"enterprise"`
	Kind        string             `yaml:"kind,omitempty"`
	Date        string             `yaml:"date"`
	Experts     []string           `yaml:"experts"`
	Cards       []string           `yaml:"cards,omitempty"`
	Accompanied string             `yaml:"accompanied,omitempty"`
	Sectors     []string           `yaml:"sectors"`
	Scope       map[string]*Choice `yaml:"scope,omitempty"`
	Basis       map[string]string  `yaml:"basis,omitempty"`
	Units       []Unit             `yaml:"units,omitempty"`
	Answers     []Answer           `yaml:"answers,omitempty"`
	Findings    []Finding          `yaml:"findings,omitempty"`
	Sign        []Signature        `yaml:"sign,omitempty"`

	places *strictyaml.Places
}

// Enterprise is who was inspected.
type Enterprise struct {
	Name    string `yaml:"name"`
	Code    string `yaml:"code,omitempty"`
	Address string `yaml:"address,omitempty"`
	Contact string `yaml:"contact,omitempty"`
	Phone   string `yaml:"phone,omitempty"`
}

// Unit is a dust collector, a tank … that was met.
type Unit struct {
	Kind string `yaml:"kind"` // UnitKind id
	Name string `yaml:"name"` // unique in its kind
}

// Answer is the answer to one criterion, for one unit when it is asked per unit. From Description on: of a fail only.
type Answer struct {
	Criterion  string             `yaml:"criterion"`
	Answer     string             `yaml:"answer"`
	Unit       string             `yaml:"unit,omitempty"`
	Place      string             `yaml:"place,omitempty"`
	Note       string             `yaml:"note,omitempty" text:"lines"`
	Reason     string             `yaml:"reason,omitempty" text:"lines"`
	Measured   map[string]Decimal `yaml:"measured,omitempty"`
	Conditions map[string]YesNo   `yaml:"conditions,omitempty"`
	Photos     []string           `yaml:"photos,omitempty"`
	NoPhoto    string             `yaml:"no_photo,omitempty"`
	Observed   string             `yaml:"observed,omitempty"`

	Description string `yaml:"description,omitempty" text:"lines"`
	Level       string `yaml:"level,omitempty"`
	Immediate   string `yaml:"immediate,omitempty" text:"lines"`
	Measure     string `yaml:"measure,omitempty" text:"lines"`
	Deadline    string `yaml:"deadline,omitempty"`
	Fixed       YesNo  `yaml:"fixed,omitempty"`
}

// Finding is a finding outside the lists.
type Finding struct {
	Level       string   `yaml:"level,omitempty"`
	Place       string   `yaml:"place"`
	Description string   `yaml:"description" text:"lines"`
	Basis       string   `yaml:"basis,omitempty" text:"lines"`
	Immediate   string   `yaml:"immediate,omitempty" text:"lines"`
	Measure     string   `yaml:"measure,omitempty" text:"lines"`
	Deadline    string   `yaml:"deadline,omitempty"`
	Fixed       YesNo    `yaml:"fixed,omitempty"`
	Photos      []string `yaml:"photos,omitempty"`
	NoPhoto     string   `yaml:"no_photo,omitempty"`
	Observed    string   `yaml:"observed,omitempty"`
}

// Signature is one under the findings list, or its refusal.
type Signature struct {
	Role    string `yaml:"role"` // expert, enterprise
	Name    string `yaml:"name"`
	Refused YesNo  `yaml:"refused,omitempty"`
	Reason  string `yaml:"reason,omitempty" text:"lines"`
	Witness string `yaml:"witness,omitempty"`
}

// MaxBytes is the largest answers file.
const MaxBytes = 3 << 20

var limits = strictyaml.Limits{
	Name: "inspection", Start: "format: 1", IDs: []string{"criterion"},
	Bytes: MaxBytes, Marks: 140_000, Text: 12_000, List: 5000, Depth: 1,
}

// Parse reads an answers file; name is the file's name for messages. An error (strictyaml.Problems) says that
// nothing can be made of the bytes. Everything else that is wrong, a misspelt key as well as a criterion that is
// not in force, is said by Payloads, all at once.
func Parse(name string, data []byte) (*File, error) {
	f := &File{}
	var err error
	if f.places, err = strictyaml.Decode(name, data, f, limits); err != nil {
		return nil, err
	}
	return f, nil
}
