package park_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/backup"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
	"anquan.example/paicha/report"
	"anquan.example/paicha/sync/server"
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
		all := w.numbers(w.chemical)
		if len(all) != 4 || all["notice"] != "示例园管〔2026〕1号" || all[report.Key("transfer", []string{w.finding})] != "示例园管〔2026〕3号" {
			t.Errorf("numbers %v", all)
		}
		w.audited("示例园管〔2026〕1号", 1)
	})
}

// numbers is what an inspection's papers are numbered.
func (w *world) numbers(inspection string) map[string]string {
	w.t.Helper()
	if err := w.CatchUp(w.t.Context()); err != nil {
		w.t.Fatal(err)
	}
	i, err := w.Inspection(w.t.Context(), officer, inspection)
	if err != nil {
		w.t.Fatal(err)
	}
	return w.Numbers(i)
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

// Officers at several browsers, whichever parkd they ask, get numbers without gaps, and none twice.
func TestNumbersHaveNoGaps(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, db func() *sqldb.DB) {
		w := open(t, db())
		w.mark("示例园管")
		parks := []*park.Park{w.Park, serveAlso(t, db(), now)}
		var inspections []string
		for range 8 {
			i, _ := w.tablet.inspect(inspection.Enterprise{ID: id(), Name: "示例厂"}, inspection.General, 1)
			inspections = append(inspections, i)
		}
		w.tablet.push(w.Park)
		var mu sync.Mutex
		var got []string
		var under sync.WaitGroup
		for n := range 32 { // each paper by four officers
			under.Go(func() {
				number, err := parks[n/8%2].GiveNumber(context.Background(), officer, inspections[n%8], paperOf("notice"))
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
		var want, said []string
		for n := range 8 {
			want = append(want, fmt.Sprintf("示例园管〔2026〕%d号", n+1))
		}
		if !slices.Equal(got, want) {
			t.Errorf("numbers %v", got)
		}
		for _, n := range numbersSaid(w.Park) {
			said = append(said, n.Official())
		}
		if slices.Sort(said); !slices.Equal(said, want) {
			t.Errorf("tablets hear %v", said)
		}
	})
}

// serveAlso is another parkd on the database of a park.
func serveAlso(t *testing.T, db *sqldb.DB, at time.Time) *park.Park {
	t.Helper()
	clock := func() time.Time { return at }
	s, err := server.Open(t.Context(), db, server.NewMemoryBlobs(), server.Options{Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	return &park.Park{DB: db, Sync: s, Now: clock, Log: slog.New(slog.DiscardHandler), Project: project.New(db, project.Fixed(func(string) string { return "industry" }), clock)}
}

// runsOf is everything that arrived at a park, as tablets are given it.
func runsOf(p *park.Park) (all []wire.Run) {
	_ = p.DB.Read(context.Background(), func(tx *sqldb.Tx) error {
		runs, _, _, err := tx.After(0, wire.FeedID{}, 1<<30)
		for _, r := range runs {
			all = append(all, r.Run)
		}
		return err
	})
	return all
}

// numbersSaid is every operation that says a number, in order of arrival.
func numbersSaid(p *park.Park) (all []*inspection.Numbered) {
	for _, r := range runsOf(p) {
		raws, _ := r.Unpack()
		for _, raw := range raws {
			if op, err := raw.Op(); err == nil {
				if n, is := op.Payload.(*inspection.Numbered); is && n.SignedBy(p.Sync.About().Key, op.Feed) {
					all = append(all, n)
				}
			}
		}
	}
	return all
}

// Numbers that an earlier version gave are said once, also when somebody asks for one before that.
func TestEarlierNumbersAreSaid(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.mark("示例园管")
		transfer := report.Key("transfer", []string{w.finding, w.other})
		w.earlier(1, w.chemical, "notice")
		w.earlier(2, w.chemical, transfer)
		w.earlier(3, w.aluminium, "recheck")
		w.earlier(4, id(), "notice") // whose operations are not here
		w.has(w.chemical, "示例园管〔2026〕1号", "notice")
		for _, want := range []int{2, 0} {
			if said, err := w.SayNumbers(t.Context()); err != nil || said != want {
				t.Errorf("said %d, want %d (%v)", said, want, err)
			}
		}
		if all := w.numbers(w.chemical); len(all) != 2 || all["notice"] != "示例园管〔2026〕1号" || all[transfer] != "示例园管〔2026〕2号" {
			t.Errorf("numbers %v", all)
		}
		said := numbersSaid(w.Park)
		if len(said) != 3 || said[0].By != "园区周某" || !slices.Equal(said[1].Findings, []string{w.finding, w.other}) && !slices.Equal(said[2].Findings, []string{w.finding, w.other}) {
			t.Errorf("%d were said: %+v", len(said), said)
		}
		w.has(w.aluminium, "示例园管〔2026〕5号", "notice")
	})
}

// earlier is a number as it was given before that was an operation.
func (w *world) earlier(number int, inspection, paper string) {
	w.t.Helper()
	if err := w.DB.Write(w.t.Context(), func(tx *sqldb.Tx) error {
		_, err := tx.Exec(`INSERT INTO paper_number (mark, year, number, inspection, paper, at, who) VALUES ($1, $2, $3, $4, $5, $6, $7)`, "示例园管", 2026, number, inspection, paper, number, "园区周某")
		return err
	}); err != nil {
		w.t.Fatal(err)
	}
}

// A park that was put back from a backup learns of the numbers that it had given since: none is given to two papers, and of two for one paper
// the first stays. So it is too when the backup is older than all that the park said.
func TestNumbersOfAParkThatWasPutBack(t *testing.T) {
	for _, e := range sqldbtest.Engines {
		for before := range 2 { // numbers in the backup
			t.Run(fmt.Sprint(e.Name, " ", before), func(t *testing.T) {
				number := func(n int) string { return fmt.Sprintf("示例园管〔2026〕%d号", before+n) }
				w := open(t, sqldbtest.Open(t, e.Where(t)))
				w.mark("示例园管")
				if before > 0 {
					w.has(w.chemical, number(0), "notice")
				}
				back := w.putBack(sqldbtest.Open(t, e.Where(t)))
				w.has(w.chemical, number(1), "recheck")
				w.has(w.aluminium, number(2), "notice")
				back.has(w.aluminium, number(1), "notice") // nobody has told it yet
				if _, err := back.Sync.TakeRuns(t.Context(), wire.FeedID{}, runsOf(w.Park)); err != nil {
					t.Fatal(err)
				}
				back.has(w.chemical, number(1), "recheck")
				back.has(w.aluminium, number(2), "notice")
				back.has(w.aluminium, number(3), "recheck")
				back.has(w.chemical, number(4), "transfer", w.finding)
				i, err := back.Inspection(t.Context(), officer, w.aluminium)
				if err != nil {
					t.Fatal(err)
				}
				if further := back.Further(i); len(further) != 1 || !slices.Equal(further["notice"], []string{number(1)}) {
					t.Errorf("further %v", further)
				}
			})
		}
	}
}

// putBack is the park as a backup of now has it, in another database.
func (w *world) putBack(db *sqldb.DB) *world {
	w.t.Helper()
	var file bytes.Buffer
	if _, err := backup.Write(w.t.Context(), w.DB, server.NewMemoryBlobs(), &file, backup.Options{Now: func() time.Time { return now }}); err != nil {
		w.t.Fatal(err)
	}
	if _, err := backup.Restore(w.t.Context(), &file, db, server.NewMemoryBlobs()); err != nil {
		w.t.Fatal(err)
	}
	return &world{Park: serveAlso(w.t, db, now.Add(time.Hour)), t: w.t}
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
