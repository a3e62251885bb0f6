package ledger

import (
	"fmt"
	"strconv"
	"strings"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/report/sheet"
)

// Paper is what the summary of a month (活动总结) is printed of.
type Paper struct {
	Month               *Monthly
	Name, Code, Contact string // of the enterprise
	Words               *words.Words
	Today               string
	Figures             *Figures                         // nil: none are shown
	Read                func(sum string) ([]byte, error) // a picture that the park holds
}

// Summary is the paper of a month as it was handed in last; before that, as it was written last, without a day of handing in.
func Summary(p Paper) sheet.Sheet {
	w, m := &p.Words.Ledger, p.Month
	record, of := m.Counts(), m.Handed
	if record == nil {
		record, of = m.Draft(), m.Last
	}
	s := sheet.Sheet{Lang: string(p.Words.Lang), Title: fmt.Sprintf(w.PaperTitle, p.Name, m.Year), Notes: []string{w.PaperNote}, Footer: w.PaperFooter + " · " + p.Name, Page: w.PaperPage, Author: p.Name}
	if of != nil {
		s.Dated = of.At
	}
	submitted, late := w.NotYet, ""
	if m.First != "" {
		submitted, late = m.First, strconv.Itoa(m.Late(p.Today))
	}
	s.Blocks = append(s.Blocks, sheet.Fields{
		{Label: w.Enterprise, Value: p.Name, Wide: true}, {Label: w.Code, Value: p.Code}, {Label: w.Contact, Value: p.Contact}, {Label: w.Year, Value: strconv.Itoa(m.Year)},
		{Label: w.Planned, Value: record.Planned}, {Label: w.Submitted, Value: submitted}, {Label: w.LateOf, Value: late},
	})
	text := func(heading, says string) {
		if says != "" {
			s.Blocks = append(s.Blocks, sheet.Heading{Level: 1, Text: heading}, sheet.Text{Text: says})
		}
	}
	text(w.Organisation, record.Organisation)
	s.Blocks = append(s.Blocks, sheet.Heading{Level: 1, Text: w.ActivityHead}, p.activities(record))
	if f := p.Figures; f != nil {
		s.Blocks = append(s.Blocks, sheet.Heading{Level: 1, Text: fmt.Sprintf(w.FigHead, f.From, f.To)}, f.Lines(w))
	}
	text(w.Practice, record.Practice)
	text(w.Problems, record.Problems)
	s.Blocks = append(s.Blocks, p.evidence(record)...)
	if r := m.Reviewed(); r != nil {
		text(w.Comment, r.Comment)
	}
	s.Blocks = append(s.Blocks, sheet.Heading{Level: 1, Text: w.SignHead}, sheet.Signatures{{Role: w.SignStamp, Date: w.SignDate}, {Role: w.SignPerson, Date: w.SignDate}})
	return s
}

// activities is the six, those that did not take place too, and those of their own idea.
func (p Paper) activities(m *MonthRecord) sheet.Table {
	w := &p.Words.Ledger
	t := sheet.Table{Empty: w.NoActivity, Columns: []sheet.Column{{Name: w.ActivityHead, Width: 5}, {Name: w.Day, Width: 3}, {Name: w.Place, Width: 4}, {Name: w.Form, Width: 6}, {Name: w.Counted, Width: 5}}}
	add := func(label string, d assess.Done) {
		var counted []string
		for _, c := range Counts {
			if n := *c.Of(&d); n > 0 {
				counted = append(counted, w.Fields[c.Name]+" "+strconv.Itoa(n))
			}
		}
		t.Rows = append(t.Rows, []string{label, d.Day, d.Place, d.Form, strings.Join(counted, "\n")})
	}
	for _, a := range assess.Activities() {
		label := w.Activities[string(a)]
		if Voluntary(a) {
			label += " (" + w.Voluntary + ")"
		}
		add(label, m.Of(a))
	}
	for n, d := range m.Own {
		add(fmt.Sprintf("%s %d", w.OwnActivity, n+1), d)
	}
	return t
}

// evidence is the list with hashes, of what is elsewhere too, and the pictures that the park holds.
func (p Paper) evidence(m *MonthRecord) []sheet.Block {
	w := &p.Words.Ledger
	t := sheet.Table{Empty: w.NoPicture, Columns: []sheet.Column{{Name: w.File, Width: 5}, {Name: w.Size, Width: 3, Right: true}, {Name: w.Where, Width: 4}, {Name: w.Hash, Width: 8}}}
	var pictures sheet.Pictures
	for _, e := range Evidence(m) {
		size, where := "", e.Where
		if e.Size > 0 {
			size = fmt.Sprintf(w.Bytes, e.Size)
		}
		if where == "" {
			where = w.AtHand
			pictures = append(pictures, sheet.Picture{Number: fmt.Sprintf("%s %d", p.Words.Web.Photo, len(pictures)+1), Caption: e.Name, SHA256: e.SHA256, Missing: w.PictureMissing,
				Read: func() ([]byte, error) { return p.Read(e.SHA256) }})
		}
		t.Rows = append(t.Rows, []string{e.Name, size, where, e.SHA256})
	}
	all := []sheet.Block{sheet.Heading{Level: 1, Text: w.EvidenceHead}, t}
	if len(pictures) > 0 {
		all = append(all, pictures)
	}
	return all
}
