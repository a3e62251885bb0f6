package inspection

import (
	"cmp"
	"slices"
	"time"
)

// ConflictKind is on what people differ.
type ConflictKind string

// Kinds of conflicts.
const (
	AnswersDiffer    ConflictKind = "answers"    // different values to one criterion
	WordingsDiffer   ConflictKind = "wordings"   // a finding was corrected on two devices that had not seen one another
	WithdrawalDiffer ConflictKind = "withdrawal" // a finding was withdrawn and somebody else went on with it
)

// Conflict is something on which people differ and that nobody settled. Until then the strictest counts.
type Conflict struct {
	Kind    ConflictKind
	Key     Key    // of answers
	Finding string // of the others
	Number  int    // the finding's
	Sides   []Side // those that count now first
	Seen    Seen   // goes with the settlement
}

// Side is what one device said.
type Side struct {
	Ref
	HLC       HLC
	At        time.Time  // the device's clock
	Said      *Said      // of answers
	Found     *Found     // a wording
	Withdrawn *Withdrawn // a withdrawal without effect
	Photos    []Photo    // that this device attached
	Counts    bool       // now, until it is settled
}

// Settle is the settlement of a conflict in favour of the side n.
func (c *Conflict) Settle(inspection string, n int, reason, by string) *Settled {
	return &Settled{ID: inspection, Criterion: c.Key.Criterion, Unit: c.Key.Unit, Finding: c.Finding,
		Counts: c.Sides[n].Ref.String(), Reason: reason, By: by, Seen: c.Seen}
}

// Conflicts is everything on which people differ and nobody settled: criteria in their order, then findings in theirs.
func (i *Inspection) Conflicts() []Conflict {
	var all []Conflict
	for k, said := range i.Answers {
		if _, settled := i.Settled[k]; !settled && differ(said) {
			all = append(all, i.answersConflict(k, said))
		}
	}
	slices.SortFunc(all, func(a, b Conflict) int {
		return cmp.Or(cmp.Compare(a.Key.Criterion, b.Key.Criterion), cmp.Compare(a.Key.Unit, b.Key.Unit))
	})
	for n := range i.Findings {
		if c, is := i.findingConflict(&i.Findings[n]); is {
			all = append(all, c)
		}
	}
	return all
}

// ConflictOf says whether people differ on a criterion.
func (i *Inspection) ConflictOf(k Key) bool {
	_, settled := i.Settled[k]
	return !settled && differ(i.Answers[k])
}

func differ(said []Said) bool {
	return slices.ContainsFunc(said, func(s Said) bool { return s.Value != said[0].Value })
}

func (i *Inspection) answersConflict(k Key, said []Said) Conflict {
	c := Conflict{Kind: AnswersDiffer, Key: k, Seen: i.SeenAnswers(k)}
	for n := range said {
		s := said[n]
		c.Sides = append(c.Sides, Side{Ref: s.Ref, HLC: s.HLC, At: s.At, Said: &s, Counts: s.Value == said[0].Value,
			Photos: i.photosBy(s.Feed, func(p *Photographed) bool {
				return p.Finding == "" && p.Criterion == k.Criterion && p.Unit == k.Unit
			})})
	}
	return c
}

func (i *Inspection) findingConflict(f *Finding) (Conflict, bool) {
	c := Conflict{Kind: WordingsDiffer, Finding: f.Finding, Number: f.Number, Seen: i.Seen(f.Finding)}
	if f.Settlement != nil || len(f.contested) == 0 && !wordingsDiffer(f.versions) {
		return c, false
	}
	for _, op := range f.versions {
		v := op.Payload.(*Found)
		counts := v.Level == f.Level && v.Deadline == f.Deadline
		c.Sides = append(c.Sides, Side{Ref: op.Ref, HLC: op.HLC, At: op.At(), Found: v, Counts: counts, Photos: i.findingPhotos(f, op.Feed)})
	}
	for _, op := range f.contested {
		c.Kind = WithdrawalDiffer
		c.Sides = append(c.Sides, Side{Ref: op.Ref, HLC: op.HLC, At: op.At(), Withdrawn: op.Payload.(*Withdrawn)})
	}
	slices.SortStableFunc(c.Sides, func(a, b Side) int {
		switch {
		case a.Counts == b.Counts:
			return 0
		case a.Counts:
			return -1
		}
		return 1
	})
	return c, true
}

// wordingsDiffer: two devices that wrote the same words agree.
func wordingsDiffer(versions []Op) bool {
	var plain Found
	for n, op := range versions {
		v := *op.Payload.(*Found)
		v.Seen, v.Observed = nil, ""
		if n > 0 && !sameWords(v, plain) {
			return true
		}
		plain = v
	}
	return false
}

func sameWords(a, b Found) bool {
	return a.Criterion == b.Criterion && a.Unit == b.Unit && a.Level == b.Level && a.Description == b.Description && a.Basis == b.Basis &&
		a.Place == b.Place && a.Immediate == b.Immediate && a.Measure == b.Measure && a.Deadline == b.Deadline && a.Fixed == b.Fixed
}

func (i *Inspection) findingPhotos(f *Finding, feed FeedID) []Photo {
	return i.photosBy(feed, func(p *Photographed) bool { return p.Finding == f.Finding && !p.Proof })
}

// photosBy is the photos that a device attached.
func (i *Inspection) photosBy(feed FeedID, of func(*Photographed) bool) []Photo {
	var all []Photo
	for _, e := range i.History {
		if p, is := e.Payload.(*Photographed); is && !e.Void && of(p) && i.Mine(feed, e.Ref) {
			all = appendPhoto(all, p.Photo)
		}
	}
	return all
}
