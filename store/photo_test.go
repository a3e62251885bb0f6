package store

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"anquan.example/paicha/checklist"
)

func TestAPhotoIsKeptUnderItsHash(t *testing.T) {
	s := opens(t, t.TempDir())
	defer closes(t, s)
	original := filepath.Join(t.TempDir(), "现场 照片.JPG")
	data := append([]byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00"), bytes.Repeat([]byte("x"), 4000)...)
	if err := os.WriteFile(original, data, 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := s.AddPhoto(original)
	if err != nil || p.Size != int64(len(data)) || p.Mime != "image/jpeg" || p.Name != "现场 照片.JPG" || p.Taken == "" {
		t.Fatalf("%+v, %v", p, err)
	}
	again, err := s.AddPhoto(original)
	if err != nil || again != p {
		t.Errorf("again: %+v, %v", again, err)
	}
	path := s.photoFile(p.SHA256)
	if kept, err := s.OpenPhoto(p.SHA256); err != nil || !bytes.Equal(kept, data) {
		t.Errorf("another file is kept: %v", err)
	}
	if err := s.VerifyPhoto(p.SHA256); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(path, data[1:], 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.VerifyPhoto(p.SHA256); err == nil || !strings.Contains(err.Error(), "changed") {
		t.Errorf("%v", err)
	}
	left, err := filepath.Glob(filepath.Join(s.Home(), photoDir, "*"+halfMade))
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestWhatIsNoPhotoIsRefused(t *testing.T) {
	s := opens(t, t.TempDir())
	defer closes(t, s)
	empty := filepath.Join(t.TempDir(), "empty.jpg")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{empty: "empty", t.TempDir(): "not a file", "/nowhere/x.jpg": "no such file"} {
		if _, err := s.AddPhoto(path); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", path, err, want)
		}
	}
	for sum, want := range map[string]string{"../../device.key": "not a SHA-256", strings.Repeat("AB", 32): "not a SHA-256"} {
		if _, err := s.OpenPhoto(sum); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v", sum, err)
		}
	}
	if _, err := s.OpenPhoto(strings.Repeat("ab", 32)); !errors.Is(err, ErrNotFound) {
		t.Errorf("%v", err)
	}
}

func TestPhotosAndVideosAreTold(t *testing.T) {
	for first, want := range map[string]string{"\x00\x00\x00\x18ftypheic\x00": "image/heic", "\x89PNG\r\n\x1a\n": "image/png", "hello": "text/plain", "\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom": "video/mp4"} {
		if got := mimeOf([]byte(first)); got != want {
			t.Errorf("%q: %s, want %s", first, got, want)
		}
	}
}

// No criteria update changes or hides an answer: the library that was answered against is kept (P3).
func TestTheLibraryAnsweredAgainstIsKept(t *testing.T) {
	data, err := os.ReadFile("../report/testdata/library.yaml")
	if err != nil {
		t.Fatal(err)
	}
	home := t.TempDir()
	s := opens(t, home)
	revision, err := s.KeepLibrary(data)
	if err != nil {
		t.Fatal(err)
	}
	closes(t, s)
	s = opens(t, home)
	defer closes(t, s)
	want, err := checklist.Parse("x", data)
	if err != nil || want.Revision != revision {
		t.Fatalf("%v, %q", err, revision)
	}
	lib, err := s.Library(revision)
	if err != nil || lib.Revision != revision {
		t.Fatalf("%v", err)
	}
	if _, err := s.Library(hex64); !errors.Is(err, ErrNotFound) {
		t.Errorf("%v", err)
	}
	if _, err := s.Library("../device"); err == nil {
		t.Error("a path was taken for a revision")
	}
	bent := append(bytes.Clone(data), '#')
	if err := os.WriteFile(s.libraryFile(revision), bent, 0o600); err != nil {
		t.Fatal(err)
	}
	closes(t, s)
	s = opens(t, home)
	if _, err := s.Library(revision); err == nil || !strings.Contains(err.Error(), "changed on the disk") {
		t.Errorf("%v", err)
	}
	if again, err := s.KeepLibrary(data); err != nil || again != revision {
		t.Errorf("keeping the original again: %v", err)
	}
	if _, err := s.Library(revision); err != nil {
		t.Error(err)
	}
}
