package web

import (
	"errors"
	"fmt"
	"mime/multipart"
	"strings"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park"
)

// actForm is an act as a form: every act that a person may do has one, made of its fields.
type actForm struct {
	Name    string
	Word    words.ActWord
	Action  string // where it is sent
	Mark    string // what the page showed
	Key     inspection.Key
	Fields  []formField
	Problem string // why it was not done; the form is open then
	Photos  bool
}

type formField struct {
	park.Field
	Label, Value, Hint string
	Needed             bool
	Options            []option
}

type option struct{ Value, Label string }

// forms is what the person may do to the subject. action is where the acts are sent; of the one that was not done, the problem and
// what was filled in are shown again.
func (c *call) forms(s park.Subject, action string, failed *failedAct) (all []actForm) {
	for _, a := range park.Offered(s) {
		f := actForm{Name: a.Name, Word: c.words.Act.Acts[a.Name], Action: action + "/" + a.Name, Mark: park.Mark(s), Key: s.Key}
		filled := before(a, s)
		if failed != nil && failed.name == a.Name {
			f.Problem, filled = failed.says, failed.values
		}
		for _, field := range a.Fields {
			f.Fields = append(f.Fields, c.field(a, field, s, filled[field.Name]))
			f.Photos = f.Photos || field.Kind == park.Photos
		}
		all = append(all, f)
	}
	return all
}

// before is what is filled in already: a plan is changed rather than written again.
func before(a park.Act, s park.Subject) park.Values {
	if a.Name == "plan" && s.Finding.Plan != nil {
		p := s.Finding.Plan
		return park.Values{"person": p.Person, "measures": p.Measures, "funds": p.Funds, "deadline": p.Deadline, "contingency": p.Contingency}
	}
	if a.Name == "plan" {
		return park.Values{"measures": s.Finding.Measure, "deadline": s.Finding.Due}
	}
	return nil
}

func (c *call) field(a park.Act, field park.Field, s park.Subject, value string) formField {
	f := formField{Field: field, Label: c.words.Field(a.Name, field.Name), Value: value, Needed: field.Needs(s)}
	if field.Heavy && !f.Needed {
		f.Hint = c.words.Act.NeededHeavy
	}
	switch field.Kind {
	case park.Choice:
		for _, choice := range field.Choices {
			f.Options = append(f.Options, option{choice, c.words.Choice(a.Name, choice)})
		}
	case park.Finding:
		for n := range s.Inspection.Findings {
			if o := &s.Inspection.Findings[n]; o.Finding != s.Finding.Finding && o.Withdrawn == nil && o.JoinedInto == "" {
				f.Options = append(f.Options, option{o.Finding, fmt.Sprintf("%d. %s：%s", o.Number, o.Place, o.Description)})
			}
		}
	case park.Side:
		for _, side := range s.Sides() {
			f.Options = append(f.Options, option{side.Ref.String(), c.words.Who(s.Inspection, side.Feed, nil) + " · " + c.words.Side(side)})
		}
	case park.Answer:
		for _, said := range s.Inspection.Answers[s.Key] {
			f.Options = append(f.Options, option{said.Ref.String(), strings.Join([]string{c.words.Value(said.Value), c.words.Who(s.Inspection, said.Feed, nil), said.Note}, " · ")})
		}
	}
	return f
}

// failedAct is an act that was not done: what was filled in is shown again with the reason.
type failedAct struct {
	name, says string
	values     park.Values
	status     int
}

// do does the act that the address names. It gives what to show again when it was not done for a reason that the person can mend.
func (c *call) do(at park.Target) (*failedAct, error) {
	name := c.r.PathValue("act")
	a, known := park.ActNamed(name)
	if !known {
		return nil, park.ErrNotThere
	}
	v := park.Values{}
	for _, f := range a.Fields {
		v[f.Name] = strings.ReplaceAll(c.value(f.Name), "\r\n", "\n")
	}
	photos, err := c.uploads("photos")
	if err == nil {
		err = c.Park.Do(c.r.Context(), c.who(), name, at, c.value("mark"), v, photos...)
	}
	if err == nil {
		return nil, nil
	}
	if says, status := c.says(err); status != 0 {
		return &failedAct{name, says, v, status}, nil
	}
	return nil, err
}

// uploads takes in the photos of a field of the form.
func (c *call) uploads(field string) (all []inspection.Photo, err error) {
	if c.r.MultipartForm == nil {
		return nil, nil
	}
	for _, head := range c.r.MultipartForm.File[field] {
		if head.Size == 0 && head.Filename == "" {
			continue // nothing was chosen
		}
		p, err := c.upload(head)
		if err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}

func (c *call) upload(head *multipart.FileHeader) (inspection.Photo, error) {
	file, err := head.Open()
	if err != nil {
		return inspection.Photo{}, err
	}
	p, err := c.Park.Upload(c.r.Context(), c.who(), head.Filename, file)
	return p, errors.Join(err, file.Close())
}
