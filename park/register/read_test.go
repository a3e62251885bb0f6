package register

import (
	"archive/zip"
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
)

var update = flag.Bool("update", false, "write the golden files anew")

// codeOf makes the n-th of many made-up credit codes.
func codeOf(n int) string {
	body := fmt.Sprintf("91500000MA%07d", n)
	for _, last := range "0123456789ABCDEFGHJKLMNPQRTUWXY" {
		if code := body + string(last); inspection.CheckCreditCode(code) == nil {
			return code
		}
	}
	panic("no check character")
}

// golden compares text with a file in testdata.
func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s:\n%s\nwant:\n%s", file, got, want)
	}
}

// workbook is a register as somebody keeps it: a cover, a title above the heading, and every mistake there is.
func workbook(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(f.SetCellStr("Sheet1", "A1", "示例园区"))
	_, err := f.NewSheet("名册")
	must(err)
	rows := [][]any{
		{"示例园区企业名册"},
		{},
		{"序号", "单位名称（必填）", "统一社会信用代码 (18位)", "地址", "联系人", "联系电话", "片区", "行业", "经度", "纬度", "状态", "备注"},
		{1, "示例化工有限公司", codeOf(1), "化工大道 1 号", "联系人甲", 13800000001, "东区", "危险化学品、fire", 106.5515, 29.563, "正常", ""},
		{2, "示例铝业有限公司", codeOf(2)[:17] + "?", "", "", "", "", "", "", "", "", ""},
		{3, "示例气体有限公司", codeOf(1), "", "", "", "", "", "", "", "", ""},
		{4, "", codeOf(3)},
		{5, "示例纸业有限公司", 915000000000000012.0},
		{6, "示例电子有限公司", codeOf(4), "", "", "", "", "", 29.563, 106.5515},
		{7, "", codeOf(5)},
		{8, "示例印务\u202e有限公司", codeOf(6)},
		{9, strings.Repeat("长", 201), codeOf(7)},
		{10, "示例木业有限公司", codeOf(8), "", "", "1.38E+10", "", "", "", "", "", ""},
		{11, "示例食品有限公司", strings.ToLower(codeOf(9)[:9]) + " " + codeOf(9)[9:], "", "", "", "", "养鱼", "", "", "", ""},
		{12, "示例物流有限公司", codeOf(10), "", "", "", "", "", 106.5, "", "不知道", ""},
		{},
		{13, "示例机械有限公司", "", "", "", "", "", "", "", "", "关闭", "没有代码\n也可以"},
		{14, "示例机械有限公司", ""},
		{15, "示例短码有限公司", codeOf(11)[:17]},
		{16, "示例错码有限公司", codeOf(12)[:16] + "0" + codeOf(12)[17:]},
	}
	for n, row := range rows {
		must(f.SetSheetRow("名册", fmt.Sprintf("A%d", n+1), &row))
	}
	must(f.SetCellFormula("名册", "B10", `"示例"&"有限公司"`))
	var b bytes.Buffer
	must(f.Write(&b))
	return b.Bytes()
}

var sectors = SectorNames{"危险化学品": "hazchem", "hazchem": "hazchem", "fire": "fire", "工贸": "industry"}

func TestEveryBadCellIsNamed(t *testing.T) {
	s, err := Read("名册.xlsx", workbook(t), sectors)
	if err != nil {
		t.Fatal(err)
	}
	if s.Tab != "名册" || !reflect.DeepEqual(s.Ignored, []string{"序号"}) || s.Encoding != "" {
		t.Errorf("%q %q %q", s.Tab, s.Ignored, s.Encoding)
	}
	for _, w := range []*words.Words{words.In(words.Zh), words.In(words.En)} {
		var b strings.Builder
		for _, p := range s.Problems {
			fmt.Fprintf(&b, "%s\n", p.Say(w.Register))
		}
		golden(t, "problems."+string(w.Lang)+".txt", b.String())
	}
	seen := map[Fault]bool{}
	for _, p := range s.Problems {
		seen[p.Fault] = true
	}
	for _, f := range []Fault{NoName, CodeLength, CodeCharacter, CodeCheck, Duplicate, Digits, Degrees, HalfPlace, Formula, Control, TooLong, Sector, BadState} {
		if !seen[f] {
			t.Errorf("the workbook has no %s", f)
		}
	}
	// good rows are still good
	want := []Enterprise{
		{ID: NewID(codeOf(1), ""), Name: "示例化工有限公司", Code: codeOf(1), Address: "化工大道 1 号", Contact: "联系人甲", Phone: "13800000001", Area: "东区",
			Sectors: []string{"hazchem", "fire"}, Longitude: "106.5515", Latitude: "29.563", Active: true},
		{ID: NewID("", "示例机械有限公司"), Name: "示例机械有限公司", Note: "没有代码 也可以"},
	}
	if got := s.Enterprises(); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v\nwant %+v", got, want)
	}
}

func TestTextIsReadInEveryEncoding(t *testing.T) {
	text := "企业名称,信用代码,地址,颜色\r\n示例化工有限公司," + codeOf(1) + ",\"化工大道\n1 号\",红\r\n\r\n示例铝业有限公司,,园区路,\r\n"
	tabs := strings.ReplaceAll(text, ",", "\t")
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(text)
	if err != nil {
		t.Fatal(err)
	}
	wide := func(s string, order unicode.Endianness, bom unicode.BOMPolicy) string {
		out, err := unicode.UTF16(order, bom).NewEncoder().String(s)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	for data, encoding := range map[string]string{
		text: "UTF-8", "\ufeff" + text: "UTF-8 (BOM)", gb: "GB18030", strings.ReplaceAll(text, ",", ";"): "UTF-8",
		wide(tabs, unicode.LittleEndian, unicode.UseBOM): "UTF-16 LE", wide(tabs, unicode.BigEndian, unicode.UseBOM): "UTF-16 BE",
		wide(text, unicode.LittleEndian, unicode.IgnoreBOM): "UTF-16 LE", wide(text, unicode.BigEndian, unicode.IgnoreBOM): "UTF-16 BE",
	} {
		s, err := Read("x.csv", []byte(data), nil)
		if err != nil {
			t.Errorf("%s: %v", encoding, err)
			continue
		}
		got := s.Enterprises()
		if s.Encoding != encoding || len(s.Problems) > 0 || len(got) != 2 || got[0].Name != "示例化工有限公司" || got[0].Address != "化工大道 1 号" || got[1].Address != "园区路" {
			t.Errorf("%s as %s: %+v %+v", encoding, s.Encoding, got, s.Problems)
		}
		if !reflect.DeepEqual(s.Ignored, []string{"颜色"}) || s.Rows[1].Line != 5 {
			t.Errorf("%s: ignored %q, line %d", encoding, s.Ignored, s.Rows[1].Line)
		}
	}
}

// A spreadsheet counts rows, an editor lines: both are said.
func TestCellsOfText(t *testing.T) {
	s, err := Read("x.csv", []byte("名称,代码,备注\n示例甲,,\"两\n行\"\n示例乙,123,\n=1+1,,\n\"示例\"丙,,\n\"=\"\""+codeOf(1)+"\"\"\",,\n示例丁,\"=\"\""+codeOf(2)+"\"\"\",\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	// 代码 alone is no name of the code's column: it may be any code
	if !reflect.DeepEqual(s.Ignored, []string{"代码"}) {
		t.Errorf("%q", s.Ignored)
	}
	var all []string
	for _, p := range s.Problems {
		all = append(all, p.Say(words.In(words.En).Register))
	}
	want := []string{"A4 (line 5, 名称) “=1+1”: a formula: copy it and paste its value", "line 6: quotes do not match, the line cannot be read"}
	if !reflect.DeepEqual(all, want) {
		t.Errorf("%q", all)
	}
}

func TestFilesThatAreNoRegister(t *testing.T) {
	far := excelize.NewFile() // cells far to the right: few bytes, many cells
	for n := 1; n <= 100; n++ {
		if err := far.SetCellStr("Sheet1", fmt.Sprintf("XFD%d", n), "x"); err != nil {
			t.Fatal(err)
		}
	}
	var wide bytes.Buffer
	if err := far.Write(&wide); err != nil {
		t.Fatal(err)
	}
	long := "名称\n" + strings.Repeat("示例\n", maxRows+1)
	var bomb bytes.Buffer
	z := zip.NewWriter(&bomb)
	part, err := z.Create("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := part.Write([]byte("<worksheet><sheetData>" + strings.Repeat("                ", maxBytes/16) + "</sheetData></worksheet>")); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		data string
		want error
	}{
		"xls": {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", ErrOldExcel}, "empty": {"", ErrNoHeading}, "no heading": {"a,b\n1,2\n", ErrNoHeading},
		"long": {long, ErrTooMany}, "wide": {wide.String(), ErrTooMany}, "bomb": {bomb.String(), ErrTooMany},
	} {
		if _, err := Read(name, []byte(c.data), nil); !errors.Is(err, c.want) {
			t.Errorf("%s: %v, want %v", name, err, c.want)
		} else if said := Explain(err, words.In(words.Zh).Register); said == err.Error() {
			t.Errorf("%s: %s is not said in Chinese", name, said)
		}
	}
	if _, err := Read("cut", workbook(t)[:500], nil); err == nil {
		t.Error("half a workbook was read")
	}
}

func FuzzRead(f *testing.F) {
	f.Add([]byte("名称,信用代码\n示例,"+codeOf(1)), false)
	f.Add([]byte("\xff\xfe\x0d\x54"), true)
	f.Add(workbook(f), true)
	f.Fuzz(func(t *testing.T, data []byte, known bool) {
		names := sectors
		if !known {
			names = nil
		}
		s, err := Read("x", data, names)
		if err != nil {
			return
		}
		for _, e := range s.Enterprises() {
			if e.Name == "" || strings.ContainsAny(e.Name+e.Code+e.Address, "\n\x00\x1b") {
				t.Errorf("%+v", e)
			}
		}
	})
}

// Days are read as people write them; a number, or one that no calendar has, is told.
func TestDaysAreRead(t *testing.T) {
	rows := "企业名称,入园日期,退出日期\n示例甲厂,2026年3月1日,2026/11/5\n示例乙厂,2026.3.1,\n示例丙厂,46082,\n示例丁厂,2026-02-30,\n"
	s, err := Read("x.csv", []byte(rows), nil)
	if err != nil {
		t.Fatal(err)
	}
	want := []Enterprise{{ID: NewID("", "示例甲厂"), Name: "示例甲厂", Since: "2026-03-01", Until: "2026-11-05", Active: true}, {ID: NewID("", "示例乙厂"), Name: "示例乙厂", Since: "2026-03-01", Active: true}}
	if got := s.Enterprises(); !reflect.DeepEqual(got, want) {
		t.Errorf("%+v", got)
	}
	if len(s.Problems) != 2 || s.Problems[0].Fault != BadDay || s.Problems[1].Fault != BadDay {
		t.Errorf("%+v", s.Problems)
	}
	if _, err := checked(Enterprise{Name: "示例甲厂", Since: "2026-03-01", Until: "2026-02-01"}); err == nil {
		t.Error("it left before it came")
	}
}
