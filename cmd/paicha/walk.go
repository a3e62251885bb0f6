package main

import (
	"context"
	"crypto/ed25519"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	"github.com/google/uuid"
	"golang.org/x/term"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/store"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/app"
	"anquan.example/paicha/tui/widget"
)

// walk opens the terminal program. The store is opened after the first frame, in the background.
func (p *program) walk(ctx context.Context) error {
	if !p.terminal() {
		return usageError{fmt.Errorf("%s", p.w.CLI.NoTerminal)}
	}
	d := &desk{p: p, park: startPark(p)}
	err := app.Run(ctx, app.Options{
		Words: p.w, Open: d.open, Library: d.library, Now: p.now, NewID: newID,
		Park: d.park, Unlock: d.unlock, Idle: idle, PhotoDir: p.photos, Export: d.export, Paper: d.paper, Print: p.printFile, Colourless: widget.Colourless(p.getenv),
	}, p.in, p.out)
	return errors.Join(err, d.close())
}

// idle is how long nobody touches a locked home's tablet before the PIN is asked for again.
const idle = 5 * time.Minute

// newID is the id of people's things: inspections, findings, units, enterprises. UUIDv7 sorts by time.
func newID() string { return uuid.Must(uuid.NewV7()).String() }

func (p *program) terminal() bool {
	in, ok := p.in.(*os.File)
	if !ok || !term.IsTerminal(int(in.Fd())) {
		return false
	}
	out, ok := p.out.(*os.File)
	return ok && term.IsTerminal(int(out.Fd()))
}

// desk opens the store for the screens, and closes it once they are gone.
type desk struct {
	p    *program
	park *park
	mu   sync.Mutex // guards the next
	s    *store.Store
}

func (d *desk) open(secret string) (tui.Desk, error) {
	home, err := d.p.homeDir()
	if err != nil {
		return nil, err
	}
	o := d.p.options()
	if secret != "" {
		o.Secret = secret
	}
	s, err := store.Open(home, o)
	if errors.Is(err, store.ErrLocked) || errors.Is(err, store.ErrWrongSecret) {
		return nil, &tui.Locked{Err: err}
	}
	if err != nil {
		return nil, err
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.s = s
	d.park.start(s)
	return &counter{s, d}, nil
}

// counter is the store as screens see it: what is recorded wakes sync, and what the park handed out is at hand.
type counter struct {
	*store.Store
	d *desk
}

// Record is the store's; sync takes it from there.
func (c *counter) Record(ps ...inspection.Payload) ([]inspection.Op, error) {
	ops, err := c.Store.Record(ps...)
	if err == nil {
		c.d.park.recorded()
	}
	return ops, err
}

// Enterprises is the park's register, then those that were met and are not on it.
func (c *counter) Enterprises() ([]inspection.Enterprise, error) { return enterprises(c.Store) }

// Names is whose feed is whose, by the park's list of devices.
func (c *counter) Names() map[inspection.FeedID]string { return feedNames(c.d.p.w, tabletOf(c.Store)) }

// ParkKey is the key of the park that the home is enrolled at.
func (c *counter) ParkKey() ed25519.PublicKey { return c.d.p.parkKey(c.Store) }

func (d *desk) unlock(secret string) error { return d.s.Unlock(secret) }

// library is the criteria for new inspections, kept beside the data: what is answered against them can be read and
// judged for ever. A *tui.News says, once, that they are new ones from the park.
func (d *desk) library() (*checklist.Library, error) {
	// others who have this version of the program answer against these
	if _, err := d.s.KeepLibrary(paicha.Checklists); err != nil {
		return nil, &tui.Unkept{Err: err}
	}
	lib, data, err := d.p.criteriaOf(d.s)
	if err != nil {
		return nil, err
	}
	if _, err := d.s.KeepLibrary(data); err != nil {
		return nil, &tui.Unkept{Err: err}
	}
	return lib, d.newCriteria(lib)
}

// toldNote is the revision of the park's criteria that was told of.
const toldNote = "criteria-told"

func (d *desk) newCriteria(lib *checklist.Library) error {
	if lib.Revision != handedCriteria(d.s) || d.p.checklists != "" {
		return nil
	}
	told, err := d.s.Note(toldNote)
	if err != nil || string(told) == lib.Revision {
		return nil // a note that cannot be read is no reason to tell it again and again
	}
	if err := d.s.SetNote(toldNote, []byte(lib.Revision)); err != nil {
		return nil
	}
	return &tui.News{Err: newCriteria(d.p.w, lib.Revision)}
}

// export writes the findings list as HTML and XLSX into the home's reports folder.
func (d *desk) export(id string) (files []string, err error) {
	for _, ending := range []string{"html", "xlsx"} {
		file, err := d.paper(id, findingsList, nil, ending)
		if err != nil {
			return files, err
		}
		files = append(files, file)
	}
	return files, nil
}

// paper writes a paper into the home's reports folder.
func (d *desk) paper(id, kind string, findings []string, ending string) (string, error) {
	src, err := d.p.source(d.s, id)
	if err != nil {
		return "", err
	}
	dir := d.s.ReportDir()
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", err
	}
	file := filepath.Join(dir, d.p.paperFile(src, kind, findings)+"."+ending)
	if err := d.p.writePaper(d.s, file, kind, src, findings...); err != nil {
		return "", err
	}
	return file, d.s.Exported(file)
}

// fileName is a name that every file system takes.
func fileName(s string) string {
	s = strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) || r < 0x20 {
			return '_'
		}
		return r
	}, plain(s))
	return strings.TrimLeft(s, ".")
}

func (d *desk) close() error {
	d.park.stop()
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.s == nil {
		return nil
	}
	return d.s.Close()
}
