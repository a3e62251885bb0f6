package paper

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/strictyaml"
)

// Env is what an answers file is read against.
type Env struct {
	Library  *checklist.Library
	Known    []inspection.Enterprise                     // met before
	NewID    func() string                               // a UUID in lower case, another each time
	Say      func(checklist.Text) string                 // picks the language of drafted findings
	Zone     *time.Location                              // of times written as 09:30; nil: UTC+8
	Readable func(path string) error                     // why a photo cannot be taken in; nil when it can
	Photo    func(path string) (inspection.Photo, error) // takes it in; called only when everything else is in order
}

// checking is the work on one file.
type checking struct {
	*File
	Env
	places   *strictyaml.Places
	editions []*checklist.Edition // in force on the day, of the sectors
	sure     bool                 // date and sectors are in order, so that editions is all of them
	units    []*unit
}

// checks is every check of a file, in the order they run: the later rest on the earlier.
var checks = []func(*checking){
	(*checking).heading, (*checking).sectors, (*checking).scope, (*checking).listed,
	(*checking).answers, (*checking).findings, (*checking).signatures,
}

// problems is everything wrong with the file; nil when nothing is.
func (c *checking) problems() error {
	if c.Zone == nil {
		c.Zone = time.FixedZone("UTC+8", 8*60*60)
	}
	c.places.Empties()
	for _, check := range checks {
		check(c)
	}
	return c.places.Err()
}

func (c *checking) heading() {
	if c.Format != 1 {
		c.places.Wrong(c.File, "format", "format "+strconv.Itoa(c.Format)+" is not known", "this program reads format 1; a newer program may read it")
	}
	c.enterprise()
	visits := []string{string(inspection.Assistance), string(inspection.SelfCheck), string(inspection.Recheck), string(inspection.Official)}
	if c.Kind != "" && !slices.Contains(visits, c.Kind) {
		c.places.Wrong(c.File, "kind", "kind "+strictyaml.Quote(c.Kind)+" is not known", "one of "+strings.Join(visits, ", "))
	}
	if !isDate(c.Date) {
		c.places.Wrong(c.File, "date", strictyaml.Quote(c.Date)+" is not a day", dayHint)
	}
	c.names("experts", c.Experts)
	if len(c.Experts) == 0 {
		c.places.Wrong(c.File, "experts", "experts is empty", "name at least one")
	}
	c.names("cards", c.Cards)
	official := c.Kind == string(inspection.Official)
	switch {
	case official && len(c.Cards) < 2:
		c.places.Wrong(c.File, "cards", "an official inspection needs the card numbers of two officers", "add them, or write kind: assistance")
	case !official && len(c.Cards) > 0:
		c.places.Wrong(c.File, "cards", "card numbers belong to an official inspection", "write kind: official, or delete them")
	}
}

const dayHint = "write YYYY-MM-DD, a day that exists"

// names checks a list of the heading: nothing empty, nothing twice.
func (c *checking) names(key string, list []string) {
	for n, name := range list {
		switch {
		case name == "":
			c.places.WrongItem(c.File, key, n, "an empty name", "fill it in, or delete it")
		case slices.Contains(list[:n], name):
			c.places.WrongItem(c.File, key, n, strictyaml.Quote(name)+" is there twice", "delete one")
		}
	}
}

func (c *checking) enterprise() {
	e := &c.Enterprise
	if e.Code != "" {
		if err := inspection.CheckCreditCode(e.Code); err != nil {
			c.places.Wrong(e, "code", err.Error(), "compare it with the business licence")
		}
		return
	}
	var codes []string
	for _, k := range c.Known {
		if k.Name == e.Name && k.Code != "" && !slices.Contains(codes, k.Code) {
			codes = append(codes, k.Code)
		}
	}
	if len(codes) > 1 {
		c.places.Wrong(e, "name", "several enterprises are called so: "+strings.Join(codes, ", "), "say which with code")
	}
}

func (c *checking) sectors() {
	c.sure = isDate(c.Date) && len(c.Sectors) > 0
	if len(c.Sectors) == 0 {
		c.places.Wrong(c.File, "sectors", "sectors is empty", "choose from "+c.sectorIDs())
	}
	for n, id := range c.Sectors {
		if c.Library.Sector(id) == nil {
			c.places.WrongItem(c.File, "sectors", n, "sector "+strictyaml.Quote(id)+" is not in the library", "choose from "+c.sectorIDs())
			c.sure = false
			continue
		}
		if slices.Contains(c.Sectors[:n], id) {
			c.places.WrongItem(c.File, "sectors", n, strictyaml.Quote(id)+" is there twice", "delete one")
			continue
		}
		e := c.Library.Edition(id, c.Date)
		if e == nil && isDate(c.Date) {
			c.places.WrongItem(c.File, "sectors", n, "no edition of "+id+" in the library is in force on "+c.Date, "check the date, or leave the sector out")
			c.sure = false
		}
		if e != nil {
			c.editions = append(c.editions, e)
		}
	}
}

func (c *checking) sectorIDs() string {
	ids := make([]string, len(c.Library.Sectors))
	for n := range c.Library.Sectors {
		ids[n] = c.Library.Sectors[n].ID
	}
	return strings.Join(ids, ", ")
}

func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}
