package park_test

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"slices"
	"strings"
	"testing"

	"anquan.example/paicha"
	"anquan.example/paicha/checklist"
	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
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

// What the park hands out is known to the sums by sector from then on, those of inspections that came before too.
func TestSumsFollowWhatIsHandedOut(t *testing.T) {
	each(t, func(t *testing.T, w *world) {
		own, err := checklist.Parse("checklists.yaml", paicha.Checklists)
		if err != nil {
			t.Fatal(err)
		}
		changed := []byte(strings.ReplaceAll(string(paicha.Checklists), "mem10:11.3", "mem10:11.33"))
		lib, err := checklist.Parse("changed", changed)
		if err != nil {
			t.Fatal(err)
		}
		w.Project = project.New(w.DB, w.Libraries(own), w.Now)
		i := id()
		w.tablet.say(&inspection.Opened{ID: i, Enterprise: inspection.Enterprise{ID: id(), Name: "示例造纸有限公司"}, Visit: inspection.Assistance, Date: "2026-11-24", Experts: []string{"专家甲"}, Accompanied: "企业钱某某",
			Sectors: []string{"fire", "industry"}, Revision: lib.Revision})
		w.tablet.say(&inspection.Found{ID: i, Finding: id(), Criterion: "mem10:11.33", Level: inspection.General, Description: "除尘器未设泄爆装置", Place: "打磨车间", Deadline: "2026-12-20", NoPhoto: "防爆区"})
		w.tablet.push(w.Park)
		sectors := func() (all []project.Count) {
			t.Helper()
			if err := w.DB.Read(t.Context(), func(tx *sqldb.Tx) (err error) {
				all, err = project.BySector(tx)
				return err
			}); err != nil {
				t.Fatal(err)
			}
			return all
		}
		if got, want := sectors(), []project.Count{{Name: "", Open: 1}, {Name: "industry", Open: 3}}; !slices.Equal(got, want) {
			t.Fatalf("before: %+v", got)
		}
		if err := w.Sync.HandOut(t.Context(), wire.Criteria, changed); err != nil {
			t.Fatal(err)
		}
		for range 2 {
			if err := w.Project.Mend(t.Context()); err != nil {
				t.Fatal(err)
			}
			if got, want := sectors(), []project.Count{{Name: "industry", Open: 4}}; !slices.Equal(got, want) {
				t.Errorf("after: %+v", got)
			}
		}
	})
}
