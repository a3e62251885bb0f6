package sim

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/fxamacker/cbor/v2"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// peerOf is what a tablet kept of the park; nil for nothing.
func (w *world) peerOf(u *unit) *client.Peer {
	data, err := u.home.Peer(peerName)
	if err != nil || data == nil {
		return nil
	}
	var p client.Peer
	if err := wire.Decode(data, &p); err != nil {
		w.fail("%s: what it keeps of the park cannot be read: %v", u.name, err)
		return nil
	}
	return &p
}

// checkHeld: what a tablet calls held has a receipt of the park's key, and is at the park, to the byte (P2, P8).
func (w *world) checkHeld(u *unit) {
	e := w.engineOf(u) // after a crash, from what was kept
	p := w.peerOf(u)
	if p == nil || e == nil {
		return
	}
	photos := map[wire.Sum]bool{}
	for _, s := range p.Receipts {
		r, err := w.verified.receipt(p.Park.Key, s)
		if err != nil {
			w.fail("P8: %s keeps a receipt that does not verify: %v", u.name, err)
			continue
		}
		for _, sum := range r.Photos {
			photos[sum] = photos[sum] || r.Epoch == p.Epoch
		}
	}
	if w.park == nil || p.Epoch != w.park.About().Epoch {
		return
	}
	there := w.atPark()
	_ = u.home.Read(0, func(_ uint64, ops []wire.Raw) error {
		for _, op := range ops {
			if !e.Holds(op.Feed, op.Seq) {
				continue
			}
			if s, held := there[op.Hash]; !held {
				w.fail("P2: %s calls operation %s (%s) held, the park does not have it", u.name, op.Ref, op.Kind)
				return client.ErrStop
			} else if !bytes.Equal(s.Body, op.Body) || !bytes.Equal(s.Sig, op.Sig) {
				w.fail("P2: operation %s is another at the park than on %s", op.Ref, u.name)
			}
		}
		return nil
	})
	for _, sum := range w.sums() {
		if photos[sum] && !w.photoAtPark(sum) {
			w.fail("P2: %s calls photo %s held, the park does not have it", u.name, sum)
		}
	}
}

// photoAtPark says whether a photo is there and right.
func (w *world) photoAtPark(sum wire.Sum) bool {
	known := false
	w.view(func(tx server.Tx) error {
		p, err := tx.Photo(sum)
		known = p != nil
		return err
	})
	r, _, err := w.blobs.Open(sum)
	if err != nil || !known {
		return false
	}
	data, err := io.ReadAll(r)
	return err == nil && sha256.Sum256(data) == sum
}

// checkStatus: what people are told is not more than there is.
func (w *world) checkStatus(u *unit, s client.Status) {
	if s.Held > s.Operations || s.PhotosHeld > s.Photos || s.OthersHeld > s.Others {
		w.fail("%s: %d of %d operations, %d of %d photos, %d of %d of others held", u.name, s.Held, s.Operations, s.PhotosHeld, s.Photos, s.OthersHeld, s.Others)
	}
}

// mostRounds bounds how often everybody has to sync until nothing is new.
const mostRounds = 12

// end stops all faults, lets everybody sync until nothing is new, and checks the promises.
func (w *world) end() {
	w.quiet++
	w.note("nothing goes wrong any more")
	w.blobs.free = plenty
	for len(w.late) > 0 {
		w.deliverLate()
	}
	w.openPark()
	if w.report.Failed() {
		return
	}
	if !w.settle() {
		return
	}
	if _, err := w.park.Verify(context.Background(), nil); err != nil {
		w.fail("the park cannot check signatures: %v", err)
	}
	w.checkAll()
}

// settle syncs everybody until a whole round moved nothing, each sync being one request.
func (w *world) settle() bool {
	for round := range mostRounds {
		moved := ""
		for _, u := range w.alive() {
			before := u.requests
			s, err := w.sync(u)
			var refusal *wire.Refusal
			switch {
			case w.isRevoked(u) && errors.Is(err, client.ErrNotEnrolled):
				continue // and forgot the park
			case w.isRevoked(u):
				if !errors.As(err, &refusal) || refusal.Code != wire.Revoked {
					w.fail("%s is revoked, but hears %v", u.name, err)
				}
				continue
			case errors.Is(err, client.ErrNotEnrolled) || errors.As(err, &refusal) && refusal.Code == wire.UnknownDevice:
				w.note("%s is enrolled", u.name)
				w.enrol(u)
				moved = u.name + " had to be enrolled"
				continue
			case err != nil:
				w.fail("%s cannot sync although nothing goes wrong: %v", u.name, err)
				return false
			}
			if n := u.requests - before; s.Sent > 0 || s.Got > 0 || n > 1 {
				moved = fmt.Sprintf("%s: %d requests, %d sent, %d got, %d photos wait %v", u.name, n, s.Sent, s.Got, s.Photos-s.PhotosHeld, s.Waiting)
			}
		}
		if w.report.Failed() {
			return false
		}
		if moved == "" {
			w.note("quiet after %d rounds", round+1)
			return true
		}
		if round == mostRounds-1 {
			w.fail("never quiet: in round %d %s", round+1, moved)
		}
	}
	return false
}

func (w *world) isRevoked(u *unit) bool {
	d := w.device(u.home.Feed())
	return d != nil && d.Revoked != 0
}

// live is the tablets that the park hears.
func (w *world) live() []*unit {
	return slices.DeleteFunc(w.alive(), w.isRevoked)
}

func (w *world) checkAll() {
	w.spoil()
	there := w.atPark()
	if w.lose != nil {
		maps.DeleteFunc(there, func(h inspection.Hash, _ stored) bool { return w.lose(h) })
	}
	w.checkNoLoss(there)
	w.checkReplicas(there)
	w.checkPhotos()
	w.checkDoubts()
	for _, u := range w.live() {
		w.checkComplete(u)
	}
}

// checkNoLoss: what was acknowledged is at the park, once, as it was signed (P1, P3, P7).
func (w *world) checkNoLoss(there map[inspection.Hash]stored) {
	for _, h := range slices.SortedFunc(maps.Keys(w.acked), func(a, b inspection.Hash) int { return bytes.Compare(a[:], b[:]) }) {
		op := w.acked[h]
		s, held := there[h]
		switch {
		case held && s.times > 1:
			w.fail("operation %s of %s is %d times at the park", op.Ref, op.by, s.times)
		case held && !bytes.Equal(s.Body, op.Body):
			w.fail("P3: operation %s of %s is not what was signed", op.Ref, op.by)
		case held:
		case w.excused[h] != "":
		case w.onTablet(h) && !slices.ContainsFunc(w.live(), func(u *unit) bool { return u.known[h] > 0 }): // with a revoked carrier alone
		case w.refused(op.Feed):
			if !w.onTablet(h) {
				w.fail("P1: operation %s (%s) of %s is nowhere, though only its feed is refused", op.Ref, op.kind, op.by)
			}
		default:
			w.fail("P1: operation %s (%s) of %s was acknowledged and is not at the park; on %s", op.Ref, op.kind, op.by, w.where(h))
		}
	}
}

// refused says whether the park has a reason not to take a feed: revoked, or never on its list.
func (w *world) refused(feed wire.FeedID) bool {
	if w.parkFeeds[feed] {
		return false
	}
	d := w.device(feed)
	if d != nil {
		return d.Revoked != 0
	}
	for _, u := range w.live() {
		if u.home.Own(feed) {
			return false
		}
	}
	return true
}

func (w *world) onTablet(h inspection.Hash) bool { return w.where(h) != "no tablet" }

func (w *world) where(h inspection.Hash) string {
	var names []string
	for _, u := range w.alive() {
		if u.known[h] > 0 {
			names = append(names, u.name)
		}
	}
	if names == nil {
		return "no tablet"
	}
	return strings.Join(names, ", ")
}

// checkReplicas: who met the same operations shows the same (P6), and everybody met all that the park has.
func (w *world) checkReplicas(there map[inspection.Hash]stored) {
	good := map[inspection.Hash]bool{} // those that any reader takes
	var ops []inspection.Op
	keys := w.keys(there)
	for h, s := range there {
		op, err := s.Op()
		if err == nil && keys[op.Feed] != nil && w.verified.check(op, keys[op.Feed]) == nil {
			good[h] = true
			ops = append(ops, op)
		}
	}
	w.checkCloses(ops)
	w.checkNumbers(ops)
	want := dump(ops)
	for _, u := range w.live() {
		var mine []inspection.Op
		_ = u.home.Read(0, func(_ uint64, raws []wire.Raw) error {
			for _, raw := range raws {
				if !good[raw.Hash] {
					if _, held := there[raw.Hash]; !held && !w.refused(raw.Feed) {
						w.fail("P7: %s has operation %s (%s), the park does not", u.name, raw.Ref, raw.Kind)
					}
					continue
				}
				op, err := raw.Op()
				if err == nil {
					mine = append(mine, op)
				}
			}
			return nil
		})
		for h, n := range u.known {
			if n > 1 {
				w.fail("%s has operation %s %d times", u.name, there[h].Ref, n)
			}
		}
		if len(mine) != len(good) {
			for h := range good {
				if u.known[h] == 0 {
					w.fail("P6: %s does not have operation %s (%s) (%d of %d)", u.name, there[h].Ref, there[h].Kind, len(mine), len(good))
					break
				}
			}
			continue
		}
		if got := dump(mine); got != want {
			w.fail("P6: %s shows another state than the park: %s", u.name, firstDifference(got, want))
		}
	}
}

// keys is the key of every feed whose beginning is at the park or whose device is on the list.
func (w *world) keys(there map[inspection.Hash]stored) map[wire.FeedID][]byte {
	keys := map[wire.FeedID][]byte{}
	for _, s := range there {
		if s.Seq == 1 {
			if op, err := s.Op(); err == nil {
				if opened, is := op.Payload.(*inspection.FeedOpened); is && inspection.FeedOf(opened.Key) == op.Feed {
					keys[op.Feed] = opened.Key
				}
			}
		}
	}
	return keys
}

// plainly writes a state without the places that pointers lie at.
var plainly = func() cbor.EncMode {
	m, err := cbor.CoreDetEncOptions().EncMode()
	if err != nil {
		panic(err)
	}
	return m
}()

// dump is the state of operations in a form that can be compared, a line for each thing.
func dump(ops []inspection.Op) string {
	all := inspection.Fold(ops)
	var b strings.Builder
	line := func(what string, v any) {
		data, err := plainly.Marshal(v)
		if err == nil {
			var text string
			if text, err = cbor.Diagnose(data); err == nil {
				fmt.Fprintf(&b, "%s %s\n", what, text)
			}
		}
		if err != nil {
			panic(fmt.Errorf("%s: %w", what, err))
		}
	}
	for _, id := range slices.Sorted(maps.Keys(all)) {
		i := *all[id]
		for _, f := range i.Findings {
			line("finding", f)
		}
		for _, e := range i.History {
			h := e.Hash()
			fmt.Fprintf(&b, "%x %v %v\n", h[:6], e.Void, e.Late)
		}
		i.Findings, i.History = nil, nil
		line(id, i)
	}
	return b.String()
}

// checkCloses: no finding is closed that was not passed by one named person and closed by another, neither of the team nor of
// the enterprise (P5).
func (w *world) checkCloses(ops []inspection.Op) {
	for _, i := range inspection.Fold(ops) {
		for _, f := range i.Findings {
			if f.Status != inspection.StatusClosed {
				continue
			}
			w.report.Closed++
			passed, closed := map[string]bool{}, map[string]bool{}
			for _, s := range f.Steps {
				switch p := s.Payload.(type) {
				case *inspection.Rechecked:
					passed[p.By] = passed[p.By] || p.Passed && s.Why == ""
				case *inspection.ClosedOff:
					closed[p.By] = closed[p.By] || s.Why == ""
				}
			}
			fine := false
			for _, a := range seconds {
				for _, b := range seconds {
					fine = fine || a != b && passed[a] && closed[b]
				}
			}
			if !fine {
				w.fail("P5: finding %s of %q (team %v) is closed without a second person: passed by %v, closed by %v", f.Finding, i.Opened.Enterprise.Name, i.Opened.Experts, passed, closed)
			}
		}
	}
}

func firstDifference(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for n := range min(len(x), len(y)) {
		if x[n] != y[n] {
			return x[n] + " ≠ " + y[n]
		}
	}
	return fmt.Sprintf("%d lines, %d lines", len(x), len(y))
}

// checkPhotos: a photo that was taken and is on a tablet that the park hears is at the park, and right.
func (w *world) checkPhotos() {
	for _, sum := range w.sums() {
		for _, u := range w.live() {
			if _, here := w.read(u, sum); here && w.named(u, sum) && !w.photoAtPark(sum) {
				w.fail("photo %s is on %s and not at the park", sum.String()[:8], u.name)
			}
		}
	}
}

// named says whether a tablet has an operation that names the photo and that the park does not refuse.
func (w *world) named(u *unit, sum wire.Sum) (is bool) {
	_ = u.home.Read(0, func(_ uint64, raws []wire.Raw) error {
		for _, raw := range raws {
			if raw.Kind != "photo-attached" || w.refused(raw.Feed) {
				continue
			}
			if op, err := raw.Op(); err == nil {
				is = is || op.Payload.(*inspection.Photographed).Photo.SHA256 == sum.String()
			}
		}
		return nil
	})
	return is
}

// checkDoubts: no feed of an honest tablet is in doubt.
func (w *world) checkDoubts() {
	feeds, err := w.park.Feeds(context.Background())
	if err != nil {
		w.fail("the park's feeds: %v", err)
	}
	for _, f := range feeds {
		if w.honest(f.ID, f.Doubtful) && (w.wicked == nil || f.ID != w.wicked.feed()) && w.device(f.ID) != nil {
			w.fail("operations %v of feed %s are called doubtful", f.Doubtful, f.ID)
		}
	}
}

func (w *world) handedOut() (items []wire.Handout) {
	w.view(func(tx server.Tx) error {
		data, err := tx.Setting("offer")
		if err != nil || data == nil {
			return err
		}
		return wire.Decode(data, &items)
	})
	return items
}

// honest says whether one of these operations of a feed was made by a tablet, and none in its name.
func (w *world) honest(feed wire.FeedID, seqs []uint64) bool {
	forged := map[uint64]bool{}
	for h, s := range w.atPark() {
		if _, ours := w.acked[h]; s.Feed == feed && !ours {
			forged[s.Seq] = true
		}
	}
	return slices.ContainsFunc(seqs, func(seq uint64) bool { return !forged[seq] })
}

// checkComplete: a tablet knows that the park holds all of its own, and has what was handed out.
func (w *world) checkComplete(u *unit) {
	s := u.engine.Status()
	refused := slices.ContainsFunc(u.home.Heads(), func(h wire.Have) bool { return u.home.Own(h.Feed) && w.refused(h.Feed) })
	if s.Held != s.Operations && !refused {
		w.fail("%s: %d of %d operations held after everything: refused %+v", u.name, s.Held, s.Operations, s.Refused)
	}
	for _, item := range w.handedOut() {
		if sha256.Sum256(u.home.Handout(item.Name)) != item.Sum {
			w.fail("%s does not have the %s that is handed out", u.name, item.Name)
		}
	}
}
