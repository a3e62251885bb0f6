package project

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"anquan.example/paicha/inspection"
)

// rows is what the tables hold of an inspection. It is pure: the same operations and sectors of criteria give the same rows.
func rows(i *inspection.Inspection, sector func(criterion string) string) Rows {
	if i == nil {
		return Rows{}
	}
	p := projection{i: i, sector: sector, key: Key(i.Opened.Enterprise)}
	p.Inspections = []inspectionRow{p.inspection()}
	p.answers()
	p.findings()
	p.Inspections[0].Facts = facts(p.Findings)
	p.tasks()
	return p.Rows
}

type projection struct {
	Rows
	i      *inspection.Inspection
	sector func(criterion string) string
	key    string
}

// Key is what an enterprise goes by: its credit code, or the id that a tablet gave it.
func Key(e inspection.Enterprise) string { return term(cmp.Or(e.Code, e.ID)) }

func (p *projection) inspection() inspectionRow {
	s := p.i.Summary(nil)
	r := inspectionRow{
		Inspection: s.ID, Key: p.key, Name: term(s.Enterprise.Name), Visit: term(string(s.Visit)), Day: day(s.Date),
		Experts: text(strings.Join(s.Experts, "、")), Sectors: text(strings.Join(s.Sectors, ",")), Sealed: s.Sealed,
		Findings: int64(s.Findings), Majors: int64(s.Majors), Closed: int64(s.Closed), Conflicts: int64(s.Conflicts),
		Tasks: int64(s.Tasks), Late: int64(s.Late), Newer: int64(s.Newer), Updated: clock(s.Updated), Revision: term(p.i.Opened.Revision),
	}
	if p.i.Closed != nil && len(p.i.Closed.Outcomes) > 0 {
		if data, err := json.Marshal(p.i.Closed.Outcomes); err == nil {
			r.Outcomes = text(string(data))
		}
	}
	return r
}

// answers goes by key, so that rows come in one order.
func (p *projection) answers() {
	byKey := func(a, b inspection.Key) int {
		return cmp.Or(cmp.Compare(a.Criterion, b.Criterion), cmp.Compare(a.Unit, b.Unit))
	}
	for _, k := range slices.SortedFunc(maps.Keys(p.i.Answers), byKey) {
		_, settled := p.i.Settled[k]
		for rank, s := range p.i.Answers[k] {
			p.Answers = append(p.Answers, AnswerRow{
				Inspection: p.i.ID, Criterion: term(k.Criterion), Unit: term(k.Unit), Feed: s.Feed.String(), Seq: int64(s.Seq), Rank: int64(rank),
				Settled: settled, Value: term(string(s.Value)), Reason: text(s.Reason), Place: text(s.Place), Note: text(s.Note), At: s.At.UnixMilli(),
			})
		}
	}
	for _, k := range slices.SortedFunc(maps.Keys(p.i.Photos), byKey) {
		p.photos(p.i.Photos[k], EvidenceRow{Criterion: term(k.Criterion), Unit: term(k.Unit)})
	}
	for _, s := range p.i.Signed {
		p.photos([]inspection.Photo{s.Photo}, EvidenceRow{Unit: term(s.Paper)})
	}
}

func (p *projection) photos(all []inspection.Photo, of EvidenceRow) {
	for _, photo := range all {
		of.Inspection, of.Sum, of.Size = p.i.ID, term(photo.SHA256), photo.Size
		of.Name, of.Mime, of.Taken = text(photo.Name), text(photo.Mime), text(photo.Taken)
		p.Evidence = append(p.Evidence, of)
	}
}

func (p *projection) tasks() {
	for _, t := range p.i.Tasks {
		p.Tasks = append(p.Tasks, taskRow{
			Inspection: p.i.ID, Task: term(t.Task), Key: p.key, Criterion: term(t.Criterion), Unit: term(t.Unit), Finding: term(t.Finding),
			Addressee: term(t.To), Text: text(t.Words), Author: text(t.By), Due: dueDay(t.Due), Done: !t.Open(),
		})
	}
}

func (p *projection) findings() {
	all := saids(p.i)
	for n := range p.i.Findings {
		f := &p.i.Findings[n]
		l := life{f, *all[f.Finding]}
		r := p.finding(l)
		p.Findings = append(p.Findings, r)
		p.photos(f.Photos, EvidenceRow{Finding: r.Finding})
		p.photos(f.Proof, EvidenceRow{Finding: r.Finding, Proof: true})
		for _, w := range l.waits() {
			w.Inspection, w.Finding, w.Key, w.Due = p.i.ID, r.Finding, p.key, r.Due
			p.Waits = append(p.Waits, w)
		}
	}
}

func (p *projection) finding(l life) findingRow {
	f := l.f
	r := findingRow{
		Inspection: p.i.ID, Finding: term(f.Finding), Key: p.key, Number: int64(f.Number), Criterion: term(f.Criterion), Sector: p.sectorOf(f.Criterion),
		Level: term(string(f.Level)), Grade: term(string(f.Grade)), Status: string(f.Status), Place: text(f.Place), Description: text(f.Description),
		Basis: text(f.Basis), Measure: text(f.Measure), Deadline: day(f.Deadline), Due: dueDay(f.Due), Found: l.found, Ended: l.ended(),
		Joined: term(f.JoinedInto), Photos: int64(len(f.Photos)), Proofs: int64(len(f.Proof)), Changed: clock(l.changed()),
	}
	if f.Plan != nil {
		r.Person = text(f.Plan.Person)
	}
	if u, there := p.i.Unit(f.Unit); there {
		r.Unit = term(u.Name)
	}
	r.Notified, r.Extensions = l.notified(), extensions(p.i.Extensions(f))
	r.course(f)
	return r
}

// sectorOf is the sector of a criterion, or, where no library tells, the only one of the inspection.
func (p *projection) sectorOf(criterion string) string {
	if s := p.sector(criterion); s != "" {
		return s
	}
	if len(p.i.Opened.Sectors) == 1 {
		return term(p.i.Opened.Sectors[0])
	}
	return ""
}
