package project

import (
	"bytes"
	"log/slog"
	"strings"
	"testing"

	"github.com/fxamacker/cbor/v2"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
	"anquan.example/paicha/sync/wire"
)

// forged is an operation that no program of ours signs: what it says was never checked.
func forged(t testing.TB, seq uint64, hlc inspection.HLC, kind string, payload any) wire.Run {
	t.Helper()
	m, err := cbor.CoreDetEncOptions().EncMode()
	if err != nil {
		t.Fatal(err)
	}
	feed := inspection.FeedID{9, 9, 9}
	body, err := m.Marshal(map[int]any{1: uint64(inspection.Version), 2: feed[:], 3: seq, 4: make([]byte, 32), 5: uint64(hlc), 6: kind, 7: payload})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := wire.NewRaw(body, make([]byte, 64))
	if err != nil {
		t.Fatal(err)
	}
	return wire.Pack([]wire.Raw{raw})
}

// P4: whatever stands in a run, the Projector goes on, the cursor passes it, and all else is in the tables.
func TestP4NoBadRunStopsTheProjector(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db := open()
		d := newDevice(t, "tablet")
		d.say(opening(1, 1), found(1, 1, "2026-12-01"), found(1, 2, "2026-12-02"))
		id, long := uuidOf(anInspection, 1), strings.Repeat("长", 15_000)
		high := ^inspection.HLC(0)
		finding := func(id2 string) map[string]any {
			return map[string]any{"inspection": id, "finding": id2, "criterion": long, "unit": "\x00", "level": long, "description": "a\x00b", "place": long, "deadline": long, "observed": "when"}
		}
		step := map[string]any{"inspection": id, "finding": "a\x00", "by": "\x00", "until": "9999-99-99"}
		branch := newDevice(t, "tablet") // two wrote one feed
		branch.say(opening(1, 1), found(1, 3, "2026-12-03"))
		bad := []wire.Run{
			{Feed: d.feed(), First: 90, Count: 3, Data: []byte("no zstd")},
			{Feed: d.feed(), First: 1, Count: 7, Data: wire.Pack(d.said[:2]).Data},
			forged(t, 1, 1, "wholly-new", map[string]any{"inspection": id, "anything": 1}),
			forged(t, 2, 1, "wholly-new", "no map"),
			forged(t, 3, 1, "finding-recorded", "no finding"),
			forged(t, 4, 1, "finding-recorded", map[string]any{"inspection": "nowhere", "finding": "x"}),
			forged(t, 5, 1, "finding-recorded", map[string]any{"inspection": long, "finding": "x"}),
			forged(t, 6, high, "finding-recorded", finding("a\x00")),
			forged(t, 7, high, "finding-recorded", finding("a\uFFFD")),
			forged(t, 8, high, "finding-recorded", finding(long)),
			forged(t, 9, high, "finding-recorded", finding(long+"2")),
			forged(t, wire.MaxSeq-2, high, "answered", map[string]any{"inspection": id, "criterion": long, "unit": long, "value": long, "reason": "\x00"}),
			forged(t, 11, 5, "extension-decided", step), forged(t, 12, 5, "finding-closed", step), forged(t, 13, 5, "finding-disputed", step),
			forged(t, 14, 5, "task-set", map[string]any{"inspection": id, "task": long, "words": "\x00", "due": long}),
			forged(t, 15, 5, "photo-attached", map[string]any{"inspection": id, "finding": "a\x00", "photo": map[string]any{"sha256": long, "size": -5, "name": "\x00"}}),
			forged(t, 16, 5, "inspection-opened", map[string]any{"inspection": uuidOf(anInspection, 7), "visit": long, "date": long, "enterprise": map[string]any{"id": long, "name": "\x00", "code": long}}),
			wire.Pack(branch.said),
		}
		var log bytes.Buffer
		p := newProjector(db)
		p.Log = slog.New(slog.NewTextHandler(&log, nil))
		arrive(t, db, bad...)
		arrive(t, db, runsOf(d)...)
		catchUp(t, p)
		if n := strings.Count(log.String(), "level=WARN"); n < 4 {
			t.Errorf("%d runs are said to be bad:\n%.2000s", n, log.String())
		}
		if strings.Contains(log.String(), "仓库") || len(log.String()) > 20_000 {
			t.Error("the log holds what people wrote")
		}
		read(t, db, func(tx *sqldb.Tx) error {
			all, _, err := Findings(tx, "2026-11-23", Filter{Inspection: id}, Page{})
			if len(all) != 7 {
				t.Errorf("%d findings, want the 3 honest ones and the 4 forged", len(all))
			}
			if n, _ := Cursor(tx); n != uint64(len(bad))+1 {
				t.Errorf("the cursor stands at %d", n)
			}
			i, err2 := Load(tx, id)
			if i == nil || i.Newer != 1 {
				t.Errorf("the inspection has %v", i)
			}
			if err == nil {
				err = err2
			}
			return err
		})
		got := dump(t, db, made...)
		if err := p.Rebuild(t.Context()); err != nil {
			t.Fatal(err)
		}
		same(t, "rebuilt", dump(t, db, made...), got)
	})
}

func TestTermKeepsTwoApart(t *testing.T) {
	long := strings.Repeat("长", 500)
	seen := map[string]string{}
	for _, s := range []string{"", "a", "a\x00", "a\uFFFD", "a\x00\x00", long, long + "1", strings.Repeat("x", maxTerm), strings.Repeat("x", maxTerm+1)} {
		got := term(s)
		if len(got) > maxTerm || strings.Contains(got, "\x00") {
			t.Errorf("%.20q became %q", s, got)
		}
		if strings.ToValidUTF8(got, "") != got {
			t.Errorf("%.20q became %q, which is no UTF-8", s, got)
		}
		if was, there := seen[got]; there {
			t.Errorf("%.20q and %.20q both became %q", s, was, got)
		}
		seen[got] = s
	}
}
