package register

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"
)

// decoded is the text in a file, and what it is written in. What has no mark and is not UTF-8 is what Chinese spreadsheets write.
func decoded(data []byte) (text []byte, name string, err error) {
	wide := func(mark string, order unicode.Endianness, name string) ([]byte, string, error) {
		text, err := unicode.UTF16(order, unicode.IgnoreBOM).NewDecoder().Bytes(bytes.TrimPrefix(data, []byte(mark)))
		return text, name, err
	}
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")) && utf8.Valid(data):
		return data[3:], "UTF-8 (BOM)", nil
	case bytes.HasPrefix(data, []byte("\xff\xfe")), manyZeros(data, 1):
		return wide("\xff\xfe", unicode.LittleEndian, "UTF-16 LE")
	case bytes.HasPrefix(data, []byte("\xfe\xff")), manyZeros(data, 0):
		return wide("\xfe\xff", unicode.BigEndian, "UTF-16 BE")
	case utf8.Valid(data):
		return data, "UTF-8", nil
	}
	text, err = simplifiedchinese.GB18030.NewDecoder().Bytes(data)
	return text, "GB18030", err
}

// manyZeros says that of every second byte, beginning with that one, more than an eighth is zero: digits and commas in UTF-16.
func manyZeros(data []byte, from int) bool {
	zeros, all := 0, 0
	for at := from; at < min(len(data), 2000); at += 2 {
		if all++; data[at] == 0 {
			zeros++
		}
	}
	return zeros > all/8
}

// separator is what stands most often in the first line that says something.
func separator(text []byte) rune {
	first := text
	for line := range bytes.Lines(text) {
		if len(bytes.TrimSpace(line)) > 0 {
			first = line
			break
		}
	}
	best, most := ',', bytes.Count(first, []byte(","))
	for _, r := range "\t;" {
		if n := bytes.Count(first, []byte(string(r))); n > most {
			best, most = r, n
		}
	}
	return best
}

// written is how systems keep a spreadsheet from making a number of a code: ="9150…".
var written = regexp.MustCompile(`^="([^"]*)"$`)

// readCSV reads all lines; one that is no line of a table is a problem of its own.
func readCSV(text []byte) (lines []line, err error) {
	r := csv.NewReader(bytes.NewReader(text))
	r.FieldsPerRecord, r.Comma = -1, separator(text)
	folded := 0 // line breaks in cells: a spreadsheet counts rows
	for {
		record, err := r.Read()
		if err == io.EOF {
			return lines, nil
		}
		var bad *csv.ParseError
		if errors.As(err, &bad) {
			lines = append(lines, line{n: bad.StartLine, row: bad.StartLine - folded, broken: true})
			continue
		} else if err != nil {
			return nil, err
		}
		n, _ := r.FieldPos(0)
		l := line{n: n, row: n - folded}
		for _, field := range record {
			folded += strings.Count(field, "\n")
			c := cell{text: field, formula: strings.HasPrefix(field, "=")}
			if m := written.FindStringSubmatch(field); m != nil {
				c = cell{text: m[1]}
			}
			l.cells = append(l.cells, c)
		}
		if lines = append(lines, l); len(lines) > maxRows {
			return nil, ErrTooMany
		}
	}
}
