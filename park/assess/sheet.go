package assess

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/report/sheet"
)

// Sheet is the year's assessment of an enterprise as a paper (年度考核表): what it got for each item, how that was computed and of what, why the
// grade is what it is, and blanks to sign.
func Sheet(r Result, f Facts, s *Scheme, w *words.Words) sheet.Sheet {
	p := paper{r, &f, s, w, &w.Assess, f.Name(w)}
	doc := sheet.Sheet{
		Lang: string(w.Lang), Title: strconv.Itoa(r.Year) + " " + p.a.Title, Number: words.Fill(p.a.Number, "scheme", r.Scheme),
		Footer: words.Fill(p.a.Footer, "enterprise", f.Enterprise.Name, "year", strconv.Itoa(r.Year)), Page: p.a.Page,
	}
	doc.Dated, _ = time.Parse(time.DateOnly, r.AsOf)
	if s.Note.Zh != "" {
		doc.Notes = append(doc.Notes, w.Text(s.Note))
	}
	if r.Missing > 0 {
		doc.Notes = append(doc.Notes, words.Fill(p.a.MissingSome, "count", strconv.Itoa(r.Missing)))
	}
	doc.Notes = append(doc.Notes, p.a.Logs, p.a.Voluntary)
	doc.Blocks = append(doc.Blocks, p.head(), sheet.Heading{Level: 1, Text: p.a.Lines}, p.lines())
	doc.Blocks = append(doc.Blocks, p.grade()...)
	doc.Blocks = append(doc.Blocks, sheet.Heading{Level: 1, Text: p.a.Signed}, p.signatures())
	doc.Blocks = append(doc.Blocks, sheet.Heading{Level: 1, Text: p.a.Basis})
	for n := range r.Lines {
		doc.Blocks = append(doc.Blocks, p.opened(n)...)
	}
	if len(r.Carried) > 0 {
		doc.Blocks = append(doc.Blocks, sheet.Heading{Level: 2, Text: p.a.Carried}, p.carried())
	}
	doc.Blocks = append(doc.Blocks, sheet.Heading{Level: 1, Text: p.a.Shown}, p.figures())
	doc.Blocks = append(doc.Blocks, sheet.Heading{Level: 1, Text: p.a.Repeats}, sheet.List{Numbered: true, Items: s.SayDefinitions(w)})
	return doc
}

// SayUnjudged puts why items stay without points in the place of the remark that points are missing; nothing when nobody said why.
func SayUnjudged(doc *sheet.Sheet, r Result, w *words.Words, why string) {
	missing := words.Fill(w.Assess.MissingSome, "count", strconv.Itoa(r.Missing))
	for n := range doc.Notes {
		if why != "" && doc.Notes[n] == missing {
			doc.Notes[n] = fmt.Sprintf(w.Sealed.StaysBecause, why)
		}
	}
}

// paper is what the parts of the sheet are made of.
type paper struct {
	r    Result
	f    *Facts
	s    *Scheme
	w    *words.Words
	a    *words.AssessWords
	name func(id string) string
}

func (p *paper) head() sheet.Fields {
	e := p.f.Enterprise
	fields := sheet.Fields{{Label: p.a.Enterprise, Value: e.Name, Wide: true}, {Label: p.a.Code, Value: e.Code}, {Label: p.a.Year, Value: strconv.Itoa(p.r.Year)}}
	for _, x := range []sheet.Field{{Label: p.a.Former, Value: strings.Join(e.Former, p.a.And), Wide: true}, {Label: p.a.Since, Value: e.Since}, {Label: p.a.Until, Value: e.Until}} {
		if x.Value != "" {
			fields = append(fields, x)
		}
	}
	return append(fields, sheet.Field{Label: p.a.AsOf, Value: p.r.AsOf}, sheet.Field{Label: p.a.Score, Value: p.score()}, sheet.Field{Label: p.a.GradeCounts, Value: p.gradeName(p.r.Grade)})
}

func (p *paper) score() string {
	if p.r.None {
		return p.a.NoEnd
	}
	return p.s.Print(p.r.Score)
}

func (p *paper) gradeName(id string) string {
	if g := p.s.Grade(id); g != nil {
		return p.w.Text(g.Name)
	}
	return p.a.NoEnd
}

// points is a line's points as they add up, or that there are none.
func (p *paper) points(l *Line) string {
	switch {
	case l.Kind == Veto, l.Kind == Cap:
		return "—"
	case l.Not != "":
		return p.a.NoEnd
	case l.Missing:
		return p.a.Missing
	}
	return signed(l.Points)
}

func (p *paper) lines() sheet.Table {
	t := sheet.Table{Columns: []sheet.Column{
		{Name: "", Width: 5, Right: true}, {Name: p.a.Item, Width: 14}, {Name: p.a.Standard, Width: 24}, {Name: p.a.Max, Width: 8, Right: true},
		{Name: p.a.SelfScore, Width: 6, Right: true}, {Name: p.a.Points, Width: 8, Right: true}, {Name: p.a.Terms, Width: 30},
	}}
	for n := range p.r.Lines {
		l, it := &p.r.Lines[n], &p.s.Items[n]
		most, self := "—", ""
		if !l.Max.IsZero() {
			most = l.Max.String()
		}
		if l.Self != nil {
			self = signed(l.Self.Points)
		}
		name := p.w.Text(it.Name)
		if kind := p.a.Kinds[string(it.Kind)]; !it.weighs() && !strings.EqualFold(kind, name) {
			name += "\n(" + kind + ")"
		}
		t.Rows = append(t.Rows, []string{strconv.Itoa(n + 1), name, p.w.Text(it.Standard), most, self, p.points(l), strings.Join(p.short(l), "\n")})
	}
	t.Rows = append(t.Rows, []string{"", p.a.Total, SayScore(p.w, p.r), p.r.Full.String(), "", p.score(), ""})
	return t
}

// short is the sentences that make a line's points; remarks wait for the pages behind.
func (p *paper) short(l *Line) []string {
	main := *l
	main.Terms = nil
	for _, t := range l.Terms {
		if !t.Points.IsZero() || !t.Each.IsZero() || t.Over > 0 || t.Least > 0 || rateOf(t.Rule) != nil {
			main.Terms = append(main.Terms, t)
		}
	}
	return p.s.SayLine(p.w, &main)
}

// grade says both: what the score gives, and what lowers it.
func (p *paper) grade() []sheet.Block {
	if p.r.None {
		return []sheet.Block{sheet.Text{Text: p.a.NoScore, Bold: true}}
	}
	both := sheet.Fields{{Label: p.a.GradeEarned, Value: p.gradeName(p.r.Earned)}, {Label: p.a.GradeCounts, Value: p.gradeName(p.r.Grade)}}
	blocks := []sheet.Block{both}
	if exact, shown := p.r.Score.StringFixed(2), p.s.Print(p.r.Score); strings.TrimSuffix(exact, "0") != shown && exact != shown {
		blocks = append(blocks, sheet.Text{Text: words.Fill(p.a.Exact, "score", shown, "exact", exact), Small: true})
	}
	if len(p.r.Lowered) == 0 {
		return append(blocks, sheet.Text{Text: p.a.NotLowered})
	}
	for _, l := range p.r.Lowered {
		text := p.s.SayLowered(p.w, l)
		for _, id := range l.Of {
			text += "\n· " + p.name(id)
		}
		blocks = append(blocks, sheet.Text{Text: text, Bold: true})
	}
	return blocks
}

func (p *paper) signatures() sheet.Signatures {
	return sheet.Signatures{
		{Role: p.a.Principal, Date: p.a.SignedOn}, {Role: p.a.Assessor, Date: p.a.SignedOn}, {Role: p.a.Assessor, Date: p.a.SignedOn}, {Role: p.a.Leader, Date: p.a.SignedOn},
	}
}

// opened is a line with everything that its points were made of.
func (p *paper) opened(n int) []sheet.Block {
	l, it := &p.r.Lines[n], &p.s.Items[n]
	says := p.s.SayLine(p.w, l)
	if l.Self != nil {
		says = append(says, words.Fill(p.a.SelfGave, "points", signed(l.Self.Points), "reason", l.Self.Reason))
	}
	if len(says) == 0 {
		return nil
	}
	head := strconv.Itoa(n+1) + ". " + p.w.Text(it.Name)
	if l.Kind != Veto && l.Kind != Cap {
		head += " · " + p.points(l)
	}
	blocks := []sheet.Block{sheet.Heading{Level: 2, Text: head}, sheet.List{Items: says}}
	t := sheet.Table{Columns: []sheet.Column{{Name: p.a.Rule, Width: 24}, {Name: p.a.What, Width: 46}, {Name: p.a.Day, Width: 15}, {Name: p.a.Done, Width: 15}}}
	for _, term := range l.Terms {
		says := p.rule(term)
		for _, d := range Details(p.w, term, p.name) {
			what := d.What
			if d.ID == "" || len(term.With) > 0 {
				what = d.Says
			}
			t.Rows = append(t.Rows, []string{says, what, d.Day, d.Done})
			says = "" // said once
		}
	}
	if len(t.Rows) > 0 {
		blocks = append(blocks, t)
	}
	return blocks
}

// rule is what a term counts, with its number.
func (p *paper) rule(t Term) string {
	return words.Fill(p.a.Rules[t.Rule], "count", strconv.Itoa(t.Count), "over", strconv.Itoa(t.Over))
}

func (p *paper) carried() sheet.List {
	var l sheet.List
	for _, id := range p.r.Carried {
		l.Items = append(l.Items, p.name(id))
	}
	return l
}

func (p *paper) figures() sheet.Table {
	t := sheet.Table{Columns: []sheet.Column{{Name: p.a.Name, Width: 60}, {Name: p.a.Value, Width: 20, Right: true}, {Name: "", Width: 20, Right: true}}}
	for _, f := range p.r.Figures {
		value, of := f.Value.String(), ""
		if f.None {
			value = p.a.NoEnd
		} else if f.Over > 0 {
			of = strconv.Itoa(f.Count) + " / " + strconv.Itoa(f.Over)
		}
		t.Rows = append(t.Rows, []string{p.a.Figures[f.Name], value, of})
	}
	return t
}
