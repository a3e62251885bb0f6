// Package app is the router of the tablet's terminal program: one Bubble Tea model that holds the stack of pages, draws
// the header, footer, help and error bar around the one in front, and takes each message to whom it is for: overlays
// first, then global keys and taps, then navigation and addressed results, then the page in front. Each is a file.
package app

import (
	"errors"
	"fmt"
	"io"
	"time"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// Options is what the program is made with. Words, Open, Now and NewID are needed.
type Options struct {
	Words *words.Words
	// Open opens the store, of a locked home with the secret ("" at first); it runs after the first frame. A *tui.Locked
	// asks for the secret; another error stays on screen.
	Open func(secret string) (tui.Desk, error)
	// Unlock checks the secret of an open store, and Idle is how long nobody touches anything before it is asked for. They
	// are used while the desk has a method Locked that says true; nil and 0: the screen never locks.
	Unlock func(secret string) error
	Idle   time.Duration
	// Library reads the criteria for new inspections; it runs after Open.
	Library  func() (*checklist.Library, error)
	Now      func() time.Time
	NewID    func() string
	PhotoDir string
	// Export writes an inspection's findings list as files; nil: cannot.
	Export func(inspection string) ([]string, error)
	// Paper writes a paper as a file, Print hands a file to the printer; nil: cannot.
	Paper      func(inspection, kind string, findings []string, ending string) (string, error)
	Print      func(file string) error
	Park       tui.Park  // nil: none
	Colourless bool      // widget.Colourless of the environment
	Theme      string    // "dark" or "light" whatever the terminal's background, "plain"; "" as the terminal is
	Log        io.Writer // every message's type, a line each; nil none
	// Tick replaces the clock of tui.Deps.Later, for tests.
	Tick func(time.Duration, tea.Msg) tea.Cmd
}

// Model is the program. It is a pointer; its methods run on the program's goroutine only.
type Model struct {
	options Options
	deps    *tui.Deps
	makers  map[tui.Kind]tui.Maker
	stack   []entry // the last is in front; never empty

	width, height int
	overlay       *help     // nil: none
	lock          *lock     // nil: open
	touched       time.Time // the last key or tap
	trouble       error     // stays until dismissed or followed by success
	notices       []error   // what the store told and nobody has dismissed
	openErr       error     // the store did not open: nothing else can be done
	unsaved       bool      // the last operation was refused
	saved         time.Time
	clock         time.Time // device time at the last key or tap
	fixed         bool      // the theme does not follow the terminal's background
	tapped        tap       // the last, to tell a bounce

	park    tui.ParkStatus  // as it is shown
	parkNew *tui.ParkStatus // to be shown when nobody types
	library *opened         // criteria that the park handed out, the same
	news    []error         // to be told on the first page
}

// entry is a page of the stack.
type entry struct {
	page   tui.Page
	screen tui.Screen
}

// New is the program with home in front; nothing is opened before Init's commands run.
func New(o Options) *Model { return newWith(o, makers) }

func newWith(o Options, table map[tui.Kind]tui.Maker) *Model {
	m := &Model{options: o, makers: table, clock: o.Now()}
	m.deps = &tui.Deps{
		Words: o.Words, Theme: widget.ThemeFor(true), Now: o.Now, NewID: o.NewID, PhotoDir: o.PhotoDir, Tick: o.Tick, Export: o.Export, Paper: o.Paper, Print: o.Print, Park: o.Park,
	}
	if t, ok := widget.ThemeNamed(o.Theme); ok {
		m.deps.Theme, m.fixed = t, true
	}
	if o.Colourless {
		m.deps.Theme, m.fixed = widget.Plain(), true
	}
	home := tui.Page{Kind: tui.Home}
	m.stack = []entry{{home, table[tui.Home](m.deps, home)}}
	return m
}

// opened is the store, or why it did not open.
type opened struct {
	desk    tui.Desk
	library *checklist.Library
	err     error
}

// Init asks for the background and opens the store.
func (m *Model) Init() tea.Cmd {
	cmds := []tea.Cmd{m.front().screen.Init(), func() tea.Msg { return m.open("") }}
	if !m.fixed {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	return tea.Batch(cmds...)
}

func (m *Model) open(secret string) tea.Msg {
	desk, err := m.options.Open(secret)
	if err == nil && desk == nil {
		err = errors.New("no store")
	}
	o := opened{desk: desk, err: err}
	if err == nil && m.options.Library != nil {
		o.library, o.err = m.options.Library()
	}
	return o
}

// Update takes the message to the first that it is for.
func (m *Model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	m.log(msg)
	for _, route := range []func(tea.Msg) (tea.Cmd, bool){m.window, m.atLock, m.toOverlay, m.keys, m.mouse, m.navigate, m.deliver} {
		if cmd, done := route(msg); done {
			return m, m.after(cmd)
		}
	}
	return m, m.after(m.front().screen.Update(msg))
}

// after is what follows every message: what waited for typing to end, and the page's room.
func (m *Model) after(cmd tea.Cmd) tea.Cmd {
	if more := m.settle(); more != nil {
		cmd = tea.Batch(cmd, more)
	}
	m.resize()
	return cmd
}

func (m *Model) front() entry { return m.stack[len(m.stack)-1] }

func (m *Model) log(msg tea.Msg) {
	if m.options.Log != nil {
		// a log that cannot be written must not stop the walk
		_, _ = fmt.Fprintf(m.options.Log, "%s %T\n", m.options.Now().Format(time.RFC3339Nano), msg)
	}
}
