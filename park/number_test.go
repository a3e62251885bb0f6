package park_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/report"
	"anquan.example/paicha/sync/wire"
)

func paperOf(kind string) report.Paper {
	p, _ := report.PaperNamed(kind)
	return p
}

func (w *world) number(who account.Person, inspection, kind string, findings ...string) (string, error) {
	return w.GiveNumber(w.t.Context(), who, inspection, paperOf(kind), findings...)
}

// A paper is given the next number of the mark and the year, once; it keeps it, and the audit has who gave it.
func TestNumbersOfPapers(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		if _, err := w.number(officer, w.chemical, "notice"); !errors.Is(err, park.ErrNoMark) {
			t.Fatalf("without a mark: %v", err)
		}
		for _, bad := range []string{"", "示例〔2026〕", "a b", "示例\x1b", strings.Repeat("示", 31)} {
			if err := w.SetMark(t.Context(), bad); err == nil {
				t.Errorf("mark %q was taken", bad)
			}
		}
		w.mark("示例园管")
		w.has(w.chemical, "示例园管〔2026〕1号", "notice")
		w.has(w.aluminium, "示例园管〔2026〕2号", "notice")
		w.has(w.chemical, "示例园管〔2026〕1号", "notice") // again
		w.has(w.chemical, "示例园管〔2026〕3号", "transfer", w.finding)
		w.has(w.chemical, "示例园管〔2026〕4号", "transfer", w.finding, w.other)
		w.mark("示例园安")
		w.has(w.chemical, "示例园安〔2026〕1号", "recheck")
		w.has(w.chemical, "示例园管〔2026〕1号", "notice") // what was given stays
		all, err := w.Numbers(t.Context(), w.mine, w.chemical)
		if err != nil || len(all) != 4 || all["notice"] != "示例园管〔2026〕1号" || all[report.Key("transfer", []string{w.finding})] != "示例园管〔2026〕3号" {
			t.Errorf("numbers %v, %v", all, err)
		}
		if _, err := w.Numbers(t.Context(), w.theirs, w.chemical); !errors.Is(err, park.ErrNotYours) {
			t.Errorf("another enterprise's numbers: %v", err)
		}
		w.audited("示例园管〔2026〕1号", 1)
	})
}

func (w *world) mark(mark string) {
	w.t.Helper()
	if err := w.SetMark(w.t.Context(), mark); err != nil {
		w.t.Fatal(err)
	}
}

// has gives a paper its number and wants it to be that.
func (w *world) has(inspection, want, kind string, findings ...string) {
	w.t.Helper()
	if got, err := w.number(officer, inspection, kind, findings...); err != nil || got != want {
		w.t.Errorf("%s %v: %q, want %q (%v)", kind, findings, got, want, err)
	}
}

// audited wants so many lines about it, by the officer.
func (w *world) audited(about string, want int) {
	w.t.Helper()
	n := 0
	if err := w.DB.Read(w.t.Context(), func(tx *sqldb.Tx) error {
		lines, err := account.Audit(tx, account.Page{})
		for _, l := range lines {
			if l.What == park.NumberGiven && strings.Contains(l.About, about) && strings.Contains(l.Who, officer.Name) {
				n++
			}
		}
		return err
	}); err != nil || n != want {
		w.t.Errorf("%d lines of the audit about %s, want %d (%v)", n, about, want, err)
	}
}

func TestWhoGetsNoNumber(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.mark("示例园管")
		for _, who := range []account.Person{lead, expert, auditor, w.mine} {
			if _, err := w.number(who, w.chemical, "notice"); !errors.Is(err, park.ErrForbidden) {
				t.Errorf("%s gave a number: %v", who.Name, err)
			}
		}
		for _, kind := range []string{"opinion", "list", "major", "extension", "record"} { // nobody's but experts' and enterprises'; no officers inspected
			if got, err := w.number(officer, w.chemical, kind); !errors.Is(err, park.ErrNotThere) {
				t.Errorf("%s was given %q (%v)", kind, got, err)
			}
		}
		if _, err := w.number(officer, w.chemical, "transfer", w.foreign); !errors.Is(err, park.ErrNotThere) {
			t.Errorf("a finding of another inspection: %v", err)
		}
		if _, err := w.number(officer, id(), "notice"); !errors.Is(err, park.ErrNotThere) {
			t.Errorf("no inspection: %v", err)
		}
		w.has(w.chemical, "示例园管〔2026〕1号", "notice") // nothing above took one
	})
}

// Officers at several browsers get numbers without gaps, and none twice.
func TestNumbersHaveNoGaps(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.mark("示例园管")
		var inspections []string
		for range 8 {
			i, _ := w.tablet.inspect(inspection.Enterprise{ID: id(), Name: "示例厂"}, inspection.General, 1)
			inspections = append(inspections, i)
		}
		w.tablet.push(w.Park)
		var mu sync.Mutex
		var got []string
		var under sync.WaitGroup
		for n := range 16 { // each paper by two officers
			under.Go(func() {
				number, err := w.GiveNumber(context.Background(), officer, inspections[n%8], paperOf("notice"))
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					t.Error(err)
				}
				got = append(got, number)
			})
		}
		under.Wait()
		slices.Sort(got)
		got = slices.Compact(got)
		var want []string
		for n := range 8 {
			want = append(want, fmt.Sprintf("示例园管〔2026〕%d号", n+1))
		}
		if !slices.Equal(got, want) {
			t.Errorf("numbers %v", got)
		}
	})
}

// The signed paper's photo belongs to the inspection; it opens for the enterprise whose it is.
func TestTheSignedPaperComesBack(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		p := w.upload(picture(t, 90), "signed.jpg")
		at := park.Target{Inspection: w.chemical}
		for _, who := range []account.Person{w.mine, officer, lead} {
			if err := w.Do(t.Context(), who, "signed", at, "", park.Values{"paper": "opinion"}, p); err != nil {
				t.Fatalf("%s: %v", who.Name, err)
			}
		}
		i, err := w.Inspection(t.Context(), w.mine, w.chemical)
		if err != nil || len(i.Signed) != 1 || i.Signed[0].Paper != "opinion" || i.Signed[0].Photo.SHA256 != p.SHA256 {
			t.Fatalf("signed %+v, %v", i.Signed, err)
		}
		sum, _ := wire.ParseSum(p.SHA256)
		if r, _, err := w.Photo(t.Context(), w.mine, w.chemical, sum); err != nil {
			t.Error(err)
		} else {
			_ = r.Close()
		}
		var missing *park.Missing
		for _, v := range []park.Values{{}, {"paper": "poem"}} {
			if err := w.Do(t.Context(), w.mine, "signed", at, "", v, p); !errors.As(err, &missing) {
				t.Errorf("%v: %v", v, err)
			}
		}
		if err := w.Do(t.Context(), w.mine, "signed", at, "", park.Values{"paper": "list"}); !errors.As(err, &missing) {
			t.Errorf("without a photo: %v", err)
		}
		if err := w.Do(t.Context(), auditor, "signed", at, "", park.Values{"paper": "list"}, p); !errors.Is(err, park.ErrForbidden) {
			t.Errorf("an auditor: %v", err)
		}
		if err := w.Do(t.Context(), w.theirs, "signed", at, "", park.Values{"paper": "list"}, p); !errors.Is(err, park.ErrNotYours) {
			t.Errorf("another enterprise: %v", err)
		}
	})
}
