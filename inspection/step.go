package inspection

// Step is what every step in a finding's life after it was recorded says. Steps are never taken back: a further step
// corrects them.
type Step struct {
	ID      string `cbor:"inspection"`
	Finding string `cbor:"finding"`
	By      string `cbor:"by"` // the person, by name
	Note    string `cbor:"note,omitempty"`
	Seen    Seen   `cbor:"seen,omitempty"`
}

func (s *Step) of() string { return s.ID }
func (s *Step) saw() Seen  { return s.Seen }

func (s *Step) check() error {
	return first(id("inspection", s.ID), id("finding", s.Finding), line("by", s.By), text("note", s.Note), s.Seen.check())
}

func (s *Step) apply(i *Inspection, op Op) { i.tell(s.Finding, op) }

func (s *Step) step() *Step { return s }

// stepper is a payload that is a step.
type stepper interface{ step() *Step }

// Without says why a step has no effect; "" means it has.
type Without string

// Reasons.
const (
	ByRecorder   Without = "recorder"   // the person is an expert of the team that recorded the finding
	ByEnterprise Without = "enterprise" // the person, or the device, is the enterprise's own
	ByRechecker  Without = "re-checker" // the same person re-checked and closes
	NotPassed    Without = "not-passed" // no re-check that counts was passed
	NotSeen      Without = "not-seen"   // somebody said something that the person had not seen
	NobodyKnown  Without = "unopened"   // the inspection's opening has not arrived: nobody knows who recorded
	Reopened     Without = "reopened"   // a re-check failed, or the finding was corrected, afterwards
	Incomplete   Without = "incomplete" // a plan without all five items for a suspected major hazard
)

// Taken is a step of a finding with its time, and why it has no effect.
type Taken struct {
	Op
	Why Without
}

// By is the person who took the step.
func (t Taken) By() string { return t.Payload.(stepper).step().By }

// Status is how far a finding is.
type Status string

// Statuses.
const (
	StatusRecorded    Status = "recorded"
	StatusFixed       Status = "fixed"       // on the spot
	StatusNotified    Status = "notified"    // signed, or refused and noted; again after a re-check that failed
	StatusRectifying  Status = "rectifying"  // there is a plan
	StatusRectified   Status = "rectified"   // the enterprise says so, with proof
	StatusRechecked   Status = "re-checked"  // passed, not closed yet
	StatusClosed      Status = "closed"      // by a second person
	StatusTransferred Status = "transferred" // to the competent authority
	StatusWithdrawn   Status = "withdrawn"
	StatusJoined      Status = "joined" // another finding stands for it
)

// Statuses is every status, in the order of a finding's life.
func Statuses() []Status {
	return []Status{StatusRecorded, StatusFixed, StatusNotified, StatusRectifying, StatusRectified, StatusRechecked, StatusClosed, StatusTransferred, StatusWithdrawn, StatusJoined}
}
