package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/pgtest"
	"anquan.example/paicha/park/load"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

var (
	kills    = flag.Int("kills", 5, "how often parkd is killed")
	killSeed = flag.Uint64("seed", 0, "seed of the kills; 0 draws one")
)

// siege is a home whose parkd is killed again and again, and its database's server with it, and what it had acknowledged.
type siege struct {
	t       *testing.T
	home    string
	server  *pgtest.Instance // nil: the database is a file
	address string
	rng     *rand.Rand
	tablets []*load.Tablet // those that push, behind those that rest
	clerk   *load.Browser  // the administrator's, at a page
	readers siegeReaders
	rt      *http.Transport
	dying   atomic.Bool // somebody is being killed: until then nobody may get an error

	mu    sync.Mutex // guards the next three
	acts  int        // tried at the park so far
	acked map[string]bool
	paged [resting][]string // of acked, done at a page, by the tablet whose finding it is
}

// resting is how many tablets only record something at the beginning: people act on that. They are many, so that none of it grows large.
const resting = 20

// P1, P2: killing the server at any moment loses nothing that it acknowledged, keeps nothing twice, and it serves again at
// once. Tablets push text and photos, browsers read pages, people do things at the park at a page and by other processes, and kill -9
// ends all of it in the middle. Nobody gets an error before that, and a page shows all that was done at a page before it was asked for.
func TestP2KillLosesNothing(t *testing.T) {
	if *killSeed == 0 {
		*killSeed = rand.Uint64()
	}
	t.Run("SQLite", func(t *testing.T) { besiege(t, nil) })
	t.Run("PostgreSQL", func(t *testing.T) {
		server := pgtest.Server(t)
		t.Setenv("PARKD_DB", server.URL())
		besiege(t, server)
	})
}

func besiege(t *testing.T, db *pgtest.Instance) {
	s := &siege{t: t, home: filepath.Join(t.TempDir(), "园区"), server: db, address: freeAddress(t), acked: map[string]bool{},
		rng: rand.New(rand.NewPCG(*killSeed, 1)), rt: &http.Transport{MaxIdleConnsPerHost: *tabletsAtOnce + *browsersAtOnce + resting}}
	defer s.rt.CloseIdleConnections()
	t.Logf("-seed %d replays the moments", *killSeed)
	began := s.serve()
	s.enrol(began)
	if err := began.kill(); err != nil {
		t.Fatal(err)
	}
	slowest := time.Duration(0)
	held := counts{}
	for n := range *kills {
		at := time.Now()
		c := s.serve()
		slowest = max(slowest, time.Since(at))
		s.storm(c)
		if held = s.survived(); t.Failed() {
			t.Fatalf("after kill %d, -seed %d", n+1, *killSeed)
		}
		if (n+1)%20 == 0 {
			t.Logf("%d kills: %d operations, %d photos, %d acts, %d pages", n+1, held.ops, held.photos, len(s.acked), s.readers.read.Load())
		}
	}
	paged := len(slices.Concat(s.paged[:]...))
	if held.ops < *kills || held.photos == 0 || paged == 0 || paged == len(s.acked) {
		t.Errorf("%d operations, %d photos and %d acts, %d of them at a page, were acknowledged over %d kills: the server hardly ran",
			held.ops, held.photos, len(s.acked), paged, *kills)
	}
	if s.readers.read.Load() == 0 || s.readers.compared.Load() == 0 {
		t.Errorf("%d pages were read, %d compared", s.readers.read.Load(), s.readers.compared.Load())
	}
	t.Logf("| %d kills; %d tablets, %d browsers | %d operations, %d photos, %d acts by commands and %d at a page acknowledged | 0 lost, 0 twice, tables as made anew | serves again within %d ms |",
		*kills, len(s.tablets)-resting, len(s.readers.all), held.ops, held.photos, len(s.acked)-paged, paged, slowest.Milliseconds())
	t.Logf("| %d pages read meanwhile, 0 errors before a kill | %d of them looked through for acts done before, %d in all: 0 missing, 0 twice |",
		s.readers.read.Load(), s.readers.compared.Load(), s.readers.acts.Load())
}

func (s *siege) serve() *child {
	s.t.Helper()
	c, err := serveChild(s.home, s.address)
	if err != nil {
		s.t.Fatal(err)
	}
	return c
}

var plainInvitation = regexp.MustCompile(`http://\S+#[0-9A-Z]{4}-[0-9A-Z]{4}`)

// enrol puts tablets on the list, has each of them record something that can be acted on, and signs the administrator in.
func (s *siege) enrol(c *child) {
	s.t.Helper()
	s.clerk = c.admin(s.t, s.rt)
	out, err := command(s.home, "invite", "平板1", "--person", "专家甲").Output()
	if err != nil {
		s.t.Fatal(err)
	}
	if s.tablets, err = load.Tablets(s.t.Context(), resting+*tabletsAtOnce, plainInvitation.FindString(string(out)), s.rt); err != nil {
		s.t.Fatal(err)
	}
	for _, tablet := range s.tablets {
		if err := errors.Join(tablet.Say(5), tablet.Sync(s.t.Context())); err != nil {
			s.t.Fatal(err)
		}
	}
	s.readers.all = make([]*load.Browser, *browsersAtOnce)
	for n := range s.readers.all {
		if s.readers.all[n], err = s.clerk.As("http://"+s.address, s.rt); err != nil {
			s.t.Fatal(err)
		}
	}
}

// storm pushes, reads and acts until parkd is killed, which is a random moment after so many things were acknowledged.
func (s *siege) storm(c *child) {
	ctx, cancel := context.WithCancel(s.t.Context())
	defer cancel()
	s.dying.Store(false)
	if err := s.act(ctx, s.page); err != nil { // before the others begin: while tablets push without a pause a page seldom gets its turn
		s.t.Fatal("a page does not act:", err)
	}
	if err := s.look(ctx, s.clerk, 0); err != nil {
		s.t.Fatal(err)
	}
	done := make(chan struct{}, 1024)
	var wait sync.WaitGroup
	for n, tablet := range s.tablets[resting:] {
		r := rand.New(rand.NewPCG(s.rng.Uint64(), uint64(n)))
		wait.Go(func() {
			for ctx.Err() == nil {
				if err := s.push(ctx, tablet, r); err == nil {
					told(done)
				} else {
					s.trouble(err)
				}
			}
		})
	}
	for n := range s.readers.all {
		wait.Go(func() {
			for k := n; ctx.Err() == nil; k++ {
				s.trouble(s.look(ctx, s.readers.all[n], k))
			}
		})
	}
	for _, act := range []func(context.Context, int, string) error{s.command, s.page} {
		wait.Go(func() {
			for ctx.Err() == nil {
				if s.act(ctx, act) == nil {
					told(done)
				}
			}
		})
	}
	for range 3 + s.rng.IntN(40+*tabletsAtOnce) {
		<-done
	}
	time.Sleep(time.Duration(s.rng.IntN(20_000)) * time.Microsecond) // the moment, not a wait for anything
	s.dying.Store(true)
	if s.server == nil || s.rng.IntN(2) == 0 {
		err := c.kill()
		cancel()
		wait.Wait()
		if err != nil {
			s.t.Fatal(err)
		}
		return
	}
	s.server.Kill()
	cancel()
	wait.Wait()
	s.server.Start()
	s.answers() // by itself: parkd was not started again
	if err := c.kill(); err != nil {
		s.t.Fatal(err)
	}
}

// trouble is what somebody got while nobody was being killed.
func (s *siege) trouble(err error) {
	if err != nil && !s.dying.Load() {
		s.t.Error("before the kill:", err)
	}
}

func told(done chan<- struct{}) {
	select {
	case done <- struct{}{}:
	default:
	}
}

// push says something, now and then with a photo; all tablets together say as much however many they are.
func (s *siege) push(ctx context.Context, t *load.Tablet, r *rand.Rand) error {
	err := t.Say(1 + r.IntN(1+300/len(s.tablets)))
	if err == nil && r.IntN(4) == 0 {
		err = t.Shoot(1 + r.IntN(1_500_000/len(s.tablets)))
	}
	return errors.Join(err, t.Sync(ctx))
}

// act does something at the park that nobody did before, and remembers it when it was acknowledged.
func (s *siege) act(ctx context.Context, do func(context.Context, int, string) error) error {
	s.mu.Lock()
	s.acts++
	n := s.acts
	s.mu.Unlock()
	words := fmt.Sprintf("请补拍第%d处", n)
	if err := do(ctx, n%resting, words); err != nil {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.acked[words] = true
	return nil
}

// command acts in a process of its own that writes to the same database; it ends with the storm.
func (s *siege) command(ctx context.Context, n int, words string) error {
	on, _ := s.tablets[n].Finding()
	c := command(s.home, "sendback", on, "--criterion", "mem10:11.1", "--words", words, "--by", "园区王某某")
	if err := c.Start(); err != nil {
		return err
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	select {
	case err := <-ended:
		return err
	case <-ctx.Done():
		_ = c.Process.Kill()
		return <-ended
	}
}

// page acts as an administrator at a browser.
func (s *siege) page(ctx context.Context, n int, words string) error {
	inspection, finding := s.tablets[n].Finding()
	page := "http://" + s.address + "/findings/" + inspection + "/" + finding
	err := s.clerk.Act(ctx, page, page+"/send-back", url.Values{"words": {words}})
	if err == nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.paged[n] = append(s.paged[n], words)
	}
	return err
}

// counts is how much was acknowledged and is there.
type counts struct{ ops, photos int }

// survived opens what the killed server left, and looks for all that it had acknowledged.
func (s *siege) survived() (held counts) {
	t := s.t
	t.Helper()
	db, err := sqldb.Open(cmp.Or(os.Getenv("PARKD_DB"), filepath.Join(s.home, ledgerFile)))
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	if s.server == nil {
		sound(t, db)
	}
	blobs, err := server.OpenFiles(filepath.Join(s.home, photoDir))
	if err != nil {
		t.Fatal(err)
	}
	park, err := server.Open(t.Context(), db, blobs, server.Options{})
	if err != nil {
		t.Fatal(err)
	}
	projected(t, db)
	kept := s.kept(park)
	for _, tablet := range s.tablets {
		ops, photos, err := tablet.Held()
		if err != nil {
			t.Fatal(err)
		}
		held.ops += len(ops)
		for seq, hash := range ops {
			if kept[inspection.Ref{Feed: tablet.Feed(), Seq: seq}] != hash {
				t.Errorf("%s: operation %d was acknowledged and is not there", tablet.Name, seq)
			}
		}
		held.photos += len(photos)
		for _, sum := range photos {
			if err := whole(park, sum); err != nil {
				t.Errorf("%s: photo %s was acknowledged: %v", tablet.Name, sum, err)
			}
		}
	}
	return held
}

// sound says that SQLite finds no fault in its file.
func sound(t *testing.T, db *sqldb.DB) {
	t.Helper()
	says := ""
	if err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
		_, err := tx.Row(`PRAGMA integrity_check`, nil, &says)
		return err
	}); err != nil || says != "ok" {
		t.Errorf("the database is %q: %v", says, err)
	}
}

// kept is every operation that is there; none twice. What was done at the park is there, too.
func (s *siege) kept(park *server.Park) map[inspection.Ref]inspection.Hash {
	t := s.t
	t.Helper()
	feeds, err := park.Feeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	kept, tasks := map[inspection.Ref]inspection.Hash{}, map[string]int{}
	for _, f := range feeds {
		if len(f.Gaps)+len(f.Branches)+len(f.Doubtful) > 0 {
			t.Errorf("feed %s has %d gaps and %d branches", f.ID, len(f.Gaps), len(f.Branches))
		}
		ops, err := park.Operations(t.Context(), f.ID)
		if err != nil {
			t.Fatal(err)
		}
		if uint64(len(ops)) != f.Ops || f.Ops != f.Seq {
			t.Errorf("feed %s: %d operations are there, it says %d, up to %d", f.ID, len(ops), f.Ops, f.Seq)
		}
		for _, op := range ops {
			if _, twice := kept[op.Ref]; twice {
				t.Errorf("operation %s is there twice", op.Ref)
			}
			kept[op.Ref] = op.Hash()
			if task, is := op.Payload.(*inspection.TaskSet); is {
				tasks[task.Words]++
			}
		}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for words := range s.acked {
		if tasks[words] != 1 {
			t.Errorf("%s was acknowledged and is there %d times", words, tasks[words])
		}
	}
	return kept
}

// projected says that the tables that pages ask are, once they have caught up, what they are when they are made anew.
func projected(t *testing.T, db *sqldb.DB) {
	t.Helper()
	lib, err := checklist.Parse("checklists.yaml", paicha.Checklists)
	if err != nil {
		t.Fatal(err)
	}
	p := project.New(db, project.Sectors(lib), time.Now)
	if _, err := p.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	was := digest(t, db)
	if err := p.Rebuild(t.Context()); err != nil {
		t.Fatal(err)
	}
	if now := digest(t, db); was != now {
		t.Errorf("the tables differ from those made anew: %s, %s", was, now)
	}
}

// digest is the sum of the projections.
func digest(t *testing.T, db *sqldb.DB) (sum string) {
	t.Helper()
	if err := db.Read(t.Context(), func(tx *sqldb.Tx) (err error) {
		sum, err = project.Digest(tx)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return sum
}

// whole reads a photo and says whether it is what its hash says.
func whole(park *server.Park, sum wire.Sum) (err error) {
	f, _, err := park.OpenPhoto(sum)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return err
	}
	if wire.Sum(h.Sum(nil)) != sum {
		return os.ErrInvalid
	}
	return nil
}
