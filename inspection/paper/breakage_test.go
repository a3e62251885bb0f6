package paper

import (
	"flag"
	"os"
	"strings"
	"testing"

	"anquan.example/paicha/internal/breakage"
)

var update = flag.Bool("update", false, "write the messages of testdata/wrong anew")

func read(t testing.TB, file string) []byte {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// In testdata/wrong LONG is a text longer than an operation takes. Nothing comes out of a broken file but its problems, and no photo is taken in.
func TestWrongFiles(t *testing.T) {
	breakage.Run(t, "testdata/wrong/*.txt", string(read(t, "testdata/small.yaml")), *update, func(t *testing.T, broken string) error {
		e := newEnv(t)
		r, err := e.recording("small.yaml", []byte(strings.ReplaceAll(broken, "LONG", strings.Repeat("x", 4001))))
		if len(r.Payloads) > 0 && err != nil || r.ID != "" && err != nil || e.taken > 0 {
			t.Errorf("something half came out: %+v, %d photos", r, e.taken)
		}
		return err
	})
}
