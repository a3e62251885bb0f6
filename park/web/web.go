// Package web is the park's pages for browsers: rendered here, without a build step, a CDN or scripts that a page needs. A page is one
// file noun_verb.go with its template in pages/, and one line in routes.go, which says who may ask for it. Pages show and hand on;
// what is permitted is package park's business.
package web

import (
	"fmt"
	"html/template"
	"log/slog"
	"net/http"
	"time"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/annual"
	"anquan.example/paicha/park/hook"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/review"
)

// Site is the pages of a park.
type Site struct {
	Park    *park.Park
	Hooks   *hook.Hooks
	Library *checklist.Library // the embedded criteria: words of clauses
	App     string             // this program and its version, for papers
	Secure  bool               // served over HTTPS: cookies say so
	OIDC    bool               // an identity provider is configured
	Proxied bool               // only a proxy on this machine asks, and says for whom in X-Forwarded-For
	Log     *slog.Logger

	// VisitLimit is how many visits of a year, self-checks apart, an enterprise may have before pages warn; 0: manyVisits.
	VisitLimit int

	pages   *template.Template
	origin  *http.CrossOriginProtection
	reviews *review.Reviews
	readers map[string][]account.Role // of every page, by its address as routes have it
}

// New reads the templates.
func New(s Site) (*Site, error) {
	var err error
	if s.pages, err = readPages(); err != nil {
		return nil, fmt.Errorf("read the pages: %w", err)
	}
	s.readers = map[string][]account.Role{}
	for _, r := range routes {
		if r.method == "GET" {
			s.readers[r.pattern] = r.roles
		}
	}
	s.origin = http.NewCrossOriginProtection()
	s.reviews = &review.Reviews{DB: s.Park.DB, Now: s.Park.Now, Zone: park.Zone, Facts: annual.Sources{Ledgers: ledger.Year, LedgersOf: ledger.Of, Entries: review.Year, EntriesOf: review.Of}}
	s.reviews.Changed = s.told
	return &s, nil
}

// Handler answers every route of the table, and "not found" to all else.
func (s *Site) Handler() http.Handler {
	mux := http.NewServeMux()
	for _, r := range routes {
		mux.Handle(r.method+" "+r.pattern, s.guard(r))
	}
	mux.Handle("GET /static/", staticFiles())
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		s.guard(route{public: true, handle: func(*call) error { return park.ErrNotThere }}).ServeHTTP(w, r)
	})
	return mux
}

// call is one request on its way.
type call struct {
	*Site
	w       http.ResponseWriter
	r       *http.Request
	session *account.Session // nil: nobody is signed in
	words   *words.Words
	today   string
	status  int                // of the page; 0 is 200
	handed  *checklist.Library // for knowing
}

// who asks; nobody is the zero Person.
func (c *call) who() account.Person {
	if c.session == nil {
		return account.Person{}
	}
	return c.session.Person
}

// value is what the form or the address says.
func (c *call) value(name string) string { return c.r.FormValue(name) }

// see sends the browser on after something was done.
func (c *call) see(path string) error {
	http.Redirect(c.w, c.r, path, http.StatusSeeOther)
	return nil
}

// now is the park's time.
func (c *call) now() time.Time { return c.Park.Now() }
