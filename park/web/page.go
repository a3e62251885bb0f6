package web

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"path"
	"strings"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/report/proof"
)

//go:embed pages/*.html static/*
var files embed.FS

// readPages is one set of templates: the frame (layout.html), the parts (_*.html), and the body of each page by the name of its file. One
// set for all: a copy of frame and parts for each page was most of what parkd kept in memory.
func readPages() (*template.Template, error) {
	set, err := template.New("").Funcs(funcs).ParseFS(files, "pages/layout.html", "pages/_*.html")
	if err != nil {
		return nil, err
	}
	names, err := fs.Glob(files, "pages/*.html")
	if err != nil {
		return nil, err
	}
	for _, file := range names {
		name := path.Base(file)
		if name == "layout.html" || name[0] == '_' {
			continue
		}
		text, err := files.ReadFile(file)
		if err != nil {
			return nil, err
		}
		named := bytes.Replace(text, []byte(`{{define "body"}}`), fmt.Appendf(nil, "{{define %q}}", name), 1)
		if _, err := set.New(file).Parse(string(named)); err != nil {
			return nil, err
		}
		if set.Lookup(name) == nil {
			return nil, fmt.Errorf("%s defines no body", file)
		}
	}
	return set, nil
}

// funcs are what templates cannot say themselves.
var funcs = template.FuncMap{
	"style":  func() string { return asset("style.css") },
	"script": func() string { return asset("paicha.js") },
	"icon":   func() string { return asset("icon.svg") },
	"list":   func(all ...any) []any { return all },
	"join":   strings.Join,
	"split": func(s, sep string) []string {
		if s == "" {
			return nil
		}
		return strings.Split(s, sep)
	},
	"map": func(pairs ...any) (map[string]any, error) {
		m := map[string]any{}
		for n := 0; n+1 < len(pairs); n += 2 {
			name, is := pairs[n].(string)
			if !is {
				return nil, fmt.Errorf("map: %v is no name", pairs[n])
			}
			m[name] = pairs[n+1]
		}
		return m, nil
	},
}

// page is what a template is given.
type page struct {
	W      *words.Words
	Who    account.Person
	In     bool   // somebody is signed in
	Token  string // for forms
	Title  string
	Path   string
	Today  string
	Park   string // its name
	Print  string // the fingerprint of its key: who verifies a paper compares it
	Notice string
	Menu   menu
	Data   any
	Body   template.HTML // what the page's own template made of all above
}

// render writes a page with the status that was set, or 200.
func (c *call) render(name, title string, data any) error {
	about := c.Park.Sync.About()
	p := page{W: c.words, Who: c.who(), In: c.session != nil, Title: title, Path: c.r.URL.Path, Today: c.today, Park: about.Name, Print: proof.Fingerprint(about.Key), Data: data,
		Notice: c.words.Notice(c.r.URL.Query().Get("done"))}
	if c.session != nil {
		p.Token, p.Menu = c.session.Token, c.menu(c.session.Person, p.Path)
	}
	var body, b bytes.Buffer
	if err := c.pages.ExecuteTemplate(&body, name, p); err != nil {
		return fmt.Errorf("page %s: %w", name, err)
	}
	p.Body = template.HTML(body.String()) // it was escaped where it was made
	if err := c.pages.ExecuteTemplate(&b, "layout.html", p); err != nil {
		return fmt.Errorf("page %s: %w", name, err)
	}
	c.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if c.status != 0 {
		c.w.WriteHeader(c.status)
	}
	_, _ = b.WriteTo(c.w) // the browser may have gone
	return nil
}

// Status, Level, Wait, Sector and the like word what tables hold.
func (p page) Status(s string) string { return p.W.Status(inspection.Status(s)) }

// Level words how grave a finding is.
func (p page) Level(l string) string { return p.W.LevelName(inspection.Level(l)) }

// Wait words what a finding waits for.
func (p page) Wait(what string) string { return p.W.Web.Waits[what] }

// Visit words the kind of a visit.
func (p page) Visit(v string) string { return p.W.VisitName(inspection.Visit(v)) }

// Due says how far a day is: late, today, or how many days are left.
func (p page) Due(day string) string {
	then, err := time.Parse(time.DateOnly, day)
	now, err2 := time.Parse(time.DateOnly, p.Today)
	if err != nil || err2 != nil {
		return ""
	}
	switch n := int(then.Sub(now).Hours() / 24); {
	case n < 0:
		return fmt.Sprintf(p.W.Web.DaysLate, -n)
	case n == 0:
		return p.W.Web.DueToday
	default:
		return fmt.Sprintf(p.W.Web.DaysLeft, n)
	}
}

// Day is a day as people say it; the year stands with it when it is another one.
func (p page) Day(day string) string {
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return p.W.WebPark.NoDay
	}
	w := &p.W.WebPark
	if day[:4] == p.Today[:4] {
		return fmt.Sprintf(w.DayOfYear, int(t.Month()), t.Day(), w.Weekdays[t.Weekday()])
	}
	return fmt.Sprintf(w.DayOfOther, t.Year(), int(t.Month()), t.Day())
}

// Late says whether a day has passed.
func (p page) Late(day string) bool { return day != "" && day < p.Today }

// Course is how a finding stands: open, owed, late, reported.
func (p page) Course(f *inspection.Finding) project.FindingRow { return project.Course(f) }

// At is a time of a device's or the park's clock, as people at the park read it.
func (p page) At(t time.Time) string { return t.In(park.Zone).Format("2006-01-02 15:04") }

// Taken is At of a time that a camera wrote; as it wrote it, when that is no such time.
func (p page) Taken(at string) string {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return at
	}
	return p.At(t)
}

// Millis is At of milliseconds; "" of none.
func (p page) Millis(ms int64) string {
	if ms == 0 {
		return ""
	}
	return p.At(time.UnixMilli(ms))
}

// Originals says whether the reader may have photos as they came, with what cameras write into them.
func (p page) Originals() bool { return p.Who.Role != account.Enterprise }

// With is the page with other data, for a part.
func (p page) With(data any) page {
	p.Data = data
	return p
}

// sums are short hashes of the static files, which their addresses carry, so that browsers may keep them for ever.
var sums = func() map[string]string {
	all := map[string]string{}
	names, _ := fs.Glob(files, "static/*")
	for _, file := range names {
		data, _ := files.ReadFile(file)
		sum := sha256.Sum256(data)
		all[path.Base(file)] = hex.EncodeToString(sum[:6])
	}
	return all
}()

func asset(name string) string { return "/static/" + name + "?v=" + sums[name] }

func staticFiles() http.Handler {
	serve := http.FileServerFS(files)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		name := path.Base(r.URL.Path)
		if _, there := sums[name]; !there || r.URL.Path != "/static/"+name {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("X-Content-Type-Options", "nosniff")
		w.Header().Set("Cache-Control", "no-cache")
		if r.URL.Query().Get("v") == sums[name] {
			w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
		}
		serve.ServeHTTP(w, r)
	})
}

// OpenStatus says whether something is still to be done about a finding.
func (p page) OpenStatus(s inspection.Status) bool {
	switch s {
	case inspection.StatusClosed, inspection.StatusWithdrawn, inspection.StatusJoined, inspection.StatusTransferred:
		return false
	}
	return true
}
