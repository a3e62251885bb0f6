package web

import (
	"fmt"
	"strings"

	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/sqldb"
)

// maxChoices is how many enterprises a form offers; others are written.
const maxChoices = 3000

// choices is the enterprises that a form offers, each as chosen understands it.
func (c *call) choices() (all []string, err error) {
	err = c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		found, _, err := register.List(tx, register.Query{Size: maxChoices})
		all = nil
		for _, e := range found {
			all = append(all, choice(e))
		}
		return err
	})
	return all, err
}

// choice is an enterprise as people choose it.
func choice(e register.Enterprise) string { return strings.TrimSpace(e.Name + " " + e.Code) }

// chosen finds the enterprise that somebody wrote or chose: by id, code, "name code", or a name that is only one's. It is "" with a
// problem in words when it is none.
func (c *call) chosen(text string) (id, problem string, err error) {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" {
		return "", "", nil
	}
	err = c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		id, problem = "", ""
		words := strings.Fields(text)
		for _, key := range []string{text, strings.ToUpper(words[len(words)-1])} {
			e, there, err := register.Find(tx, key)
			if err != nil || there {
				id = e.ID
				return err
			}
		}
		found, more, err := register.List(tx, register.Query{Search: text, Closed: true, Size: 50})
		switch one := named(found, text); {
		case err != nil:
			return err
		case len(one) == 1:
			id = one[0].ID
		case len(found) == 0:
			problem = fmt.Sprintf(c.words.Admin.EnterpriseNone, text)
		case len(found) > 1 || more:
			problem = fmt.Sprintf(c.words.Admin.EnterpriseMany, text)
		default:
			id = found[0].ID
		}
		return nil
	})
	return id, problem, err
}

// named is those that are called exactly so.
func named(all []register.Enterprise, name string) (exactly []register.Enterprise) {
	for _, e := range all {
		if e.Name == name {
			exactly = append(exactly, e)
		}
	}
	return exactly
}

// enterpriseNames is the names of some enterprises by their ids.
func (c *call) enterpriseNames(ids map[string]bool) (names map[string]string, err error) {
	names = map[string]string{}
	err = c.Park.DB.Read(c.r.Context(), func(tx *sqldb.Tx) error {
		for id := range ids {
			e, there, err := register.Find(tx, id)
			if err != nil {
				return err
			}
			if there {
				names[id] = e.Name
			}
		}
		return nil
	})
	return names, err
}
