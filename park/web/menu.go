package web

import (
	"slices"
	"strings"

	"anquan.example/paicha/park/account"
)

// menu is the pages that somebody finds above every page: in a row what is used most, the rest folded, by group.
type menu struct {
	First  []menuItem
	Groups []menuGroup
	Folded string // the page that is open, when it is in a group; "" when it is not
	Tucked bool   // it is folded on a phone alone
}

type menuGroup struct {
	Name  string
	Items []menuItem
}

type menuItem struct {
	Name, Href string
	Here       bool // the page that is open, or is behind it
	Tucked     bool // on a phone it is folded
}

// What the menu has, most used first. Who may ask for a page finds it: the table of routes says so.
var (
	menuFirst  = []string{"home", "findings", "inspections", "tasks", "enterprises", "charts", "assessment", "month"}
	menuGroups = []struct {
		name  string
		pages []string
	}{
		{"year", []string{"visits", "ledgers"}},
		{"people", []string{"accounts", "devices", "audit"}},
		{"data", []string{"export", "criteria", "webhooks", "tokens"}},
	}
)

const (
	menuRow   = 9 // pages that stand in a row at a desk, in either language: when all do, nothing is folded
	menuPhone = 3 // and on a phone
)

// menu is that of somebody who is at a path.
func (s *Site) menu(who account.Person, path string) (m menu) {
	items := func(pages []string) (all []menuItem) {
		for _, name := range pages {
			if s.opens(who, name) {
				all = append(all, menuItem{Name: name, Href: menuHref(name), Here: menuHere(name, path)})
			}
		}
		return all
	}
	n := 0
	m.First = items(menuFirst)
	for _, g := range menuGroups {
		if all := items(g.pages); len(all) > 0 {
			m.Groups = append(m.Groups, menuGroup{g.name, all})
			n += len(all)
		}
	}
	if len(m.First)+n <= menuRow {
		for _, g := range m.Groups {
			m.First = append(m.First, g.Items...)
		}
		m.Groups = nil
	}
	m.mark()
	return m
}

// mark says what is folded, and where one is.
func (m *menu) mark() {
	for n := range m.First {
		item := &m.First[n]
		item.Tucked = n >= menuPhone
		m.Tucked = m.Tucked || item.Tucked && item.Here
	}
	for _, g := range m.Groups {
		for _, item := range g.Items {
			if item.Here {
				m.Folded = item.Name
			}
		}
	}
}

// opens says whether somebody finds a page in the menu: who may ask for it. A list's code is for that list: its guests find no ledgers.
func (s *Site) opens(who account.Person, name string) bool {
	if who.Guest && name != "home" && name != "findings" && name != "inspections" {
		return false
	}
	pattern := menuHref(name)
	if name == "home" {
		pattern = "/{$}"
	}
	return slices.Contains(s.readers[pattern], who.Role)
}

func menuHref(name string) string {
	if name == "home" {
		return "/"
	}
	return "/" + name
}

func menuHere(name, path string) bool {
	href := menuHref(name)
	return path == href || href != "/" && strings.HasPrefix(path, href+"/")
}
