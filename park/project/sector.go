package project

import (
	"fmt"
	"sync"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
)

// Libraries says of which sector a criterion is, by the criteria that an inspection names.
type Libraries interface {
	// Of is the library of a revision or, where that is not at hand, the one that stands for it.
	Of(revision string) Library
	// Again is called when other criteria may be at hand than before.
	Again()
}

// Library is what is known of the criteria of a revision.
type Library struct {
	Revision string                                 // of these; another than was asked for when they stand for it
	Sector   func(criterion string) (sector string) // "" when it is not known
}

// Fixed is one library for all revisions.
type Fixed func(criterion string) (sector string)

// Of is the library, whatever the revision.
func (f Fixed) Of(string) Library { return Library{Sector: f} }

// Again does nothing.
func (f Fixed) Again() {}

// Sectors is the Libraries of one library: of parks that hand no criteria out. Ids of criteria are for ever, so a later library knows them too.
func Sectors(lib *checklist.Library) Libraries {
	return Handed(lib, func(string) (*checklist.Library, error) { return nil, nil })
}

// Embedded is the Sectors of the library that the program carries.
func Embedded() (Libraries, error) {
	lib, err := checklist.Parse("checklists.yaml", paicha.Checklists)
	if err != nil {
		return nil, fmt.Errorf("the criteria that the program carries: %w", err)
	}
	return Sectors(lib), nil
}

// Handed is the Libraries of a park that hands criteria out: what find finds by a revision, and own where it finds nothing. find gives nil
// when there is none; after an error it is asked again the next time.
func Handed(own *checklist.Library, find func(revision string) (*checklist.Library, error)) Libraries {
	h := &handed{own: Library{own.Revision, sectorsOf(own)}, find: find}
	h.Again()
	return h
}

// handed keeps what was found: what a revision says never changes.
type handed struct {
	own  Library
	find func(revision string) (*checklist.Library, error)

	mu    sync.Mutex
	found map[string]Library  // guarded by mu
	none  map[string]struct{} // revisions that were not there; guarded by mu
}

// mostNone is how many revisions that are not there are remembered: tablets can name what they like.
const mostNone = 1000

func (h *handed) Of(revision string) Library {
	if revision == "" || revision == h.own.Revision {
		return h.own
	}
	h.mu.Lock()
	defer h.mu.Unlock()
	if l, there := h.found[revision]; there {
		return l
	}
	if _, none := h.none[revision]; none {
		return h.own
	}
	lib, err := h.find(revision)
	switch {
	case err != nil:
		return h.own
	case lib == nil:
		if len(h.none) < mostNone {
			h.none[revision] = struct{}{}
		}
		return h.own
	}
	sectors := sectorsOf(lib)
	l := Library{revision, func(criterion string) string {
		if s := sectors(criterion); s != "" {
			return s
		}
		return h.own.Sector(criterion) // a finding may be of a criterion that its inspection did not ask
	}}
	h.found[revision] = l
	return l
}

func (h *handed) Again() {
	h.mu.Lock()
	defer h.mu.Unlock()
	if h.none = map[string]struct{}{}; h.found == nil {
		h.found = map[string]Library{}
	}
}

func sectorsOf(lib *checklist.Library) func(criterion string) string {
	of := map[string]string{}
	for _, s := range lib.Sectors {
		for _, e := range s.Editions {
			for _, c := range e.Criteria {
				of[c.ID] = s.ID
			}
		}
	}
	return func(criterion string) string { return of[criterion] }
}
