package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/hook"
	"anquan.example/paicha/sync/wire"
)

// example is how a route is asked for in tests.
type example struct {
	path    func(o *office, who string, at side) string
	form    url.Values
	foreign bool                  // it is of one enterprise: for the people of others it is not there
	denies  func(who string) bool // who is in a role of the route, and may not all the same
	spends  bool                  // it ends the session
}

func at(path string) func(*office, string, side) string {
	return func(o *office, _ string, s side) string { return s.in(path) }
}

// in puts what is of an enterprise into a pattern.
func (s side) in(pattern string) string {
	return strings.NewReplacer("{inspection}", s.inspection, "{finding}", s.finding, "{sum}", s.photo, "{enterprise}", s.id, "{criterion}", s.criterion, "{unit}", s.unit).Replace(pattern)
}

// actOf is an act that somebody in the role may do to a finding.
func actOf(who string) string {
	for _, a := range park.Acts() {
		if a.Thing == park.OnFinding && slices.Contains(a.Roles, roleOf(who)) {
			return a.Name
		}
	}
	return "plan"
}

// roleOf is the role in which somebody of the tests is.
func roleOf(who string) account.Role {
	if who == guest {
		return account.Enterprise
	}
	return account.Role(who)
}

func isGuest(who string) bool { return who == guest }

// stepOf is a step that somebody in the role may take, if the year were ready for it.
func stepOf(_ *office, who string, _ side) string {
	if roleOf(who) == account.Lead {
		return "/assessment/2026/decide"
	}
	return "/assessment/2026/publish"
}

// sayOf is something that somebody in the role may say of an enterprise's year.
func sayOf(_ *office, who string, s side) string {
	switch roleOf(who) {
	case account.Enterprise:
		return s.in("/assessment/2026/{enterprise}/objection")
	case account.Lead:
		return s.in("/assessment/2026/{enterprise}/answer")
	}
	return s.in("/assessment/2026/{enterprise}/event")
}

// noJudge is who may do nothing to a criterion, though they may to findings.
func noJudge(who string) bool { return !mayCriterion(roleOf(who)) }

func mayCriterion(r account.Role) bool {
	return slices.ContainsFunc(park.Acts(), func(a park.Act) bool { return a.Name == "send-back-criterion" && slices.Contains(a.Roles, r) })
}

// examples is one for each route: what is not here fails the test.
var examples = map[string]example{
	"GET /login":           {path: at("/login")},
	"POST /login":          {path: at("/login")},
	"POST /logout":         {path: at("/logout"), spends: true},
	"GET /link/{secret}":   {path: at("/link/none")},
	"POST /link/{secret}":  {path: at("/link/none")},
	"GET /entry/{secret}":  {path: at("/entry/none")},
	"POST /entry/{secret}": {path: at("/entry/none")},
	"POST /language":       {path: at("/language")},

	"GET /findings/{inspection}/{finding}": {path: at("/findings/{inspection}/{finding}"), foreign: true},
	"POST /findings/{inspection}/{finding}/{act}": {path: func(_ *office, who string, s side) string {
		return s.in("/findings/{inspection}/{finding}/") + actOf(who)
	}, foreign: true},
	"GET /inspections/{inspection}":                  {path: at("/inspections/{inspection}"), foreign: true},
	"GET /inspections/{inspection}/criterion":        {path: at("/inspections/{inspection}/criterion?criterion={criterion}&unit={unit}"), foreign: true},
	"POST /inspections/{inspection}/criterion/{act}": {path: at("/inspections/{inspection}/criterion/send-back-criterion?criterion={criterion}&unit={unit}"), denies: noJudge},
	"POST /inspections/{inspection}/entry":           {path: at("/inspections/{inspection}/entry")},
	"POST /inspections/{inspection}/number":          {path: at("/inspections/{inspection}/number"), form: url.Values{"paper": {"notice"}}},
	"POST /inspections/{inspection}/{act}":           {path: at("/inspections/{inspection}/signed"), foreign: true},
	"GET /inspections/{inspection}/{file}":           {path: at("/inspections/{inspection}/list.html"), foreign: true},
	"GET /photos/{inspection}/{sum}":                 {path: at("/photos/{inspection}/{sum}?small=1"), foreign: true},
	"GET /photos/{inspection}/{sum}/original":        {path: at("/photos/{inspection}/{sum}/original"), foreign: true},

	"GET /{$}":           {path: at("/")},
	"GET /findings":      {path: at("/findings?state=all&enterprise={enterprise}")},
	"GET /inspections":   {path: at("/inspections?enterprise={enterprise}")},
	"GET /tasks":         {path: at("/tasks")},
	"GET /visits":        {path: at("/visits")},
	"GET /charts":        {path: at("/charts")},
	"GET /export":        {path: at("/export")},
	"GET /export/{file}": {path: at("/export/findings.csv")},

	"GET /enterprises":                     {path: at("/enterprises")},
	"GET /enterprises/new":                 {path: at("/enterprises/new")},
	"POST /enterprises/new":                {path: at("/enterprises/new")},
	"GET /enterprises/import":              {path: at("/enterprises/import")},
	"POST /enterprises/import":             {path: at("/enterprises/import")},
	"GET /register/{file}":                 {path: at("/register/enterprises.xlsx")},
	"GET /enterprises/{enterprise}":        {path: at("/enterprises/{enterprise}")},
	"GET /enterprises/{enterprise}/edit":   {path: at("/enterprises/{enterprise}/edit")},
	"POST /enterprises/{enterprise}/edit":  {path: at("/enterprises/{enterprise}/edit")},
	"POST /enterprises/{enterprise}/codes": {path: func(o *office, _ string, _ side) string { return o.b.in("/enterprises/{enterprise}/codes") }},
	"GET /enterprises/{enterprise}/merge":  {path: at("/enterprises/{enterprise}/merge")},
	"POST /enterprises/{enterprise}/merge": {path: at("/enterprises/{enterprise}/merge")},

	"GET /assessment":                                    {path: at("/assessment"), denies: isGuest},
	"POST /assessment":                                   {path: at("/assessment")},
	"GET /assessment/{year}":                             {path: at("/assessment/2026"), denies: isGuest},
	"GET /assessment/{year}/files/{file}":                {path: at("/assessment/2026/files/scheme.yaml")},
	"GET /assessment/{year}/points":                      {path: at("/assessment/2026/points")},
	"POST /assessment/{year}/points":                     {path: at("/assessment/2026/points?item=responsibility")},
	"POST /assessment/{year}/{step}":                     {path: stepOf},
	"GET /assessment/{year}/{enterprise}":                {path: at("/assessment/2026/{enterprise}"), foreign: true, denies: isGuest},
	"GET /assessment/{year}/{enterprise}/{file}":         {path: at("/assessment/2026/{enterprise}/sheet.html"), foreign: true, denies: isGuest},
	"GET /assessment/{year}/{enterprise}/evidence/{sum}": {path: at("/assessment/2026/{enterprise}/evidence/{sum}"), foreign: true, denies: isGuest},
	"POST /assessment/{year}/{enterprise}/{say}":         {path: sayOf, foreign: true, denies: isGuest},

	"GET /month":                             {path: at("/month?year=2026"), denies: isGuest},
	"GET /month/{enterprise}/{year}":         {path: at("/month/{enterprise}/2026"), foreign: true, denies: isGuest},
	"POST /month/{enterprise}/{year}":        {path: at("/month/{enterprise}/2026"), foreign: true, denies: isGuest},
	"POST /month/{enterprise}/{year}/review": {path: at("/month/{enterprise}/2026/review")},
	"GET /month/{enterprise}/{year}/{file}": {path: func(o *office, _ string, s side) string {
		o.begun(s)
		return s.in("/month/{enterprise}/2026/summary.html")
	}, foreign: true, denies: isGuest},
	"GET /ledgers":                                  {path: at("/ledgers"), denies: isGuest},
	"GET /ledgers/{enterprise}/{kind}/new":          {path: at("/ledgers/{enterprise}/drill/new"), foreign: true, denies: isGuest},
	"POST /ledgers/{enterprise}/{kind}/new":         {path: at("/ledgers/{enterprise}/report/new"), foreign: true, denies: isGuest},
	"GET /ledgers/{enterprise}/{kind}/{id}":         {path: ledgerEntry(""), foreign: true, denies: isGuest},
	"POST /ledgers/{enterprise}/{kind}/{id}":        {path: ledgerEntry(""), foreign: true, denies: isGuest},
	"POST /ledgers/{enterprise}/{kind}/{id}/strike": {path: ledgerEntry("/strike"), foreign: true, denies: isGuest},
	"GET /pictures/{enterprise}/{sum}":              {path: ledgerPicture, foreign: true, denies: isGuest},

	"GET /account":                 {path: at("/account")},
	"POST /account/password":       {path: at("/account/password"), denies: isGuest},
	"POST /account/language":       {path: at("/account/language")},
	"POST /account/sessions":       {path: at("/account/sessions"), denies: isGuest},
	"GET /oidc":                    {path: at("/oidc")},
	"GET /oidc/back":               {path: at("/oidc/back")},
	"GET /accounts":                {path: at("/accounts")},
	"GET /accounts/-new":           {path: at("/accounts/-new")},
	"POST /accounts":               {path: at("/accounts")},
	"GET /accounts/{login}":        {path: at("/accounts/spare")},
	"POST /accounts/{login}":       {path: at("/accounts/spare")},
	"POST /accounts/{login}/{act}": {path: at("/accounts/spare/disable")},
	"POST /invitations/{id}/withdraw": {path: func(o *office, _ string, _ side) string {
		_, err := o.Park.Sync.Invite(o.Context(), "平板9", "", wire.RoleExpert, time.Hour)
		o.ok(err)
		all, err := o.Park.Invitations(o.Context(), account.Console)
		o.ok(err)
		return "/invitations/" + all[0].ID + "/withdraw"
	}},
	"GET /tokens":  {path: at("/tokens")},
	"POST /tokens": {path: at("/tokens")},
	"POST /tokens/{id}/revoke": {path: func(o *office, _ string, _ side) string {
		all, err := o.Park.Accounts.Tokens(o.Context())
		o.ok(err)
		return "/tokens/" + all[0].ID + "/revoke"
	}},
	"GET /audit":                  {path: at("/audit")},
	"GET /devices":                {path: at("/devices")},
	"POST /devices":               {path: at("/devices")},
	"GET /devices/{feed}":         {path: tablet("")},
	"POST /devices/{feed}":        {path: tablet("")},
	"POST /devices/{feed}/revoke": {path: tablet("/revoke")},
	"GET /webhooks":               {path: at("/webhooks")},
	"POST /webhooks":              {path: at("/webhooks")},
	"GET /webhooks/{hook}":        {path: receiver("")},
	"POST /webhooks/{hook}/{act}": {path: receiver("/test")},
	"POST /webhooks/{hook}/messages/{message}": {path: func(o *office, _ string, _ side) string {
		h := o.hook()
		all, err := o.Hooks.Deliveries(o.Context(), h.ID, "", 1)
		o.ok(err)
		return "/webhooks/" + h.ID + "/messages/" + all[0].ID
	}},
	"GET /criteria":           {path: at("/criteria")},
	"GET /criteria/{file}":    {path: at("/criteria/embedded.yaml")},
	"POST /criteria":          {path: at("/criteria")},
	"POST /criteria/handout":  {path: at("/criteria/handout")},
	"POST /criteria/register": {path: at("/criteria/register")},
	"POST /criteria/back":     {path: at("/criteria/back"), form: url.Values{"name": {"criteria"}}},
}

func tablet(then string) func(*office, string, side) string {
	return func(o *office, _ string, _ side) string {
		all, err := o.Park.Sync.Devices(o.Context())
		o.ok(err)
		for _, d := range all {
			if d.Role != "park" {
				return "/devices/" + d.Feed.String() + then
			}
		}
		o.Fatal("there is no tablet")
		return ""
	}
}

func receiver(then string) func(*office, string, side) string {
	return func(o *office, _ string, _ side) string { return "/webhooks/" + o.hook().ID + then }
}

func (o *office) hook() hook.Hook {
	o.Helper()
	all, err := o.Hooks.List(o.Context())
	o.ok(err)
	return all[0]
}

func TestRoutes(t *testing.T) {
	o := peopled(t)
	for _, x := range []struct {
		name string
		ask  func(*office)
	}{{"nothing of others by way of one's own", nothingOfOthers}, {"every act for every role", everyAct}, {"every route for every role", everyRoute}} {
		t.Run(x.name, func(t *testing.T) {
			o.T = t
			x.ask(o)
		})
	}
}

// What the table itself may not say.
func TestTheTableOfRoutes(t *testing.T) {
	public := []string{"GET /login", "POST /login", "POST /logout", "GET /link/{secret}", "POST /link/{secret}", "GET /entry/{secret}", "POST /entry/{secret}", "POST /language", "GET /oidc", "GET /oidc/back"}
	own := []string{"POST /account/password", "POST /account/language", "POST /account/sessions"}
	for _, rt := range routes {
		name := rt.method + " " + rt.pattern
		if rt.public != slices.Contains(public, name) {
			t.Errorf("%s is public: %v", name, rt.public)
		}
		if !rt.public && len(rt.roles) == 0 {
			t.Errorf("%s is nobody's", name)
		}
		if rt.method != http.MethodGet && slices.Contains(rt.roles, account.Auditor) && !slices.Contains(own, name) {
			t.Errorf("%s lets an auditor write", name)
		}
		for _, r := range rt.roles {
			if !r.Held() {
				t.Errorf("%s is of the role %q, which nobody holds", name, r)
			}
		}
	}
}

// Every route and method × every role × own and another's: who the table names comes in, nobody else; what is another enterprise's is not
// there for an enterprise, and no page of one names another (P9).
func everyRoute(o *office) {
	h, _, err := o.Hooks.Add(o.Context(), account.Console, "https://receiver.example/", nil)
	o.ok(err)
	o.ok(o.Hooks.Test(o.Context(), h.ID))
	o.person(account.Account{Login: "spare", Name: "备用某", Role: account.Officer})
	_, err = o.Park.Accounts.NewToken(o.Context(), account.Console, account.Token{Name: "示例程序", Scopes: []account.Scope{account.ReadScope}})
	o.ok(err)
	o.assessing()
	whos := []string{"", guest}
	for _, r := range account.Roles() {
		whos = append(whos, roleName(r))
	}
	for _, rt := range routes {
		name := rt.method + " " + rt.pattern
		x, there := examples[name]
		if !there {
			o.Errorf("%s has no example: write one, so that it is asked for in every role", name)
			continue
		}
		for _, who := range whos {
			o.route(rt, x, who, o.a)
			o.route(rt, x, who, o.b)
		}
	}
	for name := range examples {
		if !slices.ContainsFunc(routes, func(rt route) bool { return rt.method+" "+rt.pattern == name }) {
			o.Errorf("%s is an example of no route", name)
		}
	}
}

// roleName is a role as visitors are named by it: somebody with a session and no role is not nobody.
func roleName(r account.Role) string {
	if r == account.Nobody {
		return "none"
	}
	return string(r)
}

// route asks for a route as somebody, for what is of an enterprise, in both languages.
func (o *office) route(rt route, x example, who string, s side) {
	o.Helper()
	path := x.path(o, who, s)
	if rt.method != http.MethodGet && s == o.a {
		o.tokens(rt, x, o.visitors[who], path)
	}
	for _, lang := range []string{"zh", "en"} {
		v := o.in(o.visitors[who], lang)
		var w *httptest.ResponseRecorder
		if rt.method == http.MethodGet {
			w = o.get(v, path)
		} else {
			w = o.post(v, path, clone(x.form))
		}
		if wrong := o.judge(rt, x, who, s, path, w); wrong != "" {
			o.Errorf("%s %s as %q in %s: %d %s: %s", rt.method, path, who, lang, w.Code, w.Header().Get("Location"), wrong)
		}
		if x.spends && who != "" {
			o.again(who)
		}
		if w.Code == http.StatusForbidden || who == "" && !rt.public {
			break // the other language says no more
		}
	}
}

// in is the visitor in a language.
func (o *office) in(v *visitor, lang string) *visitor {
	if v == nil {
		return &visitor{lang: lang}
	}
	other := *v
	other.lang = lang
	return &other
}

func clone(form url.Values) url.Values {
	all := url.Values{}
	for k, v := range form {
		all[k] = slices.Clone(v)
	}
	return all
}

// again lets somebody in again whose session was ended.
func (o *office) again(who string) {
	o.Helper()
	if who == guest {
		o.letIn(guest, o.a)
		return
	}
	login := "as-" + who
	if who == roleName(account.Nobody) {
		login = "as-nobody"
	}
	secret, err := o.Park.Accounts.Reset(o.Context(), account.Console, login, time.Hour)
	o.ok(err)
	cookie, s, err := o.Park.Accounts.SetPassword(o.Context(), secret, testPassword, o.from())
	o.ok(err)
	o.visitors[who] = &visitor{cookie: cookie, token: s.Token}
}

// judge says what is wrong about an answer; "" nothing.
func (o *office) judge(rt route, x example, who string, s side, asked string, w *httptest.ResponseRecorder) string {
	sentToLogin := w.Code == http.StatusSeeOther && strings.HasPrefix(w.Header().Get("Location"), "/login")
	named := slices.Contains(rt.roles, roleOf(who)) && who != ""
	switch {
	case w.Code >= 500:
		return "the server has trouble"
	case rt.public:
		if w.Code == http.StatusForbidden {
			return "a public page is kept from somebody"
		}
		return ""
	case who == "":
		if !sentToLogin {
			return "nobody is not sent to sign in"
		}
		return ""
	case !named, x.denies != nil && x.denies(who):
		if w.Code != http.StatusForbidden {
			return "it is for others alone, and came"
		}
		return ""
	case roleOf(who) == account.Enterprise && x.foreign && s == o.b:
		if w.Code != http.StatusNotFound {
			return "what is another enterprise's came (P9)"
		}
	case w.Code == http.StatusForbidden, sentToLogin:
		return "it was kept from somebody who may"
	case w.Code == http.StatusNotFound:
		return "it is not there for somebody who may: does the example lead anywhere?"
	}
	if roleOf(who) == account.Enterprise {
		return o.names(strings.ReplaceAll(w.Body.String(), asked, "")) // what the visitor asked for is no news
	}
	return ""
}

// names says which other enterprise a page of the first names.
func (o *office) names(page string) string {
	for _, e := range o.all {
		if e.ID != o.a.id && (strings.Contains(page, e.Name) || strings.Contains(page, e.ID) || e.Code != "" && strings.Contains(page, e.Code)) {
			return "it names " + e.Name + ", another enterprise (P9)"
		}
	}
	return ""
}

// tokens wants a form without the session's token, with another, or from another site, to be refused.
func (o *office) tokens(rt route, x example, v *visitor, path string) {
	o.Helper()
	form := clone(x.form)
	r := httptest.NewRequest("POST", path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	if w := o.ask(v, r); w.Code != http.StatusForbidden {
		o.Errorf("POST %s from another site: %d", path, w.Code)
	}
	if rt.public || v == nil {
		return
	}
	for _, token := range []string{"", "x", v.token + "x"} {
		form.Set("token", token)
		if w := o.post(v, path, form); w.Code != http.StatusForbidden {
			o.Errorf("POST %s with the token %q: %d", path, token, w.Code)
		}
	}
}

// Who may do an act by the rules may by the pages, and nobody else.
func everyAct(o *office) {
	whos := []string{guest}
	for _, r := range account.Roles() {
		if r.Held() {
			whos = append(whos, string(r))
		}
	}
	for _, a := range park.Acts() {
		path := o.a.in("/findings/{inspection}/{finding}/") + a.Name
		if a.Thing == park.OnCriterion {
			path = o.a.in("/inspections/{inspection}/criterion/" + a.Name + "?criterion={criterion}&unit={unit}")
		}
		if a.Thing == park.OnInspection {
			path = o.a.in("/inspections/{inspection}/" + a.Name)
		}
		for _, who := range whos {
			w := o.post(o.visitors[who], path, nil)
			may := slices.Contains(a.Roles, roleOf(who))
			if may == (w.Code == http.StatusForbidden) || w.Code >= 500 || w.Code == http.StatusNotFound {
				o.Errorf("%s by %s: %d, may %v", a.Name, who, w.Code, may)
			}
		}
	}
}

// A photo of another enterprise does not come by way of one's own inspection, nor a finding.
func nothingOfOthers(o *office) {
	for _, who := range []string{string(account.Enterprise), guest} {
		for _, path := range []string{"/photos/" + o.a.inspection + "/" + o.b.photo, "/findings/" + o.a.inspection + "/" + o.b.finding, "/enterprises/" + o.b.id} {
			if w := o.get(o.visitors[who], path); w.Code != http.StatusNotFound && w.Code != http.StatusForbidden {
				o.Errorf("%s came to %s: %d", path, who, w.Code)
			}
		}
		for _, file := range []string{"findings.csv", "findings.geojson", "inspections.csv", "enterprises.csv", "enterprises.geojson"} {
			w := o.get(o.visitors[who], "/export/"+file)
			if says := o.names(w.Body.String()); says != "" || w.Code >= 500 {
				o.Errorf("%s for %s: %d: %s", file, who, w.Code, says)
			}
		}
		for _, file := range []string{"ledgers.csv", "months.csv", "results.csv"} { // a list's code goes through many hands
			w := o.get(o.visitors[who], "/export/"+file)
			if says := o.names(w.Body.String()); says != "" || (w.Code == http.StatusForbidden) != (who == guest) {
				o.Errorf("%s for %s: %d: %s", file, who, w.Code, says)
			}
		}
		for _, path := range []string{"/findings?state=all&enterprise=" + o.b.id, "/findings?state=all&name=" + url.QueryEscape(o.b.name), "/inspections?enterprise=" + o.b.id} {
			w := o.get(o.visitors[who], path)
			page := strings.ReplaceAll(w.Body.String(), `value="`+o.b.name+`"`, "") // what was typed
			if strings.Contains(page, o.b.inspection) || strings.Contains(page, o.b.finding) || w.Code == http.StatusForbidden {
				o.Errorf("%s shows %s what is another's, or nothing: %d", path, who, w.Code)
			}
		}
	}
}
