package web

import (
	"slices"
	"testing"

	"anquan.example/paicha/park/account"
)

// Everybody finds every page that is theirs to ask for once, what is used most first, and on a phone three of them unfolded.
func TestTheMenuOfEveryRole(t *testing.T) {
	s := newOffice(t, account.Options{}, false).Site
	parks := []string{"home", "findings", "inspections", "tasks", "enterprises", "charts", "assessment", "month"}
	for _, c := range []struct {
		who            account.Person
		first          []string
		groups, folded []string
	}{
		{account.Person{Role: account.Admin}, parks, []string{"year", "people", "data"}, []string{"visits", "ledgers", "accounts", "devices", "audit", "export", "criteria", "webhooks", "tokens"}},
		{account.Person{Role: account.Officer}, parks, []string{"year", "data"}, []string{"visits", "ledgers", "export"}},
		{account.Person{Role: account.Auditor}, parks, []string{"year", "people", "data"}, []string{"visits", "ledgers", "accounts", "devices", "audit", "export", "criteria"}},
		{account.Person{Role: account.Lead}, append(slices.Clip(parks), "ledgers"), nil, nil},
		{account.Person{Role: account.Expert}, append(slices.Clip(parks[:6]), "month", "ledgers"), nil, nil},
		{account.Person{Role: account.Enterprise}, []string{"home", "findings", "inspections", "assessment", "month", "ledgers"}, nil, nil},
		{account.Person{Role: account.Enterprise, Guest: true}, []string{"home", "findings", "inspections"}, nil, nil},
	} {
		m := s.menu(c.who, "/")
		var first, groups, folded []string
		for n, i := range m.First {
			first = append(first, i.Name)
			if i.Tucked != (n >= 3) || i.Here != (i.Name == "home") {
				t.Errorf("%+v: %+v", c.who, i)
			}
		}
		for _, g := range m.Groups {
			groups = append(groups, g.Name)
			for _, i := range g.Items {
				folded = append(folded, i.Name)
			}
		}
		if !slices.Equal(first, c.first) || !slices.Equal(groups, c.groups) || !slices.Equal(folded, c.folded) {
			t.Errorf("%+v:\n%v\n%v\n%v", c.who, first, groups, folded)
		}
	}
}

// Where one is stands in the menu, also behind a page of it, and when that is folded.
func TestTheMenuSaysWhereOneIs(t *testing.T) {
	s := newOffice(t, account.Options{}, false).Site
	for _, c := range []struct {
		role       account.Role
		path, here string
		folded     string
		tucked     bool
	}{
		{account.Admin, "/", "home", "", false}, {account.Admin, "/findings/a/b", "findings", "", false}, {account.Admin, "/enterprises/x", "enterprises", "", true},
		{account.Admin, "/accounts/-new", "accounts", "accounts", false}, {account.Admin, "/account", "", "", false}, {account.Enterprise, "/ledgers/a/b/c", "ledgers", "", true},
	} {
		m := s.menu(account.Person{Role: c.role}, c.path)
		here := ""
		for _, i := range m.First {
			if i.Here {
				here += i.Name
			}
		}
		for _, g := range m.Groups {
			for _, i := range g.Items {
				if i.Here {
					here += i.Name
				}
			}
		}
		if here != c.here || m.Folded != c.folded || m.Tucked != c.tucked {
			t.Errorf("%s at %s: %q, %q, %v", c.role, c.path, here, m.Folded, m.Tucked)
		}
	}
}
