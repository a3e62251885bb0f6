// Package park holds the park's rules: what each person may see, and what they may do to an inspection (act.go). It joins the rooms
// below it: the database, the projections, people, the register, photos. Pages and the API ask it and decide nothing
// themselves.
package park

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
)

// Park is a running park: what is open already, joined.
type Park struct {
	DB       *sqldb.DB
	Sync     *server.Park
	Accounts *account.Accounts
	Project  *project.Projector
	Now      func() time.Time
	Log      *slog.Logger

	libraries libraries
}

// Today is the day at the park, YYYY-MM-DD.
func (p *Park) Today() string { return p.Now().In(Zone).Format(time.DateOnly) }

// Zone is the park's: China has one.
var Zone = time.FixedZone("CST", 8*60*60)

// CatchUp projects all that has arrived.
func (p *Park) CatchUp(ctx context.Context) error {
	if _, err := p.Project.CatchUp(ctx); err != nil {
		return fmt.Errorf("bring the tables up to date: %w", err)
	}
	return nil
}

// May says whether a person may see what an enterprise's inspections hold.
func May(tx *sqldb.Tx, who account.Person, id string) error {
	switch who.Role {
	case account.Admin, account.Officer, account.Lead, account.Expert, account.Auditor:
		return nil
	case account.Enterprise:
		owns, err := project.Owns(tx, who.Enterprise, id)
		if err == nil && !owns {
			err = ErrNotYours
		}
		return err
	}
	return ErrForbidden
}

// Inspection is an inspection as it stands, for a person who may see it. A page of one is a few milliseconds' folding.
func (p *Park) Inspection(ctx context.Context, who account.Person, id string) (i *inspection.Inspection, err error) {
	err = p.DB.Read(ctx, func(tx *sqldb.Tx) error {
		i, err = inspectionFor(tx, who, id)
		return err
	})
	return i, err
}

func inspectionFor(tx *sqldb.Tx, who account.Person, id string) (*inspection.Inspection, error) {
	if err := May(tx, who, id); err != nil {
		return nil, err
	}
	i, err := project.Load(tx, id)
	if err == nil && i == nil {
		err = fmt.Errorf("%w: inspection %s", ErrNotThere, id)
	}
	return i, err
}
