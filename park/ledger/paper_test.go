package ledger_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/report/sheet"
)

// The paper has what was handed in, says what is voluntary and what is late, names the video and does not hold it, and is written in every
// format also when a picture is missing.
func TestTheSummaryAsAPaper(t *testing.T) {
	at := time.Date(2026, 6, 28, 9, 0, 0, 0, time.UTC)
	here, gone := assess.Evidence{Name: "微课堂.jpg", Mime: "image/jpeg", Size: 5, SHA256: strings.Repeat("a", 64)}, assess.Evidence{Name: "板报.jpg", Mime: "image/jpeg", SHA256: strings.Repeat("b", 64)}
	handed := &ledger.MonthRecord{Organisation: "总经理牵头", Month: assess.Month{Planned: "2026-06-01", Practice: "全员查找身边隐患", Problems: "=1+1",
		Activities: []assess.Done{{Activity: assess.Study, Day: "2026-06-03", Form: "微课堂", People: 80, Lectures: 17, Evidence: []assess.Evidence{here, gone}}},
		Own:        []assess.Done{{Form: "隐患随手拍"}},
		Evidence:   []assess.Evidence{{Name: "视频.mp4", Mime: "video/mp4", Size: 123, SHA256: strings.Repeat("c", 64), Where: "公司网盘"}}}}
	draft := *handed
	draft.Practice = "还没有交的改动"
	m := &ledger.Monthly{Year: 2026, First: "2026-06-28", Handed: &ledger.Entry{At: at, Body: handed}, Last: &ledger.Entry{At: at.Add(time.Hour), Body: &draft},
		Review: &ledger.Entry{Body: &ledger.MonthReview{Comment: "做法扎实"}}}
	asked := map[string]int{}
	read := func(sum string) ([]byte, error) {
		asked[sum]++
		return nil, errors.New("it is on its way")
	}
	for _, lang := range []words.Lang{words.Zh, words.En} {
		s := ledger.Summary(ledger.Paper{Month: m, Name: "示例化工有限公司", Code: "91500000MA5D000011", Words: words.In(lang), Today: "2026-09-01", Read: read})
		if !s.Dated.Equal(at) {
			t.Errorf("dated %v", s.Dated)
		}
		for _, f := range sheet.Formats {
			var one, two bytes.Buffer
			if err := f.Write(&one, s); err != nil {
				t.Errorf("%s: %v", f.Ending, err)
			}
			if err := f.Write(&two, s); err != nil || !bytes.Equal(one.Bytes(), two.Bytes()) {
				t.Errorf("%s differs when it is written again: %v", f.Ending, err)
			}
			if f.Ending != "md" && f.Ending != "html" {
				continue
			}
			text := strings.ReplaceAll(one.String(), `\`, "") // Markdown escapes
			for _, want := range []string{"示例化工有限公司", "全员查找身边隐患", "微课堂", "80", "17", "隐患随手拍", "视频.mp4", "公司网盘", strings.Repeat("c", 64), "2026-06-28", "做法扎实", words.In(lang).Ledger.Voluntary} {
				if !strings.Contains(text, want) {
					t.Errorf("%s in %s lacks %s", f.Ending, lang, want)
				}
			}
			if strings.Contains(text, "还没有交的改动") {
				t.Errorf("%s has what was not handed in", f.Ending)
			}
		}
	}
	if asked[here.SHA256] == 0 || asked[gone.SHA256] == 0 || asked[strings.Repeat("c", 64)] != 0 {
		t.Errorf("asked for %v", asked)
	}
}
