package web

import (
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/sync/wire"
)

// clause is where a criterion stands, as people write it.
func (c *call) clause(id string) string { return c.words.Clause(c.knowing(hasCriterion(id)), id) }

func hasCriterion(id string) func(*checklist.Library) bool {
	return func(l *checklist.Library) bool { return id == "" || l.Criterion(id) != nil }
}

func hasSector(id string) func(*checklist.Library) bool {
	return func(l *checklist.Library) bool { return id == "" || l.Sector(id) != nil }
}

// knowing is a library that has something: the program's own, else the one that is handed out; the program's own when neither has.
func (c *call) knowing(has func(*checklist.Library) bool) *checklist.Library {
	if !has(c.Library) && c.handed != nil && has(c.handed) {
		return c.handed
	}
	return c.Library
}

// otherCriteria is the criteria that are handed out, when they are others than the program's own; nil when they are not, or cannot be read: then
// pages show ids. It is asked before a page reads: nothing is read within a reading.
func (c *call) otherCriteria() *checklist.Library {
	h, err := c.documentNow(wire.Criteria)
	if err != nil || h == nil || h.Sum.String() == c.Library.Revision {
		return nil
	}
	of, err := c.Park.Criteria(h.Sum.String())
	if err != nil {
		return nil
	}
	return of.Library
}
