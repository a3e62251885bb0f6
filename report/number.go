package report

import (
	"crypto/ed25519"
	"fmt"
	"strings"

	"anquan.example/paicha/inspection"
)

// WorkingID names an inspection on paper without the park: the day, the tablet, the end of its id, as in 20261123-3F0A-9C41B2D7. It can be
// typed, sorts by day, and never changes: it is of the first opening, whatever is corrected later.
func WorkingID(i *inspection.Inspection) string {
	for _, e := range i.History {
		if o, is := e.Payload.(*inspection.Opened); is {
			return strings.ToUpper(strings.ReplaceAll(o.Date, "-", "") + "-" + e.Feed.String()[:4] + "-" + i.ID[max(0, len(i.ID)-8):])
		}
	}
	return strings.ToUpper(i.ID)
}

// Numbers is the official numbers that the park with that key gave papers of an inspection, by Key.
func Numbers(i *inspection.Inspection, park ed25519.PublicKey) map[string]string {
	all := map[string]string{}
	count, _ := i.NumbersBy(park)
	for _, n := range count {
		all[Key(n.Paper, n.Findings)] = n.Official()
	}
	return all
}

// number is the official one that the park gave, or the working id with the paper's code and the numbers of its findings.
func (a *pad) number() string { return a.numberOf(a.paper.Kind, a.paper.Code, a.findings...) }

// numberOf is the number of any paper of the inspection, by its kind and code: to refer to it.
func (a *pad) numberOf(kind, code string, findings ...*inspection.Finding) string {
	parts, ids := []string{WorkingID(a.i), code}, []string{}
	for _, f := range findings {
		parts, ids = append(parts, fmt.Sprintf("%02d", f.Number)), append(ids, f.Finding)
	}
	if official := a.src.Numbers[Key(kind, ids)]; official != "" {
		return official
	}
	return strings.Join(parts, "-")
}
