// Package widget is the parts that screens are made of: plain structs with methods, no tea.Model. A part is given
// messages (Update), says what came of them, and draws itself into a Frame: lines, tap targets (Hit) and the real caret.
// The screen lays frames out; nothing here knows pages or the store. Everything is measured in terminal cells.
//
// Drawing. Look{Theme, Words} goes to every View; take it anew each time (tui.Deps.Look).
//
//	Frame: Add(lines…), Tap(msg, width, lines…), Append(frame), Shift, Fit(w, h), From(line)
//	Stack(frames…)  Columns(gap, Column{Width, Frame}…)  Compose(w, h, header, body, footer)
//	Over, Centre, Box: a box over a page
//	Theme.X.Render(line): X is Text Dim Strong Title Error Warn Saved Selected Button… OK Fail NA Unseen Open Major Recalled
//	Look.Badge(value): 符 否 免 未 待 on coloured ground, 2 cells
//	Progress(look, done, total, width)
//
// Text. All that comes from outside is cleaned before it is drawn: Wrap, Hang and Fit do it themselves.
//
//	Clean(s) keeps newlines, Line(s) makes one line
//	Wrap(text, width), Hang(label, text, width): lines by Chinese rules, plain: style each line after
//	Width, Truncate, Pad, PadLeft, Mid, Sides(left, right, width): cells of styled lines
//	Fit(data, width): cleaned, cut and padded
//	Match(query, text): part of the text, or pinyin initials
//
// Input.
//
//	Key(msg): "a", "?", "enter", "ctrl+s": full-width keys made half-width; KeyPress(name) is the way back
//	List: SetSize, SetLen, Select, Selected, Update(msg) used, View(look, row); a tap gives RowMsg{List, Row}
//	Viewer: SetSize, SetContent(frame), SetText, Home, Show(line), Update(msg, lines) used, View(look)
//	Buttons(look, width, height, []Button) Frame, Press(buttons, key) (msg, ok): key and tap give the same message
//	Field: NewField(name, label, lines), Focus, Blur, Value, SetValue, Insert, Limit, Err, Update(msg) (done, cmd), View(look, width)
//	Menu: NewMenu(title, options…), NewMenuOfMany; Update(msg) Going/Chosen/Cancelled, Value, Values, Chosen, Query, View(look, w, h)
//	Form: NewForm(huh fields…); Update(msg) Going/Chosen/Cancelled, View(look, w, h)
//
// While a Menu or Form is open the screen gives it every message and shows its Keys(look); while a Field has focus, or a Menu
// that filters is open, the screen says Typing(). Targets for gloves are ButtonHeight lines × ButtonWidth cells, or more.
package widget
