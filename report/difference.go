package report

import (
	"fmt"
	"strings"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
)

// Difference is something on which experts differ and that nobody settled; both sides stand, the strictest counts.
type Difference struct {
	Kind      inspection.ConflictKind `json:"kind"`
	Criterion string                  `json:"criterion,omitempty"`
	Unit      string                  `json:"unit,omitempty"`    // its name
	Finding   int                     `json:"finding,omitempty"` // number
	What      string                  `json:"what"`
	Sides     []Side                  `json:"sides"`
}

// Side is what one device said.
type Side struct {
	Who    string `json:"who"`
	Time   string `json:"time"` // RFC 3339
	Says   string `json:"says"`
	Counts bool   `json:"counts"`
}

// Step is a step in a finding's life.
type Step struct {
	Time    string             `json:"time"` // RFC 3339
	Kind    string             `json:"kind"`
	By      string             `json:"by,omitempty"`
	Says    string             `json:"says"`
	Without inspection.Without `json:"without_effect,omitempty"` // why
}

func differences(src Source, i *inspection.Inspection) []Difference {
	w, all := src.Words, []Difference{}
	for _, c := range i.Conflicts() {
		d := Difference{Kind: c.Kind, Criterion: c.Key.Criterion, Unit: unitName(i, c.Key.Unit), Finding: c.Number}
		d.What = strings.TrimSpace(w.Clause(src.Library, c.Key.Criterion) + unitSuffix(d.Unit))
		if c.Finding != "" {
			d.What = fmt.Sprintf(w.Differ.Number, c.Number)
		}
		for _, s := range c.Sides {
			d.Sides = append(d.Sides, Side{w.Who(i, s.Feed, src.Names), s.At.In(zone(src)).Format(time.RFC3339), w.Side(s), s.Counts})
		}
		all = append(all, d)
	}
	return all
}

// zone is where times are read.
func zone(src Source) *time.Location {
	if src.Zone == nil {
		return time.Local
	}
	return src.Zone
}

// line is both sides on one line.
func (d Difference) line(w *words.Words) string {
	sides := make([]string, 0, len(d.Sides))
	for _, s := range d.Sides {
		sides = append(sides, fmt.Sprintf(w.Differ.Side, s.Who, s.Says))
	}
	return d.What + " " + strings.Join(sides, " / ")
}

// life is what became of a finding, and the remarks that a reader needs.
func life(d *Finding, src Source, i *inspection.Inspection, f *inspection.Finding) []string {
	w := src.Words
	var remarks []string
	switch f.Status {
	case inspection.StatusRecorded, inspection.StatusFixed, inspection.StatusWithdrawn, inspection.StatusJoined:
	default:
		remarks = append(remarks, w.Status(f.Status))
	}
	if into := i.Finding(f.JoinedInto); into != nil {
		d.JoinedInto = into.Number
		remarks = append(remarks, fmt.Sprintf(w.Life.JoinedInto, into.Number))
	}
	var numbers []string
	for _, id := range f.Joined {
		if other := i.Finding(id); other != nil {
			d.Joined = append(d.Joined, other.Number)
			numbers = append(numbers, fmt.Sprint(other.Number))
		}
	}
	if len(numbers) > 0 {
		remarks = append(remarks, fmt.Sprintf(w.Life.JoinedWith, strings.Join(numbers, "、")))
	}
	for _, t := range f.Steps {
		s := Step{Time: t.At().In(zone(src)).Format(time.RFC3339), Kind: t.Op.Kind, By: t.By(), Says: w.Step(t.Payload), Without: t.Why}
		d.Steps = append(d.Steps, s)
		if t.Why != "" {
			remarks = append(remarks, fmt.Sprintf(w.Life.WithoutEffect, s.Says, w.Without(t.Why)))
		}
	}
	for _, o := range f.Disputes {
		remarks = append(remarks, fmt.Sprintf(w.Life.Disputed, o.Evidence))
	}
	for _, c := range i.Conflicts() {
		if c.Finding != f.Finding {
			continue
		}
		var sides []string
		for _, s := range c.Sides {
			sides = append(sides, fmt.Sprintf(w.Differ.Side, w.Who(i, s.Feed, src.Names), w.Side(s)))
		}
		d.differ = fmt.Sprintf(w.Life.Differ, strings.Join(sides, " / "))
		remarks = append(remarks, d.differ)
	}
	return remarks
}
