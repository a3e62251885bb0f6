package web

import (
	"errors"
	"strings"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/hook"
)

// webhookPage is a receiver, and what was sent to it.
type webhookPage struct {
	hook.Hook
	Rows        []deliveryRow
	First, Next string // addresses of pages
}

type deliveryRow struct {
	hook.Delivery
	State string
	Bad   bool
}

// deliveriesAtOnce is how many messages a page shows.
const deliveriesAtOnce = 50

func webhookShow(c *call) error {
	h, err := c.webhook()
	if err != nil {
		return err
	}
	d := webhookPage{Hook: h}
	before := c.value("before")
	if before != "" {
		d.First = webhookPath(h.ID)
	}
	all, err := c.Hooks.Deliveries(c.r.Context(), h.ID, before, deliveriesAtOnce+1)
	if err != nil {
		return err
	}
	if len(all) > deliveriesAtOnce {
		all = all[:deliveriesAtOnce]
		d.Next = webhookPath(h.ID) + "?before=" + all[deliveriesAtOnce-1].ID
	}
	for _, one := range all {
		row := deliveryRow{Delivery: one, State: c.words.Admin.Waiting}
		switch {
		case one.Done():
			row.State = c.words.Admin.Delivered
		case one.Next.IsZero():
			row.State, row.Bad = c.words.Admin.Failed, true
		}
		d.Rows = append(d.Rows, row)
	}
	return c.render("webhook.html", c.words.Web.Nav["webhooks"], d)
}

// webhook is the one that the address names.
func (c *call) webhook() (hook.Hook, error) {
	all, err := c.Hooks.List(c.r.Context())
	if err != nil {
		return hook.Hook{}, err
	}
	for _, h := range all {
		if h.ID == c.r.PathValue("hook") {
			return h, nil
		}
	}
	return hook.Hook{}, park.ErrNotThere
}

// webhookAct does what a button of the page says.
func webhookAct(c *call) error {
	h, err := c.webhook()
	if err != nil {
		return err
	}
	ctx, to := c.r.Context(), webhookPath(h.ID)+"?done=saved"
	switch c.r.PathValue("act") {
	case "on":
		err = c.Hooks.SetActive(ctx, c.who(), h.ID, true)
	case "off":
		err = c.Hooks.SetActive(ctx, c.who(), h.ID, false)
	case "test":
		to = webhookPath(h.ID) + "?done=tested"
		err = c.Hooks.Test(ctx, h.ID)
	case "drop":
		if c.value("sure") == "" {
			return c.see(webhookPath(h.ID))
		}
		to = "/webhooks?done=dropped"
		err = c.Hooks.Drop(ctx, c.who(), h.ID)
	case "secret":
		var secret string
		if secret, err = c.Hooks.Rotate(ctx, c.who(), h.ID); err == nil {
			return c.showSecret(h, secret)
		}
	default:
		return park.ErrNotThere
	}
	if err != nil {
		return unknownHook(err)
	}
	return c.see(to)
}

// webhookReplay sends a message again.
func webhookReplay(c *call) error {
	h, err := c.webhook()
	if err == nil {
		err = c.Hooks.Replay(c.r.Context(), h.ID, c.r.PathValue("message"))
	}
	if err != nil {
		return unknownHook(err)
	}
	return c.see(webhookPath(h.ID) + "?done=replayed")
}

// unknownHook is an error of what is not there, or was dropped meanwhile.
func unknownHook(err error) error {
	if errors.Is(err, hook.ErrUnknown) {
		return park.ErrNotThere
	}
	return err
}

// Short is the beginning of a text, on one line.
func (p page) Short(s string) string { return short(strings.Join(strings.Fields(s), " "), 120) }
