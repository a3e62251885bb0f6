package store

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"

	"anquan.example/paicha/internal/free"
)

// disk is what the store asks of a file system, Badger's folder apart. Tests count its calls, fail the n-th, fill it up,
// and cut its power.
type disk interface {
	// Folder makes a folder for this user alone, and those above it.
	Folder(dir string) error
	// Create makes an empty file, or empties one that a kill left.
	Create(path string) (file, error)
	// Open opens a file for reading and writing. What is no regular file, or a link, is refused.
	Open(path string) (file, error)
	Rename(from, to string) error
	Remove(path string) error
	// SyncDir makes the names in a folder durable.
	SyncDir(dir string) error
	// List is the names of the regular files in a folder, sorted; none when there is no folder.
	List(dir string) ([]string, error)
	// Free is how many bytes this user can still write there.
	Free(dir string) (uint64, error)
}

// file is an open file.
type file interface {
	io.ReaderAt
	io.WriterAt
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

func (realDisk) Folder(dir string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	info, err := os.Lstat(dir)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return say("%s is not a folder: move it away", dir)
	}
	return nil
}

func (realDisk) Create(path string) (file, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return nil, err
	}
	return realFile{f}, nil
}

func (realDisk) Open(path string) (file, error) {
	info, err := os.Lstat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, say("%s is not a regular file: move it away", path)
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if errors.Is(err, fs.ErrPermission) {
		f, err = os.Open(path) // of a read-only copy
	}
	if err != nil {
		return nil, err
	}
	return realFile{f}, nil
}

func (realDisk) Rename(from, to string) error { return os.Rename(from, to) }
func (realDisk) Remove(path string) error     { return os.Remove(path) }

func (realDisk) List(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var names []string
	for _, e := range entries {
		if e.Type().IsRegular() {
			names = append(names, e.Name())
		}
	}
	slices.Sort(names)
	return names, err
}

// SyncDir does nothing on Windows, which has no such call: NTFS journals names itself.
func (realDisk) SyncDir(dir string) error {
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

func (realDisk) Free(dir string) (uint64, error) { return free.Bytes(dir) }

// halfMade ends the name of a file that is being made; a kill may leave one, and it is never named by anything.
const halfMade = ".new"

// output is a file being made: written in order, and there whole, under its name, or not at all.
type output struct {
	d    disk
	path string
	f    file
	at   int64
	err  error
}

// create begins the file; place or drop ends it.
func create(d disk, path string) (*output, error) {
	f, err := d.Create(path + halfMade)
	if err != nil {
		return nil, err
	}
	return &output{d: d, path: path, f: f}, nil
}

func (o *output) Write(p []byte) (int, error) {
	if o.err != nil {
		return 0, o.err
	}
	n, err := o.f.WriteAt(p, o.at)
	o.at += int64(n)
	o.err = err
	return n, err
}

// place flushes the file and gives it its name (another than it was begun for, where path is not ""), durable when it
// returns. After err, or its own error, the file is gone.
func (o *output) place(path string, err error) error {
	if path == "" {
		path = o.path
	}
	if err == nil {
		err = o.err
	}
	if err == nil {
		err = o.f.Sync()
	}
	err = errors.Join(err, o.f.Close())
	if err == nil {
		err = o.d.Rename(o.path+halfMade, path)
	}
	if err != nil {
		return errors.Join(err, o.d.Remove(o.path+halfMade))
	}
	return o.d.SyncDir(filepath.Dir(path))
}

// writeFile puts a whole file in its place, durable with its name when it returns.
func writeFile(d disk, path string, data []byte) error {
	o, err := create(d, path)
	if err != nil {
		return err
	}
	_, err = o.Write(data)
	return o.place("", err)
}

// readFile reads a file of at most limit bytes.
func readFile(d disk, path string, limit int64) (_ []byte, err error) {
	f, err := d.Open(path)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	size, err := f.Size()
	if err != nil {
		return nil, err
	}
	if size > limit {
		return nil, say("%s has %d bytes, at most %d are possible", path, size, limit)
	}
	data := make([]byte, size)
	if n, err := f.ReadAt(data, 0); int64(n) < size {
		return nil, err
	}
	return data, nil
}
