package inspection

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"testing"
	"time"

	"anquan.example/paicha/checklist"
)

// story is a random inspection by two tablets with wrong clocks, undos, a seal and late entries.
func story(t testing.TB, r *rand.Rand, n int) []Op {
	a, b := newDevice(t, "tablet A"), newDevice(t, "tablet B")
	b.now = b.now.Add(time.Duration(r.IntN(7200)-3600) * time.Second)
	ops := []Op{a.say(opened()), a.say(&UnitAdded{ID: inspectionID, Unit: Unit{unitID, "dust-collector", "1号"}})}
	values := []checklist.Value{checklist.OK, checklist.Fail, checklist.NA, checklist.Unseen}
	for range n {
		d := a
		if r.IntN(3) == 0 {
			d = b
		}
		var op Op
		switch r.IntN(12) {
		case 0:
			op = d.find(r.IntN(5))
		case 1:
			op = d.say(&Scoped{ID: inspectionID, Question: "ind-dust", ScopeAnswer: checklist.ScopeAnswer{Value: "yes"}})
		case 2, 3:
			op = d.say(Undo(ops[r.IntN(len(ops))]))
		case 4:
			p := &Photographed{ID: inspectionID, Paper: "opinion", Photo: Photo{SHA256: hex64}}
			if n := r.IntN(6); n < 5 {
				p.Paper, p.Finding = "", fmt.Sprintf("0193a2b4-0000-7000-8000-0000000001%02d", n)
			}
			op = d.say(p)
		case 5:
			seals := fold(inspectionID, ops).Seals()
			op = d.say(&Closed{ID: inspectionID, Seals: seals, Signatures: []Signature{{Role: ExpertRole, Name: "甲"}, {Role: EnterpriseRole, Name: "乙"}}})
		default:
			op = d.answer(fmt.Sprintf("mem10:%d.1", 3+r.IntN(10)), values[r.IntN(4)])
		}
		ops = append(ops, op)
	}
	return ops
}

// Replicas that met the same operations show the same state, whatever the order, the split and the repetition (P6).
func TestFoldOfAnyOrderIsEqual(t *testing.T) {
	for seed := range uint64(60) {
		r := rand.New(rand.NewPCG(seed, 1))
		ops := story(t, r, 40)
		want := Fold(ops)[inspectionID]
		mixed := append([]Op{}, ops...)
		r.Shuffle(len(mixed), func(i, j int) { mixed[i], mixed[j] = mixed[j], mixed[i] })
		mixed = append(mixed, mixed[:r.IntN(len(mixed))]...)
		if got := Fold(mixed)[inspectionID]; !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: another order, another state", seed)
		}
		cut := r.IntN(len(ops))
		if got := New(inspectionID).With(mixed[:cut]...).With(mixed[cut:]...); !reflect.DeepEqual(got, want) {
			t.Fatalf("seed %d: split at %d, another state", seed, cut)
		}
	}
}

func TestFoldOfEveryPrefixStands(t *testing.T) {
	ops := story(t, rand.New(rand.NewPCG(7, 7)), 200)
	for n := range ops {
		for _, part := range [][]Op{ops[:n], ops[n:]} {
			i := fold(inspectionID, append([]Op{}, part...))
			i.Sealed()
			i.Facts()
			i.Summary(func(string, checklist.Facts) checklist.Verdict { return checklist.Verdict{} })
		}
	}
}

func TestUndoAndRedo(t *testing.T) {
	d := newDevice(t, "tablet A")
	open := d.say(opened())
	ok, fail := d.answer("mem10:11.1", checklist.OK), d.answer("mem10:11.1", checklist.Fail)
	ops := []Op{open, ok, fail}
	key := Key{"mem10:11.1", ""}
	value := func(ops ...Op) checklist.Value {
		s, _ := fold(inspectionID, append([]Op{}, ops...)).Answer(key)
		return s.Value
	}
	if v := value(ops...); v != checklist.Fail {
		t.Fatalf("answer %q", v)
	}
	undo := d.say(Undo(fail))
	if v := value(append(ops, undo)...); v != checklist.OK {
		t.Errorf("after undo %q, want the answer before", v)
	}
	redo := d.say(Undo(undo))
	if v := value(append(ops, undo, redo)...); v != checklist.Fail {
		t.Errorf("after undoing the undo %q", v)
	}
	i := fold(inspectionID, append(ops, undo))
	if last, _ := i.LastUndoable(open.Feed); last.Ref != ok.Ref {
		t.Errorf("next to undo is %s, want %s", last.Ref, ok.Ref)
	}
	if i.Opened.Date == "" || len(i.History) != 4 || !i.History[2].Void {
		t.Error("what was undone left the history")
	}
	gone := d.say(Undo(open))
	if fold(inspectionID, append(ops, gone)).Opened.Date == "" {
		t.Error("the opening was taken back")
	}
}

func TestStrictestCounts(t *testing.T) {
	a, b := newDevice(t, "tablet A"), newDevice(t, "tablet B")
	b.now = noon.Add(time.Hour)
	ops := []Op{a.say(opened()), a.answer("mem10:11.1", checklist.Fail), b.answer("mem10:11.1", checklist.OK)}
	i := Fold(ops)[inspectionID]
	if s, _ := i.Answer(Key{"mem10:11.1", ""}); s.Value != checklist.Fail || s.Feed != ops[1].Feed {
		t.Errorf("counts %q of %s", s.Value, s.Feed)
	}
	if len(i.Facts().Answers) != 2 {
		t.Error("the judge is not told of both answers")
	}
}

func TestSealShowsWhatComesLater(t *testing.T) {
	a, b := newDevice(t, "tablet A"), newDevice(t, "tablet B")
	ops := []Op{a.say(opened()), a.find(1)}
	early := b.find(2) // made before the seal, arrives after it
	seal := a.say(&Closed{ID: inspectionID, Seals: fold(inspectionID, append([]Op{}, ops...)).Seals(),
		Signatures: []Signature{{Role: ExpertRole, Name: "甲"}, {Role: EnterpriseRole, Name: "乙"}}})
	i := fold(inspectionID, append(ops, seal, a.find(3), early, a.say(Undo(ops[1]))))
	if n := len(i.Late()); n != 3 {
		t.Errorf("%d late entries, want 3", n)
	}
	sealed := i.Sealed()
	if len(sealed.Findings) != 1 || sealed.Closed == nil {
		t.Errorf("sealed list has %d findings", len(sealed.Findings))
	}
	if again := sealed.Sealed(); !reflect.DeepEqual(again, sealed) {
		t.Error("the sealed state seals differently")
	}
}

func TestClockNeverGoesBack(t *testing.T) {
	var h HLC
	walls := []time.Time{noon, noon, noon.Add(-time.Hour), time.Unix(-5, 0), noon.Add(time.Second)}
	for _, w := range walls {
		next := h.Next(w)
		if next <= h {
			t.Fatalf("%v after %v at wall %v", next, h, w)
		}
		h = next
	}
	if got := h.Time().UTC(); !got.Equal(noon.Add(time.Second)) {
		t.Errorf("clock says %v", got)
	}
}

func TestCreditCode(t *testing.T) {
	for code, ok := range map[string]bool{
		"91350100M000100Y43": true, // the well-known worked example of GB 32100-2015
		"91350100M000100Y44": false, "91350100m000100y43": false, "9135010OM000100Y43": false, "91350100M000100Y4": false, "": false,
	} {
		if err := CheckCreditCode(code); (err == nil) != ok {
			t.Errorf("%q: %v", code, err)
		}
	}
}

func BenchmarkFold(b *testing.B) {
	for _, n := range []int{10_000, 100_000} {
		ops := bulk(b, n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				Fold(ops)
			}
		})
	}
}

// bulk is n operations over inspections of 100.
func bulk(t testing.TB, n int) []Op {
	d := newDevice(t, "tablet A")
	ops := make([]Op, 0, n)
	for k := 0; len(ops) < n; k++ {
		o := opened()
		o.ID = fmt.Sprintf("0193a2b4-0000-7000-8000-%012d", k)
		ops = append(ops, d.say(o))
		for c := range 99 {
			ops = append(ops, d.say(&Answered{ID: o.ID, Words: hex64, Answer: checklist.Answer{Criterion: fmt.Sprintf("mem10:%d", c), Value: checklist.OK}}))
		}
	}
	return ops[:n]
}

// A restored tablet corrects and takes back what it said before; what the old one says later is another's.
func TestAContinuedFeedIsTheSameExpert(t *testing.T) {
	old, now := newDevice(t, "tablet A"), newDevice(t, "tablet B")
	ops := []Op{old.say(opened()), old.answer("mem10:3.1", checklist.Fail), old.answer("mem10:3.2", checklist.OK)}
	before := Fold(ops)[inspectionID]
	now.head.HLC, now.now = old.head.HLC, old.now
	at := old.head
	ops = append(ops, now.say(&Continued{ID: inspectionID, Feeds: []Seal{{at.Feed.String(), at.Seq, at.Hash[:]}}}))
	i := Fold(ops)[inspectionID]
	if last, ok := i.LastUndoable(now.head.Feed); !ok || last.Ref != ops[2].Ref {
		t.Errorf("takes back %v", last.Ref)
	}
	ops = append(ops, now.answer("mem10:3.1", checklist.OK), now.say(Undo(ops[2])))
	i = Fold(ops)[inspectionID]
	if all := i.Answers[Key{"mem10:3.1", ""}]; len(all) != 1 || all[0].Value != checklist.OK {
		t.Errorf("the corrected answer: %+v", all)
	}
	if len(i.Answers[Key{"mem10:3.2", ""}]) != 0 || len(before.Answers) != 2 {
		t.Error("the answer was not taken back")
	}
	old.now = now.now
	ops = append(ops, old.answer("mem10:3.1", checklist.Fail))
	if all := Fold(ops)[inspectionID].Answers[Key{"mem10:3.1", ""}]; len(all) != 2 || all[0].Value != checklist.Fail {
		t.Errorf("the other branch does not stand beside: %+v", all)
	}
}

// The clock is set to 2099 and back: order stays, and people read what the clock said.
func TestOrderDoesNotDependOnTheClock(t *testing.T) {
	d := newDevice(t, "tablet A")
	ops := []Op{d.say(opened())}
	d.now = noon.AddDate(73, 0, 0)
	ops = append(ops, d.answer("mem10:3.1", checklist.OK))
	d.now = noon.Add(time.Minute)
	ops = append(ops, d.say(&ClockJumped{ID: inspectionID, Was: "2099-11-23T12:00:00+08:00", Is: "2026-11-23T12:01:00+08:00"}), d.answer("mem10:3.1", checklist.Fail))
	i := Fold([]Op{ops[3], ops[1], ops[0], ops[2]})[inspectionID]
	said, _ := i.Answer(Key{"mem10:3.1", ""})
	if said.Value != checklist.Fail || !said.At.Equal(d.now.Add(-time.Second)) {
		t.Errorf("%s at %s", said.Value, said.At)
	}
	for _, op := range ops {
		if err := op.Canonical(); err != nil {
			t.Error(err)
		}
		again, err := Decode(op.Body, op.Sig)
		if err != nil || !again.At().Equal(op.At()) {
			t.Errorf("%v: %s, want %s", err, again.At(), op.At())
		}
	}
	if jumps := i.Jumps(); len(jumps) != 1 || jumps[0].Payload.(*ClockJumped).Jump() > -time.Hour {
		t.Errorf("jumps %+v", jumps)
	}
}
