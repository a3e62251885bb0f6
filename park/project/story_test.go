package project

import (
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
)

// story is random histories of some devices, with operations of every kind.
type story struct {
	r           *rand.Rand
	devices     []*device
	inspections int
	findings    map[int][]int // by inspection
	tasks       map[int][]int
}

func tell(t testing.TB, seed uint64, steps int) *story {
	s := &story{r: rand.New(rand.NewPCG(seed, 1)), findings: map[int][]int{}, tasks: map[int][]int{}}
	for n := range 4 {
		d := newDevice(t, fmt.Sprint("tablet ", seed, n))
		d.say(&inspection.FeedOpened{Key: d.key.Public().(ed25519.PublicKey), App: "test"})
		s.devices = append(s.devices, d)
	}
	for range steps {
		s.step(t)
	}
	return s
}

// before is the inspection as the device knows it: all that was said, or some of it.
func (s *story) before(n int) *inspection.Inspection {
	var known []inspection.Op
	for _, op := range ops(s.devices...) {
		if op.Inspection() == uuidOf(anInspection, n) && s.r.IntN(12) > 0 {
			known = append(known, op)
		}
	}
	if i := inspection.Fold(known)[uuidOf(anInspection, n)]; i != nil {
		return i
	}
	return inspection.New(uuidOf(anInspection, n))
}

func (s *story) step(t testing.TB) {
	d := s.devices[s.r.IntN(len(s.devices))]
	d.now = d.now.Add(time.Duration(s.r.IntN(40*24)) * time.Hour / 8)
	if s.inspections == 0 || s.r.IntN(25) == 0 {
		s.inspections++
		o := opening(s.inspections, s.r.IntN(3))
		o.Visit = []inspection.Visit{inspection.Assistance, inspection.SelfCheck, inspection.Recheck}[s.r.IntN(3)]
		o.Date = Day(d.now)
		if s.r.IntN(4) > 0 { // else its opening comes later, or never
			d.say(o)
		}
		return
	}
	n := 1 + s.r.IntN(s.inspections)
	i := s.before(n)
	if len(s.findings[n]) == 0 || s.r.IntN(4) == 0 {
		d.say(s.first(n, i))
		return
	}
	f := s.findings[n][s.r.IntN(len(s.findings[n]))]
	p := s.later(n, f, i, d)
	if err := inspection.Check(p); err != nil {
		t.Fatalf("%s: %v", p.Kind(), err)
	}
	d.say(p)
}

func (s *story) date() string { return Day(noon.AddDate(0, 0, s.r.IntN(400))) }

// first is something that needs no finding.
func (s *story) first(n int, i *inspection.Inspection) inspection.Payload {
	id := i.ID
	switch s.r.IntN(6) {
	case 0:
		return opening(n, s.r.IntN(3))
	case 1:
		return &inspection.Scoped{ID: id, Question: "ind-dust", ScopeAnswer: checklist.ScopeAnswer{Value: "yes"}}
	case 2:
		v := []checklist.Value{checklist.OK, checklist.Fail, checklist.Unseen}[s.r.IntN(3)]
		return &inspection.Answered{ID: id, Words: hex64, Answer: checklist.Answer{Criterion: fmt.Sprint("mem10:", s.r.IntN(4)), Value: v, Reason: "停产"}}
	case 3:
		return &inspection.FeedNamed{ID: id, Name: "专家甲", Role: "expert"}
	default:
		f := found(n, 1000*n+len(s.findings[n]), s.date())
		s.findings[n] = append(s.findings[n], 1000*n+len(s.findings[n]))
		f.Level = []inspection.Level{inspection.General, inspection.SuspectedMajor}[s.r.IntN(2)]
		f.Criterion = []string{"mem10:11.3", "mem10:12", "gb45067:4.1a", ""}[s.r.IntN(4)]
		if f.Fixed = s.r.IntN(5) == 0; f.Fixed && s.r.IntN(2) == 0 {
			f.Deadline = ""
		}
		return f
	}
}

// later is something that is said of a finding, mostly.
func (s *story) later(n, f int, i *inspection.Inspection, d *device) inspection.Payload {
	finding := uuidOf(aFinding, f)
	step := func(by string) inspection.Step {
		return inspection.Step{ID: i.ID, Finding: finding, By: by, Seen: i.Seen(finding)}
	}
	switch s.r.IntN(20) {
	case 0:
		return &inspection.Notified{Step: step("专家甲"), Name: "李某某"}
	case 1, 2:
		p := &inspection.Planned{Step: step("李某某"), Person: "张某某", Measures: "清理", Deadline: s.date()}
		if s.r.IntN(2) == 0 {
			p.Funds, p.Contingency = "自筹", "监护"
		}
		return p
	case 3, 4:
		return &inspection.Rectified{Step: step("李某某"), Done: "已清理"}
	case 5:
		p := &inspection.Rechecked{Step: step("复查丙"), Passed: s.r.IntN(3) > 0}
		p.Note = "现场看过"
		return p
	case 6, 7:
		return &inspection.Rechecked{Step: step("复查丙"), Passed: true}
	case 8, 9, 10:
		return &inspection.ClosedOff{Step: step("园区王某某")}
	case 11:
		return &inspection.ExtensionAsked{Step: step("李某某"), Until: s.date(), Reason: "到货晚"}
	case 12:
		return &inspection.ExtensionDecided{Step: step("园区王某某"), Granted: true, Until: s.date(), Reason: "已停用"}
	case 13:
		return &inspection.Disputed{Step: step("李某某"), Evidence: "设计文件"}
	case 14:
		return &inspection.MajorDecided{Step: step("赵某某"), Confirmed: s.r.IntN(2) == 0, Authority: "区应急管理局"}
	case 15:
		if s.r.IntN(3) > 0 {
			return &inspection.Transferred{Step: step("园区王某某"), To: "区应急管理局"}
		}
		return &inspection.Withdrawn{ID: i.ID, Finding: finding, Reason: "误判", Second: "专家乙", Seen: i.Seen(finding)}
	case 16:
		sum := sha256.Sum256([]byte(s.date()))
		return &inspection.Photographed{ID: i.ID, Finding: finding, Proof: s.r.IntN(2) == 0, Photo: inspection.Photo{SHA256: hex.EncodeToString(sum[:]), Size: 1234}}
	case 17:
		if all := s.findings[n]; len(all) > 1 {
			other := uuidOf(aFinding, all[(slices.Index(all, f)+1)%len(all)])
			return &inspection.Joined{ID: i.ID, Findings: []string{finding, other}, Kept: finding, Reason: "同一处", By: "专家甲"}
		}
		return found(n, f, s.date())
	case 18:
		return s.sealOrTask(n, i)
	default:
		if op, is := i.LastUndoable(d.feed()); is && s.r.IntN(2) == 0 {
			return inspection.Undo(op)
		}
		again := found(n, f, s.date())
		again.Seen = i.Seen(finding)
		return again
	}
}

func (s *story) sealOrTask(n int, i *inspection.Inspection) inspection.Payload {
	if done := s.tasks[n]; len(done) > 0 && s.r.IntN(2) == 0 {
		return &inspection.TaskDone{ID: i.ID, Task: uuidOf(aTask, done[s.r.IntN(len(done))]), By: "专家甲"}
	}
	if seals := i.Seals(); len(seals) > 0 && s.r.IntN(2) == 0 {
		return &inspection.Closed{ID: i.ID, Seals: seals, Signatures: []inspection.Signature{{Role: inspection.ExpertRole, Name: "专家甲"}, {Role: inspection.EnterpriseRole, Name: "李某某"}},
			Outcomes: []inspection.Outcome{{Sector: "industry", Source: "mem10", Outcome: checklist.MajorSuspected, Open: 3}}}
	}
	task := 1000*n + len(s.tasks[n])
	s.tasks[n] = append(s.tasks[n], task)
	return &inspection.TaskSet{ID: i.ID, Task: uuidOf(aTask, task), Criterion: "mem10:11.3", Words: "补拍铭牌", By: "园区王某某", Due: s.date()}
}
