package park_test

import (
	"context"
	"crypto/ed25519"
	"crypto/sha256"
	"errors"
	"log/slog"
	"testing"
	"time"

	"github.com/google/uuid"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/account/accounttest"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// People of the tests.
var (
	officer = account.Person{Login: "wang", Name: "园区王某某", Role: account.Officer}
	second  = account.Person{Login: "sun", Name: "园区孙某某", Role: account.Officer}
	lead    = account.Person{Login: "jia", Name: "专家甲", Role: account.Lead}
	expert  = account.Person{Login: "bing", Name: "专家丙", Role: account.Expert}
	auditor = account.Person{Login: "shen", Name: "审计某", Role: account.Auditor}
)

var now = time.Date(2026, 11, 25, 8, 0, 0, 0, park.Zone)

// world is a park with one inspection of 示例化工 and one of 示例铝业.
type world struct {
	*park.Park
	t                       *testing.T
	chemical, aluminium     string // inspections
	finding, other, foreign string // findings: two of the first, one of the second
	mine, theirs            account.Person
	tablet                  *tablet
}

// tablet is a device that made operations.
type tablet struct {
	t    *testing.T
	key  ed25519.PrivateKey
	head inspection.Head
	raws []wire.Raw
}

func newTablet(t *testing.T, name string) *tablet {
	seed := sha256.Sum256([]byte(name))
	d := &tablet{t: t, key: ed25519.NewKeyFromSeed(seed[:])}
	d.say(&inspection.FeedOpened{Key: d.key.Public().(ed25519.PublicKey), App: "test"})
	return d
}

func (d *tablet) say(p inspection.Payload) inspection.Op {
	d.t.Helper()
	op, head, err := inspection.Sign(d.key, d.head, now.Add(-24*time.Hour+time.Duration(d.head.Seq)*time.Second), p)
	if err != nil {
		d.t.Fatal(err)
	}
	raw, err := wire.NewRaw(op.Body, op.Sig)
	if err != nil {
		d.t.Fatal(err)
	}
	d.head, d.raws = head, append(d.raws, raw)
	return op
}

// push gives the park what was not given yet; the device is on its list.
func (d *tablet) push(p *park.Park) {
	d.t.Helper()
	pub := d.key.Public().(ed25519.PublicKey)
	if err := p.DB.Update(context.Background(), func(tx server.Tx) error {
		return tx.SetDevice(wire.Device{Feed: inspection.FeedOf(pub), Key: pub, Name: "平板", Role: wire.RoleExpert})
	}); err != nil {
		d.t.Fatal(err)
	}
	results, err := p.Sync.TakeRuns(context.Background(), wire.FeedID{}, []wire.Run{wire.Pack(d.raws)})
	if err != nil {
		d.t.Fatal(err)
	}
	for _, r := range results {
		if r.Outcome != wire.Stored {
			d.t.Fatalf("pushed: %+v", r)
		}
	}
	d.raws = nil
	if err := p.CatchUp(context.Background()); err != nil {
		d.t.Fatal(err)
	}
}

func id() string { return uuid.Must(uuid.NewV7()).String() }

const hex64 = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

// inspect records an inspection with n findings that was signed, and gives its id and theirs.
func (d *tablet) inspect(e inspection.Enterprise, level inspection.Level, n int) (string, []string) {
	i := id()
	d.say(&inspection.Opened{ID: i, Enterprise: e, Visit: inspection.Assistance, Date: "2026-11-24", Experts: []string{"专家甲", "专家乙"}, Accompanied: "企业李某某",
		Sectors: []string{"industry"}, Revision: hex64})
	var all []string
	for k := range n {
		f := id()
		d.say(&inspection.Found{ID: i, Finding: f, Criterion: "mem10:11.3", Level: level, Description: "除尘器未设泄爆装置", Place: "打磨车间" + string(rune('A'+k)), Deadline: "2026-12-20", NoPhoto: "防爆区"})
		all = append(all, f)
	}
	h := wire.Raw(d.raws[len(d.raws)-1]).Hash
	d.say(&inspection.Closed{ID: i, Signatures: []inspection.Signature{{Role: inspection.ExpertRole, Name: "专家甲"}, {Role: inspection.EnterpriseRole, Name: "企业李某某"}},
		Seals: []inspection.Seal{{Feed: d.head.Feed.String(), Seq: d.head.Seq, Hash: h[:]}}})
	return i, all
}

func open(t *testing.T, db *sqldb.DB) *world {
	t.Helper()
	ctx := t.Context()
	clock := func() time.Time { return now }
	s, err := server.Open(ctx, db, server.NewMemoryBlobs(), server.Options{Name: "示例高新区", Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{t: t, Park: &park.Park{DB: db, Sync: s, Accounts: account.New(db, account.Options{Now: clock, Cost: accounttest.Cheap}), Now: clock, Log: slog.New(slog.DiscardHandler),
		Project: project.New(db, project.Fixed(func(string) string { return "industry" }), clock)}}
	w.tablet = newTablet(t, t.Name())
	var f []string
	w.chemical, f = w.tablet.inspect(inspection.Enterprise{ID: id(), Name: "示例化工有限公司", Code: "91500000MA5U00AA13"}, inspection.General, 2)
	w.finding, w.other = f[0], f[1]
	w.aluminium, f = w.tablet.inspect(inspection.Enterprise{ID: id(), Name: "示例铝业有限公司"}, inspection.SuspectedMajor, 1)
	w.foreign = f[0]
	w.tablet.push(w.Park)
	w.mine = account.Person{Name: "企业李某某", Role: account.Enterprise, Enterprise: w.enterprise(w.chemical)}
	w.theirs = account.Person{Name: "企业周某某", Role: account.Enterprise, Enterprise: w.enterprise(w.aluminium)}
	return w
}

func (w *world) enterprise(inspection string) (e string) {
	w.t.Helper()
	if err := w.DB.Read(w.t.Context(), func(tx *sqldb.Tx) (err error) {
		e, err = project.EnterpriseOf(tx, inspection)
		return err
	}); err != nil || e == "" {
		w.t.Fatalf("enterprise of %s: %q, %v", inspection, e, err)
	}
	return e
}

// do does an act on the finding of 示例化工.
func (w *world) do(who account.Person, act string, v park.Values, photos ...inspection.Photo) error {
	return w.Do(w.t.Context(), who, act, park.Target{Inspection: w.chemical, Finding: w.finding}, "", v, photos...)
}

func (w *world) must(who account.Person, act string, v park.Values, photos ...inspection.Photo) {
	w.t.Helper()
	if err := w.do(who, act, v, photos...); err != nil {
		w.t.Fatalf("%s by %s: %v", act, who.Name, err)
	}
}

func (w *world) is(want inspection.Status) *inspection.Finding {
	w.t.Helper()
	i, err := w.Inspection(w.t.Context(), officer, w.chemical)
	if err != nil {
		w.t.Fatal(err)
	}
	f := i.Finding(w.finding)
	if f.Status != want {
		w.t.Fatalf("the finding is %s, want %s", f.Status, want)
	}
	var row *project.FindingRow
	if err := w.DB.Read(w.t.Context(), func(tx *sqldb.Tx) (err error) {
		row, err = project.FindingOf(tx, w.finding)
		return err
	}); err != nil || row == nil || row.Status != string(want) {
		w.t.Fatalf("the table says %+v, %v; want %s", row, err, want)
	}
	return f
}

func each(t *testing.T, f func(t *testing.T, w *world)) {
	sqldbtest.Each(t, func(t *testing.T, db func() *sqldb.DB) { f(t, open(t, db())) })
}

var planned = park.Values{"person": "企业李某某 安全部长", "measures": "加装泄爆装置", "deadline": "2026-12-18"}

func TestTheLifeOfAFinding(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.is(inspection.StatusNotified)
		w.must(w.mine, "plan", planned)
		w.is(inspection.StatusRectifying)
		w.must(w.mine, "told", park.Values{"way": "班前会", "day": "2026-11-25"})
		w.must(w.mine, "extension", park.Values{"until": "2027-01-10", "reason": "设备到货晚"})
		w.must(officer, "decide-extension", park.Values{"decision": "grant", "reason": "已停用"})
		if f := w.is(inspection.StatusRectifying); f.Due != "2027-01-10" {
			t.Errorf("due %s, want the day asked for", f.Due)
		}
		w.must(w.mine, "rectify", park.Values{"done": "已加装", "day": "2026-11-25"})
		w.is(inspection.StatusRectified)
		w.must(officer, "assign-recheck", park.Values{"to": "专家丙", "due": "2026-12-01", "words": "请现场复查"})
		w.must(expert, "recheck", park.Values{"result": "fail", "note": "泄爆方向对着通道"})
		w.is(inspection.StatusNotified)
		w.must(w.mine, "rectify", park.Values{"done": "已改方向", "day": "2026-11-26"})
		w.must(expert, "recheck", park.Values{"result": "pass", "note": "现场看过"})
		w.is(inspection.StatusRechecked)
		w.must(officer, "close", nil)
		if f := w.is(inspection.StatusClosed); len(f.Steps) == 0 {
			t.Error("no steps")
		}
	})
}

// P5: no finding closes without a named second person, whatever role somebody has.
func TestP5NobodyClosesAlone(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		w.must(w.mine, "rectify", park.Values{"done": "已加装", "day": "2026-11-25"})
		pass := park.Values{"result": "pass", "note": "看过"}
		without := func(who account.Person, act string, v park.Values, want inspection.Without) {
			t.Helper()
			var refused *park.Without
			if err := w.do(who, act, v); !errors.As(err, &refused) || refused.Why != want {
				t.Errorf("%s by %s: %v, want %s", act, who.Name, err, want)
			}
		}
		without(lead, "recheck", pass, inspection.ByRecorder) // of the team that recorded
		without(officer, "close", nil, inspection.NotPassed)
		w.must(officer, "recheck", pass)
		without(officer, "close", nil, inspection.ByRechecker)
		again := officer
		again.Name = "园区 王某某（科长）" // another spelling is no second person
		without(again, "close", nil, inspection.ByRechecker)
		for _, who := range []account.Person{w.mine, auditor, expert, {}} {
			if err := w.do(who, "close", nil); !errors.Is(err, park.ErrForbidden) {
				t.Errorf("close by %q: %v", who.Role, err)
			}
		}
		w.is(inspection.StatusRechecked)
		w.must(second, "close", nil)
		w.is(inspection.StatusClosed)
	})
}

// P9: an enterprise sees only its own, and acts on nothing else.
func TestP9AnEnterpriseSeesOnlyItsOwn(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		if _, err := w.Inspection(t.Context(), w.mine, w.aluminium); !errors.Is(err, park.ErrNotYours) {
			t.Errorf("inspection of another: %v", err)
		}
		at := park.Target{Inspection: w.aluminium, Finding: w.foreign}
		if err := w.Do(t.Context(), w.mine, "plan", at, "", planned); !errors.Is(err, park.ErrNotYours) {
			t.Errorf("plan for another: %v", err)
		}
		at = park.Target{Inspection: w.chemical, Finding: w.foreign}
		if err := w.Do(t.Context(), w.mine, "plan", at, "", planned); !errors.Is(err, park.ErrNotThere) {
			t.Errorf("another's finding under my inspection: %v", err)
		}
		if _, err := w.Inspection(t.Context(), account.Person{Role: account.Enterprise}, w.chemical); !errors.Is(err, park.ErrNotYours) {
			t.Errorf("an enterprise of nobody: %v", err)
		}
		if _, err := w.Inspection(t.Context(), w.mine, id()); !errors.Is(err, park.ErrNotYours) {
			t.Errorf("an inspection that is not there: %v: it tells apart what is there", err)
		}
	})
}

func TestASuspectedMajorNeedsAllFive(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		at := park.Target{Inspection: w.aluminium, Finding: w.foreign}
		var missing *park.Missing
		if err := w.Do(t.Context(), w.theirs, "plan", at, "", planned); !errors.As(err, &missing) || missing.Field != "funds" {
			t.Errorf("a plan without funds: %v", err)
		}
		five := park.Values{"person": "企业周某某", "measures": "停用并加装", "deadline": "2026-12-18", "funds": "5 万元 自筹", "contingency": "停用并监护"}
		if err := w.Do(t.Context(), w.theirs, "plan", at, "", five); err != nil {
			t.Error(err)
		}
		if err := w.Do(t.Context(), w.theirs, "rectify", at, "", park.Values{"done": "已改", "day": "2026-11-25"}); !errors.As(err, &missing) || missing.Field != "photos" {
			t.Errorf("a major reported fixed without a photo: %v", err)
		}
		if err := w.Do(t.Context(), officer, "decide-major", at, "", park.Values{"decision": "confirm", "authority": "示例区应急管理局", "note": "书面认定"}); err != nil {
			t.Error(err)
		}
		i, err := w.Inspection(t.Context(), officer, w.aluminium)
		if err != nil || i.Finding(w.foreign).Grade != inspection.Major {
			t.Errorf("not major: %v", err)
		}
	})
}

// What a person did not see stops them: they read it and decide again.
func TestWhatCameMeanwhileIsReadFirst(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		i, err := w.Inspection(t.Context(), officer, w.chemical)
		if err != nil {
			t.Fatal(err)
		}
		mark := park.Mark(park.Subject{Inspection: i, Finding: i.Finding(w.finding)})
		at := park.Target{Inspection: w.chemical, Finding: w.finding}
		v := park.Values{"to": "示例区应急管理局"}
		w.must(w.mine, "dispute", park.Values{"evidence": "附设计文件"})
		if err := w.Do(t.Context(), officer, "transfer", at, mark, v); !errors.Is(err, park.ErrMeanwhile) {
			t.Fatalf("acted on what was not seen: %v", err)
		}
		// a word on another finding is no reason to stop
		if i, err = w.Inspection(t.Context(), officer, w.chemical); err != nil {
			t.Fatal(err)
		}
		mark = park.Mark(park.Subject{Inspection: i, Finding: i.Finding(w.finding)})
		if err := w.Do(t.Context(), w.mine, "plan", park.Target{Inspection: w.chemical, Finding: w.other}, "", planned); err != nil {
			t.Fatal(err)
		}
		if err := w.Do(t.Context(), officer, "uphold", at, mark, park.Values{"reason": "与现场不符"}); err != nil {
			t.Fatal(err)
		}
		if f := w.is(inspection.StatusNotified); len(f.Disputes) != 0 {
			t.Error("the dispute is not answered")
		}
	})
}

// Acts that meet tablets' pushes are all kept, and say what they had seen.
func TestActsBesidePushes(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			d := newTablet(t, t.Name()+" other")
			for range 20 {
				d.inspect(inspection.Enterprise{ID: id(), Name: "示例纺织有限公司"}, inspection.General, 1)
				d.push(w.Park)
			}
		}()
		for range 10 {
			w.must(w.mine, "told", park.Values{"way": "班前会", "day": "2026-11-25"})
		}
		<-ended
		n := 0
		for _, s := range w.is(inspection.StatusNotified).Steps {
			if s.Kind == "workers-told" {
				n++
			}
		}
		if n != 10 {
			t.Errorf("%d of 10 acts are there", n)
		}
	})
}
