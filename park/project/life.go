package project

import (
	"time"

	"anquan.example/paicha/inspection"
)

// open says whether something is to be done about a finding with that status.
func open(s inspection.Status) bool {
	switch s {
	case inspection.StatusClosed, inspection.StatusTransferred, inspection.StatusWithdrawn, inspection.StatusJoined:
		return false
	}
	return true
}

// life reads a finding's days off what was said of it.
type life struct {
	f *inspection.Finding
	said
}

// said is what the history of an inspection says of one of its findings.
type said struct {
	first inspection.Ref // the operation that recorded it
	found string         // day it was first seen
	told  string         // day the first seal that covers it was signed; "" none
	last  inspection.HLC // of what speaks of it, but for steps
}

// saids goes through the history once, for all findings.
func saids(i *inspection.Inspection) map[string]*said {
	all := map[string]*said{}
	of := func(finding string) *said {
		if all[finding] == nil {
			all[finding] = &said{}
		}
		return all[finding]
	}
	for _, e := range i.History {
		for _, finding := range named(e.Payload) {
			s := of(finding)
			s.last = max(s.last, e.HLC)
			if p, is := e.Payload.(*inspection.Found); is && s.found == "" && !e.Void {
				s.first, s.found = e.Ref, seenOn(p, e)
			}
		}
	}
	for _, e := range i.History {
		if seal, is := e.Payload.(*inspection.Closed); is {
			tellOf(seal, Day(e.At()), all)
		}
	}
	return all
}

// seenOn is the day somebody saw it: what was written down on paper is entered later.
func seenOn(p *inspection.Found, e inspection.Entry) string {
	if t, err := time.Parse(time.RFC3339, p.Observed); err == nil {
		return Day(t)
	}
	return Day(e.At())
}

// tellOf notes the day of the first seal that covers a finding.
func tellOf(seal *inspection.Closed, on string, all map[string]*said) {
	covered := map[string]uint64{}
	for _, s := range seal.Seals {
		covered[s.Feed] = max(covered[s.Feed], s.Seq)
	}
	for _, s := range all {
		if s.told == "" && s.found != "" && s.first.Seq <= covered[s.first.Feed.String()] {
			s.told = on
		}
	}
}

// moved is the day of the last step with effect that moved the finding on; of the seal, or of the recording, where there is none.
func (l life) moved() string {
	for n := len(l.f.Steps) - 1; n >= 0; n-- {
		t := l.f.Steps[n]
		if t.Why != "" {
			continue
		}
		switch t.Payload.(type) {
		case *inspection.Notified, *inspection.Planned, *inspection.Rectified, *inspection.Transferred, *inspection.Rechecked, *inspection.ClosedOff:
			return Day(t.At())
		}
	}
	if l.f.Status == inspection.StatusNotified && l.told != "" {
		return l.told
	}
	return l.found
}

// ended is the day the finding was closed, or handed to the authority; "" while it is neither.
func (l life) ended() string {
	for _, t := range l.f.Steps {
		if _, is := t.Payload.(*inspection.ClosedOff); is && t.Why == "" && l.f.Status == inspection.StatusClosed {
			return Day(t.At())
		}
	}
	if l.f.Status == inspection.StatusTransferred {
		return l.moved()
	}
	return ""
}

// changed is the clock of the last operation that speaks of it.
func (l life) changed() inspection.HLC {
	last := max(l.last, l.f.Changed)
	for _, t := range l.f.Steps {
		last = max(last, t.HLC)
	}
	return last
}

// named is the findings that an operation speaks of; steps stand with their finding.
func named(p inspection.Payload) []string {
	switch p := p.(type) {
	case *inspection.Found:
		return []string{p.Finding}
	case *inspection.Withdrawn:
		return []string{p.Finding}
	case *inspection.Photographed:
		return []string{p.Finding}
	case *inspection.Settled:
		return []string{p.Finding}
	case *inspection.Joined:
		return p.Findings
	}
	return nil
}

// zone is the park's: one for all servers, so that all make the same rows.
var zone = time.FixedZone("UTC+8", 8*60*60)

// Day is the day of a moment at the park, YYYY-MM-DD.
func Day(t time.Time) string { return t.In(zone).Format(time.DateOnly) }
