package server_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/server/ledgertest"
)

func TestMemoryBlobs(t *testing.T) {
	ledgertest.RunBlobs(t, func(*testing.T) server.Blobs { return server.NewMemoryBlobs() }, nil)
}

func openFiles(t *testing.T, dir string) *server.Files {
	t.Helper()
	f, err := server.OpenFiles(dir)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func TestFiles(t *testing.T) {
	var dir string
	ledgertest.RunBlobs(t, func(t *testing.T) server.Blobs {
		dir = filepath.Join(t.TempDir(), "照片")
		return openFiles(t, dir)
	}, func(t *testing.T) server.Blobs { return openFiles(t, dir) })
}

func TestFilesAreForThisUserAloneAndNamedByTheirSums(t *testing.T) {
	dir := t.TempDir()
	f := openFiles(t, dir)
	data := []byte("a photo")
	sum := sha256.Sum256(data)
	part := sha256.Sum256([]byte("a part"))
	if err := f.Put(sum, data); err != nil {
		t.Fatal(err)
	}
	if err := f.SetSmall(sum, data); err != nil {
		t.Fatal(err)
	}
	if _, err := f.Append(part, 0, bytes.NewReader(data)); err != nil {
		t.Fatal(err)
	}
	name := hex.EncodeToString(sum[:])
	want := map[string]bool{
		filepath.Join("photos", name[:2], name):                true,
		filepath.Join("small", name[:2], name+".jpg"):          true,
		filepath.Join("incoming", hex.EncodeToString(part[:])): true,
	}
	if err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		if !want[rel] {
			t.Errorf("there is a file %s", rel)
		}
		delete(want, rel)
		info, err := d.Info()
		if err == nil && runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", rel, info.Mode())
		}
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for p := range want {
		t.Errorf("there is no file %s", p)
	}
}

func TestOldTemporaryFilesAreSwept(t *testing.T) {
	dir := t.TempDir()
	openFiles(t, dir)
	old, fresh := filepath.Join(dir, "incoming", "old.tmp"), filepath.Join(dir, "incoming", "new.tmp")
	for _, path := range []string{old, fresh} {
		if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	past := time.Now().Add(-48 * time.Hour)
	if err := os.Chtimes(old, past, past); err != nil {
		t.Fatal(err)
	}
	openFiles(t, dir)
	if _, err := os.Stat(old); err == nil {
		t.Error("the old one is still there")
	}
	if _, err := os.Stat(fresh); err != nil {
		t.Error("the new one, which another may be writing, is gone")
	}
}
