package load

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/rand"
	"crypto/sha256"
	"fmt"
	"io"
	"net/http"
	"time"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/sim"
	"anquan.example/paicha/sync/wire"
)

// Tablet is one that syncs by the real engine and keeps what it has in memory.
type Tablet struct {
	Name   string
	home   *sim.Tablet
	engine *client.Engine
	id     string // of its inspection
	said   int
	photos map[wire.Sum]bool
}

// peer is the name under which a tablet keeps the park.
const peer = "park"

// Tablets enrols n tablets with one invitation: the first with the code, the others as its heirs, so that nobody waits for two hundred
// stretched codes.
func Tablets(ctx context.Context, n int, invitation string, rt http.RoundTripper) ([]*Tablet, error) {
	var all []*Tablet
	var first ed25519.PrivateKey
	for k := range n {
		seed := make([]byte, ed25519.SeedSize)
		_, _ = rand.Read(seed) // never fails (crypto/rand)
		t := &Tablet{Name: fmt.Sprintf("平板%d", k+1), id: fmt.Sprintf("019ab3f0-%04x-7000-8000-%012x", k>>16, k), photos: map[wire.Sum]bool{}}
		t.home = sim.NewTablet(func() []byte { return seed }, time.Now)
		if k == 0 {
			first = ed25519.NewKeyFromSeed(seed)
			if _, err := client.Enrol(ctx, t.home, peer, invitation, "load", rt); err != nil {
				return nil, err
			}
		} else if err := t.inherit(ctx, all[0], first, rt); err != nil {
			return nil, err
		}
		var err error
		if t.engine, err = client.New(t.home, peer, client.Options{HTTP: rt, NoPull: true}); err != nil {
			return nil, err
		}
		all = append(all, t)
	}
	return all, nil
}

// inherit enrols the tablet as the heir of another.
func (t *Tablet) inherit(ctx context.Context, old *Tablet, key ed25519.PrivateKey, rt http.RoundTripper) error {
	data, err := old.home.Peer(peer)
	if err != nil {
		return err
	}
	p, err := client.ReadPeer(data)
	if err != nil {
		return err
	}
	ask := wire.Encode(wire.Enrol{Key: t.home.Public(), App: "load", Heir: []wire.Heir{wire.NewHeir(key, t.home.Public())}})
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, p.URL+wire.PathEnrol, bytes.NewReader(ask))
	if err != nil {
		return err
	}
	resp, err := (&http.Client{Transport: rt}).Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("%s is not enrolled: %s", t.Name, resp.Status)
	}
	var out wire.Enrolled
	if err := wire.Decode(answer, &out); err != nil {
		return err
	}
	out.Park.Epoch = wire.Epoch{} // not met yet
	return t.home.SetPeer(peer, wire.Encode(client.Peer{URL: p.URL, Pin: p.Pin, Park: out.Park, Device: out.Device}))
}

// words is some criterion's.
const words = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

// Say records so many operations: the opening first, then answers and findings.
func (t *Tablet) Say(n int) error {
	var ps []inspection.Payload
	for range n {
		ps = append(ps, t.next())
		t.said++
	}
	_, err := t.home.Record(ps...)
	return err
}

func (t *Tablet) next() inspection.Payload {
	criterion := fmt.Sprintf("mem10:11.%d", 1+t.said%10)
	switch {
	case t.said == 0:
		return &inspection.Opened{
			ID: t.id, Visit: inspection.Assistance, Date: "2026-11-23", Experts: []string{"专家甲"}, Sectors: []string{"industry"}, Revision: words,
			Enterprise: inspection.Enterprise{ID: "019ab3f0-0000-7000-8000-0000000000ff", Name: "示例铝业有限公司"},
		}
	case t.said%7 == 3:
		return &inspection.Found{
			ID: t.id, Finding: t.finding(t.said), Criterion: criterion, Level: inspection.General,
			Description: fmt.Sprintf("除尘器积尘，第%d处", t.said), Place: "打磨车间", Deadline: "2026-12-08", NoPhoto: "防爆区",
		}
	}
	return &inspection.Answered{ID: t.id, Words: words, Answer: checklist.Answer{Criterion: criterion, Value: checklist.OK}, Note: fmt.Sprintf("抽查第%d份", t.said)}
}

// Finding names the first finding that it records.
func (t *Tablet) Finding() (inspection, finding string) { return t.id, t.finding(3) }

func (t *Tablet) finding(n int) string {
	return fmt.Sprintf("019ab3f1-%04x-7000-8000-%s", n, t.id[24:])
}

// Shoot takes a photo of so many bytes.
func (t *Tablet) Shoot(size int) error {
	data := make([]byte, size)
	_, _ = rand.Read(data) // never fails (crypto/rand)
	p := t.home.AddPicture(data)
	t.photos[sha256.Sum256(data)] = true
	t.said++
	_, err := t.home.Record(&inspection.Photographed{ID: t.id, Criterion: "mem10:11.1", Photo: p})
	return err
}

// Sync is one sync.
func (t *Tablet) Sync(ctx context.Context) error { return t.engine.Sync(ctx) }

// Feed is the tablet's.
func (t *Tablet) Feed() wire.FeedID { return t.home.Feed() }

// Operations is how many the tablet has recorded, the opening of its feed too.
func (t *Tablet) Operations() int { return t.said + 1 }

// Held is what the park acknowledged by receipts: operations by their number, and photos.
func (t *Tablet) Held() (ops map[uint64]inspection.Hash, photos []wire.Sum, err error) {
	data, err := t.home.Peer(peer)
	if err != nil {
		return nil, nil, err
	}
	p, err := client.ReadPeer(data)
	if err != nil {
		return nil, nil, err
	}
	ops = map[uint64]inspection.Hash{}
	for _, op := range t.home.Ops() {
		if op.Feed == t.home.Feed() && p.Holds(op.Feed, op.Seq) {
			ops[op.Seq] = op.Hash()
		}
	}
	for sum := range t.photos {
		if p.HoldsPhoto(sum) {
			photos = append(photos, sum)
		}
	}
	return ops, photos, nil
}

// Push has every tablet record and sync again and again, all at once, until ctx ends; what is under way then is finished. pace is what
// each waits between two syncs, on average.
func Push(ctx context.Context, all []*Tablet, each int, pace time.Duration, m *Meter) {
	All(len(all), func(n int) {
		for wait(ctx, pace) == nil {
			if err := all[n].Say(each); err != nil {
				m.note(time.Now(), 0, err)
				continue
			}
			_ = m.Time(func() error { return all[n].Sync(context.WithoutCancel(ctx)) }) // the meter keeps the error
		}
	})
}
