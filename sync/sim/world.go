package sim

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// Options is what a world is made of; the zero Options will do.
type Options struct {
	Steps int // 0: 18 to 57, by the seed
	// Tablet makes a tablet; nil: one in memory. random gives 32 bytes for each key, now is the tablet's clock.
	Tablet func(random func() []byte, now func() time.Time) (Home, error)
	// Books makes the park's ledger; nil: one in memory.
	Books func() (Books, error)
	// Enrol enrols by code over the link, which takes the time that stretching the code takes; else one seed in 1024 does.
	Enrol bool
	// Broken is put in on purpose, to prove that the checks see what they are for.
	Broken Defect

	// Detail puts what is said in each exchange into the trace.
	Detail bool

	rates rates
}

// rates is how often what goes wrong, out of a thousand; each seed has its own.
type rates struct {
	link, parkDown, parkFull, parkTwice, tabletDown, tabletFull, meanwhile int
}

// Report is what became of a run.
type Report struct {
	Seed     uint64
	Steps    int
	Syncs    int
	Requests int
	Ops      int // acknowledged
	Photos   int
	Tablets  int
	Closed   int            // findings
	Numbered int            // papers
	Did      map[string]int // how often each step
	Failures []string       // each with its step
	Trace    []string
	Hash     uint64 // of the trace
}

// Failed says whether a promise was broken.
func (r Report) Failed() bool { return len(r.Failures) > 0 }

// unit is a tablet of the world.
type unit struct {
	name     string
	home     Home
	session  *session
	engine   *client.Engine
	skew     time.Duration
	enrolled bool
	gone     bool // lost or broken
	backups  []Home
	requests int
	known    map[inspection.Hash]int // how often each operation is in its records
	read     uint64                  // records that known is of
}

// acked is an operation that Record acknowledged.
type acked struct {
	wire.Raw
	kind string
	by   string
}

type world struct {
	o       Options
	seed    uint64
	rng     *rand.Rand
	report  Report
	step    int
	details []int // lines of the trace that Options.Detail added
	now     time.Time
	quiet   int // above zero nothing goes wrong
	depth   int // of syncs within syncs

	books    Books
	blobs    *blobs
	park     *server.Park
	handler  http.Handler
	down     error
	parkSkew time.Duration
	backups  []backup
	late     []message
	known    map[inspection.Hash]stored // at the park, up to the arrival indexed
	indexed  uint64
	revoked  []wire.FeedID

	parkFeeds map[wire.FeedID]bool // the park's own, one after another
	given     map[string]bool      // numbers of papers that the park gave, or tried to (numberOf)

	verified *verified
	lose     func(inspection.Hash) bool // Defect LostFinding
	units    []*unit
	wicked   *wicked
	acked    map[inspection.Hash]acked
	excused  map[inspection.Hash]string // why it is nowhere any more
	photos   map[wire.Sum][]byte
}

// Run plays the world of a seed to its end and says what was broken. The same seed gives the same run.
func Run(seed uint64, o Options) (r Report) {
	w := newWorld(seed, o)
	defer func() {
		if p := recover(); p != nil {
			w.fail("panic: %v\n%s", p, debug.Stack())
		}
		for _, u := range w.units {
			u.home.Close()
		}
		r = w.finish()
	}()
	w.begin()
	for w.step = 1; w.step <= w.report.Steps && !w.report.Failed(); w.step++ {
		w.now = w.now.Add(time.Duration(w.rng.IntN(600)) * time.Second)
		w.play()
	}
	if !w.report.Failed() {
		w.end()
	}
	return
}

func newWorld(seed uint64, o Options) *world {
	w := &world{
		o: o, seed: seed, rng: rand.New(rand.NewPCG(seed, 0x9a1c4a)), now: time.Date(2026, 11, 25, 1, 0, 0, 0, time.UTC),
		known: map[inspection.Hash]stored{}, acked: map[inspection.Hash]acked{}, excused: map[inspection.Hash]string{},
		parkFeeds: map[wire.FeedID]bool{}, given: map[string]bool{},
		photos: map[wire.Sum][]byte{}, verified: &verified{map[inspection.Hash]bool{}, map[string]*wire.Receipt{}},
		report: Report{Seed: seed, Steps: o.Steps, Did: map[string]int{}},
	}
	if w.o.Tablet == nil {
		w.o.Tablet = func(random func() []byte, now func() time.Time) (Home, error) {
			t := NewTablet(random, now)
			t.verified = w.verified
			return memoryHome{t}, nil
		}
	}
	if w.o.Books == nil {
		w.o.Books = func() (Books, error) { return memoryBooks{server.NewMemory()}, nil }
	}
	if w.report.Steps == 0 {
		w.report.Steps = 18 + w.rng.IntN(40)
	}
	w.o.Enrol = w.o.Enrol || seed%1024 == 1023
	rate := func(most int) int { return []int{0, 0, most / 4, most}[w.rng.IntN(4)] }
	w.o.rates = rates{
		link: rate(300), parkDown: rate(40), parkFull: rate(60), parkTwice: rate(200), tabletDown: rate(60), tabletFull: rate(100),
		meanwhile: rate(150),
	}
	return w
}

func (w *world) begin() {
	books, err := w.o.Books()
	if err != nil {
		w.fail("books: %v", err)
		return
	}
	w.books, w.blobs = books, newBlobs(w)
	w.parkSkew = w.drawSkew()
	w.setUp()
	for range 2 + w.rng.IntN(4) {
		w.addUnit(nil, "")
	}
	w.note("%d tablets, %d steps, rates %+v, the park's clock off by %s", len(w.units), w.report.Steps, w.o.rates, w.parkSkew)
}

// addUnit puts a tablet into the world: a new one, or one with that home.
func (w *world) addUnit(home Home, name string) *unit {
	u := &unit{name: name, skew: w.drawSkew(), known: map[inspection.Hash]int{}}
	if name == "" {
		u.name = "T" + fmt.Sprint(len(w.units)+1)
	}
	if home == nil {
		var err error
		if home, err = w.o.Tablet(func() []byte { return w.random(32) }, func() time.Time { return w.now.Add(u.skew) }); err != nil {
			w.fail("%s: %v", u.name, err)
			return nil
		}
	}
	u.home = home
	w.units = append(w.units, u)
	w.noteOwn(u)
	return u
}

// drawSkew is how wrong a clock is: mostly by seconds, at times by years.
func (w *world) drawSkew() time.Duration {
	switch w.rng.IntN(6) {
	case 0:
		return time.Duration(w.rng.IntN(20)-10) * 365 * 24 * time.Hour
	case 1:
		return time.Duration(w.rng.IntN(200)-100) * time.Hour
	}
	return time.Duration(w.rng.IntN(60)-30) * time.Second
}

func (w *world) parkNow() time.Time { return w.now.Add(w.parkSkew) }
func (w *world) parkMilli() uint64  { return uint64(w.parkNow().UnixMilli()) }

func (w *world) random(n int) []byte {
	b := make([]byte, 0, n+8)
	for len(b) < n {
		b = binary.LittleEndian.AppendUint64(b, w.rng.Uint64())
	}
	return b[:n]
}

// chance says whether what happens so often out of a thousand happens now.
func (w *world) chance(rate int) bool {
	return rate > 0 && w.quiet == 0 && w.rng.IntN(1000) < rate
}

// calmly does something that nothing disturbs.
func (w *world) calmly(do func()) {
	w.quiet++
	do()
	w.quiet--
}

func (w *world) note(format string, args ...any) {
	w.report.Trace = append(w.report.Trace, fmt.Sprintf("%3d ", w.step)+fmt.Sprintf(format, args...))
}

func (w *world) fail(format string, args ...any) {
	text := fmt.Sprintf(format, args...)
	w.note("BROKEN: %s", text)
	w.report.Failures = append(w.report.Failures, fmt.Sprintf("step %d: %s", w.step, text))
}

func (w *world) finish() Report {
	r := &w.report
	r.Ops, r.Photos, r.Tablets = len(w.acked), len(w.photos), len(w.units)
	h := uint64(14695981039346656037)
	for n, line := range r.Trace {
		if slices.Contains(w.details, n) {
			continue
		}
		for n := range len(line) {
			h = (h ^ uint64(line[n])) * 1099511628211
		}
	}
	r.Hash = h
	return *r
}

// alive is the tablets that are not lost.
func (w *world) alive() []*unit {
	return slices.DeleteFunc(slices.Clone(w.units), func(u *unit) bool { return u.gone })
}

func (w *world) anyone() *unit {
	all := w.alive()
	if len(all) == 0 {
		return nil
	}
	return all[w.rng.IntN(len(all))]
}

const peerName = "park"

// enrol puts a tablet on the park's list and keeps the park on it.
func (w *world) enrol(u *unit) {
	w.drop(u)
	if w.park == nil {
		return
	}
	if w.o.Enrol {
		code, err := w.park.Invite(context.Background(), u.name, "专家甲", wire.RoleExpert, time.Hour)
		if err == nil {
			s := &session{Home: u.home, w: w, u: u}
			_, err = client.Enrol(context.Background(), s, peerName, "https://park.example#"+code, "sim", link{s})
		}
		if w.down != nil {
			w.blobs.crash()
			w.openPark()
		}
		w.note("  %s enrols by code: %s", u.name, short(err))
		u.enrolled = err == nil
		return
	}
	d := wire.Device{Feed: u.home.Feed(), Key: u.home.Public(), Name: u.name, Person: "专家甲", Role: wire.RoleExpert, Since: w.parkMilli()}
	w.update(func(tx server.Tx) error {
		if known, err := tx.Device(d.Feed); err != nil || known != nil {
			return err
		}
		return tx.SetDevice(d)
	})
	about := w.park.About()
	about.Epoch = wire.Epoch{}
	if err := u.home.SetPeer(peerName, wire.Encode(client.Peer{URL: "https://park.example", Park: about, Device: d})); err != nil {
		w.fail("%s: keep the park: %v", u.name, err)
	}
	u.enrolled = true
}

// drop ends the engine without a word.
func (w *world) drop(u *unit) {
	if u.session != nil {
		u.session.dead = true
	}
	u.session, u.engine = nil, nil
}

// engineOf is the tablet's engine, made anew when there is none; nil when it is not enrolled.
func (w *world) engineOf(u *unit) *client.Engine {
	if u.session != nil && u.session.dead {
		w.drop(u)
		home, err := u.home.Crashed()
		if err != nil {
			w.fail("%s does not come back after a crash: %v", u.name, err)
			return nil
		}
		u.home = home
		w.noteOwn(u)
	}
	if u.engine != nil {
		return u.engine
	}
	s := &session{Home: u.home, w: w, u: u}
	e, err := client.New(s, peerName, client.Options{Now: func() time.Time { return w.now.Add(u.skew) }, HTTP: link{s}, Serial: true})
	if errors.Is(err, client.ErrNotEnrolled) {
		return nil
	}
	if err != nil {
		w.fail("%s: %v", u.name, err)
		return nil
	}
	u.session, u.engine = s, e
	return e
}

// sync syncs a tablet and checks what it then calls held.
func (w *world) sync(u *unit) (client.Status, error) {
	e := w.engineOf(u)
	if e == nil {
		return client.Status{}, client.ErrNotEnrolled
	}
	w.report.Syncs++
	before := u.requests
	w.depth++
	err := e.Sync(context.Background())
	w.depth--
	s := e.Status()
	w.note("%s syncs: %d requests, %d sent, %d got, %d of %d held, photos %d of %d: %s", u.name, u.requests-before, s.Sent, s.Got, s.Held, s.Operations, s.PhotosHeld, s.Photos, short(err))
	w.noteOwn(u)
	w.checkHeld(u)
	w.checkStatus(u, s)
	return s, err
}

// meanwhile is what happens elsewhere while a request is on its way.
func (w *world) meanwhile(u *unit) {
	if w.depth > 1 || !w.chance(w.o.rates.meanwhile) {
		return
	}
	switch w.rng.IntN(3) {
	case 0:
		w.note("  meanwhile somebody writes on %s", u.name)
		w.record(u, 1)
	case 1:
		w.deliverLate()
	case 2:
		if other := w.anyone(); other != nil && other != u && other.enrolled {
			w.note("  meanwhile:")
			_, _ = w.sync(other)
		}
	}
}

// deliverLate lets a request arrive that was sent long ago.
func (w *world) deliverLate() {
	if len(w.late) == 0 {
		return
	}
	n := w.rng.IntN(len(w.late))
	m := w.late[n]
	w.late = slices.Delete(w.late, n, n+1)
	a := w.deliver(m)
	w.note("  an old %s arrives: %s", m.method, a.say())
}

func (a *answer) say() string {
	if a == nil {
		return "nobody is there"
	}
	return fmt.Sprint(a.status)
}

func short(err error) string {
	if err == nil {
		return "done"
	}
	return strings.ReplaceAll(err.Error(), "\n", "; ")
}

// noteOwn reads what is new in a tablet's records.
func (w *world) noteOwn(u *unit) {
	if err := u.home.Read(u.read, func(record uint64, ops []wire.Raw) error {
		u.read = record
		for _, op := range ops {
			u.known[op.Hash]++
			if _, there := w.acked[op.Hash]; !there && u.home.Own(op.Feed) {
				w.acked[op.Hash] = acked{Raw: op, kind: op.Kind, by: u.name}
			}
		}
		return nil
	}); err != nil {
		w.fail("%s cannot be read: %v", u.name, err)
	}
}

// reread forgets what was known of a tablet's records: it was put back.
func (w *world) reread(u *unit) {
	u.known, u.read = map[inspection.Hash]int{}, 0
	w.noteOwn(u)
}

// destroy does what may lose operations by its nature; those that were there before and are nowhere after are excused.
func (w *world) destroy(why string, do func()) {
	before := w.everywhere()
	do()
	after := w.everywhere()
	for h := range w.acked {
		if before[h] && !after[h] {
			w.excused[h] = why
		}
	}
}

// everywhere is every operation that is on a tablet or at the park.
func (w *world) everywhere() map[inspection.Hash]bool {
	all := map[inspection.Hash]bool{}
	for h := range w.atPark() {
		all[h] = true
	}
	for _, u := range w.alive() {
		for h := range u.known {
			all[h] = true
		}
	}
	return all
}
