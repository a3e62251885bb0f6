package tuitest

import (
	"bytes"
	"fmt"
	"io"
	"math/rand/v2"
	"testing"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"
	uv "github.com/charmbracelet/ultraviolet"
	"github.com/charmbracelet/x/vt"
)

// terminal is a terminal that gets what Bubble Tea's renderer writes: only what changed.
type terminal struct {
	width, height int
	out           bytes.Buffer
	renderer      *uv.TerminalRenderer
	cells         uv.ScreenBuffer
	screen        *vt.Emulator
	done          chan struct{}
}

func newTerminal(width, height int) *terminal {
	t := &terminal{width: width, height: height, cells: uv.NewScreenBuffer(width, height), screen: vt.NewEmulator(width, height), done: make(chan struct{})}
	t.renderer = uv.NewTerminalRenderer(&t.out, []string{"TERM=xterm-256color"})
	t.renderer.SetColorProfile(colorprofile.TrueColor)
	t.renderer.SetFullscreen(true)
	t.renderer.SetRelativeCursor(false)
	t.renderer.SetMapNewline(false)
	t.renderer.Erase()
	go func() { defer close(t.done); _, _ = io.Copy(io.Discard, t.screen) }() // its answers to queries
	return t
}

// draw updates the screen to the view.
func (t *terminal) draw(v tea.View) error {
	t.cells.Clear()
	uv.NewStyledString(v.Content).Draw(t.cells, t.cells.Bounds())
	t.renderer.Render(t.cells.RenderBuffer)
	if v.Cursor != nil {
		t.renderer.MoveTo(v.Cursor.X, v.Cursor.Y)
	}
	if err := t.renderer.Flush(); err != nil {
		return err
	}
	_, err := t.screen.Write(t.out.Bytes())
	t.out.Reset()
	return err
}

func (t *terminal) close() {
	_ = t.screen.Close()
	<-t.done
}

// differs says where two screens do.
func (t *terminal) differs(o *terminal) string {
	for y := range t.height {
		for x := range t.width {
			a, b := t.screen.CellAt(x, y), o.screen.CellAt(x, y)
			if a == nil || b == nil {
				if a != b {
					return fmt.Sprintf("cell %d,%d is on one screen only", x, y)
				}
				continue
			}
			if !alike(a, b) {
				return fmt.Sprintf("cell %d,%d is %q %v, drawn afresh %q %v", x, y, a.Content, a.Style, b.Content, b.Style)
			}
		}
	}
	return ""
}

// alike: a blank's text colour cannot be seen.
func alike(a, b *uv.Cell) bool {
	if a.Content != b.Content || a.Width != b.Width {
		return false
	}
	x, y := a.Style, b.Style
	if (a.Content == " " || a.Content == "") && x.Attrs&uv.AttrReverse == 0 && y.Attrs&uv.AttrReverse == 0 && x.Underline == 0 && y.Underline == 0 {
		x, y = uv.Style{Bg: x.Bg}, uv.Style{Bg: y.Bg}
	}
	return x.Equal(&y)
}

// Incremental sends n random keys, taps, wheel turns and pastes to the program and compares, after each, the terminal that
// got only the changes with one that was drawn afresh. The same seed sends the same.
func Incremental(t *testing.T, d *Drive, seed uint64, n int, keys ...string) {
	t.Helper()
	term := newTerminal(d.width, d.height)
	defer term.close()
	r := rand.New(rand.NewPCG(seed, 1))
	keys = append(keys, "up", "down", "left", "right", "pgup", "pgdown", "home", "end", "enter", "esc", "tab", "space", "backspace", "?", "/", "1", "2", "3", "9")
	for step := range n {
		what := randomEvent(d, r, keys)
		if d.Quit {
			d.Quit = false // the random hand asked for it: go on
		}
		if err := term.draw(d.View()); err != nil {
			t.Fatal(err)
		}
		fresh := newTerminal(d.width, d.height)
		err := fresh.draw(d.View())
		diff := term.differs(fresh)
		fresh.close()
		if err != nil || diff != "" {
			t.Fatalf("seed %d, step %d (%s): %s %v\n%s", seed, step, what, diff, err, d.Text())
		}
	}
}

func randomEvent(d *Drive, r *rand.Rand, keys []string) string {
	x, y := r.IntN(d.width), r.IntN(d.height)
	switch r.IntN(10) {
	case 0, 1, 2:
		d.TapAt(x, y)
		return fmt.Sprintf("tap %d,%d", x, y)
	case 3:
		d.Wheel(x, y, r.IntN(3)-1)
		return "wheel"
	case 4:
		d.Paste("粘贴“①”\x1b[31m\n二")
		return "paste"
	case 5:
		d.Type("安a")
		return "type"
	default:
		k := keys[r.IntN(len(keys))]
		d.Key(k)
		return k
	}
}
