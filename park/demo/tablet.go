package demo

import (
	"crypto/ed25519"
	"crypto/rand"
	"fmt"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/wire"
)

// tablet is an expert's device.
type tablet struct {
	device wire.Device
	person string
	key    ed25519.PrivateKey
	head   inspection.Head
	unsent []wire.Raw
	busy   time.Time         // the day of its last visit
	former []inspection.Seal // feeds that it goes on with
	told   map[string]bool   // inspections in which it said who holds it
}

// experts is who carries a tablet; the first one leads.
var experts = []string{"专家甲", "专家乙", "专家丙", "专家丁", "专家戊", "专家己", "专家庚", "专家辛"}

// equip gives every expert a tablet and puts it on the park's list.
func (w *world) equip() error {
	for n := range max(6, min(w.o.Inspections/200, 200)) {
		person := experts[n%len(experts)]
		if n >= len(experts) {
			person += fmt.Sprint(n/len(experts) + 1)
		}
		t := &tablet{person: person}
		code, err := w.park.Invite(w.ctx, fmt.Sprintf("平板%d", n+1), person, role(n), 24*time.Hour)
		if err != nil {
			return err
		}
		if code, err = wire.CleanCode(code); err != nil {
			return err
		}
		if err := t.draw(); err != nil {
			return err
		}
		about := w.park.About()
		proof := wire.Prove(wire.Stretch(code, about.Key), wire.BySide, about.Key, t.public(), nil)
		if err := w.enrol(t, &wire.Enrol{Key: t.public(), Proof: proof, App: app}); err != nil {
			return err
		}
		if err := w.begins(t, w.begin.Add(9*time.Hour)); err != nil {
			return err
		}
		w.tablets = append(w.tablets, t)
	}
	w.agenda.add(w.begin.AddDate(0, months/2, 7).Add(7*time.Hour), w.replace)
	return nil
}

const app = "paicha demo"

func role(n int) string {
	if n == 0 {
		return wire.RoleLead
	}
	return wire.RoleExpert
}

// draw gives the tablet a new key and an empty feed.
func (t *tablet) draw() error {
	_, key, err := ed25519.GenerateKey(rand.Reader)
	t.key, t.head, t.told = key, inspection.Head{}, map[string]bool{}
	return err
}

func (t *tablet) public() ed25519.PublicKey { return t.key.Public().(ed25519.PublicKey) }

func (w *world) enrol(t *tablet, e *wire.Enrol) error {
	out, err := w.park.Enrol(w.ctx, e)
	if err != nil {
		return err
	}
	t.device = out.Device
	w.sum.Devices++
	return nil
}

// begins opens the tablet's feed.
func (w *world) begins(t *tablet, at time.Time) error {
	ps := []inspection.Payload{&inspection.FeedOpened{Key: t.public(), App: app}, t.name("")}
	if len(t.former) > 0 {
		ps = append(ps, &inspection.Continued{Feeds: t.former})
	}
	for _, p := range ps {
		if _, err := w.sign(t, at, p); err != nil {
			return err
		}
	}
	return w.push(t)
}

func (t *tablet) name(inspectionID string) *inspection.FeedNamed {
	return &inspection.FeedNamed{ID: inspectionID, Name: t.person, Role: t.device.Role, Device: t.device.Name}
}

// replace breaks the second tablet: its expert goes on with another, whose feed continues the old one.
func (w *world) replace(at time.Time) error {
	t := w.tablets[1%len(w.tablets)]
	old, end := t.key, t.head
	t.former = append(t.former, inspection.Seal{Feed: end.Feed.String(), Seq: end.Seq, Hash: end.Hash[:]})
	if err := t.draw(); err != nil {
		return err
	}
	heir := wire.Enrol{Key: t.public(), App: app, Heir: []wire.Heir{wire.NewHeir(old, t.public())}}
	if err := w.enrol(t, &heir); err != nil {
		return err
	}
	return w.begins(t, at)
}

// sign makes the tablet's next operation; it goes to the park with the next push. In an inspection where it speaks for the first
// time it says who holds it, and what feeds it goes on with.
func (w *world) sign(t *tablet, at time.Time, p inspection.Payload) ([]inspection.Op, error) {
	ps := []inspection.Payload{p}
	if id := inspection.Of(p); id != "" && !t.told[id] {
		t.told[id] = true
		ps = []inspection.Payload{t.name(id), p}
		if len(t.former) > 0 {
			ps = []inspection.Payload{t.name(id), &inspection.Continued{ID: id, Feeds: t.former}, p}
		}
	}
	var ops []inspection.Op
	for _, p := range ps {
		op, head, err := inspection.Sign(t.key, t.head, at, p)
		if err != nil {
			return nil, err
		}
		raw, err := wire.NewRaw(op.Body, op.Sig)
		if err != nil {
			return nil, err
		}
		t.head, t.unsent, ops = head, append(t.unsent, raw), append(ops, op)
	}
	w.count(ops...)
	return ops, nil
}

// push gives the park what it does not have yet.
func (w *world) push(t *tablet) error {
	runs := wire.Runs(t.unsent, wire.MaxRunData)
	a, err := w.park.Exchange(w.ctx, t.device, &wire.Exchange{Version: wire.Version, Epoch: w.park.About().Epoch, Runs: runs})
	if err != nil {
		return err
	}
	for _, r := range a.Results {
		if r.Outcome != wire.Stored {
			return fmt.Errorf("%s: operations %d to %d: %s %s %s", t.device.Name, r.From, r.To, r.Outcome, r.Code, r.Detail)
		}
	}
	t.unsent = nil
	return nil
}

// atOnce is what a tablet says of a finding after a sync, and syncs.
func (w *world) atOnce(t *tablet, at time.Time, f *found, ps ...inspection.Payload) error {
	if err := w.desk.flush(w); err != nil { // it has seen what was done at the park
		return err
	}
	t.head.HLC = max(t.head.HLC, w.clock)
	for _, p := range ps {
		ops, err := w.sign(t, at, p)
		if err != nil {
			return err
		}
		if f != nil {
			f.saw(ops[len(ops)-1].Ref)
		}
	}
	return w.push(t)
}
