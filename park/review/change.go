package review

import "anquan.example/paicha/park/sqldb"

// Change is something that happened to a year, for who listens.
type Change struct {
	Event      string
	Year       int
	Stage      Stage
	Enterprise string // of EventSealed: the register's id
	Version    int    // of EventSealed
	Hash       string // of EventSealed: of the snapshot
}

// Events.
const (
	EventMoved  = "assessment.moved"  // a year came to a stage, or back to one
	EventSealed = "assessment.sealed" // a version of an enterprise's result
)

// Events is every event there is.
func Events() []string { return []string{EventMoved, EventSealed} }

func moved(year int, to Stage) Change { return Change{Event: EventMoved, Year: year, Stage: to} }

// tell tells who listens.
func (r *Reviews) tell(tx *sqldb.Tx, c Change) error {
	if r.Changed == nil {
		return nil
	}
	return r.Changed(tx, c)
}
