package ledger

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"anquan.example/paicha/park/assess"
)

// MonthRecord is an enterprise's record of a Safety Month as it is kept: what an assessment is told of it, and how it was organised.
type MonthRecord struct {
	assess.Month
	Organisation string `json:"organisation,omitempty"` // who leads, who is the liaison, when it was opened, funds
}

// MonthReview is the park's word on a month.
type MonthReview struct {
	Comment string `json:"comment,omitempty"`
	Closed  bool   `json:"closed,omitempty"` // assessed: the enterprise changes nothing any more
}

// Voluntary says that an activity is not asked of anybody: the notice says so of the quiz, which is not ranked, and of the notes.
func Voluntary(a assess.Activity) bool { return a == assess.Quiz || a == assess.Notes }

// Counts is what a summary counts of an activity, in the form's order.
var Counts = []struct {
	Name string
	Of   func(*assess.Done) *int
}{
	{"people", func(d *assess.Done) *int { return &d.People }},
	{"lectures", func(d *assess.Done) *int { return &d.Lectures }},
	{"films", func(d *assess.Done) *int { return &d.Films }},
	{"leaflets", func(d *assess.Done) *int { return &d.Leaflets }},
	{"media", func(d *assess.Done) *int { return &d.Media }},
}

// OwnPart names the n-th activity of their own idea in a form, from 0.
func OwnPart(n int) string { return "own" + strconv.Itoa(n) }

func readMonth(r *reading) Body {
	before, _ := r.before.(*MonthRecord)
	if before == nil {
		before = &MonthRecord{}
	}
	m := &MonthRecord{Organisation: r.text("organisation", MaxText, false)}
	m.Planned = r.day("planned", false)
	m.Practice = r.text("practice", MaxPractice, r.Hand)
	m.Problems = r.text("problems", MaxText, false)
	for _, a := range assess.Activities() {
		if d, took := r.done(string(a), before.Of(a)); took {
			d.Activity = a
			m.Activities = append(m.Activities, d)
		}
	}
	for n := range MaxOwn {
		var was assess.Done
		if n < len(before.Own) {
			was = before.Own[n]
		}
		if d, took := r.done(OwnPart(n), was); took {
			m.Own = append(m.Own, d)
		}
	}
	m.Evidence = r.evidence("", before.Evidence)
	return m
}

// done reads an activity; false when the form says nothing of it.
func (r *reading) done(at string, before assess.Done) (d assess.Done, took bool) {
	said := r.Values[at+".day"] + r.Values[at+".place"] + r.Values[at+".form"]
	for _, c := range Counts {
		said += r.Values[at+"."+c.Name]
	}
	d.Evidence = r.evidence(at, before.Evidence)
	if strings.TrimSpace(said) == "" && len(d.Evidence) == 0 {
		return d, false
	}
	d.Day, d.Place = r.day(at+".day", false), r.text(at+".place", MaxLine, false)
	for _, c := range Counts {
		*c.Of(&d) = r.count(at + "." + c.Name)
	}
	d.Form = r.text(at+".form", MaxText, true)
	return d, true
}

// Of is what took place of an activity; the zero Done when nothing did.
func (m *MonthRecord) Of(a assess.Activity) (d assess.Done) {
	if n := slices.IndexFunc(m.Activities, func(d assess.Done) bool { return d.Activity == a }); n >= 0 {
		d = m.Activities[n]
	}
	return d
}

// Values is the record as a form says it.
func (m *MonthRecord) Values() Values {
	v := Values{"organisation": m.Organisation, "planned": m.Planned, "practice": m.Practice, "problems": m.Problems}
	put := func(at string, d assess.Done) {
		v[at+".day"], v[at+".place"], v[at+".form"] = d.Day, d.Place, d.Form
		for _, c := range Counts {
			if n := *c.Of(&d); n > 0 {
				v[at+"."+c.Name] = strconv.Itoa(n)
			}
		}
	}
	for _, d := range m.Activities {
		put(string(d.Activity), d)
	}
	for n, d := range m.Own {
		put(OwnPart(n), d)
	}
	return v
}

// Missing is what the park asks of a summary and the record does not say yet: names of fields and of activities, in the form's order. Only
// the practice keeps it from being handed in; the voluntary activities are never missing.
func (m *MonthRecord) Missing() (all []string) {
	lacks := func(name string, is bool) {
		if is {
			all = append(all, name)
		}
	}
	lacks("planned", m.Planned == "")
	lacks("organisation", m.Organisation == "")
	pictures, videos := 0, 0
	count := func(of []assess.Evidence) {
		for _, e := range of {
			if strings.HasPrefix(e.Mime, "image/") {
				pictures++
			}
			if strings.HasPrefix(e.Mime, "video/") {
				videos++
			}
		}
	}
	for _, a := range assess.Activities() {
		d := m.Of(a)
		lacks(string(a), !Voluntary(a) && d.Form == "")
		count(d.Evidence)
	}
	for _, d := range m.Own {
		count(d.Evidence)
	}
	count(m.Evidence)
	lacks("practice", m.Practice == "")
	lacks("pictures", pictures == 0)
	lacks("video", videos == 0)
	return all
}

// Due is the day by which the summary of a year is to be handed in: 25 June, as the park's notice of 2025 has it.
func Due(year int) string { return fmt.Sprintf("%04d-06-25", year) }

// Late is how many days after its day a summary was handed in, or, while it was not, how many have passed until today; 0 when it is on time.
func Late(year int, submitted, today string) int {
	if submitted == "" {
		submitted = today
	}
	return max(days(Due(year), submitted), 0)
}

// Left is how many days are left until the summary is due; 0 on the day and after it.
func Left(year int, today string) int { return max(days(today, Due(year)), 0) }

func readReview(r *reading) Body {
	return &MonthReview{Comment: r.text("comment", MaxText, false), Closed: r.yes("closed")}
}
