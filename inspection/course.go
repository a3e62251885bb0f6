package inspection

// Report is the first report of rectification that no later failed re-check voided, nil when there is none, and how many re-checks failed.
func (f *Finding) Report() (first *Taken, failed int) {
	for n := range f.Steps {
		t := &f.Steps[n]
		if t.Why != "" {
			continue
		}
		switch p := t.Payload.(type) {
		case *Rectified:
			if first == nil {
				first = t
			}
		case *Rechecked:
			if !p.Passed {
				first, failed = nil, failed+1
			}
		}
	}
	return first, failed
}

// Extension is a later day that was asked for and what was decided. One that was given unasked was asked for by its decision.
type Extension struct {
	Asked   Taken
	Decided *Taken // nil: not yet; its payload is an ExtensionDecided
}

// Extensions is every later day that was asked for, in order. A decision, when it has effect, decides the last that it had seen; of several
// on one the last counts.
func (i *Inspection) Extensions(f *Finding) (all []Extension) {
	for n := range f.Steps {
		t := &f.Steps[n]
		switch t.Payload.(type) {
		case *ExtensionAsked:
			all = append(all, Extension{Asked: *t})
		case *ExtensionDecided:
			if t.Why != "" {
				continue
			}
			at := len(all) - 1
			for at >= 0 && !i.saw(t.Op, all[at].Asked.Ref) {
				at--
			}
			if at < 0 {
				all = append(all, Extension{Asked: *t, Decided: t})
			} else {
				all[at].Decided = t
			}
		}
	}
	return all
}
