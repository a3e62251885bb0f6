package sheet

import (
	"fmt"

	"anquan.example/paicha/internal/qr"
)

// block draws the n-th block.
func (p *pen) block(block Block, n int, next func() photo) {
	switch b := block.(type) {
	case Heading:
		p.heading(b, n)
	case Text:
		st := bodyStyle
		if b.Bold {
			st = boldStyle
		}
		if b.Small {
			st = smallStyle
		}
		p.paragraph(b.Text, st, left)
		p.y += 3 * pt
	case List:
		p.list(b)
	case Fields:
		p.fields(b)
	case Table:
		p.table(b)
	case Pictures:
		p.pictures(b, next)
	case Signatures:
		p.signatures(b)
	case Code:
		p.code(b)
	case Break:
		if p.y > pdfTop {
			p.newPage()
		}
	}
}

// heading stays with the beginning of what follows.
func (p *pen) heading(h Heading, n int) {
	st := heading1Style
	if h.Level > 1 {
		st = heading2Style
	}
	follows := 0
	if n+1 < len(p.s.Blocks) {
		follows = p.least(p.s.Blocks[n+1])
	}
	p.y += 6 * pt
	p.need(min(st.line+3*pt+follows, p.bottom()-pdfTop))
	p.paragraph(h.Text, st, left)
	p.y += 3 * pt
}

// least is the room that the beginning of a block needs: a table's head with its first row, all signatures, a row of pictures, three lines.
func (p *pen) least(b Block) int {
	switch b := b.(type) {
	case Pictures:
		return pictureTall + 2*smallStyle.line
	case Signatures:
		height := 0
		for _, g := range b {
			height += p.sign(g).height
		}
		return height
	case Table:
		if len(b.Rows) > 0 && len(b.Columns) > 0 {
			_, head := p.wrapped(p.heads(b), 0)
			_, first := p.wrapped(p.tableCells(b, b.Rows[0]), 0)
			if head+first <= p.bottom()-pdfTop { // a longer row is torn anyway
				return head + first
			}
		}
		return 5 * tableStyle.line
	case Break:
		return 0
	}
	return 3 * bodyStyle.line
}

func (p *pen) list(l List) {
	indent := 2 * bodyStyle.size
	for n, item := range l.Items {
		mark := "•"
		if l.Numbered {
			mark = fmt.Sprintf("%d.", n+1)
		}
		lines := wrap(item, p.inner()-indent, p.measure(bodyStyle))
		p.need(min(2, len(lines)) * bodyStyle.line)
		p.line(pdfLeft, p.y, indent, mark, boldStyle, left)
		p.lines(lines, pdfLeft+indent, p.inner()-indent, bodyStyle, left)
	}
	p.y += 3 * pt
}

// cell is one of a row.
type cell struct {
	width int
	text  string
	style style
	where int
	fill  bool
}

// wrapped is the lines of cells, and how high a row of them is.
func (p *pen) wrapped(cells []cell, least int) (lines [][]string, height int) {
	lines, height = make([][]string, len(cells)), least
	for n, c := range cells {
		lines[n] = wrap(c.text, c.width-2*cellPad, p.measure(c.style))
		height = max(height, len(lines[n])*c.style.line+2*cellPad)
	}
	return lines, height
}

// row draws cells side by side, on a new page if they do not fit here and do fit there; head is drawn at the top of each new page.
func (p *pen) row(cells []cell, least int, head func()) {
	lines, height := p.wrapped(cells, least)
	if height > p.room() {
		newRoom := p.bottom() - pdfTop - 3*tableStyle.line
		if height <= newRoom || p.room() < 3*tableStyle.line+2*cellPad {
			p.newPage()
			head()
		}
	}
	for height > p.room() { // longer than a page: it is torn
		piece := (p.room() - 2*cellPad) / tableStyle.line
		if piece < 1 {
			break // a head that fills the page: the row runs over the edge rather than for ever
		}
		height = 0
		now := make([][]string, len(cells))
		for n := range lines {
			cut := min(piece, len(lines[n]))
			now[n], lines[n] = lines[n][:cut], lines[n][cut:]
			height = max(height, len(lines[n])*cells[n].style.line+2*cellPad)
		}
		p.cells(cells, now, p.room())
		p.newPage()
		head()
	}
	p.cells(cells, lines, height)
}

// cells draws the lines of cells, all so high.
func (p *pen) cells(cells []cell, lines [][]string, height int) {
	x := pdfLeft
	for n, c := range cells {
		p.box(x, p.y, c.width, height, c.fill)
		y := p.y + cellPad
		for _, l := range lines[n] {
			p.line(x+cellPad, y, c.width-2*cellPad, l, c.style, c.where)
			y += c.style.line
		}
		x += c.width
	}
	p.y += height
}

func (p *pen) heads(t Table) []cell {
	widths := t.widths(p.inner())
	heads := make([]cell, len(widths))
	for n, c := range t.Columns {
		heads[n] = cell{widths[n], c.Name, tableHead, left, true}
	}
	return heads
}

func (p *pen) tableCells(t Table, row []string) []cell {
	widths := t.widths(p.inner())
	cells := make([]cell, len(widths))
	for n, text := range row {
		cells[n] = cell{widths[n], text, tableStyle, left, false}
		if t.Columns[n].Right {
			cells[n].where = right
		}
	}
	return cells
}

func (p *pen) table(t Table) {
	if len(t.Columns) == 0 {
		return
	}
	heads := p.heads(t)
	head := func() { p.row(heads, 0, func() {}) }
	p.need(p.least(t)) // a head does not stand alone
	head()
	for _, r := range t.Rows {
		p.row(p.tableCells(t, r), 0, head)
	}
	if len(t.Rows) == 0 && t.Empty != "" {
		p.row([]cell{{p.inner(), t.Empty, tableStyle, left, false}}, 0, head)
	}
	p.y += 6 * pt
}

func (p *pen) fields(f Fields) {
	label := p.inner() * 15 / 100
	value := p.inner()/2 - label
	for _, line := range f.lines() {
		cells := []cell{{label, line[0].Label, tableHead, left, true}, {p.inner() - label, line[0].Value, tableStyle, left, false}}
		if len(line) == 2 {
			cells[1].width = value
			cells = append(cells, cell{label, line[1].Label, tableHead, left, true},
				cell{p.inner() - 2*label - value, line[1].Value, tableStyle, left, false})
		}
		p.row(cells, max(tableStyle.line+8*pt, line.Height()*18*pt), func() {})
	}
	p.y += 6 * pt
}

const pictureTall = 60 * mm

// pictures draws two a line; a pair and its captions stay together.
func (p *pen) pictures(all Pictures, next func() photo) {
	half := p.inner() / 2
	width := half - 6*pt
	for n := 0; n < len(all); n += 2 {
		pair := all[n:min(n+2, len(all))]
		captions := make([][]string, len(pair))
		height := 0
		for k, one := range pair {
			captions[k] = wrap(one.title(), width, p.measure(smallStyle))
			height = max(height, len(captions[k])*smallStyle.line)
		}
		p.need(pictureTall + height + 8*pt)
		for k, one := range pair {
			x := pdfLeft + k*(half+3*pt)
			if photo := next(); photo.err == nil {
				p.picture("jpg", photo.jpg, photo.width, photo.height, x, p.y, width, pictureTall)
			} else {
				p.absent(one, x, width)
			}
			for l, caption := range captions[k] {
				p.line(x, p.y+pictureTall+2*pt+l*smallStyle.line, width, caption, smallStyle, center)
			}
		}
		p.y += pictureTall + height + 8*pt
	}
}

// absent says in its place that a picture cannot be shown.
func (p *pen) absent(one Picture, x, width int) {
	p.box(x, p.y, width, pictureTall, false)
	lines := wrap(one.Missing, width-2*cellPad, p.measure(smallStyle))
	lines = lines[:min(len(lines), (pictureTall-2*cellPad)/smallStyle.line)]
	y := p.y + (pictureTall-len(lines)*smallStyle.line)/2
	for _, l := range lines {
		p.line(x+cellPad, y, width-2*cellPad, l, smallStyle, center)
		y += smallStyle.line
	}
}

const signTall = 36 * pt

// signatures draws a line to write on for each, the name small below the role; the day beside.
func (p *pen) signatures(all Signatures) {
	p.need(min(p.least(all), p.bottom()-pdfTop)) // they stay together
	who, blank, day := p.inner()*34/100, p.inner()*32/100, p.inner()*12/100
	for _, g := range all {
		s := p.sign(g)
		p.need(s.height)
		y := p.y + 10*pt
		for n, l := range s.says {
			p.line(pdfLeft+who, y+n*bodyStyle.line, p.inner()-who, l, bodyStyle, left)
		}
		if g.Says == "" {
			p.blanks(g, who, blank, day, y+bodyStyle.line)
		}
		for _, l := range s.roles {
			p.line(pdfLeft, y, who, l, bodyStyle, left)
			y += bodyStyle.line
		}
		for _, l := range s.names {
			p.line(pdfLeft, y, who, l, smallStyle, left)
			y += smallStyle.line
		}
		p.y += s.height
	}
	p.y += 6 * pt
}

// signed is the lines of one signature, and how high it is.
type signed struct {
	roles, names, says []string
	height             int
}

func (p *pen) sign(g Signature) (s signed) {
	who := p.inner() * 34 / 100
	s.roles = wrap(g.Role+p.s.colon(), who, p.measure(bodyStyle))
	if g.Name != "" {
		s.names = wrap("("+g.Name+")", who, p.measure(smallStyle))
	}
	if g.Says != "" {
		s.says = wrap(g.Says, p.inner()-who, p.measure(bodyStyle))
	}
	s.height = max(signTall, len(s.roles)*bodyStyle.line+len(s.names)*smallStyle.line+10*pt, len(s.says)*bodyStyle.line+10*pt)
	return s
}

// blanks draws the lines to write on, at y.
func (p *pen) blanks(g Signature, who, blank, day, y int) {
	rule := func(from, to int) { p.f.Line(points(from), points(y), points(to), points(y)) }
	rule(pdfLeft+who, pdfLeft+who+blank)
	if g.Date != "" {
		p.line(pdfLeft+who+blank, y-bodyStyle.line, day, g.Date+p.s.colon(), bodyStyle, right)
		rule(pdfLeft+who+blank+day, pdfLeft+p.inner())
	}
}

// code draws the QR code with what to do beside; one that cannot be drawn is its text.
func (p *pen) code(c Code) {
	const side = 28 * mm
	gap := 4 * mm
	lines := wrap(c.Caption+"\n"+c.Text, p.inner()-side-gap, p.measure(smallStyle))
	p.need(max(side, len(lines)*smallStyle.line))
	top, page := p.y, p.f.PageNo()
	if drawn, err := qr.PNG(c.Text); err == nil {
		p.picture("png", drawn, 1, 1, pdfLeft, p.y, side, side)
	}
	p.y += max(0, (side-len(lines)*smallStyle.line)/2)
	p.lines(lines, pdfLeft+side+gap, p.inner()-side-gap, smallStyle, left)
	if p.f.PageNo() == page {
		p.y = max(p.y, top+side)
	}
	p.y += 6 * pt
}
