package park_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"strings"
	"testing"

	"anquan.example/paicha"
	"anquan.example/paicha/park"
	"anquan.example/paicha/sync/wire"
)

// Criteria that were handed out stay known after others took their place: an inspection is judged by those that it names.
func TestCriteriaStayKnown(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		own := sha256.Sum256(paicha.Checklists)
		c, err := w.Criteria(hex.EncodeToString(own[:]))
		if err != nil || string(c.File) != string(paicha.Checklists) || c.Library == nil {
			t.Fatalf("the program's own: %v", err)
		}
		changed := []byte(strings.Replace(string(paicha.Checklists), "title:", "# changed by the park\ntitle:", 1))
		sum := sha256.Sum256(changed)
		revision := hex.EncodeToString(sum[:])
		if _, err := w.Criteria(revision); !errors.Is(err, park.ErrCriteria) {
			t.Errorf("never handed out: %v", err)
		}
		for _, data := range [][]byte{changed, nil} { // handed out, and taken back
			if err := w.Sync.HandOut(t.Context(), wire.Criteria, data); err != nil {
				t.Fatal(err)
			}
			if c, err := w.Criteria(revision); err != nil || c.Revision != revision {
				t.Errorf("%v: %v", c.Library != nil, err)
			}
		}
		for _, none := range []string{"", "xyz", strings.Repeat("0", 64)} {
			if _, err := w.Criteria(none); !errors.Is(err, park.ErrCriteria) {
				t.Errorf("%q: %v", none, err)
			}
		}
	})
}
