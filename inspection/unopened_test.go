package inspection

import "testing"

// P5: a device's name tells one of the team, not the team: while the opening is missing nobody is the second person.
func TestP5ANamedDeviceIsNotTheTeam(t *testing.T) {
	d := newDevice(t, "tablet A")
	step := func(by string, seen ...Op) Step {
		return Step{ID: inspectionID, Finding: findingID, By: by, Seen: lastOf(seen)}
	}
	named := d.say(&FeedNamed{ID: inspectionID, Name: "专家甲", Role: "expert"})
	found := d.say(&Found{ID: inspectionID, Finding: findingID, Level: General, Description: "消防通道堆物", Place: "仓库", Deadline: "2026-12-01"})
	done := d.say(&Rectified{Step: step("李某某", found), Done: "已清"})
	passed := d.say(&Rechecked{Step: step("复查丙", found, done), Passed: true})
	closed := d.say(&ClosedOff{Step: step("专家乙", found, done, passed)})
	i := Fold([]Op{named, found, done, passed, closed})[inspectionID]
	if f := i.Findings[0]; f.Status == StatusClosed || f.Steps[len(f.Steps)-1].Why == "" {
		t.Errorf("%s is closed: %+v", f.Finding, f.Steps)
	}
}
