package park

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"sync"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// Criteria is a library of criteria as a file, and what it says.
type Criteria struct {
	*checklist.Library
	File []byte
}

// ErrCriteria says that the park does not have the criteria that an inspection was answered against.
var ErrCriteria = errors.New("the park does not have the criteria that the inspection was answered against")

// kept is how many libraries stay read.
const kept = 4

// libraries is those that were read last, the latest last.
type libraries struct {
	mu  sync.Mutex
	all []Criteria
}

// Criteria finds the criteria of a revision: those of the program, and whatever was handed out from here, also before. The error is
// ErrCriteria when they are neither.
func (p *Park) Criteria(revision string) (Criteria, error) {
	p.libraries.mu.Lock()
	defer p.libraries.mu.Unlock()
	for _, c := range p.libraries.all {
		if c.Revision == revision {
			return c, nil
		}
	}
	c, err := p.readCriteria(revision)
	if err != nil {
		return Criteria{}, err
	}
	p.libraries.all = append(p.libraries.all, c)
	p.libraries.all = p.libraries.all[max(0, len(p.libraries.all)-kept):]
	return c, nil
}

// Libraries is the criteria by which projections know sectors: whatever Criteria finds, and own where it finds none.
func (p *Park) Libraries(own *checklist.Library) project.Libraries {
	return project.Handed(own, func(revision string) (*checklist.Library, error) {
		c, err := p.Criteria(revision)
		if errors.Is(err, ErrCriteria) {
			return nil, nil
		}
		return c.Library, err
	})
}

// readCriteria: a revision is the SHA-256 of the file, by which the park keeps what it handed out.
func (p *Park) readCriteria(revision string) (Criteria, error) {
	if own := wire.Sum(sha256.Sum256(paicha.Checklists)); own.String() == revision {
		lib, err := checklist.Parse("checklists.yaml", paicha.Checklists)
		if err != nil {
			return Criteria{}, fmt.Errorf("the criteria that the program carries: %w", err)
		}
		return Criteria{lib, paicha.Checklists}, nil
	}
	none := fmt.Errorf("%w (revision %.12s): hand them out from here once, then they are known", ErrCriteria, revision)
	sum, err := wire.ParseSum(revision)
	if err != nil {
		return Criteria{}, none
	}
	data, err := p.Sync.Document(server.HandedOut{Handout: wire.Handout{Name: wire.Criteria, Sum: sum}})
	if errors.Is(err, fs.ErrNotExist) {
		return Criteria{}, none
	}
	if err != nil {
		return Criteria{}, fmt.Errorf("criteria %.12s: %w", revision, err)
	}
	lib, err := checklist.Parse("criteria", data)
	if err != nil {
		return Criteria{}, fmt.Errorf("criteria %.12s: %w", revision, err)
	}
	return Criteria{lib, data}, nil
}
