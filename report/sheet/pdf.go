package sheet

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"io"
	"strings"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// The page in thousandths of a point, A4. Whole numbers: the same lines on every machine, whatever its processor does with fractions.
const (
	pt       = 1000
	mm       = 72 * pt * 10 / 254
	pdfShort = 595280
	pdfLong  = 841890
	pdfLeft  = 22 * mm
	pdfRight = 20 * mm
	pdfTop   = 22 * mm
	pdfFoot  = 22 * mm
	cellPad  = 3 * pt
)

// Faces, as faces has them.
const (
	song = iota
	hei
)

// style is how a text is set: sizes in thousandths of a point.
type style struct {
	face, size, line int
	heavy            bool // drawn with an outline: 小标宋
}

var (
	titleStyle    = style{song, 22 * pt, 30 * pt, true}
	heading1Style = style{hei, 14 * pt, 22 * pt, false}
	heading2Style = style{hei, 12 * pt, 19 * pt, false}
	bodyStyle     = style{song, 12 * pt, 19 * pt, false}
	boldStyle     = style{hei, 12 * pt, 19 * pt, false}
	tableStyle    = style{song, 10500, 15 * pt, false}
	tableHead     = style{hei, 10500, 15 * pt, false}
	smallStyle    = style{song, 9 * pt, 13 * pt, false}
)

// pdf writes pages of A4 with both typefaces cut to what the sheet uses.
func pdf(w io.Writer, s Sheet) error {
	faces, err := faces()
	if err != nil {
		return err
	}
	p := newPen(s, faces)
	next, stop := s.copies(pictureEdge)
	defer stop()
	p.newPage()
	p.paragraph(s.Title, titleStyle, center)
	p.y += 6 * pt
	if s.Number != "" {
		p.paragraph(s.Number, bodyStyle, right)
	}
	for _, n := range s.Notes {
		p.paragraph(n, smallStyle, left)
	}
	p.y += 4 * pt
	for n, b := range s.Blocks {
		p.block(b, n, next)
	}
	p.footers()
	return p.f.Output(w)
}

// pen draws from top to bottom.
type pen struct {
	s             Sheet
	f             *fpdf.Fpdf
	faces         [2]*face
	y             int // from the top of the page
	width, height int
	image         int
}

func newPen(s Sheet, faces [2]*face) *pen {
	p := &pen{s: s, faces: faces, width: pdfShort, height: pdfLong}
	if s.Landscape {
		p.width, p.height = p.height, p.width
	}
	f := fpdf.NewCustom(&fpdf.InitType{UnitStr: "pt", Size: fpdf.SizeType{Wd: points(p.width), Ht: points(p.height)}})
	f.SetAutoPageBreak(false, 0)
	f.SetCatalogSort(true)
	dated := s.Dated.UTC()
	if s.Dated.IsZero() {
		dated = time.Unix(0, 0).UTC() // of no time would be now
	}
	f.SetCreationDate(dated)
	f.SetModificationDate(dated)
	f.SetProducer("paicha", true)
	f.SetTitle(narrow(strings.ReplaceAll(s.Title, "\n", " ")), true)
	f.SetAuthor(narrow(s.Author), true)
	if s.Lang == "zh" || s.Lang == "en" {
		f.SetLang(s.Lang)
	}
	for _, face := range faces {
		f.AddUTF8FontFromBytes(face.name, "", face.file)
	}
	var embedded []fpdf.Attachment
	for _, a := range s.Attached {
		embedded = append(embedded, fpdf.Attachment{Filename: a.Name, Description: a.Mime, Content: a.Data})
	}
	f.SetAttachments(embedded)
	p.f = f
	return p
}

// narrow leaves out what takes more than two bytes in UTF-16, which the library cannot write.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		if r > 0xffff {
			return missing
		}
		return r
	}, s)
}

func points(n int) float64 { return float64(n) / pt }

func (p *pen) inner() int  { return p.width - pdfLeft - pdfRight }
func (p *pen) bottom() int { return p.height - pdfFoot }
func (p *pen) room() int   { return p.bottom() - p.y }

func (p *pen) newPage() {
	p.f.AddPage()
	p.f.SetLineWidth(0.5)
	p.y = pdfTop
}

// need begins a new page when there is less room than that, and the page is not a new one.
func (p *pen) need(height int) {
	if p.room() < height && p.y > pdfTop {
		p.newPage()
	}
}

// measure is how wide a character is in a style.
func (p *pen) measure(st style) func(rune) int {
	return func(r rune) int {
		n, r := set(p.faces, st.face, r)
		return p.faces[n].widths[r] * st.size / 1000
	}
}

// Where a line stands.
const (
	left = iota
	center
	right
)

// line draws one line of text with its upper edge at y.
func (p *pen) line(x, y, width int, text string, st style, where int) {
	if text == "" {
		return
	}
	spare := width - span(text, p.measure(st))
	switch where {
	case center:
		x += spare / 2
	case right:
		x += spare
	}
	baseline := y + (st.line-st.size)/2 + st.size*86/100 // a Chinese character stands 0.86 above and 0.14 below it
	if st.heavy {
		p.f.SetTextRenderingMode(2)
		p.f.SetLineWidth(points(st.size) / 40)
	}
	for _, run := range p.runs(text, st.face) {
		face := p.faces[run.face]
		p.f.SetFont(face.name, "", points(st.size))
		p.f.Text(points(x), points(baseline), run.text)
		x += span(run.text, func(r rune) int { return face.widths[r] * st.size / 1000 })
	}
	if st.heavy {
		p.f.SetTextRenderingMode(0)
		p.f.SetLineWidth(0.5)
	}
}

// run is text of one face.
type run struct {
	face int
	text string
}

func (p *pen) runs(text string, wanted int) (runs []run) {
	for _, r := range text {
		n, r := set(p.faces, wanted, r)
		if len(runs) == 0 || runs[len(runs)-1].face != n {
			runs = append(runs, run{face: n})
		}
		runs[len(runs)-1].text += string(r)
	}
	return runs
}

// paragraph draws a text over the whole width, over as many pages as it takes.
func (p *pen) paragraph(text string, st style, where int) {
	p.lines(wrap(text, p.inner(), p.measure(st)), pdfLeft, p.inner(), st, where)
}

func (p *pen) lines(lines []string, x, width int, st style, where int) {
	for _, l := range lines {
		p.need(st.line)
		p.line(x, p.y, width, l, st, where)
		p.y += st.line
	}
}

// footers draws the footer of every page, once it is known how many there are.
func (p *pen) footers() {
	before, between, behind := p.s.pageParts()
	pages := p.f.PageCount()
	for n := 1; n <= pages; n++ {
		p.f.SetPage(n)
		y := p.height - pdfFoot + 8*pt
		count := fmt.Sprintf("%s%d%s%d%s", before, n, between, pages, behind)
		wide := span(count, p.measure(smallStyle))
		p.line(pdfLeft, y, p.inner(), count, smallStyle, right)
		lines := wrap(p.s.Footer, p.inner()-wide-10*pt, p.measure(smallStyle))
		for k, l := range lines[:min(2, len(lines))] {
			p.line(pdfLeft, y+k*smallStyle.line, p.inner(), l, smallStyle, left)
		}
	}
}

// picture draws an image in the middle of a box.
func (p *pen) picture(kind string, data []byte, wide, tall, x, y, width, height int) {
	p.image++
	name := fmt.Sprintf("image%d", p.image)
	options := fpdf.ImageOptions{ImageType: kind}
	info := p.f.RegisterImageOptionsReader(name, options, bytes.NewReader(data))
	if err := inOrder(info, p.image); err != nil {
		p.f.SetError(err)
		return
	}
	w, h := width, width*tall/wide
	if h > height {
		w, h = height*wide/tall, height
	}
	p.f.ImageOptions(name, points(x+(width-w)/2), points(y+(height-h)/2), points(w), points(h), false, options, 0, "")
}

// inOrder gives a picture's width its number as a fraction, which is not printed: the library writes pictures by their width, and those of
// equal width in the order of a map, which would be another file each time. Gob is the way that it has to change one.
func inOrder(info *fpdf.ImageInfoType, number int) error {
	if info == nil {
		return nil // the library keeps the error
	}
	old, err := info.GobEncode()
	if err != nil {
		return err
	}
	var (
		data, mask, palette           []byte
		n, bits                       int
		width, height, scale, density float64
		space, filter, parameters     string
		transparent                   []int
		changed                       bytes.Buffer
	)
	from, to := gob.NewDecoder(bytes.NewReader(old)), gob.NewEncoder(&changed)
	for _, field := range []any{&data, &mask, &n, &width, &height, &space, &palette, &bits, &filter, &parameters, &transparent, &scale, &density} {
		if err := from.Decode(field); err != nil {
			return fmt.Errorf("a picture's order: %w", err)
		}
		if field == any(&width) {
			width += float64(number) / (1 << 20)
		}
		if err := to.Encode(field); err != nil {
			return fmt.Errorf("a picture's order: %w", err)
		}
	}
	return info.GobDecode(changed.Bytes())
}

func (p *pen) box(x, y, width, height int, fill bool) {
	how := "D"
	if fill {
		p.f.SetFillColor(242, 242, 242)
		how = "FD"
	}
	p.f.Rect(points(x), points(y), points(width), points(height), how)
}
