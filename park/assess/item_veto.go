package assess

import "github.com/shopspring/decimal"

// Veto is an item that lowers the grade when one of its parts is met, and leaves the score as it is (一票否决).
const Veto Kind = "veto"

var vetoKind = itemKind{kind: Veto, keys: []string{"parts", "to"}, must: []string{"parts", "to"}, line: (*year).lower}

// lower is how a veto and a cap work.
func (y *year) lower(it *Item, l *Line) {
	for n := range it.Parts {
		p := &it.Parts[n]
		t, notes := sourceOf(p.Of).count(y, p)
		t.Least, t.Points, t.Kinds = max(1, p.AtLeast), decimal.Zero, p.kinds()
		l.Terms = append(append(l.Terms, t), notes...)
		if t.Count >= t.Least {
			y.lowered = append(y.lowered, Lowered{Item: it.ID, To: it.To, Rule: t.Rule, Kinds: t.Kinds, Of: t.Of})
		}
	}
}
