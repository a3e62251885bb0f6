package web

import (
	"anquan.example/paicha/checklist"
)

// criteriaDiff is what criteria change against others.
type criteriaDiff struct {
	New, Changed, Gone     []criterionLine
	SourcesNew, SourceGone []string
}

type criterionLine struct{ Sector, Clause, Title string }

// sectored is a criterion with the sector that it is of.
type sectored struct {
	*checklist.Criterion
	sector *checklist.Sector
}

// criteriaOf is every criterion of a library, in its order.
func criteriaOf(lib *checklist.Library) (all []sectored) {
	for s := range lib.Sectors {
		sector := &lib.Sectors[s]
		for e := range sector.Editions {
			edition := &sector.Editions[e]
			for n := range edition.Criteria {
				all = append(all, sectored{&edition.Criteria[n], sector})
			}
		}
	}
	return all
}

func (c *call) diff(before, after *checklist.Library) (d criteriaDiff) {
	line := func(lib *checklist.Library, x sectored) criterionLine {
		return criterionLine{c.words.Text(x.sector.Name), c.words.Clause(lib, x.ID), c.words.Text(x.Title)}
	}
	for _, x := range criteriaOf(after) {
		switch old := before.Criterion(x.ID); {
		case old == nil:
			d.New = append(d.New, line(after, x))
		case old.Hash() != x.Hash():
			d.Changed = append(d.Changed, line(after, x))
		}
	}
	for _, x := range criteriaOf(before) {
		if after.Criterion(x.ID) == nil {
			d.Gone = append(d.Gone, line(before, x))
		}
	}
	d.SourcesNew, d.SourceGone = c.sources(before, after), c.sources(after, before)
	return d
}

// sources is those of a library that another lacks.
func (c *call) sources(without, with *checklist.Library) (all []string) {
	for _, s := range with.Sources {
		if without.Source(s.ID) == nil {
			all = append(all, s.Number+" "+c.words.Text(s.Title))
		}
	}
	return all
}
