package widget

// Box is content with a title bar and a margin, width cells wide, on ground of its own; lay it over a page with Centre
// or Over.
func Box(look Look, title string, content Frame, width int) Frame {
	t := look.Theme
	inner := max(width-2, 0)
	var f Frame
	f.Add(t.BoxTitle.Render(Pad(" "+Line(title), width)))
	body := content.Fit(inner, content.Height()).Shift(1, 1)
	for _, line := range body.Lines {
		f.Add(t.Box.Render(" " + line + " "))
	}
	f.Add(t.Box.Render(Pad("", width)))
	f.Hits, f.Cursor = body.Hits, body.Cursor
	return f
}
