package web

import (
	"fmt"
	"html/template"
	"strings"
	"time"

	"anquan.example/paicha/internal/qr"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
)

// entryLife is how long a code that nobody opened stays good: the list is handed over on the day, or by post.
const entryLife = 30 * 24 * time.Hour

type entryMade struct {
	URL, Enterprise, Back string
	QR                    template.HTML
	Until                 string
}

// entryMake makes the code that goes on the printed list: with it the enterprise comes in without an account. It is shown once.
func entryMake(c *call) error {
	i, err := c.Park.Inspection(c.r.Context(), c.who(), c.r.PathValue("inspection"))
	if err != nil {
		return err
	}
	var enterprise string
	if err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		enterprise, err = project.EnterpriseOf(tx, i.ID)
		return err
	}); err != nil {
		return err
	}
	secret, err := c.Park.Accounts.EntryLink(c.r.Context(), c.who(), enterprise, i.ID, entryLife)
	if err != nil {
		return err
	}
	base, err := c.Park.Sync.URL(c.r.Context())
	if err != nil {
		return err
	}
	url := strings.TrimSuffix(base, "/") + "/entry/" + secret
	if file := c.value("file"); file != "" {
		return c.inspectionPaper(i.ID, file, url) // the code stands on the paper itself
	}
	svg, err := qr.SVG(url, c.words.Web.EntryTitle)
	if err != nil {
		return fmt.Errorf("draw the code: %w", err)
	}
	return c.render("entry_made.html", c.words.Web.EntryMade, entryMade{URL: url, Enterprise: i.Opened.Enterprise.Name, Back: "/inspections/" + i.ID,
		QR: template.HTML(svg), Until: page{}.At(c.now().Add(entryLife))}) // drawn here, its label escaped
}
