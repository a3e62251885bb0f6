package api

import (
	"context"
	"net/http"
	"time"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/sqldb"
)

// LedgerEntry is an entry of a ledger in the version that counts. Who reported a hazard is never told.
type LedgerEntry struct {
	ID           string           `json:"id"`
	Version      int              `json:"version" doc:"from 1: given when it is corrected"`
	EnterpriseID string           `json:"enterprise_id" doc:"in the register"`
	Enterprise   string           `json:"enterprise" doc:"name"`
	Ledger       string           `json:"ledger" doc:"drill, training, report"`
	Year         int              `json:"year"`
	Day          string           `json:"day" format:"date"`
	By           string           `json:"by" doc:"who entered this version"`
	Park         bool             `json:"park" doc:"it was entered at the park"`
	At           string           `json:"at" format:"date-time"`
	Struck       string           `json:"struck,omitempty" doc:"the reason; absent: it stands"`
	Drill        *assess.Drill    `json:"drill,omitempty"`
	Training     *assess.Training `json:"training,omitempty"`
	Report       *HazardReport    `json:"report,omitempty"`
}

// HazardReport is an internal hazard report.
type HazardReport struct {
	assess.Report
	Verifier string `json:"verifier,omitempty"`
}

// LedgerEntries is a page of them.
type LedgerEntries struct {
	Entries []LedgerEntry `json:"entries"`
	Next
}

type ledgerQuery struct {
	Paging
	Enterprise string `query:"enterprise" doc:"id in the register"`
	Ledger     string `query:"ledger" enum:"drill,training,report"`
	Year       int    `query:"year" minimum:"2000" maximum:"9999"`
	Struck     bool   `query:"struck" doc:"those that are struck, too"`
}

func (a *API) ledgerList() {
	add(a, op{id: "ledgers-list", method: http.MethodGet, path: "/ledgers", scope: account.ReadScope, summary: "Drills, trainings on the criteria and internal hazard reports, the latest day first",
		about: "Who reported a hazard is in no answer.", errors: []int{http.StatusNotFound, http.StatusUnprocessableEntity}},
		func(ctx context.Context, who asker, in *ledgerQuery) (*body[LedgerEntries], error) {
			of, err := who.own(in.Enterprise)
			if err != nil {
				return nil, err
			}
			page := LedgerEntries{Entries: []LedgerEntry{}}
			err = a.read(ctx, func(tx *sqldb.Tx) error {
				rows, next, err := ledger.List(tx, ledger.Filter{Enterprise: of, Kind: ledger.Kind(in.Ledger), Year: in.Year, Struck: in.Struck, After: in.After, Size: in.Limit})
				page.Next.Next = next
				for _, r := range rows {
					page.Entries = append(page.Entries, entryOf(r))
				}
				return err
			})
			return answer(page, err)
		})
}

func entryOf(r ledger.Line) LedgerEntry {
	e := LedgerEntry{ID: r.ID, Version: r.Version, EnterpriseID: r.Enterprise, Enterprise: r.Name, Ledger: string(r.Kind), Year: r.Year, Day: r.Day, By: r.Who, Park: r.Park,
		At: r.At.In(park.Zone).Format(time.RFC3339), Struck: r.Struck}
	switch b := r.Body.(type) {
	case *assess.Drill:
		b.ID, e.Drill = r.ID, b
	case *assess.Training:
		b.ID, e.Training = r.ID, b
	case *ledger.HazardReport:
		e.Report = &HazardReport{b.Report, b.Verifier}
		e.Report.ID = r.ID
	}
	return e
}

// SafetyMonth is an enterprise's Safety Month (安全生产月) of a year.
type SafetyMonth struct {
	EnterpriseID string              `json:"enterprise_id" doc:"in the register"`
	Enterprise   string              `json:"enterprise" doc:"name"`
	Year         int                 `json:"year"`
	Version      int                 `json:"version" doc:"of the record as it was written last: given when it is written again; 0: none"`
	Submitted    string              `json:"submitted,omitempty" format:"date" doc:"day the summary was first handed in"`
	Unsent       bool                `json:"unsent" doc:"it was written again since it was handed in, or was not handed in"`
	Late         int                 `json:"late" doc:"days after 25 June; of what is not handed in, until today"`
	Lacks        []string            `json:"lacks" doc:"what the park asks for and the record does not have yet; nothing voluntary is in it"`
	Record       *ledger.MonthRecord `json:"record,omitempty" doc:"as it was written last"`
	Comment      string              `json:"comment,omitempty" doc:"the park's"`
	Assessed     bool                `json:"assessed" doc:"the park has assessed it: nothing is changed any more"`
}

// SafetyMonths is those of a year, by name.
type SafetyMonths struct {
	Year   int           `json:"year"`
	Months []SafetyMonth `json:"months"`
}

func (a *API) safetyMonthList() {
	type in struct {
		Year int `query:"year" minimum:"2000" maximum:"9999" doc:"this one when it is absent"`
	}
	add(a, op{id: "safety-months-list", method: http.MethodGet, path: "/safety-months", scope: account.ReadScope, summary: "The Safety Month of each enterprise", errors: []int{http.StatusUnprocessableEntity}},
		func(ctx context.Context, who asker, in *in) (*body[SafetyMonths], error) {
			today := a.Park.Today()
			out := SafetyMonths{Year: in.Year, Months: []SafetyMonth{}}
			if out.Year == 0 {
				out.Year = yearOf(today)
			}
			err := a.read(ctx, func(tx *sqldb.Tx) error {
				all, err := a.safetyMonths(tx, who.limit(), out.Year)
				for _, m := range all {
					out.Months = append(out.Months, monthOf(m, today))
				}
				return err
			})
			return answer(out, err)
		})
}

// safetyMonths is everybody's, or the one's.
func (a *API) safetyMonths(tx *sqldb.Tx, limit string, year int) ([]*ledger.Monthly, error) {
	if limit == "" {
		return ledger.Months(tx, year)
	}
	m, err := ledger.MonthOf(tx, limit, year)
	if err != nil {
		return nil, err
	}
	if _, err := tx.Row(`SELECT name FROM enterprise WHERE id = $1`, []any{limit}, &m.Name); err != nil {
		return nil, err
	}
	return []*ledger.Monthly{&m}, nil
}

func monthOf(m *ledger.Monthly, today string) SafetyMonth {
	s := SafetyMonth{EnterpriseID: m.Enterprise, Enterprise: m.Name, Year: m.Year, Submitted: m.First, Late: m.Late(today), Lacks: append([]string{}, m.Draft().Missing()...), Assessed: m.Closed()}
	if m.Last != nil {
		s.Version, s.Record, s.Unsent = m.Last.Version, m.Draft(), !m.Last.Handed
	}
	if r := m.Reviewed(); r != nil {
		s.Comment = r.Comment
	}
	return s
}
