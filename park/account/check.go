package account

import (
	"database/sql"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
)

var logins = regexp.MustCompile(`^[a-z0-9][a-z0-9._@-]{1,63}$`)

// check looks at what is to be kept of an account, and gives it as it is to stand in the table.
func (a *Accounts) check(tx *sqldb.Tx, acc Account) (Account, error) {
	switch {
	case !logins.MatchString(acc.Login):
		return acc, denied(BadLogin, acc.Login)
	case !acc.Role.Held():
		return acc, denied(BadRole, string(acc.Role))
	case acc.Lang != "" && acc.Lang != "zh" && acc.Lang != "en":
		return acc, denied(BadLang, acc.Lang)
	case acc.Role != Enterprise && acc.Enterprise != "":
		return acc, denied(BadEnterprise, acc.Enterprise)
	}
	if acc.Role == Enterprise {
		id, err := enterpriseID(tx, acc.Enterprise)
		if err != nil {
			return acc, err
		}
		acc.Enterprise = id
	}
	name, err := personName(acc.Name)
	if err != nil {
		return acc, err
	}
	acc.Name = name
	return acc, a.nameFree(tx, acc)
}

// enterpriseID finds an enterprise of the register by its id or its credit code.
func enterpriseID(tx *sqldb.Tx, text string) (id string, err error) {
	text, there := line(text)
	if there {
		there, err = tx.Row(`SELECT id FROM enterprise WHERE id = $1 OR code = $1 ORDER BY active DESC, id`, []any{text}, &id)
	}
	if err == nil && !there {
		err = denied(BadEnterprise, text)
	}
	return id, err
}

// line is a name on one line, that cannot drive a terminal.
func line(name string) (string, bool) {
	name = strings.Join(strings.Fields(name), " ")
	odd := strings.ContainsFunc(name, func(r rune) bool { return !unicode.IsPrint(r) })
	return name, name != "" && !odd && utf8.ValidString(name) && utf8.RuneCountInString(name) <= 60
}

// personName is a line that names one person.
func personName(name string) (string, error) {
	short, ok := line(name)
	if !ok || len(inspection.PlainNames(short)) != 1 {
		return "", denied(BadName, name)
	}
	return short, nil
}

// nameFree refuses a name that is another person's: who may re-check is told by name, in whatever spelling. People of two enterprises
// may be called the same: neither ever sees what the other does.
func (a *Accounts) nameFree(tx *sqldb.Tx, acc Account) error {
	all, err := list(tx)
	if err != nil {
		return err
	}
	for _, other := range all {
		apart := acc.Role == Enterprise && other.Role == Enterprise && acc.Enterprise != other.Enterprise
		if other.Login != acc.Login && !apart && sameName(acc.Name, other.Name) {
			return denied(NameTaken, other.Login)
		}
	}
	return nil
}

func sameName(a, b string) bool {
	return slices.Equal(inspection.PlainNames(a), inspection.PlainNames(b))
}

// guestName refuses a name that is of somebody of the park: they could not re-check any more what the guest has to do with.
func guestName(tx *sqldb.Tx, name string) (string, error) {
	name, err := personName(name)
	if err != nil {
		return "", err
	}
	taken := false
	err = tx.Each(`SELECT name FROM account WHERE role <> 'enterprise'`, nil, func(rows *sql.Rows) error {
		var other string
		err := rows.Scan(&other)
		taken = taken || sameName(name, other)
		return err
	})
	if err == nil && taken {
		err = denied(NameReserved, name)
	}
	return name, err
}
