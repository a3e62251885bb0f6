package inspection

import "anquan.example/paicha/checklist"

// Summary is one line of the list of inspections.
type Summary struct {
	ID         string     `json:"id"`
	Enterprise Enterprise `json:"enterprise"`
	Visit      Visit      `json:"visit"`
	Date       string     `json:"date"`
	Experts    []string   `json:"experts"`
	Sectors    []string   `json:"sectors"`
	Outcomes   []Outcome  `json:"outcomes"`
	Answered   int        `json:"answered"` // criteria × units with an answer that settles them
	Total      int        `json:"total"`    // those and the open ones
	Findings   int        `json:"findings"` // neither withdrawn nor joined to another
	Majors     int        `json:"majors"`   // of them suspected major, or decided to be
	Closed     int        `json:"closed"`   // of them closed
	Conflicts  int        `json:"conflicts"`
	Tasks      int        `json:"tasks"` // sent back and not done
	Sealed     bool       `json:"sealed"`
	Late       int        `json:"late"`  // entries after the seal
	Newer      int        `json:"newer"` // operations of kinds from a newer version
	Updated    HLC        `json:"updated"`
}

// Judge gives the verdict of a sector: checklist.Library.Judge of the revision that the inspection names.
type Judge func(sector string, f checklist.Facts) checklist.Verdict

// Verdicts is the verdict of every sector of the inspection, in its order.
func (i *Inspection) Verdicts(judge Judge) []checklist.Verdict {
	facts := i.Facts()
	all := make([]checklist.Verdict, 0, len(i.Opened.Sectors))
	for _, s := range i.Opened.Sectors {
		all = append(all, judge(s, facts))
	}
	return all
}

// Summary sums the inspection up; a nil judge (the revision is not at hand) leaves the progress at zero.
func (i *Inspection) Summary(judge Judge) Summary {
	o := i.Opened
	s := Summary{
		ID: i.ID, Enterprise: o.Enterprise, Visit: o.Visit, Date: o.Date, Experts: o.Experts, Sectors: o.Sectors,
		Sealed: i.Closed != nil, Late: len(i.Late()), Newer: i.Newer, Updated: i.Updated(),
		Conflicts: len(i.Conflicts()), Tasks: len(i.OpenTasks()),
	}
	for n := range i.Findings {
		f := &i.Findings[n]
		if f.Withdrawn != nil || f.JoinedInto != "" {
			continue
		}
		s.Findings++
		if f.Grade != General {
			s.Majors++
		}
		if f.Status == StatusClosed {
			s.Closed++
		}
	}
	if judge == nil {
		return s
	}
	for _, v := range i.Verdicts(judge) {
		done := v.Clear + len(v.Hits)
		s.Answered += done
		s.Total += done + len(v.Open)
		s.Outcomes = append(s.Outcomes, Outcome{v.Sector, v.Source, v.Outcome, len(v.Open)})
	}
	return s
}
