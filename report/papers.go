package report

import (
	"fmt"
	"slices"
	"strings"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/report/sheet"
)

// Paper is a kind of paper that people sign.
type Paper struct {
	Kind string // in commands, addresses and operations; for ever
	Code string // in the working id: the pinyin initials of its name
	// Picks says which findings a paper of findings is made of when none is named; nil: it is of the whole inspection.
	Picks func(*inspection.Finding) bool
	// Enterprise: it is addressed to the enterprise, or is the enterprise's own; nobody else's eyes only.
	Enterprise bool
	// Official: the park may give it a number of its own.
	Official bool
	blocks   func(*pad) []sheet.Block
}

// Papers is every kind of paper, in the order in which they are needed.
var Papers = []Paper{
	{Kind: "opinion", Code: "YJ", Enterprise: true, blocks: opinion},
	{Kind: "record", Code: "JL", Enterprise: true, Official: true, blocks: record},
	{Kind: "list", Code: "QD", Enterprise: true, blocks: list},
	{Kind: "notice", Code: "TZ", Enterprise: true, Official: true, blocks: notice},
	{Kind: "recheck", Code: "FC", Enterprise: true, Official: true, blocks: recheck},
	{Kind: "major", Code: "ZD", Enterprise: true, Picks: heavy, blocks: major},
	{Kind: "extension", Code: "YQ", Enterprise: true, Picks: asks, blocks: extension},
	{Kind: "transfer", Code: "YS", Official: true, Picks: transferred, blocks: transfer},
}

// Numbered says whether the park may give it an official number after such a visit: a record of assistance is no inspection's.
func (p Paper) Numbered(v inspection.Visit) bool {
	return p.Official && (p.Kind != "record" || v == inspection.Official)
}

// PaperNamed is the paper of that kind; false when there is none.
func PaperNamed(kind string) (Paper, bool) {
	n := slices.IndexFunc(Papers, func(p Paper) bool { return p.Kind == kind })
	if n < 0 {
		return Paper{}, false
	}
	return Papers[n], true
}

// Kinds is the kind of every paper.
func Kinds() []string {
	all := make([]string, 0, len(Papers))
	for _, p := range Papers {
		all = append(all, p.Kind)
	}
	return all
}

func heavy(f *inspection.Finding) bool       { return f.Grade != inspection.General }
func asks(f *inspection.Finding) bool        { return f.Asked != nil }
func transferred(f *inspection.Finding) bool { return f.Status == inspection.StatusTransferred }

// stands says whether a finding is one that papers are made of.
func stands(f *inspection.Finding) bool { return f.Withdrawn == nil && f.JoinedInto == "" }

// NeedsFindings says that a paper of findings was asked for without saying of which, and that none offers itself.
type NeedsFindings struct{ says string }

func (n *NeedsFindings) Error() string { return n.says }

// Choose is the findings that a paper is made of: those that are named by number or id, or, when none is, those that offer themselves. A
// paper of the whole inspection takes none.
func (p Paper) Choose(i *inspection.Inspection, w *words.Words, named ...string) (ids []string, err error) {
	if p.Picks == nil {
		return nil, nil
	}
	for _, name := range named {
		n := slices.IndexFunc(i.Findings, func(f inspection.Finding) bool { return f.Finding == name || fmt.Sprint(f.Number) == name })
		if n < 0 {
			return nil, fmt.Errorf(w.Papers.NoSuchFinding, name)
		}
		if !stands(&i.Findings[n]) {
			return nil, fmt.Errorf(w.Papers.Withdrawn, i.Findings[n].Number)
		}
		if id := i.Findings[n].Finding; !slices.Contains(ids, id) {
			ids = append(ids, id)
		}
	}
	for n := range i.Findings {
		if f := &i.Findings[n]; len(named) == 0 && stands(f) && p.Picks(f) {
			ids = append(ids, f.Finding)
		}
	}
	if len(ids) == 0 {
		return nil, &NeedsFindings{fmt.Sprintf(w.Papers.NeedsFindings, w.PaperTitle(p.Kind, ""))}
	}
	slices.SortFunc(ids, func(a, b string) int { return i.Finding(a).Number - i.Finding(b).Number })
	return ids, nil
}

// Key names one paper of an inspection: its kind and its findings, in the order that Choose gives them.
func Key(kind string, findings []string) string {
	return strings.Join(append([]string{kind}, findings...), "/")
}

// Sheet is the paper of an inspection as people sign it. What nobody said is a blank to write in.
func (p Paper) Sheet(src Source, named ...string) (sheet.Sheet, error) {
	ids, err := p.Choose(src.Inspection, src.Words, named...)
	if err != nil {
		return sheet.Sheet{}, err
	}
	a := newPad(p, src, ids)
	s := sheet.Sheet{
		Lang: string(src.Words.Lang), Title: src.Words.PaperTitle(p.Kind, string(a.doc.Visit)), Number: a.number(), Notes: a.notes(), Page: a.w.Papers.Page,
		Dated: a.dated(), Author: src.Words.Program, Landscape: p.Kind == "list", Attached: src.Attached,
	}
	s.Footer = a.doc.Enterprise.Name + "　" + s.Number
	s.Blocks = append(a.head(), p.blocks(a)...)
	return s, nil
}
