package web

import (
	"net/http"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// criteriaPage is what tablets get, and the form to give them other criteria.
type criteriaPage struct {
	Rows     []handedRow
	Embedded handedRow
	Active   int  // enterprises that the register would hand out
	May      bool // hand out
	Other    bool // criteria are handed out that this server does not judge by
	Problem  string
	Problems checklist.Problems // of a file that was uploaded
}

type handedRow struct {
	Name, Kind, Title, Revision string
	Size, Since                 uint64
	Count                       int // of criteria
}

func criteriaList(c *call) error { return c.criteria(criteriaPage{}) }

func (c *call) criteria(d criteriaPage) error {
	d.May = c.who().Role == account.Admin
	all, err := c.Park.Sync.HandedOut(c.r.Context())
	if err != nil {
		return err
	}
	for _, h := range all {
		row := handedRow{Name: h.Name, Kind: c.kindOf(h.Name), Revision: h.Sum.String(), Size: h.Size, Since: h.Since}
		if h.Name == wire.Criteria {
			lib, err := c.libraryOf(h)
			if err != nil {
				return err
			}
			row.Title, row.Count = c.words.Text(lib.Title), len(criteriaOf(lib))
			d.Other = lib.Revision != c.Library.Revision
		}
		d.Rows = append(d.Rows, row)
	}
	d.Embedded = handedRow{Title: c.words.Text(c.Library.Title), Revision: c.Library.Revision, Size: uint64(len(paicha.Checklists)), Count: len(criteriaOf(c.Library))}
	handout, err := c.registerHandout()
	if err != nil {
		return err
	}
	d.Active = len(handout.All)
	if d.Problem != "" || len(d.Problems) > 0 {
		c.status = http.StatusUnprocessableEntity
	}
	return c.render("criteria.html", c.words.Web.Nav["criteria"], d)
}

func (c *call) kindOf(name string) string {
	w := &c.words.Admin
	return map[string]string{wire.Criteria: w.Criteria, wire.Register: w.Register, wire.Roster: w.Roster}[name]
}

// libraryOf reads criteria that are handed out.
func (c *call) libraryOf(h server.HandedOut) (*checklist.Library, error) {
	data, err := c.Park.Sync.Document(h)
	if err != nil {
		return nil, err
	}
	return checklist.Parse(h.Name, data)
}

// documentNow is a document as it is handed out; nil when it is not.
func (c *call) documentNow(name string) (*server.HandedOut, error) {
	all, err := c.Park.Sync.HandedOut(c.r.Context())
	for _, h := range all {
		if h.Name == name {
			return &h, err
		}
	}
	return nil, err
}

// registerHandout is the register as tablets get it.
func (c *call) registerHandout() (e wire.Enterprises, err error) {
	err = c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		e.All, err = register.Handout(tx)
		return err
	})
	return e, err
}

// Addresses of criteria as files.
const (
	embeddedFile  = "embedded.yaml"
	handedOutFile = "handedout.yaml"
)

// criteriaGet gives criteria as a file, to be changed and handed out.
func criteriaGet(c *call) error {
	data, revision := paicha.Checklists, c.Library.Revision
	switch c.r.PathValue("file") {
	case embeddedFile:
	case handedOutFile:
		h, err := c.documentNow(wire.Criteria)
		if err == nil && h == nil {
			err = park.ErrNotThere
		}
		if err != nil {
			return err
		}
		if data, err = c.Park.Sync.Document(*h); err != nil {
			return err
		}
		revision = h.Sum.String()
	default:
		return park.ErrNotThere
	}
	head := c.w.Header()
	head.Set("Content-Type", "application/yaml")
	head.Set("Content-Disposition", `attachment; filename="checklists-`+revision[:12]+`.yaml"`)
	_, _ = c.w.Write(data) // the browser may have gone
	return nil
}

// Bytes is a size as people read it.
func (p page) Bytes(n uint64) string { return words.Bytes(n) }
