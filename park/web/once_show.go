package web

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"anquan.example/paicha/internal/qr"
)

// oncePage shows a secret the one time that it is known.
type oncePage struct {
	Name, Hint, Text, Until, Back string
	QR                            template.HTML // "" none
}

// once shows what was made; drawn: as a QR code too.
func (c *call) once(title string, p oncePage, drawn bool) error {
	if drawn {
		svg, err := qr.SVG(p.Text, title)
		if err != nil {
			return fmt.Errorf("draw the code: %w", err)
		}
		p.QR = template.HTML(svg) // drawn here, its label escaped
	}
	return c.render("once.html", title, p)
}

// until says in words how long something is good from now.
func (c *call) until(life time.Duration) string {
	return fmt.Sprintf(c.words.Admin.LinkUntil, page{}.At(c.now().Add(life)))
}

// base is where people find the park: what serve wrote down, or as they asked for it.
func (c *call) base() (string, error) {
	url, err := c.Park.Sync.URL(c.r.Context())
	if err == nil && url == "" {
		url = "http://" + c.r.Host
		if c.Secure {
			url = "https://" + c.r.Host
		}
	}
	return strings.TrimRight(url, "/"), err
}
