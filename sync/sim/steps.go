package sim

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/wire"
)

// steps is what can happen, and how often.
var steps = []struct {
	name   string
	weight int
	do     func(*world)
}{
	{"record", 30, (*world).stepRecord},
	{"sync", 34, (*world).stepSync},
	{"photo", 5, (*world).stepPhoto},
	{"enrol", 6, (*world).stepEnrol},
	{"carry", 6, (*world).stepCarry},
	{"tablet crashes", 3, (*world).stepCrash},
	{"old request", 4, (*world).deliverLate},
	{"clock", 3, (*world).stepClock},
	{"tablet is backed up", 2, (*world).stepBackUpTablet},
	{"tablet is put back", 2, (*world).stepRestoreTablet},
	{"tablet is cloned", 2, (*world).stepClone},
	{"tablet is lost", 1, (*world).stepLose},
	{"park crashes", 2, (*world).stepParkCrash},
	{"park is backed up", 2, (*world).backUpPark},
	{"park is put back", 2, (*world).stepRestorePark},
	{"park checks signatures", 2, (*world).stepVerify},
	{"park hands out", 1, (*world).stepHandOut},
	{"park numbers a paper", 3, (*world).stepNumber},
	{"park is full", 2, (*world).stepFull},
	{"revoked", 1, (*world).stepRevoke},
	{"wicked", 5, (*world).stepWicked},
}

// Steps is the names of what can happen.
func Steps() []string {
	var names []string
	for _, s := range steps {
		names = append(names, s.name)
	}
	return names
}

func (w *world) play() {
	all := 0
	for _, s := range steps {
		all += s.weight
	}
	n := w.rng.IntN(all)
	for _, s := range steps {
		if n -= s.weight; n >= 0 {
			continue
		}
		w.report.Did[s.name]++
		s.do(w)
		return
	}
}

func (w *world) stepRecord() {
	if u := w.anyone(); u != nil {
		w.record(u, 1+w.rng.IntN(6))
	}
}

func (w *world) stepSync() {
	if u := w.anyone(); u != nil {
		_, _ = w.sync(u)
	}
}

func (w *world) stepPhoto() {
	u := w.anyone()
	if u == nil {
		return
	}
	data := w.random(1 + w.rng.IntN(400))
	p, err := u.home.Picture(data)
	if err != nil {
		w.fail("%s does not keep a photo: %v", u.name, err)
		return
	}
	w.photos[wire.Sum(sha256.Sum256(data))] = data
	at := &inspection.Photographed{ID: w.inspection(), Criterion: w.criterion(), Photo: p}
	w.note("%s takes photo %s", u.name, p.SHA256[:8])
	w.say(u, at)
}

func (w *world) stepEnrol() {
	for _, u := range w.alive() {
		if !u.enrolled {
			w.note("%s is enrolled", u.name)
			w.enrol(u)
			return
		}
	}
}

// stepCarry is a tablet that takes along what another has, with its photos or without.
func (w *world) stepCarry() {
	from, to := w.anyone(), w.anyone()
	if from == nil || from == to {
		return
	}
	var ops []inspection.Op
	end := from.home.End()
	begin := uint64(0)
	if w.rng.IntN(3) == 0 && end > 0 { // not all of it: to has gaps then
		begin = uint64(w.rng.IntN(int(end)))
	}
	if err := from.home.Read(begin, func(_ uint64, raws []wire.Raw) error {
		for _, raw := range raws {
			if op, err := raw.Op(); err == nil {
				ops = append(ops, op)
			}
		}
		return nil
	}); err != nil {
		w.fail("%s cannot be read: %v", from.name, err)
	}
	w.note("%s carries %d operations of %s from record %d on", to.name, len(ops), from.name, begin+1)
	if _, _, _, err := to.home.Merge(ops); err != nil {
		w.fail("%s does not take in: %v", to.name, err)
	}
	w.noteOwn(to)
	if w.rng.IntN(2) == 0 {
		w.carryPhotos(from, to)
	}
}

func (w *world) carryPhotos(from, to *unit) {
	for _, sum := range w.sums() {
		if data, there := w.read(from, sum); there {
			if err := to.home.AddPhoto(sum, bytes.NewReader(data)); err != nil {
				w.fail("%s does not take in photo %s: %v", to.name, sum, err)
			}
		}
	}
	w.calmly(func() {
		if e := w.engineOf(to); e != nil {
			if err := e.Offer(); err != nil {
				w.fail("%s does not note the photos that it carries: %v", to.name, err)
			}
		}
	})
}

func (w *world) stepCrash() {
	if u := w.anyone(); u != nil && u.session != nil {
		w.note("%s crashes", u.name)
		u.session.dead = true
	}
}

func (w *world) stepClock() {
	if w.rng.IntN(3) == 0 {
		w.parkSkew = w.drawSkew()
		w.note("the park's clock is off by %s", w.parkSkew)
	} else if u := w.anyone(); u != nil {
		u.skew = w.drawSkew()
		w.note("%s's clock is off by %s", u.name, u.skew)
	}
	if w.rng.IntN(4) == 0 {
		w.now = w.now.Add(13 * time.Hour) // tokens end
	}
}

func (w *world) stepBackUpTablet() {
	u := w.anyone()
	if u == nil {
		return
	}
	b, err := u.home.Backup()
	if err != nil {
		w.fail("%s cannot be backed up: %v", u.name, err)
		return
	}
	u.backups = append(u.backups, b)
	w.note("%s is backed up", u.name)
}

func (w *world) stepRestoreTablet() {
	for _, u := range w.alive() {
		if len(u.backups) == 0 {
			continue
		}
		b, err := u.backups[w.rng.IntN(len(u.backups))].Backup()
		if err != nil {
			w.fail("%s cannot be put back: %v", u.name, err)
			return
		}
		w.note("%s is put back from a backup", u.name)
		w.destroy(u.name+" was put back", func() {
			w.drop(u)
			u.home = b
			w.reread(u)
		})
		data, err := b.Peer(peerName)
		u.enrolled = err == nil && data != nil
		return
	}
}

const mostUnits = 7

func (w *world) stepClone() {
	u := w.anyone()
	if u == nil || len(w.units) >= mostUnits {
		return
	}
	b, err := u.home.Backup()
	if err != nil {
		w.fail("%s cannot be cloned: %v", u.name, err)
		return
	}
	c := w.addUnit(b, fmt.Sprintf("%s'%d", u.name, len(w.units)+1))
	c.enrolled = u.enrolled
	w.note("%s is a clone of %s", c.name, u.name)
}

func (w *world) stepLose() {
	u := w.anyone()
	if u == nil || len(w.alive()) < 2 {
		return
	}
	w.note("%s is lost", u.name)
	w.destroy(u.name+" was lost", func() {
		w.drop(u)
		u.gone = true
	})
}

func (w *world) stepParkCrash() {
	w.note("the park crashes")
	w.blobs.crash()
	w.openPark()
}

func (w *world) stepRestorePark() {
	if len(w.backups) > 0 {
		w.note("the park is put back from a backup")
		w.restorePark()
	}
}

func (w *world) stepVerify() {
	if w.park == nil {
		return
	}
	n, err := w.park.Verify(context.Background(), nil)
	w.note("the park looks at %d signatures: %s", n, short(err))
	w.revive()
}

// revive opens the park again if it went down on its own.
func (w *world) revive() {
	if w.down != nil {
		w.blobs.crash()
		w.openPark()
	}
}

func (w *world) stepHandOut() {
	if w.park == nil {
		return
	}
	data := w.random(1 + w.rng.IntN(100))
	err := w.park.HandOut(context.Background(), wire.Criteria, data)
	w.note("the park hands out criteria: %s", short(err))
	w.revive()
}

func (w *world) stepFull() {
	if w.blobs.free < plenty {
		w.blobs.free = plenty
		w.note("the park has room again")
		return
	}
	w.blobs.free = []uint64{0, 100 << 20}[w.rng.IntN(2)]
	w.note("the park has %d MB left", w.blobs.free>>20)
}

func (w *world) stepRevoke() {
	u := w.anyone()
	if u == nil || len(w.revoked) > 0 || w.rng.IntN(2) == 0 || w.park == nil || w.device(u.home.Feed()) == nil {
		return
	}
	feed := u.home.Feed()
	w.calmly(func() {
		if err := w.park.Revoke(context.Background(), feed); err != nil {
			w.fail("revoke %s: %v", u.name, err)
		}
	})
	w.revoked = append(w.revoked, feed)
	w.note("%s is revoked", u.name)
}
