package proof

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/report"
	"anquan.example/paicha/report/sheet"
)

// errMissing is of a photo that the maker of the paper could not read either.
var errMissing = errors.New("it was not on the machine that made the paper")

// Source is what the paper is made of, with the evidence in it: who makes one and who verifies one do the same.
func (e *Evidence) Source(i *inspection.Inspection, lib *checklist.Library, photo func(sha256 string) ([]byte, error)) report.Source {
	names := map[inspection.FeedID]string{}
	for feed, name := range e.Made.Names {
		if id, err := hex.DecodeString(feed); err == nil && len(id) == len(inspection.FeedID{}) {
			names[inspection.FeedID(id)] = name
		}
	}
	return report.Source{
		Inspection: i, Library: lib, Words: words.In(words.Lang(e.Made.Lang)), Zone: e.Made.Zone(), Names: names, Entry: e.Made.Entry, Numbers: e.Made.Numbers,
		Photo: func(sum string) ([]byte, error) {
			if slices.Contains(e.Made.Missing, sum) {
				return nil, errMissing
			}
			return photo(sum)
		},
		Attached: []sheet.Attached{e.Attach()},
	}
}

// Verifier is what a verification is done with.
type Verifier struct {
	App    string // this program and its version
	Trust  Trust
	Words  *words.Words
	Photos func(sha256 string) ([]byte, error) // originals; nil: none at hand
}

// Verify says what a paper proves. The error is about a file that cannot be verified at all; ErrNone when it carries no evidence.
func (v Verifier) Verify(name string, file []byte) (*Verdict, error) {
	format, err := sheet.ByName(name)
	if err != nil {
		return nil, err
	}
	all, err := sheet.Attachments(file)
	if errors.Is(err, sheet.ErrNoAttachments) {
		err = ErrNone
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	e, err := Read(all)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	i, lib, verdict := e.Check(v.Trust, v.Words)
	if i == nil || lib == nil {
		return verdict, nil
	}
	c := &comparing{Verifier: v, e: e, i: i, lib: lib, format: format, file: file, verdict: verdict}
	c.compare()
	return verdict, nil
}

// comparing makes a paper again.
type comparing struct {
	Verifier
	e       *Evidence
	i       *inspection.Inspection
	lib     *checklist.Library
	format  sheet.Format
	file    []byte
	verdict *Verdict
}

// compare makes the paper with the originals of its photos where they are all at hand, else with the copies that the file shows.
func (c *comparing) compare() {
	w, v := &c.Words.Proof, c.verdict
	title := c.Words.PaperTitle(c.e.Made.Paper, string(c.i.Opened.Visit))
	copies, err := sheet.Copies(c.file)
	if err != nil {
		v.Broken = append(v.Broken, fmt.Sprintf(w.CannotMake, err))
		return
	}
	whole := c.Photos != nil && len(copies) > 0 // all originals are at hand
	if whole {
		again, err := c.made(func(sum string) ([]byte, error) {
			data, err := c.Photos(sum)
			whole = whole && err == nil
			return data, err
		}, false)
		if whole && err == nil && bytes.Equal(again, c.file) {
			v.Proved = append(v.Proved, fmt.Sprintf(w.Same, title, c.format.Ending), fmt.Sprintf(w.Original, len(copies)))
			return
		}
	}
	again, err := c.made(sheet.Reader(copies), true)
	switch {
	case err != nil:
		v.Broken = append(v.Broken, fmt.Sprintf(w.CannotMake, err))
	case !bytes.Equal(again, c.file):
		v.Broken = append(v.Broken, fmt.Sprintf(w.Differs, title, c.e.App, c.App))
	case whole:
		v.Broken = append(v.Broken, w.NotOriginal)
	default:
		v.Proved = append(v.Proved, fmt.Sprintf(w.Same, title, c.format.Ending))
		if len(copies) > 0 {
			v.Open = append(v.Open, fmt.Sprintf(w.Copies, len(copies)))
		}
	}
}

func (c *comparing) made(photo func(string) ([]byte, error), copied bool) ([]byte, error) {
	p, there := report.PaperNamed(c.e.Made.Paper)
	if !there {
		return nil, fmt.Errorf(c.Words.Proof.NoSuchPaper, c.e.Made.Paper)
	}
	s, err := p.Sheet(c.e.Source(c.i, c.lib, photo), c.e.Made.Findings...)
	if err != nil {
		return nil, err
	}
	s.Copied = copied
	var b bytes.Buffer
	err = c.format.Write(&b, s)
	return b.Bytes(), err
}
