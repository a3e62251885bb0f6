package inspection

import (
	"slices"
	"unicode"
)

// Pair is two findings that may be one: suggested, never done.
type Pair struct {
	A, B string // ids, in the order of the list
	Same bool   // they name the same criterion and unit; else place and words are alike
}

// alike is how much of the pairs of letters of two descriptions must be common: Dice's coefficient, per cent.
const alike = 60

// similarText is how much of a text is compared, letters.
const similarText = 400

// similarWordings is how many wordings of a finding that stand side by side are compared.
const similarWordings = 4

// Similar is the pairs of findings by different people that may be one, unless somebody said already that they are, or are not.
func (i *Inspection) Similar() []Pair {
	apart := map[Pair]bool{}
	for _, op := range i.joins {
		j := op.Payload.(*Joined)
		for n, a := range j.Findings {
			for _, b := range j.Findings[n+1:] {
				if j.Apart {
					apart[Pair{A: a, B: b}], apart[Pair{A: b, B: a}] = true, true
				}
			}
		}
	}
	var open []*Finding
	for n := range i.Findings {
		if f := &i.Findings[n]; f.Withdrawn == nil && f.JoinedInto == "" {
			open = append(open, f)
		}
	}
	grams := make(map[*Finding][][]uint64, len(open)) // of every wording that stands
	for _, f := range open {
		for _, op := range f.versions {
			grams[f] = append(grams[f], bigrams(op.Payload.(*Found).Description))
		}
	}
	var pairs []Pair
	for n, a := range open {
		for _, b := range open[n+1:] {
			if i.sameHand(a, b) || apart[Pair{A: a.Finding, B: b.Finding}] {
				continue
			}
			same := a.Criterion != "" && a.Criterion == b.Criterion && a.Unit == b.Unit
			if same || plainPlace(a.Place) == plainPlace(b.Place) && nearest(grams[a], grams[b]) >= alike {
				pairs = append(pairs, Pair{a.Finding, b.Finding, same})
			}
		}
	}
	return pairs
}

// sameHand: one person does not record one thing twice by mistake of another.
func (i *Inspection) sameHand(a, b *Finding) bool {
	one := func(f *Finding) Ref {
		for _, op := range i.tracks[f.Finding] {
			if isFound(op) {
				return op.Ref
			}
		}
		return Ref{}
	}
	return i.Mine(a.By, one(b)) || i.Mine(b.By, one(a))
}

func letters(s string) []rune {
	var all []rune
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			all = append(all, unicode.ToLower(r))
		}
		if len(all) == similarText {
			break
		}
	}
	return all
}

func plainPlace(s string) string { return string(letters(s)) }

// bigrams is the pairs of neighbouring letters, sorted.
func bigrams(s string) []uint64 {
	rs := letters(s)
	var all []uint64
	for n := 1; n < len(rs); n++ {
		all = append(all, uint64(rs[n-1])<<32|uint64(rs[n]))
	}
	slices.Sort(all)
	return all
}

// nearest is how much the two that are most alike have in common.
func nearest(a, b [][]uint64) int {
	most := 0
	for _, x := range a[:min(len(a), similarWordings)] {
		for _, y := range b[:min(len(b), similarWordings)] {
			most = max(most, dice(x, y))
		}
	}
	return most
}

// dice is how much of two sorted lists is common, per cent.
func dice(a, b []uint64) int {
	if len(a)+len(b) == 0 {
		return 0
	}
	common := 0
	for x, y := 0, 0; x < len(a) && y < len(b); {
		switch {
		case a[x] == b[y]:
			common++
			x++
			y++
		case a[x] < b[y]:
			x++
		default:
			y++
		}
	}
	return 200 * common / (len(a) + len(b))
}
