package park

import (
	"fmt"
	"time"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/tui"
	"anquan.example/paicha/tui/widget"
)

// View draws the field, or how it stands.
func (m *Model) View() tui.Frame {
	look := m.deps.Look()
	room := 2
	if m.height >= 18 {
		room = 2*widget.ButtonHeight + 1
	}
	buttons := widget.Stack(widget.Frame{Lines: []string{""}}, widget.Buttons(look, m.width, room, m.buttons()))
	if m.field != nil {
		return widget.Compose(m.width, m.height, m.form(look), widget.Frame{}, buttons)
	}
	m.view.SetSize(m.width, max(m.height-buttons.Height(), 1))
	if m.how {
		m.view.SetContent(m.bundle(look))
	} else {
		m.view.SetContent(m.content(look))
	}
	return widget.Compose(m.width, m.height, widget.Frame{}, m.view.View(look), buttons)
}

// form is the field, high up: the candidates of an input method need room below it.
func (m *Model) form(look widget.Look) (f widget.Frame) {
	w, t := m.deps.Words, look.Theme
	f.Add(t.Title.Render(widget.Truncate(w.Park.EnrolHead, m.width)))
	if m.status.State > tui.ParkNone {
		f = widget.Frame{Lines: []string{t.Title.Render(widget.Truncate(w.Park.EnrolAgain+" - "+widget.Line(m.status.Park), m.width))}}
	}
	f.Add(t.Dim.Lines(widget.Wrap(w.Park.EnrolHint, m.width))...)
	f.Add("")
	f.Append(m.field.View(look, m.width))
	f.Add("")
	switch {
	case m.busy:
		f.Cursor = nil
		f.Add(t.Strong.Render(w.Park.Enrolling))
	case m.wrong != nil:
		f.Add(t.Error.Lines(widget.Wrap(w.Error(m.wrong), m.width))...)
	case m.status.Problem.Says != "" && m.status.State == tui.ParkNone:
		f.Add(t.Warn.Lines(widget.Wrap(widget.Line(m.status.Problem.Says), m.width))...)
	}
	return f
}

// content is all that is known: first what needs somebody, then the counts, what was refused and what waits, then the rest.
func (m *Model) content(look widget.Look) (f widget.Frame) {
	w, t, s := m.deps.Words.Park, look.Theme, m.status
	f.Add(widget.Sides(t.Strong.Render(widget.Line(s.Park)), m.state(look)+" ", m.width))
	if s.Problem.Says != "" && s.State != tui.ParkRunning {
		f.Add(t.Warn.Lines(widget.Wrap(widget.Line(s.Problem.Says), m.width))...)
		f.Add(widget.Wrap(widget.Line(s.Problem.Todo), m.width)...)
	}
	f.Add("")
	m.count(look, &f, w.Records, w.Held, s.Held, s.Operations)
	if s.Photos > 0 {
		m.count(look, &f, w.Photos, w.HeldPhotos, uint64(max(s.PhotosHeld, 0)), uint64(s.Photos))
	} else {
		f.Add(m.label(w.Photos) + w.NoPhotos)
	}
	if s.Others > 0 {
		f.Add(widget.Hang(m.label(w.Others), fmt.Sprintf(w.Carried, s.OthersHeld, s.Others), m.width)...)
	}
	if s.SendVideos {
		f.Add(widget.Hang(m.label(""), w.VideosOn, m.width)...)
	} else if s.Videos > 0 {
		f.Add(widget.Hang(m.label(""), fmt.Sprintf(w.Videos, s.Videos), m.width)...)
	}
	m.course(look, &f)
	m.items(look, &f, w.Refused, s.Refused)
	m.items(look, &f, w.Waiting, s.Waiting)
	f.Add("")
	m.times(look, &f)
	m.who(&f)
	return f
}

// labelWidth is the cells of a line's name.
func (m *Model) labelWidth() int {
	if m.width < 60 {
		return 10
	}
	return 14
}

func (m *Model) label(text string) string { return widget.Pad(text, m.labelWidth()) }

func (m *Model) state(look widget.Look) string {
	w, t := m.deps.Words.Park, look.Theme
	switch s := m.status; {
	case s.State == tui.ParkRunning:
		return t.Strong.Render(w.RunningNow)
	case s.State == tui.ParkOffline:
		return t.Warn.Render(w.OfflineNow)
	case s.State == tui.ParkBarred:
		return t.Warn.Render(w.MarkBarred)
	case s.State == tui.ParkStuck:
		return t.Warn.Render(w.MarkStopped)
	case s.Pending() == 0 && s.Operations > 0 && len(s.Refused) == 0:
		return t.Saved.Render(" " + w.AllHeld + " ")
	}
	return t.Dim.Render(fmt.Sprintf(w.MarkWaiting, m.status.Pending()))
}

// count is a bar with its numbers beside or, in a narrow window, under it.
func (m *Model) count(look widget.Look, f *widget.Frame, label, format string, held, all uint64) {
	text := fmt.Sprintf(format, held, all)
	room := m.width - m.labelWidth()
	bar := room - widget.Width(text) - 2
	if bar < 12 {
		f.Add(m.label(label) + text)
		f.Add(m.label("") + widget.Progress(look, int(held), int(all), room-2))
		return
	}
	f.Add(m.label(label) + widget.Progress(look, int(held), int(all), min(bar, 40)) + "  " + text)
}

// course is how the sync that runs gets on.
func (m *Model) course(look widget.Look, f *widget.Frame) {
	w, s := m.deps.Words.Park, m.status
	if s.State == tui.ParkRunning {
		f.Add(look.Theme.Strong.Lines(widget.Wrap(fmt.Sprintf(w.Running, s.Sent, s.Got), m.width))...)
		if s.PhotosToGo > 0 {
			text := fmt.Sprintf(w.RunningPhotos, s.PhotosSent, s.PhotosToGo, words.Bytes(s.Moved), words.Bytes(s.Bytes))
			f.Add(widget.Wrap(text, m.width)...)
			if s.Left > 0 {
				f.Add(widget.Wrap(fmt.Sprintf(w.Left, m.span(s.Left)), m.width)...)
			}
		}
	}
	for _, note := range s.Notes {
		f.Add(widget.Wrap(widget.Line(note), m.width)...)
	}
}

// span is about how long, so that it does not change all the time.
func (m *Model) span(d time.Duration) string {
	w := m.deps.Words.Park
	switch {
	case d < time.Minute:
		return fmt.Sprintf(w.Seconds, (int(d.Seconds())/10+1)*10)
	case d < 2*time.Hour:
		return fmt.Sprintf(w.Minutes, int(d.Round(time.Minute).Minutes()))
	case d < 48*time.Hour:
		return fmt.Sprintf(w.Hours, int(d.Round(time.Hour).Hours()))
	}
	return fmt.Sprintf(w.Days, int(d.Hours()/24))
}

// skewed is how far the clocks may be apart before it is said.
const skewed = 2 * time.Minute

func (m *Model) times(look widget.Look, f *widget.Frame) {
	w, s := m.deps.Words.Park, m.status
	last := w.Never
	if !s.Last.IsZero() {
		last = fmt.Sprintf(w.ParkClock, s.Last.Format("2006-01-02 15:04"))
	}
	f.Add(widget.Hang(m.label(w.Last), last, m.width)...)
	if s.Skew.Abs() > skewed {
		way := w.Fast
		if s.Skew < 0 {
			way = w.Slow
		}
		f.Add(look.Theme.Warn.Lines(widget.Wrap(fmt.Sprintf(w.Skew, way, m.span(s.Skew.Abs())), m.width))...)
	}
	then := w.SyncsThen
	if s.State != tui.ParkIdle && s.State != tui.ParkRunning && !s.Next.IsZero() {
		then = fmt.Sprintf(w.Next, s.Next.Format("15:04"))
	}
	f.Add(look.Theme.Dim.Lines(widget.Hang(m.label(""), then, m.width))...)
}

func (m *Model) who(f *widget.Frame) {
	w, s := m.deps.Words.Park, m.status
	role := s.Role
	if known := w.Roles[role]; known != "" {
		role = known
	}
	for _, line := range [][2]string{{w.Device, s.Device + "  " + role}, {w.Address, s.URL}, {w.Certificate, w.Trust(s.URL, s.Pinned)}} {
		f.Add(widget.Hang(m.label(line[0]), widget.Line(line[1]), m.width)...)
	}
}

// listed is the most that is listed of what was refused or waits: each is wrapped at every drawing.
const listed = 50

func (m *Model) items(look widget.Look, f *widget.Frame, head string, all []tui.ParkItem) {
	if len(all) == 0 {
		return
	}
	f.Add("", look.Theme.Title.Render(fmt.Sprintf("%s (%d)", head, len(all))))
	for n, i := range all {
		if n == listed {
			f.Add(fmt.Sprintf(m.deps.Words.Park.More, len(all)-n))
			return
		}
		f.Add(look.Theme.Warn.Lines(widget.Hang("- ", widget.Line(i.What+": "+i.Says), m.width))...)
		f.Add(widget.Hang("  ", widget.Line(i.Todo), m.width)...)
	}
}

func (m *Model) bundle(look widget.Look) (f widget.Frame) {
	w := m.deps.Words.Park
	f.Add(look.Theme.Title.Render(w.BundleTitle), "")
	f.Add(widget.Wrap(w.BundleHow, m.width)...)
	return f
}

func (m *Model) buttons() []widget.Button {
	w, s := m.deps.Words, m.status
	switch {
	case m.busy:
		return []widget.Button{{Key: "enter", Label: w.Park.Enrolling, Off: w.Park.Enrolling}}
	case m.field != nil:
		return []widget.Button{{Key: "esc", Label: w.App.Back, Msg: leave}, {Key: "enter", Label: w.Park.Enrol, Msg: enrol}}
	case m.how:
		return []widget.Button{{Key: "esc", Label: w.Park.Close, Msg: leave}}
	case s.State == tui.ParkUnknown:
		return nil
	}
	video := w.Park.VideosSend
	if s.SendVideos {
		video = w.Park.VideosKeep
	}
	off := ""
	if s.State == tui.ParkRunning {
		off = w.Park.RunningNow
	}
	return []widget.Button{
		{Key: "y", Label: w.Park.SyncNow, Msg: syncNow, Off: off}, {Key: "v", Label: video, Msg: videos, On: s.SendVideos},
		{Key: "b", Label: w.Park.Bundle, Msg: bundle}, {Key: "e", Label: w.Park.EnrolAgain, Msg: again},
	}
}

// Keys is every binding there is now.
func (m *Model) Keys() []tui.Binding {
	w := m.deps.Words
	var keys []tui.Binding
	for _, b := range m.buttons() {
		keys = append(keys, tui.Binding{Keys: []string{b.Key}, What: b.Label, WhyNot: b.Off, Footer: true})
	}
	if m.field == nil {
		keys = append(keys, tui.Binding{Keys: []string{"up", "down"}, What: w.Park.Up + " " + w.Park.Down},
			tui.Binding{Keys: []string{"pgup", "pgdown", "home", "end"}, What: w.Home.Page})
	}
	return keys
}

// Title is the park's name.
func (m *Model) Title() string {
	if m.status.Park == "" {
		return ""
	}
	return m.deps.Words.Park.Title + " - " + m.status.Park
}
