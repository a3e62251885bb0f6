package inspection

import (
	"strings"
	"time"

	"anquan.example/paicha/checklist"
)

// Days that a drafted finding is given to be rectified, from the day of the inspection. Practice, not law
// (3, 7, 15 or 30 days are usual); the expert sets the date.
const (
	generalDays = 15
	majorDays   = 7
)

// Draft prefills the finding of a failed criterion: level, basis, description, measures, deadline; the expert
// checks and changes it. say picks the language. hit says that the judge counts the criterion as a
// hit; a failed answer whose conditions do not all hold is a general finding.
func Draft(lib *checklist.Library, c *checklist.Criterion, a Answered, date string, hit bool, say func(checklist.Text) string) Found {
	f := Found{
		ID: a.ID, Criterion: c.ID, Unit: a.Unit, Level: General, Place: a.Place,
		Description: a.Note, Basis: Cite(lib, c), NoPhoto: a.NoPhoto, Observed: a.Observed,
	}
	if hit && c.Set == "direct" && !lib.IsActivity(c.ID) && c.Standing != checklist.TopicOnly {
		f.Level = SuspectedMajor
	}
	if f.Description == "" && len(c.Phrases) > 0 {
		f.Description = say(c.Phrases[0])
	}
	if f.Description == "" {
		f.Description = say(c.Title)
	}
	f.Immediate, f.Measure = joined(c.Immediate, say), joined(c.Rectify, say)
	f.Deadline = Deadline(date, f.Level)
	return f
}

// Cite is a criterion as a paper names its basis: document's number, title and clause.
func Cite(lib *checklist.Library, c *checklist.Criterion) string {
	source, _, _ := strings.Cut(c.ID, ":")
	if s := lib.Source(source); s != nil {
		return s.Number + "《" + s.Title.Zh + "》" + c.Clause
	}
	return c.Clause
}

// Deadline is the usual last day for a finding of that level, counted from date (YYYY-MM-DD).
func Deadline(date string, level Level) string {
	d, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return ""
	}
	days := generalDays
	if level == SuspectedMajor {
		days = majorDays
	}
	return d.AddDate(0, 0, days).Format(time.DateOnly)
}

func joined(all []checklist.Text, say func(checklist.Text) string) string {
	parts := make([]string, 0, len(all))
	for _, t := range all {
		parts = append(parts, say(t))
	}
	return strings.Join(parts, "；")
}
