package web

import (
	"bytes"
	"fmt"
	"mime"
	"strings"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sealed"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/report/sheet"
	"anquan.example/paicha/sync/wire"
)

// keep gives a file to keep.
func (c *call) file(name, kind string, data []byte) error {
	h := c.w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	_, _ = c.w.Write(data) // the browser may have gone
	return nil
}

// paper writes a sheet in the format of a file's name, and gives it to keep.
func (c *call) paper(asked, name string, s sheet.Sheet) error {
	format, err := sheet.ByName(asked)
	if err != nil {
		return park.ErrNotThere
	}
	var b bytes.Buffer
	if err := format.Write(&b, s); err != nil {
		return err
	}
	return c.file(name+"."+format.Ending, format.Mime, b.Bytes())
}

// assessmentFile gives a year's scheme, or its ranking in columns that stay.
func assessmentFile(c *call) error {
	asked := c.r.PathValue("file")
	if err := c.Park.CatchUp(c.r.Context()); err != nil {
		return err
	}
	var y *review.Review
	var ranked []assess.Ranked
	if err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) (err error) {
		if y, err = c.year(tx); err != nil || asked == "scheme.yaml" {
			return err
		}
		ranked, err = c.reviews.Results(tx, y)
		return err
	}); err != nil {
		return err
	}
	switch asked {
	case "scheme.yaml":
		return c.file("scheme-"+y.Scheme.Name()+".yaml", "application/yaml", y.Scheme.Data())
	case "ranking.csv", "ranking.xlsx":
		title := fmt.Sprintf(c.words.Review.RankingTitle, y.Year)
		return c.paper(asked, title+"-"+c.today, ranking(title, c, y.Scheme, ranked))
	}
	return park.ErrNotThere
}

// ranking is the results as one table.
func ranking(title string, c *call, s *assess.Scheme, all []assess.Ranked) sheet.Sheet {
	t := sheet.Table{Empty: c.words.Review.NoRows}
	for _, name := range s.Columns() {
		t.Columns = append(t.Columns, sheet.Column{Name: name, Width: 1})
	}
	for _, r := range all {
		var row []string
		for _, cell := range r.Cells() {
			if cell == nil {
				cell = ""
			}
			row = append(row, fmt.Sprint(cell))
		}
		t.Rows = append(t.Rows, row)
	}
	return sheet.Sheet{Lang: string(c.words.Lang), Title: title, Blocks: []sheet.Block{t}, Page: c.words.Assess.Page, Landscape: true}
}

// assessedFile gives an enterprise's assessment as a paper, or a snapshot as it was sealed.
func assessedFile(c *call) error {
	if _, err := c.ofFirm(); err != nil {
		return err
	}
	if hash, is := strings.CutPrefix(c.r.PathValue("file"), "snapshot-"); is {
		return c.snapshot(strings.TrimSuffix(hash, ".json"))
	}
	if !strings.HasPrefix(c.r.PathValue("file"), "sheet.") {
		return park.ErrNotThere
	}
	d := assessedPage{Firm: c.who().Enterprise != ""}
	if err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error { return d.read(c, tx) }); err != nil {
		return err
	}
	if !d.Numbers {
		return park.ErrNotThere
	}
	s := assess.Sheet(d.Result, d.facts, d.Y.Scheme, c.words)
	assess.SayUnjudged(&s, d.Result, c.words, d.Unjudged)
	if d.Sealed != nil {
		var err error
		if s, err = c.sealedSheet(&d); err != nil {
			return err
		}
	}
	return c.paper(c.r.PathValue("file"), fmt.Sprintf("%s %s", fmt.Sprintf(c.words.Review.YearTitle, d.Y.Year), d.E.Name), s)
}

// sealedSheet is the paper of what was sealed: it can be verified without the park.
func (c *call) sealedSheet(d *assessedPage) (s sheet.Sheet, err error) {
	var data []byte
	err = c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		var there bool
		data, there, err = review.Snapshot(tx, d.Y.Year, d.E.ID, d.Sealed.Hash)
		if err == nil && !there {
			err = park.ErrNotThere
		}
		return err
	})
	if err != nil {
		return s, err
	}
	hash, err := wire.ParseSum(d.Sealed.Hash)
	if err != nil {
		return s, err
	}
	about := c.Park.Sync.About()
	return sealed.Sheet(data, sealed.Word{Park: about.Key, Name: about.Name, Signed: c.Park.Sync.Assessed(hash), Lang: string(c.words.Lang), App: c.App})
}

func (c *call) snapshot(hash string) error {
	var data []byte
	var name string
	if err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		y, e, err := c.assessedAsked(tx)
		if err != nil {
			return err
		}
		name = fmt.Sprintf("%d-%s-%.12s.json", y.Year, e.Name, hash)
		var there bool
		if data, there, err = review.Snapshot(tx, y.Year, e.ID, hash); err == nil && !there {
			err = park.ErrNotThere
		}
		return err
	}); err != nil {
		return err
	}
	return c.file(name, "application/json", data)
}
