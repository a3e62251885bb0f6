package api

import (
	"context"
	"fmt"
	"net/http"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/report"
)

// Finding is a finding whole.
type Finding struct {
	FindingLine
	Date      string             `json:"date" format:"date" doc:"of the inspection"`
	LevelSays string             `json:"level_says" doc:"the level in words"`
	Unit      string             `json:"unit,omitempty"`
	Immediate string             `json:"immediate,omitempty" doc:"measure at once"`
	Remark    string             `json:"remark,omitempty"`
	Plan      *Plan              `json:"plan,omitempty" doc:"that counts"`
	Extension *Extension         `json:"extension,omitempty" doc:"asked for and not decided"`
	Disputes  []Dispute          `json:"disputes" doc:"not answered"`
	Steps     []report.Step      `json:"steps" doc:"in order; without_effect says why one does not count"`
	Pictures  []inspection.Photo `json:"photos"`
	Proof     []inspection.Photo `json:"proof" doc:"photos that it was removed"`
	Joined    []string           `json:"joined_ids" doc:"findings that it stands for"`
	Mark      string             `json:"mark" doc:"what was said of it until now: given with an act, the act is refused when something was said since"`
	Offered   []string           `json:"acts" doc:"acts that make sense as things stand and that this token may do"`
}

// Plan is the enterprise's five items.
type Plan struct {
	Person      string `json:"person"`
	Measures    string `json:"measures"`
	Funds       string `json:"funds,omitempty"`
	Deadline    string `json:"deadline" format:"date"`
	Contingency string `json:"contingency,omitempty"`
	By          string `json:"by"`
}

// Extension is a later day that was asked for.
type Extension struct {
	Until  string `json:"until" format:"date"`
	Reason string `json:"reason"`
	By     string `json:"by"`
}

// Dispute is an objection.
type Dispute struct {
	Evidence string `json:"evidence"`
	By       string `json:"by"`
}

// FindingPath names a finding.
type FindingPath struct {
	Inspection string `path:"inspection" maxLength:"100"`
	Finding    string `path:"finding" maxLength:"100"`
}

func (a *API) findingGet() {
	add(a, op{id: "finding-get", method: http.MethodGet, path: "/findings/{inspection}/{finding}", scope: account.ReadScope, summary: "A finding with its steps, photos, plan and what it waits for",
		errors: []int{http.StatusNotFound}}, func(ctx context.Context, who asker, in *FindingPath) (*body[Finding], error) {
		i, err := a.Park.Inspection(ctx, who.reader(), in.Inspection)
		if err != nil {
			return nil, err
		}
		f := i.Finding(in.Finding)
		if f == nil {
			return nil, fmt.Errorf("%w: finding %s", park.ErrNotThere, in.Finding)
		}
		whole := wholeFinding(who, i, f)
		err = a.read(ctx, func(tx *sqldb.Tx) error {
			row, err := project.FindingOf(tx, f.Finding)
			if err != nil || row == nil || row.Inspection != i.ID {
				return err
			}
			rows := []project.FindingRow{*row}
			err = project.Waiting(tx, rows)
			whole.FindingLine = a.findingLine(rows[0])
			return err
		})
		return answer(whole, err)
	})
}

// wholeFinding is what the inspection says of it.
func wholeFinding(who asker, i *inspection.Inspection, f *inspection.Finding) Finding {
	paper := report.Findings(i, who.words)[f.Number-1]
	s := park.Subject{Inspection: i, Finding: f, Who: who.reader()}
	w := Finding{Date: paper.Date, LevelSays: paper.Says, Unit: paper.Unit, Immediate: f.Immediate, Remark: paper.Remark, Disputes: []Dispute{},
		Steps: append([]report.Step{}, paper.Steps...), Pictures: append([]inspection.Photo{}, f.Photos...), Proof: append([]inspection.Photo{}, f.Proof...),
		Joined: append([]string{}, f.Joined...), Mark: park.Mark(s), Offered: []string{}}
	if p := f.Plan; p != nil {
		w.Plan = &Plan{p.Person, p.Measures, p.Funds, p.Deadline, p.Contingency, p.By}
	}
	if x := f.Asked; x != nil {
		w.Extension = &Extension{x.Until, x.Reason, x.By}
	}
	for _, d := range f.Disputes {
		w.Disputes = append(w.Disputes, Dispute{d.Evidence, d.By})
	}
	for _, act := range park.Offered(s) {
		w.Offered = append(w.Offered, act.Name)
	}
	return w
}
