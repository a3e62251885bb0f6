package park

import (
	"strings"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/account"
)

// Who does what. The fold looks at names besides: a role alone makes nobody the second person (P5).
var (
	enterprises = []account.Role{account.Enterprise}
	officers    = []account.Role{account.Admin, account.Officer}
	leads       = []account.Role{account.Lead}
	judges      = []account.Role{account.Admin, account.Officer, account.Lead}
	actors      = []account.Role{account.Admin, account.Officer, account.Lead, account.Expert, account.Enterprise}
	checkers    = []account.Role{account.Admin, account.Officer, account.Lead, account.Expert}
)

func (v Values) get(name string) string { return strings.TrimSpace(v[name]) }

func one(p inspection.Payload) ([]inspection.Payload, error) { return []inspection.Payload{p}, nil }
