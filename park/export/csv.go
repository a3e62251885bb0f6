package export

import (
	"bufio"
	"encoding/csv"
	"io"

	"anquan.example/paicha/internal/words"
)

// buffered is how much is kept before the first byte goes out: what fails until then is told as an error.
const buffered = 64 << 10

// csvFile is CSV with a BOM and CRLF, so that spreadsheets take it for UTF-8.
type csvFile struct {
	buffer *bufio.Writer
	out    *csv.Writer
	record []string
}

func beginCSV(w io.Writer, t *table, words *words.Words) (sink, error) {
	f := &csvFile{buffer: bufio.NewWriterSize(w, buffered)}
	f.out = csv.NewWriter(f.buffer)
	f.out.UseCRLF = true
	if _, err := f.buffer.WriteString("\ufeff"); err != nil {
		return nil, err
	}
	return f, f.out.Write(t.heading(words))
}

func (f *csvFile) row(r row) error {
	f.record = f.record[:0]
	for _, c := range r.cells {
		f.record = append(f.record, shown(c))
	}
	return f.out.Write(f.record)
}

func (f *csvFile) end(int) error {
	f.out.Flush()
	if err := f.out.Error(); err != nil {
		return err
	}
	return f.buffer.Flush()
}

func (f *csvFile) drop() {}
