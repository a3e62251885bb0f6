package api

import (
	"context"
	"encoding/json"
	"net/http"
	"time"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/hook"
)

// Delivery is a message to a webhook, and what became of it.
type Delivery struct {
	ID       string          `json:"id" doc:"of the message, the same at every try"`
	Event    string          `json:"event"`
	Body     json.RawMessage `json:"body" doc:"as it is sent"`
	Created  string          `json:"created" format:"date-time"`
	Next     string          `json:"next_try,omitempty" format:"date-time" doc:"absent: no more"`
	Attempts int             `json:"attempts"`
	Status   int             `json:"status,omitempty" doc:"HTTP, of the last try"`
	Answer   string          `json:"answer,omitempty" doc:"or the error"`
	Done     bool            `json:"done" doc:"it was taken"`
}

// Deliveries is a page of them.
type Deliveries struct {
	Deliveries []Delivery `json:"deliveries"`
	Next
}

func deliveryOf(d hook.Delivery) Delivery {
	out := Delivery{ID: d.ID, Event: d.Event, Body: json.RawMessage(d.Body), Created: d.Created.In(park.Zone).Format(time.RFC3339), Attempts: d.Attempts, Status: d.Status, Answer: d.Answer, Done: d.Done()}
	if !d.Next.IsZero() {
		out.Next = d.Next.In(park.Zone).Format(time.RFC3339)
	}
	return out
}

func (a *API) deliveryList() {
	type in struct {
		WebhookPath
		Paging
	}
	add(a, op{id: "deliveries-list", method: http.MethodGet, path: "/webhooks/{webhook}/deliveries", scope: account.HookScope, whole: true, summary: "What was sent to a webhook, newest first", errors: []int{http.StatusNotFound}},
		func(ctx context.Context, _ asker, in *in) (*body[Deliveries], error) {
			if _, err := a.webhook(ctx, in.Webhook); err != nil {
				return nil, err
			}
			page := Deliveries{Deliveries: []Delivery{}}
			all, err := a.Hooks.Deliveries(ctx, in.Webhook, in.After, in.Limit+1)
			if len(all) > in.Limit {
				all = all[:in.Limit]
				page.Next.Next = all[in.Limit-1].ID
			}
			for _, d := range all {
				page.Deliveries = append(page.Deliveries, deliveryOf(d))
			}
			return answer(page, err)
		})
}

// Replayed is a message that is sent again.
type Replayed struct {
	Webhook string `json:"webhook"`
	ID      string `json:"id" doc:"of the message: the receiver sees that it is the same"`
}

func (a *API) deliveryReplay() {
	type in struct {
		WebhookPath
		Message string `path:"message" maxLength:"100"`
	}
	add(a, op{id: "delivery-replay", method: http.MethodPost, path: "/webhooks/{webhook}/deliveries/{message}/replay", scope: account.HookScope, whole: true, status: http.StatusAccepted, summary: "Send a message again", errors: []int{http.StatusNotFound}},
		func(ctx context.Context, _ asker, in *in) (*body[Replayed], error) {
			err := a.Hooks.Replay(ctx, in.Webhook, in.Message)
			return answer(Replayed{in.Webhook, in.Message}, err)
		})
}
