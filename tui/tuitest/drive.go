// Package tuitest drives screens and the whole program without a terminal and without waiting: commands run at once until
// nothing is left to do, keys and taps are sent as a terminal would, and what is on screen is read as plain text. It
// has a desk in memory that folds real operations, a sample library, golden frames, and a check that what a terminal shows
// after many small updates is what it would show drawn afresh.
package tuitest

import (
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/x/ansi"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui/widget"
)

// Drive is a program at a terminal of some size. It fails the test when a frame does not fit.
type Drive struct {
	T     testing.TB
	Model tea.Model
	Quit  bool
	// Then is called after each message: to watch every frame.
	Then func()

	width, height int
}

// limit is how many commands one message may lead to before the test fails: a loop.
const limit = 500

// New starts a program in a window.
func New(t testing.TB, model tea.Model, width, height int) *Drive {
	t.Helper()
	d := &Drive{T: t, Model: model, width: width, height: height}
	d.Send(tea.WindowSizeMsg{Width: width, Height: height})
	d.settle(model.Init())
	d.check()
	return d
}

// Send gives the program a message and settles all that follows from it.
func (d *Drive) Send(msg tea.Msg) {
	d.T.Helper()
	d.update(msg)
	d.check()
	if d.Then != nil {
		d.Then()
	}
}

func (d *Drive) update(msg tea.Msg) {
	model, cmd := d.Model.Update(msg)
	d.Model = model
	d.settle(cmd)
}

var commands = reflect.TypeFor[[]tea.Cmd]()

// settle runs commands in order, and those that follow from their messages. Requests to the terminal are not answered.
func (d *Drive) settle(cmd tea.Cmd) {
	d.T.Helper()
	queue := []tea.Cmd{cmd}
	for n := 0; len(queue) > 0; n++ {
		if n > limit {
			d.T.Fatalf("more than %d commands follow from one message: a loop?", limit)
		}
		next := queue[0]
		queue = queue[1:]
		if next == nil {
			continue
		}
		msg := next()
		if v := reflect.ValueOf(msg); v.IsValid() && v.Type().ConvertibleTo(commands) {
			queue = append(v.Convert(commands).Interface().([]tea.Cmd), queue...) // batch or sequence
			continue
		}
		switch msg.(type) {
		case nil:
		case tea.QuitMsg:
			d.Quit = true
		default:
			model, cmd := d.Model.Update(msg)
			d.Model = model
			queue = append(queue, cmd)
		}
	}
}

// Key sends keys by their names as widget.Key gives them: "enter", "n", "ctrl+c", "？".
func (d *Drive) Key(keys ...string) {
	d.T.Helper()
	for _, k := range keys {
		d.Send(widget.KeyPress(k))
	}
}

// Type sends text letter by letter, as an input method commits it.
func (d *Drive) Type(text string) {
	d.T.Helper()
	for _, r := range text {
		d.Send(tea.KeyPressMsg{Code: r, Text: string(r)})
	}
}

// Paste sends a bracketed paste.
func (d *Drive) Paste(text string) { d.T.Helper(); d.Send(tea.PasteMsg{Content: text}) }

// Resize gives the window another size.
func (d *Drive) Resize(width, height int) {
	d.T.Helper()
	d.width, d.height = width, height
	d.Send(tea.WindowSizeMsg{Width: width, Height: height})
}

// TapAt sends a tap on a cell: press and release.
func (d *Drive) TapAt(x, y int) {
	d.T.Helper()
	d.Send(tea.MouseClickMsg{X: x, Y: y, Button: tea.MouseLeft})
	d.Send(tea.MouseReleaseMsg{X: x, Y: y, Button: tea.MouseLeft})
}

// Tap taps on the first place that shows the text; the test fails when there is none.
func (d *Drive) Tap(text string) {
	d.T.Helper()
	x, y, ok := d.Find(text)
	if !ok {
		d.T.Fatalf("%q is not on screen:\n%s", text, d.Text())
	}
	d.TapAt(x, y)
}

// Wheel turns the wheel over a cell: positive is down.
func (d *Drive) Wheel(x, y, notches int) {
	d.T.Helper()
	button := tea.MouseWheelDown
	if notches < 0 {
		button, notches = tea.MouseWheelUp, -notches
	}
	for range notches {
		d.Send(tea.MouseWheelMsg{X: x, Y: y, Button: button})
	}
}

// Find is the cell where the text begins.
func (d *Drive) Find(text string) (x, y int, ok bool) {
	for y, line := range d.Lines() {
		if before, _, found := strings.Cut(line, text); found {
			return widget.Width(before), y, true
		}
	}
	return 0, 0, false
}

// Has says whether the text is on screen, on one line.
func (d *Drive) Has(text string) bool { _, _, ok := d.Find(text); return ok }

// Want fails the test unless all the texts are on screen.
func (d *Drive) Want(texts ...string) {
	d.T.Helper()
	for _, s := range texts {
		if !d.Has(s) {
			d.T.Errorf("%q is not on screen:\n%s", s, d.Text())
		}
	}
}

// Lacks fails the test if one of the texts is on screen.
func (d *Drive) Lacks(texts ...string) {
	d.T.Helper()
	for _, s := range texts {
		if d.Has(s) {
			d.T.Errorf("%q is on screen:\n%s", s, d.Text())
		}
	}
}

// Lines is the screen as plain text.
func (d *Drive) Lines() []string {
	return strings.Split(ansi.Strip(d.View().Content), "\n")
}

// Text is the screen as plain text, blanks at line ends left out.
func (d *Drive) Text() string { return trim(d.Lines()) }

// Styled is the screen with the styles of widget.Tags as <name>…</>.
func (d *Drive) Styled() string {
	s := d.View().Content
	s = strings.ReplaceAll(s, widget.TagStart+"/"+widget.TagStop, "</>")
	for {
		before, rest, found := strings.Cut(s, widget.TagStart)
		if !found {
			return trim(strings.Split(s, "\n"))
		}
		name, after, _ := strings.Cut(rest, widget.TagStop)
		s = before + "<" + name + ">" + after
	}
}

// View is what the program draws now.
func (d *Drive) View() tea.View { return d.Model.View() }

func trim(lines []string) string {
	out := make([]string, len(lines))
	for i, line := range lines {
		out[i] = strings.TrimRight(line, " ")
	}
	return strings.Join(out, "\n") + "\n"
}

// check fails the test when the frame has not the window's size, or the caret is outside or on the last row.
func (d *Drive) check() {
	d.T.Helper()
	v := d.View()
	lines := strings.Split(v.Content, "\n")
	if len(lines) > d.height {
		d.T.Errorf("%d lines in a window of %d:\n%s", len(lines), d.height, d.Text())
	}
	for i, line := range lines {
		if w := widget.Width(line); w > d.width {
			d.T.Errorf("line %d is %d cells in a window of %d: %q", i+1, w, d.width, ansi.Strip(line))
		}
	}
	if c := v.Cursor; c != nil && (c.X < 0 || c.X >= d.width || c.Y < 0 || c.Y >= d.height-1) {
		d.T.Errorf("caret at %d,%d in a window of %d x %d (an input method needs the last row)", c.X, c.Y, d.width, d.height)
	}
}

// Sizes are the windows that every screen is looked at in.
var Sizes = []Size{{80, 24}, {120, 40}, {40, 60}}

// Size is a window, cells.
type Size struct{ Width, Height int }

// Langs are the languages that every screen is looked at in.
func Langs() []words.Lang { return slices.Clone([]words.Lang{words.Zh, words.En}) }

// Clock is a clock that goes on by a second each time it is read, from a fixed moment.
type Clock struct{ now time.Time }

// NewClock starts at 2026-11-23 09:30:00 China time.
func NewClock() *Clock {
	return &Clock{time.Date(2026, 11, 23, 9, 30, 0, 0, time.FixedZone("CST", 8*3600))}
}

// Now reads the clock and moves it on.
func (c *Clock) Now() time.Time {
	c.now = c.now.Add(time.Second)
	return c.now
}
