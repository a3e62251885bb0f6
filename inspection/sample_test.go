package inspection

import (
	"crypto/ed25519"
	"crypto/sha256"
	"fmt"
	"testing"
	"time"

	"anquan.example/paicha/checklist"
)

const (
	inspectionID = "0193a2b4-0000-7000-8000-000000000001"
	enterpriseID = "0193a2b4-0000-7000-8000-000000000002"
	unitID       = "0193a2b4-0000-7000-8000-000000000003"
	findingID    = "0193a2b4-0000-7000-8000-000000000004"
)

// hex64 stands for a SHA-256.
const hex64 = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

// key is a made-up device's: the seed is the hash of its name.
func key(device string) ed25519.PrivateKey {
	seed := sha256.Sum256([]byte(device))
	return ed25519.NewKeyFromSeed(seed[:])
}

// samples is one payload of every kind that can be signed; the frozen bytes are of these.
func samples() []Payload {
	k := key("tablet A").Public().(ed25519.PublicKey)
	first := []Payload{
		&FeedOpened{Key: k, App: "paicha test"},
		opened(),
		&Scoped{ID: inspectionID, Question: "ind-dust", ScopeAnswer: checklist.ScopeAnswer{Value: "yes"}},
		&UnitAdded{ID: inspectionID, Unit: Unit{ID: unitID, Kind: "dust-collector", Name: "1号布袋除尘器"}},
		&Answered{
			ID: inspectionID, Words: hex64, Place: "打磨车间", Note: "现场点名", Observed: "2026-11-23T09:30:00+08:00", NoPhoto: "防爆区",
			Answer: checklist.Answer{Criterion: "mem10:11.3", Unit: unitID, Value: checklist.Fail,
				Conditions: map[string]bool{"a": true, "b": false}, Measured: map[string]string{"c": "10"}},
		},
		&Found{ID: inspectionID, Finding: findingID, Criterion: "mem10:11.3", Unit: unitID, Level: SuspectedMajor,
			Description: "布袋除尘器未设泄爆装置", Basis: "应急管理部令第10号 第十一条（三）", Place: "打磨车间北侧",
			Immediate: "停用该除尘系统", Measure: "加装泄爆装置", Deadline: "2026-12-23", NoPhoto: "防爆区"},
		&Withdrawn{ID: inspectionID, Finding: findingID, Reason: "复核图纸后确认有惰化", Second: "专家乙"},
		&Photographed{ID: inspectionID, Finding: findingID, Photo: Photo{SHA256: hex64, Size: 1234, Name: "IMG_1.jpg", Mime: "image/jpeg", Taken: "2026-11-23T09:31:00+08:00"}},
		&Undone{ID: inspectionID, Feed: FeedOf(k).String(), Seq: 6},
		&Closed{
			ID: inspectionID,
			Signatures: []Signature{{Role: ExpertRole, Name: "专家甲"},
				{Role: EnterpriseRole, Name: "李某某", Refused: true, Reason: "对第1项有异议", Witness: "园区王某某"}},
			Outcomes: []Outcome{{"industry", "mem10", checklist.MajorSuspected, 3}},
			Seals:    []Seal{{FeedOf(k).String(), 9, make([]byte, 32)}},
		},
		&Continued{ID: inspectionID, Feeds: []Seal{{FeedOf(k).String(), 9, make([]byte, 32)}}},
		&ClockJumped{ID: inspectionID, Was: "2026-11-23T12:00:00+08:00", Is: "2026-11-23T09:00:00+08:00"},
	}
	return append(first, laterSamples()...)
}

func opened() *Opened {
	return &Opened{
		ID: inspectionID, Visit: Assistance, Date: "2026-11-23", Experts: []string{"专家甲", "专家乙"}, Accompanied: "李某某",
		Sectors: []string{"industry", "fire"}, Revision: hex64,
		Enterprise: Enterprise{ID: enterpriseID, Name: "重庆示例铝业有限公司", Code: "91500000MA5U00AA13", Address: "示例路1号", Contact: "李某某", Phone: "000-0000000"},
	}
}

var noon = time.Date(2026, 11, 23, 4, 0, 0, 0, time.UTC)

// device makes operations of one feed.
type device struct {
	t    testing.TB
	key  ed25519.PrivateKey
	head Head
	now  time.Time
}

func newDevice(t testing.TB, name string) *device { return &device{t: t, key: key(name), now: noon} }

func (d *device) say(p Payload) Op {
	d.t.Helper()
	op, head, err := Sign(d.key, d.head, d.now, p)
	if err != nil {
		d.t.Fatal(err)
	}
	d.head, d.now = head, d.now.Add(time.Second)
	return op
}

func (d *device) answer(criterion string, v checklist.Value) Op {
	a := &Answered{ID: inspectionID, Words: hex64, Answer: checklist.Answer{Criterion: criterion, Value: v}}
	if v == checklist.NA || v == checklist.Unseen {
		a.Reason = "停产"
	}
	return d.say(a)
}

func (d *device) find(n int) Op {
	return d.say(&Found{ID: inspectionID, Finding: fmt.Sprintf("0193a2b4-0000-7000-8000-0000000001%02d", n), Level: General,
		Description: "消防通道堆物", Place: "仓库", Deadline: "2026-12-01"})
}

const (
	otherFinding = "0193a2b4-0000-7000-8000-000000000005"
	taskID       = "0193a2b4-0000-7000-8000-000000000006"
)

// laterSamples are of the kinds of the second round; their order is that of their frozen bytes.
func laterSamples() []Payload {
	ref := Ref{FeedOf(key("tablet B").Public().(ed25519.PublicKey)), 7}.String()
	step := func(by, note string) Step {
		return Step{ID: inspectionID, Finding: findingID, By: by, Note: note, Seen: Seen{ref}}
	}
	return []Payload{
		&FeedNamed{ID: inspectionID, Name: "专家甲", Role: "expert", Device: "平板1"},
		&Settled{ID: inspectionID, Criterion: "mem10:11.3", Unit: unitID, Counts: ref, Reason: "现场复看", By: "专家甲", Seen: Seen{ref}},
		&Joined{ID: inspectionID, Findings: []string{findingID, otherFinding}, Kept: findingID, Reason: "同一处", By: "专家甲"},
		&Notified{Step: step("专家甲", ""), Name: "李某某", Refused: true, Reason: "有异议", Witness: "园区王某某"},
		&Planned{Step: step("李某某", ""), Person: "张某某 车间主任 000-0000000", Measures: "加装泄爆", Funds: "50000 自筹", Deadline: "2026-12-20", Contingency: "停用并监护"},
		&ExtensionAsked{Step: step("李某某", ""), Until: "2027-01-20", Reason: "设备到货晚"},
		&ExtensionDecided{Step: step("园区王某某", ""), Granted: true, Until: "2027-01-10", Reason: "已停用"},
		&Rectified{Step: step("李某某", ""), Done: "已加装泄爆装置"},
		&Rechecked{Step: step("复查丙", "现场看过"), Passed: true},
		&ClosedOff{Step: step("园区王某某", "")},
		&Transferred{Step: step("园区王某某", "逾期未改"), To: "区应急管理局", Document: "移送1号", Receipt: "已收"},
		&Disputed{Step: step("李某某", ""), Evidence: "附设计文件"},
		&MajorDecided{Step: step("赵某某", ""), Confirmed: true, Authority: "区应急管理局", Document: "认定1号"},
		&TaskSet{ID: inspectionID, Task: taskID, Finding: findingID, To: "专家甲", Words: "补拍铭牌", By: "园区王某某", Due: "2026-12-01"},
		&TaskDone{ID: inspectionID, Task: taskID, Note: "已补", By: "专家甲"},
		&WorkersTold{Step: step("李某某", ""), Way: "车间公告栏", Day: "2026-11-24"},
		Numbered{ID: inspectionID, Paper: "transfer", Findings: []string{findingID}, Mark: "示例园管", Year: 2026, Number: 7, By: "园区王某某"}.Sign(key("park"), FeedOf(key("tablet A").Public().(ed25519.PublicKey))),
	}
}
