package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/wire"
)

// ledgerInput is a field of a ledger's form, with what is wrong with it.
type ledgerInput struct {
	Name, Kind, Label, Hint, Value, Problem string
	Needed                                  bool
	Options                                 []ledgerOption
}

type ledgerOption struct {
	option
	Chosen bool
}

// ledgerOf is the enterprise whose ledgers the address names, for who may read them. To others it is not there; a guest's role may not at all.
func (c *call) ledgerOf(tx *sqldb.Tx) (register.Enterprise, error) {
	if c.who().Guest {
		return register.Enterprise{}, park.ErrForbidden
	}
	e, err := c.enterpriseAsked(tx)
	if err == nil && !ledger.MayRead(c.who(), e.ID) {
		err = park.ErrNotYours
	}
	return e, err
}

// ledgerFilled is what the form says, and what the park has taken in with it: pictures of the field "pictures" are the whole entry's, those of
// "study.pictures" that part's.
func (c *call) ledgerFilled() (v ledger.Values, uploads map[string][]assess.Evidence, err error) {
	v, uploads = ledger.Values{}, map[string][]assess.Evidence{}
	for name, all := range c.r.PostForm {
		v[name] = strings.ReplaceAll(strings.Join(all, ","), "\r\n", "\n")
	}
	if c.r.MultipartForm == nil {
		return v, uploads, nil
	}
	for field := range c.r.MultipartForm.File {
		part, is := strings.CutSuffix(field, "pictures")
		if !is {
			continue
		}
		photos, err := c.uploads(field)
		if err != nil {
			return v, uploads, err
		}
		for _, p := range photos {
			part := strings.TrimSuffix(part, ".")
			uploads[part] = append(uploads[part], evidenceOf(p))
		}
	}
	return v, uploads, nil
}

func evidenceOf(p inspection.Photo) assess.Evidence {
	return assess.Evidence{Name: p.Name, Mime: p.Mime, Size: p.Size, SHA256: p.SHA256}
}

// ledgerProblems is what is wrong, in words, by field; nil when err is something else.
func (c *call) ledgerProblems(kind ledger.Kind, err error) map[string]string {
	var invalid *ledger.Invalid
	if !errors.As(err, &invalid) {
		return nil
	}
	c.status = http.StatusUnprocessableEntity
	all := map[string]string{}
	for _, p := range invalid.Problems {
		if all[p.Field] == "" {
			all[p.Field] = c.words.LedgerFault(string(kind), string(p.Fault), p.N, p.Of)
		}
	}
	return all
}

// inputs is the form of a kind, filled in.
func (c *call) inputs(kind ledger.Kind, e register.Enterprise, v ledger.Values, problems map[string]string) (all []ledgerInput, err error) {
	for _, f := range ledger.Fields(kind) {
		in := ledgerInput{Name: f.Name, Kind: string(f.Kind), Needed: f.Needed, Value: v[f.Name], Problem: problems[f.Name], Label: c.words.LedgerField(string(kind), f.Name),
			Hint: c.words.Ledger.Hints[f.Name]}
		choose := func(value, label string) {
			in.Options = append(in.Options, ledgerOption{option{value, label}, value == in.Value})
		}
		switch f.Kind {
		case ledger.Choice:
			for _, choice := range f.Choices {
				choose(choice, c.words.Ledger.Choices[choice])
			}
		case ledger.YesNo:
			choose("yes", c.words.Web.Yes)
			choose("no", c.words.Web.No)
		case ledger.Sectors:
			for n := range c.Library.Sectors {
				s := &c.Library.Sectors[n]
				in.Options = append(in.Options, ledgerOption{option{s.ID, c.words.Text(s.Name)}, slices.Contains(strings.Split(in.Value, ","), s.ID)})
			}
		case ledger.Finding:
			choose("", c.words.Ledger.NoFinding)
			if err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
				rows, _, err := project.Findings(tx, c.today, project.Filter{Enterprise: e.ID}, project.Page{Size: onPage})
				for _, row := range rows {
					choose(row.Finding, row.Found+" "+row.Place+"："+short(row.Description, 30))
				}
				return err
			}); err != nil {
				return nil, err
			}
			if in.Value != "" && !slices.ContainsFunc(in.Options, func(o ledgerOption) bool { return o.Chosen }) {
				choose(in.Value, in.Value)
			}
		}
		all = append(all, in)
	}
	return all, nil
}

// pictureShow gives a picture that an enterprise's ledgers name, made new for the page.
func pictureShow(c *call) error {
	sum, err := wire.ParseSum(c.r.PathValue("sum"))
	if err != nil {
		return park.ErrNotThere
	}
	if err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		e, err := c.ledgerOf(tx)
		if err != nil {
			return err
		}
		is, err := ledger.Holds(tx, e.ID, sum.String())
		if err == nil && !is {
			err = park.ErrNotThere
		}
		return err
	}); err != nil {
		return err
	}
	r, _, err := c.Park.Sync.OpenPhoto(sum)
	if err != nil {
		return err
	}
	defer r.Close()
	edge := largeEdge
	if c.value("small") != "" {
		edge = smallEdge
	}
	return c.picture(r, edge)
}

// evidenceList is evidence of a part of an entry, as pages show it.
type evidenceList struct {
	Enterprise string
	At         string // prefix of the fields: "study."
	All        []assess.Evidence
	Drop       bool // each may be taken away
}

// LedgerKind names a ledger; LedgerField a field of it.
func (p page) LedgerKind(k ledger.Kind) string { return p.W.Ledger.Kinds[string(k)] }

// LedgerField names a field of a ledger's form.
func (p page) LedgerField(field string) string { return p.W.LedgerField("", field) }

// Officer says whether the reader is of the park's office.
func (p page) Officer() bool { return slices.Contains(officers, p.Who.Role) }

// Exports says whether the reader gets tables as files: an enterprise its own rows.
func (p page) Exports() bool {
	return p.Who.Role == account.Enterprise || slices.Contains(readers, p.Who.Role)
}

func ledgerPath(enterprise string, kind ledger.Kind, id string) string {
	return "/ledgers/" + url.PathEscape(enterprise) + "/" + string(kind) + "/" + id
}
