package hook

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"github.com/google/uuid"

	"anquan.example/paicha/park/sqldb"
)

// Data is what a message says: what happened to what. It names nobody, and tells no more than is needed to ask for the rest.
type Data struct {
	Inspection string `json:"inspection,omitempty"`
	Finding    string `json:"finding,omitempty"`
	Enterprise string `json:"enterprise,omitempty"` // credit code, or the id that inspections name it by
	Status     string `json:"status,omitempty"`
	Due        string `json:"due,omitempty"` // YYYY-MM-DD
	URL        string `json:"url,omitempty"` // of the page; queued with a path alone it is one of the park's (Options.Base)

	Year         int    `json:"year,omitempty"`
	Stage        string `json:"stage,omitempty"`         // of the year's assessment
	EnterpriseID string `json:"enterprise_id,omitempty"` // in the register
	Version      int    `json:"version,omitempty"`       // of a sealed result or an entry of a ledger
	Hash         string `json:"hash,omitempty"`          // SHA-256 of a sealed result's snapshot
	Ledger       string `json:"ledger,omitempty"`
	Entry        string `json:"entry,omitempty"`
}

// message is the body, as the scheme has it.
type message struct {
	Type      string `json:"type"`
	Timestamp string `json:"timestamp"` // RFC 3339
	Data      Data   `json:"data"`
}

// Queue lets every webhook that wants the event have a message, kept with the change in whose transaction it is called. Wake is called after
// the transaction.
func (h *Hooks) Queue(tx *sqldb.Tx, event string, data Data) error {
	all, err := list(tx)
	if err != nil {
		return err
	}
	if strings.HasPrefix(data.URL, "/") {
		data.URL = h.o.Base + data.URL
	}
	for _, w := range all {
		if w.Active && w.Wants(event) {
			if err := h.add(tx, w.ID, event, data); err != nil {
				return fmt.Errorf("queue %s for webhook %s: %w", event, w.ID, err)
			}
		}
	}
	return nil
}

func (h *Hooks) add(tx *sqldb.Tx, hook, event string, data Data) error {
	now := h.o.Now()
	body, err := json.Marshal(message{event, now.UTC().Format(time.RFC3339), data})
	if err != nil {
		return err
	}
	id, err := uuid.NewV7()
	if err != nil {
		return err
	}
	_, err = tx.Exec(`INSERT INTO delivery (webhook, id, event, body, created, next, attempts, status, answer) VALUES ($1, $2, $3, $4, $5, $6, 0, 0, '')`,
		hook, "msg_"+id.String(), event, body, now.UnixMilli(), now.UnixMilli())
	return err
}

// Test sends a ping.
func (h *Hooks) Test(ctx context.Context, id string) error {
	err := h.db.Write(ctx, func(tx *sqldb.Tx) error {
		var address string
		there, err := tx.Row(`SELECT url FROM webhook WHERE id = $1`, []any{id}, &address)
		if err == nil && !there {
			err = fmt.Errorf("%w: %s", ErrUnknown, id)
		}
		if err != nil {
			return err
		}
		return h.add(tx, id, Ping, Data{})
	})
	h.Wake()
	return err
}

// Replay sends a message again, with the same id: its receiver sees that it is the same.
func (h *Hooks) Replay(ctx context.Context, hook, id string) error {
	err := h.db.Write(ctx, func(tx *sqldb.Tx) error {
		n, err := tx.Exec(`UPDATE delivery SET next = $1, attempts = 0 WHERE webhook = $2 AND id = $3`, h.o.Now().UnixMilli(), hook, id)
		if err == nil && n == 0 {
			err = fmt.Errorf("%w: %s", ErrUnknown, id)
		}
		return err
	})
	h.Wake()
	return err
}

// Wake lets Run look now.
func (h *Hooks) Wake() {
	select {
	case h.wake <- struct{}{}:
	default: // it has not looked yet
	}
}
