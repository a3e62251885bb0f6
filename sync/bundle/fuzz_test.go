package bundle

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"errors"
	"io"
	"testing"
	"time"

	"filippo.io/age"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/wire"
)

// plain is the frames of a small bundle, without the seal.
func plain(t testing.TB) []byte {
	t.Helper()
	key := ed25519.NewKeyFromSeed(make([]byte, 32))
	public := key.Public().(ed25519.PublicKey)
	op, _, err := inspection.Sign(key, inspection.Head{}, time.UnixMilli(1_780_000_000_000), &inspection.FeedOpened{Key: public, App: "test"})
	if err != nil {
		t.Fatal(err)
	}
	raw, err := wire.NewRaw(op.Body, op.Sig)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := newWriter(&b)
	body := wire.Encode(Header{Format: Format, Key: public, Heads: []wire.Have{{Feed: op.Feed, Seq: 1, Hash: raw.Hash}}})
	receipt := wire.Receipt{Feeds: []wire.Have{{Feed: op.Feed, Seq: 1, Hash: raw.Hash}}}.Sign(key)
	for _, f := range []struct {
		kind byte
		body []byte
	}{
		{headFrame, wire.Encode(wire.Signed{Body: body, Sig: wire.Attest(key, headDomain, body)})},
		{runFrame, wire.Encode(wire.Pack([]wire.Raw{raw}))},
		{'?', []byte("of a later format")},
		{photoFrame, wire.Encode(photoHead{wire.Sum{1}, 10})},
		{dataFrame, []byte("01234")},
		{dataFrame, []byte("56789")},
		{photoFrame, wire.Encode(photoHead{wire.Sum{2}, 10})},
		{dataFrame, []byte("broken")},
		{receiptFrame, wire.Encode(receipt)},
	} {
		if err := w.frame(f.kind, f.body); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.frame(endFrame, wire.Encode(trailer{1, 1, 1, w.sum.Sum(nil)})); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// counting is a sink that checks what it is given.
type counting struct {
	t      testing.TB
	begun  bool
	photos int
	lazy   bool // leaves photos unread
}

func (c *counting) Begin(context.Context, Header) error { c.begun = true; return nil }

func (c *counting) Runs(_ context.Context, runs []wire.Run) (all []wire.Result, err error) {
	for _, r := range runs {
		if err := r.Bounds(); !c.begun || err != nil {
			c.t.Fatalf("begun %v: %v", c.begun, err)
		}
		_, _ = r.Unpack() // hostile; must not panic
		all = append(all, wire.Result{Feed: r.Feed, From: r.First, To: r.Last(), Outcome: wire.Stored})
	}
	return all, nil
}

func (c *counting) Photo(_ context.Context, _ wire.Sum, size int64, r io.Reader) error {
	if c.lazy {
		return nil
	}
	n, err := io.Copy(io.Discard, r)
	if n > size || err == nil && n != size {
		c.t.Fatalf("%d bytes of a photo of %d: %v", n, size, err)
	}
	if err == nil {
		c.photos++
	}
	return err
}

func (c *counting) Receipt(context.Context, *wire.Signed) error { return nil }

// decode reads frames as Import does once the seal is open.
func decode(data []byte, sink Sink) (*Taken, error) {
	m := &importing{ctx: context.Background(), sink: sink, r: newReader(bytes.NewReader(data)), out: &Taken{}}
	return m.out, m.run()
}

func TestFramesComeOutAsTheyWentIn(t *testing.T) {
	for _, lazy := range []bool{false, true} {
		sink := &counting{t: t, lazy: lazy}
		taken, err := decode(plain(t), sink)
		if err != nil {
			t.Fatal(err)
		}
		if taken.Operations != 1 || len(taken.Photos) != 1 || len(taken.Bad) != 1 || !errors.Is(taken.Bad[0].Err, errBroken) || taken.Receipts != 1 {
			t.Errorf("%+v", taken)
		}
	}
}

func TestFramesCutAnywhere(t *testing.T) {
	data := plain(t)
	for n := range data {
		if _, err := decode(data[:n], &counting{t: t}); !errors.Is(err, io.ErrUnexpectedEOF) {
			t.Fatalf("cut at %d: %v", n, err)
		}
	}
	if _, err := decode(append(data, 'R'), &counting{t: t}); !errors.Is(err, errFrame) {
		t.Errorf("behind the end: %v", err)
	}
}

// FuzzFrames: whatever stands in a bundle that somebody sealed for us, no panic, and photos of the size that is said.
func FuzzFrames(f *testing.F) {
	data := plain(f)
	f.Add(data)
	f.Add(data[:len(data)-60])
	f.Add(data[:5])
	f.Fuzz(func(t *testing.T, data []byte) {
		sink := &counting{t: t}
		taken, err := decode(data, sink)
		if err == nil && len(taken.Photos) != sink.photos {
			t.Fatalf("%d photos are told of %d", len(taken.Photos), sink.photos)
		}
	})
}

// FuzzImport: whatever the file is.
func FuzzImport(f *testing.F) {
	id, err := age.GenerateX25519Identity()
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(magic))
	f.Add([]byte(magic + "age-encryption.org/v1\n-> X25519 abc\nabc\n--- abc\n"))
	f.Add([]byte("paicha-bundle-2\n"))
	f.Add([]byte(replyMagic + "\xa1\x01\x01"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if _, err := Import(context.Background(), bytes.NewReader(data), []age.Identity{id}, &counting{t: t}); err == nil {
			t.Fatal("nobody sealed this")
		}
		if r, err := ReadReply(bytes.NewReader(data)); err == nil && r == nil {
			t.Fatal("neither a reply nor an error")
		}
	})
}
