package store

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"testing"

	"anquan.example/paicha/inspection"
)

// Homes of every earlier format open, and show what they showed (testdata/homes: frozen, made by the program of the time).
func TestHomesOfEarlierFormatsOpen(t *testing.T) {
	home := thaw(t, "testdata/homes/v1.tar.gz")
	data, err := os.ReadFile("testdata/homes/v1.list.json")
	if err != nil {
		t.Fatal(err)
	}
	var want []inspection.Summary
	if err := json.Unmarshal(data, &want); err != nil {
		t.Fatal(err)
	}
	for round := range 2 {
		s := opens(t, home)
		got, err := s.Summaries()
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("round %d: %+v, %v", round, got, err)
		}
		if h, err := s.Check(nil); err != nil || !h.Whole() || h.Photos != 3 || len(s.Notices()) != 0 {
			t.Errorf("round %d: %+v, %v, %v", round, h, err, s.Notices())
		}
		if len(s.chains.Feeds) != 1 {
			t.Errorf("round %d: %d feeds: the device's key was not carried over", round, len(s.chains.Feeds))
		}
		verifyChain(t, s)
		closes(t, s)
	}
}

// thaw unpacks a frozen home.
func thaw(t *testing.T, file string) string {
	t.Helper()
	dir := t.TempDir()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	for r := tar.NewReader(z); ; {
		h, err := r.Next()
		if errors.Is(err, io.EOF) {
			return filepath.Join(dir, "home")
		}
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, filepath.FromSlash(h.Name))
		if h.Typeflag == tar.TypeDir {
			err = os.MkdirAll(path, 0o700)
		} else {
			var data []byte
			if data, err = io.ReadAll(r); err == nil {
				err = os.WriteFile(path, data, 0o600)
			}
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}
