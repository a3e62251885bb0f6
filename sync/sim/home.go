package sim

import (
	"errors"
	"io"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/wire"
)

// Home is a tablet as a world uses it: what the engine asks of it, and what people do with it. A Tablet in memory is one;
// a real store behind an adapter is another (Options.Tablet).
type Home interface {
	client.Tablet
	// Record signs what a person did; when it returns nil it is kept whatever happens.
	Record(ps ...inspection.Payload) ([]inspection.Op, error)
	// Picture keeps a photo, durable when it returns.
	Picture(data []byte) (inspection.Photo, error)
	// Backup is the tablet as a copy of its folder has it.
	Backup() (Home, error)
	// Crashed is the tablet as it is after a crash: what was acknowledged is there.
	Crashed() (Home, error)
	// Handout is the newest document of that name that KeepHandout kept; nil for none.
	Handout(name string) []byte
	Close() error
}

// memoryHome is a Tablet as a Home.
type memoryHome struct{ *Tablet }

func (m memoryHome) Picture(data []byte) (inspection.Photo, error) { return m.AddPicture(data), nil }
func (m memoryHome) Backup() (Home, error)                         { return memoryHome{m.Copy()}, nil }
func (m memoryHome) Crashed() (Home, error)                        { return m, nil }
func (m memoryHome) Close() error                                  { return nil }

func (m memoryHome) Handout(name string) []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.Handouts[name]
}

var (
	errDead = errors.New("sim: the tablet went down")
	errFull = errors.New("sim: the tablet's disk is full")
)

// session is a Home as one engine sees it: writes fail, and at a crash nothing reaches it any more.
type session struct {
	Home
	w    *world
	u    *unit
	dead bool
}

// die ends the session: the engine that has it cannot change anything any more.
func (s *session) die(when string) error {
	s.w.note("  %s goes down %s", s.u.name, when)
	s.dead = true
	return errDead
}

// write runs a write that may fail, or be the last thing the tablet does.
func (s *session) write(what string, do func() error) error {
	switch {
	case s.dead:
		return errDead
	case s.w.chance(s.w.o.rates.tabletFull):
		s.w.note("  %s has no room for %s", s.u.name, what)
		return errFull
	case s.w.chance(s.w.o.rates.tabletDown):
		return s.die("before " + what)
	}
	err := do()
	if err == nil && s.w.chance(s.w.o.rates.tabletDown) {
		return s.die("after " + what)
	}
	return err
}

func (s *session) Merge(ops []inspection.Op) (from, to uint64, refused []error, err error) {
	if !s.dead && s.w.chance(s.w.o.rates.tabletDown) { // it writes several records: some of them are on disk
		_, _, _, err := s.Home.Merge(ops[:s.w.rng.IntN(len(ops)+1)])
		return 0, 0, nil, errors.Join(err, s.die("in the middle of Merge"))
	}
	err = s.write("Merge", func() (err error) {
		from, to, refused, err = s.Home.Merge(ops)
		return err
	})
	return from, to, refused, err
}

func (s *session) SetPeer(name string, data []byte) error {
	return s.write("SetPeer", func() error { return s.Home.SetPeer(name, data) })
}

func (s *session) Renew() error { return s.write("Renew", s.Home.Renew) }

func (s *session) KeepHandout(name string, data []byte) error {
	return s.write("KeepHandout", func() error { return s.Home.KeepHandout(name, data) })
}

func (s *session) AddPhoto(sum wire.Sum, r io.Reader) error {
	return s.write("AddPhoto", func() error { return s.Home.AddPhoto(sum, r) })
}
