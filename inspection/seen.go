package inspection

import (
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Seen is what the device had before it when somebody decided: of every feed that spoke of the same thing, the last operation,
// as "feed:seq". It covers all that the feed had said up to there. What the device's own feed said before needs no mention.
type Seen []string

// maxSeen bounds how many feeds one thing can be told by.
const maxSeen = 1024

// ParseRef reads "feed:seq"; false when it is malformed.
func ParseRef(s string) (Ref, bool) {
	feed, seq, ok := strings.Cut(s, ":")
	b, err := hex.DecodeString(feed)
	n, bad := strconv.ParseUint(seq, 10, 64)
	if !ok || err != nil || bad != nil || len(b) != len(FeedID{}) || n == 0 {
		return Ref{}, false
	}
	return Ref{FeedID(b), n}, true
}

func (s Seen) check() error {
	if len(s) > maxSeen {
		return fmt.Errorf("seen names %d operations, at most %d", len(s), maxSeen)
	}
	for _, r := range s {
		if _, ok := ParseRef(r); !ok {
			return fmt.Errorf("seen %q does not name an operation", r)
		}
	}
	return nil
}

func (s Seen) has(r Ref) bool {
	feed := r.Feed.String()
	for _, one := range s {
		if !strings.HasPrefix(one, feed) {
			continue
		}
		if t, ok := ParseRef(one); ok && t.Feed == r.Feed && r.Seq <= t.Seq {
			return true
		}
	}
	return false
}

// seer is a payload that says what was before it.
type seer interface{ saw() Seen }

// saw says whether whoever made op had r before them: it is named, or the same hand said it before.
func (i *Inspection) saw(op Op, r Ref) bool {
	if r == op.Ref {
		return false
	}
	if r.Feed == op.Feed {
		return r.Seq < op.Seq
	}
	if i.Mine(op.Feed, r) {
		return true
	}
	p, ok := op.Payload.(seer)
	return ok && p.saw().has(r)
}

// lastOf names the last operation of every feed.
func lastOf(ops []Op) Seen {
	last := map[FeedID]uint64{}
	for _, op := range ops {
		last[op.Feed] = max(last[op.Feed], op.Seq)
	}
	var s Seen
	for feed, seq := range last {
		s = append(s, Ref{feed, seq}.String())
	}
	slices.Sort(s)
	return s
}

// Seen is everything said so far of a finding and of those that it stands for: what goes with a correction, a withdrawal, a step or
// a settlement of it.
func (i *Inspection) Seen(finding string) Seen {
	ops := slices.Clone(i.tracks[finding])
	for _, op := range i.tracks[finding] {
		if j, is := op.Payload.(*Joined); is && !j.Apart {
			for _, id := range j.Findings {
				ops = append(ops, i.tracks[id]...)
			}
		}
	}
	return lastOf(ops)
}

// SeenAnswers is everything said to a criterion so far: what goes with a settlement of it.
func (i *Inspection) SeenAnswers(k Key) Seen {
	ops := slices.Clone(i.settlements[k])
	for _, s := range i.Answers[k] {
		ops = append(ops, Op{Ref: s.Ref})
	}
	return lastOf(ops)
}

// standing is the operations that no other one of them had before it; in their order.
func (i *Inspection) standing(ops []Op) []Op {
	if len(ops) < 2 {
		return ops
	}
	all := slices.DeleteFunc(slices.Clone(ops), func(a Op) bool {
		return slices.ContainsFunc(ops, func(b Op) bool { return i.saw(b, a.Ref) })
	})
	if len(all) == 0 { // only a lie sees in a circle
		return ops[len(ops)-1:]
	}
	return all
}

// sawAll says whether whoever made op had all of them before them.
func (i *Inspection) sawAll(op Op, all []Op) bool {
	return !slices.ContainsFunc(all, func(a Op) bool { return a.Ref != op.Ref && !i.saw(op, a.Ref) })
}
