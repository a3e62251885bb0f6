package demo

import (
	"time"

	"anquan.example/paicha/inspection"
)

// desk is the park's: what is done there within an hour is recorded in one go, as one day of many people would fill it.
type desk struct {
	begun time.Time
	ps    []inspection.Payload
	of    []*found // what each is about; nil: no finding
}

// deskRoom is the most that is recorded in one go.
const deskRoom = 256

// say records what somebody does at the park, now or within the hour.
func (w *world) say(at time.Time, f *found, p inspection.Payload) error {
	if len(w.desk.ps) == 0 {
		w.desk.begun = at
	}
	w.desk.ps, w.desk.of = append(w.desk.ps, p), append(w.desk.of, f)
	if len(w.desk.ps) >= deskRoom {
		return w.desk.flush(w)
	}
	return nil
}

// close records what lies there when the hour is over.
func (d *desk) close(w *world, at time.Time) error {
	if len(d.ps) == 0 || at.Sub(d.begun) < w.patience() {
		return nil
	}
	return d.flush(w)
}

// patience is how long things lie on the desk: the bigger the park, the longer.
func (w *world) patience() time.Duration {
	return min(time.Duration(w.o.Inspections)*15*time.Second, 3*time.Hour)
}

func (d *desk) flush(w *world) error {
	if len(d.ps) == 0 {
		return nil
	}
	ops, err := w.park.Record(w.ctx, d.ps...)
	if err != nil {
		return err
	}
	w.count(ops...)
	for n, op := range ops {
		if f := d.of[n]; f != nil {
			f.saw(op.Ref)
		}
	}
	d.ps, d.of = nil, nil
	return nil
}
