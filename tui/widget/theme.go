package widget

import (
	"image/color"

	"charm.land/lipgloss/v2"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/internal/words"
)

// Theme is every style by name. Colours are chosen to be read in sunlight; no meaning is carried by colour alone. A
// screen reads the theme when it draws and keeps no copy: it changes when the terminal tells its background.
type Theme struct {
	Name        string
	Ink, Ground string // of the whole terminal, "#RRGGBB", for who wants this theme whatever the terminal's is; "" none

	Text, Dim, Strong, Title    Style // in the body
	Header, Footer, FooterKey   Style // bars over the whole width
	Error, Warn, Saved          Style // error bar, warning text, the "saved" mark
	Selected                    Style // selected row; always with a ">" as well
	Button, ButtonOn, ButtonOff Style // can be pressed, is what holds now, cannot be pressed
	Field, FieldFocus           Style // ground of a text field
	Box, BoxTitle               Style // ground of a box over the screen
	OK, Fail, NA, Unseen, Open  Style // grounds of the badges
	Major                       Style // suspected major
	Recalled                    Style // what is from memory
	Bar, BarRest                Style // progress: done, to do
	barDone, barToDo            string
}

// Look is what every part is drawn with.
type Look struct {
	Theme Theme
	Words *words.Words
}

// ThemeFor is the theme for a dark or a light background.
func ThemeFor(dark bool) Theme {
	if dark {
		return darkTheme
	}
	return lightTheme
}

// ThemeNamed is "dark", "light" or "plain"; false for any other name.
func ThemeNamed(name string) (Theme, bool) {
	for _, t := range []Theme{darkTheme, lightTheme, plainTheme} {
		if t.Name == name {
			return t, true
		}
	}
	return Theme{}, false
}

// Plain is the theme without colours, for NO_COLOR and terminals that have none: bold, reverse and underline only.
func Plain() Theme { return plainTheme }

// Tags is a theme for tests: it marks styles in a way that takes no cells; tuitest shows the marks as <name>…</>.
func Tags() Theme { return tagTheme }

// Colourless says whether the environment asks for no colours.
func Colourless(getenv func(string) string) bool {
	return getenv("NO_COLOR") != "" || getenv("TERM") == "dumb"
}

// Answer is the style of a value's badge; of an open one for any other value.
func (t Theme) Answer(v checklist.Value) Style {
	switch v {
	case checklist.OK:
		return t.OK
	case checklist.Fail:
		return t.Fail
	case checklist.NA:
		return t.NA
	case checklist.Unseen:
		return t.Unseen
	}
	return t.Open
}

// Badge is a value as one wide character on coloured ground, 2 cells: 符 否 免 未, and 待 while there is no answer.
func (l Look) Badge(v checklist.Value) string {
	mark := l.Words.OpenMark
	switch v {
	case checklist.OK:
		mark = l.Words.OKMark
	case checklist.Fail:
		mark = l.Words.FailMark
	case checklist.NA:
		mark = l.Words.NAMark
	case checklist.Unseen:
		mark = l.Words.UnseenMark
	}
	return l.Theme.Answer(v).Render(mark)
}

// palette is what differs between the dark and the light theme.
type palette struct {
	text, dim, strong, accent, warn, saved       string
	selected, selectedText, button, buttonText   string
	off, offText, field, focus, box, bar, ground string
}

var (
	darkTheme = colours("dark", palette{
		text: "#F0F0F0", dim: "#BDBDBD", strong: "#FFFFFF", accent: "#8FD3FF", warn: "#FFD166", saved: "#7CF29C",
		selected: "#FFE08A", selectedText: "#000000", button: "#D8E4F0", buttonText: "#000000",
		off: "#2E2E2E", offText: "#B0B0B0", field: "#303030", focus: "#12345A", box: "#1C2733", bar: "#4A4A4A", ground: "#101418",
	})
	lightTheme = colours("light", palette{
		text: "#101010", dim: "#4A4A4A", strong: "#000000", accent: "#003A70", warn: "#8A3B00", saved: "#0B5D1E",
		selected: "#003A70", selectedText: "#FFFFFF", button: "#C5D5E6", buttonText: "#000000",
		off: "#E4E4E4", offText: "#5A5A5A", field: "#E8E8E8", focus: "#FFF3B8", box: "#EAF1F8", bar: "#C8C8C8", ground: "#FFFFFF",
	})
	plainTheme = attributes()
	tagTheme   = tags()
)

func colours(name string, p palette) Theme {
	c := func(hex string) color.Color { return lipgloss.Color(hex) }
	fg := func(s string) lipgloss.Style { return lipgloss.NewStyle().Foreground(c(s)) }
	on := func(text, ground string) lipgloss.Style { return fg(text).Background(c(ground)) }
	t := Theme{
		Name: name, Ink: p.text, Ground: p.ground, barDone: " ", barToDo: " ",
		Text: styled("text", fg(p.text)), Dim: styled("dim", fg(p.dim)), Strong: styled("strong", fg(p.strong).Bold(true)), Title: styled("title", fg(p.accent).Bold(true)),
		Header: styled("header", on("#FFFFFF", "#004C8C").Bold(true)), Footer: styled("footer", on(p.text, p.field)), FooterKey: styled("key", on(p.accent, p.field).Bold(true)),
		Error: styled("error", on("#FFFFFF", "#B00020").Bold(true)), Warn: styled("warn", fg(p.warn).Bold(true)), Saved: styled("saved", on("#FFFFFF", "#1B6B33").Bold(true)),
		Selected: styled("selected", on(p.selectedText, p.selected).Bold(true)),
		Button:   styled("button", on(p.buttonText, p.button)), ButtonOn: styled("on", on("#FFFFFF", "#004C8C").Bold(true)), ButtonOff: styled("off", on(p.offText, p.off)),
		Field: styled("field", on(p.text, p.field)), FieldFocus: styled("focus", on(p.text, p.focus)),
		Box: styled("box", on(p.text, p.box)), BoxTitle: styled("boxtitle", on("#FFFFFF", "#004C8C").Bold(true)),
		OK: styled("ok", on("#FFFFFF", "#1B7F3B").Bold(true)), Fail: styled("fail", on("#FFFFFF", "#B00020").Bold(true)),
		NA: styled("na", on("#FFFFFF", "#004C8C").Bold(true)), Unseen: styled("unseen", on("#000000", "#FFB000").Bold(true)),
		Open: styled("open", on("#000000", "#C8C8C8").Bold(true)), Major: styled("major", on("#FFFFFF", "#8B0000").Bold(true)),
		Recalled: styled("recalled", fg(p.warn)),
		Bar:      styled("bar", on("#FFFFFF", "#1B7F3B")), BarRest: styled("rest", on(p.text, p.bar)),
	}
	return t
}

func attributes() Theme {
	n := lipgloss.NewStyle()
	bold, reverse, under := n.Bold(true), n.Reverse(true), n.Underline(true)
	return Theme{
		Name: "plain", barDone: "=", barToDo: ".",
		Strong: styled("strong", bold), Title: styled("title", bold),
		Header: styled("header", reverse), FooterKey: styled("key", bold),
		Error: styled("error", reverse.Bold(true)), Warn: styled("warn", bold), Saved: styled("saved", bold),
		Selected: styled("selected", bold.Underline(true)),
		Button:   styled("button", reverse), ButtonOn: styled("on", reverse.Bold(true).Underline(true)), Field: styled("field", under), FieldFocus: styled("focus", under.Bold(true)),
		BoxTitle: styled("boxtitle", reverse),
		OK:       styled("ok", reverse), Fail: styled("fail", reverse.Bold(true)), NA: styled("na", reverse), Unseen: styled("unseen", reverse), Open: styled("open", bold),
		Major: styled("major", reverse.Bold(true)), Recalled: styled("recalled", n.Italic(true)),
	}
}

// TagStart and TagStop are what the tagging theme writes around the text: strings that no terminal shows.
const (
	TagStart = "\x1b]8077;"
	TagStop  = "\x07"
)

func tags() Theme {
	t := colours("tags", palette{})
	for _, s := range t.all() {
		*s = Style{s.Name, TagStart + s.Name + TagStop, TagStart + "/" + TagStop, lipgloss.Style{}}
	}
	return t
}

// all is every style of the theme.
func (t *Theme) all() []*Style {
	return []*Style{
		&t.Text, &t.Dim, &t.Strong, &t.Title, &t.Header, &t.Footer, &t.FooterKey, &t.Error, &t.Warn, &t.Saved, &t.Selected,
		&t.Button, &t.ButtonOn, &t.ButtonOff, &t.Field, &t.FieldFocus, &t.Box, &t.BoxTitle,
		&t.OK, &t.Fail, &t.NA, &t.Unseen, &t.Open, &t.Major, &t.Recalled, &t.Bar, &t.BarRest,
	}
}
