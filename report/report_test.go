package report

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/csv"
	"encoding/json"
	"encoding/xml"
	"errors"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
)

const (
	visit   = "0193a2b4-0000-7000-8000-000000000001"
	company = "0193a2b4-0000-7000-8000-000000000002"
	tank    = "0193a2b4-0000-7000-8000-000000000003"
	first   = "0193a2b4-0000-7000-8000-000000000004"
	second  = "0193a2b4-0000-7000-8000-000000000005"
	later   = "0193a2b4-0000-7000-8000-000000000006"
)

// hostile is what people or programs could write into a field.
var hostile = []string{
	`=HYPERLINK("http://x","y")`, "+1+1", "-1", "@SUM(A1)", "＝1+1", "\t=1", " =1", `<script>alert(1)</script>`,
	`![x](http://x) [y](javascript:z)`, "| 表 | 格 |", "# 标题", `"><img src=x onerror=1>`, "&lt;b&gt;",
}

func library(t testing.TB) *checklist.Library {
	t.Helper()
	data, err := os.ReadFile("testdata/library.yaml")
	if err != nil {
		t.Fatal(err)
	}
	lib, err := checklist.Parse("library.yaml", data)
	if err != nil {
		t.Fatal(err)
	}
	return lib
}

// told is an inspection of these payloads, a minute apart.
func told(t testing.TB, ps ...inspection.Payload) *inspection.Inspection {
	t.Helper()
	seed := sha256.Sum256([]byte("report"))
	key := ed25519.NewKeyFromSeed(seed[:])
	var head inspection.Head
	now := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	i := inspection.New(visit)
	for _, p := range ps {
		if c, ok := p.(*inspection.Closed); ok {
			c.Seals = i.Seals()
		}
		op, next, err := inspection.Sign(key, head, now, p)
		if err != nil {
			t.Fatal(err)
		}
		i, head, now = i.With(op), next, now.Add(time.Minute)
	}
	return i
}

func opened(lib *checklist.Library, name string) *inspection.Opened {
	return &inspection.Opened{ID: visit, Visit: inspection.Assistance, Date: "2026-11-23", Experts: []string{"专家甲"}, Sectors: []string{"demo"},
		Revision: lib.Revision, Enterprise: inspection.Enterprise{ID: company, Name: name, Code: "91500000MA5U00AA13"}}
}

func found(id, description string) *inspection.Found {
	return &inspection.Found{ID: visit, Finding: id, Criterion: "std1:3.1", Unit: tank, Level: inspection.SuspectedMajor,
		Description: description, Basis: "示例令第1号第三条（一）", Place: "罐区", Measure: "加装报警", Deadline: "2026-11-30"}
}

func closed() *inspection.Closed {
	return &inspection.Closed{ID: visit, Signatures: []inspection.Signature{{Role: inspection.ExpertRole, Name: "专家甲"},
		{Role: inspection.EnterpriseRole, Name: "李某某", Refused: true, Reason: "有异议", Witness: "王某某"}}}
}

// story is a small inspection with everything in it.
func story(t testing.TB, lib *checklist.Library, photo inspection.Photo) *inspection.Inspection {
	c := lib.Criterion("std1:3.1")
	ps := []inspection.Payload{
		opened(lib, "重庆示例化工有限公司"),
		&inspection.UnitAdded{ID: visit, Unit: inspection.Unit{ID: tank, Kind: "tank", Name: "1号罐"}},
		&inspection.Answered{ID: visit, Words: c.Hash(), Answer: checklist.Answer{Criterion: "std1:3.1", Unit: tank, Value: checklist.Fail, Measured: map[string]string{"b": "10"}}},
		found(first, "储罐未设液位报警"),
		&inspection.Photographed{ID: visit, Finding: first, Photo: photo},
		found(second, "误记的一条"),
		&inspection.Withdrawn{ID: visit, Finding: second, Reason: "重复", Second: "专家乙"},
		closed(),
		found(later, "封存后发现"),
	}
	return told(t, ps...)
}

func source(t testing.TB, i *inspection.Inspection, lib *checklist.Library, photo string, lang words.Lang) Source {
	t.Helper()
	return Source{Inspection: i, Library: lib, Words: words.In(lang), Zone: time.FixedZone("", 8*3600), Photo: func(string) ([]byte, error) { return os.ReadFile(photo) }}
}

func photoFile(t testing.TB, w, h int) (string, inspection.Photo) {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for x := range w {
		img.Set(x, h/2, color.RGBA{200, 30, 30, 255})
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, img, nil); err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "p.jpg")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return path, inspection.Photo{SHA256: strings.Repeat("ab", 32), Size: int64(b.Len()), Name: "IMG_1.jpg", Mime: "image/jpeg"}
}

func TestDocumentSaysWhatWasSealed(t *testing.T) {
	lib := library(t)
	path, photo := photoFile(t, 40, 30)
	d := New(source(t, story(t, lib, photo), lib, path, words.Zh))
	if len(d.Findings) != 2 || d.Findings[1].Status != "withdrawn" || d.Findings[0].Number != 1 {
		t.Errorf("findings %+v", d.Findings)
	}
	if len(d.Late) != 1 || !strings.Contains(d.Late[0].What, "封存后发现") || d.Late[0].Time != "2026-11-23 10:08" {
		t.Errorf("late %+v", d.Late)
	}
	v := d.Verdicts[0]
	if v.Outcome != checklist.MajorSuspected || len(v.Hits) != 1 || v.Hits[0].Unit != "1号罐" || !strings.Contains(strings.Join(v.Hits[0].Path, "\n"), "10") {
		t.Errorf("verdict %+v", v)
	}
	if len(v.Open) != 1 || v.Open[0].Criterion != "std1:3.2" {
		t.Errorf("open %+v", v.Open)
	}
	if d.Sealed != "2026-11-23T10:07:00+08:00" || len(d.Seal) != 16 {
		t.Errorf("sealed %q, seal %q", d.Sealed, d.Seal)
	}
}

func written(t *testing.T, src Source, kind, ending string, findings ...string) []byte {
	t.Helper()
	p, _ := PaperNamed(kind)
	var b bytes.Buffer
	if err := p.Write(&b, "x."+ending, src, findings...); err != nil {
		t.Fatalf("%s.%s: %v", kind, ending, err)
	}
	return b.Bytes()
}

func TestEveryFormatHoldsTheFindings(t *testing.T) {
	lib := library(t)
	path, photo := photoFile(t, 40, 30)
	i := story(t, lib, photo)
	for _, lang := range []words.Lang{words.Zh, words.En} {
		for _, ending := range []string{"html", "xlsx", "csv", "md", "json", "docx"} {
			data := written(t, source(t, i, lib, path, lang), "list", ending)
			text := string(data)
			switch ending {
			case "xlsx":
				text = sheetText(t, data)
			case "docx":
				text = docxText(t, data)
			case "md":
				text = strings.ReplaceAll(text, `\`, "")
			}
			for _, want := range []string{"储罐未设液位报警", "示例令第1号第三条（一）", "罐区", "2026-11-30", strings.Repeat("ab", 32)} {
				if !strings.Contains(text, want) {
					t.Errorf("%s %s lacks %q", lang, ending, want)
				}
			}
		}
	}
}

// docxText is the text of a document without its markup.
func docxText(t *testing.T, data []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	f, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for d := xml.NewDecoder(f); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return b.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		if text, is := token.(xml.CharData); is {
			b.Write(text)
		}
	}
}

func sheetText(t *testing.T, data []byte) string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var b strings.Builder
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			b.WriteString(strings.Join(r, "\t") + "\n")
		}
	}
	return b.String()
}

// Text from outside never drives the browser or the spreadsheet (P10).
func TestHostileTextIsOnlyShown(t *testing.T) {
	lib := library(t)
	for _, h := range hostile {
		i := told(t, opened(lib, strings.TrimSpace(h)+"x"), found(first, h))
		src := source(t, i, lib, "", words.Zh)
		for _, p := range Papers {
			page, text := string(written(t, src, p.Kind, "html", "1")), string(written(t, src, p.Kind, "md", "1"))
			for _, bad := range []string{"<script>alert", "<img src=x", "onerror=1>"} {
				if strings.Contains(page, bad) || strings.Contains(text, bad) {
					t.Errorf("%s: %q: markup got through", p.Kind, h)
				}
			}
			if strings.Contains(text, "![x](") || strings.Contains(text, "[y](java") {
				t.Errorf("%s: %q: a link got through to Markdown", p.Kind, h)
			}
			checkCells(t, h, written(t, src, p.Kind, "csv", "1"), written(t, src, p.Kind, "xlsx", "1"))
		}
	}
}

func checkCells(t *testing.T, h string, table, sheet []byte) {
	t.Helper()
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(table, []byte("\uFEFF"))))
	r.FieldsPerRecord = -1 // a paper has several tables
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, cell := range row {
			if s := strings.TrimSpace(cell); s != "" && strings.ContainsAny(s[:1], "=+-@") {
				t.Errorf("%q: CSV cell %q runs", h, cell)
			}
		}
	}
	f, err := excelize.OpenReader(bytes.NewReader(sheet))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for _, name := range f.GetSheetList() {
		rows, err := f.GetRows(name)
		if err != nil {
			t.Fatal(err)
		}
		for r, row := range rows {
			for c := range row {
				cell, _ := excelize.CoordinatesToCellName(c+1, r+1)
				if formula, _ := f.GetCellFormula(name, cell); formula != "" {
					t.Errorf("%q: %s!%s is a formula", h, name, cell)
				}
			}
		}
	}
}

func TestCSVIsForExcel(t *testing.T) {
	lib := library(t)
	var b bytes.Buffer
	if err := CSV(&b, New(source(t, told(t, opened(lib, "示例"), found(first, "两行\n文字")), lib, "", words.Zh))); err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(b.Bytes(), []byte("\xef\xbb\xbf")) || !bytes.Contains(b.Bytes(), []byte("\r\n")) {
		t.Error("no BOM or no CRLF")
	}
}

func TestJSONIsStable(t *testing.T) {
	lib := library(t)
	var b bytes.Buffer
	if err := JSON(&b, New(source(t, told(t, opened(lib, "示例")), lib, "", words.Zh))); err != nil {
		t.Fatal(err)
	}
	var m map[string]any
	if err := json.Unmarshal(b.Bytes(), &m); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"format", "title", "notes", "id", "enterprise", "visit", "date", "experts", "revision", "verdicts", "findings", "signatures", "late"} {
		if _, ok := m[key]; !ok {
			t.Errorf("no %q", key)
		}
	}
	for _, key := range []string{"findings", "signatures", "late"} {
		if m[key] == nil {
			t.Errorf("%q is null, want an empty list", key)
		}
	}
}

func TestUnknownEndingNamesTheKnown(t *testing.T) {
	if err := CheckEnding("list.exe"); err == nil || !strings.Contains(err.Error(), ".html") {
		t.Errorf("%v", err)
	}
	if err := CheckEnding("清单.XLSX"); err != nil {
		t.Error(err)
	}
}
