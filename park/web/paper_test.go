package web

import (
	"bytes"
	"image"
	"image/jpeg"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/report"
	"anquan.example/paicha/report/proof"
	"anquan.example/paicha/report/sheet"
)

func TestPapers(t *testing.T) {
	o := peopled(t)
	for _, x := range []struct {
		name string
		ask  func(*office)
	}{{"every paper in every format", everyPaper}, {"verified without the park", papersAreVerified}, {"what is not an enterprise's", notForEnterprises}, {"numbers", papersAreNumbered}, {"signed and sent back", signedAndSentBack}, {"with the enterprise's code", withTheCode}} {
		t.Run(x.name, func(t *testing.T) {
			o.T = t
			x.ask(o)
		})
	}
}

// P8: a paper of the park says by itself that it is what was signed, and that the park held nothing else; whoever it was given to.
func papersAreVerified(o *office) {
	number, zh := o.numberOf(), words.In(words.Zh)
	known := proof.Trust{Parks: map[string]string{proof.Fingerprint(o.Park.Sync.About().Key): "示例园区"}}
	for _, p := range report.Papers {
		name := "/inspections/" + o.a.inspection + "/" + p.Kind
		if p.Picks != nil {
			name += "-" + number
		}
		for _, ending := range []string{"docx", "pdf", "xlsx", "html"} {
			v, err := proof.Verifier{Words: zh, Trust: known}.Verify(name+"."+ending, o.get(o.visitors["officer"], name+"."+ending).Body.Bytes())
			if err != nil {
				o.Errorf("%s.%s: %v", name, ending, err)
				continue
			}
			vouched, _, _ := strings.Cut(zh.Proof.Vouched, "%s 时")
			if !v.Good() || !strings.Contains(strings.Join(v.Proved, "\n"), strings.TrimPrefix(vouched, "%s")) {
				o.Errorf("%s.%s: %+v", name, ending, v)
			}
		}
	}
	if home := o.get(o.visitors["officer"], "/").Body.String(); !strings.Contains(home, proof.Fingerprint(o.Park.Sync.About().Key)) {
		o.Error("the fingerprint is not on the page")
	}
}

func everyPaper(o *office) {
	number := o.numberOf()
	for _, p := range report.Papers {
		name := "/inspections/" + o.a.inspection + "/" + p.Kind
		if p.Picks != nil {
			name += "-" + number
		}
		for _, f := range sheet.Formats {
			w := o.get(o.visitors["officer"], name+"."+f.Ending)
			if w.Code != http.StatusOK || w.Body.Len() == 0 || w.Header().Get("Content-Type") != f.Mime {
				o.Errorf("%s.%s: %d %s", name, f.Ending, w.Code, w.Header().Get("Content-Type"))
			}
			if attached := strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment"); attached != (f.Ending != "html") {
				o.Errorf("%s.%s: to keep %v", name, f.Ending, attached)
			}
		}
	}
	for _, bad := range []string{"poem.html", "list.exe", "list", "major-99.html", "major-x.html", "-.html", ".html"} {
		if w := o.get(o.visitors["officer"], "/inspections/"+o.a.inspection+"/"+bad); w.Code != http.StatusNotFound {
			o.Errorf("%s: %d", bad, w.Code)
		}
	}
}

// numberOf is the number of the first enterprise's finding, as an address names it.
func (o *office) numberOf() string {
	o.Helper()
	i, err := o.Park.Inspection(o.Context(), account.Console, o.a.inspection)
	o.ok(err)
	return itoa(i.Finding(o.a.finding).Number)
}

// A transfer is between park and authority; what is addressed to the enterprise it reads.
func notForEnterprises(o *office) {
	number := o.numberOf()
	for _, who := range []string{"enterprise", guest} {
		for _, p := range report.Papers {
			name := "/inspections/" + o.a.inspection + "/" + p.Kind
			if p.Picks != nil {
				name += "-" + number
			}
			if w := o.get(o.visitors[who], name+".html"); (w.Code == http.StatusOK) != p.Enterprise {
				o.Errorf("%s for %s: %d", name, who, w.Code)
			}
			if w := o.get(o.visitors[who], strings.Replace(name, o.a.inspection, o.b.inspection, 1)+".html"); w.Code != http.StatusNotFound {
				o.Errorf("another's %s for %s: %d", p.Kind, who, w.Code)
			}
		}
		for _, path := range []string{"/inspections/" + o.a.inspection, "/findings/" + o.a.inspection + "/" + o.a.finding} {
			o.silent(o.get(o.visitors[who], path).Body.String(), "/transfer", "/number\"")
		}
	}
}

func papersAreNumbered(o *office) {
	officer, path := o.visitors["officer"], "/inspections/"+o.a.inspection
	give := url.Values{"paper": {"notice"}}
	o.says(o.post(officer, path+"/number", give), http.StatusConflict, "parkd serve --mark")
	o.ok(o.Park.SetMark(o.Context(), "示例园管"))
	o.says(o.get(officer, path), 200, "编文号", "整改复查意见")
	o.done(o.post(officer, path+"/number", give), path+"?done=saved#papers")
	o.says(o.get(officer, path), 200, "示例园管〔2026〕1号")
	o.says(o.get(o.visitors["enterprise"], path), 200, "示例园管〔2026〕1号")
	o.says(o.get(officer, path+"/notice.html"), 200, "示例园管〔2026〕1号")
	o.says(o.get(officer, path+"/recheck.html"), 200, "示例园管〔2026〕1号") // the paper that it follows
	o.done(o.post(officer, path+"/number", url.Values{"paper": {"transfer-" + o.numberOf()}}), path+"?done=saved#papers")
	o.says(o.get(officer, path+"/transfer-"+o.numberOf()+".html"), 200, "示例园管〔2026〕2号")
	o.says(o.post(officer, path+"/number", url.Values{"paper": {"opinion"}}), http.StatusNotFound)
}

func signedAndSentBack(o *office) {
	path := "/inspections/" + o.a.inspection
	for n, who := range []string{"enterprise", "expert"} {
		o.done(o.signedPaper(o.visitors[who], path, "opinion", byte(n)), path+"?done=act#papers")
	}
	page := o.says(o.get(o.visitors["officer"], path), 200, words.In(words.Zh).Papers.Web.Signed)
	if n := strings.Count(page, "signed.jpg"); n < 2 {
		o.Errorf("%d photos are shown", n)
	}
	o.says(o.get(o.visitors["officer"], path+"/list.html"), 200, "签字件照片")
	o.says(o.post(o.visitors["officer"], path+"/signed", url.Values{"paper": {"list"}}), http.StatusUnprocessableEntity, "没有填")
}

// signedPaper sends the photo of a signed paper as a browser does.
func (o *office) signedPaper(v *visitor, path, kind string, shade byte) *httptest.ResponseRecorder {
	o.Helper()
	var b, photo bytes.Buffer
	img := image.NewGray(image.Rect(0, 0, 32, 24))
	img.Pix[0] = 200 + shade
	o.ok(jpeg.Encode(&photo, img, nil))
	m := multipart.NewWriter(&b)
	o.ok(m.WriteField("token", v.token))
	o.ok(m.WriteField("paper", kind))
	f, err := m.CreateFormFile("photos", "signed.jpg")
	o.ok(err)
	_, err = f.Write(photo.Bytes())
	o.ok(err)
	o.ok(m.Close())
	r := httptest.NewRequest("POST", path+"/signed", &b)
	r.Header.Set("Content-Type", m.FormDataContentType())
	return o.ask(v, r)
}

// The code that lets the enterprise in stands on the list that is printed: it is known only when it is made.
func withTheCode(o *office) {
	path := "/inspections/" + o.a.inspection
	o.says(o.get(o.visitors["officer"], path), 200, "隐患清单（带企业二维码）")
	w := o.post(o.visitors["officer"], path+"/entry", url.Values{"file": {"list.html"}})
	o.says(w, 200, "https://park.example/entry/", "扫码填写整改情况")
	o.silent(o.get(o.visitors["officer"], path+"/list.html").Body.String(), "/entry/")
}
