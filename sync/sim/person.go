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
	{1, (*world).naming},
	{1, (*world).settling},
	{1, (*world).joining},
	{1, (*world).taskSet},
	{1, (*world).taskDone},
	{1, (*world).notifying},
	{1, (*world).planning},
	{1, (*world).extension},
	{2, (*world).rectifying},
	{2, (*world).rechecking},
	{2, (*world).closing},
	{1, (*world).transferring},
	{1, (*world).disputing},
	{1, (*world).deciding},
	{1, (*world).numbering},
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
		ID: w.inspection(), Visit: inspection.Assistance, Date: "2026-11-23", Experts: []string{"专家甲", "专家乙", "专家丙"}, Accompanied: "李某某", Sectors: []string{"industry"}, Revision: words,
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

// state is an inspection as a tablet shows it; nil when it has nothing of it.
func (w *world) state(u *unit, id string) *inspection.Inspection {
	var ops []inspection.Op
	_ = u.home.Read(0, func(_ uint64, raws []wire.Raw) error {
		for _, raw := range raws {
			if op, err := raw.Op(); err == nil && op.Inspection() == id {
				ops = append(ops, op)
			}
		}
		return nil
	})
	return inspection.Fold(ops)[id]
}

// seconds are people who may re-check and close: not of the team, not of the enterprise.
var seconds = []string{"复查丙", "园区王某某", "赵某某"}

// stepOf is what somebody says of a finding that the tablet shows, having seen all of it or nothing; false when it shows none.
func (w *world) stepOf(u *unit) (inspection.Step, bool) {
	i := w.state(u, w.inspection())
	if i == nil || len(i.Findings) == 0 {
		return inspection.Step{}, false
	}
	f := i.Findings[w.rng.IntN(len(i.Findings))]
	people := append([]string{"李某某", w.name()}, seconds...)
	s := inspection.Step{ID: i.ID, Finding: f.Finding, By: people[w.rng.IntN(len(people))]}
	if w.rng.IntN(4) > 0 {
		s.Seen = i.Seen(s.Finding)
	}
	return s, true
}

func (w *world) naming(*unit) inspection.Payload {
	return &inspection.FeedNamed{ID: w.inspection(), Name: w.name(), Role: "expert", Device: "平板1"}
}

func (w *world) settling(u *unit) inspection.Payload {
	i := w.state(u, w.inspection())
	if i == nil {
		return nil
	}
	for _, c := range []string{w.criterion(), w.criterion()} {
		k := inspection.Key{Criterion: c}
		if said := i.Answers[k]; len(said) > 0 {
			return &inspection.Settled{
				ID: i.ID, Criterion: c, Counts: said[w.rng.IntN(len(said))].Ref.String(), Reason: "现场复看", By: w.name(), Seen: i.SeenAnswers(k),
			}
		}
	}
	return nil
}

func (w *world) joining(*unit) inspection.Payload {
	n := w.rng.IntN(6)
	a, b := uuid(4, n), uuid(4, (n+1+w.rng.IntN(5))%6)
	j := &inspection.Joined{ID: w.inspection(), Findings: []string{a, b}, Kept: a, Reason: "同一处", By: w.name()}
	if w.rng.IntN(4) == 0 {
		j.Kept, j.Apart = "", true
	}
	return j
}

func (w *world) taskSet(*unit) inspection.Payload {
	return &inspection.TaskSet{ID: w.inspection(), Task: uuid(5, w.rng.IntN(3)), Finding: uuid(4, w.rng.IntN(6)), To: w.name(), Words: "补拍铭牌", By: "园区王某某"}
}

func (w *world) taskDone(*unit) inspection.Payload {
	return &inspection.TaskDone{ID: w.inspection(), Task: uuid(5, w.rng.IntN(3)), Note: "已补", By: w.name()}
}

// of makes a payload of a step, or none.
func of(make func(inspection.Step) inspection.Payload) func(*world, *unit) inspection.Payload {
	return func(w *world, u *unit) inspection.Payload {
		if s, ok := w.stepOf(u); ok {
			return make(s)
		}
		return nil
	}
}

func (w *world) notifying(u *unit) inspection.Payload {
	return of(func(s inspection.Step) inspection.Payload { return &inspection.Notified{Step: s, Name: "李某某"} })(w, u)
}

func (w *world) planning(u *unit) inspection.Payload {
	return of(func(s inspection.Step) inspection.Payload {
		return &inspection.Planned{Step: s, Person: "张某某", Measures: "加装泄爆", Funds: "50000 自筹", Deadline: "2026-12-20", Contingency: "停用并监护"}
	})(w, u)
}

func (w *world) extension(u *unit) inspection.Payload {
	return of(func(s inspection.Step) inspection.Payload {
		if w.rng.IntN(2) == 0 {
			return &inspection.ExtensionAsked{Step: s, Until: "2027-01-20", Reason: "设备到货晚"}
		}
		return &inspection.ExtensionDecided{Step: s, Granted: w.rng.IntN(2) == 0, Until: "2027-01-10", Reason: "已停用"}
	})(w, u)
}

func (w *world) rectifying(u *unit) inspection.Payload {
	return of(func(s inspection.Step) inspection.Payload { return &inspection.Rectified{Step: s, Done: "已清"} })(w, u)
}

func (w *world) rechecking(u *unit) inspection.Payload {
	return of(func(s inspection.Step) inspection.Payload {
		s.Note = "现场看过"
		return &inspection.Rechecked{Step: s, Passed: w.rng.IntN(4) > 0}
	})(w, u)
}

func (w *world) closing(u *unit) inspection.Payload {
	return of(func(s inspection.Step) inspection.Payload { return &inspection.ClosedOff{Step: s} })(w, u)
}

func (w *world) transferring(u *unit) inspection.Payload {
	return of(func(s inspection.Step) inspection.Payload {
		return &inspection.Transferred{Step: s, To: "区应急管理局", Document: "移送1号"}
	})(w, u)
}

func (w *world) disputing(u *unit) inspection.Payload {
	return of(func(s inspection.Step) inspection.Payload {
		return &inspection.Disputed{Step: s, Evidence: "附设计文件"}
	})(w, u)
}

func (w *world) deciding(u *unit) inspection.Payload {
	return of(func(s inspection.Step) inspection.Payload {
		return &inspection.MajorDecided{Step: s, Confirmed: w.rng.IntN(2) == 0, Authority: "区应急管理局", Document: "认定1号"}
	})(w, u)
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
