package web

import (
	"errors"
	"net/http"
	"strconv"

	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/wire"
)

// enterpriseForm is an entry of the register to be filled in.
type enterpriseForm struct {
	New      bool
	E        register.Enterprise
	Fields   []registerField
	Sectors  []sectorChoice
	Problem  string // with the whole
	Problems int    // with fields
}

type registerField struct{ Name, Label, Value, Problem, Mode string }

type sectorChoice struct {
	ID, Name string
	Chosen   bool
}

func enterpriseNew(c *call) error {
	return c.enterpriseForm(register.Enterprise{Active: true}, true, nil)
}

func enterpriseCreate(c *call) error {
	return c.saveEnterprise(c.entered(register.Enterprise{}), true)
}

func enterpriseEdit(c *call) error {
	e, err := c.readEnterprise()
	if err != nil {
		return err
	}
	return c.enterpriseForm(e, false, nil)
}

func enterpriseSave(c *call) error {
	e, err := c.readEnterprise()
	if err != nil {
		return err
	}
	e = c.entered(e)
	e.Changed, _ = strconv.ParseInt(c.value("changed"), 10, 64) // none: somebody else saved it
	return c.saveEnterprise(e, false)
}

func (c *call) readEnterprise() (e register.Enterprise, err error) {
	err = c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		e, err = c.enterpriseAsked(tx)
		return err
	})
	return e, err
}

// entered is the entry as the form has it.
func (c *call) entered(e register.Enterprise) register.Enterprise {
	for name, at := range registerFields(&e) {
		*at = c.value(string(name))
	}
	e.Active, e.Sectors = c.value("active") != "no", nil
	for _, id := range c.r.PostForm["sectors"] {
		if c.Library.Sector(id) != nil {
			e.Sectors = append(e.Sectors, id)
		}
	}
	return e
}

func registerFields(e *register.Enterprise) map[register.Field]*string {
	return map[register.Field]*string{register.Name: &e.Name, register.Code: &e.Code, register.Address: &e.Address, register.Contact: &e.Contact, register.Phone: &e.Phone,
		register.Area: &e.Area, register.Latitude: &e.Latitude, register.Longitude: &e.Longitude, register.Since: &e.Since, register.Until: &e.Until, register.Note: &e.Note}
}

func (c *call) saveEnterprise(e register.Enterprise, fresh bool) error {
	saved, err := register.Save(c.r.Context(), c.Park.DB, c.who().Name, e, c.now())
	if says, mended := c.registerSays(err); mended {
		c.status = http.StatusUnprocessableEntity
		if errors.Is(err, register.ErrChanged) {
			c.status = http.StatusConflict
		}
		return c.enterpriseForm(e, fresh, err, says)
	}
	if err != nil {
		return err
	}
	return c.see(enterprisePath(saved.ID) + "?done=" + c.handedOut("saved"))
}

// registerSays words an error of the register that the person can do something about.
func (c *call) registerSays(err error) (string, bool) {
	var invalid *register.Invalid
	known := errors.As(err, &invalid) || errors.Is(err, register.ErrChanged) || errors.Is(err, register.ErrTaken) || errors.Is(err, register.ErrNone)
	if !known {
		return "", false
	}
	return register.Explain(err, c.words.Register), true
}

// enterpriseForm shows the form, again with what is wrong with it.
func (c *call) enterpriseForm(e register.Enterprise, fresh bool, err error, says ...string) error {
	d := enterpriseForm{New: fresh, E: e}
	problems := map[string]string{}
	var invalid *register.Invalid
	if errors.As(err, &invalid) {
		for _, p := range invalid.Problems {
			problems[p.Column] = p.What(c.words.Register)
		}
		d.Problems = len(problems)
	} else if err != nil {
		d.Problem = says[0]
	}
	at := registerFields(&d.E)
	for _, f := range []register.Field{register.Name, register.Code, register.Address, register.Contact, register.Phone, register.Area, register.Latitude, register.Longitude, register.Since, register.Until, register.Note} {
		d.Fields = append(d.Fields, registerField{string(f), c.words.Register.Fields[string(f)], *at[f], problems[string(f)], modes[f]})
	}
	for _, s := range c.Library.Sectors {
		line := sectorChoice{ID: s.ID, Name: c.words.Text(s.Name)}
		for _, id := range e.Sectors {
			line.Chosen = line.Chosen || id == s.ID
		}
		d.Sectors = append(d.Sectors, line)
	}
	title := e.Name
	if fresh {
		title = c.words.WebPark.NewEnterprise
	}
	return c.render("enterprise_edit.html", title, d)
}

// modes are which keyboard a phone shows.
var modes = map[register.Field]string{register.Phone: "tel", register.Latitude: "decimal", register.Longitude: "decimal"}

// handedOut gives the register to the tablets, after it was changed, and names what the page then says. What was saved stays saved.
func (c *call) handedOut(done string) string {
	var sheet wire.Enterprises
	err := c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) (err error) {
		sheet.All, err = register.Handout(tx)
		return err
	})
	if err == nil {
		err = c.Park.Sync.HandOut(c.r.Context(), wire.Register, wire.Encode(sheet))
	}
	if err != nil {
		c.Log.Error("hand out the register", "error", err)
		return "unhanded"
	}
	return done
}
