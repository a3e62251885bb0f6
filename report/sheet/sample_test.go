package sheet

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

var keep = flag.String("keep", "", "folder that every file the tests write is kept in, to be looked at")

// shot is a made-up photo.
func shot(n, width, height int) []byte {
	m := image.NewRGBA(image.Rect(0, 0, width, height))
	for y := range height {
		for x := range width {
			m.SetRGBA(x, y, color.RGBA{byte(x * 255 / width), byte(y * 255 / height), byte(n * 60), 255})
		}
	}
	for k := range min(width, height) / 2 {
		m.SetRGBA(k*2, k, color.RGBA{255, 255, 255, 255})
	}
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}

func taken(n, width, height int) Picture {
	data := shot(n, width, height)
	hash := sha256.Sum256(data)
	return Picture{Number: fmt.Sprintf("照片 %d", n), Caption: fmt.Sprintf("打磨车间 2026-11-23 09:%02d", n), SHA256: hex.EncodeToString(hash[:]),
		Read: func() ([]byte, error) { return data, nil }, Missing: fmt.Sprintf("照片 %d 未能显示", n)}
}

const long = "2号铝镁打磨工位除尘系统的干式除尘器未设置锁气卸灰装置，清灰后粉尘直接落入敞口铁桶；现场风管（Φ300）积尘厚度≥3 mm，最近一次清扫记录为〔2025〕第12号《粉尘清扫台账》，距今超过30 d，操作工说“一直这样”。"

// sample has everything that a sheet can have.
func sample() Sheet {
	var rows [][]string
	for n := 1; n <= 30; n++ {
		text := "安全出口堆放杂物"
		if n%7 == 3 {
			text = strings.Repeat(long, 1+n/10)
		}
		rows = append(rows, []string{fmt.Sprint(n), "打磨车间东侧", text, "工贸〔2023〕10号令第十一条（一）", "立即清理，加装锁气卸灰装置", "2026-12-31"})
	}
	lost := taken(3, 40, 30)
	lost.Read = func() ([]byte, error) { return nil, errors.New("gone") }
	return Sheet{
		Lang: "zh", Title: "专家检查意见", Number: "示高新安检〔2026〕07号", Landscape: false,
		Notes:  []string{"本件为专家技术意见，不是行政执法文书，不作出行政命令。"},
		Footer: "示例化工有限公司 · QJ-E017-20261123-A3", Page: "第 %d 页 共 %d 页", Author: "示例园区", Dated: time.Date(2026, 11, 23, 2, 30, 0, 0, time.UTC),
		Blocks: []Block{
			Fields{{Label: "被检查单位", Value: "示例化工有限公司", Wide: true}, {Label: "统一社会信用代码", Value: "91500000MA00000000"}, {Label: "法定代表人", Value: "张某某"},
				{Label: "检查起止时间", Value: "2026-11-23 09:00 至 11:30"}, {Label: "检查场所", Value: "打磨车间、罐区、控制室"}, {Label: "处理意见", Wide: true, Lines: 4}},
			Heading{1, "一、检查情况"},
			Text{Text: "检查组按《工贸企业重大事故隐患判定标准》逐条对照，发现疑似重大事故隐患 1 项、一般隐患 29 项。温度 ≤ 60 ℃，面积 1 200 ㎡，浓度 ≥ 25%LEL ①②③。" + long},
			Text{Text: "疑似重大须经有权部门确认。", Bold: true},
			Text{Text: "小字说明：SHA-256 与封存码见附件。", Small: true},
			List{Numbered: true, Items: []string{"停止使用 2 号除尘系统。", long, "三日内书面回复。"}},
			List{Items: []string{"不同意见可在七日内提出", "复查由第二人进行"}},
			Heading{2, "（一）隐患清单"},
			Table{Columns: []Column{{"序号", 5, true}, {"部位", 12, false}, {"问题描述", 36, false}, {"依据", 18, false}, {"措施", 18, false}, {"时限", 11, false}}, Rows: rows},
			Table{Columns: []Column{{"行业", 30, false}, {"判定", 70, false}}, Empty: "没有尚未查明的项目。"},
			Heading{1, "二、照片"},
			Pictures{taken(1, 1200, 900), taken(2, 600, 1000), lost},
			Heading{1, "三、签字"},
			Signatures{{Role: "检查专家", Name: "专家甲", Date: "日期"}, {Role: "企业现场负责人", Date: "日期"}, {Role: "企业现场负责人", Name: "李某某", Says: "拒签：认为时限过短（见证人：王某某）"}},
			Break{},
			Code{Text: "https://park.example/entry/ABCDEFGH", Caption: "扫码查看整改要求并上报。"},
		},
		Attached: []Attached{{Name: "operations.cbor", Mime: "application/cbor", Data: []byte("\x00\x01 endstream )\\ signed bytes")}, {Name: "about.json", Mime: "application/json", Data: []byte(`{"a":1}`)}},
	}
}

// write gives the sheet in a format.
func write(t testing.TB, ending string, s Sheet) []byte {
	t.Helper()
	f, err := ByName("x." + ending)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b, s); err != nil {
		t.Fatal(err)
	}
	if *keep != "" {
		name := strings.ReplaceAll(t.Name(), "/", "-") + "-" + fmt.Sprintf("%x", sha256.Sum256(b.Bytes()))[:8] + "." + ending
		if err := os.WriteFile(filepath.Join(*keep, name), b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return b.Bytes()
}

// Equal sheets give equal bytes in every format.
func TestEqualSheetsGiveEqualBytes(t *testing.T) {
	for _, f := range Formats {
		t.Run(f.Ending, func(t *testing.T) {
			t.Parallel()
			one := write(t, f.Ending, sample())
			for range 3 {
				if !bytes.Equal(one, write(t, f.Ending, sample())) {
					t.Fatal("written again, it differs")
				}
			}
		})
	}
}

// The paper lies on its side, and speaks English, in every format.
func TestEnglishOnItsSide(t *testing.T) {
	s := sample()
	s.Lang, s.Landscape, s.Title, s.Page = "en", true, "Expert's opinion", "Page %d of %d"
	for _, f := range Formats {
		file := write(t, f.Ending, s)
		if !bytes.Equal(file, write(t, f.Ending, s)) {
			t.Errorf("%s: written again, it differs", f.Ending)
		}
		text := content(t, f.Ending, file)
		switch f.Ending {
		case "pdf":
			if !bytes.Contains(file, []byte("[0 0 841.89 595.28]")) || !strings.Contains(text, "Page 1 of ") {
				t.Error("pdf: not on its side, or no page number")
			}
		case "docx":
			if !strings.Contains(string(parts(t, file)["word/document.xml"]), `w:w="16838" w:h="11906" w:orient="landscape"`) || !strings.Contains(text, "Page {PAGE}1 of {NUMPAGES}1") {
				t.Errorf("docx: not on its side, or no page number: %s", text[strings.LastIndex(text, "-- footer"):])
			}
		case "xlsx":
			if sheet := string(parts(t, file)["xl/worksheets/sheet1.xml"]); !strings.Contains(sheet, `orientation="landscape"`) || !strings.Contains(sheet, "Page &amp;P of &amp;N") {
				t.Error("xlsx: not on its side, or no page number")
			}
		case "html":
			if !strings.Contains(string(file), "size: A4 landscape") {
				t.Error("html: not on its side")
			}
		}
		if *keep != "" {
			if err := os.WriteFile(filepath.Join(*keep, "english."+f.Ending), file, 0o600); err != nil {
				t.Fatal(err)
			}
		}
	}
}
