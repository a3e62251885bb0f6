package project

// Change is something that happened to an inspection or a finding, for who listens.
type Change struct {
	Event      string
	Inspection string
	Finding    string
	Key        string // of the enterprise
	Status     string
	Due        string
}

// Events.
const (
	FindingCreated   = "finding.created"
	FindingEdited    = "finding.edited" // anything that its row says, also that it was opened again
	FindingClosed    = "finding.closed"
	InspectionSealed = "inspection.sealed"
)

// Events is every event there is.
func Events() []string {
	return []string{FindingCreated, FindingEdited, FindingClosed, InspectionSealed}
}

// changes is what happened between the rows of an inspection and those that take their place. One that was created and closed in between has
// both events.
func changes(old, new Rows) (all []Change) {
	was := map[string]findingRow{}
	for _, f := range old.Findings {
		was[f.Finding] = f
	}
	for _, f := range new.Findings {
		before, known := was[f.Finding]
		add := func(event string) {
			c := Change{event, f.Inspection, f.Finding, f.Key, f.Status, f.Due}
			if c.Due == NoDay {
				c.Due = ""
			}
			all = append(all, c)
		}
		closed := f.Status == "closed" && before.Status != "closed"
		switch {
		case !known:
			add(FindingCreated)
		case before != f && !closed:
			add(FindingEdited)
		}
		if closed {
			add(FindingClosed)
		}
	}
	for _, i := range new.Inspections {
		if i.Sealed && (len(old.Inspections) == 0 || !old.Inspections[0].Sealed) {
			all = append(all, Change{Event: InspectionSealed, Inspection: i.Inspection, Key: i.Key})
		}
	}
	return all
}
