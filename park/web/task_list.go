package web

import (
	"cmp"
	"net/url"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// taskLine is what was sent back to the experts, and where it leads.
type taskLine struct {
	project.TaskRow
	About, Href string
}

type tasksPage struct {
	Lines       []taskLine
	Done        bool
	First, Next string
}

// taskList shows what was sent back, soonest due first.
func taskList(c *call) error {
	d := tasksPage{Done: c.value("done") == "1"}
	err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		rows, next, err := project.Tasks(tx, project.TaskFilter{Done: d.Done}, project.Page{Size: onPage, After: c.value("after")})
		for _, r := range rows {
			d.Lines = append(d.Lines, c.taskLine(r))
		}
		q := url.Values{}
		if d.Done {
			q.Set("done", "1")
		}
		if c.value("after") != "" {
			d.First = "/tasks?" + q.Encode()
		}
		if next != "" {
			q.Set("after", next)
			d.Next = "/tasks?" + q.Encode()
		}
		return err
	})
	if err != nil {
		return err
	}
	return c.render("tasks.html", c.words.Web.Nav["tasks"], d)
}

func (c *call) taskLine(r project.TaskRow) taskLine {
	switch {
	case r.Finding != "":
		return taskLine{r, cmp.Or(r.Place+"："+short(r.Description, 40), c.words.Web.Finding), findingPath(r.Inspection, r.Finding)}
	case r.Criterion != "":
		return taskLine{r, c.clause(r.Criterion) + " " + c.criterionTitle(r.Criterion), criterionPath(r.Inspection, inspection.Key{Criterion: r.Criterion, Unit: r.Unit})}
	}
	return taskLine{r, c.words.Web.Inspection, "/inspections/" + r.Inspection}
}
