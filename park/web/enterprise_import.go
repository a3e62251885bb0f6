package web

import (
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/sqldb"
)

// importPage takes a spreadsheet of enterprises: it is shown cell by cell what is wrong and row by row what would change, and then done.
type importPage struct {
	Problem    string // with the file as a whole
	File       string
	Data, Mark string // the file goes with the form: any parkd may answer, and nothing lies about
	Source     string
	Ignored    string
	Problems   []string
	Changes    []string
	Conflicts  []string
	Missing    []string
	Hidden     int // lines that are not shown
	New        int
	Changed    int
	Same       int
	Bad        int
	Previewed  bool
}

// Limits of an import: of the file, which goes through the form in text, and of how much of each list is shown.
const (
	maxSheet  = 5 << 20
	sheetBody = 8 << 20
	shown     = 200
)

func importForm(c *call) error { return c.render("import.html", c.words.WebPark.Import, importPage{}) }

// importSheet previews the file that was chosen, or applies the one that was previewed.
func importSheet(c *call) error {
	name, data, err := c.sheet()
	if err != nil {
		return err
	}
	if len(data) == 0 {
		return c.importAgain(c.words.WebPark.NoFile)
	}
	if len(data) > maxSheet {
		return c.importAgain(fmt.Sprintf(c.words.WebPark.FileTooLarge, maxSheet>>20))
	}
	s, err := register.Read(name, data, c.sectorIDs())
	if err != nil {
		return c.importAgain(name + "：" + register.Explain(err, c.words.Register))
	}
	if c.value("mark") == "" {
		return c.preview(s, data, "")
	}
	_, err = register.Apply(c.r.Context(), c.Park.DB, c.who().Name, s, c.value("mark"), c.now())
	if errors.Is(err, register.ErrChanged) {
		c.status = http.StatusConflict
		return c.preview(s, data, register.Explain(err, c.words.Register))
	}
	if err != nil {
		return err
	}
	return c.see("/enterprises?done=" + c.handedOut("imported"))
}

// importTemplate gives the register as it is, in the columns that the import knows: to fill in, and to bring back.
func importTemplate(c *call) error {
	write, mime := register.XLSX, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	switch c.r.PathValue("file") {
	case "enterprises.xlsx":
	case "enterprises.csv":
		write, mime = register.CSV, "text/csv; charset=utf-8"
	default:
		return park.ErrNotThere
	}
	q := register.Query{Closed: true, Size: 1000}
	var all []register.Enterprise
	err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		for more := true; more; {
			var some []register.Enterprise
			var err error
			if some, more, err = register.List(tx, q); err != nil {
				return err
			}
			if all = append(all, some...); len(all) > 0 {
				q.After = all[len(all)-1]
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	c.w.Header().Set("Content-Type", mime)
	c.w.Header().Set("Content-Disposition", `attachment; filename="`+c.r.PathValue("file")+`"`)
	return write(c.w, all)
}

// sheet is the file: chosen now, or the one that the preview sent along.
func (c *call) sheet() (name string, data []byte, err error) {
	if kept := c.r.PostFormValue("data"); kept != "" {
		data, err = base64.RawURLEncoding.DecodeString(kept)
		return c.r.PostFormValue("file"), data, err
	}
	file, head, err := c.r.FormFile("sheet")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return "", nil, nil
	}
	if err != nil {
		return "", nil, err
	}
	data, err = io.ReadAll(io.LimitReader(file, maxSheet+1))
	return head.Filename, data, errors.Join(err, file.Close())
}

func (c *call) importAgain(problem string) error {
	c.status = http.StatusUnprocessableEntity
	return c.render("import.html", c.words.WebPark.Import, importPage{Problem: problem})
}

// sectorIDs is what sectors may be called in a file.
func (c *call) sectorIDs() register.SectorNames {
	names := register.SectorNames{}
	for _, s := range c.Library.Sectors {
		for _, name := range []string{s.ID, s.Name.Zh, s.Name.En} {
			names[strings.ToLower(name)] = s.ID
		}
	}
	return names
}

func (c *call) preview(s *register.Sheet, data []byte, problem string) error {
	var plan register.Plan
	if err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) (err error) {
		plan, err = register.Preview(tx, s)
		return err
	}); err != nil {
		return err
	}
	w := c.words.Register
	d := importPage{Previewed: true, Problem: problem, File: s.File, Mark: plan.Mark, Data: base64.RawURLEncoding.EncodeToString(data),
		Source: strings.TrimSpace(fmt.Sprintf(w.Source, s.File, s.Tab, s.Encoding)), Ignored: strings.Join(s.Ignored, w.Comma),
		New: plan.Count(register.New), Changed: plan.Count(register.Changed), Same: plan.Count(register.Same), Bad: len(s.Problems)}
	for _, p := range s.Problems {
		d.show(&d.Problems, p.Say(w))
	}
	for _, change := range plan.Rows {
		if change.Kind == register.Conflict {
			d.show(&d.Conflicts, change.Say(w))
		} else if says := change.Say(w); says != "" {
			d.show(&d.Changes, says)
		}
	}
	for _, e := range plan.Missing {
		d.show(&d.Missing, e.Name+" "+e.Code)
	}
	return c.render("import.html", c.words.WebPark.Import, d)
}

// show adds a line while there is room.
func (d *importPage) show(to *[]string, line string) {
	if len(*to) >= shown {
		d.Hidden++
		return
	}
	*to = append(*to, line)
}
