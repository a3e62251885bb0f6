package hook

import (
	"context"
	"database/sql"
	"sync"
	"time"

	"anquan.example/paicha/park/sqldb"
)

// retries are the waits before each further try, as the scheme proposes; after the last nothing more is tried.
var retries = []time.Duration{5 * time.Second, 5 * time.Minute, 30 * time.Minute, 2 * time.Hour, 5 * time.Hour, 10 * time.Hour, 14 * time.Hour, 20 * time.Hour, 24 * time.Hour}

const (
	lookEvery = 10 * time.Second
	atOnce    = 8                // receivers that are posted to side by side
	lease     = 60 * time.Second // nobody else tries a message while somebody may be at it
	kept      = 90 * 24 * time.Hour
)

// due is a message that is to be sent.
type due struct {
	hook, id, event string
	body            []byte
	attempts        int
}

// result is what became of a try.
type result struct {
	status int    // HTTP; 0 when there was no answer
	answer string // its beginning, or the error
	gone   bool   // the receiver wants no more
}

func (r result) ok() bool { return r.status >= 200 && r.status < 300 }

// Run delivers what is due until ctx ends. Messages of one receiver go one after another, those of different ones side by side.
func (h *Hooks) Run(ctx context.Context) {
	tick := time.NewTicker(lookEvery)
	defer tick.Stop()
	for {
		for more := true; more && ctx.Err() == nil; {
			n, err := h.Deliver(ctx)
			if err != nil && ctx.Err() == nil {
				h.o.Log.Error("deliver webhooks", "error", err)
			}
			more = err == nil && n > 0
		}
		select {
		case <-h.wake:
		case <-tick.C:
		case <-ctx.Done():
			return
		}
	}
}

// Deliver tries what is due now, one message of each receiver, and says how many it tried.
func (h *Hooks) Deliver(ctx context.Context) (tried int, err error) {
	work, hooks, secrets, err := h.claim(ctx)
	if err != nil || len(work) == 0 {
		return 0, err
	}
	var under sync.WaitGroup
	errs := make([]error, len(work))
	for n, d := range work {
		under.Go(func() { errs[n] = h.note(ctx, d, h.post(ctx, hooks[d.hook], secrets[d.hook], d)) })
	}
	under.Wait()
	for _, e := range errs {
		if e != nil {
			err = e
		}
	}
	return len(work), err
}

// claim takes what is due, one message of each receiver, so that no other parkd takes it too.
func (h *Hooks) claim(ctx context.Context) (work []due, hooks map[string]Hook, secrets map[string]string, err error) {
	now := h.o.Now()
	err = h.db.Write(ctx, func(tx *sqldb.Tx) error {
		work, hooks, secrets = nil, map[string]Hook{}, map[string]string{}
		all, err := list(tx)
		if err != nil {
			return err
		}
		for _, w := range all {
			if !w.Active || len(work) == atOnce {
				continue
			}
			d := due{hook: w.ID}
			there, err := tx.Row(`SELECT id, event, body, attempts FROM delivery WHERE webhook = $1 AND next > 0 AND next <= $2 ORDER BY next, id LIMIT 1`,
				[]any{w.ID, now.UnixMilli()}, &d.id, &d.event, &d.body, &d.attempts)
			if err != nil {
				return err
			}
			if !there {
				continue
			}
			var secret string
			if _, err := tx.Row(`SELECT secret FROM webhook WHERE id = $1`, []any{w.ID}, &secret); err != nil {
				return err
			}
			if _, err := tx.Exec(`UPDATE delivery SET next = $1 WHERE webhook = $2 AND id = $3`, now.Add(lease).UnixMilli(), d.hook, d.id); err != nil {
				return err
			}
			work, hooks[w.ID], secrets[w.ID] = append(work, d), w, secret
		}
		_, err = tx.Exec(`DELETE FROM delivery WHERE next = 0 AND created < $1`, now.Add(-kept).UnixMilli())
		return err
	})
	return work, hooks, secrets, err
}

// note writes down what became of a try, and when the next one is.
func (h *Hooks) note(ctx context.Context, d due, r result) error {
	next := int64(0)
	if !r.ok() && !r.gone && d.attempts < len(retries) {
		next = h.o.Now().Add(retries[d.attempts]).UnixMilli()
	}
	return h.db.Write(context.WithoutCancel(ctx), func(tx *sqldb.Tx) error {
		if r.gone {
			if _, err := tx.Exec(`UPDATE webhook SET active = 0 WHERE id = $1`, d.hook); err != nil {
				return err
			}
		}
		_, err := tx.Exec(`UPDATE delivery SET next = $1, attempts = $2, status = $3, answer = $4 WHERE webhook = $5 AND id = $6`,
			next, d.attempts+1, r.status, r.answer, d.hook, d.id)
		return err
	})
}

// Delivery is a message with what became of it.
type Delivery struct {
	ID, Event string
	Body      string
	Created   time.Time
	Next      time.Time // try; zero: no more
	Attempts  int
	Status    int // HTTP, of the last try
	Answer    string
}

// Done says that it was taken.
func (d Delivery) Done() bool { return d.Status >= 200 && d.Status < 300 && d.Next.IsZero() }

// Deliveries is what was sent to a webhook, newest first: most of them, from before the one with that id ("" from the newest).
func (h *Hooks) Deliveries(ctx context.Context, hook, before string, most int) (all []Delivery, err error) {
	if before == "" {
		before = "msg~"
	}
	err = h.db.Read(ctx, func(tx *sqldb.Tx) error {
		return tx.Each(`SELECT id, event, body, created, next, attempts, status, answer FROM delivery WHERE webhook = $1 AND id < $2 ORDER BY id DESC LIMIT $3`,
			[]any{hook, before, most}, func(rows *sql.Rows) error {
				var d Delivery
				var body []byte
				var created, next int64
				err := rows.Scan(&d.ID, &d.Event, &body, &created, &next, &d.Attempts, &d.Status, &d.Answer)
				d.Body, d.Created = string(body), time.UnixMilli(created)
				if next > 0 {
					d.Next = time.UnixMilli(next)
				}
				all = append(all, d)
				return err
			})
	})
	return all, err
}

// Waiting is how many messages are still to be taken.
func (h *Hooks) Waiting(ctx context.Context) (n int, err error) {
	err = h.db.Read(ctx, func(tx *sqldb.Tx) error {
		_, err := tx.Row(`SELECT count(*) FROM delivery WHERE next > 0`, nil, &n)
		return err
	})
	return n, err
}
