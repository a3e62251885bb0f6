package chart

import (
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"html/template"
	"io"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var (
	update = flag.Bool("update", false, "write the golden files anew")
	dump   = flag.String("dump", "", "write all samples into this folder, to look at")
)

func months(n int) (all []string) {
	for i := range n {
		all = append(all, fmt.Sprintf("%d-%02d", 2026+i/12, i%12+1))
	}
	return all
}

// wave is made-up numbers.
func wave(n int, from, by float64) (all []float64) {
	for i := range n {
		all = append(all, math.Round(from+by*math.Sin(float64(i))))
	}
	return all
}

const none = "没有数据"

var samples = map[string]Chart{
	"columns": {Kind: Columns, Title: "隐患状态（按月）", Desc: "每月末各状态的隐患数", Axis: "月", Unit: "项", NoData: none, Labels: months(12), Series: []Series{
		{"待整改", wave(12, 30, 9)}, {"整改中", wave(12, 24, 12)}, {"待复查", wave(12, 12, 6)}, {"已销号", wave(12, 40, 20)}, {"已转办", wave(12, 3, 3)}}},
	"bars": {Kind: Bars, Title: "隐患最多的条款", Desc: "按条款", Axis: "条款", Unit: "项", NoData: none, Labels: []string{
		"特种作业人员未持证上岗", "未对涉爆粉尘区域的除尘系统按照国家标准设置泄爆、隔爆、惰化、抑爆等控爆措施，且作业现场积尘未及时清理", "mem10:13.1", "安全出口 <script>alert(1)</script>", "有限空间"},
		Series: []Series{{"未销号", []float64{42, 17, 9, 1, 0}}, {"已销号", []float64{30, 40, 3, 0, 2}}}},
	"lines": {Kind: Lines, Title: "平均整改天数", Desc: "三个行业", Axis: "周", Unit: "天", NoData: none, Labels: months(18), Series: []Series{
		{"危险化学品", wave(18, 20, 8)}, {"消防", append(wave(6, 9, 3), append([]float64{math.NaN(), math.NaN()}, wave(10, 12, 4)...)...)}, {"工贸", wave(18, 14.5, 5)}}},
	"histogram": {Kind: Histogram, Title: "整改用时", Desc: "从通知到销号", Axis: "天", Unit: "项", NoData: none, Labels: []string{"0–7", "8–15", "16–30", "31–60", "61–90", ">90"},
		Series: []Series{{"项数", []float64{120, 340, 90, 45, 8, 2}}}},
	"zero": {Kind: Columns, Title: "没有", NoData: none, Labels: months(12), Series: []Series{{"a", make([]float64, 12)}}},
	"huge": {Kind: Columns, Title: "很多", Desc: "大数", NoData: none, Labels: months(120), Series: []Series{{"a", wave(120, 700_000, 400_000)}, {"b", wave(120, 900, 900)}}},
	"one":  {Kind: Columns, Title: "一个", Desc: "一列", NoData: none, Labels: []string{"2026 年第一季度各片区合计的全部隐患数量统计结果"}, Series: []Series{{"a", []float64{1}}}},
	"seven": {Kind: Bars, Title: "七个系列", Desc: "图例", NoData: none, Labels: []string{"东区", "西区"}, Series: []Series{{"一般隐患", []float64{5, 9}}, {"疑似重大", []float64{4, 2}}, {"重大（已确认）", []float64{3, 3}},
		{"已降级", []float64{6, 1}}, {"已转办应急管理部门", []float64{2, 2}}, {"Closed on the spot", []float64{4, 4}}, {"其他", []float64{5, 5}}, {"第八", []float64{1, 1}}}},
	"parts":  {Kind: Lines, Title: "小数", Desc: "小数", NoData: none, Labels: []string{"一月", "二月", "三月"}, Series: []Series{{"率", []float64{0.12, 0.5, 0.333}}}},
	"points": {Kind: Lines, Title: "很多点", Desc: "点", NoData: none, Labels: months(200), Series: []Series{{"甲", wave(200, 50, 30)}, {"乙", wave(200, 60, 10)}}},
}

// Every drawing is well-formed, holds its title and its numbers, and nothing that a page's policy or a reader stumbles over.
func TestEveryDrawing(t *testing.T) {
	for name, c := range samples {
		svg, table := string(c.SVG()), string(c.Table())
		if *dump != "" {
			if err := os.WriteFile(filepath.Join(*dump, name+".svg"), []byte(svg), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if svg != string(c.SVG()) {
			t.Errorf("%s: not the same twice", name)
		}
		for _, part := range []string{svg, table} {
			d := xml.NewDecoder(strings.NewReader(part))
			for {
				token, err := d.Token()
				if errors.Is(err, io.EOF) {
					break
				} else if err != nil {
					t.Fatalf("%s: %v", name, err)
				}
				start, _ := token.(xml.StartElement)
				for _, a := range start.Attr {
					if a.Name.Local == "style" || strings.HasPrefix(a.Name.Local, "on") || strings.Contains(a.Value, "NaN") || strings.Contains(a.Value, "Inf") {
						t.Errorf("%s: %s=%q", name, a.Name.Local, a.Value)
					}
				}
				if start.Name.Local == "script" {
					t.Errorf("%s holds a script", name)
				}
			}
		}
		if !strings.Contains(svg, `role="img"`) || !strings.Contains(svg, template.HTMLEscapeString(c.Title)+"</title>") || !strings.Contains(svg, "<desc") {
			t.Errorf("%s: cannot be read aloud", name)
		}
		if strings.Contains(svg, none) != (name == "zero") || strings.Contains(table, none) != (name == "zero") {
			t.Errorf("%s: no data is said wrongly", name)
		}
		for _, l := range c.Labels {
			if !strings.Contains(table, esc(l)) && name != "zero" {
				t.Errorf("%s: the table does not have %q", name, l)
			}
		}
	}
}

func TestDrawingsAreAsTheyWere(t *testing.T) {
	for _, name := range []string{"bars", "lines"} {
		file := filepath.Join("testdata", name+".svg")
		got := strings.ReplaceAll(string(samples[name].SVG()), "><", ">\n<")
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
			t.Errorf("%s is drawn otherwise than %s: look at it, then run with -update", name, file)
		}
	}
}

func TestLongLabelsAreCutAndWholeInTheTitle(t *testing.T) {
	long := strings.Repeat("粉尘", 60)
	svg := string(Chart{Kind: Bars, Labels: []string{long}, Series: []Series{{"", []float64{1}}}}.SVG())
	if !strings.Contains(svg, "…<title>"+long+"</title>") || strings.Count(svg, long) != 2 { // of the label and of its bar
		t.Error(svg)
	}
	if w := wide(cut(long, 100)); w > 100 || w < 80 {
		t.Errorf("cut to 100, it is %g wide", w)
	}
}

func TestStepsAreRound(t *testing.T) {
	for _, c := range []struct {
		most  float64
		whole bool
		want  scale
	}{
		{1, true, scale{1, 1}}, {3, true, scale{3, 1}}, {7, true, scale{8, 2}}, {10, true, scale{10, 2}}, {11, true, scale{15, 5}}, {99, true, scale{100, 20}},
		{101, true, scale{125, 25}}, {0.5, false, scale{0.5, 0.1}}, {1_000_000, true, scale{1_000_000, 200_000}}, {0, true, scale{1, 1}},
	} {
		got := scaleOf(c.most, c.whole)
		if math.Abs(got.end-c.want.end) > 1e-9 || math.Abs(got.step-c.want.step) > 1e-9 {
			t.Errorf("up to %g: %v, want %v", c.most, got, c.want)
		}
	}
}

func TestFigures(t *testing.T) {
	for f, want := range map[float64]string{0: "0", 999: "999", 1000: "1,000", 1234567.891: "1,234,567.89", -1000: "-1,000", -100: "-100", 0.333: "0.33", 1e15: "1e+15"} {
		if got := figure(f); got != want {
			t.Errorf("%g: %s, want %s", f, got, want)
		}
	}
}

func TestNumbersThatCannotBeDrawn(t *testing.T) {
	for _, k := range []Kind{Columns, Bars, Lines, Histogram} {
		c := Chart{Kind: k, NoData: none, Labels: []string{"a", "b", "c"}, Series: []Series{{"x", []float64{-5, math.Inf(1), math.NaN()}}, {"y", []float64{3}}}}
		if svg := string(c.SVG()); strings.Contains(svg, "NaN") || strings.Contains(svg, "Inf") || strings.Contains(svg, `height="-`) || strings.Contains(svg, `width="-`) {
			t.Errorf("%d: %s", k, svg)
		}
		if svg := string((Chart{Kind: k, NoData: none}).SVG()); !strings.Contains(svg, none) {
			t.Errorf("%d: nothing is not said", k)
		}
	}
}

func TestEverySeriesHasALookOfItsOwn(t *testing.T) {
	seen := map[look]int{}
	for n := range 3 * len(looks) {
		l := lookOf(n)
		if m, again := seen[l]; again {
			t.Errorf("series %d looks like %d", n, m)
		}
		seen[l] = n
	}
}
