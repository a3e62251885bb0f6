package sealed

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/report/proof"
	"anquan.example/paicha/report/sheet"
	"anquan.example/paicha/sync/wire"
)

func keyOf(name string) ed25519.PrivateKey {
	seed := sha256.Sum256([]byte(name))
	return ed25519.NewKeyFromSeed(seed[:])
}

// snapshot is a sealed assessment of a made-up enterprise that the park gave so many points.
func snapshot(t *testing.T, points int64) assess.Snapshot {
	t.Helper()
	s, err := assess.Preset("default", 2026)
	if err != nil {
		t.Fatal(err)
	}
	f := assess.Facts{Enterprise: assess.Enterprise{ID: "e1", Name: "示例化工有限公司", Code: "91500000MA5U00AA13"}}
	for _, i := range s.Items {
		if i.Kind == assess.Manual {
			f.Manual = append(f.Manual, assess.Points{Item: i.ID, Points: decimal.New(points, 0), Reason: "逐项核对", By: "园区王某某", Day: "2027-01-05"})
		}
	}
	return assess.Seal(s, f, "2026-12-31", assess.Sealing{Day: "2027-01-21", By: "园区孙某某", Version: 1})
}

func word(t *testing.T, n assess.Snapshot, key ed25519.PrivateKey) Word {
	t.Helper()
	hash, err := wire.ParseSum(n.Hash)
	if err != nil {
		t.Fatal(err)
	}
	return Word{Park: key.Public().(ed25519.PublicKey), Name: "示例园区", Signed: wire.Assessed{Hash: hash, Time: 1}.Sign(key), Lang: "zh", App: "test 1"}
}

func written(t *testing.T, name string, n assess.Snapshot, w Word) []byte {
	t.Helper()
	s, err := Sheet(n.JSON(), w)
	if err != nil {
		t.Fatal(err)
	}
	f, err := sheet.ByName(name)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := f.Write(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestASealedAssessmentIsVerified(t *testing.T) {
	n, key, zh := snapshot(t, 8), keyOf("park"), words.In(words.Zh)
	w := word(t, n, key)
	known := proof.Verifier{App: "test 1", Words: zh, Trust: proof.Trust{Parks: map[string]string{proof.Fingerprint(w.Park): "示例园区"}}}
	verify := func(name string, file []byte, v proof.Verifier) *proof.Verdict {
		t.Helper()
		if !Carried(file) {
			t.Fatalf("%s carries nothing", name)
		}
		verdict, err := Verify(v, name, file)
		if err != nil {
			t.Fatal(name, err)
		}
		return verdict
	}
	for _, name := range []string{"x.docx", "x.pdf", "x.xlsx", "x.html", "x.json"} {
		v := verify(name, written(t, name, n, w), known)
		if !v.Good() || len(v.Proved) != 3 || len(v.Open) != 1 {
			t.Errorf("%s: %+v", name, v)
		}
	}
	if Carried(written(t, "x.csv", n, w)) {
		t.Error("csv carries something")
	}
	file := written(t, "x.html", n, w)
	if v := verify("x.html", file, proof.Verifier{App: "test 1", Words: zh}); !v.Good() || len(v.Open) != 2 {
		t.Errorf("an unknown park is not asked about: %+v", v)
	}
	// the paper says another enterprise
	if v := verify("x.html", bytes.ReplaceAll(file, []byte("示例化工有限公司"), []byte("样例化工有限公司")), known); v.Good() {
		t.Errorf("a changed paper: %+v", v)
	}
	// another park's word, and one on another snapshot
	forged := word(t, n, keyOf("forger"))
	forged.Park = w.Park
	for _, bad := range []Word{forged, word(t, snapshot(t, 9), key)} {
		if v := verify("x.html", written(t, "x.html", n, bad), known); !told(v.Broken, zh.Proof.BadVouch) {
			t.Errorf("%+v", v)
		}
	}
	// points that were raised after the seal, the hash made to fit
	raised := n
	raised.Result.Score = decimal.New(99, 0)
	s, err := Sheet(n.JSON(), w)
	if err != nil {
		t.Fatal(err)
	}
	s.Attached[0].Data = raised.JSON()
	var b bytes.Buffer
	f, _ := sheet.ByName("x.html")
	if err := f.Write(&b, s); err != nil {
		t.Fatal(err)
	}
	if v := verify("x.html", b.Bytes(), known); v.Good() || !told(v.Broken, zh.Proof.BadSnapshot) {
		t.Errorf("a raised score: %+v", v)
	}
}

func told(all []string, format string) bool {
	parts := strings.Split(format, "%s")
	tail := strings.TrimSuffix(parts[len(parts)-1], "%v")
	return slices.ContainsFunc(all, func(s string) bool { return strings.Contains(s, strings.TrimSpace(tail)) })
}

// Why items stay without points stands on the paper, in the place of the remark that they are missing, and cannot be changed.
func TestWhyPointsAreMissingStandsOnThePaper(t *testing.T) {
	s, err := assess.Preset("default", 2026)
	if err != nil {
		t.Fatal(err)
	}
	n := assess.Seal(s, assess.Facts{Enterprise: assess.Enterprise{ID: "e1", Name: "示例化工有限公司"}}, "2026-12-31", assess.Sealing{Day: "2027-01-21", By: "园区孙某某", Version: 1, Unjudged: "停产检修，无法核查"})
	key, zh := keyOf("park"), words.In(words.Zh)
	w := word(t, n, key)
	file := written(t, "x.html", n, w)
	if !bytes.Contains(file, []byte("审核组照此审定，理由：停产检修，无法核查")) || bytes.Contains(file, []byte("得分不是最终结果")) {
		t.Error("the paper does not say why points are missing, or says that the score is not final")
	}
	if v, err := Verify(proof.Verifier{App: "test 1", Words: zh}, "x.html", file); err != nil || !v.Good() {
		t.Errorf("%+v %v", v, err)
	}
	if v, err := Verify(proof.Verifier{App: "test 1", Words: zh}, "x.html", bytes.ReplaceAll(file, []byte("停产检修"), []byte("另有原因"))); err == nil && v.Good() {
		t.Errorf("a changed reason: %+v", v)
	}
}
