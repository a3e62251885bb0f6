package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/hook"
)

// Webhook is a receiver of events.
type Webhook struct {
	ID      string   `json:"id"`
	URL     string   `json:"url"`
	Events  []string `json:"events" doc:"empty: all"`
	Active  bool     `json:"active" doc:"a receiver that answers 410 is switched off"`
	Creator string   `json:"creator"`
	Created string   `json:"created" format:"date-time"`
}

// Webhooks is all of them.
type Webhooks struct {
	Webhooks []Webhook `json:"webhooks"`
}

// WebhookMade is a new one with its secret.
type WebhookMade struct {
	Webhook
	Secret string `json:"secret" doc:"by which messages are signed; it is not told again"`
}

// WebhookPath names one.
type WebhookPath struct {
	Webhook string `path:"webhook" maxLength:"100"`
}

func webhookOf(h hook.Hook) Webhook {
	return Webhook{h.ID, h.URL, append([]string{}, h.Events...), h.Active, h.Creator, h.Created.In(park.Zone).Format(time.RFC3339)}
}

// operator is the program as the audit names it.
func (a asker) operator() account.Person { return account.Person{Login: "token", Name: a.token.Name} }

// webhook is the one with that id.
func (a *API) webhook(ctx context.Context, id string) (Webhook, error) {
	all, err := a.Hooks.List(ctx)
	if err != nil {
		return Webhook{}, err
	}
	for _, h := range all {
		if h.ID == id {
			return webhookOf(h), nil
		}
	}
	return Webhook{}, fmt.Errorf("%w: webhook %s", park.ErrNotThere, id)
}

func (a *API) webhookList() {
	add(a, op{id: "webhooks-list", method: http.MethodGet, path: "/webhooks", scope: account.HookScope, whole: true, summary: "Webhooks, oldest first"},
		func(ctx context.Context, _ asker, _ *struct{}) (*body[Webhooks], error) {
			all := Webhooks{Webhooks: []Webhook{}}
			hooks, err := a.Hooks.List(ctx)
			for _, h := range hooks {
				all.Webhooks = append(all.Webhooks, webhookOf(h))
			}
			return answer(all, err)
		})
}

func (a *API) webhookAdd() {
	type in struct {
		Body WebhookBody
	}
	add(a, op{id: "webhook-add", method: http.MethodPost, path: "/webhooks", scope: account.HookScope, whole: true, status: http.StatusCreated, summary: "Add a webhook",
		about: "Messages are signed by the Standard Webhooks scheme (docs/api.md). The park posts to no private address unless it was started so.", errors: ofBodies},
		func(ctx context.Context, who asker, in *in) (*body[WebhookMade], error) {
			h, secret, err := a.Hooks.Add(ctx, who.operator(), in.Body.URL, in.Body.Events)
			if errors.Is(err, hook.ErrURL) {
				return nil, invalid(who.words, "body.url", err.Error())
			}
			return answer(WebhookMade{webhookOf(h), secret}, err)
		})
}

// WebhookBody is a webhook to be.
type WebhookBody struct {
	URL    string   `json:"url" minLength:"1" maxLength:"500" doc:"https://host/path"`
	Events []string `json:"events,omitempty" doc:"absent or empty: all" enum:"finding.created,finding.edited,finding.closed,inspection.sealed,assessment.moved,assessment.sealed,ledger.saved"`
}

// WebhookState is whether a webhook is sent anything.
type WebhookState struct {
	Active bool `json:"active"`
}

func (a *API) webhookSwitch() {
	type in struct {
		WebhookPath
		Body WebhookState
	}
	add(a, op{id: "webhook-switch", method: http.MethodPut, path: "/webhooks/{webhook}", scope: account.HookScope, whole: true, summary: "Switch a webhook on or off",
		about: "What waits for it waits on.", errors: append([]int{http.StatusNotFound}, ofBodies...)},
		func(ctx context.Context, who asker, in *in) (*body[Webhook], error) {
			if err := a.Hooks.SetActive(ctx, who.operator(), in.Webhook, in.Body.Active); err != nil {
				return nil, err
			}
			return answer(a.webhook(ctx, in.Webhook))
		})
}
