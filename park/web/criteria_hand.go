package web

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/base64"
	"errors"
	"io"
	"net/http"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/park"
	"anquan.example/paicha/sync/wire"
)

// What the audit says of what is handed out.
const (
	criteriaHanded = "criteria.handed"
	criteriaBack   = "criteria.back"
	registerHanded = "register.handed"
	registerBack   = "register.back"
)

// previewPage is criteria that were checked, against those that tablets have now.
type previewPage struct {
	Title, Revision, File string
	Count                 int
	Packed                string // the file, for the form that hands it out
	Mark                  string // what it was compared with
	Moved                 bool   // that has changed
	Diff                  criteriaDiff
}

// criteriaCheck reads a file of criteria: its problems are listed, or what it would change is shown.
func criteriaCheck(c *call) error {
	file, head, err := c.r.FormFile("file")
	if errors.Is(err, http.ErrMissingFile) || errors.Is(err, http.ErrNotMultipart) {
		return c.criteria(criteriaPage{Problem: c.words.Admin.NoFile})
	}
	if err != nil {
		return err
	}
	data, err := io.ReadAll(file)
	if err := errors.Join(err, file.Close()); err != nil {
		return err
	}
	return c.previewCriteria(head.Filename, data, false)
}

func (c *call) previewCriteria(name string, data []byte, moved bool) error {
	lib, err := checklist.Parse(name, data)
	var problems checklist.Problems
	if errors.As(err, &problems) {
		return c.criteria(criteriaPage{Problems: problems})
	}
	if err != nil {
		return err
	}
	before, mark, err := c.current()
	if err != nil {
		return err
	}
	if moved {
		c.status = http.StatusConflict
	}
	return c.render("criteria_preview.html", c.words.Admin.Preview, previewPage{Title: c.words.Text(lib.Title), Revision: lib.Revision, File: name, Count: len(criteriaOf(lib)),
		Packed: packed(data), Mark: mark, Moved: moved, Diff: c.diff(before, lib)})
}

// current is the criteria that tablets use now, and the revision of what is handed out; "" when none is.
func (c *call) current() (lib *checklist.Library, mark string, err error) {
	h, err := c.documentNow(wire.Criteria)
	if err != nil || h == nil {
		return c.Library, "", err
	}
	lib, err = c.libraryOf(*h)
	return lib, h.Sum.String(), err
}

// packed is a file as a field of a form: byte for byte, which text in a form is not.
func packed(data []byte) string {
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	_, _ = z.Write(data) // into memory: it cannot fail
	_ = z.Close()
	return base64.StdEncoding.EncodeToString(b.Bytes())
}

func unpacked(field string) ([]byte, error) {
	z, err := gzip.NewReader(base64.NewDecoder(base64.StdEncoding, bytes.NewReader([]byte(field))))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(io.LimitReader(z, wire.MaxHandout))
}

// criteriaHand hands out what was previewed, when tablets still have what it was compared with.
func criteriaHand(c *call) error {
	data, err := unpacked(c.r.PostFormValue("packed"))
	if err != nil {
		return c.criteria(criteriaPage{Problem: c.words.Admin.NoFile})
	}
	name := cmp.Or(c.value("file"), wire.Criteria)
	lib, err := checklist.Parse(name, data)
	if err != nil {
		return c.previewCriteria(name, data, false)
	}
	if _, mark, err := c.current(); err != nil {
		return err
	} else if mark != c.value("mark") {
		return c.previewCriteria(name, data, true)
	}
	if err := c.Park.Sync.HandOut(c.r.Context(), wire.Criteria, data); err != nil {
		return err
	}
	if err := c.note(criteriaHanded, lib.Revision[:12]+" "+lib.Title.Zh); err != nil {
		return err
	}
	return c.see("/criteria?done=handed")
}

// criteriaRegister hands out the register as it stands.
func criteriaRegister(c *call) error {
	handout, err := c.registerHandout()
	if err != nil {
		return err
	}
	if len(handout.All) == 0 {
		return c.criteria(criteriaPage{Problem: c.words.Admin.RegisterEmpty})
	}
	if err := c.Park.Sync.HandOut(c.r.Context(), wire.Register, wire.Encode(handout)); err != nil {
		return err
	}
	if err := c.note(registerHanded, ""); err != nil {
		return err
	}
	return c.see("/criteria?done=handed")
}

// criteriaTake takes back what is handed out.
func criteriaTake(c *call) error {
	name, code := c.value("name"), criteriaBack
	switch name {
	case wire.Criteria:
	case wire.Register:
		code = registerBack
	default:
		return park.ErrNotThere
	}
	if err := c.Park.Sync.HandOut(c.r.Context(), name, nil); err != nil {
		return err
	}
	if err := c.note(code, ""); err != nil {
		return err
	}
	return c.see("/criteria?done=back")
}
