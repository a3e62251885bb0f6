package tuitest

import (
	"time"

	"anquan.example/paicha/tui"
)

// Park is sync as a test wants it. Its statuses are sent by the test, as tui.ParkMsg.
type Park struct {
	Now    tui.ParkStatus
	Fail   error // what Enrol gives
	Joined tui.ParkStatus
	Asked  []string // what was asked of it, in order
}

// Status is Now.
func (p *Park) Status() tui.ParkStatus { return p.Now }

// Next never has anything: tests send statuses themselves.
func (p *Park) Next() (tui.ParkStatus, bool) { return tui.ParkStatus{}, false }

// Enrol notes the invitation; the status is Joined then.
func (p *Park) Enrol(invitation string) error {
	p.Asked = append(p.Asked, invitation)
	if p.Fail == nil {
		p.Now = p.Joined
	}
	return p.Fail
}

// SyncNow notes that it was asked for.
func (p *Park) SyncNow() { p.Asked = append(p.Asked, "sync") }

// SetVideos notes the wish.
func (p *Park) SetVideos(send bool) {
	p.Now.SendVideos = send
	p.Asked = append(p.Asked, map[bool]string{true: "videos", false: "no videos"}[send])
}

// ParkStatus is a park that holds all of 41 records and 63 photos.
func ParkStatus() tui.ParkStatus {
	at := time.Date(2026, 11, 23, 9, 28, 0, 0, time.FixedZone("CST", 8*3600))
	return tui.ParkStatus{
		State: tui.ParkIdle, Park: "示例化工园区", URL: "https://192.0.2.10:8443", Device: "专家甲（平板7）", Role: "expert", Pinned: true,
		Operations: 41, Held: 41, Photos: 63, PhotosHeld: 63, Last: at, Next: at.Add(4 * time.Minute), Skew: 3 * time.Second,
	}
}
