package web

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/sqldb"
)

// Lists, first pages and the register, on one park.
func TestLists(t *testing.T) {
	o := peopled(t)
	for _, c := range []struct {
		name string
		f    func(o *office)
	}{
		{"filters", (*office).filters}, {"pages", (*office).pagesOfList}, {"an enterprise's own", (*office).ownLists}, {"visits", (*office).often},
		{"register", (*office).registerEdited}, {"import", (*office).imported}, {"merge", (*office).merged},
	} {
		t.Run(c.name, func(t *testing.T) {
			as := *o
			as.T = t
			c.f(&as)
		})
	}
}

var findingLinks = regexp.MustCompile(`<td><a href="(/findings/[^"]+)">`)

// links is the findings that a page lists.
func (o *office) links(v *visitor, path string) (all []string) {
	o.Helper()
	w := o.get(v, path)
	o.says(w, 200)
	for _, m := range findingLinks.FindAllStringSubmatch(w.Body.String(), -1) {
		all = append(all, m[1])
	}
	return all
}

// rows is the findings that a filter means, asked of the tables.
func (o *office) rows(keep func(project.FindingRow) bool) (all []string) {
	o.Helper()
	o.read(func(tx *sqldb.Tx) error {
		rows, next, err := project.Findings(tx, o.Park.Today(), project.Filter{}, project.Page{Size: 1000})
		if next != "" {
			o.Fatal("there are more findings than this test reads")
		}
		for _, r := range rows {
			if keep(r) {
				all = append(all, findingPath(r.Inspection, r.Finding))
			}
		}
		return err
	})
	slices.Sort(all)
	return all
}

// late: its day counts, and the enterprise has not reported by then, or in vain.
func late(r project.FindingRow) bool {
	waits := slices.Contains([]string{"fixed", "rectified", "re-checked"}, r.Status)
	return r.Open && r.Due != "" && !(waits && (r.Reported != "" && r.Reported <= r.Due || r.Fixed && r.Failed == 0))
}

// A filter of the address is the one that is asked, and what it means is all there.
func (o *office) filters() {
	v, today := o.visitors["officer"], o.Park.Today()
	named := url.QueryEscape(o.a.name)
	for query, keep := range map[string]func(project.FindingRow) bool{
		"state=open":                     func(r project.FindingRow) bool { return r.Open },
		"state=late":                     func(r project.FindingRow) bool { return late(r) && r.Due < today },
		"state=today":                    func(r project.FindingRow) bool { return late(r) && r.Due == today },
		"state=ended":                    func(r project.FindingRow) bool { return !r.Open },
		"status=closed":                  func(r project.FindingRow) bool { return r.Status == "closed" },
		"state=all&sector=fire":          func(r project.FindingRow) bool { return r.Sector == "fire" },
		"state=all&enterprise=" + o.a.id: func(r project.FindingRow) bool { return r.Enterprise == o.a.id },
		"state=all&name=" + named:        func(r project.FindingRow) bool { return strings.Contains(r.Name, o.a.name) },
		"state=open&name=" + named + "&grade=general": func(r project.FindingRow) bool {
			return r.Open && strings.Contains(r.Name, o.a.name) && r.Grade == "general"
		},
		"state=all&criterion=" + o.a.criterion: func(r project.FindingRow) bool { return r.Criterion == o.a.criterion },
		"state=all&name=nobody":                func(project.FindingRow) bool { return false },
	} {
		got := o.links(v, "/findings?print=1&"+query)
		slices.Sort(got)
		if want := o.rows(keep); !slices.Equal(got, want) {
			o.Errorf("%s: %d findings are listed, want %d", query, len(got), len(want))
		}
	}
}

// From page to page every finding comes once.
func (o *office) pagesOfList() {
	var all []string
	for path := "/findings?state=all"; path != ""; {
		all = append(all, o.links(o.visitors["auditor"], path)...)
		m := regexp.MustCompile(`rel="next" href="([^"]+)"`).FindStringSubmatch(o.get(o.visitors["auditor"], path).Body.String())
		if path = ""; m != nil {
			path = strings.ReplaceAll(m[1], "&amp;", "&")
		}
	}
	slices.Sort(all)
	if want := o.rows(func(project.FindingRow) bool { return true }); len(want) <= onPage || !slices.Equal(all, want) {
		o.Errorf("%d findings on all pages, want %d, which are more than one page", len(all), len(want))
	}
}

// P9: whatever an enterprise asks for, it is shown its own.
func (o *office) ownLists() {
	own := o.rows(func(r project.FindingRow) bool { return r.Enterprise == o.a.id })
	for _, who := range []string{"enterprise", guest} {
		for _, query := range []string{"state=all", "state=all&enterprise=" + o.b.id, "state=all&name=" + url.QueryEscape(o.b.name), "state=all&enterprise="} {
			got := o.links(o.visitors[who], "/findings?print=1&"+query)
			slices.Sort(got)
			if !slices.Equal(got, own) {
				o.Errorf("%s asks for %s and is shown %d findings, its own are %d", who, query, len(got), len(own))
			}
		}
		for _, path := range []string{"/", "/findings?state=all", "/inspections", "/inspections?enterprise=" + o.b.id} {
			o.silent(o.says(o.get(o.visitors[who], path), 200), o.b.name)
		}
	}
}

// Who was visited more often than the site says is marked, with the reason.
func (o *office) often() {
	v := o.visitors["officer"]
	var visited *project.EnterpriseRow
	o.read(func(tx *sqldb.Tx) (err error) {
		visited, err = project.Enterprise(tx, o.Park.Today(), o.a.id)
		return err
	})
	if visited.Visited < 2 {
		o.Fatalf("%s was visited %d times this year: choose another seed", o.a.name, visited.Visited)
	}
	limit := o.VisitLimit
	defer func() { o.VisitLimit = limit }()
	o.VisitLimit = visited.Visited
	o.silent(o.says(o.get(v, enterprisePath(o.a.id)), 200, "今年上门次数"), "再安排之前")
	o.VisitLimit = visited.Visited - 1
	o.says(o.get(v, enterprisePath(o.a.id)), 200, fmt.Sprintf("今年已经上门 %d 次", visited.Visited), "重庆市规范涉企行政检查办法")
	o.says(o.get(v, "/visits"), 200, fmt.Sprintf("! %d", visited.Visited))
}

// An entry is changed; what cannot be kept is shown at its field with what was typed, and who comes too late is told.
func (o *office) registerEdited() {
	v, path := o.visitors["officer"], enterprisePath(o.a.id)
	m := regexp.MustCompile(`name="changed" value="(\d+)"`).FindStringSubmatch(o.get(v, path+"/edit").Body.String())
	if m == nil {
		o.Fatal("the form does not say which state it shows")
	}
	form := url.Values{"name": {o.a.name}, "code": {"9150"}, "address": {"示例市示例路9号"}, "sectors": {"fire", "nonsense"}, "active": {"yes"}, "changed": m[1:]}
	w := o.post(v, path+"/edit", form)
	o.says(w, 422, "有 1 处要改", "信用代码应为 18 位")
	if !strings.Contains(w.Body.String(), `value="示例市示例路9号"`) {
		o.Error("what was typed is gone")
	}
	form.Set("code", "")
	o.done(o.post(v, path+"/edit", form), path+"?done=saved")
	o.says(o.get(v, path), 200, "示例市示例路9号", "消防")
	form.Set("changed", "1")
	o.says(o.post(v, path+"/edit", form), 409, "名册")
	if w := o.post(o.visitors["expert"], path+"/edit", form); w.Code != 403 {
		o.Errorf("an expert changes the register: %d", w.Code)
	}
}

// upload sends a spreadsheet as a browser does.
func (o *office) sheet(v *visitor, name, sheet string) *httptest.ResponseRecorder {
	o.Helper()
	var b bytes.Buffer
	m := multipart.NewWriter(&b)
	o.ok(m.WriteField("token", v.token))
	f, err := m.CreateFormFile("sheet", name)
	o.ok(err)
	_, err = f.Write([]byte(sheet))
	o.ok(err)
	o.ok(m.Close())
	r := httptest.NewRequest("POST", "/enterprises/import", &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return o.ask(v, r)
}

// A file is previewed and then applied; when the register changed in between it is previewed again.
func (o *office) imported() {
	v := o.visitors["officer"]
	o.says(o.sheet(v, "a.csv", ""), 422, "没有选文件")
	o.says(o.sheet(v, "a.csv", "甲,乙\n"), 422, "没有列名")
	w := o.sheet(v, "a.csv", "企业名称,信用代码\n示例新有限公司,\n示例坏有限公司,123\n")
	o.says(w, 200, "B3", "3 位，信用代码应为 18 位", "示例新有限公司")
	stale := hidden(w, "file", "mark", "data")
	_, err := register.Save(o.Context(), o.Park.DB, "某", register.Enterprise{Name: "示例插队有限公司", Active: true}, o.Park.Now())
	o.ok(err)
	w = o.post(v, "/enterprises/import", stale)
	o.says(w, 409, "请重新预览")
	o.done(o.post(v, "/enterprises/import", hidden(w, "file", "mark", "data")), "/enterprises?done=imported")
	o.silent(o.says(o.get(v, "/enterprises"), 200, "示例新有限公司"), "示例坏有限公司")
}

// Two entries become one in two steps: the second says what will move, and wants a yes.
func (o *office) merged() {
	boss := o.visitors["admin"]
	moved := o.rows(func(r project.FindingRow) bool { return r.Enterprise == o.b.id })
	path := enterprisePath(o.b.id) + "/merge"
	w := o.get(boss, path+"?words="+url.QueryEscape(o.a.name))
	o.says(w, 200, o.a.name)
	if !strings.Contains(w.Body.String(), path+"?into="+o.a.id) {
		o.Fatal("the other enterprise is not offered")
	}
	o.says(o.get(boss, path+"?into="+o.a.id), 200, "会", fmt.Sprint(len(moved)))
	if w := o.get(boss, path+"?into="+o.b.id); w.Code != 404 {
		o.Errorf("an enterprise is merged into itself: %d", w.Code)
	}
	o.says(o.post(boss, path, url.Values{"into": {o.a.id}}), 422, "请先勾选")
	o.done(o.post(boss, path, url.Values{"into": {o.a.id}, "sure": {"yes"}}), enterprisePath(o.a.id)+"?done=merged")
	o.says(o.get(boss, enterprisePath(o.b.id)), 200, o.a.name) // known by its old address
	if got := o.rows(func(r project.FindingRow) bool { return r.Enterprise == o.a.id }); !slices.Contains(got, moved[0]) {
		o.Error("the findings did not move")
	}
}
