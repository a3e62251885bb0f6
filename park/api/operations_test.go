package api_test

import (
	"bytes"
	"encoding/json"
	"image"
	"image/color"
	"image/jpeg"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"anquan.example/paicha/park/api"
)

// What programs can ask for, asked for real: every operation, every status that is documented, every answer as its schema says.
func TestContract(t *testing.T) {
	c := newContract(t)
	t.Run("findings", c.findings)
	t.Run("inspections", c.inspections)
	t.Run("enterprises", c.enterprises)
	t.Run("sums", c.sums)
	t.Run("photos", c.photos)
	t.Run("acts", c.acts)
	t.Run("signed papers", c.signedPapers)
	t.Run("once", c.once)
	t.Run("assessments", c.assessments)
	t.Run("drafts", c.drafts)
	t.Run("ledgers", c.ledgers)
	t.Run("entries", c.entries)
	t.Run("exports", c.exports)
	t.Run("webhooks", c.webhooks)
	t.Run("doors", c.doors)
	t.Run("limit", c.limit)
	t.Run("trouble", c.trouble)
	c.complete("busy", "disk-full") // of which a test is in problem_test.go
}

func get(path, token string) request {
	return request{method: http.MethodGet, path: path, token: token}
}

// want makes a request that ends so.
func (c *contract) want(t *testing.T, r request, status int, code string) response {
	t.Helper()
	w := c.do(t, r)
	if w.Code != status || w.code != code {
		t.Errorf("%s %s: %d %s, want %d %s: %.300s", r.method, r.path, w.Code, w.code, status, code, w.Body)
	}
	return w
}

func mine() string    { return "/findings/" + made.mine.Inspection + "/" + made.mine.Finding }
func foreign() string { return "/findings/" + made.foreign.Inspection + "/" + made.foreign.Finding }

func (c *contract) findings(t *testing.T) {
	seen, all := map[string]bool{}, 0
	for after := ""; ; {
		var page api.Findings
		c.want(t, get("/findings?limit=7&after="+after, "read"), 200, "").into(t, &page)
		for _, f := range page.Findings {
			if seen[f.ID] {
				t.Errorf("%s comes twice", f.ID)
			}
			seen[f.ID] = true
			all++
		}
		if after = page.Next.Next; after == "" || t.Failed() {
			break
		}
	}
	if all < 20 {
		t.Errorf("%d findings", all)
	}
	var some api.Findings
	c.want(t, get("/findings?state=open&level=general&enterprise="+made.mine.Enterprise, "read"), 200, "").into(t, &some)
	if len(some.Findings) == 0 || len(some.Findings) >= all {
		t.Errorf("%d open general findings of one", len(some.Findings))
	}
	for _, f := range some.Findings {
		if f.EnterpriseID != made.mine.Enterprise || f.Level != "general" || !f.Open || len(f.Waits) == 0 {
			t.Errorf("%+v", f)
		}
	}
	c.want(t, get("/findings?limit=0", "read"), 422, "invalid")
	c.want(t, get("/findings?state=gone", "read"), 422, "invalid")
	c.want(t, get("/findings?enterprise="+made.foreign.Enterprise, "read of one"), 404, "not-there")
	var f api.Finding
	c.want(t, get(mine(), "read"), 200, "").into(t, &f)
	if f.ID != made.mine.Finding || f.Mark == "" || len(f.Waits) == 0 || len(f.Pictures) == 0 || f.Description != made.mine.Description {
		t.Errorf("%+v", f)
	}
	c.want(t, get("/findings/"+made.mine.Inspection+"/nothing", "read"), 404, "not-there")
	c.want(t, get("/findings/"+made.mine.Inspection+"/"+strings.Repeat("x", 101), "read"), 422, "invalid")
}

func (c *contract) inspections(t *testing.T) {
	var page api.Inspections
	c.want(t, get("/inspections?year=2026&limit=1000", "read"), 200, "").into(t, &page)
	for _, i := range page.Inspections {
		if i.EnterpriseID == "" || !strings.HasPrefix(i.Date, "2026-") {
			t.Errorf("%+v", i)
		}
		c.want(t, get("/inspections/"+i.ID, "read"), 200, "")
		c.want(t, get("/inspections/"+i.ID+"/answers", "read"), 200, "")
	}
	if len(page.Inspections) == 0 {
		t.Error("no inspections")
	}
	c.want(t, get("/inspections?year=26", "read"), 422, "invalid")
	c.want(t, get("/inspections?enterprise="+made.foreign.Enterprise, "read of one"), 404, "not-there")
	c.want(t, get("/inspections/nothing", "read"), 404, "not-there")
	c.want(t, get("/inspections/nothing/answers", "read"), 404, "not-there")
	long := strings.Repeat("x", 101)
	c.want(t, get("/inspections/"+long, "read"), 422, "invalid")
	c.want(t, get("/inspections/"+long+"/answers", "read"), 422, "invalid")
	for _, done := range []string{"true", "false"} {
		var tasks api.Tasks
		c.want(t, get("/tasks?done="+done, "read"), 200, "").into(t, &tasks)
	}
	c.want(t, get("/tasks?limit=1001", "read"), 422, "invalid")
}

func (c *contract) enterprises(t *testing.T) {
	var page api.Enterprises
	c.want(t, get("/enterprises", "read"), 200, "").into(t, &page)
	if len(page.Enterprises) != 4 {
		t.Errorf("%d enterprises", len(page.Enterprises))
	}
	c.want(t, get("/enterprises?limit=0", "read"), 422, "invalid")
	c.want(t, get("/enterprises/nothing", "read"), 404, "not-there")
	c.want(t, get("/enterprises/"+strings.Repeat("x", 101), "read"), 422, "invalid")
	post := func(body any) request {
		return request{method: http.MethodPost, path: "/enterprises", token: "write", body: body}
	}
	var e api.Enterprise
	entry := map[string]any{"name": "示例新材料有限公司", "latitude": "29.56", "longitude": "106.55", "sectors": []string{"industry"}}
	c.want(t, post(entry), 201, "").into(t, &e)
	if e.ID == "" || e.Version == "" || !e.Active || e.Latitude != "29.56" {
		t.Errorf("%+v", e)
	}
	c.want(t, post(entry), 409, "taken")
	c.want(t, post(map[string]any{"name": "示例", "code": "123"}), 422, "invalid")
	c.want(t, post(map[string]any{"name": "示例", "sectors": []string{"nothing"}}), 422, "invalid")
	c.noJSON(t, http.MethodPost, "/enterprises")
	c.replace(t, e, entry)
}

func (c *contract) replace(t *testing.T, e api.Enterprise, entry map[string]any) {
	put := func(id string, body any) request {
		return request{method: http.MethodPut, path: "/enterprises/" + id, token: "write", body: body}
	}
	entry["version"], entry["note"], entry["active"] = e.Version, "停产", false
	var was = e
	c.want(t, put(e.ID, entry), 200, "").into(t, &e)
	if e.Active || e.Note != "停产" || e.Version == was.Version && e.Changed != was.Changed {
		t.Errorf("%+v", e)
	}
	entry["version"] = "1"
	c.want(t, put(e.ID, entry), 409, "changed")
	delete(entry, "version")
	c.want(t, put(e.ID, entry), 422, "invalid")
	c.want(t, put("nothing", entry), 404, "not-there")
	c.noJSON(t, http.MethodPut, "/enterprises/"+e.ID)
}

func (c *contract) sums(t *testing.T) {
	var whole, own api.Counts
	c.want(t, get("/counts", "read"), 200, "").into(t, &whole)
	c.want(t, get("/counts", "read of one"), 200, "").into(t, &own)
	if whole.Park == nil || own.Park != nil || own.Open == 0 || own.Open >= whole.Open {
		t.Errorf("%+v %+v", whole, own)
	}
	var months api.Months
	c.want(t, get("/months", "read"), 200, "").into(t, &months)
	if len(months.Months) < 2 {
		t.Errorf("%+v", months)
	}
	var visits api.Visits
	c.want(t, get("/visits?year=2026", "read"), 200, "").into(t, &visits)
	if len(visits.Visits) < 2 {
		t.Errorf("%+v", visits)
	}
	c.want(t, get("/visits", "read of one"), 200, "").into(t, &visits)
	if len(visits.Visits) != 1 || visits.Visits[0].EnterpriseID != made.mine.Enterprise {
		t.Errorf("%+v", visits)
	}
	c.want(t, get("/visits?year=x", "read"), 422, "invalid")
	var acts api.Acts
	c.want(t, get("/acts", "read"), 200, "").into(t, &acts)
	if len(acts.Acts) < 15 {
		t.Errorf("%+v", acts)
	}
}

// picture is a JPEG, other for every n.
func picture(n uint8) []byte {
	m := image.NewRGBA(image.Rect(0, 0, 40, 30))
	for x := range 40 {
		m.Set(x, 10, color.RGBA{n, uint8(6 * x), 90, 255})
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func (c *contract) photos(t *testing.T) {
	post := func(raw []byte) request {
		return request{method: http.MethodPost, path: "/photos", token: "write", raw: raw}
	}
	var p api.Photo
	c.want(t, post(picture(1)), 201, "").into(t, &p)
	if p.Mime != "image/jpeg" || p.Size != int64(len(picture(1))) || len(p.SHA256) != 64 {
		t.Errorf("%+v", p)
	}
	c.want(t, post([]byte("<svg xmlns='http://www.w3.org/2000/svg'/>")), 415, "no-photo")
	c.want(t, post(append(picture(1), make([]byte, 64<<20)...)), 413, "too-large")
	named := post(picture(1))
	named.path += "?name=" + strings.Repeat("x", 201)
	c.want(t, named, 422, "invalid")

	var f api.Finding
	c.want(t, get(mine(), "read"), 200, "").into(t, &f)
	at := "/photos/" + made.mine.Inspection + "/"
	shown := c.want(t, get(at+f.Pictures[0].SHA256, "read of one"), 200, "")
	if m, err := jpeg.Decode(shown.Body); err != nil || m.Bounds().Dx() > 1600 {
		t.Errorf("%v", err)
	}
	if whole := c.want(t, get(at+f.Pictures[0].SHA256+"?original=1", "read"), 200, ""); int64(whole.Body.Len()) != f.Pictures[0].Size {
		t.Errorf("%d bytes of %d", whole.Body.Len(), f.Pictures[0].Size)
	}
	c.want(t, get(at+f.Pictures[0].SHA256+"?original=1", "read of one"), 403, "limited")
	c.want(t, get(at+p.SHA256, "read"), 404, "not-there") // the inspection does not name it
	c.want(t, get(at+"short", "read"), 422, "invalid")
}

func (c *contract) exports(t *testing.T) {
	for _, token := range []string{"export", "export of one"} {
		w := c.want(t, get("/export/findings.csv", token), 200, "")
		if !strings.HasPrefix(w.Body.String(), "\ufefffinding,inspection,number,") {
			t.Errorf("%.80s", w.Body)
		}
		if others := strings.Contains(w.Body.String(), made.foreign.Finding); others != (token == "export") {
			t.Errorf("%s: another's findings: %v", token, others)
		}
	}
	c.want(t, get("/export/findings.geojson", "export"), 200, "")
	c.want(t, get("/export/inspections.xlsx", "export of one"), 200, "")
	c.want(t, get("/export/answers.csv", "export of one"), 404, "not-there")
	c.want(t, get("/export/passwords.csv", "export"), 404, "not-there")
	c.want(t, get("/export/"+strings.Repeat("x", 51), "export"), 422, "invalid")
	w := c.want(t, request{method: http.MethodGet, path: "/export/inspections.csv?words=true", token: "export", header: map[string]string{"Accept-Language": "en"}}, 200, "")
	if !strings.HasPrefix(w.Body.String(), "\ufeffInspection id,Day") {
		t.Errorf("%.80s", w.Body)
	}
}

func (c *contract) webhooks(t *testing.T) {
	var added api.WebhookMade
	got := make(chan http.Header, 10)
	receiver := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { got <- r.Header }))
	defer receiver.Close()
	body := map[string]any{"url": receiver.URL, "events": []string{"finding.closed"}}
	c.want(t, request{method: http.MethodPost, path: "/webhooks", token: "hook", body: body}, 201, "").into(t, &added)
	if !strings.HasPrefix(added.Secret, "whsec_") || !added.Active {
		t.Errorf("%+v", added)
	}
	c.want(t, request{method: http.MethodPost, path: "/webhooks", token: "hook", body: map[string]any{"url": "ftp://x"}}, 422, "invalid")
	c.want(t, request{method: http.MethodPost, path: "/webhooks", token: "hook", body: map[string]any{"url": receiver.URL, "events": []string{"rain"}}}, 422, "invalid")
	c.noJSONas(t, http.MethodPost, "/webhooks", "hook")
	var all api.Webhooks
	c.want(t, get("/webhooks", "hook"), 200, "").into(t, &all)
	if len(all.Webhooks) != 1 || all.Webhooks[0].URL != receiver.URL {
		t.Errorf("%+v", all)
	}
	at := "/webhooks/" + added.ID
	if err := made.hooks.Test(t.Context(), added.ID); err != nil {
		t.Fatal(err)
	}
	if n, err := made.hooks.Deliver(t.Context()); n != 1 || err != nil {
		t.Fatalf("%d delivered: %v", n, err)
	}
	var sent api.Deliveries
	c.want(t, get(at+"/deliveries", "hook"), 200, "").into(t, &sent)
	if len(sent.Deliveries) != 1 || !sent.Deliveries[0].Done || sent.Deliveries[0].Event != "ping" || (<-got).Get("webhook-id") != sent.Deliveries[0].ID {
		t.Errorf("%+v", sent)
	}
	c.want(t, request{method: http.MethodPost, path: at + "/deliveries/" + sent.Deliveries[0].ID + "/replay", token: "hook"}, 202, "")
	c.want(t, request{method: http.MethodPost, path: at + "/deliveries/nothing/replay", token: "hook"}, 404, "not-there")
	c.want(t, request{method: http.MethodPost, path: at + "/deliveries/" + strings.Repeat("x", 101) + "/replay", token: "hook"}, 422, "invalid")
	if _, err := made.hooks.Deliver(t.Context()); err != nil {
		t.Fatal(err)
	}
	if again := (<-got).Get("webhook-id"); again != sent.Deliveries[0].ID {
		t.Errorf("sent again as %s", again)
	}
	c.switches(t, at)
}

func (c *contract) switches(t *testing.T, at string) {
	var h api.Webhook
	c.want(t, request{method: http.MethodPut, path: at, token: "hook", body: map[string]any{"active": false}}, 200, "").into(t, &h)
	if h.Active {
		t.Errorf("%+v", h)
	}
	c.want(t, request{method: http.MethodPut, path: at, token: "hook", body: map[string]any{}}, 422, "invalid")
	c.want(t, request{method: http.MethodPut, path: "/webhooks/nothing", token: "hook", body: map[string]any{"active": true}}, 404, "not-there")
	c.noJSONas(t, http.MethodPut, at, "hook")
	c.want(t, get("/webhooks/nothing/deliveries", "hook"), 404, "not-there")
	c.want(t, get(at+"/deliveries?limit=0", "hook"), 422, "invalid")
}

// every is a request of each operation that gets as far as its handler.
func (c *contract) every() map[string]request {
	all := map[string]request{}
	for path, item := range c.doc["paths"].(map[string]any) {
		for method, o := range item.(map[string]any) {
			r := request{method: strings.ToUpper(method), path: strings.TrimPrefix(path, api.Base)}
			for name, value := range map[string]string{"inspection": made.foreign.Inspection, "finding": made.foreign.Finding, "enterprise": made.foreign.Enterprise, "file": "findings.csv",
				"sum": strings.Repeat("0", 64), "webhook": "nothing", "message": "nothing", "year": "2025", "hash": strings.Repeat("0", 64), "ledger": "drill", "act": map[bool]string{true: "dispute", false: "send-back-criterion"}[strings.Contains(path, "/findings/")]} {
				r.path = strings.ReplaceAll(r.path, "{"+name+"}", value)
			}
			switch o.(map[string]any)["operationId"] {
			case "finding-act":
				r.body = api.ActBody{By: "企业周某某", Values: map[string]string{"evidence": "见附件"}}
			case "inspection-act":
				r.path = strings.ReplaceAll(r.path, "send-back-criterion", "signed")
				r.body = api.ActBody{By: "企业周某某", Values: map[string]string{"paper": "opinion"}}
			case "criterion-act":
				r.body = api.CriterionBody{ActBody: api.ActBody{By: "园区王某某"}, Criterion: "mem10:1"}
			case "ledger-save":
				r.body = api.LedgerBody{By: "企业周某某", Values: map[string]string{"day": "2026-05-20", "kind": "practical", "subject": "储罐泄漏", "people": "40"}}
			case "enterprise-create", "enterprise-replace":
				r.body = map[string]any{"name": "示例电镀有限公司", "code": "1"}
			case "webhook-add":
				r.body = map[string]any{"url": "ftp://nowhere"}
			case "webhook-switch":
				r.body = map[string]any{"active": true}
			case "photo-add":
				r.raw = picture(3)
			}
			all[o.(map[string]any)["operationId"].(string)] = r
		}
	}
	return all
}

func (c *contract) limit(t *testing.T) {
	for id, r := range c.every() {
		r.token = c.scope(r)
		h := newAPI(made.Park, 1).Handler()
		c.through(t, h, r)
		w := c.through(t, h, r)
		if w.Code != 429 || w.code != "too-many" || w.Header().Get("Retry-After") == "" {
			t.Errorf("%s: %d %v", id, w.Code, w.Header())
		}
	}
}

// scope is the one that an operation names.
func (c *contract) scope(r request) string {
	_, o := c.operation(c.t, r)
	return o["security"].([]any)[0].(map[string]any)["bearer"].([]any)[0].(string)
}

// When the database is gone every operation says that it is the park's trouble, and under which number the log has it.
func (c *contract) trouble(t *testing.T) {
	p, err := open(t.Context(), t.TempDir(), made.Now)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.DB.Close(); err != nil {
		t.Fatal(err)
	}
	h := newAPI(p, 10).Handler()
	for id, r := range c.every() {
		r.token = c.scope(r)
		w := c.through(t, h, r)
		var problem api.Problem
		w.into(t, &problem)
		if w.Code != 500 || problem.Code != api.Trouble || !strings.HasPrefix(problem.Instance, "urn:paicha:trouble:") || strings.Contains(w.Body.String(), "ledger") {
			t.Errorf("%s: %d %s", id, w.Code, w.Body)
		}
	}
}

// Problems are in the language that is asked for, and are JSON whatever is asked for.
func TestLanguages(t *testing.T) {
	c := newContract(t)
	for lang, title := range map[string]string{"en-GB,en;q=0.9": "There is no token", "zh-CN": "没有令牌", "": "没有令牌", "fr": "没有令牌"} {
		w := c.do(t, request{method: http.MethodGet, path: "/acts", header: map[string]string{"Accept-Language": lang, "Accept": "text/html"}})
		var p api.Problem
		if err := json.Unmarshal(w.Body.Bytes(), &p); err != nil || !strings.HasPrefix(p.Title, title) {
			t.Errorf("%q: %s %v", lang, w.Body, err)
		}
	}
}
