package paper

import (
	"crypto/ed25519"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/strictyaml"
)

// env is a made-up desk: the small library, counted ids, photos that are there unless they are called gone.jpg.
type env struct {
	Env
	ids, taken int
}

func newEnv(t testing.TB) *env {
	t.Helper()
	lib, err := checklist.Parse("library.yaml", read(t, "../../checklist/testdata/small.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	e := &env{}
	e.Env = Env{
		Library: lib,
		Known: []inspection.Enterprise{
			{ID: id(901), Name: "重庆同名有限公司", Code: "91500000MA5HG00012"},
			{ID: id(902), Name: "重庆同名有限公司", Code: "91500000MA5XF00019"},
			{ID: id(903), Name: "重庆示例旧名有限公司", Code: "91500000MA5GM00016", Address: "旧址", Phone: "1"},
			{ID: id(904), Name: "重庆无码有限公司", Contact: "赵示例"},
		},
		NewID: func() string { e.ids++; return id(e.ids) },
		Say:   func(text checklist.Text) string { return text.Zh },
		Readable: func(path string) error {
			if path == "gone.jpg" {
				return errors.New("gone.jpg is not there")
			}
			return nil
		},
		Photo: func(path string) (inspection.Photo, error) {
			e.taken++
			if path == "torn.jpg" {
				return inspection.Photo{}, errors.New("torn.jpg cannot be read to its end")
			}
			return inspection.Photo{SHA256: fmt.Sprintf("%064d", e.taken), Name: path}, nil
		},
	}
	return e
}

func id(n int) string { return fmt.Sprintf("0193a2b4-0000-7000-8000-%012d", n) }

func (e *env) recording(name string, data []byte) (Recording, error) {
	f, err := Parse(name, data)
	if err != nil {
		return Recording{}, err
	}
	return f.Payloads(e.Env)
}

func (e *env) mustRecord(t *testing.T, data string) Recording {
	t.Helper()
	r, err := e.recording("small.yaml", []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// fold signs the payloads, one feed, and gives the state they make.
func (r Recording) fold(t *testing.T, lib *checklist.Library) *inspection.Inspection {
	t.Helper()
	key := ed25519.NewKeyFromSeed(make([]byte, 32))
	var head inspection.Head
	var ops []inspection.Op
	sign := func(p inspection.Payload) {
		op, next, err := inspection.Sign(key, head, time.Date(2026, 10, 13, 8, 0, 0, 0, time.UTC), p)
		if err != nil {
			t.Fatal(err)
		}
		kept, err := inspection.Decode(op.Body, op.Sig)
		if err != nil {
			t.Fatal(err)
		}
		head, ops = next, append(ops, kept)
	}
	for _, p := range r.Payloads {
		sign(p)
	}
	if len(r.Signatures) > 0 {
		sign(r.Closed(inspection.Fold(ops)[r.ID], lib.Judge))
	}
	return inspection.Fold(ops)[r.ID]
}

func kindsOf(r Recording) string {
	var kinds []string
	for _, p := range r.Payloads {
		kinds = append(kinds, p.Kind())
	}
	return strings.Join(slices.Compact(kinds), " ")
}

// What the file says is what the state says after it was recorded, signed, stored as bytes and folded.
func TestAnswersFileComesBackAsState(t *testing.T) {
	e := newEnv(t)
	r := e.mustRecord(t, string(read(t, "testdata/small.yaml")))
	if want := "inspection-opened scope-answered unit-added answered finding-recorded photo-attached"; kindsOf(r) != want {
		t.Errorf("order %s, want %s", kindsOf(r), want)
	}
	i := r.fold(t, e.Library)
	o := i.Opened
	if o.Enterprise != (inspection.Enterprise{ID: id(903), Name: "重庆示例储罐有限公司", Code: "91500000MA5GM00016", Address: "示例路1号", Contact: "李示例", Phone: "02300000000"}) {
		t.Errorf("enterprise %+v", o.Enterprise)
	}
	if o.Visit != inspection.Official || o.Date != "2026-10-12" || !slices.Equal(o.Experts, []string{"专家甲", "专家乙"}) || len(o.Cards) != 2 ||
		o.Accompanied != "王示例" || !slices.Equal(o.Sectors, []string{"small"}) || o.Revision != e.Library.Revision {
		t.Errorf("heading %+v", o)
	}
	for q, want := range map[string]string{"s-dust": "{yes [] }", "s-dust-kind": "{kinds [metal] }", "s-crowd": "{unknown [] }", "s-exempt": "{yes [] 示例函〔2026〕1号，2026-05-01}"} {
		if got := fmt.Sprint(i.Scope[q]); got != want {
			t.Errorf("scope %s %s, want %s", q, got, want)
		}
	}
	checkAnswers(t, i, e.Library)
	checkFindings(t, i)
	if i.Closed == nil || len(i.Closed.Signatures) != 2 || i.Closed.Signatures[1] != (inspection.Signature{Role: inspection.EnterpriseRole, Name: "王示例", Refused: true, Reason: "有异议", Witness: "张示例"}) {
		t.Errorf("closed %+v", i.Closed)
	}
	if len(i.Closed.Outcomes) != 1 || len(i.Late()) != 0 || r.Answers != 6 || r.Findings != 5 {
		t.Errorf("outcomes %+v, late %d, %d answers, %d findings", i.Closed.Outcomes, len(i.Late()), r.Answers, r.Findings)
	}
}

func checkAnswers(t *testing.T, i *inspection.Inspection, lib *checklist.Library) {
	t.Helper()
	said := func(criterion, unit string) string {
		s, ok := i.Answer(inspection.Key{Criterion: criterion, Unit: unit})
		if !ok {
			return "not answered"
		}
		if s.Words != lib.Criterion(criterion).Hash() {
			t.Errorf("%s: words %s", criterion, s.Words)
		}
		return fmt.Sprintf("%s %v %v %s|%s|%s|%s|%s", s.Value, s.Conditions, s.Measured, s.Reason, s.Place, s.Note, s.NoPhoto, s.Observed)
	}
	if len(i.Units) != 2 || i.Units[0].Name != "1号罐" || i.Units[1].Kind != "tank" {
		t.Fatalf("units %+v", i.Units)
	}
	one, two := i.Units[0].ID, i.Units[1].ID
	for _, c := range []struct{ criterion, unit, want string }{
		{"new1:1.1", one, "fail map[a:false failed:true] map[] |罐区东侧|报警器断电。\n值班员说已停一周。||2026-10-12T09:30:00+08:00"},
		{"new1:1.1", two, "ok map[] map[] ||||"},
		{"new1:1.2", "", "fail map[] map[b:12] |打磨间||防爆区|2026-10-12T10:00:00+08:00"},
		{"new1:1.3", "", "na map[] map[] 无此设施||||"},
		{"new1:2.1", "", "unseen map[] map[c:2.4] 未开机||||"},
		{"new1:2.2", "", "fail map[a:false b:false] map[] |资料室|||"},
	} {
		if got := said(c.criterion, c.unit); got != c.want {
			t.Errorf("%s: %q, want %q", c.criterion, got, c.want)
		}
	}
	if photos := i.Photos[inspection.Key{Criterion: "new1:1.1", Unit: two}]; len(photos) != 1 || photos[0].Name != "c.jpg" {
		t.Errorf("photos of an ok answer: %+v", photos)
	}
}

func checkFindings(t *testing.T, i *inspection.Inspection) {
	t.Helper()
	want := []string{
		// drafted, hit because failed; the note speaks; fixed, so without a deadline; two photos
		"new1:1.1 suspected-major 罐区东侧|报警器断电。\n值班员说已停一周。|示例〔2026〕2号《示例新标准》第一条（一）||| fixed:true 2026-10-12T09:30:00+08:00 a.jpg sub/b.jpg",
		// everything said by the file
		"new1:1.2 general 打磨间|打磨间12人同时作业|示例〔2026〕2号《示例新标准》第一条（二）|清出多余人员|限员|2026-10-20 fixed:false 2026-10-12T10:00:00+08:00",
		// answered fail, conditions not met: general, the usual deadline
		"new1:2.2 general 资料室|综合二|示例〔2026〕2号《示例新标准》第二条（二）|||2026-10-27 fixed:false ",
		" suspected-major 门卫|值班表缺签|企业值班制度|补签|每日检查|2026-10-30 fixed:false 2026-10-12T11:00:00+08:00 d.jpg",
		" general 仓库|灭火器被挡|||| fixed:true ",
	}
	if len(i.Findings) != len(want) {
		t.Fatalf("%d findings, want %d", len(i.Findings), len(want))
	}
	for n := range i.Findings {
		f := &i.Findings[n]
		got := fmt.Sprintf("%s %s %s|%s|%s|%s|%s|%s fixed:%t %s", f.Criterion, f.Level, f.Place, f.Description, f.Basis, f.Immediate, f.Measure, f.Deadline, f.Fixed, f.Observed)
		for _, p := range f.Photos {
			got += " " + p.Name
		}
		if got != want[n] {
			t.Errorf("finding %d\n%q, want\n%q", n+1, got, want[n])
		}
	}
	if i.Findings[0].Unit != i.Units[0].ID || i.Findings[1].NoPhoto != "防爆区" {
		t.Error("a finding lost its unit or the reason why there is no photo")
	}
}

const least = "format: 1\nenterprise: {name: 重庆示例有限公司}\ndate: 2026-10-12\nexperts: [专家甲]\nsectors: [small]\n"

func TestWhatMayBeLeftOut(t *testing.T) {
	e := newEnv(t)
	r := e.mustRecord(t, least)
	i := r.fold(t, e.Library)
	if i.Opened.Visit != inspection.Assistance || i.Closed != nil || i.Opened.Enterprise.ID == "" || len(r.Payloads) != 1 {
		t.Errorf("%+v", i.Opened)
	}
}

func TestUnitsAreMadeByTheFirstMention(t *testing.T) {
	e := newEnv(t)
	r := e.mustRecord(t, least+"units: [{kind: dust-collector, name: 1号}]\nanswers:\n"+
		"  - {criterion: new1:1.1, unit: 1号, answer: ok}\n  - {criterion: new1:1.1, unit: 2号, answer: ok}\n")
	i := r.fold(t, e.Library)
	var got []string
	for _, u := range i.Units {
		got = append(got, u.Kind+" "+u.Name)
	}
	if want := []string{"dust-collector 1号", "tank 1号", "tank 2号"}; !slices.Equal(got, want) {
		t.Errorf("units %v, want %v", got, want)
	}
	if len(i.Answers) != 2 {
		t.Errorf("%d answers, want 2", len(i.Answers))
	}
}

func TestEnterprisesKnownBefore(t *testing.T) {
	for _, c := range []struct{ heading, want string }{
		{"name: 重庆新名有限公司, code: 91500000MA5GM00016", id(903)},
		{"name: 重庆示例旧名有限公司", id(903)},
		{"name: 重庆同名有限公司, code: 91500000MA5XF00019", id(902)},
		{"name: 重庆无码有限公司, code: 91500000MA5GM00029", id(904)},
		{"name: 重庆示例旧名有限公司, code: 91500000MA5GM00029", ""},
		{"name: 重庆另一有限公司", ""},
	} {
		e := newEnv(t)
		r := e.mustRecord(t, strings.Replace(least, "name: 重庆示例有限公司", c.heading, 1))
		got := r.Payloads[0].(*inspection.Opened).Enterprise
		known := slices.ContainsFunc(e.Known, func(k inspection.Enterprise) bool { return k.ID == got.ID })
		if known != (c.want != "") || known && got.ID != c.want {
			t.Errorf("%s: id %s, want %q", c.heading, got.ID, c.want)
		}
	}
	e := newEnv(t)
	got := e.mustRecord(t, strings.Replace(least, "name: 重庆示例有限公司", "name: 重庆示例旧名有限公司, phone: \"2\"", 1)).Payloads[0].(*inspection.Opened).Enterprise
	if got.Code != "91500000MA5GM00016" || got.Address != "旧址" || got.Phone != "2" {
		t.Errorf("what the file leaves out is not taken from the known enterprise: %+v", got)
	}
}

func TestTimesAreOfTheZone(t *testing.T) {
	e := newEnv(t)
	e.Zone = time.FixedZone("UTC+3", 3*60*60)
	r := e.mustRecord(t, least+"answers: [{criterion: new1:2.2, answer: ok, observed: \"23:30\"}]\n")
	if got := r.Payloads[1].(*inspection.Answered).Observed; got != "2026-10-12T23:30:00+03:00" {
		t.Errorf("observed %s", got)
	}
}

func TestPhotoThatCannotBeTakenIn(t *testing.T) {
	e := newEnv(t)
	r, err := e.recording("x.yaml", []byte(least+"answers:\n  - {criterion: new1:2.2, answer: ok, photos: [a.jpg, torn.jpg]}\n"))
	want := "x.yaml:7: answers[0].photos[1] (new1:2.2): torn.jpg cannot be read to its end"
	if err == nil || err.Error() != want || len(r.Payloads) != 0 {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestAFileIsCheckedAnewEachTime(t *testing.T) {
	f, err := Parse("x.yaml", []byte(least+"kind: x\n"))
	if err != nil {
		t.Fatal(err)
	}
	for range 2 {
		_, err := f.Payloads(newEnv(t).Env)
		if all, ok := errors.AsType[strictyaml.Problems](err); !ok || len(all) != 1 {
			t.Errorf("got %v, want one problem", err)
		}
	}
}

func TestJSONIsRead(t *testing.T) {
	e := newEnv(t)
	e.mustRecord(t, `{"format": 1, "enterprise": {"name": "重庆示例有限公司"}, "date": "2026-10-12", "experts": ["专家甲"],
  "sectors": ["small"], "scope": {"s-tank": true},
  "answers": [{"criterion": "new1:1.2", "answer": "fail", "place": "打磨间", "measured": {"b": 12.50}, "conditions": {"a": true}}]}`)
}
