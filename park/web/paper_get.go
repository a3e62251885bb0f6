package web

import (
	"errors"
	"io"
	"mime"
	"path"
	"strings"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park"
	"anquan.example/paicha/report"
	"anquan.example/paicha/sync/wire"
)

// paperPolicy is of a paper: one file that holds its own style and pictures, and runs nothing.
const paperPolicy = "sandbox allow-modals; default-src 'none'; style-src 'unsafe-inline'; img-src data:"

// paperGet gives the findings list of an inspection as a file.
func paperGet(c *call) error {
	file := c.r.PathValue("file")
	write, err := report.ByName(file)
	if err != nil || !strings.HasPrefix(file, "list.") {
		return park.ErrNotThere
	}
	i, err := c.Park.Inspection(c.r.Context(), c.who(), c.r.PathValue("inspection"))
	if err != nil {
		return err
	}
	lib, err := c.worded(i)
	if err != nil {
		return err
	}
	src := report.Source{Inspection: i, Library: lib, Words: c.words, Zone: park.Zone, Photo: func(sum string) ([]byte, error) { return c.original(i, sum) }}
	ending := path.Ext(file)
	h := c.w.Header()
	h.Set("Content-Type", mime.TypeByExtension(ending))
	if ending == ".html" {
		h.Set("Content-Type", "text/html; charset=utf-8")
		h.Set("Content-Security-Policy", paperPolicy)
	} else {
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": c.words.Web.Findings + "-" + plain(i) + ending}))
	}
	return write(c.w, report.New(src))
}

func plain(i *inspection.Inspection) string { return i.Opened.Enterprise.Name + "-" + i.Opened.Date }

// original reads a photo of the inspection whole, for a paper that scales it.
func (c *call) original(i *inspection.Inspection, hash string) (data []byte, err error) {
	sum, err := wire.ParseSum(hash)
	if err != nil {
		return nil, err
	}
	r, _, err := c.Park.Photo(c.r.Context(), c.who(), i.ID, sum)
	if err != nil {
		return nil, err
	}
	data, err = io.ReadAll(io.LimitReader(r, park.MaxUpload))
	return data, errors.Join(err, r.Close())
}
