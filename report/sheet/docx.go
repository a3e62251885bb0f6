package sheet

import (
	"fmt"
	"io"
	"strings"

	"anquan.example/paicha/internal/qr"
)

// Lengths of WordprocessingML (ECMA-376 part 1): twentieths of a point on the page, 914400ths of an inch (EMU) for pictures.
const (
	docxWidth, docxHeight       = 11906, 16838 // A4
	docxLeft, docxRight         = 1247, 1134   // 22 and 20 mm
	docxTop, docxBottom         = 1304, 1247   // 23 and 22 mm
	docxFoot                    = 680
	emuPerTwip                  = 635
	pictureEdge                 = 1000 // pixels: some 300 a printed inch; a quarter of what most tablets take, which is quick to make
	docxCellPad                 = 80
	docxPictureTall, docxQRSize = 60, 28 // mm
)

const emuPerMM = 36000

// docx writes OOXML for Word and WPS: paragraphs with styles, tables whose head is repeated, fields for the page's number. Pictures go
// into the file as they are made; what refers to them comes last.
func docx(w io.Writer, s Sheet) error {
	d := &docxFile{s: s, out: newArchive(w), inner: docxWidth - docxLeft - docxRight}
	if s.Landscape {
		d.inner = docxHeight - docxLeft - docxRight
	}
	d.out.put("[Content_Types].xml", []byte(docxTypes(s.Attached)), false)
	d.out.put("_rels/.rels", []byte(docxRootRels(s.Attached)), false)
	d.out.put("docProps/core.xml", []byte(docxProperties(s)), false)
	d.out.put("word/styles.xml", []byte(docxStyles(s.Lang)), false)
	d.out.put("word/fontTable.xml", []byte(docxFontTable), false)
	d.out.put("word/numbering.xml", []byte(docxNumbering(s)), false)
	d.out.put("word/settings.xml", []byte(docxSettings), false)
	d.out.put("word/footer1.xml", []byte(docxFooter(s, d.inner)), false)
	d.document()
	d.out.put("word/_rels/document.xml.rels", []byte(d.relations()), false)
	for _, a := range s.Attached {
		d.out.put(attachedFolder+a.Name, a.Data, false)
	}
	return d.out.close()
}

// docxFile is one being written.
type docxFile struct {
	s       Sheet
	out     *archive
	body    strings.Builder
	inner   int // width between the margins, twips
	images  []string
	list    int // numbered lists so far: each counts from one
	drawing int
}

func (d *docxFile) add(format string, a ...any) { fmt.Fprintf(&d.body, format, a...) }

func (d *docxFile) document() {
	next, stop := d.s.copies(pictureEdge)
	defer stop()
	d.add(`%s<w:document %s><w:body>`, xmlHead, docxNamespaces)
	d.paragraph("Title", d.s.Title, "")
	if d.s.Number != "" {
		d.paragraph("Number", d.s.Number, "")
	}
	for _, n := range d.s.Notes {
		d.paragraph("Small", n, "")
	}
	for _, b := range d.s.Blocks {
		d.block(b, next)
	}
	across, width, height := "", docxWidth, docxHeight
	if d.s.Landscape {
		across, width, height = ` w:orient="landscape"`, docxHeight, docxWidth
	}
	d.add(`<w:sectPr><w:footerReference w:type="default" r:id="rFooter"/><w:pgSz w:w="%d" w:h="%d"%s/>`, width, height, across)
	d.add(`<w:pgMar w:top="%d" w:right="%d" w:bottom="%d" w:left="%d" w:header="567" w:footer="%d" w:gutter="0"/></w:sectPr></w:body></w:document>`,
		docxTop, docxRight, docxBottom, docxLeft, docxFoot)
	d.out.put("word/document.xml", []byte(d.body.String()), false)
}

// runs is text as a run; newlines are breaks within the paragraph.
func runs(text, properties string) string {
	var b strings.Builder
	b.WriteString("<w:r>")
	if properties != "" {
		b.WriteString("<w:rPr>" + properties + "</w:rPr>")
	}
	for n, l := range strings.Split(text, "\n") {
		if n > 0 {
			b.WriteString("<w:br/>")
		}
		b.WriteString(`<w:t xml:space="preserve">` + esc(l) + "</w:t>")
	}
	b.WriteString("</w:r>")
	return b.String()
}

// paragraph adds text of a style; more is of its properties.
func (d *docxFile) paragraph(style, text, more string) {
	d.add(`<w:p><w:pPr><w:pStyle w:val="%s"/>%s</w:pPr>%s</w:p>`, style, more, runs(text, ""))
}

func (d *docxFile) block(block Block, next func() photo) {
	switch b := block.(type) {
	case Heading:
		d.paragraph(fmt.Sprintf("Heading%d", max(1, min(2, b.Level))), b.Text, "")
	case Text:
		style, properties := "BodyText", ""
		if b.Small {
			style = "Small"
		}
		if b.Bold {
			properties = "<w:b/>"
		}
		for _, l := range strings.Split(b.Text, "\n") {
			d.add(`<w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr>%s</w:p>`, style, runs(l, properties))
		}
	case List:
		number := 1 // of numbering.xml: dots
		if b.Numbered {
			d.list++
			number = 1 + d.list
		}
		for _, item := range b.Items {
			d.paragraph("ListParagraph", item, fmt.Sprintf(`<w:numPr><w:ilvl w:val="0"/><w:numId w:val="%d"/></w:numPr>`, number))
		}
	case Fields:
		d.fields(b)
	case Table:
		d.table(b)
	case Pictures:
		d.pictures(b, next)
	case Signatures:
		d.signatures(b)
	case Code:
		d.code(b)
	case Break:
		d.add(`<w:p><w:r><w:br w:type="page"/></w:r></w:p>`)
	}
}

// begin starts a table of columns this wide, twips; its lines are drawn when it is a form.
func (d *docxFile) begin(widths []int, lines bool) {
	style := "Grid"
	if !lines {
		style = "Bare"
	}
	all := 0
	for _, w := range widths {
		all += w
	}
	d.add(`<w:tbl><w:tblPr><w:tblStyle w:val="%s"/><w:tblW w:w="%d" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>`, style, all)
	for _, w := range widths {
		d.add(`<w:gridCol w:w="%d"/>`, w)
	}
	d.add(`</w:tblGrid>`)
}

// end closes a table; two tables in a row would grow together without a paragraph between.
func (d *docxFile) end() { d.add(`</w:tbl><w:p><w:pPr><w:pStyle w:val="Gap"/></w:pPr></w:p>`) }

// row opens a row; properties beside that it is not torn.
func (d *docxFile) row(properties string) {
	d.add(`<w:tr><w:trPr><w:cantSplit/>%s</w:trPr>`, properties)
}

func (d *docxFile) cell(width, columns int, style, content string) {
	span := "" // and what else is the cell's
	if columns > 1 {
		span = fmt.Sprintf(`<w:gridSpan w:val="%d"/>`, columns)
	}
	if style == "TableHead" {
		span += `<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>`
	}
	d.add(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/>%s</w:tcPr><w:p><w:pPr><w:pStyle w:val="%s"/></w:pPr>%s</w:p></w:tc>`, width, span, style, content)
}

func (d *docxFile) fields(f Fields) {
	label := d.inner * 15 / 100
	value := d.inner/2 - label
	d.begin([]int{label, value, label, value}, true)
	for _, line := range f.lines() {
		height := ""
		if l := line.Height(); l > 1 {
			height = fmt.Sprintf(`<w:trHeight w:val="%d" w:hRule="atLeast"/>`, 360*l)
		}
		d.row(height)
		for _, one := range line {
			d.cell(label, 1, "TableHead", runs(one.Label, ""))
			if len(line) == 1 {
				d.cell(d.inner-label, 3, "TableText", runs(one.Value, ""))
			} else {
				d.cell(value, 1, "TableText", runs(one.Value, ""))
			}
		}
		d.add(`</w:tr>`)
	}
	d.end()
}

func (d *docxFile) table(t Table) {
	if len(t.Columns) == 0 {
		return
	}
	widths := t.widths(d.inner)
	d.begin(widths, true)
	d.row(`<w:tblHeader/>`)
	for n, c := range t.Columns {
		d.cell(widths[n], 1, "TableHead", runs(c.Name, ""))
	}
	d.add(`</w:tr>`)
	for _, r := range t.Rows {
		d.row("")
		for n, c := range r {
			style := "TableText"
			if t.Columns[n].Right {
				style = "TableNumber"
			}
			d.cell(widths[n], 1, style, runs(c, ""))
		}
		d.add(`</w:tr>`)
	}
	if len(t.Rows) == 0 && t.Empty != "" {
		d.row("")
		d.cell(d.inner, len(widths), "TableText", runs(t.Empty, ""))
		d.add(`</w:tr>`)
	}
	d.end()
}

func (d *docxFile) pictures(pictures Pictures, next func() photo) {
	half := d.inner / 2
	d.begin([]int{half, half}, false)
	for n, p := range pictures {
		if n%2 == 0 {
			d.row("")
		}
		photo := next()
		content := runs(p.Missing, "")
		if photo.err == nil {
			content = d.image("jpeg", photo.jpg, photo.width, photo.height, (half-2*docxCellPad)*emuPerTwip, docxPictureTall*emuPerMM, p.title())
		}
		d.add(`<w:tc><w:tcPr><w:tcW w:w="%d" w:type="dxa"/></w:tcPr><w:p><w:pPr><w:pStyle w:val="Picture"/></w:pPr>%s</w:p>`, half, content)
		d.add(`<w:p><w:pPr><w:pStyle w:val="Caption"/></w:pPr>%s</w:p></w:tc>`, runs(p.title(), ""))
		if n%2 == 1 {
			d.add(`</w:tr>`)
		}
	}
	if len(pictures)%2 == 1 {
		d.cell(half, 1, "Picture", "")
		d.add(`</w:tr>`)
	}
	d.end()
}

// image puts a picture into the file and gives the run that shows it, at most so wide and high (EMU).
func (d *docxFile) image(kind string, data []byte, width, height, wide, tall int, title string) string {
	name := fmt.Sprintf("image%d.%s", len(d.images)+1, kind)
	d.images = append(d.images, name)
	d.out.put("word/media/"+name, data, true)
	if w := tall * width / height; w < wide {
		wide = w
	}
	tall = wide * height / width
	d.drawing++
	return fmt.Sprintf(docxDrawing, wide, tall, d.drawing, d.drawing, esc(strings.ReplaceAll(title, "\n", " ")), d.drawing, len(d.images), wide, tall)
}

// signatures are lines to write on: the role and the small name, the blank, the day.
func (d *docxFile) signatures(all Signatures) {
	who, blank, day := d.inner*34/100, d.inner*32/100, d.inner*12/100
	rest := d.inner - who - blank - day
	d.begin([]int{who, blank, day, rest}, false)
	for _, g := range all {
		d.row(`<w:trHeight w:val="680" w:hRule="atLeast"/>`)
		role := runs(g.Role+d.s.colon(), "")
		if g.Name != "" {
			role += "<w:r><w:br/></w:r>" + runs("("+g.Name+")", `<w:sz w:val="16"/><w:szCs w:val="16"/>`)
		}
		d.cell(who, 1, "Sign", role)
		if g.Says != "" {
			d.cell(d.inner-who, 3, "Sign", runs(g.Says, ""))
		} else {
			d.cell(blank, 1, "SignLine", "")
			label := g.Date
			style := "SignLine"
			if label == "" {
				style = "Sign"
			} else {
				label += d.s.colon()
			}
			d.cell(day, 1, "SignDay", runs(label, ""))
			d.cell(rest, 1, style, "")
		}
		d.add(`</w:tr>`)
	}
	d.end()
}

// code is the QR code with what to do beside; one that cannot be drawn is its text.
func (d *docxFile) code(c Code) {
	picture := runs(c.Text, "")
	if png, err := qr.PNG(c.Text); err == nil {
		side := docxQRSize * emuPerMM
		picture = d.image("png", png, 1, 1, side, side, c.Caption)
	}
	width := docxQRSize*emuPerMM/emuPerTwip + 2*docxCellPad
	d.begin([]int{width, d.inner - width}, false)
	d.row("")
	d.cell(width, 1, "Picture", picture)
	d.cell(d.inner-width, 1, "Small", runs(c.Caption+"\n"+c.Text, ""))
	d.add(`</w:tr>`)
	d.end()
}
