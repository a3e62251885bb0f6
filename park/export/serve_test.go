package export

import (
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"anquan.example/paicha/park/sqldb"
)

var errGone = errors.New("the database is gone")

// lasting is a table of so many portions; then it fails, or ends.
func lasting(portions int, fails bool) File {
	t := &table{name: "tasks", columns: []string{"task"}, portions: func(Options) func(*sqldb.Tx) ([]row, error) {
		n := 0
		return func(*sqldb.Tx) ([]row, error) {
			if n++; n <= portions {
				return []row{{cells: []any{strings.Repeat("x", buffered)}}}, nil
			}
			if fails {
				return nil, errGone
			}
			return nil, nil
		}
	}}
	return File{t, formats[0]}
}

func get(t *testing.T, f File) (*http.Response, []byte, error) {
	t.Helper()
	db, err := sqldb.Open(filepath.Join(t.TempDir(), "park.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if err := f.Serve(w, r, db, Options{Today: "2026-11-25"}, slog.New(slog.DiscardHandler)); err != nil {
			http.Error(w, "worded", http.StatusTeapot)
		}
	}))
	t.Cleanup(s.Close)
	r, err := http.Get(s.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Body.Close()
	data, err := io.ReadAll(r.Body)
	return r, data, err
}

// A whole file says how many rows it has; one that breaks off is never taken for a whole one.
func TestACutFileIsNoticed(t *testing.T) {
	r, data, err := get(t, lasting(3, false))
	if err != nil || r.Trailer.Get(RowsTrailer) != "3" || len(data) < 3*buffered || r.Header.Get("Content-Disposition") != `attachment; filename=tasks-2026-11-25.csv` {
		t.Errorf("%d bytes, %v %v %v", len(data), r.Header, r.Trailer, err)
	}
	if _, data, err := get(t, lasting(3, true)); err == nil || len(data) == 0 {
		t.Errorf("%d bytes, and no error", len(data))
	}
	if r, data, err := get(t, lasting(0, true)); err != nil || r.StatusCode != http.StatusTeapot || string(data) != "worded\n" {
		t.Errorf("before the first byte: %d %s %v", r.StatusCode, data, err)
	}
}

// What is more than a sheet takes goes on in the next, under the same heading.
func TestMoreThanASheet(t *testing.T) {
	var b strings.Builder
	s, err := beginXLSX(&b, &table{name: "tasks", columns: []string{"task"}}, nil)
	if err != nil {
		t.Fatal(err)
	}
	w := s.(*workbook)
	w.most = 3
	for range 5 {
		if err := w.row(row{cells: []any{"x"}}); err != nil {
			t.Fatal(err)
		}
	}
	if sheets := w.f.GetSheetList(); len(sheets) != 3 || sheets[2] != "tasks 3" {
		t.Errorf("%v", sheets)
	}
	if err := w.end(5); err != nil || b.Len() == 0 {
		t.Error(err)
	}
}
