package wire

import "slices"

// Minus is what of a is not in b; spans out of order or empty are passed over.
func Minus(a, b []Span) []Span {
	rest := slices.DeleteFunc(slices.Clone(a), func(s Span) bool { return s.From > s.To || s.From == 0 })
	for _, cut := range b {
		var next []Span
		for _, s := range rest {
			if cut.From > cut.To || cut.To < s.From || cut.From > s.To {
				next = append(next, s)
				continue
			}
			if cut.From > s.From {
				next = append(next, Span{From: s.From, To: cut.From - 1})
			}
			if cut.To < s.To {
				next = append(next, Span{From: cut.To + 1, To: s.To})
			}
		}
		rest = next
	}
	return rest
}
