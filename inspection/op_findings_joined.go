package inspection

import (
	"fmt"
	"slices"
)

// Joined says that several findings are one: they keep their numbers, and the kept one stands for all; or, with Apart, that
// they only look alike, so that nobody asks again. Undo takes it back.
type Joined struct {
	ID       string   `cbor:"inspection"`
	Findings []string `cbor:"findings"`
	Kept     string   `cbor:"kept,omitempty"`  // one of them; empty with Apart
	Apart    bool     `cbor:"apart,omitempty"` // they are not one
	Reason   string   `cbor:"reason"`
	By       string   `cbor:"by"`
}

// maxJoined is how many findings one operation joins.
const maxJoined = 64

// Kind is "findings-joined".
func (*Joined) Kind() string { return "findings-joined" }
func (j *Joined) of() string { return j.ID }

func (j *Joined) check() error {
	if len(j.Findings) < 2 || len(j.Findings) > maxJoined {
		return fmt.Errorf("joins %d findings: name 2 to %d", len(j.Findings), maxJoined)
	}
	for n, f := range j.Findings {
		if err := id("finding", f); err != nil {
			return err
		}
		if slices.Contains(j.Findings[:n], f) {
			return fmt.Errorf("finding %s is named twice", f)
		}
	}
	if j.Apart == (j.Kept != "") || j.Kept != "" && !slices.Contains(j.Findings, j.Kept) {
		return fmt.Errorf("kept %q: name the one of the findings that stands for all, or say that they are apart", j.Kept)
	}
	return first(id("inspection", j.ID), required("reason", j.Reason), text("reason", j.Reason), line("by", j.By))
}

func (j *Joined) apply(i *Inspection, op Op) {
	i.joins = append(i.joins, op)
	for _, f := range j.Findings {
		i.tell(f, op)
	}
}

// join lets findings stand for others. The strictest level and the earliest day of all count; a join never closes, withdraws or hides.
func (i *Inspection) join() {
	for _, op := range i.joins {
		j := op.Payload.(*Joined)
		kept := i.root(j.Kept)
		if j.Apart || kept == nil || kept.Withdrawn != nil {
			continue
		}
		for _, id := range j.Findings {
			if f := i.root(id); f != nil && f != kept && f.Withdrawn == nil && i.joinHolds(kept, f, op) {
				f.JoinedInto = kept.Finding
			}
		}
	}
	for n := range i.Findings {
		f := &i.Findings[n]
		kept := i.root(f.Finding)
		if kept == f {
			continue
		}
		kept.Joined = append(kept.Joined, f.Finding)
		if f.Status == StatusClosed {
			continue
		}
		kept.Grade, kept.Due = graver(kept.Grade, f.Grade), earlier(kept.Due, f.Due)
		if kept.Status == StatusFixed && f.Status != StatusFixed {
			kept.Status = StatusRecorded
		}
		f.Status = StatusJoined
	}
}

// joinHolds: what was closed stands for another only when whoever closed it knew of that, and of all that was said of the other.
func (i *Inspection) joinHolds(kept, f *Finding, join Op) bool {
	if kept.Status != StatusClosed || f.Status == StatusClosed {
		return true
	}
	for _, s := range kept.Steps {
		if _, is := s.Payload.(*ClosedOff); !is || s.Why != "" || !i.saw(s.Op, join.Ref) {
			continue
		}
		if i.sawAll(s.Op, slices.Concat(f.versions, reports(i.tracks[f.Finding]))) {
			return true
		}
	}
	return false
}

// root is the finding that stands for the one with that id: itself mostly; nil when there is none.
func (i *Inspection) root(id string) *Finding {
	f := i.finding(id)
	for f != nil && f.JoinedInto != "" {
		f = i.finding(f.JoinedInto)
	}
	return f
}

func graver(a, b Level) Level {
	for _, l := range []Level{Major, SuspectedMajor} {
		if a == l || b == l {
			return l
		}
	}
	return General
}

// earlier is the earlier of two days; an empty one is none.
func earlier(a, b string) string {
	if a == "" || b != "" && b < a {
		return b
	}
	return a
}
