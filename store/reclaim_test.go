package store

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anquan.example/paicha/inspection"
)

// Photos that are gone or changed come back from the camera's folder, and from where somebody moved them.
func TestReclaimPutsPhotosBackByTheirHash(t *testing.T) {
	home, camera := t.TempDir(), t.TempDir()
	s, err := Open(home, at("x", ""))
	if err != nil {
		t.Fatal(err)
	}
	defer closes(t, s)
	revision, err := s.KeepLibrary([]byte("criteria"))
	if err != nil {
		t.Fatal(err)
	}
	opened := openedAs(1)
	opened.Revision = revision
	records(t, s, opened)
	var sums []string
	for _, text := range []string{"gone", "changed", "moved", "lost"} {
		p, err := s.AddPhotoFrom(strings.NewReader("photo "+text), "IMG.jpg")
		if err != nil {
			t.Fatal(err)
		}
		records(t, s, &inspection.Photographed{ID: id(1), Criterion: "mem10:1.1", Photo: p})
		sums = append(sums, p.SHA256)
	}
	if h, err := s.Check(nil); err != nil || !h.Whole() || s.Reclaim(h, camera) != nil {
		t.Fatalf("%+v %v", h, err)
	}
	write := func(path, data string) {
		t.Helper()
		if err := os.WriteFile(path, []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(camera, "DCIM0001.JPG"), "photo gone")
	write(filepath.Join(camera, "DCIM0002.JPG"), "photo changed")
	write(filepath.Join(camera, "DCIM0003.JPG"), "another")
	write(s.photoFile(sums[1]), "photo chanGed")
	for _, n := range []int{0, 3} {
		if err := os.Remove(s.photoFile(sums[n])); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Rename(s.photoFile(sums[2]), filepath.Join(home, photoDir, "copy of it.jpg")); err != nil {
		t.Fatal(err)
	}
	h, err := s.Check(nil)
	if err != nil || len(h.Problems) != 4 {
		t.Fatalf("%+v %v", h, err)
	}
	if err := s.Reclaim(h, camera, filepath.Join(camera, "no such folder")); err != nil {
		t.Fatal(err)
	}
	for n, sum := range sums {
		if err := s.VerifyPhoto(sum); (err != nil) != (n == 3) {
			t.Errorf("photo %d: %v", n, err)
		}
	}
	for _, p := range h.Problems {
		if p.Mended != (p.photo != sums[3]) {
			t.Errorf("%+v", p)
		}
	}
}
