package api_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/api"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
)

// assessments: the last year is sealed; list, detail and snapshot say the same, and the snapshot verifies.
func (c *contract) assessments(t *testing.T) {
	var years api.Assessments
	c.want(t, get("/assessments", "read"), 200, "").into(t, &years)
	if len(years.Assessments) != 2 || years.Assessments[0].Stage != "draft" || years.Assessments[1].Stage != "sealed" || years.Assessments[1].Year != 2025 {
		t.Fatalf("%+v", years)
	}
	var all api.Results
	c.want(t, get("/assessments/2025/results", "read"), 200, "").into(t, &all)
	for after, n := "", 0; n < len(all.Results); n++ { // one by one
		var page api.Results
		c.want(t, get("/assessments/2025/results?limit=1&after="+after, "read"), 200, "").into(t, &page)
		if len(page.Results) != 1 || page.Results[0].EnterpriseID != all.Results[n].EnterpriseID || (page.Next.Next == "") != (n == len(all.Results)-1) {
			t.Fatalf("page %d: %+v", n, page)
		}
		after = page.Next.Next
	}
	for _, r := range all.Results {
		if r.Version != 1 || len(r.Hash) != 64 || r.Score != r.SealedScore || r.Rank == 0 || r.Grade == "" {
			t.Errorf("%+v", r)
		}
		c.whole(t, r)
	}
	if len(all.Results) < 2 || all.Results[0].Rank != 1 {
		t.Errorf("%+v", all)
	}
	c.want(t, get("/assessments/2025/results?after=x", "read"), 422, "invalid")
	c.want(t, get("/assessments/25/results", "read"), 422, "invalid")
	c.want(t, get("/assessments/1999/results", "read"), 404, "not-there")
	c.want(t, get("/assessments/25/results/x", "read"), 422, "invalid")
	c.want(t, get("/assessments/2025/results/nobody", "read"), 404, "not-there")
	c.want(t, get("/assessments/2025/results/x/snapshots/0", "read"), 422, "invalid")
}

// whole asks for a result with its terms, and for its snapshot.
func (c *contract) whole(t *testing.T, r api.ResultLine) {
	t.Helper()
	at := "/assessments/2025/results/" + r.EnterpriseID
	var w api.WholeResult
	c.want(t, get(at, "read"), 200, "").into(t, &w)
	if w.Version != r.Version || w.Hash != r.Hash || w.Result == nil || w.Result.Score.StringFixed(2) != r.Score || len(w.Versions) != 1 || len(w.Result.Lines) == 0 {
		t.Errorf("%+v, the list has %+v", w, r)
	}
	n, err := assess.ReadSnapshot(c.want(t, get(at+"/snapshots/"+r.Hash, "read"), 200, "").Body.Bytes())
	if err == nil {
		err = n.Verify()
	}
	if err != nil || n.Hash != r.Hash {
		t.Errorf("snapshot: %v", err)
	}
	c.want(t, get(at+"/snapshots/"+strings.Repeat("0", 64), "read"), 404, "not-there")
}

// drafts: a token of one enterprise gets its own sealed result, no rank, nothing of another's, and nothing of a draft before it is public (P9).
func (c *contract) drafts(t *testing.T) {
	var own api.Results
	c.want(t, get("/assessments/2025/results", "read of one"), 200, "").into(t, &own)
	if len(own.Results) != 1 || own.Results[0].EnterpriseID != made.mine.Enterprise || own.Results[0].Rank != 0 || own.Results[0].Version != 1 {
		t.Errorf("%+v", own)
	}
	mine, foreign := "/results/"+made.mine.Enterprise, "/results/"+made.foreign.Enterprise
	c.want(t, get("/assessments/2025"+foreign, "read of one"), 404, "not-there")
	c.want(t, get("/assessments/2025/results?enterprise="+made.foreign.Enterprise, "read of one"), 404, "not-there")
	hash := own.Results[0].Hash
	c.want(t, get("/assessments/2025"+mine+"/snapshots/"+hash, "read of one"), 200, "")
	c.want(t, get("/assessments/2025"+foreign+"/snapshots/"+hash, "read"), 404, "not-there")

	seen := func(numbers bool) {
		t.Helper()
		var page api.Results
		var w api.WholeResult
		c.want(t, get("/assessments/2026/results", "read of one"), 200, "").into(t, &page)
		raw := c.want(t, get("/assessments/2026"+mine, "read of one"), 200, "")
		raw.into(t, &w)
		file := c.want(t, get("/export/results.csv", "export of one"), 200, "").Body.String()
		if (len(page.Results) == 1) != numbers || (page.Computed != "") != numbers || (w.Result != nil) != numbers || strings.Contains(file, "\r\n2026,") != numbers ||
			!numbers && bytes.Contains(raw.Body.Bytes(), []byte(`"points"`)) || !strings.Contains(file, "\r\n2025,"+made.mine.Enterprise) || strings.Contains(file, made.foreign.Enterprise) {
			t.Errorf("numbers %v: %+v %+v %s", numbers, page, w, file)
		}
	}
	seen(false)
	var park api.Results
	c.want(t, get("/assessments/2026/results", "read"), 200, "").into(t, &park)
	if len(park.Results) < 2 || park.Results[0].Version != 0 || park.Results[0].Hash != "" {
		t.Errorf("the park sees %+v", park)
	}
	made.reviews.Now = func() time.Time { return time.Date(2027, 1, 4, 9, 0, 0, 0, today.Location()) }
	defer func() { made.reviews.Now = made.Now }()
	officer := account.Person{Login: "wang", Name: "园区王某某", Role: account.Officer}
	if err := made.reviews.Do(t.Context(), officer, 2026, 0, review.Step{Kind: review.Publish, Day: "2027-01-12"}); err != nil {
		t.Fatal(err)
	}
	if err := made.reviews.Compute(t.Context(), 2026); err != nil {
		t.Fatal(err)
	}
	seen(true)
}

// ledgers: who reported a hazard is in no answer, and an enterprise sees its own.
func (c *contract) ledgers(t *testing.T) {
	kinds, all := map[string]int{}, map[string]bool{}
	for after := ""; ; {
		var page api.LedgerEntries
		c.want(t, get("/ledgers?limit=5&struck=true&after="+after, "read"), 200, "").into(t, &page)
		for _, e := range page.Entries {
			kinds[e.Ledger]++
			all[e.ID] = true
			if (e.Drill != nil) != (e.Ledger == "drill") || (e.Training != nil) != (e.Ledger == "training") || (e.Report != nil) != (e.Ledger == "report") || e.EnterpriseID == "" {
				t.Errorf("%+v", e)
			}
		}
		if after = page.Next.Next; after == "" || t.Failed() {
			break
		}
	}
	if kinds["drill"] == 0 || kinds["training"] == 0 || kinds["report"] == 0 {
		t.Errorf("%v", kinds)
	}
	var own api.LedgerEntries
	c.want(t, get("/ledgers?ledger=drill", "read of one"), 200, "").into(t, &own)
	for _, e := range own.Entries {
		if e.EnterpriseID != made.mine.Enterprise || e.Ledger != "drill" || !all[e.ID] {
			t.Errorf("%+v", e)
		}
	}
	c.want(t, get("/ledgers?enterprise="+made.foreign.Enterprise, "read of one"), 404, "not-there")
	c.want(t, get("/ledgers?ledger=month", "read"), 422, "invalid")
	var months api.SafetyMonths
	c.want(t, get("/safety-months?year=2026", "read"), 200, "").into(t, &months)
	if len(months.Months) < 2 || !slices.ContainsFunc(months.Months, func(m api.SafetyMonth) bool { return m.Submitted != "" && m.Record != nil }) {
		t.Errorf("%+v", months)
	}
	c.want(t, get("/safety-months", "read of one"), 200, "").into(t, &months)
	if months.Year != 2026 || len(months.Months) != 1 || months.Months[0].EnterpriseID != made.mine.Enterprise || months.Months[0].Enterprise == "" {
		t.Errorf("%+v", months)
	}
	c.want(t, get("/safety-months?year=26", "read"), 422, "invalid")
}

// entries: written by the rules of the pages, once, with pictures of one's own; the reporter is heard of by nobody.
func (c *contract) entries(t *testing.T) {
	post := func(token, enterprise, kind string, b api.LedgerBody, key string) request {
		r := request{method: http.MethodPost, path: "/ledgers/" + enterprise + "/" + kind, token: token, body: b}
		if key != "" {
			r.header = map[string]string{"Idempotency-Key": key}
		}
		return r
	}
	h, _, err := made.hooks.Add(t.Context(), account.Console, "https://receiver.example/", []string{ledger.EventSaved})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := made.hooks.Drop(t.Context(), account.Console, h.ID); err != nil {
			t.Error(err)
		}
	}()
	firm := made.mine.Enterprise
	var photo api.Photo
	c.want(t, request{method: http.MethodPost, path: "/photos", token: "write of one", raw: picture(77)}, 201, "").into(t, &photo)
	report := api.LedgerBody{By: "企业周某某", Values: map[string]string{"day": "2026-06-11", "what": "二层平台护栏松动", "reporter": "报告人某丙", "verified": "no"}, Pictures: map[string][]string{"": {photo.SHA256}}}
	var kept, again api.LedgerKept
	c.want(t, post("write of one", firm, "report", report, "r1"), 201, "").into(t, &kept)
	c.want(t, post("write of one", firm, "report", report, "r1"), 201, "").into(t, &again)
	if kept != again || kept.Version != 1 || kept.Day != "2026-06-11" || kept.Year != 2026 {
		t.Errorf("%+v, again %+v", kept, again)
	}
	other := report
	other.By = "别人某"
	c.want(t, post("write of one", firm, "report", other, "r1"), 422, "key-reused")
	for _, token := range []string{"read", "read of one"} {
		w := c.want(t, get("/ledgers?ledger=report&enterprise="+firm, token), 200, "")
		if !strings.Contains(w.Body.String(), kept.Entry) || strings.Contains(w.Body.String(), "报告人某丙") || strings.Contains(w.Body.String(), "reporter") {
			t.Errorf("%s: %s", token, w.Body)
		}
	}
	fixed := api.LedgerBody{By: "园区王某某", Entry: kept.Entry, Version: 1, Values: map[string]string{"day": "2026-06-11", "what": "护栏松动", "verified": "yes", "verifier": "园区李某"}}
	c.want(t, post("write", firm, "report", fixed, ""), 201, "").into(t, &again)
	if again.Version != 2 || again.Entry != kept.Entry {
		t.Errorf("%+v", again)
	}
	c.want(t, post("write", firm, "report", fixed, ""), 409, "changed")
	c.want(t, post("write of one", firm, "drill", api.LedgerBody{By: "企业周某某", Values: map[string]string{"day": "2027-01-01", "kind": "x"}}, ""), 422, "invalid")
	c.want(t, post("write of one", firm, "review", api.LedgerBody{By: "企业周某某"}, ""), 422, "invalid")
	c.want(t, post("write of one", firm, "drill", api.LedgerBody{By: "\u202e某"}, ""), 422, "invalid")
	c.want(t, post("write", "nobody", "drill", report, ""), 404, "not-there")
	c.want(t, post("write", firm, "drill", api.LedgerBody{By: "某", Entry: kept.Entry, Version: 2, Values: map[string]string{"day": "2026-06-11"}}, ""), 404, "not-there")
	c.pictures(t, post, firm, report)
	c.want(t, post("write of one", firm, "report", api.LedgerBody{By: "企业周某某", Entry: kept.Entry, Version: 2, Strike: "登记重了"}, ""), 201, "").into(t, &again)
	fixed.Version = 3
	c.want(t, post("write", firm, "report", fixed, ""), 409, "closed")
	c.month(t, post, firm)
	c.noJSON(t, http.MethodPost, "/ledgers/"+firm+"/drill")
	sent, err := made.hooks.Deliveries(t.Context(), h.ID, "", 10)
	if err != nil || len(sent) != 4 || strings.Contains(sent[0].Body, "某") {
		t.Errorf("%d messages: %+v, %v", len(sent), sent, err)
	}
}

// pictures: nobody comes by another's picture by its hash.
func (c *contract) pictures(t *testing.T, post func(string, string, string, api.LedgerBody, string) request, firm string, b api.LedgerBody) {
	t.Helper()
	var theirs api.Photo
	c.want(t, request{method: http.MethodPost, path: "/photos", token: "write", raw: picture(78)}, 201, "").into(t, &theirs)
	b.Pictures = map[string][]string{"": {theirs.SHA256}}
	c.want(t, post("write of one", firm, "report", b, ""), 422, "missing")
	b.Pictures = map[string][]string{"": {"short"}}
	c.want(t, post("write", firm, "report", b, ""), 422, "invalid")
}

// month is written and handed in; what the park has assessed is closed.
func (c *contract) month(t *testing.T, post func(string, string, string, api.LedgerBody, string) request, firm string) {
	t.Helper()
	var before ledger.Monthly
	if err := made.DB.Read(t.Context(), func(tx *sqldb.Tx) (err error) {
		before, err = ledger.MonthOf(tx, firm, 2024)
		return err
	}); err != nil || before.Last != nil {
		t.Fatalf("%+v %v", before, err)
	}
	b := api.LedgerBody{By: "企业周某某", Year: 2024, HandIn: true, Values: map[string]string{"practice": "全员查找身边隐患", "study.form": "微课堂", "study.people": "80"}}
	var kept api.LedgerKept
	c.want(t, post("write of one", firm, "month", b, ""), 201, "").into(t, &kept)
	var months api.SafetyMonths
	c.want(t, get("/safety-months?year=2024", "read of one"), 200, "").into(t, &months)
	m := months.Months[0]
	if kept.Year != 2024 || m.Version != 1 || m.Submitted == "" || m.Unsent || m.Record == nil || m.Record.Practice != "全员查找身边隐患" || m.Late == 0 {
		t.Errorf("%+v %+v", kept, m)
	}
	officer := account.Person{Name: "园区王某某", Role: account.Officer}
	if _, err := ledger.Save(t.Context(), made.DB, officer, ledger.Draft{Enterprise: firm, Kind: ledger.Review, Year: 2024, Today: made.Today(), Now: made.Now(), Values: ledger.Values{"closed": "yes"}}); err != nil {
		t.Fatal(err)
	}
	b.Version = 1
	c.want(t, post("write of one", firm, "month", b, ""), 409, "closed")
	b.Year = 0
	c.want(t, post("write of one", firm, "month", b, ""), 422, "invalid")
}

// The bytes of a snapshot come as they were sealed, also to who asks for another type.
func TestASnapshotIsBytes(t *testing.T) {
	c := newContract(t)
	var all api.Results
	c.want(t, get("/assessments/2025/results", "read"), 200, "").into(t, &all)
	r := get("/assessments/2025/results/"+all.Results[0].EnterpriseID+"/snapshots/"+all.Results[0].Hash, "read")
	r.header = map[string]string{"Accept": "text/html"}
	data := c.want(t, r, 200, "").Body.Bytes()
	var n assess.Snapshot
	if err := json.Unmarshal(data, &n); err != nil || !bytes.Equal(data, n.JSON()) {
		t.Errorf("%d bytes: %v", len(data), err)
	}
}
