package sqldb_test

import (
	"context"
	"fmt"
	"sync"
	"testing"
	"time"

	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
)

// As many Views as there may be, and more, all of them with questions that nobody asked before: none waits for another to end.
func TestNewQuestionsOfManyReaders(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db := open()
		const within, views = 8, 40
		ctx, done := context.WithTimeout(t.Context(), time.Minute) // far beyond what it takes
		defer done()
		var inside, wait sync.WaitGroup
		inside.Add(within) // the first all have their connection before any of them asks
		for n := range views {
			wait.Go(func() {
				first := true
				if err := db.Read(ctx, func(tx *sqldb.Tx) error {
					if first && n < within {
						first = false
						inside.Done()
						inside.Wait()
					}
					var got int
					there, err := tx.Row(fmt.Sprintf(`SELECT %d`, n), nil, &got)
					if err == nil && (!there || got != n) {
						err = fmt.Errorf("asked for %d, got %d", n, got)
					}
					return err
				}); err != nil {
					t.Error(err)
				}
			})
			if n == within-1 {
				inside.Wait()
			}
		}
		ended := make(chan struct{})
		go func() { wait.Wait(); close(ended) }()
		select {
		case <-ended:
		case <-ctx.Done():
			t.Fatal("readers wait for one another")
		}
	})
}
