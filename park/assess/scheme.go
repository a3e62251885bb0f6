package assess

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/internal/strictyaml"
)

// Format is the format of scheme files that this program reads.
//
//	1: the first
const Format = 1

// Scheme is how a park assesses one year: a file, and everything in it checked. It is only read after Parse; any number of goroutines may
// assess with it.
type Scheme struct {
	Format      int            `yaml:"format"`
	Year        int            `yaml:"year"`
	Version     string         `yaml:"version"` // of the year: "1", "2-draft"
	Title       checklist.Text `yaml:"title"`
	Note        checklist.Text `yaml:"note,omitempty"` // below the title of every paper
	Full        Number         `yaml:"full"`           // what can be had without bonuses
	Period      Period         `yaml:"period,omitempty"`
	Definitions Definitions    `yaml:"definitions"`
	Events      []EventKind    `yaml:"events,omitempty"`
	Grades      []Grade        `yaml:"grades"` // best first
	Items       []Item         `yaml:"items"`

	data []byte
	name string
}

// Period is the days that are assessed, both included; empty: the calendar year.
type Period struct {
	From string `yaml:"from,omitempty"` // the day after the last year's cut-off
	To   string `yaml:"to,omitempty"`   // the cut-off
}

// EventKind is something that no inspection tells, which officers may enter: an accident, a commendation.
type EventKind struct {
	ID   string         `yaml:"id"`
	Name checklist.Text `yaml:"name"`
	Note checklist.Text `yaml:"note,omitempty"` // what document is asked for
}

// limits of a scheme; the default one has some 900 marks in 10 KB.
var limits = strictyaml.Limits{
	Name: "scheme", Start: "format: 1", IDs: []string{"id"},
	Bytes: 256 << 10, Marks: 20_000, Text: 2000, List: 400, Depth: 2,
}

// Parse reads a scheme and checks all of it. file is its name for messages. The error is of type strictyaml.Problems: everything found
// wrong, by line, each with what to do; the scheme is nil then.
func Parse(file string, data []byte) (*Scheme, error) {
	s := &Scheme{}
	places, err := strictyaml.Decode(file, data, s, limits)
	if err != nil {
		return nil, err
	}
	lint(s, places)
	if err := places.Err(); err != nil {
		return nil, err
	}
	if s.Period.From == "" {
		s.Period.From = fmt.Sprintf("%04d-01-01", s.Year)
	}
	if s.Period.To == "" {
		s.Period.To = fmt.Sprintf("%04d-12-31", s.Year)
	}
	sum := sha256.Sum256(data)
	s.data = slices.Clone(data)
	s.name = fmt.Sprintf("%d-%s-%s", s.Year, s.Version, hex.EncodeToString(sum[:6]))
	return s, nil
}

// Name is the year, the version and the first 12 hex digits of the file's SHA-256: 2026-1-0123456789ab.
func (s *Scheme) Name() string { return s.name }

// Data is the file as it was read.
func (s *Scheme) Data() []byte { return slices.Clone(s.data) }

// Item is the item with that id; nil when there is none.
func (s *Scheme) Item(id string) *Item {
	for n := range s.Items {
		if s.Items[n].ID == id {
			return &s.Items[n]
		}
	}
	return nil
}

// Event is the kind of event with that id; nil when there is none.
func (s *Scheme) Event(id string) *EventKind {
	for n := range s.Events {
		if s.Events[n].ID == id {
			return &s.Events[n]
		}
	}
	return nil
}
