// Package tui is the contract of a screen of the tablet's terminal program. The router is tui/app, each screen a
// package of its own (tui/home, tui/walk …), parts below a screen are in tui/widget. Nothing that can
// wait runs in Update; what it leads to comes back as a message addressed to the page that asked.
package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui/widget"
)

// Kind is a kind of screen; tui/app has one maker for each.
type Kind string

// Kinds.
const (
	Home    Kind = "home"
	Create  Kind = "create"  // new inspection: the form
	Scope   Kind = "scope"   // scope questions of an inspection
	Walk    Kind = "walk"    // criteria of an inspection
	Finding Kind = "finding" // one finding: ID inspection, Item finding id or criterion key
	List    Kind = "list"    // findings list of an inspection
	Close   Kind = "close"   // open things, verdicts, signatures, seal
	Differ  Kind = "differ"  // what people differ on in an inspection, and findings that may be one
	Paper   Kind = "paper"   // papers of an inspection: Item a kind, "" to choose
	Sync    Kind = "sync"    // the park: enrolment, what it holds
)

// Kinds is every kind of screen.
func Kinds() []Kind {
	return []Kind{Home, Create, Scope, Walk, Finding, List, Close, Differ, Paper, Sync}
}

// Page addresses a screen: what it shows and of which inspection.
type Page struct {
	Kind Kind
	ID   string // inspection, "" for home and create
	Item string // e.g. a finding's id; "new|criterion|unit" for a new one; on the walk "criterion|unit" to begin there
}

// Screen is one page on the terminal. It is a pointer; its methods run on the program's goroutine only.
type Screen interface {
	Init() tea.Cmd
	// Update takes tea.KeyPressMsg (name it with widget.Key), tea.PasteMsg, TapMsg for taps that hit no Hit,
	// WheelMsg, results addressed to its page, Returned, and the messages of its own Hits.
	Update(msg tea.Msg) tea.Cmd
	// View draws into the size given: at most Height lines of at most Width cells. It reads the theme each time.
	View() Frame
	SetSize(width, height int)
	// Keys is every binding there is now, for the footer, the help page and docs; data, never prose. A key
	// listed here is the screen's own: "esc" goes back, "?" is help only while they are not in the list.
	Keys() []Binding
	// Typing says that a text field has focus: letters are text, esc is the screen's, no shortcut of the
	// program acts, nothing else repaints.
	Typing() bool
}

// What a screen draws and says is made of the widgets' own types.
type (
	// Frame is lines, tap targets and the real caret.
	Frame = widget.Frame
	// Hit is a tap target: a left press in it sends its Msg to the screen. Later hits lie on top.
	Hit = widget.Hit
	// Binding is a key, what it does, and why it cannot now.
	Binding = widget.Binding
	// TapMsg is a left press that hit no target, in cells of the screen's frame.
	TapMsg = widget.TapMsg
	// WheelMsg is a turn of the wheel (a finger's drag) over the screen's frame: Delta +1 down, -1 up.
	WheelMsg = widget.WheelMsg
)

// Desk is what screens ask of the tablet's store. Every method may wait for the disk: call it in a command.
type Desk interface {
	Record(ps ...inspection.Payload) ([]inspection.Op, error)
	Summaries() ([]inspection.Summary, error)
	Inspection(id string) (*inspection.Inspection, error)
	Enterprises() ([]inspection.Enterprise, error)
	AddPhoto(path string) (inspection.Photo, error)
	Library(revision string) (*checklist.Library, error)
	Note(key string) ([]byte, error)
	SetNote(key string, value []byte) error
	Feed() inspection.FeedID
}

// Deps is what a screen is made with; one for the program, shared: Theme changes when the terminal tells its
// background. Desk is never nil: screens are made once the store is open (home alone is shown before, and gets the
// desk with a DeskMsg).
type Deps struct {
	Desk     Desk
	Library  *checklist.Library // for new inspections; nil: none can be begun
	Words    *words.Words
	Theme    widget.Theme
	Now      func() time.Time
	NewID    func() string // UUIDv7
	Park     Park          // nil: this program does not sync
	PhotoDir string        // folder watched for new photos; "" none
	// Export writes an inspection's findings list as files beside the data and gives their paths; nil: cannot.
	Export func(inspection string) ([]string, error)
	// Paper writes a paper of an inspection as a file beside the data and gives its path; nil: cannot.
	Paper func(inspection, kind string, findings []string, ending string) (string, error)
	// Print hands a file to the platform's printer; nil: cannot.
	Print     func(file string) error
	recording chan struct{} // closed when the last Record so far is done
	// Tick gives msg after a while; nil is the real clock's. Use Later: tests bring their own.
	Tick func(after time.Duration, msg tea.Msg) tea.Cmd
}

// Later addresses msg to the page after a while: for polling a folder. Never for drawing: nothing on screen moves
// by itself.
func (d *Deps) Later(page Page, after time.Duration, msg tea.Msg) tea.Cmd {
	if d.Tick != nil {
		return d.Tick(after, Addressed{page, msg})
	}
	return tea.Tick(after, func(time.Time) tea.Msg { return Addressed{page, msg} })
}

// Look is what widgets are drawn with; made anew for each drawing.
func (d *Deps) Look() widget.Look { return widget.Look{Theme: d.Theme, Words: d.Words} }

// Titled is a screen that has more to say in the header than its kind's name: the enterprise, the sector.
type Titled interface{ Title() string }

// Maker makes the screen of a page. The package of a screen has one: New(deps, page).
type Maker func(deps *Deps, page Page) Screen

// Locked says that the data is locked, and what became of the last try to open it.
type Locked struct{ Err error }

func (l *Locked) Error() string { return l.Err.Error() }
func (l *Locked) Unwrap() error { return l.Err }

// Unkept says why the criteria for new inspections could not be put beside the data (a full disk): what is there can be
// gone on with, and nothing new begun.
type Unkept struct{ Err error }

func (u *Unkept) Error() string { return u.Err.Error() }
func (u *Unkept) Unwrap() error { return u.Err }

// Messages that screens send to the router.
type (
	// Goto opens a page on top of the present one.
	Goto struct{ Page Page }
	// Replace opens a page instead of the present one.
	Replace struct{ Page Page }
	// Back leaves the page; the one below gets a Returned.
	Back struct{}
	// Returned tells a page that it is in front again: read what may have changed.
	Returned struct{}
	// DeskMsg gives home the desk once the store is open; Deps has it from then on.
	DeskMsg struct{ Desk Desk }
	// Addressed carries a result to the page that asked, in front or behind.
	Addressed struct {
		Page Page
		Msg  tea.Msg
	}
	// Recorded says that operations are on disk, or that they are not (Err): then what was typed stays.
	Recorded struct {
		Ops []inspection.Op
		Err error
		At  time.Time
	}
	// Trouble puts an error on screen until it is dismissed or followed by success.
	Trouble struct{ Err error }
)

// For runs f in the background and addresses its result to the page.
func For(page Page, f func() tea.Msg) tea.Cmd {
	return func() tea.Msg { return Addressed{page, f()} }
}

// Say is the command that gives msg.
func Say(msg tea.Msg) tea.Cmd { return func() tea.Msg { return msg } }

// Record writes operations and addresses a Recorded to the page. The screen says "saved" only then. Operations reach the
// disk in the order in which Record was called, however fast the keys come: commands run side by side, so each waits
// for the one before.
func (d *Deps) Record(page Page, ps ...inspection.Payload) tea.Cmd {
	before, done := d.recording, make(chan struct{})
	d.recording = done
	return For(page, func() tea.Msg {
		if before != nil {
			<-before
		}
		defer close(done)
		ops, err := d.Desk.Record(ps...)
		return Recorded{ops, err, d.Now()}
	})
}
