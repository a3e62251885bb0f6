package web

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/sync/wire"
)

// upload sends a file of criteria to be checked.
func (o *office) upload(v *visitor, name string, data []byte) *httptest.ResponseRecorder {
	o.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	o.ok(m.WriteField("token", v.token))
	part, err := m.CreateFormFile("file", name)
	o.ok(err)
	_, err = part.Write(data)
	o.ok(err)
	o.ok(m.Close())
	r := httptest.NewRequest("POST", "/criteria", &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return o.ask(v, r)
}

// hidden is what a form keeps for itself.
func hidden(w *httptest.ResponseRecorder, names ...string) url.Values {
	form := url.Values{}
	for _, name := range names {
		if m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(w.Body.String()); m != nil {
			form.Set(name, strings.ReplaceAll(m[1], "&#43;", "+"))
		}
	}
	return form
}

// other is the embedded criteria with one changed, one gone and one new.
func otherCriteria(t *testing.T) (data []byte, changed, gone, fresh *checklist.Criterion) {
	lib, err := checklist.Parse("checklists.yaml", paicha.Checklists)
	if err != nil {
		t.Fatal(err)
	}
	all := criteriaOf(lib)
	changed, gone = all[0].Criterion, all[1].Criterion
	text := string(paicha.Checklists)
	text = strings.Replace(text, changed.Title.Zh, changed.Title.Zh+"（园区补充）", 1)
	text = strings.ReplaceAll(text, "id: "+gone.ID+"\n", "id: "+gone.ID+"x\n")
	text = strings.ReplaceAll(text, "id: \""+gone.ID+"\"\n", "id: \""+gone.ID+"x\"\n")
	after, err := checklist.Parse("other.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return []byte(text), changed, gone, after.Criterion(gone.ID + "x")
}

func TestCriteriaAreCheckedLookedAtAndHandedOut(t *testing.T) {
	o, boss := desk(t, account.Options{})
	auditor := o.person(account.Account{Login: "shen", Name: "审计某", Role: account.Auditor})
	o.says(o.get(auditor, "/criteria"), 200, "没有下发：平板用自带的", "程序自带的标准", o.Library.Revision[:12])
	data, changed, gone, fresh := otherCriteria(t)
	if fresh == nil {
		t.Fatal("the test's criteria have nothing new")
	}
	w := o.upload(boss, "园区版.yaml", data)
	page := o.says(w, 200, "还没有下发", "园区版.yaml", "新增的条款（1）", "改动的条款（1）", "去掉的条款（1）", changed.Title.Zh+"（园区补充）", gone.Title.Zh)
	o.silent(page, "与现在下发的完全一样")
	if all, err := o.Park.Sync.HandedOut(t.Context()); err != nil || len(all) != 0 {
		t.Fatalf("%d documents are handed out before anybody said so, %v", len(all), err)
	}
	form := hidden(w, "packed", "mark", "file")
	o.done(o.post(boss, "/criteria/handout", form), "/criteria?done=handed")
	all, err := o.Park.Sync.HandedOut(t.Context())
	o.ok(err)
	if len(all) != 1 || all[0].Name != wire.Criteria || int(all[0].Size) != len(data) {
		t.Fatalf("handed out: %+v", all)
	}
	kept, err := o.Park.Sync.Document(all[0])
	o.ok(err)
	if !bytes.Equal(kept, data) {
		t.Error("what is handed out is not the file, byte for byte")
	}
	o.says(o.get(boss, "/criteria"), 200, "2026-11-25 10:30", all[0].Sum.String()[:12], "每次检查都按它写明的版本判定")
	if file := o.get(auditor, "/criteria/handedout.yaml"); !bytes.Equal(file.Body.Bytes(), data) || !strings.HasPrefix(file.Header().Get("Content-Disposition"), "attachment") {
		t.Errorf("as a file: %d", file.Code)
	}
	if file := o.get(auditor, "/criteria/embedded.yaml"); !bytes.Equal(file.Body.Bytes(), paicha.Checklists) {
		t.Error("the embedded criteria as a file differ")
	}
	// what was looked at was compared with nothing handed out: that has changed
	o.says(o.post(boss, "/criteria/handout", form), http.StatusConflict, "下发的内容变了", "与现在下发的完全一样")
	o.done(o.post(boss, "/criteria/back", url.Values{"name": {wire.Criteria}}), "/criteria?done=back")
	o.says(o.get(boss, "/criteria"), 200, "没有下发：平板用自带的")
	o.says(o.get(boss, "/audit"), 200, "下发判定标准", "收回判定标准")
	if w := o.get(boss, "/criteria/handedout.yaml"); w.Code != http.StatusNotFound {
		t.Errorf("what was taken back as a file: %d", w.Code)
	}
}

// A file with faults is not handed out: they are listed by line.
func TestFaultsOfAFileOfCriteriaAreListedByLine(t *testing.T) {
	o, boss := desk(t, account.Options{})
	bad := bytes.Replace(paicha.Checklists, []byte("standing: verified"), []byte("standing: sure"), 1)
	line := 1 + bytes.Count(bad[:bytes.Index(bad, []byte("standing: sure"))], []byte("\n"))
	o.says(o.upload(boss, "坏.yaml", bad), http.StatusUnprocessableEntity, "处问题，没有下发", "坏.yaml:"+itoa(line))
	for name, data := range map[string][]byte{"空.yaml": {}, "图.png": []byte("\x89PNG\r\n\x1a\n\x00"), "大.yaml": bytes.Repeat([]byte("a: b\n"), 1<<20)} {
		o.says(o.upload(boss, name, data), http.StatusUnprocessableEntity, "没有下发")
	}
	o.says(o.post(boss, "/criteria", nil), http.StatusUnprocessableEntity, "请选一个文件")
	o.says(o.post(boss, "/criteria/handout", url.Values{"packed": {packed(bad)}}), http.StatusUnprocessableEntity, "没有下发")
	o.says(o.post(boss, "/criteria/handout", url.Values{"packed": {"x"}}), http.StatusUnprocessableEntity)
	if all, err := o.Park.Sync.HandedOut(t.Context()); err != nil || len(all) != 0 {
		t.Errorf("%d documents are handed out, %v", len(all), err)
	}
}

func TestTheRegisterIsHandedOut(t *testing.T) {
	o, boss := desk(t, account.Options{})
	o.says(o.get(boss, "/criteria"), 200, "正常经营的 3 家企业")
	o.done(o.post(boss, "/criteria/register", nil), "/criteria?done=handed")
	all, err := o.Park.Sync.HandedOut(t.Context())
	o.ok(err)
	data, err := o.Park.Sync.Document(all[0])
	o.ok(err)
	var e wire.Enterprises
	o.ok(wire.Decode(data, &e))
	if all[0].Name != wire.Register || len(e.All) != 3 || all[0].Since != uint64(testDay.UnixMilli()) {
		t.Errorf("handed out %+v with %d enterprises", all[0], len(e.All))
	}
	o.says(o.get(boss, "/criteria"), 200, "企业名册", "收回")
	o.done(o.post(boss, "/criteria/back", url.Values{"name": {wire.Register}}), "/criteria?done=back")
	if w := o.post(boss, "/criteria/back", url.Values{"name": {wire.Roster}}); w.Code != http.StatusNotFound {
		t.Errorf("the list of tablets was taken back: %d", w.Code)
	}
	empty := newOffice(t, account.Options{}, false)
	boss = empty.person(account.Account{Login: "boss", Name: "园区周管某", Role: account.Admin})
	empty.says(empty.post(boss, "/criteria/register", nil), http.StatusUnprocessableEntity, "请先导入名册")
}

// What stands in the sums is named by the criteria that are handed out, where the program's own do not know it.
func TestSumsAreNamedByWhatIsHandedOut(t *testing.T) {
	o, boss := desk(t, account.Options{})
	changed := strings.ReplaceAll(string(paicha.Checklists), "mem10:11.3", "mem10:11.33")
	lib, err := checklist.Parse("changed", []byte(changed))
	o.ok(err)
	i := "019ab3f0-0000-7000-8000-000000000001"
	_, err = o.Park.Sync.Record(t.Context(),
		&inspection.Opened{ID: i, Enterprise: inspection.Enterprise{ID: "019ab3f0-0000-7000-8000-000000000003", Name: "示例造纸有限公司"}, Visit: inspection.Assistance, Date: "2026-11-24", Experts: []string{"专家甲"}, Accompanied: "企业钱某某",
			Sectors: []string{"fire", "industry"}, Revision: lib.Revision},
		&inspection.Found{ID: i, Finding: "019ab3f0-0000-7000-8000-000000000002", Criterion: "mem10:11.33", Level: inspection.General, Description: "除尘器未设泄爆装置", Place: "打磨车间", Deadline: "2026-12-20", NoPhoto: "防爆区"})
	o.ok(err)
	o.ok(o.Park.CatchUp(t.Context()))
	title := lib.Criterion("mem10:11.33").Title.Zh
	o.silent(o.says(o.get(boss, "/charts"), 200), title)
	o.ok(o.Park.Sync.HandOut(t.Context(), wire.Criteria, []byte(changed)))
	for path, says := range map[string]string{"/": title, "/charts": title, "/findings": "第十一条（三）"} {
		o.says(o.get(boss, path), 200, says)
	}
}
