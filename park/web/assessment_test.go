package web

import (
	"bytes"
	"context"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
)

// Who assesses in tests, by another name than whoever asks.
var (
	assessor = account.Person{Login: "assessor", Name: "初评某", Role: account.Officer}
	chair    = account.Person{Login: "chair", Name: "审核组某", Role: account.Lead}
)

// assessing makes the draft of 2026 public; both enterprises said something, with a picture.
func (o *office) assessing() {
	o.Helper()
	ctx := context.Background()
	text, err := assess.PresetText("default", 2026)
	o.ok(err)
	o.ok(o.reviews.Do(ctx, assessor, 2026, 0, review.Step{Kind: review.Begin, Scheme: string(text), Day: "2026-11-20"}))
	for _, s := range []side{o.a, o.b} {
		firm := account.Person{Login: "firm-" + s.id, Name: "企业某", Role: account.Enterprise, Enterprise: s.id}
		o.ok(o.reviews.Say(ctx, firm, 2026, s.id, review.Entry{Kind: review.Self, Item: "training", Points: assessPoints("8"), Says: "培训四场", Evidence: []assess.Evidence{{Name: "培训.jpg", Mime: "image/jpeg", SHA256: s.photo}}}))
	}
	o.ok(o.reviews.Do(ctx, assessor, 2026, 0, review.Step{Kind: review.Drafted}))
	o.ok(o.reviews.Say(ctx, assessor, 2026, o.a.id, review.Entry{Kind: review.Manual, Item: "responsibility", Points: assessPoints("7"), Says: "按资料核查"}))
	o.ok(o.reviews.Do(ctx, assessor, 2026, 0, review.Step{Kind: review.Publish}))
	o.ok(o.reviews.Compute(ctx, 2026))
}

func assessPoints(s string) *decimal.Decimal {
	p := decimal.RequireFromString(s)
	return &p
}

// What an enterprise sees of its year, and when; what was sealed comes as it was, and verifies from the file alone.
func TestWhatAnEnterpriseSeesOfItsYear(t *testing.T) {
	o := peopled(t)
	ctx := context.Background()
	firm, officer, lead := o.visitors[string(account.Enterprise)], o.visitors[string(account.Officer)], o.visitors[string(account.Lead)]
	own := "/assessment/2026/" + o.a.id
	o.says(o.get(officer, "/assessment"), http.StatusOK, "还没有开始过年度考核")
	o.says(o.post(officer, "/assessment", url.Values{"year": {"二〇二六"}, "preset": {"default"}}), http.StatusUnprocessableEntity, "年份不对")
	o.says(o.post(officer, "/assessment", url.Values{"year": {"2026"}, "preset": {"none"}}), http.StatusUnprocessableEntity, "考核方案有错误")
	o.done(o.post(officer, "/assessment", url.Values{"year": {"2026"}, "preset": {"default"}, "cutoff": {"2026-11-20"}}), "/assessment/2026?done=act")

	o.done(o.get(firm, "/assessment/2026"), own)
	page := o.says(o.get(firm, own), http.StatusOK, "企业自评", "责任制与管理制度")
	o.silent(page, "参考数据", "不合格", "名次")
	o.says(o.get(firm, own+"/sheet.html"), http.StatusNotFound)
	o.done(o.post(firm, own+"/self", url.Values{"points-training": {"8"}, "says-training": {"培训四场"}}), own+"?done=act#lines")
	o.says(o.post(firm, own+"/self", url.Values{"points-training": {"8"}, "says-training": {"培训四场"}}), http.StatusConflict, "没有新的内容")
	o.says(o.post(officer, own+"/manual", url.Values{"points-responsibility": {"七"}, "says-responsibility": {"缺两份"}}), http.StatusUnprocessableEntity, "“责任制与管理制度”的分数超出范围")
	o.done(o.post(officer, "/assessment/2026/draft", nil), "/assessment/2026?done=act")
	w := o.post(officer, "/assessment/2026/points?item=responsibility", url.Values{"points-" + o.a.id: {"7"}, "says-" + o.a.id: {"缺两份责任书"}, "points-" + o.b.id: {"70"}, "says-" + o.b.id: {"笔误"}})
	o.says(w, http.StatusUnprocessableEntity, "存下 1 家；有 1 家没有存", "分数超出范围")
	o.silent(o.says(o.get(firm, own), http.StatusOK, "园区正在初评"), "缺两份责任书")

	o.done(o.post(officer, "/assessment/2026/publish", url.Values{"day": {"2026-11-26"}}), "/assessment/2026?done=act")
	o.says(o.get(firm, own), http.StatusOK, "缺两份责任书", "参考数据")
	o.says(o.get(firm, "/"), http.StatusOK, "初评正在公示")
	o.says(o.post(firm, own+"/objection", url.Values{"item": {"responsibility"}}), http.StatusUnprocessableEntity, "请写明内容")
	o.done(o.post(firm, own+"/objection", url.Values{"item": {"responsibility"}, "says": {"都签了"}}), own+"?done=act#line-responsibility")
	all := o.saidOf(o.a.id)
	re := all[len(all)-1].ID
	o.says(o.post(lead, own+"/answer", url.Values{"re": {re}, "answer": {"upheld"}, "says": {"属实"}}), http.StatusUnprocessableEntity, "请填“责任制与管理制度”的分数")
	o.done(o.post(lead, own+"/answer", url.Values{"re": {re}, "line": {"responsibility"}, "answer": {"rejected"}, "says": {"缺的两份没有补"}}), own+"?done=act#line-responsibility")
	o.says(o.get(firm, own), http.StatusOK, "缺的两份没有补", "不采纳")
	o.says(o.post(lead, "/assessment/2026/decide", url.Values{"says": {"同意"}, "people": {"某"}}), http.StatusConflict, "公示到 2026-11-26 为止")

	o.reviews.Now = func() time.Time { return testDay.AddDate(0, 0, 3) }
	o.stays(lead)
	o.ok(o.reviews.Seal(ctx, chair, 2026, 0, "", ""))
	o.ok(o.reviews.Compute(ctx, 2026))
	o.says(o.get(firm, own), http.StatusOK, "显示的是封存的第 1 版")
	o.verified(firm, own)
	o.says(o.get(officer, "/assessment/2026"), http.StatusOK, "已封存", o.a.name, o.b.name)
	ranking := o.says(o.get(officer, "/assessment/2026/files/ranking.csv"), http.StatusOK, "rank,enterprise,name", o.a.name)
	o.silent(ranking, "=cmd")
	for _, ending := range []string{"docx", "pdf", "xlsx", "html"} {
		o.says(o.get(firm, own+"/sheet."+ending), http.StatusOK)
	}
	o.says(o.get(firm, own+"/sheet.exe"), http.StatusNotFound)
}

// stays decides though points are missing: never by accident, and with the reason on page and paper.
func (o *office) stays(lead *visitor) {
	o.Helper()
	own := "/assessment/2026/" + o.a.id
	decide := url.Values{"says": {"同意"}, "people": {"审核组某"}}
	o.says(o.get(lead, "/assessment/2026"), http.StatusOK, "没有评分的项目照此审定")
	for _, form := range []url.Values{{}, {"stay": {"1"}}, {"unjudged": {"没有勾选的理由"}}} {
		for k, v := range decide {
			form[k] = v
		}
		o.says(o.post(lead, "/assessment/2026/decide", form), http.StatusUnprocessableEntity, "家企业有手工项目没有评分", "同意")
	}
	decide["stay"], decide["unjudged"] = []string{"1"}, []string{"停产检修，无法核查"}
	o.done(o.post(lead, "/assessment/2026/decide", decide), "/assessment/2026?done=act")
	for _, path := range []string{"/assessment/2026", own, own + "/sheet.html"} {
		o.says(o.get(lead, path), http.StatusOK, "审核组照此审定，理由：停产检修，无法核查")
	}
}

// After the sealing a late entry changes nothing on the ranking, in the file and on the paper; both pages say what came, and offer a further version.
func TestWhatComesAfterTheSealing(t *testing.T) {
	o := peopled(t)
	ctx := context.Background()
	o.assessing()
	o.reviews.Now = func() time.Time { return testDay.AddDate(0, 0, 10) }
	o.ok(o.reviews.Do(ctx, chair, 2026, 0, review.Step{Kind: review.Decide, Says: "同意", People: "某", Unjudged: "资料未交，不评"}))
	h, _, err := o.Hooks.Add(ctx, account.Console, "https://receiver.example/", review.Events())
	o.ok(err)
	lead, officer, firm := o.visitors[string(account.Lead)], o.visitors[string(account.Officer)], o.visitors[string(account.Enterprise)]
	o.done(o.post(lead, "/assessment/2026/seal", nil), "/assessment/2026?done=act")
	sent, err := o.Hooks.Deliveries(ctx, h.ID, "", 100)
	o.ok(err)
	if n := len(o.all); len(sent) != n+1 || !strings.Contains(sent[0].Body, `"type":"assessment.sealed"`) || !strings.Contains(sent[n].Body, `"type":"assessment.moved"`) || !strings.Contains(sent[n].Body, `"stage":"sealed"`) {
		t.Errorf("%d messages of %d enterprises: %+v", len(sent), n, sent)
	}
	own := "/assessment/2026/" + o.a.id
	ranking := o.get(officer, "/assessment/2026/files/ranking.csv").Body.String()
	paper := o.get(firm, own+"/sheet.html").Body.String()
	o.says(o.get(firm, own+"/sheet.html"), http.StatusOK, "资料未交，不评")
	o.silent(o.says(o.get(officer, "/assessment/2026"), http.StatusOK, "第 1 版", "家已封存"), "封存后有变化，按现在算", "再次封存时")

	_, err = ledger.Save(ctx, o.Park.DB, account.Console, ledger.Draft{Enterprise: o.a.id, Kind: ledger.Drill, Today: o.Park.Today(), Now: o.reviews.Now(),
		Values:  ledger.Values{"day": "2026-05-20", "kind": "practical", "subject": "储罐泄漏", "people": "40", "evaluation": "按预案完成"},
		Uploads: map[string][]assess.Evidence{"": {{Name: "演练.jpg", Mime: "image/jpeg", SHA256: o.a.photo}}}})
	o.ok(err)
	o.says(o.get(officer, "/assessment/2026"), http.StatusOK, "之后又有新内容")
	o.done(o.post(officer, "/assessment/2026/compute", nil), "/assessment/2026?done=act")
	o.says(o.get(lead, "/assessment/2026?moved=1"), http.StatusOK, "第 1 版", "封存后有变化，按现在算", o.a.name, "再次封存时")
	later := o.get(officer, "/assessment/2026/files/ranking.csv").Body.String()
	if without := strings.ReplaceAll(later, ",1,", ",,"); later == ranking || without != strings.ReplaceAll(ranking, ",1,", ",,") {
		t.Errorf("the file says %s and said %s: but for the mark that something came they are to be equal", later, ranking)
	}
	if again := o.get(firm, own+"/sheet.html").Body.String(); again != paper {
		t.Error("the paper has changed")
	}
	o.says(o.get(lead, own), http.StatusOK, "封存以后有变化", "去封存新的一版", "显示的是封存的第 1 版")
	o.silent(o.says(o.get(firm, own), http.StatusOK, "显示的是封存的第 1 版"), "去封存新的一版")

	o.says(o.post(lead, "/assessment/2026/seal", url.Values{"says": {"补录演练"}}), http.StatusUnprocessableEntity, "家企业有手工项目没有评分")
	o.done(o.post(lead, "/assessment/2026/seal", url.Values{"says": {"补录演练"}, "stay": {"1"}, "unjudged": {"资料仍未交"}}), "/assessment/2026?done=act")
	o.says(o.get(officer, "/assessment/2026"), http.StatusOK, "第 2 版", "第 1 版", "资料仍未交")
	o.says(o.get(firm, own), http.StatusOK, "显示的是封存的第 2 版", "第 1 版快照", "补录演练")

	// taken back, the enterprise still has what was sealed, and sees no draft
	o.done(o.post(officer, "/assessment/2026/back", url.Values{"says": {"更正手工分"}}), "/assessment/2026?done=act")
	o.says(o.get(officer, "/assessment/2026"), http.StatusOK, "已退回更正", "封存的第 2 版")
	o.silent(o.says(o.get(firm, own), http.StatusOK, "第 1 版快照", "第 2 版快照", "园区正在更正"), "逐项得分")
}

// saidOf is what was said of an enterprise's year.
func (o *office) saidOf(id string) (all []review.Entry) {
	o.Helper()
	o.read(func(tx *sqldb.Tx) (err error) {
		all, err = review.Said(tx, 2026, id)
		return err
	})
	return all
}

// verified wants a snapshot as a file, that says the same when it is computed again.
func (o *office) verified(v *visitor, own string) {
	o.Helper()
	_, rest, there := strings.Cut(o.get(v, own).Body.String(), `href="`+own+`/snapshot-`)
	hash, _, _ := strings.Cut(rest, ".json")
	if !there {
		o.Fatal("the page leads to no snapshot")
	}
	w := o.get(v, own+"/snapshot-"+hash+".json")
	n, err := assess.ReadSnapshot(w.Body.Bytes())
	if err == nil {
		err = n.Verify()
	}
	if err != nil || n.Hash != hash || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") {
		o.Errorf("snapshot %s: %v", hash, err)
	}
	if other := o.get(v, "/assessment/2026/"+o.b.id+"/snapshot-"+hash+".json"); other.Code != http.StatusNotFound {
		o.Errorf("under another enterprise's address it came with %d", other.Code)
	}
}

// P10: what people write into the assessment is text on every page of it.
func TestP10AssessmentIsText(t *testing.T) {
	const script, tag = `<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`
	o := peopled(t)
	ctx := context.Background()
	text, err := assess.PresetText("default", 2026)
	o.ok(err)
	evil := strings.Replace(string(text), "企业年度安全考核", "<script>alert（1）</script>考核", 1)
	o.ok(o.reviews.Do(ctx, assessor, 2026, 0, review.Step{Kind: review.Begin, Scheme: evil, Day: "2026-11-20"}))
	firm := account.Person{Login: "firm", Name: script, Role: account.Enterprise, Enterprise: o.a.id}
	o.ok(o.reviews.Say(ctx, firm, 2026, o.a.id, review.Entry{Kind: review.Self, Item: "training", Points: assessPoints("8"), Says: script + tag, Evidence: []assess.Evidence{{Name: tag, SHA256: o.a.photo}}}))
	o.ok(o.reviews.Do(ctx, assessor, 2026, 0, review.Step{Kind: review.Drafted}))
	o.ok(o.reviews.Say(ctx, assessor, 2026, o.a.id, review.Entry{Kind: review.Manual, Item: "responsibility", Points: assessPoints("7"), Says: tag}, review.Entry{Kind: review.Event, Item: "fraud", Day: "2026-03-01", Says: script, Document: tag}))
	o.ok(o.reviews.Do(ctx, assessor, 2026, 0, review.Step{Kind: review.Publish}))
	o.ok(o.reviews.Say(ctx, firm, 2026, o.a.id, review.Entry{Kind: review.Objection, Item: "training", Says: tag + script}))
	o.ok(o.reviews.Compute(ctx, 2026))
	for _, who := range []account.Role{account.Admin, account.Lead, account.Enterprise, account.Auditor} {
		for _, path := range []string{"/assessment", "/assessment/2026", "/assessment/2026?grade=" + url.QueryEscape(tag), "/assessment/2026/points?name=" + url.QueryEscape(tag), "/assessment/2026/" + o.a.id, "/assessment/2026/" + o.a.id + "/sheet.html"} {
			w := o.get(o.visitors[string(who)], path)
			if w.Code >= 500 {
				t.Errorf("GET %s: %d", path, w.Code)
			}
			harmless(t, "GET "+path, w.Body.String())
		}
	}
	bad := o.uploadScheme(o.visitors[string(account.Officer)], "format: 1\n"+tag+": "+script+"\n")
	o.says(bad, http.StatusUnprocessableEntity, "考核方案有错误", "scheme.yaml:2")
	harmless(t, "a scheme with mistakes", bad.Body.String())
}

// uploadScheme begins 2027 with a file.
func (o *office) uploadScheme(v *visitor, text string) *httptest.ResponseRecorder {
	o.Helper()
	var b bytes.Buffer
	form := multipart.NewWriter(&b)
	o.ok(form.WriteField("token", v.token))
	o.ok(form.WriteField("year", "2027"))
	file, err := form.CreateFormFile("scheme", "方案.yaml")
	o.ok(err)
	_, err = file.Write([]byte(text))
	o.ok(err)
	o.ok(form.Close())
	r := httptest.NewRequest("POST", "/assessment", &b)
	r.Header.Set("Content-Type", form.FormDataContentType())
	return o.ask(v, r)
}

// Every refusal, step, stage and preset is said in both languages, and so is what the audit says of them.
func TestEveryWordOfTheAssessment(t *testing.T) {
	for _, lang := range []words.Lang{words.Zh, words.En} {
		w := words.In(lang)
		has := func(what string, in map[string]string, keys ...string) {
			for _, k := range keys {
				if in[k] == "" {
					t.Errorf("%s: there are no words for the %s %q", lang, what, k)
				}
			}
		}
		for _, why := range review.Whys() {
			has("refusal", w.Review.Refused, string(why))
		}
		for _, s := range review.Stages() {
			has("stage", w.Review.Stages, string(s))
			has("stage to do", w.Review.Todo, string(s))
			has("stage for an enterprise", w.Review.FirmTodo, string(s))
		}
		for _, k := range review.StepKinds() {
			has("step", w.Review.Steps, string(k))
			has("step's hint", w.Review.StepHints, string(k))
			has("step done", w.Review.Done, string(k))
		}
		has("preset", w.Review.Presets, assess.Presets()...)
		has("line of the audit", w.Admin.Audit, review.Audited()...)
	}
}

// A year is compared with the one before: by the park at once, by the enterprise once that one is sealed.
func TestSinceTheYearBefore(t *testing.T) {
	o := peopled(t)
	ctx := context.Background()
	do := func(who account.Person, year int, s review.Step) {
		t.Helper()
		o.ok(o.reviews.Do(ctx, who, year, 0, s))
	}
	for _, year := range []int{2025, 2026} {
		text, err := assess.PresetText("default", year)
		o.ok(err)
		do(assessor, year, review.Step{Kind: review.Begin, Scheme: string(text)})
		do(assessor, year, review.Step{Kind: review.CutOff, Day: strconv.Itoa(year) + "-11-20"})
		do(assessor, year, review.Step{Kind: review.Drafted})
		o.ok(o.reviews.Say(ctx, assessor, year, o.a.id, review.Entry{Kind: review.Manual, Item: "responsibility", Points: assessPoints(strconv.Itoa(year - 2020)), Says: "按资料核查"}))
		do(assessor, year, review.Step{Kind: review.Publish})
		o.ok(o.reviews.Compute(ctx, year))
	}
	firm, officer := o.visitors[string(account.Enterprise)], o.visitors[string(account.Officer)]
	own := "/assessment/2026/" + o.a.id
	o.says(o.get(officer, "/assessment/2026"), http.StatusOK, "和 2025 年比", "等级不变")
	o.says(o.get(officer, own), http.StatusOK, "和 2025 年比", "责任制与管理制度：5.00 → 6.00")
	o.silent(o.says(o.get(firm, own), http.StatusOK, "逐项得分"), "和 2025 年比")
	now := o.reviews.Now
	o.reviews.Now = func() time.Time { return testDay.AddDate(0, 0, 10) }
	do(chair, 2025, review.Step{Kind: review.Decide, Says: "同意", People: "某", Unjudged: "资料未交"})
	o.ok(o.reviews.Seal(ctx, chair, 2025, 0, "", ""))
	o.reviews.Now = now
	o.says(o.get(firm, own), http.StatusOK, "和 2025 年比", "责任制与管理制度：5.00 → 6.00")
	o.says(o.get(officer, "/enterprises/"+o.a.id), http.StatusOK, "几次检查合起来看", "看 2026 年度考核")
	expert := o.visitors[string(account.Expert)]
	o.silent(o.says(o.get(expert, "/enterprises/"+o.a.id), http.StatusOK, "几次检查合起来看"), "看 2026 年度考核")
}
