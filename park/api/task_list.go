package api

import (
	"context"
	"net/http"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// Task is what was sent back to the experts.
type Task struct {
	ID         string `json:"id"`
	Inspection string `json:"inspection"`
	Enterprise string `json:"enterprise" doc:"name, as recorded"`
	Criterion  string `json:"criterion,omitempty"`
	Unit       string `json:"unit,omitempty"`
	Finding    string `json:"finding,omitempty"`
	To         string `json:"to,omitempty" doc:"absent: whoever is at the inspection"`
	Words      string `json:"words"`
	By         string `json:"by"`
	Due        string `json:"due,omitempty" format:"date"`
	Done       bool   `json:"done"`
}

// Tasks is a page of tasks.
type Tasks struct {
	Tasks []Task `json:"tasks"`
	Next
}

type taskQuery struct {
	Paging
	Enterprise string `query:"enterprise" doc:"id in the register"`
	To         string `query:"to" maxLength:"100" doc:"a person by name; those to nobody in particular, too"`
	Done       bool   `query:"done" doc:"those that are done, else those that are not"`
}

func (a *API) taskList() {
	add(a, op{id: "tasks-list", method: http.MethodGet, path: "/tasks", scope: account.ReadScope, whole: true, summary: "What was sent back to the experts, soonest due first", errors: []int{http.StatusUnprocessableEntity}},
		func(ctx context.Context, _ asker, in *taskQuery) (*body[Tasks], error) {
			page := Tasks{Tasks: []Task{}}
			err := a.read(ctx, func(tx *sqldb.Tx) error {
				rows, next, err := project.Tasks(tx, project.TaskFilter{Enterprise: in.Enterprise, To: in.To, Done: in.Done}, in.page())
				page.Next.Next = next
				for _, r := range rows {
					page.Tasks = append(page.Tasks, Task{r.Task, r.Inspection, r.Name, r.Criterion, r.Unit, r.Finding, r.To, r.Words, r.By, r.Due, r.Done})
				}
				return err
			})
			return answer(page, err)
		})
}
