package project

import (
	"strings"

	"anquan.example/paicha/inspection"
)

// How a finding stands: finding.open. Only one that is owed can be late: when the enterprise has reported in time, the park may take as long
// as it needs to look.
const (
	standEnded    = iota // nothing is to be done
	standOwed            // late once its day is past
	standReported        // by its day, or put right on the spot: the park's turn
)

// course fills in what the steps of a finding come to. The row has its days by then.
func (r *findingRow) course(f *inspection.Finding) {
	first, failed := f.Report()
	if r.Fixed, r.Failed = f.Fixed, int64(failed); first != nil {
		r.Reported = Day(first.At())
	}
	switch {
	case !open(f.Status):
		r.Open = standEnded
	case r.inTime() && waitsForPark(f.Status):
		r.Open = standReported
	default:
		r.Open = standOwed
	}
}

// inTime says that the hazard was reported as removed by its day, and no re-check has failed since.
func (r *findingRow) inTime() bool {
	return r.Reported != "" && r.Reported <= r.Due || r.Fixed && r.Failed == 0
}

func waitsForPark(s inspection.Status) bool {
	switch s {
	case inspection.StatusFixed, inspection.StatusRectified, inspection.StatusRechecked:
		return true
	}
	return false
}

// Course is the row of a finding as far as its steps tell: how it stands, and what became of it.
func Course(f *inspection.Finding) FindingRow {
	r := findingRow{Due: dueDay(f.Due)}
	r.course(f)
	return FindingRow{Open: r.Open != standEnded, Owed: r.Open == standOwed, Due: shown(r.Due), Fixed: r.Fixed, Reported: r.Reported, Failed: int(r.Failed)}
}

// notified is the day the enterprise first was told: of the seal that covers it, or of a step.
func (l life) notified() string {
	first := l.told
	for _, t := range l.f.Steps {
		if _, is := t.Payload.(*inspection.Notified); is && (first == "" || Day(t.At()) < first) {
			first = Day(t.At())
		}
	}
	return first
}

// Extension is a later day that was asked for.
type Extension struct {
	Asked   string
	Decided string // "" not yet
	Until   string // "" it was not granted
}

// noDay stands for a day that there is not in finding.extensions.
const noDay = "-"

// extensions writes them as the table keeps them.
func extensions(all []inspection.Extension) string {
	var b strings.Builder
	for n, e := range all {
		if n > 0 {
			b.WriteByte(';')
		}
		decided, until := noDay, noDay
		if e.Decided != nil {
			decided = Day(e.Decided.At())
			if p, is := e.Decided.Payload.(*inspection.ExtensionDecided); is && p.Granted && day(p.Until) != "" {
				until = p.Until
			}
		}
		b.WriteString(Day(e.Asked.At()) + " " + decided + " " + until)
	}
	return b.String()
}

// Extensions reads finding.extensions.
func Extensions(s string) (all []Extension) {
	if s == "" {
		return nil
	}
	for one := range strings.SplitSeq(s, ";") {
		parts := strings.Split(one, " ")
		for n := range parts {
			parts[n] = strings.TrimPrefix(parts[n], noDay)
		}
		if len(parts) == 3 {
			all = append(all, Extension{parts[0], parts[1], parts[2]})
		}
	}
	return all
}
