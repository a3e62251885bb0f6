package sim

import (
	"crypto/ed25519"
	"net/http"
	"slices"

	"github.com/fxamacker/cbor/v2"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// wicked is a device on the park's list that means ill.
type wicked struct {
	key   ed25519.PrivateKey
	ops   []wire.Raw
	heads []inspection.Head // of its branches
	last  message           // that it sent
}

func (k *wicked) feed() wire.FeedID { return inspection.FeedOf(k.key.Public().(ed25519.PublicKey)) }

// tricks is what it does; each gives runs to send.
var tricks = []func(*world, *wicked) []wire.Run{
	(*world).trickFork, (*world).trickBadMiddle, (*world).trickGap, (*world).trickOdd, (*world).trickForeign, (*world).trickCount, (*world).trickNoise,
	(*world).trickFarAhead, (*world).trickContinues,
}

func (w *world) stepWicked() {
	if w.rng.IntN(4) == 0 {
		w.noise()
		return
	}
	if w.wicked == nil {
		k := &wicked{key: ed25519.NewKeyFromSeed(w.random(32))}
		pub := k.key.Public().(ed25519.PublicKey)
		k.heads = []inspection.Head{{}}
		k.ops = append(k.ops, w.wickedOp(k, &inspection.FeedOpened{Key: pub, App: "wicked"}))
		w.wicked = k
	}
	k := w.wicked
	if w.device(k.feed()) == nil {
		w.update(func(tx server.Tx) error {
			return tx.SetDevice(wire.Device{Feed: k.feed(), Key: k.key.Public().(ed25519.PublicKey), Name: "wicked", Role: wire.RoleExpert})
		})
	}
	n := w.rng.IntN(len(tricks))
	runs := tricks[n](w, k)
	if w.rng.IntN(2) == 0 && len(k.ops) > 0 {
		runs = append(wire.Runs(k.ops[:1], 64<<10), runs...)
	}
	x := wire.Exchange{Version: wire.Version, Runs: runs, Room: w.rng.Uint64() >> uint(w.rng.IntN(64)), Since: w.rng.Uint64() >> uint(w.rng.IntN(64))}
	x.Have = []wire.Have{{Feed: k.feed(), Seq: w.rng.Uint64() >> uint(w.rng.IntN(64)), Gaps: []wire.Span{{From: 3, To: 1}, {From: 0, To: w.rng.Uint64()}}}}
	for _, u := range w.units {
		x.Have = append(x.Have, wire.Have{Feed: u.home.Feed(), Seq: w.rng.Uint64() >> uint(w.rng.IntN(64))})
	}
	if w.rng.IntN(2) == 0 {
		x.Lost = x.Have
	}
	body := wire.Encode(x)
	attest := func(domain string, message []byte) []byte { return wire.Attest(k.key, domain, message) }
	r := wire.SignRequest(k.feed(), attest, w.park.About().Key, wire.PathExchange, body)
	data := wire.Encode(r)
	k.last = message{method: http.MethodPost, url: "https://park.example" + wire.PathExchange, header: http.Header{}, body: data, size: int64(len(data))}
	a := w.deliver(k.last)
	w.note("the wicked device plays trick %d: %s", n, a.say())
}

// wickedOp signs after the first branch.
func (w *world) wickedOp(k *wicked, p inspection.Payload) wire.Raw {
	op, head, err := inspection.Sign(k.key, k.heads[0], w.now, p)
	if err != nil {
		w.fail("wicked: %v", err)
	}
	k.heads[0] = head
	raw, err := wire.NewRaw(op.Body, op.Sig)
	if err != nil {
		w.fail("wicked: %v", err)
	}
	return raw
}

// odd signs a body of its own making: what Sign would refuse.
func (w *world) odd(k *wicked, head inspection.Head, kind string, payload any) (wire.Raw, inspection.Head) {
	feed := k.feed()
	prev := head.Hash
	body, err := must(cbor.CoreDetEncOptions().EncMode()).Marshal(map[int]any{
		1: 1, 2: feed[:], 3: head.Seq + 1, 4: prev[:], 5: uint64(head.HLC) + 1, 6: kind, 7: payload,
	})
	if err != nil {
		w.fail("wicked: %v", err)
	}
	sig := ed25519.Sign(k.key, append([]byte("paicha-op-v1\x00"), body...))
	raw, err := wire.NewRaw(body, sig)
	if err != nil {
		w.fail("wicked: %v", err)
	}
	return raw, inspection.Head{Ref: raw.Ref, Hash: raw.Hash, HLC: raw.HLC}
}

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// trickFork writes two operations with one number, on purpose.
func (w *world) trickFork(k *wicked) []wire.Run {
	head := k.heads[0]
	a := w.wickedOp(k, w.opening(nil))
	next := k.heads[0]
	k.heads[0] = head
	b := w.wickedOp(k, w.answering(nil))
	k.heads[0] = next
	k.ops = append(k.ops, a)
	return append(wire.Runs([]wire.Raw{a}, 64<<10), wire.Runs([]wire.Raw{b}, 64<<10)...)
}

// trickBadMiddle sends a run whose middle is signed by nobody.
func (w *world) trickBadMiddle(k *wicked) []wire.Run {
	head := k.heads[0]
	a := w.wickedOp(k, w.opening(nil))
	bad := slices.Clone(a.Sig)
	bad[w.rng.IntN(64)] ^= 1
	forged, err := wire.NewRaw(a.Body, bad)
	if err != nil {
		w.fail("wicked: %v", err)
	}
	k.heads[0] = inspection.Head{Ref: forged.Ref, Hash: forged.Hash, HLC: forged.HLC}
	b := w.wickedOp(k, w.finding(nil))
	if w.rng.IntN(2) == 0 {
		k.heads[0] = head // it goes on from before
	}
	return wire.Runs([]wire.Raw{forged, b}, 64<<10)
}

// trickGap leaves numbers out, some of them for ever.
func (w *world) trickGap(k *wicked) []wire.Run {
	w.wickedOp(k, w.opening(nil))
	if w.rng.IntN(3) == 0 {
		k.heads[0].Seq += uint64(w.rng.IntN(1000))
		copy(k.heads[0].Hash[:], w.random(32))
	}
	return wire.Runs([]wire.Raw{w.wickedOp(k, w.answering(nil))}, 64<<10)
}

// trickOdd signs what no program of ours would.
func (w *world) trickOdd(k *wicked) []wire.Run {
	var raw wire.Raw
	switch w.rng.IntN(4) {
	case 0:
		raw, k.heads[0] = w.odd(k, k.heads[0], "answered", []any{1, "x", nil})
	case 1:
		raw, k.heads[0] = w.odd(k, k.heads[0], "of-tomorrow", map[string]any{"inspection": w.inspection(), "what": 1.5})
	case 2:
		raw, k.heads[0] = w.odd(k, k.heads[0], "answered", map[string]any{"inspection": w.inspection(), "criterion": "\x1b[2J", "value": "perhaps"})
	case 3:
		raw, k.heads[0] = w.odd(k, k.heads[0], "feed-continued", map[string]any{"feeds": []any{map[string]any{"feed": "zz", "seq": 0, "hash": []byte{}}}})
	}
	return wire.Runs([]wire.Raw{raw}, 64<<10)
}

// trickForeign writes in the name of another tablet.
func (w *world) trickForeign(k *wicked) []wire.Run {
	u := w.anyone()
	if u == nil {
		return nil
	}
	var last wire.Raw
	_ = u.home.Read(0, func(_ uint64, ops []wire.Raw) error {
		for _, op := range ops {
			if op.Feed == u.home.Feed() {
				last = op
			}
		}
		return nil
	})
	feed, prev := u.home.Feed(), last.Hash
	body, err := must(cbor.CoreDetEncOptions().EncMode()).Marshal(map[int]any{
		1: 1, 2: feed[:], 3: last.Seq + 1, 4: prev[:], 5: uint64(last.HLC) + 1, 6: "undone", 7: map[string]any{"inspection": w.inspection(), "feed": feed.String(), "seq": 2},
	})
	if err != nil {
		w.fail("wicked: %v", err)
	}
	raw, err := wire.NewRaw(body, ed25519.Sign(k.key, append([]byte("paicha-op-v1\x00"), body...)))
	if err != nil {
		w.fail("wicked: %v", err)
	}
	return wire.Runs([]wire.Raw{raw}, 64<<10)
}

// trickCount says that a run is another than it is.
func (w *world) trickCount(k *wicked) []wire.Run {
	k.ops = append(k.ops, w.wickedOp(k, w.unitMet(nil)))
	run := wire.Pack(k.ops[len(k.ops)-1:])
	switch w.rng.IntN(4) {
	case 0:
		run.Count = 1 << 63
	case 1:
		run.First = 1<<64 - 1
	case 2:
		run.Count = wire.MaxRunOps
	case 3:
		run.First++
	}
	return []wire.Run{run}
}

// trickNoise sends bytes that are none of ours in a run.
func (w *world) trickNoise(k *wicked) []wire.Run {
	good := wire.Runs([]wire.Raw{w.wickedOp(k, w.unitMet(nil))}, 64<<10)
	return append([]wire.Run{{Feed: k.feed(), First: 1, Count: 3, Data: w.random(w.rng.IntN(200))}}, good...)
}

// trickFarAhead has a clock of the year 10000.
func (w *world) trickFarAhead(k *wicked) []wire.Run {
	k.heads[0].HLC = inspection.HLC(uint64(w.rng.IntN(1<<40))+(1<<46)) << 16
	return wire.Runs([]wire.Raw{w.wickedOp(k, w.answering(nil))}, 64<<10)
}

// trickContinues claims to go on with the feed of another.
func (w *world) trickContinues(k *wicked) []wire.Run {
	u := w.anyone()
	if u == nil {
		return nil
	}
	feed := u.home.Feed()
	c := &inspection.Continued{Feeds: []inspection.Seal{{Feed: feed.String(), Seq: 1 + w.rng.Uint64N(9), Hash: w.random(32)}}}
	return wire.Runs([]wire.Raw{w.wickedOp(k, c)}, 64<<10)
}

// noise is bytes from the net, some of them once a good request.
func (w *world) noise() {
	m := message{method: http.MethodPost, url: "https://park.example" + wire.PathExchange, header: http.Header{}, body: w.random(w.rng.IntN(300))}
	if w.wicked != nil && w.rng.IntN(3) > 0 {
		m.body = slices.Clone(w.wicked.last.body)
		for range 1 + w.rng.IntN(3) {
			if len(m.body) > 0 {
				m.body[w.rng.IntN(len(m.body))] = byte(w.rng.IntN(256))
			}
		}
	}
	switch w.rng.IntN(4) {
	case 0:
		m.url = "https://park.example" + wire.PathEnrol
	case 1:
		m.method, m.url = http.MethodPut, "https://park.example"+wire.PathPhoto+"00?at=-1&size=99999999999"
		m.header.Set("Authorization", wire.Scheme+" AAAA")
	}
	m.size = int64(len(m.body))
	w.note("noise: %s", w.deliver(m).say())
}
