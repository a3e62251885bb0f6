package web

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/wire"
)

// entered is an entry of an enterprise's ledger with a picture that the park holds.
func (o *office) entered(s side) ledger.Entry {
	o.Helper()
	e, err := ledger.Save(o.Context(), o.Park.DB, account.Console, ledger.Draft{Enterprise: s.id, Kind: ledger.Report, Today: o.Park.Today(), Now: o.Park.Now(),
		Values:  ledger.Values{"day": "2026-06-12", "what": "二层平台护栏松动", "reporter": "报告人某甲"},
		Uploads: map[string][]assess.Evidence{"": {{Name: "护栏.jpg", Mime: "image/jpeg", SHA256: s.photo}}}})
	o.ok(err)
	return e
}

// begun sees to it that an enterprise has begun its month.
func (o *office) begun(s side) {
	o.Helper()
	_, err := ledger.Save(o.Context(), o.Park.DB, account.Console, ledger.Draft{Enterprise: s.id, Kind: ledger.Month, Year: 2026, Today: o.Park.Today(), Now: o.Park.Now(), Values: ledger.Values{"problems": "夜班参加少"}})
	if !errors.Is(err, ledger.ErrChanged) {
		o.ok(err)
	}
}

func ledgerEntry(then string) func(*office, string, side) string {
	return func(o *office, _ string, s side) string {
		return ledgerPath(s.id, ledger.Report, o.entered(s).ID) + then
	}
}

func ledgerPicture(o *office, _ string, s side) string {
	o.entered(s)
	return "/pictures/" + s.id + "/" + s.photo
}

// jpegOf is a picture that is no other's.
func jpegOf(t *testing.T, shade uint8) []byte {
	t.Helper()
	m := image.NewGray(image.Rect(0, 0, 32, 24))
	for n := range m.Pix {
		m.Pix[n] = color.Gray{shade}.Y
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// withPicture sends a form with a picture.
func (o *office) withPicture(v *visitor, path, field string, picture []byte, form url.Values) *httptest.ResponseRecorder {
	o.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	form.Set("token", v.token)
	for name := range form {
		o.ok(w.WriteField(name, form.Get(name)))
	}
	f, err := w.CreateFormFile(field, "活动照片.jpg")
	o.ok(err)
	_, err = f.Write(picture)
	o.ok(err)
	o.ok(w.Close())
	r := httptest.NewRequest("POST", path, &b)
	r.Header.Set("Content-Type", w.FormDataContentType())
	return o.ask(v, r)
}

var pictured = regexp.MustCompile(`/pictures/[^/"]+/([0-9a-f]{64})`)

// An enterprise writes its month bit by bit and hands it in; the park comments and ends it; both are told how it stands.
func TestTheMonthOnPages(t *testing.T) {
	o := peopled(t)
	firm, officer, other := o.visitors["enterprise"], o.visitors["officer"], o.person(account.Account{Login: "other", Name: "别家某", Role: account.Enterprise, Enterprise: o.b.id})
	path := o.a.in("/month/{enterprise}/2026")
	o.says(o.get(firm, "/"), http.StatusOK, "安全生产月活动总结，6月25日前交", "已经晚了 153 天")
	o.done(o.get(firm, "/month"), path)
	o.says(o.get(firm, path), http.StatusOK, "还缺", "已经晚了 153 天")
	w := o.withPicture(firm, path, "study.pictures", jpegOf(t, 99), url.Values{"version": {"0"}, "study.form": {"微课堂"}, "study.people": {"80"}, "study.day": {"2026-06-03"}})
	o.done(w, path+"?done=kept")
	page := o.get(firm, path).Body.String()
	m := pictured.FindStringSubmatch(page)
	if m == nil {
		t.Fatalf("the page shows no picture:\n%s", page)
	}
	if sum, err := wire.ParseSum(m[1]); err != nil || o.get(firm, "/pictures/"+o.a.id+"/"+sum.String()).Code != http.StatusOK {
		t.Errorf("the picture does not come: %v", err)
	}
	for _, x := range []struct {
		v    *visitor
		path string
	}{{other, "/pictures/" + o.a.id + "/" + m[1]}, {other, "/pictures/" + o.b.id + "/" + m[1]}, {other, path}, {firm, "/pictures/" + o.a.id + "/" + o.b.photo}} {
		if w := o.get(x.v, x.path); w.Code != http.StatusNotFound {
			t.Errorf("%s came to a stranger: %d", x.path, w.Code)
		}
	}
	form := url.Values{"version": {"1"}, "study.form": {"微课堂"}, "study.people": {"-3"}, "do": {"hand"}}
	o.says(o.post(firm, path, form), http.StatusUnprocessableEntity, "有 2 处要改", "应为整数，0 到 1000000", "请填写")
	form.Set("study.people", "80")
	form.Set("practice", "全员查找身边隐患")
	o.done(o.post(firm, path, form), path+"?done=handed-in")
	o.says(o.post(firm, path, form), http.StatusConflict, "有人改过这一条", "全员查找身边隐患")
	o.silent(o.says(o.get(firm, "/"), http.StatusOK), "活动总结，6月25日前交")
	o.says(o.get(firm, path+"/summary.html"), http.StatusOK, "2026 年安全生产月", "微课堂", "全员查找身边隐患", "2026-11-25", "153")
	for ending, magic := range map[string]string{"docx": "PK", "pdf": "%PDF-"} {
		if w := o.get(firm, path+"/summary."+ending); w.Code != http.StatusOK || !strings.HasPrefix(w.Body.String(), magic) {
			t.Errorf("summary.%s: %d %.10q", ending, w.Code, w.Body.String())
		}
	}
	for _, file := range []string{"/summary.exe", "/other.pdf", "/summary"} {
		if w := o.get(firm, path+file); w.Code != http.StatusNotFound {
			t.Errorf("%s: %d", file, w.Code)
		}
	}
	o.says(o.get(officer, "/month?state=late"), http.StatusOK, "共 1 项", o.a.name, "晚 153 天")
	o.says(o.get(officer, "/month?state=not"), http.StatusOK, o.b.name)
	o.done(o.post(officer, path+"/review", url.Values{"version": {"0"}, "comment": {"做法扎实"}, "closed": {"yes"}}), path+"?done=commented")
	o.silent(o.says(o.get(firm, path), http.StatusOK, "园区已经评定，不能再改", "做法扎实", "微课堂"), "重新交活动总结")
	form.Set("version", "2")
	o.says(o.post(firm, path, form), http.StatusConflict, "园区已经评定，不能再改")
	o.says(o.get(officer, o.a.in("/enterprises/{enterprise}")), http.StatusOK, "安全生产月和台账", "今年演练 0 次", "晚了 153 天")

	// on record of the month; while the tables are made again after an upgrade, the page goes on without
	o.says(o.get(firm, path), http.StatusOK, "活动期间的记录（", "内部隐患报告")
	o.ok(o.Park.DB.Write(o.Context(), func(tx *sqldb.Tx) error {
		_, err := tx.Exec(`UPDATE inspection SET facts = ''`)
		return err
	}))
	o.silent(o.says(o.get(firm, path), http.StatusOK, "做法扎实"), "活动期间的记录")

	june := time.Date(2026, 6, 20, 10, 0, 0, 0, park.Zone)
	o.Park.Now = func() time.Time { return june }
	o.says(o.get(officer, "/"), http.StatusOK, fmt.Sprintf("%d  活动总结未交（6月25日前）", len(o.all)-1))
	o.says(o.get(other, "/month/"+o.b.id+"/2026"), http.StatusOK, "还有 5 天")
	june = june.AddDate(0, 2, 0)
	o.silent(o.says(o.get(officer, "/"), http.StatusOK), "活动总结未交")
}

// A ledger's entries on pages: added, corrected, struck; the reporter for the park's officers, and for the enterprise that named them.
func TestLedgersOnPages(t *testing.T) {
	o := peopled(t)
	firm, officer := o.visitors["enterprise"], o.visitors["officer"]
	path := o.a.in("/ledgers/{enterprise}/report/")
	w := o.post(officer, path+"new", url.Values{"version": {"0"}, "day": {"2026-06-12"}, "what": {"护栏松动"}, "reporter": {"报告人某乙"}, "verified": {"no"}, "reward": {"100.25"}})
	byPark := strings.TrimSuffix(w.Header().Get("Location"), "?done=kept")
	o.says(o.get(officer, byPark), http.StatusOK, "报告人某乙", "100.25")
	w = o.post(firm, path+"new", url.Values{"version": {"0"}, "day": {"2026-06-13"}, "what": {"配电箱门坏"}, "reporter": {"报告人某甲"}, "verified": {"no"}})
	byFirm := strings.TrimSuffix(w.Header().Get("Location"), "?done=kept")
	o.says(o.get(firm, byFirm), http.StatusOK, "报告人某甲")
	for _, who := range []string{"lead", "expert", "auditor"} {
		o.silent(o.says(o.get(o.visitors[who], byFirm), http.StatusOK, "对本页保密"), "报告人某甲")
		o.silent(o.says(o.get(o.visitors[who], "/ledgers"), http.StatusOK, "配电箱门坏"), "报告人某")
	}
	o.silent(o.says(o.get(firm, byPark), http.StatusOK, "护栏松动", "对本页保密"), "报告人某乙")
	o.says(o.post(firm, byFirm, url.Values{"version": {"1"}, "day": {"2026-13-01"}, "what": {"配电箱门坏"}, "reward": {"1.005"}}), http.StatusUnprocessableEntity, "有 2 处要改", "没有这一天", "最多两位小数")
	o.done(o.post(firm, byFirm, url.Values{"version": {"1"}, "day": {"2026-06-13"}, "what": {"配电箱门已修"}}), byFirm+"?done=kept")
	o.says(o.get(firm, byFirm), http.StatusOK, "配电箱门已修", "第 1 版", "配电箱门坏", "报告人某甲")
	o.says(o.post(firm, byFirm+"/strike", url.Values{"version": {"2"}}), http.StatusUnprocessableEntity, "请填写")
	o.done(o.post(firm, byFirm+"/strike", url.Values{"version": {"2"}, "reason": {"登记重了"}}), byFirm+"?done=struck")
	o.says(o.get(firm, byFirm), http.StatusOK, "登记重了")
	o.silent(o.says(o.get(firm, "/ledgers"), http.StatusOK, "护栏松动"), "配电箱门已修")
	o.says(o.get(firm, "/ledgers?struck=1"), http.StatusOK, "配电箱门已修", "已划掉")
	o.silent(o.says(o.get(o.visitors["admin"], "/audit"), http.StatusOK, "登记台账", "划掉台账"), "报告人某")
}
