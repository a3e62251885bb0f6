package export

import (
	"bytes"
	"encoding/json"
	"slices"
	"testing"

	"github.com/xuri/excelize/v2"
)

// Numbers stay numbers, also below zero; text from outside is shown and not run.
func TestRowsAreWrittenAsTheyAre(t *testing.T) {
	rows := [][]any{{1, "=1+1", json.Number("-3.50"), nil}, {2, "示例化工", json.Number("90"), true}}
	columns := []string{"rank", "name", "beyond", "x"}
	var b bytes.Buffer
	if err := Rows(&b, "csv", "ranking", columns, slices.Values(rows)); err != nil {
		t.Fatal(err)
	}
	if want := "\ufeffrank,name,beyond,x\r\n1,'=1+1,-3.50,\r\n2,示例化工,90,1\r\n"; b.String() != want {
		t.Errorf("csv %q, want %q", b.String(), want)
	}
	b.Reset()
	if err := Rows(&b, "xlsx", "ranking", columns, slices.Values(rows)); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	for cell, want := range map[string]string{"A1": "rank", "B2": "=1+1", "C2": "-3.5", "D2": "", "C3": "90"} {
		if got, err := f.GetCellValue("ranking", cell); err != nil || got != want {
			t.Errorf("%s is %q, want %q: %v", cell, got, want, err)
		}
	}
	if kind, err := f.GetCellType("ranking", "C2"); err != nil || kind == excelize.CellTypeSharedString || kind == excelize.CellTypeInlineString {
		t.Errorf("a number is of type %v: %v", kind, err)
	}
	if formula, err := f.GetCellFormula("ranking", "B2"); err != nil || formula != "" {
		t.Errorf("a formula %q: %v", formula, err)
	}
	if err := Rows(&b, "geojson", "ranking", columns, slices.Values(rows)); err == nil {
		t.Error("rows have no places")
	}
}
