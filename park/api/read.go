package api

import (
	"context"
	"time"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/sqldb"
)

// read asks the tables, which are up to date with all that has arrived.
func (a *API) read(ctx context.Context, f func(*sqldb.Tx) error) error {
	if err := a.Park.CatchUp(ctx); err != nil {
		return err
	}
	return a.Park.DB.Read(ctx, f)
}

// moment is a time of the tables, RFC 3339.
func moment(ms int64) string { return time.UnixMilli(ms).In(park.Zone).Format(time.RFC3339) }

// clock is the moment of a hybrid clock's.
func clock(hlc int64) string { return moment(hlc >> 16) }
