package app

import (
	"errors"
	"strings"
	"time"
	"unicode/utf8"

	tea "charm.land/bubbletea/v2"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// lock is the page in front of everything while the data is locked, or the tablet lay about: nothing of what is behind it shows.
type lock struct {
	entered string
	err     error // of the last try
	busy    bool  // a try is under way
	opened  bool  // the store is open: only the screen is locked
}

// lockKey is a tap on the keypad.
type lockKey struct{ key string }

// unlocked is what a try on an open store gave.
type unlocked struct{ err error }

// idled says that it may be time to lock the screen.
type idled struct{}

const (
	lockNow     = "ctrl+l"
	longestCode = 128 // characters
)

// atLock takes everything that a person does while the lock is in front, and sees when nobody has done anything for long.
func (m *Model) atLock(msg tea.Msg) (tea.Cmd, bool) {
	switch msg := msg.(type) {
	case unlocked:
		if m.lock != nil {
			if m.lock = m.lock.after(msg.err); m.lock == nil {
				return m.watch(), true
			}
		}
		return nil, true
	case idled:
		return m.idle(), true
	case tea.KeyPressMsg, tea.MouseClickMsg, tea.MouseWheelMsg, tea.PasteMsg:
		m.touched = m.options.Now()
	}
	if m.lock == nil {
		if key, is := msg.(tea.KeyPressMsg); is && widget.Key(key) == lockNow && m.locks() {
			m.lock = &lock{opened: true}
			return nil, true
		}
		return nil, false
	}
	switch msg := msg.(type) {
	case tea.KeyPressMsg:
		return m.lockKey(widget.Key(msg), msg.Text), true
	case lockKey:
		text := ""
		if len(msg.key) == 1 {
			text = msg.key
		}
		return m.lockKey(msg.key, text), true
	case tea.PasteMsg:
		return m.lockKey("", msg.Content), true
	case tea.MouseClickMsg:
		if msg.Button == tea.MouseLeft {
			return m.tap(msg.X, msg.Y), true
		}
		return nil, true
	case tea.MouseMsg, press, dismiss:
		return nil, true
	}
	return nil, false
}

// lockKey is a key or a text on the lock's page.
func (m *Model) lockKey(key, text string) tea.Cmd {
	l := m.lock
	switch {
	case key == quitKey:
		return tea.Quit
	case l.busy:
	case key == "enter":
		if l.entered != "" {
			l.busy, l.err = true, nil
			return m.try(l.entered)
		}
	case key == "backspace":
		_, size := utf8.DecodeLastRuneInString(l.entered)
		l.entered = l.entered[:len(l.entered)-size]
	case key == "esc":
		l.entered = ""
	default:
		if text = widget.Line(text); utf8.RuneCountInString(l.entered+text) <= longestCode {
			l.entered += text
		}
	}
	return nil
}

// try opens the store, or the screen alone, with what was entered.
func (m *Model) try(secret string) tea.Cmd {
	if !m.lock.opened {
		return func() tea.Msg { return m.open(secret) }
	}
	unlock := m.options.Unlock
	return func() tea.Msg { return unlocked{unlock(secret)} }
}

// after is the lock after a try: nil when it is open.
func (l *lock) after(err error) *lock {
	if err == nil {
		return nil
	}
	var locked *tui.Locked
	if errors.As(err, &locked) {
		err = locked.Err
	}
	return &lock{err: err, opened: l.opened}
}

// locks says whether the data has a lock.
func (m *Model) locks() bool {
	d, is := m.deps.Desk.(interface{ Locked() bool })
	return is && d.Locked() && m.options.Unlock != nil
}

// watch looks again when the screen may be due.
func (m *Model) watch() tea.Cmd {
	m.touched = m.options.Now()
	return m.wait(m.options.Idle)
}

func (m *Model) wait(after time.Duration) tea.Cmd {
	if m.options.Idle <= 0 || !m.locks() {
		return nil
	}
	if m.options.Tick != nil {
		return m.options.Tick(after, idled{})
	}
	return tea.Tick(after, func(time.Time) tea.Msg { return idled{} })
}

func (m *Model) idle() tea.Cmd {
	left := m.options.Idle - m.options.Now().Sub(m.touched)
	switch {
	case m.lock != nil || !m.locks():
		return nil
	case left > 0:
		return m.wait(min(left, m.options.Idle)) // a clock that was set back does not put it off for ever
	}
	m.lock, m.overlay = &lock{opened: true}, nil
	return nil
}

// padWidth is the cells of the keypad: three buttons a row.
const padWidth = 3*widget.ButtonWidth + 2

// frame is the whole window.
func (l *lock) frame(look widget.Look, errorIn *words.Words, width, height int) tui.Frame {
	w, t := look.Words.App, look.Theme
	var f tui.Frame
	f.Add(t.Header.Render(widget.Sides(" "+w.Name+" - "+w.LockTitle, "", width)))
	side := max((width-padWidth)/2, 0)
	add := func(style widget.Style, text string) {
		for _, line := range widget.Wrap(text, min(padWidth, width)) {
			f.Add(widget.Pad("", side) + style.Render(line))
		}
	}
	if height >= 20 {
		f.Add("")
	}
	add(t.Text, w.LockPrompt)
	shown := strings.Repeat("*", min(utf8.RuneCountInString(l.entered), padWidth-2))
	f.Add(widget.Pad("", side) + t.ButtonOn.Render(widget.Pad(" "+shown, min(padWidth, width))))
	switch {
	case l.busy:
		add(t.Text, w.LockBusy)
	case l.err != nil:
		add(t.Error, errorIn.Error(l.err))
	default:
		f.Add("")
	}
	var keys []widget.Button
	for _, key := range []string{"1", "2", "3", "4", "5", "6", "7", "8", "9"} {
		keys = append(keys, widget.Button{Label: key, Msg: lockKey{key}})
	}
	keys = append(keys, widget.Button{Label: w.LockDelete, Msg: lockKey{"backspace"}}, widget.Button{Label: "0", Msg: lockKey{"0"}},
		widget.Button{Label: w.LockOpen, Msg: lockKey{"enter"}, On: true})
	pad := widget.Buttons(look, min(padWidth, width), height-f.Height()-1, keys)
	f.Append(widget.Columns(0, widget.Column{Width: side}, widget.Column{Width: min(padWidth, width), Frame: pad}))
	for f.Height() < height-1 {
		f.Add("")
	}
	f = f.Fit(width, height-1)
	f.Add(t.Footer.Render(widget.Pad(" "+w.LockFooter, width)))
	return f
}
