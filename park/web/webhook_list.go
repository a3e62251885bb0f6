package web

import (
	"errors"
	"net/http"
	"slices"

	"anquan.example/paicha/park/hook"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/review"
)

// webhooksPage is the receivers of events, and the form of a new one.
type webhooksPage struct {
	Rows    []hook.Hook
	Events  []string
	URL     string
	Chosen  []string
	Problem string // of the address
}

// Events is every event that a webhook can be told of.
func Events() []string { return slices.Concat(project.Events(), review.Events(), ledger.Events()) }

// Wants says whether the form has the event.
func (d webhooksPage) Wants(event string) bool { return slices.Contains(d.Chosen, event) }

func webhookList(c *call) error { return c.webhooks(webhooksPage{}) }

func (c *call) webhooks(d webhooksPage) (err error) {
	d.Events = Events()
	if d.Rows, err = c.Hooks.List(c.r.Context()); err != nil {
		return err
	}
	if d.Problem != "" {
		c.status = http.StatusUnprocessableEntity
	}
	return c.render("webhooks.html", c.words.Web.Nav["webhooks"], d)
}

// webhookAdd makes a webhook and shows its secret once.
func webhookAdd(c *call) error {
	d := webhooksPage{URL: c.value("url")}
	for _, e := range Events() { // what is none is none of ours
		if slices.Contains(c.r.PostForm["event"], e) {
			d.Chosen = append(d.Chosen, e)
		}
	}
	made, secret, err := c.Hooks.Add(c.r.Context(), c.who(), d.URL, d.Chosen)
	if errors.Is(err, hook.ErrURL) {
		d.Problem = c.words.Admin.HookURLBad
		return c.webhooks(d)
	}
	if err != nil {
		return err
	}
	return c.showSecret(made, secret)
}

func (c *call) showSecret(h hook.Hook, secret string) error {
	w := &c.words.Admin
	return c.once(w.SecretTitle, oncePage{Name: h.URL, Hint: w.SecretHint, Text: secret, Back: webhookPath(h.ID)}, false)
}

func webhookPath(id string) string { return "/webhooks/" + id }
