package demo

import (
	"slices"
	"time"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
)

// found is a finding with what people need to know who go on with it.
type found struct {
	inspection.Found
	v       *visit
	by      *tablet
	twin    *found // of another expert: the same thing
	last    []inspection.Ref
	asleep  bool // the firm does nothing until it is told again
	tasked  bool // a task of it is open: what it says may change
	done    bool // withdrawn, joined or handed on: nothing more happens
	fail    bool // a re-check failed already
	lowered bool // the authority says that it is none of the major ones
	drawn   int  // photos of it
}

// saw notes that an operation spoke of it.
func (f *found) saw(ref inspection.Ref) {
	for n := range f.last {
		if f.last[n].Feed == ref.Feed {
			f.last[n].Seq = max(f.last[n].Seq, ref.Seq)
			return
		}
	}
	f.last = append(f.last, ref)
}

// seen is everything said of it so far, and of those that it stands for.
func (f *found) seen() inspection.Seen {
	var s inspection.Seen
	for _, r := range f.last {
		s = append(s, r.String())
	}
	slices.Sort(s)
	return s
}

// takes over what was said of another that it stands for.
func (f *found) takes(twin *found) {
	for _, r := range twin.last {
		f.saw(r)
	}
}

func zh(t checklist.Text) string { return t.Zh }

// record records the finding of a failed answer.
func (w *world) record(v *visit, t *tablet, a *inspection.Answered, hit bool) error {
	f := &found{v: v, by: t, Found: inspection.Draft(w.lib, w.lib.Criterion(a.Criterion), *a, v.date, hit, zh)}
	f.Finding = w.id(v.clock)
	f.Deadline = w.deadline(v, f)
	f.Fixed = f.Level == inspection.General && w.chance(12)
	v.firm.past = append(v.firm.past, hazard{a.Criterion, a.Place, a.Unit})
	if len(v.firm.past) > 12 {
		v.firm.past = v.firm.past[1:]
	}
	return w.enter(v, t, f)
}

// outside records a finding that no list has.
func (w *world) outside(v *visit, t *tablet) error {
	o := one(w, others)
	f := &found{v: v, by: t, Found: inspection.Found{
		ID: v.id, Finding: w.id(v.clock), Level: inspection.General, Description: o.what, Basis: o.basis, Place: o.place, Immediate: o.now, Measure: o.measure,
	}}
	f.Deadline = w.deadline(v, f)
	return w.enter(v, t, f)
}

// deadline is one of the usual ones; of what was found lately, often one that is near.
func (w *world) deadline(v *visit, f *found) string {
	day, err := time.ParseInLocation(time.DateOnly, v.date, w.o.Today.Location())
	if err != nil {
		return inspection.Deadline(v.date, f.Level)
	}
	if w.day(w.o.Today).Sub(day) <= 30*24*time.Hour && w.chance(55) {
		near := w.o.Today.AddDate(0, 0, one(w, []int{-6, -2, -1, 0, 0, 1, 2, 3, 5, 7})).Format(time.DateOnly)
		if near > v.date {
			return near
		}
	}
	days := one(w, []int{7, 15, 15, 30, 30})
	if f.Level != inspection.General {
		days = one(w, []int{3, 7, 7, 15})
	}
	return day.AddDate(0, 0, days).Format(time.DateOnly)
}

// enter records a finding with its photos, or with the reason why there is none.
func (w *world) enter(v *visit, t *tablet, f *found) error {
	photos := 0
	if w.o.Photos && w.chance(70) {
		photos = 1 + w.rng.IntN(4)/3
	}
	if photos == 0 {
		f.NoPhoto = one(w, noPhotoReasons)
	}
	p := f.Found
	op, err := w.says(v, t, &p)
	if err != nil {
		return err
	}
	f.saw(op.Ref)
	v.found = append(v.found, f)
	w.sum.Findings++
	for range photos {
		if err := w.shoot(v, t, f, before); err != nil {
			return err
		}
	}
	if photos > 0 && f.Fixed {
		return w.shoot(v, t, f, after)
	}
	return nil
}

// shoot takes a photo of the hazard during the visit.
func (w *world) shoot(v *visit, t *tablet, f *found, when moment) error {
	p, err := w.photo(t.device.Feed, f, when, v.clock)
	if err != nil {
		return err
	}
	op, err := w.says(v, t, &inspection.Photographed{ID: v.id, Finding: f.Finding, Photo: p, Proof: when == after})
	f.saw(op.Ref)
	return err
}

// secondLook is the second expert's part: some criteria again, one of which looks different, and what the lead recorded too.
func (w *world) secondLook(v *visit, t *tablet) error {
	v.clock = v.clock.Add(20 * time.Minute)
	first := slices.Clone(v.answers)
	w.rng.Shuffle(len(first), func(a, b int) { first[a], first[b] = first[b], first[a] })
	for _, a := range first[:min(len(first), w.between(3, 6))] {
		again := *a
		again.Note, again.Observed = "", ""
		if w.chance(25) {
			again.Conditions = nil
			again.Value, again.Reason = otherwise(a.Value), "现场情况不同"
		}
		if _, err := w.says(v, t, &again); err != nil {
			return err
		}
	}
	for _, f := range slices.Clone(v.found) {
		switch {
		case f.Criterion != "" && w.chance(30):
			if err := w.twin(v, t, f); err != nil {
				return err
			}
		case w.chance(12):
			if err := w.reword(v, t, f); err != nil {
				return err
			}
		}
	}
	return nil
}

func otherwise(v checklist.Value) checklist.Value {
	if v == checklist.Fail {
		return checklist.OK
	}
	return checklist.Fail
}

// twin records the same hazard once more.
func (w *world) twin(v *visit, t *tablet, f *found) error {
	twin := &found{v: v, by: t, Found: f.Found, twin: f}
	twin.Finding, twin.Fixed, twin.NoPhoto = w.id(v.clock), false, ""
	twin.Description += "（另一位专家所见）"
	if twin.Deadline == "" {
		twin.Deadline = inspection.Deadline(v.date, twin.Level)
	}
	return w.enter(v, t, twin)
}

// reword corrects another's finding on a tablet that had not met the tablet on which it was corrected meanwhile: they differ.
func (w *world) reword(v *visit, t *tablet, f *found) error {
	mine, theirs := f.Found, f.Found
	theirs.Description += "，需进一步核实范围"
	mine.Description += "，范围已核实"
	both := f.seen()
	theirs.Seen, mine.Seen = both, both
	op, err := w.says(v, f.by, &mine)
	if err != nil {
		return err
	}
	f.saw(op.Ref)
	op, err = w.says(v, t, &theirs)
	f.saw(op.Ref)
	return err
}
