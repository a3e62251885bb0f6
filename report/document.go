// Package report turns an inspection into the papers that people sign: one paper is one file (paper_x.go) and one line in the table Papers,
// made as a sheet.Sheet, which is written in any format. What programs read of it is a Document.
package report

import (
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/report/sheet"
)

// Document is an inspection as people read it, and the stable JSON for programs (documented in docs/json.md).
type Document struct {
	Format     int                    `json:"format"` // 1
	Title      string                 `json:"title"`
	Notes      []string               `json:"notes"`
	ID         string                 `json:"id"`
	Enterprise inspection.Enterprise  `json:"enterprise"`
	Visit      inspection.Visit       `json:"visit"`
	Date       string                 `json:"date"`
	Experts    []string               `json:"experts"`
	Cards      []string               `json:"cards,omitempty"`
	Accompany  string                 `json:"accompanied,omitempty"`
	Revision   string                 `json:"revision"`
	Sealed     string                 `json:"sealed,omitempty"` // RFC 3339; empty: not sealed
	Seal       string                 `json:"seal,omitempty"`   // first 16 hex digits of the last sealed operation's hash, per feed, joined by "-"
	Verdicts   []Verdict              `json:"verdicts"`
	Findings   []Finding              `json:"findings"`
	Signatures []inspection.Signature `json:"signatures"`
	Late       []Late                 `json:"late"`
	Signed     []Signed               `json:"signed_papers,omitempty"` // photos of papers with their handwritten signatures
	Numbers    []Number               `json:"numbers,omitempty"`       // official ones, of papers
	Differ     []Difference           `json:"differences"`
	words      *words.Words
}

// Verdict is a sector's verdict with what a reader needs to follow it.
type Verdict struct {
	Sector  string            `json:"sector"`
	Name    string            `json:"name"`
	Source  string            `json:"source"`
	Title   string            `json:"source_title"`
	Outcome checklist.Outcome `json:"outcome"`
	Says    string            `json:"says"` // the outcome in words
	Rules   []string          `json:"rules"`
	Hits    []Hit             `json:"hits"`
	Open    []Open            `json:"open"`
	Clear   int               `json:"clear"`
	Out     int               `json:"out"`
}

// Hit is a criterion whose hazard is there, with the path of answers.
type Hit struct {
	Criterion string             `json:"criterion"`
	Clause    string             `json:"clause"`
	Title     string             `json:"title"`
	Unit      string             `json:"unit,omitempty"` // its name
	Standing  checklist.Standing `json:"standing"`
	Path      []string           `json:"path"`
}

// Open is something that could still change the verdict.
type Open struct {
	Criterion string        `json:"criterion,omitempty"`
	What      string        `json:"what"`
	Unit      string        `json:"unit,omitempty"`
	Why       checklist.Why `json:"why"`
	Says      string        `json:"says"`
}

// Finding is one line of the findings list.
type Finding struct {
	Number      int              `json:"number"`
	ID          string           `json:"id"`
	Inspection  string           `json:"inspection"`
	Enterprise  string           `json:"enterprise"`
	Date        string           `json:"date"`
	Level       inspection.Level `json:"level"`
	Says        string           `json:"level_says"`
	Criterion   string           `json:"criterion,omitempty"`
	Unit        string           `json:"unit,omitempty"`
	Place       string           `json:"place"`
	Description string           `json:"description"`
	Basis       string           `json:"basis"`
	Immediate   string           `json:"immediate,omitempty"`
	Measure     string           `json:"measure,omitempty"`
	Deadline    string           `json:"deadline,omitempty"`
	Status      string           `json:"status"`                // inspection.Status
	JoinedInto  int              `json:"joined_into,omitempty"` // number of the finding that stands for this one
	Joined      []int            `json:"joined,omitempty"`      // numbers of those that this one stands for
	Steps       []Step           `json:"steps,omitempty"`
	Remark      string           `json:"remark,omitempty"`
	Photos      []Photo          `json:"photos"`

	differ, brief string // what people differ on; Remark without it, for a paper that has it elsewhere
}

// Photo is a picture of a finding.
type Photo struct {
	inspection.Photo
	read func(sha256 string) ([]byte, error) // nil: not on this machine
}

// Late is an entry made after the seal.
type Late struct {
	Time string `json:"time"`
	What string `json:"what"`
}

// Signed is the photo of a paper with its handwritten signatures, and when it came in.
type Signed struct {
	Paper string `json:"paper"` // kind
	Time  string `json:"time"`  // RFC 3339
	Photo Photo  `json:"photo"`
}

// Number is the official number that the park gave a paper.
type Number struct {
	Paper    string   `json:"paper"`              // kind
	Findings []string `json:"findings,omitempty"` // ids of those that it is of, of a paper of findings
	Number   string   `json:"number"`             // as it stands on paper
}

// Source is where a document's parts come from.
type Source struct {
	Inspection *inspection.Inspection
	Library    *checklist.Library // of the inspection's revision
	// Photo reads a photo, whole and compared with its name; nil: none is shown.
	Photo func(sha256 string) ([]byte, error)
	Words *words.Words
	Names map[inspection.FeedID]string // who holds other tablets, as far as it is known
	Zone  *time.Location
	// Entry is where the enterprise answers without an account, for the code on the findings list; "" none.
	Entry string
	// Attached goes into every format that can carry a file.
	Attached []sheet.Attached
	// Numbers is the official numbers that the park gave, by Key.
	Numbers map[string]string
}

// New makes the document of what was sealed (with what came later apart), or, while nothing is
// sealed, of what there is.
func New(src Source) Document {
	whole := src.Inspection
	i := whole.Sealed()
	w := src.Words
	o := i.Opened
	d := Document{
		Format: 1, Title: title(w, o.Visit), ID: i.ID, Enterprise: o.Enterprise, Visit: o.Visit, Date: o.Date,
		Experts: o.Experts, Cards: o.Cards, Accompany: o.Accompanied, Revision: o.Revision, words: w,
		Verdicts: []Verdict{}, Findings: []Finding{}, Signatures: []inspection.Signature{}, Late: []Late{}, Differ: differences(src, i),
	}
	if o.Visit != inspection.Official {
		d.Notes = append(d.Notes, w.Paper.Advice)
	}
	d.Notes = append(d.Notes, w.Paper.Suspected)
	for _, jump := range whole.Jumps() {
		d.Notes = append(d.Notes, w.Op(jump.Op, src.Library))
	}
	for _, x := range d.Differ {
		if x.Kind == inspection.AnswersDiffer { // those of findings stand beside them
			d.Notes = append(d.Notes, fmt.Sprintf(w.Life.Differ, x.line(w)))
		}
	}
	for _, v := range i.Verdicts(src.Library.Judge) {
		d.Verdicts = append(d.Verdicts, verdict(src, i, v))
	}
	for n := range i.Findings {
		d.Findings = append(d.Findings, finding(src, i, &i.Findings[n]))
	}
	if c := i.Closed; c != nil {
		d.Sealed = i.ClosedAt.In(src.Zone).Format(time.RFC3339)
		d.Seal = seal(c)
		d.Signatures = append(d.Signatures, c.Signatures...)
	}
	for _, e := range whole.Late() {
		d.Late = append(d.Late, Late{e.At().In(src.Zone).Format("2006-01-02 15:04"), w.Op(e.Op, src.Library)})
	}
	for _, s := range whole.Signed {
		d.Signed = append(d.Signed, Signed{s.Paper, s.At.In(zone(src)).Format(time.RFC3339), Photo{s.Photo, src.Photo}})
	}
	for _, key := range slices.Sorted(maps.Keys(src.Numbers)) {
		parts := strings.Split(key, "/")
		d.Numbers = append(d.Numbers, Number{Paper: parts[0], Findings: parts[1:], Number: src.Numbers[key]})
	}
	return d
}

func title(w *words.Words, v inspection.Visit) string {
	switch v {
	case inspection.SelfCheck:
		return w.Paper.TitleSelfCheck
	case inspection.Recheck:
		return w.Paper.TitleRecheck
	case inspection.Official:
		return w.Paper.TitleOfficial
	default:
		return w.Paper.TitleAssistance
	}
}

func seal(c *inspection.Closed) string {
	parts := make([]string, 0, len(c.Seals))
	for _, s := range c.Seals {
		parts = append(parts, hex.EncodeToString(s.Hash[:min(8, len(s.Hash))]))
	}
	return strings.Join(parts, "-")
}

func unitName(i *inspection.Inspection, id string) string {
	u, _ := i.Unit(id)
	return u.Name
}

func verdict(src Source, i *inspection.Inspection, v checklist.Verdict) Verdict {
	w, lib := src.Words, src.Library
	d := Verdict{Sector: v.Sector, Name: v.Sector, Source: v.Source, Outcome: v.Outcome, Says: w.Outcome(v.Outcome),
		Rules: []string{}, Hits: []Hit{}, Open: []Open{}, Clear: v.Clear, Out: v.Out}
	if s := lib.Sector(v.Sector); s != nil {
		d.Name = w.Text(s.Name)
	}
	if s := lib.Source(v.Source); s != nil {
		d.Title = s.Number + " " + w.Text(s.Title)
	}
	for _, r := range v.Rules {
		d.Rules = append(d.Rules, w.Rule(lib, r))
	}
	for _, h := range v.Hits {
		hit := Hit{Criterion: h.Criterion, Clause: h.Clause, Unit: unitName(i, h.Unit), Standing: h.Standing, Path: w.Path(h.Path)}
		if c := lib.Criterion(h.Criterion); c != nil {
			hit.Title = w.Text(c.Title)
		}
		d.Hits = append(d.Hits, hit)
	}
	for _, o := range v.Open {
		d.Open = append(d.Open, Open{o.Criterion, w.OpenWhat(lib, o), unitName(i, o.Unit), o.Why, w.OpenWhy(o)})
	}
	return d
}

func finding(src Source, i *inspection.Inspection, f *inspection.Finding) Finding {
	w := src.Words
	d := Finding{
		Number: f.Number, ID: f.Finding, Inspection: i.ID, Enterprise: i.Opened.Enterprise.Name, Date: i.Opened.Date,
		Level: f.Grade, Says: w.LevelName(f.Grade), Criterion: f.Criterion, Unit: unitName(i, f.Unit),
		Place: f.Place, Description: f.Description, Basis: f.Basis, Immediate: f.Immediate, Measure: f.Measure,
		Deadline: f.Due, Status: string(f.Status), Photos: []Photo{},
	}
	var remarks []string
	if f.Fixed {
		remarks = append(remarks, w.Paper.FixedOnSpot)
	}
	remarks = append(remarks, life(&d, src, i, f)...)
	if f.Withdrawn != nil {
		remarks = append(remarks, fmt.Sprintf(w.Paper.Withdrawn, f.Withdrawn.Reason, f.Withdrawn.Second))
	}
	photos := slices.Concat(f.Photos, i.Photos[inspection.Key{Criterion: f.Criterion, Unit: f.Unit}])
	for n, p := range photos {
		if slices.ContainsFunc(photos[:n], func(q inspection.Photo) bool { return q.SHA256 == p.SHA256 }) {
			continue
		}
		d.Photos = append(d.Photos, Photo{p, src.Photo})
	}
	if len(photos) == 0 && f.NoPhoto != "" {
		remarks = append(remarks, fmt.Sprintf(w.Paper.NoPhoto, f.NoPhoto))
	}
	d.Remark = strings.Join(remarks, "；")
	if n := slices.Index(remarks, d.differ); n >= 0 {
		remarks[n] = w.Papers.List.SeeDiffer
	}
	d.brief = strings.Join(remarks, "；")
	return d
}

// Findings is the lines of an inspection's findings as they stand, also those after a seal, without their pictures.
func Findings(i *inspection.Inspection, w *words.Words) []Finding {
	src := Source{Inspection: i, Words: w}
	lines := make([]Finding, 0, len(i.Findings))
	for n := range i.Findings {
		lines = append(lines, finding(src, i, &i.Findings[n]))
	}
	return lines
}
