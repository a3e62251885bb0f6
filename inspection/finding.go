package inspection

import (
	"slices"
	"strings"
	"unicode"
)

// Finding is a finding as it stands.
type Finding struct {
	Found          // as it is worded; where corrections differ, the latest with the strictest level and the earliest deadline
	Number     int // in the list, from 1; a withdrawn or joined finding keeps its number, and what was sealed keeps it
	Recorded   HLC
	Changed    HLC
	Edits      int // how often it was corrected
	By         FeedID
	Photos     []Photo
	Proof      []Photo // that it was removed
	Withdrawn  *Withdrawn
	Status     Status
	Grade      Level  // the level that counts: the authority's decision, and the strictest of what it stands for
	Due        string // the day that counts, YYYY-MM-DD: the deadline, or the extension granted
	Plan       *Planned
	Asked      *ExtensionAsked // not decided yet
	Disputes   []*Disputed     // not answered yet
	Steps      []Taken         // every step, in order, also those without effect
	JoinedInto string          // id of the finding that stands for this one
	Joined     []string        // ids of those that this one stands for
	Settlement *Settlement     // of what people differed on
	versions   []Op            // wordings that stand side by side, Found; one mostly
	contested  []Op            // withdrawals without effect
}

// tell adds to what was said of a finding.
func (i *Inspection) tell(finding string, op Op) {
	if isFound(op) && !slices.ContainsFunc(i.tracks[finding], isFound) {
		i.order = append(i.order, finding)
	}
	i.tracks[finding] = append(i.tracks[finding], op)
}

// lives makes the findings of what was said of them. What the first seal covers comes first: what was signed under a number keeps it,
// whatever arrives later from another device.
func (i *Inspection) lives() {
	if len(i.order) == 0 {
		return
	}
	sealed := func(id string) int { return i.sealedBy(i.tracks[id]) }
	if len(i.seals) > 0 {
		slices.SortStableFunc(i.order, func(a, b string) int { return sealed(a) - sealed(b) })
	}
	people := i.people()
	i.Findings = make([]Finding, 0, len(i.order))
	for n, id := range i.order {
		l := life{i: i, ops: i.tracks[id], people: people}
		f := l.live()
		f.Number = n + 1
		i.Findings = append(i.Findings, f)
	}
}

// sealedBy is the number of the first seal that covers the recording, or how many seals there are.
func (i *Inspection) sealedBy(track []Op) int {
	n := slices.IndexFunc(track, isFound)
	for at, op := range i.seals {
		for _, s := range op.Payload.(*Closed).Seals {
			if s.Seq >= track[n].Seq && s.Feed == track[n].Feed.String() {
				return at
			}
		}
	}
	return len(i.seals)
}

func isFound(op Op) bool { _, is := op.Payload.(*Found); return is }

// people is who recorded and who is the enterprise's, by plain name: neither closes.
type people struct {
	opened              bool // else the team is not known, whatever a device is called
	experts, enterprise map[string]bool
}

func (i *Inspection) people() people {
	p := people{len(i.openings) > 0, map[string]bool{}, map[string]bool{}}
	for _, o := range i.openings { // also those corrected since: nobody leaves the team to close
		for _, e := range o.Experts {
			p.add(p.experts, e)
		}
		for _, name := range []string{o.Accompanied, o.Enterprise.Contact, o.Enterprise.Name} {
			p.add(p.enterprise, name)
		}
	}
	for _, op := range i.seals {
		for _, s := range op.Payload.(*Closed).Signatures {
			if s.Role == EnterpriseRole {
				p.add(p.enterprise, s.Name)
			}
		}
	}
	for _, track := range i.tracks {
		for _, op := range track {
			switch s := op.Payload.(type) {
			case *Found:
				if n, named := i.Names[op.Feed]; named {
					p.add(p.experts, n.Name)
				}
			case *Notified:
				p.add(p.enterprise, s.Name)
			case *Planned:
				p.add(p.enterprise, s.Person)
				p.add(p.enterprise, s.By)
			case *Rectified:
				p.add(p.enterprise, s.By)
			case *ExtensionAsked:
				p.add(p.enterprise, s.By)
			case *Disputed:
				p.add(p.enterprise, s.By)
			case *WorkersTold:
				p.add(p.enterprise, s.By)
			}
		}
	}
	return p
}

func (people) add(to map[string]bool, names string) {
	for _, n := range PlainNames(names) {
		to[n] = true
	}
}

// PlainNames is the persons that a text names, each without blanks, signs, what stands in brackets, width and case: two spellings of a name
// are one person.
func PlainNames(s string) []string {
	var all []string
	for _, part := range strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune("、,，;；/／\n\t", r) }) {
		depth := 0
		name := strings.Map(func(r rune) rune {
			if r >= '！' && r <= '～' {
				r -= '！' - '!'
			}
			switch {
			case r == '(' || r == '[' || r == '【':
				depth++
				return -1
			case r == ')' || r == ']' || r == '】':
				depth--
				return -1
			case depth > 0 || !unicode.IsLetter(r) && !unicode.IsDigit(r):
				return -1
			}
			return unicode.ToLower(r)
		}, part)
		if name != "" {
			all = append(all, name)
		}
	}
	return all
}

// Second says why a person may not be the second one, who re-checks or closes what this inspection recorded; "" when they may.
func (i *Inspection) Second(name string) Without { return i.people().barred(name) }

// barred says why a person may not be the second one.
func (p people) barred(by string) Without {
	names := PlainNames(by)
	switch {
	case !p.opened || len(p.experts) == 0:
		return NobodyKnown
	case len(names) == 0:
		return ByRecorder
	}
	for _, n := range names {
		switch {
		case p.enterprise[n]:
			return ByEnterprise
		case p.experts[n]:
			return ByRecorder
		}
	}
	return ""
}

func samePerson(a, b string) bool {
	names := PlainNames(b)
	return slices.ContainsFunc(PlainNames(a), func(n string) bool { return slices.Contains(names, n) })
}

// Wording is the operation whose wording of the finding counts.
func (f *Finding) Wording() Ref { return f.versions[len(f.versions)-1].Ref }
