package paper

import (
	"path/filepath"
	"strings"
	"testing"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/strictyaml"
)

// FuzzParse: whatever the bytes, there is a recording of payloads that can be signed, or a list of problems that
// drives no terminal.
func FuzzParse(f *testing.F) {
	f.Add(read(f, "testdata/small.yaml"))
	for _, pattern := range []string{"testdata/wrong/*.txt", "../../examples/*.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil || len(files) == 0 {
			f.Fatalf("no seeds in %s: %v", pattern, err)
		}
		for _, file := range files {
			if data := read(f, file); strings.HasSuffix(file, ".yaml") {
				f.Add(data)
			} else {
				seedLines(f, string(data))
			}
		}
	}
	e := newEnv(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := e.recording("fuzz.yaml", data)
		if err != nil {
			if r.ID != "" || len(r.Payloads) > 0 {
				t.Error("something half came out")
			}
			if strings.ContainsFunc(err.Error(), func(r rune) bool { return r != '\n' && strictyaml.Unfit(r) != "" }) {
				t.Errorf("the message would drive a terminal: %q", err)
			}
			return
		}
		for _, p := range r.Payloads {
			if err := inspection.Check(p); err != nil {
				t.Errorf("cannot be signed: %v", err)
			}
		}
		r.fold(t, e.Library)
	})
}

// seedLines adds what the broken files put in, each on top of the least file.
func seedLines(f *testing.F, data string) {
	for line := range strings.Lines(data) {
		if broken, ok := strings.CutPrefix(line, "+ "); ok {
			f.Add([]byte(least + broken))
		}
	}
}
