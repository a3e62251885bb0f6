package store

import (
	"archive/tar"
	"compress/gzip"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"anquan.example/paicha/inspection"
)

// freeze makes the frozen homes of this format anew. Once a format was handed out its homes stay as they are: raise format,
// and freeze the next.
var freeze = flag.Bool("freeze", false, "write testdata/homes of this format")

// frozenSecret locks the frozen homes that are locked.
const frozenSecret = "194537"

// frozen is every home in testdata/homes: made by the program of the time, with what paicha list showed of it.
var frozen = []struct {
	name   string
	locked bool
	unsaid bool // frozen as a kill leaves it: the index is behind
}{{name: "v1"}, {name: "v2"}, {name: "v2-killed", unsaid: true}, {name: "v2-locked", locked: true}}

func frozenOptions(locked bool) Options {
	o := Options{App: "paicha test", Now: clock(), segmentBytes: 8 << 10, place: func(string) string { return "frozen" }, vault: noVault{}}
	if locked {
		o.Secret = frozenSecret // with the real argon2id
	}
	return o
}

// Homes of every earlier format open, and show what they showed.
func TestHomesOfEarlierFormatsOpen(t *testing.T) {
	if *freeze {
		freezeHomes(t)
	}
	for _, f := range frozen {
		t.Run(f.name, func(t *testing.T) {
			home := thaw(t, "testdata/homes/"+f.name+".tar.gz")
			want := frozenList(t, f.name)
			for round := range 2 {
				s := openAt(t, home, frozenOptions(f.locked))
				got, err := s.Summaries()
				if err != nil || !reflect.DeepEqual(got, want) {
					t.Errorf("round %d: %+v, %v", round, got, err)
				}
				if h, err := s.Check(nil); err != nil || !h.Whole() || h.Photos != 3 || h.Locked != f.locked || len(s.Notices()) != 0 {
					t.Errorf("round %d: %+v, %v, %v", round, h, err, s.Notices())
				}
				if len(s.chains.Feeds) != 1 {
					t.Errorf("round %d: %d feeds: the device's key was not carried over", round, len(s.chains.Feeds))
				}
				verifyChain(t, s)
				closes(t, s)
			}
		})
	}
}

// Backups of every earlier format are taken in.
func TestBackupsOfEarlierFormatsAreTakenIn(t *testing.T) {
	for name, secret := range map[string]string{"v2": "", "v2-locked": frozenSecret} {
		s := openAt(t, t.TempDir(), at("new", ""))
		s.o.argon = nil
		r, err := s.Restore("testdata/homes/"+name+".paicha", secret)
		if err != nil || !r.Complete || len(r.Problems) > 0 || r.Photos != 3 {
			t.Errorf("%s: %+v, %v", name, r, err)
		}
		if got, err := s.Summaries(); err != nil || !reflect.DeepEqual(got, frozenList(t, name)) {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
		closes(t, s)
	}
}

func frozenList(t *testing.T, name string) (list []inspection.Summary) {
	t.Helper()
	data, err := os.ReadFile("testdata/homes/" + name + ".list.json")
	if err == nil {
		err = json.Unmarshal(data, &list)
	}
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func freezeHomes(t *testing.T) {
	t.Helper()
	for _, f := range frozen {
		if !strings.HasPrefix(f.name, fmt.Sprintf("v%d", format)) {
			continue
		}
		o, secret := frozenOptions(false), ""
		if f.locked {
			secret = frozenSecret
		}
		home, _ := sampleHome(t, o, secret, f.unsaid)
		pack(t, home, "testdata/homes/"+f.name+".tar.gz")
		if !f.unsaid {
			file := "testdata/homes/" + f.name + ".paicha"
			_ = os.Remove(file)
			if _, err := Backup(home, file, Options{App: "paicha test"}, nil); err != nil {
				t.Fatal(err)
			}
		}
		s := openAt(t, home, frozenOptions(f.locked))
		list, err := s.Summaries()
		if err != nil {
			t.Fatal(err)
		}
		closes(t, s)
		data, err := json.MarshalIndent(list, "", " ")
		if err == nil {
			err = os.WriteFile("testdata/homes/"+f.name+".list.json", append(data, '\n'), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// pack is the reverse of thaw.
func pack(t *testing.T, home, file string) {
	t.Helper()
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	z := gzip.NewWriter(f)
	w := tar.NewWriter(z)
	for _, path := range files(t, home) {
		name, err := filepath.Rel(home, path)
		if err != nil {
			t.Fatal(err)
		}
		data, err := os.ReadFile(path)
		if err == nil {
			err = w.WriteHeader(&tar.Header{Typeflag: tar.TypeReg, Name: "home/" + filepath.ToSlash(name), Size: int64(len(data)), Mode: 0o600})
		}
		if err == nil {
			_, err = w.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := errors.Join(w.Close(), z.Close(), f.Close()); err != nil {
		t.Fatal(err)
	}
}

// A home or a lock of a newer program is refused in words, and nothing in it is changed.
func TestANewerHomeIsRefusedInWords(t *testing.T) {
	for name, write := range map[string]func(home string) error{
		"format": func(home string) error {
			return errors.Join(os.Remove(filepath.Join(home, deviceFile)), os.WriteFile(filepath.Join(home, formatFile), []byte("3\n"), 0o600))
		},
		"device, its format written last": func(home string) error {
			return os.WriteFile(filepath.Join(home, deviceFile), []byte("paicha device 3\nseed 00\nplace x\ncheck 1bfd8f95\n"), 0o600)
		},
		"lock": func(home string) error {
			k := []byte(`{"format":2,"state":"sealed","more":1,"check":"00000000"}`)
			return errors.Join(os.WriteFile(filepath.Join(home, keysFile), k, 0o600), os.WriteFile(filepath.Join(home, keysFile+copyMark), k, 0o600))
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := at("x", "")
			home, _ := sampleHome(t, o, "", false)
			if err := write(home); err != nil {
				t.Fatal(err)
			}
			before := contents(t, home)
			_, err := Open(home, o)
			if err == nil || !strings.Contains(err.Error(), "newer paicha") {
				t.Errorf("%v", err)
			}
			if after := contents(t, home); !reflect.DeepEqual(after, before) {
				t.Error("something was changed")
			}
			if _, err := Backup(home, filepath.Join(t.TempDir(), "b"), o, nil); err == nil || !strings.Contains(err.Error(), "newer paicha") {
				t.Errorf("backup: %v", err)
			}
			h, err := Examine(home, o)
			if said := fmt.Sprint(h.Problems, err); !strings.Contains(said, "newer paicha") {
				t.Errorf("doctor: %s", said)
			}
		})
	}
}

func contents(t *testing.T, home string) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, file := range files(t, home) {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all[file] = string(data)
	}
	return all
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
		} else if err = os.MkdirAll(filepath.Dir(path), 0o700); err == nil {
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
