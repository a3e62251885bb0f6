package widget

// Progress is a bar of exactly width cells: done of total. It is full only when all is done, and empty only when nothing is.
func Progress(look Look, done, total, width int) string {
	t := look.Theme
	fill, rest := t.barDone, t.barToDo
	if fill == "" {
		fill, rest = "=", "."
	}
	n := 0
	if total > 0 {
		n = min(max(done*width/total, 0), width)
	}
	switch {
	case done > 0 && n == 0:
		n = 1
	case done < total && n == width:
		n = width - 1
	}
	return t.Bar.Render(repeat(fill, n)) + t.BarRest.Render(repeat(rest, width-n))
}
