package inspection

import (
	"bytes"
	"crypto/ed25519"
	"encoding/hex"
	"flag"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/fxamacker/cbor/v2"
)

var update = flag.Bool("update", false, "write frozen bytes of kinds that have none yet")

func TestEveryKindRoundTrips(t *testing.T) {
	seen := map[string]bool{}
	d := newDevice(t, "tablet A")
	for _, p := range samples() {
		op := d.say(p)
		got, err := Decode(op.Body, op.Sig)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(got, op) {
			t.Errorf("%s: decoded %+v, want %+v", p.Kind(), got.Payload, op.Payload)
		}
		if err := got.Canonical(); err != nil {
			t.Error(err)
		}
		if err := got.Verify(d.key.Public().(ed25519.PublicKey)); err != nil {
			t.Error(err)
		}
		seen[p.Kind()] = true
	}
	for _, k := range kinds {
		if !seen[k.name] {
			t.Errorf("kind %s has no sample", k.name)
		}
		if made := k.make().Kind(); made != k.name {
			t.Errorf("kind %s makes a %s", k.name, made)
		}
	}
}

// The bytes of every kind ever made stay readable and are made again bit by bit.
func TestFrozenBytes(t *testing.T) {
	d := newDevice(t, "tablet A")
	for _, p := range samples() {
		op := d.say(p)
		file := filepath.Join("testdata", "frozen", p.Kind()+".v1.hex")
		line := hex.EncodeToString(op.Body) + "\n" + hex.EncodeToString(op.Sig) + "\n"
		want, err := os.ReadFile(file)
		if os.IsNotExist(err) && *update {
			if err := os.WriteFile(file, []byte(line), 0o644); err != nil {
				t.Fatal(err)
			}
			continue
		}
		if err != nil {
			t.Fatalf("%v: run go test ./inspection -update once for a new kind; never change a frozen file", err)
		}
		if string(want) != line {
			t.Errorf("%s: bytes differ from %s: operations are for ever", p.Kind(), file)
		}
		parts := strings.Fields(string(want))
		body, _ := hex.DecodeString(parts[0])
		sig, _ := hex.DecodeString(parts[1])
		frozen, err := Decode(body, sig)
		if err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(frozen.Payload, p) {
			t.Errorf("%s: frozen bytes say %+v, want %+v", p.Kind(), frozen.Payload, p)
		}
	}
}

// The photo of a signed paper, and the park's word that a feed is its own, came later than their kinds: they have bytes of their own.
func TestFrozenBytesOfWhatCameLater(t *testing.T) {
	frozenAs(t, "photo-attached.paper", &Photographed{ID: inspectionID, Paper: "opinion", Photo: Photo{SHA256: hex64, Size: 4321, Name: "IMG_2.jpg", Mime: "image/jpeg"}})
	frozenAs(t, "feed-opened.park", FeedOpened{Key: key("tablet A").Public().(ed25519.PublicKey), App: "parkd"}.Sign(key("park")))
}

func frozenAs(t *testing.T, name string, want Payload) {
	t.Helper()
	d := newDevice(t, "tablet A")
	op := d.say(want)
	file := filepath.Join("testdata", "frozen", name+".v1.hex")
	line := hex.EncodeToString(op.Body) + "\n" + hex.EncodeToString(op.Sig) + "\n"
	if _, err := os.Stat(file); os.IsNotExist(err) && *update {
		if err := os.WriteFile(file, []byte(line), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	frozen, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(frozen) != line {
		t.Errorf("bytes differ from %s: operations are for ever", file)
	}
	if got, err := Decode(op.Body, op.Sig); err != nil || !reflect.DeepEqual(got.Payload, want) {
		t.Errorf("decoded %+v, %v", got.Payload, err)
	}
}

// A signed paper's photo belongs to the inspection, comes after the seal and is no late entry; it is there once.
func TestPhotosOfSignedPapers(t *testing.T) {
	d := newDevice(t, "tablet A")
	photo := Photo{SHA256: hex64, Name: "IMG_2.jpg"}
	i := fold(inspectionID, []Op{d.say(opened())})
	seal := d.say(&Closed{ID: inspectionID, Seals: i.Seals(), Signatures: []Signature{{Role: ExpertRole, Name: "专家甲"}, {Role: EnterpriseRole, Name: "李某某"}}})
	i = i.With(seal, d.say(&Photographed{ID: inspectionID, Paper: "list", Photo: photo}), d.say(&Photographed{ID: inspectionID, Paper: "list", Photo: photo}),
		d.say(&Photographed{ID: inspectionID, Paper: "opinion", Photo: photo}))
	if len(i.Signed) != 2 || i.Signed[0].Paper != "list" || i.Signed[1].Photo != photo || len(i.Late()) != 0 {
		t.Errorf("signed %+v, late %v", i.Signed, i.Late())
	}
	if len(i.Sealed().Signed) != 0 {
		t.Error("the seal covers a photo that came after it")
	}
	for _, bad := range []*Photographed{{Paper: "Opinion"}, {Paper: "../x"}, {Paper: "list", Finding: findingID}, {Paper: "list", Proof: true}, {}} {
		bad.ID, bad.Photo = inspectionID, photo
		if err := bad.check(); err == nil {
			t.Errorf("%+v was let through", bad)
		}
	}
}

func TestTamperingShows(t *testing.T) {
	d := newDevice(t, "tablet A")
	op := d.say(opened())
	for n := range op.Body {
		bent := op
		bent.Body = bytes.Clone(op.Body)
		bent.Body[n] ^= 1
		if bent.Verify(d.key.Public().(ed25519.PublicKey)) == nil {
			t.Fatalf("byte %d changed and nobody noticed", n)
		}
	}
	if op.Verify(key("tablet B").Public().(ed25519.PublicKey)) == nil {
		t.Error("verified with another device's key")
	}
}

func TestUnknownKindIsKept(t *testing.T) {
	d := newDevice(t, "tablet A")
	payload := must(encMode.Marshal(map[string]any{"inspection": inspectionID, "weather": "雨"}))
	b := body{Version, d.feed(), 1, make([]byte, 32), 7, "weather-noted", payload, 0}
	op, err := Decode(must(encMode.Marshal(b)), make([]byte, 64))
	if err != nil {
		t.Fatal(err)
	}
	if op.Inspection() != inspectionID {
		t.Errorf("belongs to %q", op.Inspection())
	}
	again := must(encMode.Marshal(op.Payload))
	if !bytes.Equal(again, payload) {
		t.Error("payload not kept as it came")
	}
	i := Fold([]Op{d.say(opened()), op})[inspectionID]
	if i.Newer != 1 || i.Opened.Date == "" {
		t.Errorf("fold: newer %d, opened %+v", i.Newer, i.Opened)
	}
	if _, _, err := Sign(d.key, d.head, noon, op.Payload); err == nil {
		t.Error("signed what it does not know")
	}
}

func (d *device) feed() []byte {
	f := FeedOf(d.key.Public().(ed25519.PublicKey))
	return f[:]
}

func TestBadPayloadIsRefused(t *testing.T) {
	cases := []struct {
		bend func(*Opened)
		want string
	}{
		{func(o *Opened) { o.Enterprise.Name = " " }, "enterprise name is missing"},
		{func(o *Opened) { o.Enterprise.Name = "示例\x1b[31m" }, "control character"},
		{func(o *Opened) { o.Enterprise.Code = "91500000MA5U00AA14" }, "last character should be"},
		{func(o *Opened) { o.Date = "23.11.2026" }, "not a date"},
		{func(o *Opened) { o.Experts = nil }, "name at least one"},
		{func(o *Opened) { o.Sectors = nil }, "choose at least one"},
		{func(o *Opened) { o.Visit = Official; o.Cards = []string{"1", "1"} }, "two officers"},
		{func(o *Opened) { o.Visit = "raid" }, "want one of"},
		{func(o *Opened) { o.Enterprise.Address = strings.Repeat("长", MaxText+1) }, "at most 4000"},
		{func(o *Opened) { o.ID = "1" }, "not a UUID"},
	}
	for _, c := range cases {
		o := opened()
		c.bend(o)
		_, head, err := Sign(key("tablet A"), Head{}, noon, o)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("got %v, want %q", err, c.want)
		}
		if head != (Head{}) {
			t.Error("head moved although nothing was signed")
		}
	}
}

func TestMeasuredIsDecimal(t *testing.T) {
	for value, ok := range map[string]bool{"9": true, "-0.5": true, "37.50": true, "1/2": false, "1e9": false, "0x10": false, "": false, "九": false} {
		a := &Answered{ID: inspectionID, Words: hex64}
		a.Criterion, a.Value, a.Measured = "mem10:12.2", "fail", map[string]string{"b": value}
		if got := a.check() == nil; got != ok {
			t.Errorf("measured %q: accepted %v, want %v", value, got, ok)
		}
	}
}

func FuzzDecode(f *testing.F) {
	d := newDevice(f, "tablet A")
	for _, p := range samples() {
		op := d.say(p)
		f.Add(op.Body)
	}
	f.Add(must(cbor.Marshal(map[int]any{1: 1, 2: []byte{}})))
	sig := make([]byte, 64)
	f.Fuzz(func(t *testing.T, data []byte) {
		op, err := Decode(data, sig)
		if err != nil {
			return
		}
		for _, i := range Fold([]Op{op, op}) {
			if len(i.History) != 1 {
				t.Errorf("one operation said twice counts %d times", len(i.History))
			}
		}
		if op.Canonical() == nil {
			again, err := Decode(op.Body, sig)
			if err != nil || again.Kind != op.Kind {
				t.Errorf("canonical body does not decode again: %v", err)
			}
		}
	})
}
