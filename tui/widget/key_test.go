package widget

import (
	"testing"

	tea "charm.land/bubbletea/v2"
)

func press(text string) tea.KeyPressMsg {
	r := []rune(text)
	return tea.KeyPressMsg{Code: r[0], Text: text}
}

func TestKey(t *testing.T) {
	for _, c := range []struct {
		msg  tea.KeyPressMsg
		want string
	}{
		{press("a"), "a"}, {tea.KeyPressMsg{Code: 'a', Text: "A", Mod: tea.ModShift}, "A"},
		{press("？"), "?"}, {press("：") /* full width */, ":"}, {press("／"), "/"}, {press("、"), "/"}, {press("１"), "1"}, {press("ａ"), "a"}, {press("　"), "space"}, {press("。"), "."},
		{press(" "), "space"}, {press("汉"), "汉"},
		{tea.KeyPressMsg{Code: tea.KeyEnter}, "enter"}, {tea.KeyPressMsg{Code: tea.KeyKpEnter}, "enter"}, {tea.KeyPressMsg{Code: tea.KeyEscape}, "esc"},
		{tea.KeyPressMsg{Code: tea.KeyUp}, "up"}, {tea.KeyPressMsg{Code: tea.KeyPgDown}, "pgdown"}, {tea.KeyPressMsg{Code: 'c', Mod: tea.ModCtrl}, "ctrl+c"},
		{tea.KeyPressMsg{Code: tea.KeyTab, Mod: tea.ModShift}, "shift+tab"}, {tea.KeyPressMsg{Code: tea.KeyKp5}, "5"}, {tea.KeyPressMsg{Code: tea.KeyKp5, Text: "5"}, "5"},
		{tea.KeyPressMsg{Code: tea.KeyBackspace}, "backspace"}, {tea.KeyPressMsg{Code: tea.KeyF1}, "f1"}, {tea.KeyPressMsg{Code: tea.KeySpace}, "space"},
	} {
		if got := Key(c.msg); got != c.want {
			t.Errorf("Key(%+v) = %q, want %q", c.msg, got, c.want)
		}
	}
}

func TestKeyPressIsTheKeyOfItsName(t *testing.T) {
	for _, k := range []string{"a", "A", "?", "+", "1", "space", "enter", "esc", "tab", "shift+tab", "ctrl+c", "ctrl+s", "alt+enter", "up", "pgdown", "home", "f1", "安"} {
		if got := Key(KeyPress(k)); got != k {
			t.Errorf("Key(KeyPress(%q)) = %q", k, got)
		}
	}
}
