package sheet

import (
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"io"
	"strings"

	"anquan.example/paicha/internal/qr"
)

//go:embed page.html
var pageHTML string

var page = template.Must(template.New("sheet").Funcs(template.FuncMap{
	"kind":  func(b Block) string { return strings.TrimPrefix(fmt.Sprintf("%T", b), "sheet.") },
	"lines": func(f Fields) []fieldLine { return f.lines() },
	"percents": func(t Table) []int {
		return t.widths(100)
	},
}).Parse(pageHTML))

// htmlPage is what the page is made of; Picture hands out the pictures in their order.
type htmlPage struct {
	Sheet
	next func() photo
}

// html writes one file that needs nothing else, for the screen and for A4.
func html(w io.Writer, s Sheet) error {
	next, stop := s.copies(pictureEdge)
	defer stop()
	if err := page.ExecuteTemplate(w, "top", htmlPage{s, next}); err != nil {
		return err
	}
	for _, a := range s.Attached {
		// The names are checked: nothing here needs escaping. No browser runs a script of this type.
		_, err := fmt.Fprintf(w, "<script type=\"application/octet-stream;base64\" data-name=\"%s\" data-mime=\"%s\">%s</script>\n", a.Name, a.Mime, base64.StdEncoding.EncodeToString(a.Data))
		if err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, "</body>\n</html>\n")
	return err
}

// Picture is the next picture as a data URL; "" when it cannot be shown.
func (p htmlPage) Picture() template.URL {
	photo := p.next()
	if photo.err != nil {
		return ""
	}
	return template.URL("data:image/jpeg;base64," + base64.StdEncoding.EncodeToString(photo.jpg))
}

// QR is the code as a drawing; nothing when it cannot be drawn: its text stands beside.
func (p htmlPage) QR(c Code) template.HTML {
	svg, err := qr.SVG(c.Text, strings.ReplaceAll(c.Caption, "\n", " "))
	if err != nil {
		return ""
	}
	return template.HTML(svg)
}

// Colon stands between a label and what it says.
func (p htmlPage) Colon() string { return p.colon() }

// Caption is what stands below a picture.
func (p htmlPage) Caption(picture Picture) string { return picture.title() }

// Across says that the paper lies on its side.
func (p htmlPage) Across() bool { return p.Landscape }
