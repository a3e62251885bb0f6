package inspection

import (
	"crypto/ed25519"
	"reflect"
	"testing"
	"time"
)

// numbered is a number as the park gives it, to be said in the device's feed.
func (d *device) numbered(park string, n Numbered) *Numbered {
	n.ID, n.Mark, n.Year, n.By = inspectionID, "示例园管", 2026, "园区王某某"
	return n.Sign(key(park), FeedOf(d.key.Public().(ed25519.PublicKey)))
}

func public(of string) ed25519.PublicKey { return key(of).Public().(ed25519.PublicKey) }

func officials(all []Number) (says []string) {
	for _, n := range all {
		says = append(says, n.Paper+" "+n.Official())
	}
	return says
}

// Only the park gives numbers: what a tablet says of one has no effect, whatever it signs it with and wherever it has it from.
func TestOnlyTheParkGivesNumbers(t *testing.T) {
	tablet, park := newDevice(t, "tablet A"), newDevice(t, "park's feed")
	given := park.numbered("park", Numbered{Paper: "notice", Number: 7})
	forged, changed := tablet.numbered("tablet A", Numbered{Paper: "transfer", Findings: []string{findingID}, Number: 1}), *given
	changed.Number = 8
	i := fold(inspectionID, []Op{tablet.say(opened()), tablet.say(forged), tablet.say(given), tablet.say(&changed), park.say(given), park.say(given)})
	count, further := i.NumbersBy(public("park"))
	if got := officials(count); !reflect.DeepEqual(got, []string{"notice 示例园管〔2026〕7号"}) || further != nil {
		t.Errorf("counts %v, further %v", got, officials(further))
	}
	if count[0].Feed != FeedOf(public("park's feed")) {
		t.Error("what the tablet said again is what counts")
	}
	for _, who := range []ed25519.PublicKey{nil, public("another park"), public("park")[:31]} {
		if count, _ := i.NumbersBy(who); count != nil {
			t.Errorf("by another key: %v", officials(count))
		}
	}
	if len(i.Numbers) != 5 {
		t.Errorf("the history has %d of what was said", len(i.Numbers))
	}
}

// Of two numbers for one paper the first by the clock counts, in whatever order they arrive; papers of other findings are other papers.
func TestTheFirstNumberStays(t *testing.T) {
	before, after := newDevice(t, "park's feed"), newDevice(t, "park's feed, put back")
	after.now = noon.Add(time.Hour)
	ops := []Op{
		after.say(opened()), after.say(after.numbered("park", Numbered{Paper: "notice", Number: 2})),
		after.say(after.numbered("park", Numbered{Paper: "transfer", Findings: []string{otherFinding}, Number: 3})),
		before.say(before.numbered("park", Numbered{Paper: "notice", Number: 1})),
		before.say(before.numbered("park", Numbered{Paper: "transfer", Findings: []string{findingID}, Number: 4})),
	}
	i := fold(inspectionID, ops)
	count, further := i.NumbersBy(public("park"))
	want := []string{"notice 示例园管〔2026〕1号", "transfer 示例园管〔2026〕4号", "transfer 示例园管〔2026〕3号"}
	if got := officials(count); !reflect.DeepEqual(got, want) {
		t.Errorf("counts %v, want %v", got, want)
	}
	if got := officials(further); !reflect.DeepEqual(got, []string{"notice 示例园管〔2026〕2号"}) {
		t.Errorf("further %v", got)
	}
}

// A number is not taken back, comes after the seal, and is no late entry.
func TestANumberStays(t *testing.T) {
	tablet, park := newDevice(t, "tablet A"), newDevice(t, "park's feed")
	i := fold(inspectionID, []Op{tablet.say(opened())})
	seal := tablet.say(&Closed{ID: inspectionID, Seals: i.Seals(), Signatures: []Signature{{Role: ExpertRole, Name: "专家甲"}, {Role: EnterpriseRole, Name: "李某某"}}})
	park.now = noon.Add(time.Hour)
	number := park.say(park.numbered("park", Numbered{Paper: "notice", Number: 1}))
	tablet.now = noon.Add(2 * time.Hour)
	i = i.With(seal, number, tablet.say(Undo(number)))
	if count, _ := i.NumbersBy(public("park")); len(count) != 1 {
		t.Error("a number was taken back")
	}
	for _, e := range i.Late() {
		if e.Kind == "numbered" {
			t.Error("a number is told as news after the seal")
		}
	}
	if count, _ := i.Sealed().NumbersBy(public("park")); count != nil {
		t.Error("the seal covers a number that came after it")
	}
}

func TestANumberIsSignedOnlyWhole(t *testing.T) {
	good := Numbered{ID: inspectionID, Paper: "notice", Mark: "示例园管", Year: 2026, Number: 1, By: "园区王某某"}
	if err := Check(good.Sign(key("park"), FeedID{})); err != nil {
		t.Fatal(err)
	}
	for name, bend := range map[string]func(*Numbered){
		"unsigned": func(n *Numbered) { n.Word = nil }, "no paper": func(n *Numbered) { n.Paper = "../x" }, "finding": func(n *Numbered) { n.Findings = []string{"1"} },
		"no mark": func(n *Numbered) { n.Mark = "" }, "mark": func(n *Numbered) { n.Mark = "示例\x1b" }, "year": func(n *Numbered) { n.Year = 26 },
		"number": func(n *Numbered) { n.Number = 0 }, "nobody": func(n *Numbered) { n.By = " " }, "inspection": func(n *Numbered) { n.ID = "1" },
	} {
		n := *good.Sign(key("park"), FeedID{})
		bend(&n)
		if Check(&n) == nil {
			t.Errorf("%s: it can be signed", name)
		}
	}
}

func TestAParkKnowsItsFeeds(t *testing.T) {
	f := FeedOpened{Key: public("park's feed"), App: "parkd"}
	signed := f.Sign(key("park"))
	other := *signed
	other.Key = public("tablet A")
	if !signed.SignedBy(public("park")) || signed.SignedBy(public("another park")) || f.SignedBy(public("park")) || other.SignedBy(public("park")) || signed.SignedBy(nil) {
		t.Error("whose feed it is, is not what the park signed")
	}
	signed.Park = signed.Park[:63]
	if Check(&f) != nil || Check(signed) == nil {
		t.Error("half a signature can be signed, or none cannot")
	}
}
