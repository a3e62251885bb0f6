package review

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/sqldb"
)

// Outcome is what a result comes to.
type Outcome struct {
	Score decimal.Decimal
	Grade string
}

// Standing is an enterprise's year as it counts: once the year is sealed as it was sealed last, else as things are.
type Standing struct {
	Facts  assess.Facts
	Result assess.Result
	Sealed *Version // the last version, also while the year was taken back; nil: none
	Now    *Outcome // as things are; nil: nothing of the year is known of the enterprise any more
	Moved  bool     // the year is sealed, and a further sealing would keep this enterprise's anew
}

// Counts says whether sealed versions are what counts: not while the year was taken back.
func (y *Review) Counts() bool { return y.Stage == Sealed }

// Published says whether an enterprise sees its numbers.
func (y *Review) Published() bool { return slices.Contains([]Stage{Public, Decided, Sealed}, y.Stage) }

// Standings gives every enterprise of the register, in no order. What a sealed version says comes from its snapshot alone. each asks tx nothing.
func (r *Reviews) Standings(tx *sqldb.Tx, y *Review, each func(Standing) error) error {
	known, err := sectorsOf(tx)
	if err != nil {
		return err
	}
	last, err := lastSeals(tx, y.Year)
	if err != nil {
		return err
	}
	sealed := map[string]Standing{} // without facts and result
	for id, v := range last {
		if _, is := known[id]; is && y.Counts() {
			sealed[id] = Standing{Sealed: &v}
		}
	}
	asOf := y.AsOf(r.today())
	if err := r.Facts.Year(tx, y.Year, asOf, func(f assess.Facts) error {
		id := f.Enterprise.ID
		if _, is := known[id]; !is {
			return nil // an inspection names it; once the register does, it is assessed
		}
		s := Standing{Facts: f, Result: y.Scheme.Assess(f, asOf)}
		s.Now = &Outcome{s.Result.Score.Round(2), s.Result.Grade}
		if v, is := last[id]; is {
			s.Sealed = &v
		}
		if s.Sealed == nil || !y.Counts() {
			s.Moved = y.Counts()
			return each(s)
		}
		sum, err := Sum(s.Result)
		sealed[id] = Standing{Sealed: s.Sealed, Now: s.Now, Moved: sum != s.Sealed.Sum}
		return err
	}); err != nil {
		return err
	}
	for _, id := range slices.Sorted(maps.Keys(sealed)) {
		s := sealed[id]
		n, err := s.Sealed.snapshot(tx, y.Year)
		if err != nil {
			return err
		}
		s.Facts, s.Result = n.Facts, n.Result
		s.Facts.Enterprise.ID = id // it may be another's since
		if err := each(s); err != nil {
			return err
		}
	}
	return nil
}

// snapshot reads a version as the park wrote it: it is not examined as one from outside is (assess.ReadSnapshot), which takes several times as long.
func (v *Version) snapshot(tx *sqldb.Tx, year int) (n assess.Snapshot, err error) {
	data, there, err := Snapshot(tx, year, v.Enterprise, v.Hash)
	if err == nil && !there {
		err = fmt.Errorf("there is no snapshot with the hash %s", v.Hash)
	}
	if err == nil {
		err = json.Unmarshal(data, &n)
	}
	if err == nil && n.Hash != v.Hash {
		err = fmt.Errorf("the snapshot has the hash %s, not %s: restore the database from a backup", n.Hash, v.Hash)
	}
	if err != nil {
		err = fmt.Errorf("version %d of %s in %d: %w", v.N, v.Enterprise, year, err)
	}
	return n, err
}

// Results is every enterprise's result that counts, best first, without terms: Compute without the rows.
func (r *Reviews) Results(tx *sqldb.Tx, y *Review) (all []assess.Ranked, err error) {
	err = r.Standings(tx, y, func(s Standing) error {
		s.Result.DropTerms()
		all = append(all, s.Ranked(y))
		return nil
	})
	y.Scheme.Rank(all)
	return all, err
}

// Ranked is the standing in a ranking, in the columns of the year's scheme.
func (s *Standing) Ranked(y *Review) assess.Ranked {
	r := assess.Ranked{Enterprise: s.Facts.Enterprise, Result: s.Result, Moved: s.Moved}
	if s.Sealed != nil && y.Counts() {
		r.Version, r.Hash = s.Sealed.N, s.Sealed.Hash
	}
	if r.Result.Scheme != y.Scheme.Name() { // sealed by an earlier one, and nothing was known of it at the next sealing
		lines := make([]assess.Line, len(y.Scheme.Items))
		for n, i := range y.Scheme.Items {
			lines[n] = assess.Line{Item: i.ID, Not: "other-scheme"}
			if l := s.Result.Line(i.ID); l != nil {
				lines[n] = *l
			}
		}
		r.Result.Lines = lines
	}
	return r
}

// Whole is one enterprise's year with all that became of it.
type Whole struct {
	Facts    assess.Facts
	Result   assess.Result // that counts
	Live     assess.Result // as things are
	Versions []Version     // oldest first
	Sealed   *Version      // the version that counts; nil: none does
	Unjudged string        // of that version: why it was decided though items lack points
}

// Of is an enterprise's year; enterprise is the register's id. False when nobody knows the enterprise.
func (r *Reviews) Of(tx *sqldb.Tx, y *Review, enterprise string) (w Whole, there bool, err error) {
	asOf := y.AsOf(r.today())
	if w.Facts, there, err = r.Facts.Of(tx, enterprise, y.Year, asOf); err != nil || !there {
		return w, false, err
	}
	w.Live = y.Scheme.Assess(w.Facts, asOf)
	w.Result = w.Live
	if w.Versions, err = Versions(tx, y.Year, enterprise); err != nil || len(w.Versions) == 0 || !y.Counts() {
		return w, true, err
	}
	w.Sealed = &w.Versions[len(w.Versions)-1]
	n, err := w.Sealed.snapshot(tx, y.Year)
	w.Facts, w.Result, w.Unjudged = n.Facts, n.Result, n.Unjudged
	return w, true, err
}

// ResultBefore is an enterprise's result of a year that others are compared with: as it was sealed last, whatever became of the year since;
// where it never was, as things stood at the cut-off, unless only what was sealed is asked for.
func (r *Reviews) ResultBefore(tx *sqldb.Tx, y *Review, enterprise string, sealedOnly bool) (was assess.Result, there bool, err error) {
	all, err := Versions(tx, y.Year, enterprise)
	if err != nil {
		return was, false, err
	}
	if len(all) > 0 {
		n, err := all[len(all)-1].snapshot(tx, y.Year)
		return n.Result, err == nil, err
	}
	if sealedOnly {
		return was, false, nil
	}
	facts, there, err := r.Facts.Of(tx, enterprise, y.Year, y.CutOff)
	return y.Scheme.Assess(facts, y.CutOff), there, err
}

// lacking is how many enterprises lack points for what people judge, as things are now.
func (r *Reviews) lacking(tx *sqldb.Tx, y *Review) (n int, err error) {
	known, err := sectorsOf(tx)
	if err != nil {
		return 0, err
	}
	asOf := y.AsOf(r.today())
	err = r.Facts.Year(tx, y.Year, asOf, func(f assess.Facts) error {
		if _, is := known[f.Enterprise.ID]; is && y.Scheme.Assess(f, asOf).Missing > 0 {
			n++
		}
		return nil
	})
	return n, err
}
