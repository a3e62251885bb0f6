package report

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/report/sheet"
)

var update = flag.Bool("update", false, "write the golden papers anew")

const (
	third  = "0193a2b4-0000-7000-8000-000000000007"
	fourth = "0193a2b4-0000-7000-8000-000000000008"
)

// lived is an inspection with the whole life of its findings: one decided as major, planned, told to the workers, more time asked for; one
// rectified and passed, one that failed, one handed over, one withdrawn; the enterprise refused to sign.
func lived(t testing.TB, lib *checklist.Library, visit_ inspection.Visit, photo inspection.Photo) *inspection.Inspection {
	c := lib.Criterion("std1:3.1")
	o := opened(lib, "重庆示例化工有限公司")
	o.Visit, o.Accompanied, o.Experts = visit_, "李某某", []string{"专家甲", "专家乙"}
	o.Enterprise.Address, o.Enterprise.Contact, o.Enterprise.Phone = "示例路1号", "李某某", "000-0000000"
	if visit_ == inspection.Official {
		o.Cards = []string{"示例0001", "示例0002"}
	}
	step := func(id, by string) inspection.Step { return inspection.Step{ID: visit, Finding: id, By: by} }
	general := func(id, what, due string) *inspection.Found {
		return &inspection.Found{ID: visit, Finding: id, Level: inspection.General, Description: what, Place: "装置区", Basis: "示例令第1号第五条", Measure: "清理", Deadline: due}
	}
	ps := []inspection.Payload{
		o,
		&inspection.UnitAdded{ID: visit, Unit: inspection.Unit{ID: tank, Kind: "tank", Name: "1号罐"}},
		&inspection.Answered{ID: visit, Words: c.Hash(), Place: "罐区", Answer: checklist.Answer{Criterion: "std1:3.1", Unit: tank, Value: checklist.Fail, Measured: map[string]string{"b": "10"}}},
		found(first, "储罐未设液位报警"),
		&inspection.Photographed{ID: visit, Finding: first, Photo: photo},
		general(second, "疏散通道堆放杂物", "2026-12-03"),
		general(third, "灭火器压力不足", "2026-12-04"),
		general(fourth, "动火作业无票", "2026-12-05"),
		general(later, "误记的一条", "2026-12-06"),
		&inspection.Withdrawn{ID: visit, Finding: later, Reason: "重复", Second: "专家丙"},
		closed(),
		&inspection.Planned{Step: step(first, "李某某"), Person: "赵某某", Measures: "加装液位报警并联锁", Funds: "3万元，自筹", Deadline: "2026-11-30", Contingency: "降低液位，专人监护"},
		&inspection.WorkersTold{Step: step(first, "李某某"), Way: "班前会", Day: "2026-11-24"},
		&inspection.MajorDecided{Step: step(first, "园区周某"), Confirmed: true, Authority: "示例区应急管理局", Document: "示例应急〔2026〕1号"},
		&inspection.ExtensionAsked{Step: step(first, "李某某"), Until: "2026-12-20", Reason: "报警器到货晚"},
		&inspection.Rectified{Step: step(second, "李某某"), Done: "已清理通道"},
		&inspection.Rechecked{Step: step(second, "复查某"), Passed: true},
		&inspection.Rectified{Step: step(third, "李某某"), Done: "已送检"},
		&inspection.Rechecked{Step: inspection.Step{ID: visit, Finding: third, By: "复查某", Note: "两具仍未更换"}},
		&inspection.Transferred{Step: step(fourth, "园区周某"), To: "示例区应急管理局", Document: "示例移〔2026〕2号", Receipt: "收字0009"},
		&inspection.Photographed{ID: visit, Paper: "opinion", Photo: photo},
	}
	return told(t, ps...)
}

// Every paper in both languages is what lies in testdata/papers: look at it before it is written anew.
func TestPapers(t *testing.T) {
	lib := library(t)
	path, photo := photoFile(t, 40, 30)
	for _, visit := range []inspection.Visit{inspection.Assistance, inspection.Official} {
		i := lived(t, lib, visit, photo)
		for _, lang := range []words.Lang{words.Zh, words.En} {
			src := source(t, i, lib, path, lang)
			src.Entry = "https://park.example/entry/made-up"
			src.Numbers = map[string]string{"notice": "示例园管〔2026〕7号"}
			for _, p := range Papers {
				golden(t, fmt.Sprintf("%s-%s-%s", p.Kind, visit, lang), string(written(t, src, p.Kind, "md")))
			}
		}
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "papers", name+".md")
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v: look at the paper and run go test ./report -update", err)
	}
	if got != string(want) {
		t.Errorf("%s differs; look at it and run go test ./report -update if it should:\n%s", file, got)
	}
}

// eachPaper calls f with every paper of every kind of visit, in both languages.
func eachPaper(t *testing.T, f func(name string, p Paper, s sheet.Sheet)) {
	t.Helper()
	lib := library(t)
	path, photo := photoFile(t, 40, 30)
	for _, visit := range []inspection.Visit{inspection.Assistance, inspection.SelfCheck, inspection.Recheck, inspection.Official} {
		i := lived(t, lib, visit, photo)
		for _, lang := range []words.Lang{words.Zh, words.En} {
			for _, p := range Papers {
				s, err := p.Sheet(source(t, i, lib, path, lang))
				if err != nil {
					t.Fatal(err)
				}
				f(fmt.Sprintf("%s %s %s", p.Kind, visit, lang), p, s)
			}
		}
	}
}

// An expert advises and a park asks: no paper orders. What orders comes from the authority's own system.
func TestNoPaperOrders(t *testing.T) {
	titles := map[string]bool{}
	eachPaper(t, func(name string, _ Paper, s sheet.Sheet) {
		titles[s.Title] = true
		if all := fmt.Sprintf("%+v", s); strings.Contains(all, "责令") || strings.Contains(all, "行政处罚") {
			t.Errorf("%s orders: %s", name, all)
		}
	})
	for _, want := range []string{"专家检查意见", "企业自查意见", "专家复查意见", "技术帮扶现场记录", "现场检查记录", "企业自查现场记录", "复查现场记录"} {
		if !titles[want] {
			t.Errorf("no visit gives a paper called %s: %v", want, titles)
		}
	}
}

// Nobody's papers of a self-check speak of experts or of assistance: the enterprise looked itself.
func TestASelfCheckHasNoExperts(t *testing.T) {
	named := strings.NewReplacer("专家甲", "", "专家乙", "", "第二专家：专家丙", "", "second expert: 专家丙", "")
	n := 0
	eachPaper(t, func(name string, _ Paper, s sheet.Sheet) {
		if !strings.Contains(name, string(inspection.SelfCheck)) {
			return
		}
		n++
		text := strings.ToLower(named.Replace(fmt.Sprintf("%+v", s)))
		for _, bad := range []string{"专家", "技术帮扶", "expert", "assistance"} {
			if strings.Contains(text, bad) {
				t.Errorf("%s: %q is in %s", name, bad, text)
			}
		}
	})
	if n != 2*len(Papers) {
		t.Errorf("%d papers of a self-check", n)
	}
}

// Only officers inspect: the paper of that name is of no other visit, and names their cards.
func TestOnlyOfficersHaveAnInspectionRecord(t *testing.T) {
	eachPaper(t, func(name string, p Paper, s sheet.Sheet) {
		official := strings.Contains(name, string(inspection.Official))
		if s.Title == "现场检查记录" && !official {
			t.Errorf("%s is called an inspection record", name)
		}
		if has := strings.Contains(fmt.Sprintf("%+v", s.Blocks[0]), "示例0001"); has != official {
			t.Errorf("%s: cards %v", name, has)
		}
	})
}

// Names are written by hand: what stands in the place of a blank is a refusal and nothing else; whom nobody named has none beside it.
func TestNamesAreNeverInBlanks(t *testing.T) {
	refusals, blanks := 0, 0
	eachPaper(t, func(name string, _ Paper, s sheet.Sheet) {
		for _, b := range s.Blocks {
			signs, _ := b.(sheet.Signatures)
			for _, g := range signs {
				blanks++
				if g.Says != "" {
					refusals++
					if !strings.Contains(g.Says, "王某某") { // the witness
						t.Errorf("%s: %+v in a blank", name, g)
					}
				}
				if strings.Contains(g.Role+g.Date, "某") || strings.Contains(g.Role+g.Date, "专家甲") {
					t.Errorf("%s: a name in %+v", name, g)
				}
			}
			fields, _ := b.(sheet.Fields)
			for _, f := range fields {
				for _, w := range []*words.Words{words.In(words.Zh), words.In(words.En)} {
					if f.Label == w.Papers.Principal && f.Value != "" {
						t.Errorf("%s: nobody said who the principal is: %q", name, f.Value)
					}
				}
			}
		}
	})
	if refusals == 0 || blanks == refusals {
		t.Errorf("%d refusals of %d blanks", refusals, blanks)
	}
}

// What nobody said is a blank: a paper of an inspection that has hardly begun invents nothing, and every paper can be made of it.
func TestWhatNobodySaidIsABlank(t *testing.T) {
	lib := library(t)
	i := told(t, opened(lib, "示例厂"), found(first, "储罐未设液位报警"))
	for _, lang := range []words.Lang{words.Zh, words.En} {
		src, w := source(t, i, lib, "", lang), words.In(lang)
		for _, p := range Papers {
			s, err := p.Sheet(src, "1")
			if err != nil {
				t.Fatalf("%s: %v", p.Kind, err)
			}
			for _, b := range s.Blocks {
				fields, _ := b.(sheet.Fields)
				for _, f := range fields {
					m := w.Papers.Major
					if slices.Contains([]string{m.Cause, m.HarmDegree, m.Ease, m.Six[0], m.Six[2], m.Six[3], m.Six[5], m.To, w.Papers.Extension.New, w.Papers.Extension.Why, w.Papers.Transfer.To, w.Papers.Transfer.Receipt}, f.Label) && f.Value != "" {
						t.Errorf("%s: %s is %q, and nobody said so", p.Kind, f.Label, f.Value)
					}
				}
			}
		}
	}
}

func TestFindingsAreChosen(t *testing.T) {
	lib := library(t)
	w := words.In(words.Zh)
	i := lived(t, lib, inspection.Assistance, inspection.Photo{SHA256: strings.Repeat("ab", 32)})
	for _, c := range []struct {
		kind  string
		named []string
		want  []string // nil: an error that says want
		says  string
	}{
		{"major", nil, []string{first}, ""}, {"extension", nil, []string{first}, ""}, {"transfer", nil, []string{fourth}, ""},
		{"transfer", []string{"3", "1", third}, []string{first, third}, ""}, {"list", []string{"1"}, nil, ""},
		{"major", []string{"9"}, nil, "9"}, {"major", []string{"5"}, nil, "第 5 项"},
	} {
		p, _ := PaperNamed(c.kind)
		got, err := p.Choose(i, w, c.named...)
		if !slices.Equal(got, c.want) || (err != nil) != (c.says != "") || err != nil && !strings.Contains(err.Error(), c.says) {
			t.Errorf("%s %v: %v, %v", c.kind, c.named, got, err)
		}
	}
	p, _ := PaperNamed("extension")
	if _, err := p.Choose(told(t, opened(lib, "示例厂")), w); err == nil || !strings.Contains(err.Error(), "项号") {
		t.Errorf("no finding offers itself: %v", err)
	}
}

// The number on paper can be typed and sorts by day; a correction of the heading changes none that was printed.
func TestNumbers(t *testing.T) {
	lib := library(t)
	o := opened(lib, "示例厂")
	i := told(t, o)
	id := WorkingID(i)
	if !strings.HasPrefix(id, "20261123-") || !strings.HasSuffix(id, "-00000001") || len(id) != len("20261123-3F0A-00000001") {
		t.Errorf("working id %q", id)
	}
	later := *o
	later.Date = "2026-11-25"
	if again := WorkingID(told(t, o, &later)); again != id {
		t.Errorf("the date was corrected: %q became %q", id, again)
	}
	i = lived(t, lib, inspection.Assistance, inspection.Photo{SHA256: strings.Repeat("ab", 32)})
	src := source(t, i, lib, "", words.Zh)
	src.Numbers = map[string]string{"notice": "示例园管〔2026〕7号", Key("transfer", []string{fourth}): "示例园管移〔2026〕1号"}
	for kind, want := range map[string]string{"notice": "示例园管〔2026〕7号", "transfer": "示例园管移〔2026〕1号", "opinion": WorkingID(i) + "-YJ", "major": WorkingID(i) + "-ZD-01"} {
		p, _ := PaperNamed(kind)
		if s, err := p.Sheet(src); err != nil || s.Number != want {
			t.Errorf("%s has the number %q, want %q (%v)", kind, s.Number, want, err)
		}
	}
}

func TestEveryPaperHasWords(t *testing.T) {
	for _, lang := range []words.Lang{words.Zh, words.En} {
		w := words.In(lang)
		for _, p := range Papers {
			if w.PaperTitle(p.Kind, "") == p.Kind || w.Papers.About[p.Kind] == "" {
				t.Errorf("%s has no words in %s", p.Kind, lang)
			}
		}
	}
}

// The signed paper's photo stands in the list, with its hash; it is no late entry.
func TestTheSignedPaperIsInTheList(t *testing.T) {
	lib := library(t)
	path, photo := photoFile(t, 40, 30)
	i := lived(t, lib, inspection.Assistance, photo)
	d := New(source(t, i, lib, path, words.Zh))
	if len(d.Signed) != 1 || d.Signed[0].Paper != "opinion" || d.Signed[0].Photo.SHA256 != photo.SHA256 {
		t.Errorf("signed %+v", d.Signed)
	}
	for _, l := range d.Late {
		if strings.Contains(l.What, photo.Name) {
			t.Errorf("late: %+v", l)
		}
	}
	if list := string(written(t, source(t, i, lib, path, words.Zh), "list", "md")); !strings.Contains(list, "已签字的专家检查意见") {
		t.Error("the list does not name the signed opinion")
	}
}
