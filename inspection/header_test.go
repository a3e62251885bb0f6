package inspection

import (
	"crypto/ed25519"
	"testing"
)

// What ParseHeader reads is what Decode reads, for every kind.
func TestParseHeaderReadsWhatDecodeReads(t *testing.T) {
	d := newDevice(t, "tablet A")
	for _, p := range samples() {
		op := d.say(p)
		h, err := ParseHeader(op.Body)
		if err != nil {
			t.Fatalf("%s: %v", op.Kind, err)
		}
		if h != (Header{op.Ref, op.Prev, op.HLC, op.Kind}) {
			t.Errorf("%s: %+v", op.Kind, h)
		}
		if HashOf(op.Body, op.Sig) != op.Hash() {
			t.Errorf("%s: another hash", op.Kind)
		}
		if !VerifySig(d.key.Public().(ed25519.PublicKey), op.Body, op.Sig) {
			t.Errorf("%s: signature does not fit", op.Kind)
		}
	}
}

func FuzzParseHeader(f *testing.F) {
	d := newDevice(f, "tablet A")
	for _, p := range samples() {
		f.Add(d.say(p).Body)
	}
	sig := make([]byte, 64)
	f.Fuzz(func(t *testing.T, data []byte) {
		h, err := ParseHeader(data)
		op, derr := Decode(data, sig)
		if derr != nil {
			return
		}
		if canonical := op.Canonical() == nil; canonical && err != nil && len(op.Kind) <= 64 {
			t.Errorf("a canonical body's header is not read: %v", err)
		}
		if err == nil && h != (Header{op.Ref, op.Prev, op.HLC, op.Kind}) {
			t.Errorf("header %+v, decoded %+v", h, op)
		}
	})
}
