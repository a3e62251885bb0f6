package store

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// A home that somebody prepared: it opens and tells, or says in words what to do; it takes no memory to speak of, and
// nothing outside it is written.
func TestAHostileHome(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("links need a privilege there, and sparse files a call")
	}
	for _, c := range []struct {
		name string
		do   func(home, outside string) error
		says string // "" it opens
	}{
		{"journal is a link", replaceBy(journalDir), "is not a folder: move it away"},
		{"photos is a link", replaceBy(photoDir), "is not a folder: move it away"},
		{"criteria is a link", replaceBy(libraryDir), "is not a folder: move it away"},
		{"device key is a link", replaceBy(deviceFile), "is not a regular file: move it away"},
		{"lock is a link", func(home, outside string) error { return os.Symlink(outside, filepath.Join(home, keysFile)) }, "is not a regular file: move it away"},
		{"format is a link", replaceBy(formatFile), "is not a regular file: move it away"},
		{"index is a link", replaceBy(indexDir), ""},
		{"index is a file", func(home, _ string) error {
			return errors.Join(os.RemoveAll(filepath.Join(home, indexDir)), os.WriteFile(filepath.Join(home, indexDir), []byte("x"), 0o600))
		}, ""},
		{"a segment is a link", func(home, outside string) error {
			return os.Symlink(filepath.Join(outside, "file"), filepath.Join(home, journalDir, segmentName(900)))
		}, ""},
		{"a segment of a terabyte", huge(journalDir + "/" + segmentName(900)), "are possible"},
		{"a device key of a terabyte", huge(deviceFile), "are possible"},
		{"a lock of a terabyte", huge(keysFile), "are possible"},
		{"a format of a terabyte", huge(formatFile), "are possible"},
		{"a newer format", func(home, _ string) error { return os.WriteFile(filepath.Join(home, formatFile), []byte("99"), 0o600) }, ""},
		{"names that are no photos", func(home, _ string) error {
			return errors.Join(os.MkdirAll(filepath.Join(home, photoDir, "zz", "..x"), 0o700), os.WriteFile(filepath.Join(home, photoDir, "zz", "ab"), []byte("x"), 0o600))
		}, ""},
		{"open to all", func(home, _ string) error { return os.Chmod(home, 0o777) }, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			o := at("x", "")
			home, want := sampleHome(t, o, "", false)
			outside := t.TempDir()
			if err := os.WriteFile(filepath.Join(outside, "file"), []byte("mine"), 0o600); err != nil {
				t.Fatal(err)
			}
			if err := c.do(home, outside); err != nil {
				t.Fatal(err)
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			s, err := Open(home, o)
			if c.says == "" {
				if err != nil {
					t.Fatal(err)
				}
				got := states(t, s)
				if !same(got, want) {
					t.Error("something else is read")
				}
				if _, err := s.Check(nil); err != nil {
					t.Error(err)
				}
				closes(t, s)
			} else if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v", err)
			}
			runtime.ReadMemStats(&after)
			if mb := (after.TotalAlloc - before.TotalAlloc) >> 20; mb > 256 {
				t.Errorf("%d MB were taken", mb)
			}
			if info, err := os.Stat(home); err != nil || info.Mode().Perm() != 0o700 {
				t.Errorf("%v %v", info.Mode(), err)
			}
			if data, err := os.ReadFile(filepath.Join(outside, "file")); err != nil || string(data) != "mine" {
				t.Errorf("%q %v", data, err)
			}
			if names, err := os.ReadDir(outside); err != nil || len(names) != 1 {
				t.Errorf("written outside: %v %v", names, err)
			}
		})
	}
}

// replaceBy puts a link to the outside where name was.
func replaceBy(name string) func(home, outside string) error {
	return func(home, outside string) error {
		return errors.Join(os.RemoveAll(filepath.Join(home, name)), os.Symlink(outside, filepath.Join(home, name)))
	}
}

// huge puts a file without end there.
func huge(name string) func(home, outside string) error {
	return func(home, _ string) error {
		f, err := os.OpenFile(filepath.Join(home, filepath.FromSlash(name)), os.O_RDWR|os.O_CREATE, 0o600)
		if err != nil {
			return err
		}
		return errors.Join(f.Truncate(1<<40), f.Close())
	}
}
