package server

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"
	"sync"

	"anquan.example/paicha/sync/wire"
)

// Memory is a Ledger that forgets at the end of the program: for tests and the simulator.
type Memory struct {
	mu sync.RWMutex // guards state
	memory
}

// memory is all of it. A transaction works on a copy whose maps are cloned when first written.
type memory struct {
	settings    map[string][]byte
	feeds       map[wire.FeedID][]byte // CBOR of Feed
	runs        []Stored
	ofFeed      map[wire.FeedID][]int // places in runs
	checked     map[uint64]bool
	devices     map[wire.FeedID]wire.Device
	invitations map[string]Invitation
	photos      map[wire.Sum]Photo
	writable    bool
}

// NewMemory is an empty ledger.
func NewMemory() *Memory {
	return &Memory{memory: memory{
		settings: map[string][]byte{}, feeds: map[wire.FeedID][]byte{}, ofFeed: map[wire.FeedID][]int{}, checked: map[uint64]bool{},
		devices: map[wire.FeedID]wire.Device{}, invitations: map[string]Invitation{}, photos: map[wire.Sum]Photo{},
	}}
}

// errReadOnly says that a View wrote.
var errReadOnly = errors.New("a view does not write")

// Update runs f on a copy that becomes the state.
func (m *Memory) Update(_ context.Context, f func(Tx) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	next := memory{
		settings: maps.Clone(m.settings), feeds: maps.Clone(m.feeds), runs: m.runs[:len(m.runs):len(m.runs)], ofFeed: maps.Clone(m.ofFeed),
		checked: maps.Clone(m.checked), devices: maps.Clone(m.devices), invitations: maps.Clone(m.invitations), photos: maps.Clone(m.photos),
		writable: true,
	}
	if err := f(&next); err != nil {
		return err
	}
	next.writable = false
	m.memory = next
	return nil
}

// View runs f on the state.
func (m *Memory) View(_ context.Context, f func(Tx) error) error {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return f(&m.memory)
}

// Close does nothing.
func (m *Memory) Close() error { return nil }

// Copy is the ledger as a backup has it.
func (m *Memory) Copy() *Memory {
	m.mu.RLock()
	defer m.mu.RUnlock()
	return &Memory{memory: m.memory} // Update works on a copy of its own
}

func (m *memory) write() error {
	if !m.writable {
		return errReadOnly
	}
	return nil
}

func (m *memory) Setting(name string) ([]byte, error) { return bytes.Clone(m.settings[name]), nil }

func (m *memory) SetSetting(name string, value []byte) error {
	m.settings[name] = bytes.Clone(value)
	return m.write()
}

func (m *memory) Feed(id wire.FeedID) (*Feed, error) {
	data, there := m.feeds[id]
	if !there {
		return nil, nil
	}
	var f Feed
	return &f, wire.Decode(data, &f)
}

func (m *memory) SetFeed(f *Feed) error {
	m.feeds[f.ID] = wire.Encode(f)
	return m.write()
}

func (m *memory) Feeds() ([]*Feed, error) {
	ids := slices.SortedFunc(maps.Keys(m.feeds), func(a, b wire.FeedID) int { return slices.Compare(a[:], b[:]) })
	var all []*Feed
	for _, id := range ids {
		f, err := m.Feed(id)
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, nil
}

func (m *memory) AddRun(s Stored) (uint64, error) {
	s.Arrival = uint64(len(m.runs)) + 1
	s.Data = bytes.Clone(s.Data)
	m.ofFeed[s.Feed] = append(slices.Clip(m.ofFeed[s.Feed]), len(m.runs))
	m.runs = append(m.runs, s)
	return s.Arrival, m.write()
}

func (m *memory) Runs(feed wire.FeedID, span wire.Span) ([]Stored, error) {
	var all []Stored
	for _, n := range m.ofFeed[feed] {
		if r := m.runs[n]; r.First <= span.To && r.Last() >= span.From {
			all = append(all, r)
		}
	}
	return all, nil
}

func (m *memory) After(cursor uint64, but wire.FeedID, room int) (runs []Stored, next uint64, more bool, err error) {
	next = cursor
	for n := min(cursor, uint64(len(m.runs))); n < uint64(len(m.runs)); n++ {
		r := m.runs[n]
		if r.Via != but {
			if room -= len(r.Data); room < 0 && len(runs) > 0 {
				return runs, next, true, nil
			}
			runs = append(runs, r)
		}
		next = r.Arrival
	}
	return runs, next, false, nil
}

func (m *memory) Unchecked(most int) ([]Stored, error) {
	var all []Stored
	for _, r := range m.runs {
		if !m.checked[r.Arrival] && len(all) < most {
			all = append(all, r)
		}
	}
	return all, nil
}

func (m *memory) SetChecked(arrival uint64) error {
	m.checked[arrival] = true
	return m.write()
}

func (m *memory) Device(feed wire.FeedID) (*wire.Device, error) {
	d, there := m.devices[feed]
	if !there {
		return nil, nil
	}
	return &d, nil
}

func (m *memory) SetDevice(d wire.Device) error {
	m.devices[d.Feed] = d
	return m.write()
}

func (m *memory) Devices() ([]wire.Device, error) {
	return slices.SortedFunc(maps.Values(m.devices), func(a, b wire.Device) int {
		return cmp.Or(cmp.Compare(a.Since, b.Since), slices.Compare(a.Feed[:], b.Feed[:]))
	}), nil
}

func (m *memory) Invitations() ([]Invitation, error) {
	return slices.SortedFunc(maps.Values(m.invitations), func(a, b Invitation) int { return cmp.Compare(a.ID, b.ID) }), nil
}

func (m *memory) SetInvitation(i Invitation) error {
	m.invitations[i.ID] = i
	return m.write()
}

func (m *memory) DropInvitation(id string) error {
	delete(m.invitations, id)
	return m.write()
}

func (m *memory) Photo(sum wire.Sum) (*Photo, error) {
	p, there := m.photos[sum]
	if !there {
		return nil, nil
	}
	return &p, nil
}

func (m *memory) SetPhoto(p Photo) error {
	m.photos[p.Sum] = p
	return m.write()
}
