package web

import (
	"context"
	"fmt"
	"html"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/account/accounttest"
	"anquan.example/paicha/park/demo"
	"anquan.example/paicha/park/hook"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
	"anquan.example/paicha/sync/server"
)

var testDay = time.Date(2026, 11, 25, 10, 30, 0, 0, park.Zone)

const testPassword = "three-crows-on-a-wall"

// guest is who came by the code on a list, among the roles of tests.
const guest = "guest"

// office is a made-up park whose pages are asked without a network.
type office struct {
	*testing.T
	*Site
	handler  http.Handler
	all      []register.Enterprise
	a, b     side // two enterprises
	visitors map[string]*visitor
	asked    int
}

// side is an enterprise and something of its own.
type side struct {
	id, name, inspection, finding, photo, criterion, unit string
}

// visitor is somebody's session in a browser.
type visitor struct {
	cookie, token string
	lang          string
}

// newOffice opens a park; o says how accounts behave.
func newOffice(t *testing.T, o account.Options, secure bool) *office {
	t.Helper()
	ctx, clock := context.Background(), &demo.Clock{}
	clock.Set(testDay)
	dir := t.TempDir()
	db := sqldbtest.Open(t, filepath.Join(dir, "park.sqlite"))
	photos, err := server.OpenFiles(filepath.Join(dir, "photos"))
	if err != nil {
		t.Fatal(err)
	}
	s, err := server.Open(ctx, db, photos, server.Options{Name: "示例高新区", Now: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	lib, err := checklist.Parse("checklists.yaml", paicha.Checklists)
	if err != nil {
		t.Fatal(err)
	}
	o.Now, o.Cost = clock.Now, accounttest.Cheap
	log := slog.New(slog.NewTextHandler(t.Output(), nil))
	p := &park.Park{DB: db, Sync: s, Accounts: account.New(db, o), Now: clock.Now, Log: log, Project: project.New(db, project.Sectors(lib), clock.Now)}
	site, err := New(Site{Park: p, Hooks: hook.New(db, hook.Options{Now: clock.Now, Private: true, Log: log}), Library: lib, Log: log, Secure: secure, OIDC: o.OIDC != nil})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.SetURL(ctx, "https://park.example"); err != nil {
		t.Fatal(err)
	}
	return &office{T: t, Site: site, handler: site.Handler(), visitors: map[string]*visitor{}}
}

// peopled fills the park with what was found at several enterprises, and lets somebody of every role in.
func peopled(t *testing.T) *office {
	o := newOffice(t, account.Options{}, false)
	clock := &demo.Clock{}
	clock.Set(testDay)
	_, err := demo.Fill(o.Context(), o.Park.Sync, demo.Options{Seed: 5, Enterprises: 6, Inspections: 30, Today: testDay, Photos: true, Clock: clock})
	o.ok(err)
	o.ok(o.Park.CatchUp(o.Context()))
	o.read(func(tx *sqldb.Tx) (err error) {
		o.all, _, err = register.List(tx, register.Query{Closed: true})
		return err
	})
	for _, e := range o.all {
		if s, is := o.side(e); is && o.a.id == "" {
			o.a = s
		} else if is && o.b.id == "" {
			o.b = s
		}
	}
	if o.b.id == "" {
		o.Fatal("no two enterprises have findings with photos: choose another seed")
	}
	for _, r := range account.Roles() {
		o.employ(r)
	}
	o.letIn(guest, o.a)
	return o
}

// side finds an inspection of an enterprise with a finding that has a photo.
func (o *office) side(e register.Enterprise) (s side, found bool) {
	var rows []project.FindingRow
	o.read(func(tx *sqldb.Tx) (err error) {
		rows, _, err = project.Findings(tx, o.Park.Today(), project.Filter{Enterprise: e.ID}, project.Page{Size: 100})
		return err
	})
	for _, row := range rows {
		i, err := o.Park.Inspection(o.Context(), account.Console, row.Inspection)
		o.ok(err)
		f := i.Finding(row.Finding)
		if f == nil || len(f.Photos) == 0 || f.Criterion == "" {
			continue
		}
		return side{e.ID, e.Name, i.ID, f.Finding, f.Photos[0].SHA256, f.Criterion, f.Unit}, true
	}
	return side{}, false
}

func (o *office) ok(err error) {
	o.Helper()
	if err != nil {
		o.Fatal(err)
	}
}

func (o *office) read(f func(*sqldb.Tx) error) {
	o.Helper()
	o.ok(o.Park.DB.Read(context.Background(), f))
}

// employ lets somebody of the role in, also of the roles that nobody can be given.
func (o *office) employ(r account.Role) {
	o.Helper()
	acc := account.Account{Login: "as-" + string(r), Name: "某某" + string(r), Role: r}
	switch {
	case r == account.Enterprise:
		acc.Enterprise = o.a.id
	case r == account.Nobody:
		acc.Login, acc.Name, acc.Role = "as-nobody", "某某无", account.Expert
	case r == account.Device:
		acc.Role = account.Expert
	}
	v := o.person(acc)
	if acc.Role != r {
		o.ok(o.Park.DB.Write(o.Context(), func(tx *sqldb.Tx) error {
			_, err := tx.Exec(`UPDATE account SET role = $1 WHERE login = $2`, r, acc.Login)
			return err
		}))
	}
	o.visitors[roleName(r)] = v
}

// person makes an account, or a new link of it, and lets its person in.
func (o *office) person(acc account.Account) *visitor {
	o.Helper()
	secret, err := o.Park.Accounts.Invite(o.Context(), account.Console, acc, time.Hour)
	o.ok(err)
	cookie, s, err := o.Park.Accounts.SetPassword(o.Context(), secret, testPassword, o.from())
	o.ok(err)
	return &visitor{cookie: cookie, token: s.Token}
}

// letIn lets a guest of an enterprise in.
func (o *office) letIn(who string, at side) {
	o.Helper()
	secret, err := o.Park.Accounts.EntryLink(o.Context(), account.Console, at.id, at.inspection, time.Hour)
	o.ok(err)
	cookie, s, err := o.Park.Accounts.EnterByLink(o.Context(), secret, "扫码某", o.from())
	o.ok(err)
	o.visitors[who] = &visitor{cookie: cookie, token: s.Token}
}

// from is an address that never asked before: what others did wrong counts for nobody else.
func (o *office) from() string {
	o.asked++
	return fmt.Sprintf("10.%d.%d.%d:4000", o.asked>>16&255, o.asked>>8&255, o.asked&255)
}

// get asks for a page.
func (o *office) get(v *visitor, path string) *httptest.ResponseRecorder {
	return o.ask(v, httptest.NewRequest("GET", path, nil))
}

// post sends a form with the session's token, if it has none of its own.
func (o *office) post(v *visitor, path string, form url.Values) *httptest.ResponseRecorder {
	if form == nil {
		form = url.Values{}
	}
	if v != nil && !form.Has("token") {
		form.Set("token", v.token)
	}
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return o.ask(v, r)
}

func (o *office) ask(v *visitor, r *http.Request) *httptest.ResponseRecorder {
	r.RemoteAddr = o.from()
	if v != nil && v.cookie != "" {
		r.AddCookie(&http.Cookie{Name: "paicha", Value: v.cookie})
	}
	if v != nil && v.lang != "" {
		r.AddCookie(&http.Cookie{Name: languageCookie, Value: v.lang})
	}
	w := httptest.NewRecorder()
	o.handler.ServeHTTP(w, r)
	return w
}

// done wants an answer that sends the browser on.
func (o *office) done(w *httptest.ResponseRecorder, to string) {
	o.Helper()
	if w.Code != http.StatusSeeOther || w.Header().Get("Location") != to {
		o.Fatalf("answer %d to %q, want to be sent to %q:\n%s", w.Code, w.Header().Get("Location"), to, text(w))
	}
}

// says wants a page of the status with all the texts, and gives it.
func (o *office) says(w *httptest.ResponseRecorder, status int, texts ...string) string {
	o.Helper()
	page := text(w)
	if w.Code != status {
		o.Fatalf("answer %d, want %d:\n%s", w.Code, status, page)
	}
	for _, s := range texts {
		if !strings.Contains(page, s) {
			o.Fatalf("the page does not say %q:\n%s", s, page)
		}
	}
	return page
}

// silent wants a page without the texts.
func (o *office) silent(page string, texts ...string) {
	o.Helper()
	for _, s := range texts {
		if strings.Contains(page, s) {
			o.Errorf("the page says %q:\n%s", s, page)
		}
	}
}

var tags = regexp.MustCompile(`(?s)<(head|style|datalist)\b.*?</(head|style|datalist)>|<[^>]*>`)

// text is what a page says to its reader.
func text(w *httptest.ResponseRecorder) string {
	return strings.TrimSpace(regexp.MustCompile(`\s*\n\s*`).ReplaceAllString(html.UnescapeString(tags.ReplaceAllString(w.Body.String(), " ")), "\n"))
}

// code is what a page shows once.
func code(w *httptest.ResponseRecorder) string {
	m := regexp.MustCompile(`<code class="once">([^<]*)</code>`).FindStringSubmatch(w.Body.String())
	if m == nil {
		return ""
	}
	return html.UnescapeString(m[1])
}
