package store

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"anquan.example/paicha/inspection"
)

// cheap stands in for argon2id where a test is not about it.
func cheap(secret, salt []byte) []byte {
	sum := sha256.Sum256(append(append([]byte("cheap"), secret...), salt...))
	return sum[:]
}

// sampleHome is a home with something of everything, closed well, or as a kill leaves it.
func sampleHome(t testing.TB, o Options, secret string, killed bool) (home string, want map[string]*inspection.Inspection) {
	t.Helper()
	home = filepath.Join(t.TempDir(), "home")
	s, err := Open(home, o)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile("../report/testdata/library.yaml")
	if err != nil {
		t.Fatal(err)
	}
	revision, err := s.KeepLibrary(data)
	if err != nil {
		t.Fatal(err)
	}
	for n := 1; n <= 3; n++ {
		opened := openedAs(n)
		opened.Revision = revision
		p, err := s.AddPhotoFrom(strings.NewReader(strings.Repeat(fmt.Sprint("photo ", n), 300)), "IMG.jpg")
		if err != nil {
			t.Fatal(err)
		}
		records(t, s, opened)
		for c := range 12 {
			records(t, s, answeredAs(n, c))
		}
		records(t, s, foundAs(n, n), &inspection.Photographed{ID: id(n), Finding: id(5000 + n), Photo: p})
	}
	if err := os.MkdirAll(s.ReportDir(), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(s.ReportDir(), "示例.html"), []byte("<p>示例</p>"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Exported("示例.html"); err != nil {
		t.Fatal(err)
	}
	if secret != "" {
		if _, _, err := s.SetSecret(secret); err != nil {
			t.Fatal(err)
		}
	}
	want = states(t, s)
	if killed {
		copied := filepath.Join(t.TempDir(), "home")
		copyHome(t, home, copied)
		closes(t, s)
		return copied, want
	}
	closes(t, s)
	return home, want
}

func copyHome(t testing.TB, from, to string) {
	t.Helper()
	if err := filepath.WalkDir(from, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		to := filepath.Join(to, name)
		if d.IsDir() {
			return os.MkdirAll(to, 0o700)
		}
		if name == reserveFile {
			return nil
		}
		return copySparse(path, to)
	}); err != nil {
		t.Fatal(err)
	}
}

// copySparse copies a file and leaves its zeros unwritten: most of what Badger maps is zeros.
func copySparse(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return errors.Join(err, in.Close())
	}
	block, zeros, at := make([]byte, 64<<10), make([]byte, 64<<10), int64(0)
	for err == nil {
		var n int
		if n, err = in.ReadAt(block, at); n > 0 && !bytes.Equal(block[:n], zeros[:n]) {
			if _, wrote := out.WriteAt(block[:n], at); wrote != nil {
				err = wrote
			}
		}
		at += int64(n)
	}
	if errors.Is(err, io.EOF) {
		err = out.Truncate(at)
	}
	return errors.Join(err, in.Close(), out.Close())
}

// files is every file of a home that holds something.
func files(t testing.TB, home string) []string {
	t.Helper()
	var all []string
	if err := filepath.WalkDir(home, func(path string, d fs.DirEntry, err error) error {
		if info, infoErr := d.Info(); err == nil && infoErr == nil && d.Type().IsRegular() && info.Size() > 0 && d.Name() != reserveFile {
			all = append(all, path)
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	return all
}

// One bit flips, in every file of the home, many times over: each flip is told, or mended, or does nothing. What can be
// read is what was written, or somebody was told.
func TestAFlippedBitIsNeverSilent(t *testing.T) {
	outcomes := flipped{}
	var mu sync.Mutex // guards outcomes
	t.Run("home", func(t *testing.T) {
		for _, c := range []struct {
			name, secret string
			killed       bool
		}{{"closed", "", false}, {"killed", "", true}, {"locked", "hunter3", false}} {
			t.Run(c.name, func(t *testing.T) {
				t.Parallel()
				o := Options{App: "paicha test", Now: clock(), segmentBytes: 8 << 10, place: func(string) string { return "here" }, argon: cheap, vault: noVault{}, Secret: c.secret}
				home, want := sampleHome(t, o, c.secret, c.killed)
				if got := flip(t, o, home, "", want, nil); got != flipHarmless && !c.killed {
					t.Errorf("nothing was flipped: %s", got)
				}
				r := lots(t)
				met := map[string]int{}
				for _, file := range files(t, home) {
					name, err := filepath.Rel(home, file)
					if err != nil {
						t.Fatal(err)
					}
					for range *flips {
						what := flip(t, o, home, name, want, r)
						mu.Lock()
						outcomes.add(name, what)
						mu.Unlock()
						met[what]++
					}
				}
				if met[flipMended] == 0 || met[flipHarmless] == 0 {
					t.Errorf("the flips did not reach what they should: %v", met)
				}
			})
		}
	})
	outcomes.rows(t)
}

// What a flip came to.
const (
	flipTold     = "told"               // something is missing or refused, and that was said
	flipMended   = "told, nothing lost" // read again, everything is there
	flipHarmless = "harmless"
)

// flipped is how often what came of flips, by kind of file.
type flipped map[string]map[string]int

func (f flipped) add(file, outcome string) {
	kind, _, _ := strings.Cut(filepath.ToSlash(file), "/")
	if f[kind] == nil {
		f[kind] = map[string]int{}
	}
	f[kind][outcome]++
}

func (f flipped) rows(t *testing.T) {
	t.Helper()
	var all [3]int
	for _, kind := range slices.Sorted(maps.Keys(f)) {
		o := f[kind]
		for k, outcome := range []string{flipTold, flipMended, flipHarmless} {
			all[k] += o[outcome]
		}
		if kind == indexDir && o[flipTold] > 0 {
			t.Errorf("%d flips in the index, which the journal can replace, cost something", o[flipTold])
		}
		flipRow(t, kind, o[flipTold], o[flipMended], o[flipHarmless])
	}
	for _, kind := range []string{formatFile, deviceFile, keysFile, journalDir, indexDir, photoDir, libraryDir, reportDir} {
		if len(f[kind]) == 0 {
			t.Errorf("no bit was flipped in %s", kind)
		}
	}
	flipRow(t, "all of these", all[0], all[1], all[2])
}

// flip flips a bit of one file in a copy of the home and says what came of it.
func flip(t *testing.T, o Options, from, name string, want map[string]*inspection.Inspection, r *rand.Rand) string {
	t.Helper()
	home := filepath.Join(t.TempDir(), "home")
	copyHome(t, from, home)
	when := "nothing flipped"
	if name != "" {
		when = flipBit(t, filepath.Join(home, name), r)
	}
	s, err := Open(home, o)
	if err != nil {
		return flipTold
	}
	defer func() {
		if err := s.Close(); err != nil {
			t.Errorf("%s: %v", when, err)
		}
	}()
	got := map[string]*inspection.Inspection{}
	all, err := s.Summaries()
	told := err != nil
	for _, sum := range all {
		i, err := s.Inspection(sum.ID)
		told = told || err != nil
		got[sum.ID] = i
	}
	h, err := s.Check(nil)
	if told = told || err != nil || len(h.Problems) > 0 || len(s.Notices()) > 0; told {
		again := map[string]*inspection.Inspection{}
		if all, err := s.Summaries(); err == nil {
			for _, sum := range all {
				again[sum.ID], _ = s.Inspection(sum.ID)
			}
		}
		if same(again, want) {
			return flipMended
		}
		return flipTold
	}
	if !same(got, want) {
		t.Errorf("%s: something else is read, and nobody is told", when)
	}
	for n := 1; n <= len(want); n++ {
		for _, p := range got[id(n)].Findings[0].Photos {
			if _, err := s.OpenPhoto(p.SHA256); err != nil {
				t.Errorf("%s: %v, and the check did not say so", when, err)
			}
		}
	}
	return flipHarmless
}

func flipBit(t *testing.T, file string, r *rand.Rand) string {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	at := r.IntN(len(data))
	for try := 0; data[at] == 0 && try < 20; try++ { // most of it is zeros
		at = r.IntN(len(data))
	}
	bit := r.IntN(8)
	f, err := os.OpenFile(file, os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	_, err = f.WriteAt([]byte{data[at] ^ 1<<bit}, int64(at))
	if err = errors.Join(err, f.Close()); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%s: bit %d of byte %d", filepath.Base(file), bit, at)
}

// same compares what people see.
func same(a, b map[string]*inspection.Inspection) bool {
	if len(a) != len(b) {
		return false
	}
	for id, i := range a {
		j := b[id]
		if i == nil || j == nil || !reflect.DeepEqual(i.Answers, j.Answers) || !reflect.DeepEqual(i.Findings, j.Findings) || !reflect.DeepEqual(i.Opened, j.Opened) {
			return false
		}
	}
	return true
}

// noVault is a machine without a key store.
type noVault struct{}

func (noVault) Get(string) (string, error) { return "", os.ErrNotExist }
func (noVault) Set(string, string) error   { return os.ErrNotExist }
func (noVault) Delete(string) error        { return os.ErrNotExist }
