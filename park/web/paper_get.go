package web

import (
	"errors"
	"io"
	"mime"
	"net/http"
	"path"
	"slices"
	"strconv"
	"strings"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/report"
	"anquan.example/paicha/report/proof"
	"anquan.example/paicha/report/sheet"
	"anquan.example/paicha/sync/wire"
)

// paperPolicy is of a paper: one file that holds its own style and pictures, and runs nothing.
const paperPolicy = "sandbox allow-modals; default-src 'none'; style-src 'unsafe-inline'; img-src data:"

// paperLine is a paper that can be had of an inspection.
type paperLine struct {
	Title, About string
	Name         string // of its file, without the ending: the kind, and the numbers of its findings
	Number       string // that the park gave
	Further      []string
	Give         bool // the reader may give it one
}

// endings are the formats that pages offer; every other may be asked for.
var endings = []string{"html", "docx", "pdf", "xlsx"}

// paperGet gives a paper of an inspection as a file: kind[-number…].ending.
func paperGet(c *call) error {
	return c.inspectionPaper(c.r.PathValue("inspection"), c.r.PathValue("file"), "")
}

// namedPaper is the paper that a file's name names, and its findings, for who may have it.
func (c *call) namedPaper(i *inspection.Inspection, name string) (p report.Paper, ids []string, err error) {
	parts := strings.Split(name, "-")
	p, known := report.PaperNamed(parts[0])
	if !known || !c.mayPaper(p) {
		return p, nil, park.ErrNotThere
	}
	if ids, err = p.Choose(i, c.words, parts[1:]...); err != nil {
		return p, nil, park.ErrNotThere
	}
	return p, ids, nil
}

// mayPaper: an enterprise reads what is addressed to it, and its own.
func (c *call) mayPaper(p report.Paper) bool {
	return p.Enterprise || c.who().Role != account.Enterprise
}

// inspectionPaper writes a paper; entry is where its enterprise comes in without an account, "" none.
func (c *call) inspectionPaper(id, file, entry string) error {
	format, err := sheet.ByName(file)
	if err != nil {
		return park.ErrNotThere
	}
	ending := path.Ext(file)
	var p report.Paper
	var ids []string
	var made proof.Made
	i, e, err := c.Park.Evidence(c.r.Context(), c.who(), id, func(i *inspection.Inspection) (proof.Made, error) {
		if p, ids, err = c.namedPaper(i, strings.TrimSuffix(file, ending)); err != nil {
			return made, err
		}
		_, offset := c.now().In(park.Zone).Zone()
		made = proof.Made{Paper: p.Kind, Findings: ids, Lang: string(c.words.Lang), Offset: offset, Numbers: c.Park.Numbers(i), Entry: entry}
		return made, nil
	})
	if err != nil {
		return err
	}
	src, err := c.source(i, e, made)
	if err != nil {
		return err
	}
	h := c.w.Header()
	h.Set("Content-Type", format.Mime)
	if ending == ".html" {
		h.Set("Content-Security-Policy", paperPolicy)
	} else {
		name := c.words.PaperTitle(p.Kind, string(i.Opened.Visit)) + "-" + plain(i) + ending
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	}
	w := &begun{Writer: c.w}
	if err := p.Write(w, file, src, ids...); err != nil {
		if w.any {
			c.Log.Error("paper", "kind", p.Kind, "inspection", i.ID, "error", err)
			panic(http.ErrAbortHandler) // half a file is never taken for a whole one
		}
		h.Del("Content-Disposition")
		return err
	}
	return nil
}

// source is what a paper is made of, with the evidence that goes into it; nil: there is none.
func (c *call) source(i *inspection.Inspection, e *proof.Evidence, made proof.Made) (report.Source, error) {
	photo := func(sum string) ([]byte, error) { return c.original(i, sum) }
	if e == nil {
		return report.Source{Inspection: i, Library: c.Library, Words: c.words, Zone: park.Zone, Entry: made.Entry, Numbers: made.Numbers, Photo: photo}, nil
	}
	e.App = c.App
	lib, err := c.worded(i)
	return e.Source(i, lib, photo), err
}

// begun knows whether anything was written.
type begun struct {
	io.Writer
	any bool
}

func (b *begun) Write(data []byte) (int, error) {
	b.any = true
	return b.Writer.Write(data)
}

// papers is what can be had of an inspection; findings: those of one finding, by its number.
func (c *call) papers(i *inspection.Inspection, findings ...string) (all []paperLine, err error) {
	numbers, further, officer := c.Park.Numbers(i), c.Park.Further(i), slices.Contains(officers, c.who().Role)
	for _, p := range report.Papers {
		ids, err := p.Choose(i, c.words, findings...)
		if ofWhole := p.Picks == nil; err != nil || !c.mayPaper(p) || ofWhole && len(findings) > 0 {
			continue
		}
		key := report.Key(p.Kind, ids)
		line := paperLine{Title: c.words.PaperTitle(p.Kind, string(i.Opened.Visit)), About: c.words.Papers.About[p.Kind], Name: p.Kind, Number: numbers[key], Further: further[key]}
		for _, id := range ids {
			line.Name += "-" + strconv.Itoa(i.Finding(id).Number)
		}
		line.Give = officer && line.Number == "" && p.Numbered(i.Opened.Visit)
		all = append(all, line)
	}
	return all, nil
}

// numberGive gives a paper its official number.
func numberGive(c *call) error {
	i, err := c.Park.Inspection(c.r.Context(), c.who(), c.r.PathValue("inspection"))
	if err != nil {
		return err
	}
	p, ids, err := c.namedPaper(i, c.value("paper"))
	if err != nil {
		return err
	}
	if _, err := c.Park.GiveNumber(c.r.Context(), c.who(), i.ID, p, ids...); err != nil {
		return err
	}
	return c.see("/inspections/" + i.ID + "?done=saved#papers")
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
