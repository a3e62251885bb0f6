package export_test

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park/demo"
	"anquan.example/paicha/park/export"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
	"anquan.example/paicha/sync/server"
)

var zone = time.FixedZone("CST", 8*60*60)

var now = time.Date(2026, 11, 25, 18, 0, 0, 0, zone)

const today = "2026-11-25"

// filled makes a park up in an empty database; one of its enterprises has a name that a spreadsheet would run, and a place.
func filled(t *testing.T, db *sqldb.DB) (enterprise string) {
	t.Helper()
	clock := &demo.Clock{}
	clock.Set(now)
	park, err := server.Open(t.Context(), db, server.NewMemoryBlobs(), server.Options{Name: "示例园区", Now: clock.Now})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := demo.Fill(t.Context(), park, demo.Options{Seed: 4, Enterprises: 4, Inspections: 16, Today: now, Clock: clock}); err != nil {
		t.Fatal(err)
	}
	libraries, err := project.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := project.New(db, libraries, clock.Now).CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := db.Write(t.Context(), func(tx *sqldb.Tx) error {
		if _, err := tx.Row(`SELECT enterprise.id FROM enterprise JOIN enterprise_key ON enterprise_key.enterprise = enterprise.id
			JOIN finding ON finding.key = enterprise_key.key ORDER BY enterprise.id LIMIT 1`, nil, &enterprise); err != nil {
			return err
		}
		_, err := tx.Exec(`UPDATE enterprise SET name = $1, latitude = '29.5630', longitude = '106.5516' WHERE id = $2`, formula, enterprise)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return enterprise
}

const formula = "=cmd|' /C calc'!A0"

// write gives a file's bytes and rows.
func write(t *testing.T, db *sqldb.DB, name string, o export.Options) ([]byte, int) {
	t.Helper()
	file, there := export.Named(name, o.Enterprise)
	if !there {
		t.Fatalf("there is no %s", name)
	}
	var b bytes.Buffer
	o.Today = today
	n, err := file.Write(t.Context(), db, &b, o)
	if err != nil {
		t.Fatal(err)
	}
	return b.Bytes(), n
}

// records reads CSV.
func records(t *testing.T, data []byte) [][]string {
	t.Helper()
	plain, bom := bytes.CutPrefix(data, []byte("\ufeff"))
	all, err := csv.NewReader(bytes.NewReader(plain)).ReadAll()
	if err != nil || !bom {
		t.Fatalf("BOM %v: %v", bom, err)
	}
	return all
}

func count(t *testing.T, db *sqldb.DB, query string, args ...any) (n int) {
	t.Helper()
	if err := db.Read(t.Context(), func(tx *sqldb.Tx) error {
		_, err := tx.Row(query, args, &n)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return n
}

// What files hold, on both engines.
func TestFiles(t *testing.T) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) {
		db := open()
		own := filled(t, db)
		t.Run("every file", func(t *testing.T) { everyFile(t, db) })
		t.Run("places", func(t *testing.T) { places(t, db) })
		t.Run("own only", func(t *testing.T) { ownOnly(t, db, own) })
		t.Run("formulas", func(t *testing.T) { formulas(t, db) })
		t.Run("in words", func(t *testing.T) { inWords(t, db) })
		t.Run("a writer that fails", func(t *testing.T) { failing(t, db) })
	})
}

// everyFile: every file of every table is whole, in every format.
func everyFile(t *testing.T, db *sqldb.DB) {
	for table, of := range map[string]string{"findings": "finding", "inspections": "inspection", "enterprises": "enterprise", "answers": "answer", "tasks": "task"} {
		want := count(t, db, `SELECT count(*) FROM `+of)
		data, n := write(t, db, table+".csv", export.Options{})
		rows := records(t, data)
		if n != want || len(rows) != want+1 || want == 0 {
			t.Errorf("%s.csv: %d rows of %d", table, n, want)
		}
		seen := map[string]bool{}
		for _, r := range rows {
			key := strings.Join(r[:min(5, len(r))], "\x00")
			if seen[key] {
				t.Errorf("%s.csv has %q twice", table, key)
			}
			seen[key] = true
		}
		sheet, n := write(t, db, table+".xlsx", export.Options{})
		if cells := workbook(t, sheet, table); n != want || len(cells) != want+1 || !slices.Equal(cells[0], rows[0]) {
			t.Errorf("%s.xlsx: %d rows of %d", table, n, want)
		}
	}
}

func workbook(t *testing.T, data []byte, sheet string) [][]string {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

type collection struct {
	Type     string
	Rows     int
	Features []struct {
		ID       string
		Geometry *struct {
			Type        string
			Coordinates []float64
		}
		Properties map[string]any
	}
}

// places: what the register has a place of is a point, all else is there without one.
func places(t *testing.T, db *sqldb.DB) {
	for _, table := range []string{"enterprises", "findings"} {
		data, n := write(t, db, table+".geojson", export.Options{})
		var c collection
		if err := json.Unmarshal(data, &c); err != nil {
			t.Fatal(err)
		}
		points := 0
		for _, f := range c.Features {
			if named := f.Properties["name"] == formula; named != (f.Geometry != nil) || f.ID == "" {
				t.Errorf("%s %v: %+v", table, f.Properties["name"], f.Geometry)
			}
			if f.Geometry != nil {
				points++
				if !slices.Equal(f.Geometry.Coordinates, []float64{106.5516, 29.563}) || f.Geometry.Type != "Point" {
					t.Errorf("%+v", f.Geometry)
				}
			}
		}
		if c.Type != "FeatureCollection" || c.Rows != n || len(c.Features) != n || points == 0 || points == n {
			t.Errorf("%s: %d features of %d, %d points, says %d", table, len(c.Features), n, points, c.Rows)
		}
	}
}

// P9: an enterprise gets its own rows, of the tables that it may have.
func ownOnly(t *testing.T, db *sqldb.DB, own string) {
	for _, table := range []string{"findings", "inspections"} {
		data, n := write(t, db, table+".csv", export.Options{Enterprise: own})
		rows := records(t, data)
		at := slices.Index(rows[0], "enterprise")
		for _, r := range rows[1:] {
			if r[at] != own {
				t.Errorf("%s of %s has a row of %s", table, own, r[at])
			}
		}
		want := count(t, db, `SELECT count(*) FROM `+strings.TrimSuffix(table, "s")+` WHERE key IN (SELECT key FROM enterprise_key WHERE enterprise = $1)`, own)
		if n != want || n == 0 {
			t.Errorf("%s: %d rows of %d", table, n, want)
		}
	}
	for _, name := range export.Files() {
		_, may := export.Named(name, own)
		if table, _, _ := strings.Cut(name, "."); may != slices.Contains([]string{"findings", "inspections", "ledgers", "months", "results"}, table) {
			t.Errorf("%s for an enterprise: %v", name, may)
		}
	}
	all, _ := export.Named("answers.csv", "")
	if _, err := all.Write(t.Context(), db, &bytes.Buffer{}, export.Options{Enterprise: own}); err == nil {
		t.Error("an enterprise got all answers")
	}
}

// formulas: P10, nothing that a person wrote is run by a spreadsheet.
func formulas(t *testing.T, db *sqldb.DB) {
	data, _ := write(t, db, "findings.csv", export.Options{})
	found := false
	for _, r := range records(t, data) {
		for _, cell := range r {
			found = found || cell == "'"+formula
			if strings.ContainsAny(cell[:min(1, len(cell))], "=+-@\t\r") {
				t.Errorf("a spreadsheet runs %q", cell)
			}
		}
	}
	if !found {
		t.Error("the name is not there")
	}
}

// inWords: for people headings and values are in words, and nothing is left as a code that has words.
func inWords(t *testing.T, db *sqldb.DB) {
	lib, err := checklist.Parse("checklists.yaml", paicha.Checklists)
	if err != nil {
		t.Fatal(err)
	}
	for _, lang := range []words.Lang{words.Zh, words.En} {
		w := words.In(lang)
		for _, name := range export.Files() {
			if !strings.HasSuffix(name, ".csv") {
				continue
			}
			data, _ := write(t, db, name, export.Options{Words: w, Library: lib})
			rows := records(t, data)
			if slices.Contains(rows[0], "") {
				t.Errorf("%s in %s: %q", name, lang, rows[0])
			}
			for _, code := range []string{"suspected-major", "re-checked", ",industry,", ",unseen,"} {
				if bytes.Contains(data, []byte(code)) {
					t.Errorf("%s in %s has %s", name, lang, code)
				}
			}
		}
	}
}

// The columns are those of docs/export.md, in their order: programs and people's spreadsheets count on them.
func TestColumnsAreAsDocumented(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join("..", "..", "docs", "export.md"))
	if err != nil {
		t.Fatal(err)
	}
	heading, column := regexp.MustCompile("^## `([a-z]+)`"), regexp.MustCompile("^\\| `([a-z_]+)` \\|")
	documented, table := map[string][]string{}, ""
	for line := range strings.Lines(string(doc)) {
		if m := heading.FindStringSubmatch(line); m != nil {
			table = m[1]
		} else if m := column.FindStringSubmatch(line); m != nil {
			documented[table] = append(documented[table], m[1])
		}
	}
	for _, name := range export.Files() {
		table, ending, _ := strings.Cut(name, ".")
		file, _ := export.Named(name, "")
		if ending == "csv" && !slices.Equal(file.Columns(), documented[table]) {
			t.Errorf("%s:\n%v\ndocs/export.md:\n%v", table, file.Columns(), documented[table])
		}
	}
}

// broken takes so many bytes.
type broken struct{ left int }

var errFull = errors.New("no room")

func (b *broken) Write(p []byte) (int, error) {
	if b.left -= len(p); b.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

// failing: what cannot be written is an error, wherever it stops.
func failing(t *testing.T, db *sqldb.DB) {
	for _, name := range export.Files() {
		whole, _ := write(t, db, name, export.Options{})
		file, _ := export.Named(name, "")
		for _, left := range []int{0, len(whole) / 2, len(whole) - 1} {
			if _, err := file.Write(t.Context(), db, &broken{left}, export.Options{Today: today}); !errors.Is(err, errFull) {
				t.Errorf("%s after %d of %d bytes: %v", name, left, len(whole), err)
			}
		}
	}
}

func ExampleFiles() {
	fmt.Println(export.Files())
	// Output: [findings.csv findings.xlsx findings.geojson inspections.csv inspections.xlsx enterprises.csv enterprises.xlsx enterprises.geojson answers.csv answers.xlsx tasks.csv tasks.xlsx ledgers.csv ledgers.xlsx months.csv months.xlsx results.csv results.xlsx]
}
