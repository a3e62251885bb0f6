package sim

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/wire"
)

// acts is what people do on a tablet; a kind is admitted by one line.
var acts = []struct {
	weight int
	make   func(*world, *unit) inspection.Payload // nil: not now
}{
	{2, (*world).opening},
	{8, (*world).answering},
	{2, (*world).scoping},
	{2, (*world).unitMet},
	{4, (*world).finding},
	{1, (*world).withdrawing},
	{2, (*world).undoing},
	{1, (*world).sealing},
	{1, (*world).jumping},
}

// record is n things that somebody does on a tablet.
func (w *world) record(u *unit, n int) {
	all := 0
	for _, a := range acts {
		all += a.weight
	}
	var ps []inspection.Payload
	for len(ps) < n {
		at := w.rng.IntN(all)
		for _, a := range acts {
			if at -= a.weight; at >= 0 {
				continue
			}
			if p := a.make(w, u); p != nil {
				ps = append(ps, p)
			}
			break
		}
	}
	w.say(u, ps...)
}

// say records on a tablet and remembers what was acknowledged.
func (w *world) say(u *unit, ps ...inspection.Payload) {
	ops, err := u.home.Record(ps...)
	if err != nil {
		w.fail("%s does not record: %v", u.name, err)
		return
	}
	var kinds []string
	for _, op := range ops {
		kinds = append(kinds, op.Kind)
		raw, err := wire.NewRaw(op.Body, op.Sig)
		if err != nil {
			w.fail("%s recorded what cannot be carried: %v", u.name, err)
			return
		}
		w.acked[raw.Hash] = acked{Raw: raw, kind: op.Kind, by: u.name}
	}
	w.note("%s records %d to %d: %s", u.name, ops[0].Seq, ops[len(ops)-1].Seq, strings.Join(kinds, " "))
	w.noteOwn(u)
}

// uuid is one of a few ids of a sort.
func uuid(sort, n int) string { return fmt.Sprintf("0193a2b4-%04x-7000-8000-%012x", sort, n) }

const words = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

func (w *world) inspection() string { return uuid(1, w.rng.IntN(2)) }
func (w *world) criterion() string  { return fmt.Sprintf("mem10:11.%d", 1+w.rng.IntN(4)) }

func (w *world) name() string { return []string{"专家甲", "专家乙", "专家丙"}[w.rng.IntN(3)] }

func (w *world) opening(*unit) inspection.Payload {
	return &inspection.Opened{
		ID: w.inspection(), Visit: inspection.Assistance, Date: "2026-11-23", Experts: []string{w.name()}, Sectors: []string{"industry"}, Revision: words,
		Enterprise: inspection.Enterprise{ID: uuid(2, 1), Name: "重庆示例铝业有限公司"},
	}
}

func (w *world) answering(*unit) inspection.Payload {
	a := &inspection.Answered{ID: w.inspection(), Words: fmt.Sprintf("%064x", w.rng.Uint64()), Note: "现场", NoPhoto: "防爆区"}
	a.Criterion = w.criterion()
	a.Value = []checklist.Value{checklist.OK, checklist.Fail, checklist.NA, checklist.Unseen}[w.rng.IntN(4)]
	if a.Value == checklist.NA || a.Value == checklist.Unseen {
		a.Reason = "停产"
	}
	if w.rng.IntN(3) == 0 {
		a.Unit = uuid(3, w.rng.IntN(3))
	}
	return a
}

func (w *world) scoping(*unit) inspection.Payload {
	return &inspection.Scoped{ID: w.inspection(), Question: "ind-dust", ScopeAnswer: checklist.ScopeAnswer{Value: []string{"yes", "no"}[w.rng.IntN(2)]}}
}

func (w *world) unitMet(*unit) inspection.Payload {
	return &inspection.UnitAdded{ID: w.inspection(), Unit: inspection.Unit{ID: uuid(3, w.rng.IntN(3)), Kind: "tank", Name: fmt.Sprint(w.rng.IntN(9), "号储罐")}}
}

func (w *world) finding(*unit) inspection.Payload {
	return &inspection.Found{
		ID: w.inspection(), Finding: uuid(4, w.rng.IntN(6)), Criterion: w.criterion(), Level: inspection.General, Description: "消防通道堆物",
		Place: fmt.Sprint("仓库", w.rng.IntN(9)), Deadline: "2026-12-01",
	}
}

func (w *world) withdrawing(*unit) inspection.Payload {
	return &inspection.Withdrawn{ID: w.inspection(), Finding: uuid(4, w.rng.IntN(6)), Reason: "复核后确认", Second: w.name()}
}

func (w *world) undoing(u *unit) inspection.Payload {
	for _, h := range u.home.Heads() {
		if h.Feed == u.home.Feed() && h.Seq > 1 {
			return &inspection.Undone{ID: w.inspection(), Feed: h.Feed.String(), Seq: 2 + uint64(w.rng.IntN(int(h.Seq-1)))}
		}
	}
	return nil
}

func (w *world) sealing(u *unit) inspection.Payload {
	for _, h := range u.home.Heads() {
		if h.Feed == u.home.Feed() {
			return &inspection.Closed{
				ID: w.inspection(), Seals: []inspection.Seal{{Feed: h.Feed.String(), Seq: h.Seq, Hash: h.Hash[:]}},
				Signatures: []inspection.Signature{{Role: inspection.ExpertRole, Name: w.name()}, {Role: inspection.EnterpriseRole, Name: "李某某"}},
			}
		}
	}
	return nil
}

func (w *world) jumping(*unit) inspection.Payload {
	return &inspection.ClockJumped{ID: w.inspection(), Was: "2026-11-23T12:00:00+08:00", Is: "2026-11-23T09:00:00+08:00"}
}

// sums is every photo that was taken.
func (w *world) sums() []wire.Sum {
	return slices.SortedFunc(maps.Keys(w.photos), func(a, b wire.Sum) int { return bytes.Compare(a[:], b[:]) })
}

// read is a photo as it is on a tablet.
func (w *world) read(u *unit, sum wire.Sum) ([]byte, bool) {
	r, _, err := u.home.OpenPhoto(sum)
	if err != nil {
		return nil, false
	}
	data, err := io.ReadAll(r)
	if err != nil {
		w.fail("%s: photo %s cannot be read: %v", u.name, sum, err)
	}
	return data, true
}
