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
	"anquan.example/paicha/park/hook"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
)

// Park is a running park.
type Park struct {
	DB       *sqldb.DB
	Sync     *server.Park
	Accounts *account.Accounts
	Hooks    *hook.Hooks
	Project  *project.Projector
	Now      func() time.Time
	Log      *slog.Logger

	wake chan struct{}
}

// Options is what a park is opened with.
type Options struct {
	DB       *sqldb.DB
	Sync     *server.Park
	Accounts *account.Accounts
	Hooks    *hook.Hooks
	Project  *project.Projector
	Now      func() time.Time
	Log      *slog.Logger
}

// Open joins what is open already; nothing is written.
func Open(o Options) *Park {
	return &Park{DB: o.DB, Sync: o.Sync, Accounts: o.Accounts, Hooks: o.Hooks, Project: o.Project, Now: o.Now, Log: o.Log, wake: make(chan struct{}, 1)}
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

// Run keeps the projections up to date, and delivers webhooks, until ctx ends.
func (p *Park) Run(ctx context.Context) {
	hooks := make(chan struct{})
	go func() {
		defer close(hooks)
		p.Hooks.Run(ctx)
	}()
	p.Project.Run(ctx, p.wake)
	<-hooks
}

// Arrived says that a device brought something: the projections are brought up to date soon.
func (p *Park) Arrived() {
	select {
	case p.wake <- struct{}{}:
	default: // somebody has said so
	}
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
