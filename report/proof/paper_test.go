package proof

import (
	"archive/zip"
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"io/fs"
	"strings"
	"testing"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/report"
)

// shot is a made-up photo.
func shot(shade uint8) []byte {
	m := image.NewGray(image.Rect(0, 0, 1600, 1200))
	for n := range m.Pix {
		m.Pix[n] = shade + uint8(n/7)
	}
	m.SetGray(3, 3, color.Gray{255})
	var b bytes.Buffer
	if err := jpeg.Encode(&b, m, nil); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// album is originals by their hash.
type album map[string][]byte

func (a album) add(data []byte) string {
	sum := sha256.Sum256(data)
	a[hex.EncodeToString(sum[:])] = data
	return hex.EncodeToString(sum[:])
}

func (a album) open(sum string) ([]byte, error) {
	if data, there := a[sum]; there {
		return data, nil
	}
	return nil, fs.ErrNotExist
}

// pictured is evidence of an inspection with photos, one of which is lost.
func pictured(t *testing.T, a album) *Evidence {
	t.Helper()
	ops := signed(t)
	last := ops[3] // before the seal
	key, head := keyOf("tablet"), inspection.Head{Ref: last.Ref, Hash: last.Hash(), HLC: last.HLC}
	ops = ops[:4]
	lost := hex.EncodeToString(make([]byte, 32))
	for _, sum := range []string{a.add(shot(10)), lost, a.add(shot(90))} {
		op, next, err := inspection.Sign(key, head, noon, &inspection.Photographed{ID: inspectionID, Finding: findingID, Photo: inspection.Photo{SHA256: sum, Name: "示例.jpg", Mime: "image/jpeg"}})
		if err != nil {
			t.Fatal(err)
		}
		ops, head = append(ops, op), next
	}
	i := inspection.Fold(ops)[inspectionID]
	return &Evidence{App: "test 1", ID: inspectionID, Ops: Of(i), Keys: [][]byte{key.Public().(ed25519.PublicKey)}, Library: []byte(library),
		Made: Made{Paper: "list", Lang: "zh", Offset: 8 * 3600, Missing: []string{lost}}}
}

func written(t *testing.T, e *Evidence, a album, file string) []byte {
	t.Helper()
	i, lib, v := e.Check(Trust{}, words.In(words.Zh))
	if !v.Good() {
		t.Fatal(v.Broken)
	}
	p, _ := report.PaperNamed(e.Made.Paper)
	var b bytes.Buffer
	if err := p.Write(&b, file, e.Source(i, lib, a.open), e.Made.Findings...); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

var carrying = []string{"x.docx", "x.pdf", "x.xlsx", "x.html"}

func TestAPaperIsMadeAgain(t *testing.T) {
	a := album{}
	e, w := pictured(t, a), words.In(words.Zh)
	for _, name := range carrying {
		file := written(t, e, a, name)
		verdict, err := Verifier{App: "test 1", Words: w}.Verify(name, file)
		if err != nil || !verdict.Good() || !has(verdict.Proved, w.Proof.Same) || !has(verdict.Open, w.Proof.Copies) {
			t.Errorf("%s, nobody's photos: %v %+v", name, err, verdict)
		}
		verdict, err = Verifier{App: "test 1", Words: w, Photos: a.open}.Verify(name, file)
		if err != nil || !verdict.Good() || !has(verdict.Proved, w.Proof.Original) || has(verdict.Open, w.Proof.Copies) {
			t.Errorf("%s, with the originals: %v %+v", name, err, verdict)
		}
	}
	for _, name := range []string{"x.csv", "x.md", "x.txt", "x.json"} { // the list as csv and json is for programs
		if _, err := (Verifier{Words: w}).Verify(name, written(t, e, a, name)); err == nil || !strings.Contains(err.Error(), ErrNone.Error()) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whatever is changed on the paper is told, although all that it carries is as it was.
func TestAChangedPaperIsTold(t *testing.T) {
	a := album{}
	e, w := pictured(t, a), words.In(words.Zh)
	verify := func(name string, file []byte, with func(string) ([]byte, error)) *Verdict {
		t.Helper()
		verdict, err := Verifier{App: "test 2", Words: w, Photos: with}.Verify(name, file)
		if err != nil {
			t.Fatal(name, err)
		}
		return verdict
	}
	docx := edited(t, written(t, e, a, "x.docx"), "word/document.xml", "配电柜", "绿化带")
	if v := verify("x.docx", docx, nil); !has(v.Broken, w.Proof.Differs) {
		t.Errorf("a word: %+v", v)
	}
	html := bytes.Replace(written(t, e, a, "x.html"), []byte("配电柜"), []byte("绿化带"), 1)
	if v := verify("x.html", html, nil); !has(v.Broken, w.Proof.Differs) {
		t.Errorf("a word: %+v", v)
	}
	pdf := written(t, e, a, "x.pdf")
	at := bytes.LastIndex(pdf[:bytes.Index(pdf, []byte("/Type /XObject"))], []byte("stream")) - 40
	pdf[at] ^= 1
	if v, err := (Verifier{App: "test 2", Words: w}).Verify("x.pdf", pdf); err == nil && v.Good() {
		t.Errorf("a bit: %+v", v)
	}
	// another picture in the place of one: without originals it is left open, with them it is told
	b := album{}
	for sum := range a {
		b[sum] = shot(200)
	}
	swapped := written(t, e, b, "x.docx")
	if v := verify("x.docx", swapped, nil); !has(v.Open, w.Proof.Copies) {
		t.Errorf("without originals: %+v", v)
	}
	if v := verify("x.docx", swapped, a.open); has(v.Proved, w.Proof.Original) || v.Good() {
		t.Errorf("with originals: %+v", v)
	}
}

// The park that made a paper is the one that has its criteria: a paper made by a kind of paper that this program does not know is told.
func TestAPaperOfALaterProgram(t *testing.T) {
	a := album{}
	e, w := pictured(t, a), words.In(words.En)
	file := written(t, e, a, "x.html")
	e.Made.Paper = "of-the-future"
	back := e.Attach()
	again := bytes.Replace(file, dataOf(t, file), []byte(encoded(back.Data)), 1)
	verdict, err := Verifier{App: "test 1", Words: w}.Verify("x.html", again)
	if err != nil || !has(verdict.Broken, w.Proof.CannotMake) || !strings.Contains(strings.Join(verdict.Broken, ""), "of-the-future") {
		t.Errorf("%v %+v", err, verdict)
	}
}

// edited is a zip with a text in a part replaced.
func edited(t *testing.T, file []byte, part, old, text string) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	out, found := zip.NewWriter(&b), false
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		if f.Name == part {
			found = bytes.Contains(data, []byte(old))
			data = bytes.ReplaceAll(data, []byte(old), []byte(text))
		}
		w, err := out.CreateHeader(&zip.FileHeader{Name: f.Name, Method: f.Method, Modified: f.Modified})
		if err == nil {
			_, err = w.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := out.Close(); err != nil || !found {
		t.Fatalf("%q is not in %s: %v", old, part, err)
	}
	return b.Bytes()
}

func dataOf(t *testing.T, html []byte) []byte {
	t.Helper()
	from := bytes.Index(html, []byte(Name))
	from += bytes.IndexByte(html[from:], '>') + 1
	return html[from : from+bytes.IndexByte(html[from:], '<')]
}

func encoded(data []byte) string { return base64.StdEncoding.EncodeToString(data) }
