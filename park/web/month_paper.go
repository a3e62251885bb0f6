package web

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"mime"
	"strings"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/report/sheet"
	"anquan.example/paicha/sync/wire"
)

// summaryFile is what the paper is called in the address; its ending is a format's.
const summaryFile = "summary."

// monthPapers is the formats in which a summary is printed, as links.
func monthPapers(enterprise string, year int) (all []option) {
	for _, f := range sheet.Formats {
		if f.Ending == "docx" || f.Ending == "pdf" || f.Ending == "html" {
			all = append(all, option{monthPath(enterprise, year) + "/" + summaryFile + f.Ending, f.Ending})
		}
	}
	return all
}

// monthPaper gives the summary of a month as a file.
func monthPaper(c *call) error {
	e, year, err := c.monthAsked()
	if err != nil {
		return err
	}
	format, err := sheet.ByName(c.r.PathValue("file"))
	if err != nil || c.r.PathValue("file") != summaryFile+format.Ending {
		return park.ErrNotThere
	}
	var m ledger.Monthly
	var figures *ledger.Figures
	if err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		if m, err = ledger.MonthOf(tx, e.ID, year); err != nil {
			return err
		}
		figures, err = c.monthFigures(tx, e.ID, year)
		return err
	}); err != nil {
		return err
	}
	if m.Last == nil {
		return park.ErrNotThere
	}
	s := ledger.Summary(ledger.Paper{Month: &m, Name: e.Name, Code: e.Code, Contact: strings.TrimSpace(e.Contact + " " + e.Phone), Words: c.words, Today: c.today, Figures: figures, Read: c.held})
	var b bytes.Buffer
	if err := format.Write(&b, s); err != nil {
		return err
	}
	h := c.w.Header()
	h.Set("Content-Type", format.Mime)
	if format.Ending == "html" {
		h.Set("Content-Security-Policy", paperPolicy)
	} else {
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": summaryName(c, e, year) + "." + format.Ending}))
	}
	_, _ = b.WriteTo(c.w) // the browser may have gone
	return nil
}

func summaryName(c *call, e register.Enterprise, year int) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) {
			return '_'
		}
		return r
	}, fmt.Sprintf("%s-%s-%d", c.words.Ledger.Papers, e.Name, year))
}

// held reads a picture that the park holds.
func (c *call) held(hash string) (data []byte, err error) {
	sum, err := wire.ParseSum(hash)
	if err != nil {
		return nil, err
	}
	r, _, err := c.Park.Sync.OpenPhoto(sum)
	if err != nil {
		return nil, err
	}
	data, err = io.ReadAll(io.LimitReader(r, park.MaxUpload))
	return data, errors.Join(err, r.Close())
}
