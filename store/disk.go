package store

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// disk is what the journal asks of a file system. Tests count its calls, fail the n-th, and lose what was not flushed.
type disk interface {
	// Create makes a file of size zero bytes that is wholly on disk, with its name, when it returns.
	Create(path string, size int64) (file, error)
	// Open opens a file for reading and writing.
	Open(path string) (file, error)
	// List is the names in a folder that end in suffix, sorted.
	List(dir, suffix string) ([]string, error)
}

// file is a journal segment.
type file interface {
	ReadAt(p []byte, off int64) (int, error)
	WriteAt(p []byte, off int64) (int, error)
	Size() (int64, error)
	// Sync returns when what was written is on disk. After an error nothing about the file is known any more.
	Sync() error
	Close() error
}

// realDisk is the machine's.
type realDisk struct{}

type realFile struct{ *os.File }

func (f realFile) Sync() error { return datasync(f.File) }

func (f realFile) Size() (int64, error) {
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

func (realDisk) Create(path string, size int64) (_ file, err error) {
	// a half-made segment of an earlier try holds nothing: it had not been handed out
	temp := path + ".new"
	f, err := os.OpenFile(temp, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, f.Close(), os.Remove(temp))
		}
	}()
	zeros := make([]byte, 1<<20)
	for at := int64(0); at < size; at += int64(len(zeros)) {
		if _, err = f.WriteAt(zeros[:min(int64(len(zeros)), size-at)], at); err != nil {
			return nil, err
		}
	}
	if err = f.Sync(); err != nil {
		return nil, err
	}
	if err = f.Close(); err != nil {
		return nil, err
	}
	if err = os.Rename(temp, path); err != nil {
		return nil, err
	}
	if err = syncDir(filepath.Dir(path)); err != nil {
		return nil, err
	}
	g, err := os.OpenFile(path, os.O_RDWR, 0)
	return realFile{g}, err
}

func (realDisk) Open(path string) (file, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	return realFile{f}, err
}

func (realDisk) List(dir, suffix string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var names []string
	for _, e := range entries {
		if e.Type().IsRegular() && strings.HasSuffix(e.Name(), suffix) {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names, err
}

// syncDir makes the names in a folder durable. Windows has no such call: NTFS journals names itself.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	if err := d.Sync(); err != nil {
		return errors.Join(say("flush folder %s: %w", dir, err), d.Close())
	}
	return d.Close()
}
