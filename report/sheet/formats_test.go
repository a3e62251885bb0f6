package sheet

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"

	"anquan.example/paicha"
	"anquan.example/paicha/internal/words"
)

var update = flag.Bool("update", false, "write the golden files anew")

// small is the sample with a table that one can read.
func small() Sheet {
	s := sample()
	for n, b := range s.Blocks {
		if t, is := b.(Table); is && len(t.Rows) > 3 {
			t.Rows = t.Rows[:3]
			s.Blocks[n] = t
		}
	}
	return s
}

// What every format says, and how: the content, not the bytes of a zip. "go test -update" writes it anew; then it is read.
func TestGolden(t *testing.T) {
	for _, f := range Formats {
		got := content(t, f.Ending, write(t, f.Ending, small()))
		file := filepath.Join("testdata", "golden", f.Ending+".txt")
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
			t.Errorf("%s says something else than %s:\n%s", f.Ending, file, firstDifference(got, string(want)))
		}
	}
}

func firstDifference(got, want string) string {
	a, b := strings.Split(got, "\n"), strings.Split(want, "\n")
	for n := range min(len(a), len(b)) {
		if a[n] != b[n] {
			return fmt.Sprintf("line %d: %q, want %q", n+1, a[n], b[n])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(a), len(b))
}

// Whatever a sheet says is in every format, but for what the format's comment leaves out; names stand beside the blanks.
func TestNothingIsLeftOut(t *testing.T) {
	all := []string{"专家检查意见", "示高新安检〔2026〕07号", "91500000MA00000000", "检查情况", "拒签：认为时限过短", "示例化工有限公司", "https://park.example/", "复查由第二人进行", "专家甲", "照片 3"}
	for _, f := range Formats {
		if f.Ending == "csv" {
			continue // tables alone
		}
		text := strings.NewReplacer("\n", "", " ", "", "&lt;", "<").Replace(content(t, f.Ending, write(t, f.Ending, small())))
		for _, want := range all {
			if !strings.Contains(text, strings.ReplaceAll(want, " ", "")) {
				t.Errorf("%s does not say %q", f.Ending, want)
			}
		}
	}
	if got := string(write(t, "csv", small())); strings.Count(got, "\r\n") != 6 || !strings.HasPrefix(got, "\ufeff序号,部位,") {
		t.Errorf("csv: %q", got)
	}
}

// An Office file's parts are XML, declared, and related to parts that are there; rows are not torn and heads are repeated.
func TestOfficePartsFit(t *testing.T) {
	for _, ending := range []string{"docx", "xlsx"} {
		all := parts(t, write(t, ending, sample()))
		types := string(all["[Content_Types].xml"])
		for name, data := range all {
			if strings.HasSuffix(name, ".xml") || strings.HasSuffix(name, ".rels") {
				for d := xml.NewDecoder(bytes.NewReader(data)); ; {
					if _, err := d.Token(); errors.Is(err, io.EOF) {
						break
					} else if err != nil {
						t.Fatalf("%s: %s: %v", ending, name, err)
					}
				}
			}
			extension := name[strings.LastIndexByte(name, '.')+1:]
			if name != "[Content_Types].xml" && !strings.Contains(types, `"/`+name+`"`) && !strings.Contains(types, `Extension="`+extension+`"`) {
				t.Errorf("%s: %s has no type", ending, name)
			}
			if !strings.HasSuffix(name, ".rels") {
				continue
			}
			var rels struct {
				Relationship []struct {
					Target     string `xml:",attr"`
					TargetMode string `xml:",attr"`
				}
			}
			if err := xml.Unmarshal(data, &rels); err != nil {
				t.Fatal(err)
			}
			for _, r := range rels.Relationship {
				target := strings.TrimPrefix(r.Target, "/")
				if !strings.HasPrefix(r.Target, "/") {
					target = filepath.ToSlash(filepath.Join(filepath.Dir(filepath.Dir(name)), r.Target))
				}
				if all[target] == nil {
					t.Errorf("%s: %s points to %s, which is not there", ending, name, r.Target)
				}
			}
		}
	}
	document := string(parts(t, write(t, "docx", sample()))["word/document.xml"])
	if rows, kept := strings.Count(document, "<w:tr>"), strings.Count(document, "<w:cantSplit/>"); rows != kept || strings.Count(document, "<w:tblHeader/>") != 2 {
		t.Errorf("%d rows, %d of them not torn, %d heads", rows, kept, strings.Count(document, "<w:tblHeader/>"))
	}
}

// The head of a table is on every page that it reaches, a row is on one page, and one longer than a page goes on.
func TestPDFTables(t *testing.T) {
	s := sample()
	rows := [][]string{{"一", strings.Repeat("很长的一格。", 900)}}
	for n := range 60 {
		rows = append(rows, []string{fmt.Sprint(n), strings.Repeat("隐患描述", 20)})
	}
	s.Blocks = []Block{Table{Columns: []Column{{"编号列", 10, false}, {"说明列", 40, false}}, Rows: rows}}
	s.Landscape = true
	pages := strings.Split(pdfContent(t, write(t, "pdf", s)), "-- page ")[1:]
	said := 0
	for n, p := range pages {
		if !strings.Contains(p, "编号列") || !strings.Contains(strings.ReplaceAll(p, " ", ""), fmt.Sprintf("第%d页共%d页", n+1, len(pages))) {
			t.Errorf("page %d has no head, or counts wrongly:\n%s", n+1, p)
		}
		if !strings.Contains(p, "很长") && strings.Count(strings.NewReplacer(" ", "", "\n", "").Replace(p), "隐患描述")%20 != 0 {
			t.Errorf("page %d tears a row:\n%s", n+1, p)
		}
		said += strings.Count(strings.NewReplacer(" ", "", "\n", "").Replace(p), "很长的一格。")
	}
	if len(pages) < 4 || said < 880 { // some are cut by a page's end
		t.Errorf("%d pages, %d of 900 sentences", len(pages), said)
	}
}

// Pictures are read once each, one at a time and in their order, whatever comes of them; scaled, never larger than asked for.
func TestPicturesAreReadInOrder(t *testing.T) {
	for _, ending := range []string{"docx", "pdf", "xlsx", "html"} {
		var read []int
		var busy atomic.Int32
		var all Pictures
		for n := range 20 {
			p := taken(n, 60, 40)
			data, _ := p.Read()
			p.Read = func() ([]byte, error) {
				if busy.Add(1) != 1 {
					t.Error("two are read at once")
				}
				defer busy.Add(-1)
				read = append(read, n)
				if n%5 == 4 {
					return []byte("no picture"), nil
				}
				return data, nil
			}
			all = append(all, p)
		}
		all = append(all, Picture{Number: "照片 20", Missing: "照片 20 未能显示"})
		text := content(t, ending, write(t, ending, Sheet{Title: "照片", Blocks: []Block{all[:7], Text{Text: "x"}, all[7:]}}))
		if len(read) != 20 || read[0] != 0 || read[19] != 19 {
			t.Errorf("%s: read %v", ending, read)
		}
		for _, n := range []int{4, 9, 14, 19, 20} {
			if !strings.Contains(text, fmt.Sprintf("照片 %d 未能显示", n)) {
				t.Errorf("%s does not say that picture %d cannot be shown", ending, n)
			}
		}
	}
}

// A writer that fails ends the work and leaves nothing behind that waits for it.
func TestAFullDiskIsSaid(t *testing.T) {
	for _, f := range Formats {
		if err := f.Write(&full{room: 100}, sample()); err == nil || !strings.Contains(err.Error(), "专家检查意见") {
			t.Errorf("%s: %v", f.Ending, err)
		}
	}
}

type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, errors.New("no space left")
	}
	return len(p), nil
}

// hostile is text that would drive what shows it.
var hostile = []string{"=HYPERLINK(\"http://x\")", "+1+1", "＝1+1", "@SUM(A1)", "<script>alert(1)</script>", "a\x00b\x1b[31mc\x7f", "\u202egnp.exe\u2066", "\xff\xfe\xed\xa0\x80", "\ufffe\uffff\u200b\ufeff", "]]>&amp;<w:p/>",
	"{{.Title}} %d %s &P", "| a | **b** `c` [x](javascript:1) # 1. !", "\\) Tj ET (", "𬭎𠮷👷‍♀️", "\r\n\t\u2028x"}

// What people write is shown and never run, in every format and every place (P10); XML stays XML, and the given sheet as it was.
func TestP10HostileText(t *testing.T) {
	for n, evil := range hostile {
		s := Sheet{Lang: "zh", Title: evil, Number: evil, Notes: []string{evil}, Footer: evil, Page: evil, Author: evil, Blocks: []Block{
			Heading{1, evil}, Text{Text: evil}, List{Items: []string{evil}}, Fields{{Label: evil, Value: evil}},
			Table{Columns: []Column{{Name: evil}}, Rows: [][]string{{evil}, {evil, "too many"}, {}}, Empty: evil}, Pictures{{Number: evil, Caption: evil, SHA256: evil, Missing: evil}},
			Signatures{{Role: evil, Name: evil, Says: evil, Date: evil}, {Role: evil, Date: evil}}, Code{Text: evil, Caption: evil}}}
		before := fmt.Sprintf("%q", s.Blocks[4])
		for _, f := range Formats {
			file := write(t, f.Ending, s)
			text := content(t, f.Ending, file)
			for _, bad := range []string{"\x00", "\x1b", "\x7f", "\u202e", "\u2066", "\u200b", "\ufffe", "\xff", "<script>a"} {
				if strings.Contains(text, bad) && !(bad == "<script>a" && (f.Ending == "txt" || f.Ending == "csv" || f.Ending == "docx" || f.Ending == "xlsx" || f.Ending == "pdf")) {
					t.Errorf("%s: text %d: %q is still in it", f.Ending, n, bad)
				}
			}
			if f.Ending == "csv" {
				for _, line := range strings.Split(strings.TrimPrefix(text, "\ufeff"), "\r\n") {
					if strings.ContainsAny(strings.Trim(line, "\" ")+" ", "=+@＝") && strings.IndexAny(strings.Trim(line, "\" "), "=+@＝") == 0 {
						t.Errorf("csv: a spreadsheet runs %q", line)
					}
				}
			}
		}
		if after := fmt.Sprintf("%q", s.Blocks[4]); before != after {
			t.Error("the sheet was changed")
		}
	}
}

// No line begins with what ends a phrase nor ends with what begins one, and none is wider than it may be.
func TestWrap(t *testing.T) {
	for limit := 4; limit < 60; limit++ {
		lines := wrap(long+"\n\nEnglish words stay whole. "+strings.Repeat("x", 70), limit, columnsOf)
		for _, l := range lines {
			if span(l, columnsOf) > limit {
				t.Fatalf("%d wide: %q", limit, l)
			}
			if limit < 12 || l == "" { // in less than a phrase there is no place that would do
				continue
			}
			runes := []rune(l)
			if strings.ContainsRune("。，、；：）》〕！？", runes[0]) || strings.ContainsRune("（《〔", runes[len(runes)-1]) {
				t.Errorf("%d wide: %q", limit, l)
			}
		}
		if got := strings.Join(lines, ""); strings.ReplaceAll(got, " ", "") != strings.ReplaceAll(long+"Englishwordsstaywhole."+strings.Repeat("x", 70), " ", "") {
			t.Fatalf("%d wide: text was lost: %q", limit, got)
		}
	}
}

// A receipt's lines fit the paper.
func TestReceiptFits(t *testing.T) {
	for _, l := range strings.Split(string(write(t, "txt", sample())), "\n") {
		if !strings.ContainsAny(l, "█▀▄") && span(l, columnsOf) > paperColumns || len([]rune(l)) > paperColumns {
			t.Errorf("%d columns: %q", span(l, columnsOf), l)
		}
	}
}

// Every character of our own words and of the criteria can be set.
func TestTypefacesHaveOurWords(t *testing.T) {
	faces, err := faces()
	if err != nil {
		t.Fatal(err)
	}
	var text strings.Builder
	text.Write(paicha.Checklists)
	for _, l := range []words.Lang{words.Zh, words.En} {
		fmt.Fprint(&text, reflect.Indirect(reflect.ValueOf(words.In(l))).Interface())
	}
	text.WriteString("〔〕①②③≥≤…℃㎡㎥×□√→█▀▄〓镕堃喆淼頔")
	lacking := map[rune]bool{}
	for _, r := range plainText(text.String()) {
		if _, got := set(faces, song, r); got != r && r != '\n' {
			lacking[r] = true
		}
	}
	for r := range lacking {
		t.Errorf("no typeface has %q (%U)", r, r)
	}
	for _, f := range faces {
		if f.widths['中'] != 1000 {
			t.Errorf("%s: 中 is %d wide", f.name, f.widths['中'])
		}
	}
}

func TestByName(t *testing.T) {
	if f, err := ByName("清单.DOCX"); err != nil || f.Ending != "docx" {
		t.Error(f, err)
	}
	if _, err := ByName("list.odt"); err == nil || !strings.Contains(err.Error(), ".pdf") {
		t.Error(err)
	}
}
