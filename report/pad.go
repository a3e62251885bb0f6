package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/report/sheet"
)

// pad is what a paper is written on: the inspection as it stands, what was sealed of it, and the words.
type pad struct {
	paper    Paper
	src      Source
	w        *words.Words
	i        *inspection.Inspection
	doc      Document              // of what was sealed
	findings []*inspection.Finding // that the paper is of
	shown    int                   // photos so far
}

func newPad(p Paper, src Source, ids []string) *pad {
	a := &pad{paper: p, src: src, w: src.Words, i: src.Inspection, doc: New(src)}
	for _, id := range ids {
		a.findings = append(a.findings, a.i.Finding(id))
	}
	return a
}

// line is a finding's line as it stands, with its words.
func (a *pad) line(f *inspection.Finding) Finding { return finding(a.src, a.i, f) }

// open is the findings that the enterprise still has to do something about.
func (a *pad) open() (all []*inspection.Finding) {
	for n := range a.i.Findings {
		f := &a.i.Findings[n]
		switch f.Status {
		case inspection.StatusWithdrawn, inspection.StatusJoined, inspection.StatusClosed, inspection.StatusTransferred, inspection.StatusFixed, inspection.StatusRechecked:
		default:
			all = append(all, f)
		}
	}
	return all
}

// notes is what the paper is and is not.
func (a *pad) notes() (all []string) {
	p := &a.w.Papers
	switch a.paper.Kind {
	case "list":
		return append(a.doc.Notes, p.List.Five)
	case "notice":
		return []string{p.Notice.Note}
	case "recheck":
		return []string{p.Recheck.Note}
	case "major":
		return []string{p.Major.Note}
	case "opinion":
		if a.doc.Visit == inspection.Official { // an expert's opinion orders nothing, whoever inspects
			return append([]string{a.w.Paper.Advice}, a.doc.Notes...)
		}
		return a.doc.Notes
	case "record":
		if note := p.Record.Notes[string(a.doc.Visit)]; note != "" {
			return []string{note}
		}
	}
	return nil
}

// dated is the day of the content, so that equal content gives equal bytes.
func (a *pad) dated() time.Time {
	if n := len(a.i.History); n > 0 {
		return a.i.History[n-1].At().In(zone(a.src))
	}
	return time.Time{}
}

// head is the grid that every paper begins with: whom it is about.
func (a *pad) head() []sheet.Block {
	p, e := &a.w.Papers, a.doc.Enterprise
	f := sheet.Fields{{Label: p.Enterprise, Value: e.Name, Wide: true}, {Label: p.Code, Value: e.Code}, {Label: p.Address, Value: e.Address}}
	switch a.paper.Kind {
	case "major", "extension":
		f = append(f, sheet.Field{Label: p.Principal}, sheet.Field{Label: p.Phone})
	case "record":
		f = append(f, sheet.Field{Label: p.Principal}, sheet.Field{Label: p.Post}, sheet.Field{Label: p.OnSite, Value: e.Contact}, sheet.Field{Label: p.Phone, Value: e.Phone})
	default:
		f = append(f, sheet.Field{Label: a.w.Contact, Value: e.Contact}, sheet.Field{Label: p.Phone, Value: e.Phone})
	}
	f = append(f, sheet.Field{Label: p.Visit, Value: a.w.VisitName(a.doc.Visit)}, sheet.Field{Label: p.Day, Value: a.doc.Date},
		sheet.Field{Label: p.Inspectors, Value: strings.Join(a.inspectors(), "、")}, sheet.Field{Label: p.Accompany, Value: a.doc.Accompany})
	return []sheet.Block{f}
}

// inspectors is who inspected; on official visits with their cards, as far as each has one.
func (a *pad) inspectors() []string {
	all := slices.Clone(a.doc.Experts)
	if a.doc.Visit != inspection.Official {
		return all
	}
	if len(a.doc.Cards) != len(all) { // whose is whose is not known
		return append(all, fmt.Sprintf("%s %s", a.w.Paper.Cards, strings.Join(a.doc.Cards, "、")))
	}
	for n, card := range a.doc.Cards {
		all[n] = fmt.Sprintf(a.w.Papers.Card, all[n], card)
	}
	return all
}

// sign is the blank of a role; the name, as far as it is known, stands beside it.
func (a *pad) sign(role, name string) sheet.Signature {
	return sheet.Signature{Role: role, Name: name, Date: a.w.Papers.Sign}
}

// roles is what those who inspected and their leader sign as: an enterprise that checks itself sends no experts.
func (a *pad) roles() (each, leader string) {
	if a.doc.Visit == inspection.SelfCheck {
		return a.w.Papers.Checker, a.w.Papers.SelfLeader
	}
	return a.w.Papers.Expert, a.w.Papers.Leader
}

// experts is a blank for each of them.
func (a *pad) experts(role string) (all []sheet.Signature) {
	for _, name := range a.doc.Experts {
		all = append(all, a.sign(role, name))
	}
	return all
}

// onSite is the enterprise's blank, or that it refused, why, and who saw it.
func (a *pad) onSite() sheet.Signature {
	s := a.sign(a.w.Papers.OnSite, a.doc.Accompany)
	for _, x := range a.doc.Signatures {
		if x.Role == inspection.EnterpriseRole {
			s.Name = x.Name
			if x.Refused {
				s.Says = fmt.Sprintf(a.w.Papers.Refused, x.Reason, x.Witness)
			}
		}
	}
	return s
}

// objection is what the enterprise wrote beside its signature; signed: it did, and did not refuse.
func (a *pad) objection() (text string, signed bool) {
	for _, x := range a.doc.Signatures {
		if x.Role == inspection.EnterpriseRole && !x.Refused {
			return x.Reason, true
		}
	}
	return "", false
}

// box is a box to tick, or one that is ticked.
func (a *pad) box(on bool, text string) string {
	if on {
		return a.w.Papers.Ticked + " " + text
	}
	return a.w.Papers.Tick + " " + text
}

func heading(text string) sheet.Heading { return sheet.Heading{Level: 1, Text: text} }

func wide(label, value string, lines int) sheet.Field {
	return sheet.Field{Label: label, Value: value, Wide: true, Lines: lines}
}

// measures is what is to be done: at once, what the expert advises, what the enterprise plans.
func (a *pad) measures(f *inspection.Finding) string {
	p := &a.w.Papers
	var all []string
	if f.Immediate != "" {
		all = append(all, fmt.Sprintf(p.AtOnce, f.Immediate))
	}
	if f.Measure != "" {
		all = append(all, fmt.Sprintf(p.Advice, f.Measure))
	}
	if f.Plan != nil {
		all = append(all, fmt.Sprintf(p.Plan, f.Plan.Measures))
	}
	return strings.Join(all, "\n")
}

// where is a finding's place and unit.
func (f Finding) where() string { return f.Place + unitSuffix(f.Unit) }

// basis is what the finding is held against.
func (a *pad) basis(f Finding) string {
	if f.Basis == "" {
		return a.w.Paper.OutsideLists
	}
	return f.Basis
}

// pictures is photos with their captions, numbered through the paper.
func (a *pad) pictures(of func(n int) string, photos ...Photo) (all sheet.Pictures) {
	for _, photo := range photos {
		a.shown++
		p := sheet.Picture{Number: fmt.Sprintf(a.w.Papers.PhotoNumber, a.shown), SHA256: photo.SHA256, Missing: fmt.Sprintf(a.w.Paper.PhotoMissing, photo.Name, photo.SHA256), Read: photo.bytes}
		p.Caption = strings.Join(kept(of(a.shown), a.taken(photo.Taken), photo.Name), " · ")
		all = append(all, p)
	}
	return all
}

// taken is a camera's time as it is read here; as the camera wrote it, when that is no such time.
func (a *pad) taken(at string) string {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return at
	}
	return t.In(zone(a.src)).Format("2006-01-02 15:04")
}

// day is a day as it is written in a sentence.
func (a *pad) day(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return t.Format(a.w.Papers.DayFormat)
}

// kept is the texts that say something.
func kept(texts ...string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}

// each is the steps of a finding that have effect, in order.
func each[P inspection.Payload](f *inspection.Finding) (all []P) {
	for _, t := range f.Steps {
		if p, is := t.Payload.(P); is && t.Why == "" {
			all = append(all, p)
		}
	}
	return all
}

// last is the last of a finding's steps of a kind that have effect; nil when there is none.
func last[P inspection.Payload](f *inspection.Finding) (none P) {
	if all := each[P](f); len(all) > 0 {
		return all[len(all)-1]
	}
	return none
}
