package export

import (
	"archive/zip"
	"fmt"
	"io"
	"strconv"

	"github.com/xuri/excelize/v2"

	"anquan.example/paicha/internal/words"
)

// sheetRows is how many rows a sheet takes, its heading among them, and sheetBytes how much about; more go on in the next.
const (
	sheetRows  = excelize.TotalRows
	sheetBytes = 7 << 29 // programs want other zip files from 4 GiB on
)

// workbook is XLSX: rows go through a temporary file, and all of it to its reader at the end. Text is in cells of text: none is run.
type workbook struct {
	w       io.Writer
	f       *excelize.File
	out     *excelize.StreamWriter
	title   string
	heading []any
	sheets  int
	at      int   // the last row that was written in the sheet
	most    int   // rows of a sheet
	size    int64 // of the sheet, about
	bold    int
}

func beginXLSX(w io.Writer, t *table, words *words.Words) (sink, error) {
	b := &workbook{w: w, f: excelize.NewFile(), title: t.title(words), most: sheetRows}
	for _, h := range t.heading(words) {
		b.heading = append(b.heading, h)
	}
	// The library would keep the whole file in its buffer before the first byte goes out.
	b.f.SetZipWriter(func(io.Writer) excelize.ZipWriter { return zip.NewWriter(w) })
	var err error
	if b.bold, err = b.f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}}); err == nil {
		err = b.sheet()
	}
	if err != nil {
		b.drop()
		return nil, err
	}
	return b, nil
}

// sheet begins a sheet.
func (b *workbook) sheet() (err error) {
	b.sheets++
	name := b.title
	if b.sheets > 1 {
		name = fmt.Sprintf("%s %d", b.title, b.sheets)
		if err := b.out.Flush(); err != nil {
			return err
		}
		_, err = b.f.NewSheet(name)
	} else {
		err = b.f.SetSheetName("Sheet1", name)
	}
	if err != nil {
		return err
	}
	if b.out, err = b.f.NewStreamWriter(name); err != nil {
		return err
	}
	if err := b.out.SetColWidth(1, len(b.heading), 16); err != nil {
		return err
	}
	if err := b.out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	b.at, b.size = 1, 0
	return b.out.SetRow("A1", b.heading, excelize.RowOpts{StyleID: b.bold})
}

func (b *workbook) row(r row) error {
	if b.at == b.most || b.size > sheetBytes {
		if err := b.sheet(); err != nil {
			return err
		}
	}
	b.at++
	cells := make([]any, len(r.cells))
	for n, c := range r.cells {
		switch c := c.(type) {
		case int, bool:
			cells[n] = c
		case decimal:
			if x, err := strconv.ParseFloat(string(c), 64); err == nil {
				cells[n] = x
			} else {
				cells[n] = string(c)
			}
		default:
			said := text(c)
			cells[n] = said
			b.size += int64(len(said))
		}
		b.size += 60 // of its element
	}
	return b.out.SetRow("A"+strconv.Itoa(b.at), cells)
}

func (b *workbook) end(int) error {
	defer b.drop()
	if err := b.out.Flush(); err != nil {
		return err
	}
	return b.f.Write(b.w)
}

// drop takes the temporary files away.
func (b *workbook) drop() { _ = b.f.Close() }
