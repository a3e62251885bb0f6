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

// memory is all of it. A transaction works on a copy whose maps are cloned when first written; runs are only ever added,
// so what an Update that failed added lies behind the end and is written over.
type memory struct {
	settings    table[string, []byte]
	feeds       table[wire.FeedID, []byte] // CBOR of Feed
	runs        []Stored
	ofFeed      table[wire.FeedID, []int] // places in runs
	unchecked   table[uint64, bool]
	devices     table[wire.FeedID, wire.Device]
	invitations table[string, Invitation]
	photos      table[wire.Sum, Photo]
	ctx         context.Context
	failed      error // the first error of the transaction
	writable    bool
}

// table is a map that is shared until it is written.
type table[K comparable, V any] struct {
	all map[K]V
	own bool
}

func (t *table[K, V]) write() map[K]V {
	if !t.own {
		if t.all = maps.Clone(t.all); t.all == nil {
			t.all = map[K]V{}
		}
		t.own = true
	}
	return t.all
}

// NewMemory is an empty ledger.
func NewMemory() *Memory { return &Memory{} }

// errReadOnly says that a View wrote.
var errReadOnly = errors.New("a view does not write")

// Update runs f on a copy that becomes the state.
func (m *Memory) Update(ctx context.Context, f func(Tx) error) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	next := m.memory.share(ctx)
	next.writable = true
	if err := next.run(f); err != nil {
		return err
	}
	m.memory = next.share(context.Background())
	return nil
}

// View runs f on the state.
func (m *Memory) View(ctx context.Context, f func(Tx) error) error {
	m.mu.RLock()
	defer m.mu.RUnlock()
	now := m.memory.share(ctx)
	return now.run(f)
}

// Close does nothing.
func (m *Memory) Close() error { return nil }

// Copy is the ledger as a backup has it.
func (m *Memory) Copy() *Memory {
	m.mu.RLock()
	defer m.mu.RUnlock()
	c := &Memory{memory: m.share(context.Background())}
	c.runs = slices.Clip(c.runs) // what one adds is not behind the other's end
	return c
}

// share is the same state for a transaction of its own.
func (m *memory) share(ctx context.Context) memory {
	s := *m
	s.ctx, s.writable = ctx, false
	s.settings.own, s.feeds.own, s.ofFeed.own, s.unchecked.own = false, false, false, false
	s.devices.own, s.invitations.own, s.photos.own = false, false, false
	return s
}

// fail ends the transaction.
func (m *memory) fail(err error) error {
	m.failed = cmp.Or(m.failed, err)
	return m.failed
}

// alive says why the transaction has to end.
func (m *memory) alive() error { return m.fail(context.Cause(m.ctx)) }

func (m *memory) write() error {
	if !m.writable {
		return m.fail(errReadOnly)
	}
	return m.alive()
}

// run runs f as the transaction.
func (m *memory) run(f func(Tx) error) error {
	if err := m.alive(); err != nil {
		return err
	}
	if err := f(m); err != nil {
		return err
	}
	return m.alive()
}

func (m *memory) Setting(name string) ([]byte, error) {
	return bytes.Clone(m.settings.all[name]), m.alive()
}

func (m *memory) SetSetting(name string, value []byte) error {
	if err := m.write(); err != nil {
		return err
	}
	if value == nil {
		delete(m.settings.write(), name)
	} else {
		m.settings.write()[name] = bytes.Clone(value)
	}
	return nil
}

func (m *memory) Feed(id wire.FeedID) (*Feed, error) {
	data, there := m.feeds.all[id]
	if !there {
		return nil, m.alive()
	}
	f := new(Feed)
	return f, m.fail(wire.Decode(data, f))
}

func (m *memory) SetFeed(f *Feed) error {
	if err := m.write(); err != nil {
		return err
	}
	m.feeds.write()[f.ID] = wire.Encode(f)
	return nil
}

func (m *memory) Feeds() ([]*Feed, error) {
	ids := slices.SortedFunc(maps.Keys(m.feeds.all), func(a, b wire.FeedID) int { return slices.Compare(a[:], b[:]) })
	var all []*Feed
	for _, id := range ids {
		f, err := m.Feed(id)
		if err != nil {
			return nil, err
		}
		all = append(all, f)
	}
	return all, m.alive()
}

func (m *memory) AddRun(s Stored) (uint64, error) {
	if err := m.write(); err != nil {
		return 0, err
	}
	if err := s.Bounds(); err != nil {
		return 0, m.fail(err)
	}
	s.Arrival = uint64(len(m.runs)) + 1
	s.Data = bytes.Clone(s.Data)
	of := m.ofFeed.write()
	of[s.Feed] = append(of[s.Feed], len(m.runs))
	m.runs = append(m.runs, s)
	m.unchecked.write()[s.Arrival] = true
	return s.Arrival, nil
}

// out is a run as it is given out.
func (m *memory) out(n int) Stored {
	r := m.runs[n]
	r.Data = bytes.Clone(r.Data)
	return r
}

func (m *memory) Runs(feed wire.FeedID, span wire.Span) ([]Stored, error) {
	var all []Stored
	for _, n := range m.ofFeed.all[feed] {
		if r := &m.runs[n]; r.First <= span.To && r.Last() >= span.From {
			all = append(all, m.out(n))
		}
	}
	return all, m.alive()
}

func (m *memory) After(cursor uint64, but wire.FeedID, room int) (runs []Stored, next uint64, more bool, err error) {
	next = cursor
	for n := min(cursor, uint64(len(m.runs))); n < uint64(len(m.runs)); n++ {
		r := &m.runs[n]
		if but == (wire.FeedID{}) || r.Via != but {
			if room -= len(r.Data); room < 0 && len(runs) > 0 {
				return runs, next, true, m.alive()
			}
			runs = append(runs, m.out(int(n)))
		}
		next = r.Arrival
	}
	return runs, next, false, m.alive()
}

func (m *memory) Unchecked(most int) ([]Stored, error) {
	var all []Stored
	for _, arrival := range slices.Sorted(maps.Keys(m.unchecked.all)) {
		if len(all) == most {
			break
		}
		all = append(all, m.out(int(arrival)-1))
	}
	return all, m.alive()
}

func (m *memory) SetChecked(arrival uint64) error {
	if err := m.write(); err != nil {
		return err
	}
	delete(m.unchecked.write(), arrival)
	return nil
}

func cloneDevice(d wire.Device) wire.Device {
	d.Key = bytes.Clone(d.Key)
	return d
}

func (m *memory) Device(feed wire.FeedID) (*wire.Device, error) {
	d, there := m.devices.all[feed]
	if !there {
		return nil, m.alive()
	}
	d = cloneDevice(d)
	return &d, m.alive()
}

func (m *memory) SetDevice(d wire.Device) error {
	if err := m.write(); err != nil {
		return err
	}
	m.devices.write()[d.Feed] = cloneDevice(d)
	return nil
}

func (m *memory) Devices() ([]wire.Device, error) {
	var all []wire.Device
	for _, d := range m.devices.all {
		all = append(all, cloneDevice(d))
	}
	slices.SortFunc(all, func(a, b wire.Device) int {
		return cmp.Or(cmp.Compare(a.Since, b.Since), slices.Compare(a.Feed[:], b.Feed[:]))
	})
	return all, m.alive()
}

func (m *memory) Invitations() ([]Invitation, error) {
	var all []Invitation
	for _, i := range m.invitations.all {
		i.Stretched = bytes.Clone(i.Stretched)
		all = append(all, i)
	}
	slices.SortFunc(all, func(a, b Invitation) int { return cmp.Compare(a.ID, b.ID) })
	return all, m.alive()
}

func (m *memory) SetInvitation(i Invitation) error {
	if err := m.write(); err != nil {
		return err
	}
	i.Stretched = bytes.Clone(i.Stretched)
	m.invitations.write()[i.ID] = i
	return nil
}

func (m *memory) DropInvitation(id string) error {
	if err := m.write(); err != nil {
		return err
	}
	delete(m.invitations.write(), id)
	return nil
}

func (m *memory) Photo(sum wire.Sum) (*Photo, error) {
	p, there := m.photos.all[sum]
	if !there {
		return nil, m.alive()
	}
	return &p, m.alive()
}

func (m *memory) SetPhoto(p Photo) error {
	if err := m.write(); err != nil {
		return err
	}
	m.photos.write()[p.Sum] = p
	return nil
}
