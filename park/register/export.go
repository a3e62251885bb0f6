package register

import (
	"encoding/csv"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"anquan.example/paicha/internal/plain"
)

// grid is the entries under the heading that Read knows. What a spreadsheet would run it shows.
func grid(all []Enterprise) [][]string {
	rows := make([][]string, 1, len(all)+1)
	for _, c := range columns {
		rows[0] = append(rows[0], c.title())
	}
	for _, e := range all {
		row := make([]string, len(columns))
		for n, c := range columns {
			row[n] = c.get(&e)
			if c.Field == State {
				row[n], _, _ = strings.Cut(map[bool]string{true: activeNames, false: closedNames}[e.Active], " ")
			}
			if c.Field != Latitude && c.Field != Longitude { // numbers of ours: a minus is one
				row[n] = plain.Cell(row[n])
			}
		}
		rows = append(rows, row)
	}
	return rows
}

// CSV writes entries as a file that spreadsheets take for UTF-8, and that Read takes back.
func CSV(w io.Writer, all []Enterprise) error {
	if _, err := io.WriteString(w, "\ufeff"); err != nil {
		return err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	if err := out.WriteAll(grid(all)); err != nil {
		return fmt.Errorf("write the register: %w", err)
	}
	return nil
}

// XLSX writes entries as a workbook. Every cell is text: codes keep their digits.
func XLSX(w io.Writer, all []Enterprise) (err error) {
	f := excelize.NewFile()
	defer func() { _ = f.Close() }()
	defer func() {
		if err != nil {
			err = fmt.Errorf("write the register: %w", err)
		}
	}()
	const sheet = "Sheet1"
	style, err := f.NewStyle(&excelize.Style{NumFmt: 49}) // text
	if err != nil {
		return err
	}
	stream, err := f.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	if err := stream.SetColWidth(1, len(columns), 20); err != nil {
		return err
	}
	for n, row := range grid(all) {
		cells := make([]any, len(row))
		for i, c := range row {
			cells[i] = excelize.Cell{StyleID: style, Value: c}
		}
		name, err := excelize.CoordinatesToCellName(1, n+1)
		if err != nil {
			return err
		}
		if err := stream.SetRow(name, cells); err != nil {
			return err
		}
	}
	if err := stream.Flush(); err != nil {
		return err
	}
	return f.Write(w)
}
