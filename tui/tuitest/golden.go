package tuitest

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"anquan.example/paicha/internal/words"
)

var update = flag.Bool("update", false, "write the golden frames anew")

// Golden compares text with testdata/golden/<name>.txt of the package under test; with -update it writes it.
func Golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", "golden", name+".txt")
	if *update {
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v: look at the frame and run go test with -update:\n%s", err, got)
	}
	if got != string(want) {
		t.Errorf("%s differs; run go test with -update if it should:\n--- got\n%s--- want\n%s", file, got, want)
	}
}

// Frames compares the frame that draw leads to, at every size and in both languages, with golden frames named
// <name>-<width>x<height>-<lang>.
func Frames(t *testing.T, name string, draw func(t *testing.T, size Size, lang words.Lang) *Drive) {
	t.Helper()
	for _, size := range Sizes {
		for _, lang := range Langs() {
			full := fmt.Sprintf("%s-%dx%d-%s", name, size.Width, size.Height, lang)
			t.Run(full, func(t *testing.T) { Golden(t, full, draw(t, size, lang).Text()) })
		}
	}
}
