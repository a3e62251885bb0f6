package project

import (
	"cmp"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"anquan.example/paicha/inspection"
)

// zone is the park's: days are its days.
var zone = time.FixedZone("CST", 8*60*60)

func dayOf(t time.Time) string { return t.In(zone).Format(time.DateOnly) }

// SectorOf names the sector of a criterion; "" when it is not known.
type SectorOf func(criterion string) string

// table is a projection of inspections: its columns begin with the inspection.
type table struct {
	name    string
	columns []string
}

var tables = []table{
	{"inspection", strings.Fields("inspection key name visit day experts sectors outcomes sealed findings majors closed conflicts tasks late newer updated")},
	{"answer", strings.Fields("inspection criterion unit feed seq rank settled value reason place note at")},
	{"finding", strings.Fields("inspection finding key number criterion sector level grade status open place description basis measure deadline due found ended person joined photos proofs changed")},
	{"wait", strings.Fields("inspection finding what key since due")},
	{"evidence", strings.Fields("inspection finding criterion unit sum proof size name mime taken")},
	{"task", strings.Fields("inspection task key criterion unit finding addressee text author due done")},
}

// Rows is the rows of one inspection.
type Rows struct {
	Tables  map[string][][]any // by table, values in the order of its columns
	counted []counted          // findings, for the tally
	opened  inspection.Enterprise
}

// rowsOf is what an inspection says, as rows: a pure function.
func rowsOf(i *inspection.Inspection, sectorOf SectorOf) Rows {
	b := builder{i: i, sector: sectorOf, rows: Rows{Tables: map[string][][]any{}, opened: i.Opened.Enterprise}, key: Key(i.Opened.Enterprise)}
	b.inspection()
	b.answers()
	for n := range i.Findings {
		b.finding(&i.Findings[n])
	}
	b.tasks()
	return b.rows
}

// Key is how inspections name an enterprise: by credit code, else by the id that a tablet gave.
func Key(e inspection.Enterprise) string { return cmp.Or(e.Code, e.ID) }

type builder struct {
	i      *inspection.Inspection
	sector SectorOf
	key    string
	rows   Rows
}

func (b *builder) add(table string, values ...any) {
	b.rows.Tables[table] = append(b.rows.Tables[table], values)
}

func (b *builder) inspection() {
	i, o := b.i, b.i.Opened
	s := i.Summary(nil)
	outcomes := "[]"
	if i.Closed != nil {
		if data, err := json.Marshal(i.Closed.Outcomes); err == nil {
			outcomes = string(data)
		}
	}
	b.add("inspection", i.ID, b.key, o.Enterprise.Name, string(o.Visit), o.Date, strings.Join(o.Experts, "、"), strings.Join(o.Sectors, ","), outcomes,
		flag(s.Sealed), s.Findings, s.Majors, s.Closed, s.Conflicts, s.Tasks, s.Late, s.Newer, int64(i.Updated()))
}

func (b *builder) answers() {
	for k, said := range b.i.Answers {
		_, settled := b.i.Settled[k]
		for rank, a := range said {
			b.add("answer", b.i.ID, k.Criterion, k.Unit, a.Feed.String(), int64(a.Seq), rank, flag(settled && rank == 0), string(a.Value), a.Reason, a.Place, a.Note, a.At.UnixMilli())
		}
		for _, p := range b.i.Photos[k] {
			b.photo("", k.Criterion, k.Unit, p, false)
		}
	}
	for k, photos := range b.i.Photos {
		if len(b.i.Answers[k]) == 0 { // a photo to what was not answered, or the answer is on its way
			for _, p := range photos {
				b.photo("", k.Criterion, k.Unit, p, false)
			}
		}
	}
}

func (b *builder) photo(finding, criterion, unit string, p inspection.Photo, proof bool) {
	b.add("evidence", b.i.ID, finding, criterion, unit, p.SHA256, flag(proof), p.Size, p.Name, p.Mime, p.Taken)
}

func (b *builder) finding(f *inspection.Finding) {
	open := Open(f)
	sector := b.sector(f.Criterion)
	if sector == "" && len(b.i.Opened.Sectors) == 1 {
		sector = b.i.Opened.Sectors[0]
	}
	person, ended := "", ""
	if f.Plan != nil {
		person = f.Plan.Person
	}
	changed := max(f.Recorded, f.Changed)
	for _, s := range f.Steps {
		changed = max(changed, s.HLC)
		if _, is := s.Payload.(*inspection.ClosedOff); is && s.Why == "" && f.Status == inspection.StatusClosed {
			ended = dayOf(s.At())
		}
	}
	c := counted{b.key, f.Criterion, sector, string(f.Grade), string(f.Status), f.Due, dayOf(f.Recorded.Time()), ended, flag(open)}
	b.rows.counted = append(b.rows.counted, c)
	b.add("finding", b.i.ID, f.Finding, b.key, f.Number, f.Criterion, sector, string(f.Level), string(f.Grade), string(f.Status), flag(open),
		f.Place, f.Description, f.Basis, f.Measure, f.Deadline, f.Due, c.found, ended, person, f.JoinedInto, len(f.Photos), len(f.Proof), int64(changed))
	for _, p := range f.Photos {
		b.photo(f.Finding, "", "", p, false)
	}
	for _, p := range f.Proof {
		b.photo(f.Finding, "", "", p, true)
	}
	for _, w := range waits(f) {
		b.add("wait", b.i.ID, f.Finding, string(w), b.key, dayOf(changed.Time()), f.Due)
	}
}

// Open says whether something is still to be done about a finding. One that was transferred is the authority's.
func Open(f *inspection.Finding) bool {
	return !slices.Contains([]inspection.Status{inspection.StatusClosed, inspection.StatusTransferred, inspection.StatusWithdrawn, inspection.StatusJoined}, f.Status)
}

func (b *builder) tasks() {
	for _, t := range b.i.Tasks {
		b.add("task", b.i.ID, t.Task, b.key, t.Criterion, t.Unit, t.Finding, t.To, t.Words, t.By, t.Due, flag(!t.Open()))
	}
}

func flag(is bool) int {
	if is {
		return 1
	}
	return 0
}
