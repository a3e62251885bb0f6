package store

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
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
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		return os.WriteFile(to, data, 0o600)
	}); err != nil {
		t.Fatal(err)
	}
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
	for _, c := range []struct {
		name, secret string
		killed       bool
	}{{"closed", "", false}, {"killed", "", true}, {"locked", "hunter3", false}} {
		t.Run(c.name, func(t *testing.T) {
			o := Options{App: "paicha test", Now: clock(), segmentBytes: 8 << 10, place: func(string) string { return "here" }, argon: cheap, vault: noVault{}, Secret: c.secret}
			home, want := sampleHome(t, o, c.secret, c.killed)
			if got := flip(t, o, home, "", want, nil); got != "harmless" && !c.killed {
				t.Errorf("nothing was flipped: %s", got)
			}
			r := lots(t)
			outcome := map[string]int{}
			for _, file := range files(t, home) {
				name, err := filepath.Rel(home, file)
				if err != nil {
					t.Fatal(err)
				}
				for range *flips {
					outcome[flip(t, o, home, name, want, r)]++
				}
			}
			t.Logf("flips: %v", outcome)
			n := 0
			for _, times := range outcome {
				n += times
			}
			row(t, "a bit flipped in every file, home "+c.name, n, 0)
			if outcome["told"] == 0 || outcome["harmless"] == 0 {
				t.Errorf("the flips did not reach what they should: %v", outcome)
			}
		})
	}
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
		return "told"
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
			return "told, nothing lost"
		}
		return "told"
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
	return "harmless"
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
	data[at] ^= 1 << bit
	if err := os.WriteFile(file, data, 0o600); err != nil {
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
