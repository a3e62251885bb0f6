package widget

import (
	"strings"

	tea "charm.land/bubbletea/v2"
)

// Key names a key press: "a", "A", "?", "1", "space", "enter", "esc", "tab", "shift+tab", "up", "pgdown", "home",
// "backspace", "ctrl+c", "alt+enter", "f1". Full-width characters that a Chinese keyboard sends (？ １ ａ ／ 、 。 《 》 【 】)
// are given as the half-width one on the same key.
func Key(msg tea.KeyPressMsg) string {
	if msg.Text != "" && msg.Mod&^(tea.ModShift|tea.ModCapsLock|tea.ModNumLock|tea.ModScrollLock) == 0 {
		if s := HalfWidth(msg.Text); s != " " {
			return s
		}
		return "space"
	}
	return HalfWidth(msg.Keystroke())
}

// punctuation is what stands on the key of the half-width character under a Chinese input method.
var punctuation = strings.NewReplacer("　", " ", "、", "/", "。", ".", "《", "<", "》", ">", "【", "[", "】", "]", "￥", "$", "“", "\"", "”", "\"", "‘", "'", "’", "'")

// HalfWidth turns full-width letters, digits and marks into half-width ones.
func HalfWidth(s string) string {
	ascii := true
	for i := 0; i < len(s); i++ {
		ascii = ascii && s[i] < 0x80
	}
	if ascii {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r >= 0xff01 && r <= 0xff5e {
			return r - 0xfee0
		}
		return r
	}, punctuation.Replace(s))
}

// KeyPress is the message of a key by its name: Key(KeyPress(k)) == k. For taps that stand for a key, and tests.
func KeyPress(name string) tea.KeyPressMsg {
	var msg tea.KeyPressMsg
	for mod, bit := range map[string]tea.KeyMod{"ctrl+": tea.ModCtrl, "alt+": tea.ModAlt, "shift+": tea.ModShift} {
		if strings.Contains(name, mod) {
			msg.Mod |= bit
			name = strings.Replace(name, mod, "", 1)
		}
	}
	if code, ok := codes[name]; ok {
		msg.Code = code
		return msg
	}
	if name == "space" {
		name = " "
	}
	for _, r := range name {
		msg.Code = r
		break
	}
	if msg.Mod == 0 {
		msg.Text = name
	}
	return msg
}

// codes is the keys that give no text.
var codes = map[string]rune{
	"enter": tea.KeyEnter, "esc": tea.KeyEscape, "tab": tea.KeyTab, "backspace": tea.KeyBackspace, "delete": tea.KeyDelete, "insert": tea.KeyInsert,
	"up": tea.KeyUp, "down": tea.KeyDown, "left": tea.KeyLeft, "right": tea.KeyRight, "pgup": tea.KeyPgUp, "pgdown": tea.KeyPgDown,
	"home": tea.KeyHome, "end": tea.KeyEnd, "f1": tea.KeyF1, "f2": tea.KeyF2, "f5": tea.KeyF5,
}
