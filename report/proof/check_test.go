package proof

import (
	"crypto/ed25519"
	"crypto/sha256"
	_ "embed"
	"encoding/hex"
	"slices"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/report/sheet"
	"anquan.example/paicha/sync/wire"
)

const (
	inspectionID = "0193a2b4-0000-7000-8000-000000000001"
	enterpriseID = "0193a2b4-0000-7000-8000-000000000002"
	findingID    = "0193a2b4-0000-7000-8000-000000000004"
	otherID      = "0193a2b4-0000-7000-8000-000000000009"
)

var noon = time.Date(2026, 11, 23, 12, 0, 0, 0, time.FixedZone("", 8*3600))

func keyOf(name string) ed25519.PrivateKey {
	seed := sha256.Sum256([]byte(name))
	return ed25519.NewKeyFromSeed(seed[:])
}

//go:embed testdata/library.yaml
var library string

// signed is a made-up inspection as one tablet signed it, with an operation of another inspection in between.
func signed(t *testing.T) []inspection.Op {
	t.Helper()
	key, head := keyOf("tablet"), inspection.Head{}
	var all []inspection.Op
	add := func(p inspection.Payload) {
		op, next, err := inspection.Sign(key, head, noon, p)
		if err != nil {
			t.Fatal(err)
		}
		all, head = append(all, op), next
	}
	sum := sha256.Sum256([]byte(library))
	opened := func(id string) *inspection.Opened {
		return &inspection.Opened{ID: id, Enterprise: inspection.Enterprise{ID: enterpriseID, Name: "示例化工"}, Visit: inspection.Assistance, Date: "2026-11-23",
			Experts: []string{"专家甲"}, Sectors: []string{"industry"}, Revision: hex.EncodeToString(sum[:])}
	}
	add(&inspection.FeedOpened{Key: key.Public().(ed25519.PublicKey), App: "test"})
	add(opened(inspectionID))
	add(opened(otherID))
	add(&inspection.Found{ID: inspectionID, Finding: findingID, Level: inspection.General, Description: "配电柜前堆放纸箱", Place: "包装车间", Deadline: "2026-12-01", NoPhoto: "涉密"})
	sealed := inspection.Fold(all)[inspectionID]
	add(&inspection.Closed{ID: inspectionID, Seals: sealed.Seals(), Outcomes: []inspection.Outcome{},
		Signatures: []inspection.Signature{{Role: inspection.ExpertRole, Name: "专家甲"}, {Role: inspection.EnterpriseRole, Name: "王某某"}}})
	return all
}

func evidence(t *testing.T) *Evidence {
	i := inspection.Fold(signed(t))[inspectionID]
	return &Evidence{App: "test", ID: inspectionID, Ops: Of(i), Keys: [][]byte{keyOf("tablet").Public().(ed25519.PublicKey)}, Library: []byte(library),
		Made: Made{Lang: "zh", Offset: 8 * 3600}}
}

func vouch(t *testing.T, e *Evidence) {
	park := keyOf("park")
	var hashes []inspection.Hash
	for _, op := range e.Ops {
		hashes = append(hashes, inspection.HashOf(op.Body, op.Sig))
	}
	e.Park, e.ParkName = park.Public().(ed25519.PublicKey), "示例园区"
	e.Vouch = wire.Vouch{Inspection: e.ID, Time: uint64(noon.UnixMilli()), Count: uint64(len(hashes)), Digest: wire.DigestOf(hashes), Made: e.Made.Sum()}.Sign(park)
}

func has(all []string, format string) bool {
	start, _, _ := strings.Cut(format, "%")
	_, end, _ := strings.Cut(format, "%")
	if n := strings.LastIndex(end, "%"); n >= 0 {
		end = end[n+2:]
	} else if len(end) > 0 {
		end = end[1:]
	}
	return slices.ContainsFunc(all, func(s string) bool { return strings.HasPrefix(s, start) && strings.HasSuffix(s, end) })
}

func TestEvidenceSurvivesThePaper(t *testing.T) {
	e := evidence(t)
	vouch(t, e)
	first, again := e.Attach(), e.Attach()
	if string(first.Data) != string(again.Data) {
		t.Error("equal evidence, other bytes")
	}
	back, err := Read([]sheet.Attached{{Name: "other"}, first})
	if err != nil {
		t.Fatal(err)
	}
	w := words.In(words.Zh)
	i, lib, v := back.Check(Trust{Parks: map[string]string{Fingerprint(e.Park): "示例园区"}}, w)
	if !v.Good() || i == nil || lib == nil {
		t.Fatalf("broken: %q", v.Broken)
	}
	for _, want := range []string{w.Proof.Signed, w.Proof.Sealed, w.Proof.Library, w.Proof.Vouched} {
		if !has(v.Proved, want) {
			t.Errorf("not proved: %s\nin %q", want, v.Proved)
		}
	}
	if has(v.Open, w.Proof.WhosePark) || has(v.Open, w.Proof.NotAll) || has(v.Open, w.Proof.Between) {
		t.Errorf("a known park vouched, and yet: %q", v.Open)
	}
	if _, err := Read([]sheet.Attached{{Name: Name, Data: first.Data[:len(first.Data)-3]}}); err == nil {
		t.Error("cut off evidence was read")
	}
	if _, err := Read(nil); err != ErrNone {
		t.Errorf("no evidence: %v", err)
	}
}

// Whatever is changed in the evidence is told.
func TestWhatIsChangedIsTold(t *testing.T) {
	w := words.In(words.Zh)
	p := w.Proof
	for name, c := range map[string]struct {
		change func(*Evidence)
		says   string
	}{
		"a word": {func(e *Evidence) {
			e.Ops[1].Body = []byte(strings.Replace(string(e.Ops[1].Body), "纸箱", "木箱", 1))
		}, p.BadSignature},
		"another key":        {func(e *Evidence) { e.Keys = [][]byte{keyOf("forger").Public().(ed25519.PublicKey)} }, p.NoKey},
		"left out":           {func(e *Evidence) { e.Ops = slices.Delete(e.Ops, 1, 2) }, p.SealMissing},
		"left out, vouched":  {func(e *Evidence) { e.Ops = e.Ops[:2] }, p.OtherVouch},
		"other criteria":     {func(e *Evidence) { e.Library = append(e.Library, "# mild\n"...) }, p.OtherLibrary},
		"another number":     {func(e *Evidence) { e.Made.Numbers = map[string]string{"notice": "示例园管〔2026〕2号"} }, p.OtherVouch},
		"another's word":     {func(e *Evidence) { e.Vouch.Sig[0] ^= 1 }, p.BadVouch},
		"nothing":            {func(e *Evidence) { e.Ops = nil }, p.NoInspection},
		"no operation":       {func(e *Evidence) { e.Ops[0].Body = []byte("x") }, p.BadOperation},
		"of another":         {func(e *Evidence) { e.ID = otherID }, p.OtherInspection},
		"a receipt's number": {func(e *Evidence) { e.Receipts = []*wire.Signed{receipt(e, 5, inspection.Hash{1})} }, p.ReceiptDiffers},
		"a receipt's park":   {func(e *Evidence) { e.Receipts = []*wire.Signed{{Body: []byte("x"), Sig: []byte("y")}} }, p.BadReceipt},
	} {
		e := evidence(t)
		vouch(t, e)
		c.change(e)
		if _, _, v := e.Check(Trust{}, w); !has(v.Broken, c.says) {
			t.Errorf("%s: want %q, got %q", name, c.says, v.Broken)
		}
	}
}

// numbered is evidence with the number that the park gave the notice, said in the feed and signed by the key of these names.
func numbered(t *testing.T, feed, key string) *Evidence {
	t.Helper()
	of := keyOf(feed).Public().(ed25519.PublicKey)
	n := inspection.Numbered{ID: inspectionID, Paper: "notice", Mark: "示例园管", Year: 2026, Number: 7, By: "园区王某某"}
	op, _, err := inspection.Sign(keyOf(feed), inspection.Head{Ref: inspection.Ref{Feed: inspection.FeedOf(of), Seq: 20}}, noon, n.Sign(keyOf(key), inspection.FeedOf(of)))
	if err != nil {
		t.Fatal(err)
	}
	e := evidence(t)
	e.Ops, e.Keys = append(e.Ops, Op{Body: op.Body, Sig: op.Sig}), append(e.Keys, of)
	e.Park, e.ParkName = keyOf("park").Public().(ed25519.PublicKey), "示例园区"
	e.Made.Numbers = map[string]string{"notice": "示例园管〔2026〕7号"}
	return e
}

// An official number is proved by the park's signature among the operations, whoever made the paper; any other is none.
func TestNumbersAreProved(t *testing.T) {
	w := words.In(words.Zh)
	e := numbered(t, "park's feed", "park")
	if _, _, v := e.Check(Trust{}, w); !v.Good() || !has(v.Proved, w.Proof.Numbered) || !has(v.Open, w.Proof.WhosePark) {
		t.Errorf("%+v", v)
	}
	trust := Trust{Parks: map[string]string{Fingerprint(e.Park): "示例园区"}}
	if _, _, v := e.Check(trust, w); !v.Good() || has(v.Open, w.Proof.WhosePark) {
		t.Errorf("of a known park: %+v", v)
	}
	other := numbered(t, "park's feed", "park")
	other.Made.Numbers["notice"] = "示例园管〔2026〕8号"
	without := evidence(t)
	without.Made.Numbers = map[string]string{"notice": "示例园管〔2026〕7号"}
	for name, e := range map[string]*Evidence{"another number": other, "a number of nobody": without, "of a tablet": numbered(t, "tablet B", "tablet B")} {
		if _, _, v := e.Check(trust, w); v.Good() || !has(v.Broken, w.Proof.NotNumbered) || has(v.Proved, w.Proof.Numbered) {
			t.Errorf("%s: %+v", name, v)
		}
	}
	vouched := evidence(t) // of a park of before
	vouched.Made.Numbers = map[string]string{"notice": "示例园管〔2026〕7号"}
	vouch(t, vouched)
	if _, _, v := vouched.Check(trust, w); !v.Good() {
		t.Errorf("a paper of before: %q", v.Broken)
	}
}

func receipt(e *Evidence, seq uint64, hash inspection.Hash) *wire.Signed {
	feed := inspection.FeedOf(keyOf("tablet").Public().(ed25519.PublicKey))
	return wire.Receipt{Time: uint64(noon.UnixMilli()), Feeds: []wire.Have{{Feed: feed, Seq: seq, Hash: hash}}}.Sign(keyOf("park"))
}

// A receipt proves that it arrived, and not that there is nothing else.
func TestAReceiptIsNotEverything(t *testing.T) {
	e, w := evidence(t), words.In(words.En)
	e.Park, e.ParkName = keyOf("park").Public().(ed25519.PublicKey), "made-up park"
	last := e.Ops[len(e.Ops)-1]
	e.Receipts = []*wire.Signed{receipt(e, 5, inspection.HashOf(last.Body, last.Sig))}
	_, _, v := e.Check(Trust{}, w)
	if !v.Good() || !has(v.Proved, w.Proof.Received) {
		t.Errorf("proved %q, broken %q", v.Proved, v.Broken)
	}
	for _, want := range []string{w.Proof.NotAll, w.Proof.Between, w.Proof.WhosePark} {
		if !has(v.Open, want) {
			t.Errorf("%q should be left open: %q", want, v.Open)
		}
	}
}
