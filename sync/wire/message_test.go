package wire

import (
	"crypto/ed25519"
	"reflect"
	"testing"

	"anquan.example/paicha/inspection"
)

// messages are all that is read from outside.
func messages() []func() any {
	return []func() any{
		func() any { return new(Exchange) }, func() any { return new(Answer) }, func() any { return new(Refusal) },
		func() any { return new(Request) }, func() any { return new(Signed) }, func() any { return new(Receipt) }, func() any { return new(Offer) },
		func() any { return new(Park) }, func() any { return new(Enrol) }, func() any { return new(Enrolled) },
		func() any { return new(Enterprises) }, func() any { return new(Devices) }, func() any { return new(Heir) }, func() any { return new(Run) },
	}
}

func samples(t testing.TB) []any {
	key := ed25519.NewKeyFromSeed(make([]byte, 32))
	pub := key.Public().(ed25519.PublicKey)
	run := Pack(someOps(t, 3))
	have := Have{Feed: run.Feed, Seq: 9, Hash: inspection.Hash{1}, Gaps: []Span{{From: 2, To: 3}}}
	receipt := Receipt{Epoch: Epoch{1}, Time: 2, Feeds: []Have{have}, Photos: []Sum{{3}}}
	offer := Offer{Epoch: Epoch{1}, Items: []Handout{{Name: Criteria, Sum: Sum{1}, Size: 2}}}
	device := Device{Feed: run.Feed, Key: pub, Name: "平板 7", Role: RoleLead, Since: 5, Heir: run.Feed}
	park := Park{Version: Version, Key: pub, Name: "园区", Box: "age1"}
	return []any{
		&Exchange{Version: Version, Epoch: Epoch{1}, Since: 3, Have: []Have{have}, Runs: []Run{run}, Lost: []Have{have}, Room: 5, Photos: []Sum{{6}}, Offer: offer.Mark()},
		&Answer{
			Epoch: Epoch{1}, Time: 2, Token: []byte("t"), Results: []Result{{Feed: run.Feed, From: 1, To: 3, Outcome: Refused, Code: BadChain, Detail: "d"}},
			Stands: []Stand{{Have: have, Want: []Span{{From: 1, To: 2}}, Differs: true}}, Receipt: receipt.Sign(key), Runs: []Run{run}, Next: 4, More: true,
			Photos: []Photo{{Sum: Sum{1}, Bytes: 2, Small: true, Held: true}}, Offer: offer.Sign(key),
		},
		&Refusal{Code: NoRoom, Detail: "d", Wait: 600},
		&Request{Feed: run.Feed, Token: []byte("t"), Sig: make([]byte, 64), Body: []byte("b")},
		receipt.Sign(key), &receipt, &offer, &park,
		&Enrol{Key: pub, Proof: []byte("p"), Pinned: true, Heir: []Heir{NewHeir(key, pub)}, App: "a", Name: "n", Person: "p"},
		&Enrolled{Device: device, Park: park, Proof: []byte("p")},
		&Enterprises{All: []inspection.Enterprise{{}}}, &Devices{All: []Device{device}}, &Heir{Old: pub, Sig: []byte("s")}, &run,
	}
}

func TestMessagesRoundTrip(t *testing.T) {
	all, makers := samples(t), messages()
	if len(all) != len(makers) {
		t.Fatalf("%d samples of %d messages", len(all), len(makers))
	}
	for n, m := range all {
		got := makers[n]()
		if err := Decode(Encode(m), got); err != nil {
			t.Errorf("%T: %v", m, err)
		}
		if !reflect.DeepEqual(got, m) {
			t.Errorf("%T:\n got %+v\nwant %+v", m, got, m)
		}
	}
}

func TestDecodeRefusesWhatIsTooLarge(t *testing.T) {
	if err := Decode(make([]byte, MaxMessage+1), new(Exchange)); err == nil {
		t.Error("taken")
	}
}

// FuzzDecode: whatever comes, no panic, and what was understood is understood the same when said again.
func FuzzDecode(f *testing.F) {
	makers := messages()
	for n, m := range samples(f) {
		f.Add(byte(n), Encode(m))
	}
	f.Fuzz(func(t *testing.T, kind byte, data []byte) {
		maker := makers[int(kind)%len(makers)]
		m := maker()
		if Decode(data, m) != nil {
			return
		}
		said := Encode(m)
		again := maker()
		if err := Decode(said, again); err != nil {
			t.Fatalf("%T said again: %v", m, err)
		}
		if twice := Encode(again); string(twice) != string(said) {
			t.Fatalf("%T: said\n%x then\n%x", m, said, twice)
		}
		use(m)
	})
}

// use does with a message what its readers do before they know it to be true.
func use(m any) {
	key := ed25519.PublicKey(make([]byte, 32))
	switch m := m.(type) {
	case *Exchange:
		for _, r := range m.Runs {
			_, _ = r.Unpack()
		}
	case *Answer:
		_, _ = OpenReceipt(key, m.Receipt)
		_, _ = OpenOffer(key, m.Offer)
	case *Refusal:
		_ = m.Error()
	case *Request:
		m.Proves(key, key, "/")
	case *Enrol:
		for _, h := range m.Heir {
			_ = h.Names(key)
		}
	case *Offer:
		_ = m.Mark()
	}
}
