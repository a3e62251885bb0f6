package server

import (
	"bytes"
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"syscall"
	"time"

	"anquan.example/paicha/internal/free"
	"anquan.example/paicha/sync/wire"
)

// Folders of Files.
const (
	wholeDir    = "photos"   // ab/<sum>: whole, checked, on disk
	incomingDir = "incoming" // <sum>: the beginning of one; *.tmp: being written
	smallDir    = "small"    // ab/<sum>.jpg
)

// tempAge is when what a crash left of a file that was being written is swept away.
const tempAge = 24 * time.Hour

// Files is Blobs in plain files under one folder, named by their sums.
type Files struct {
	dir string

	mu   sync.Mutex
	busy map[wire.Sum]*place // guarded by mu
}

// place is held by who works on the sum, and kept while somebody does or waits.
type place struct {
	sync.Mutex
	users int
}

var _ Blobs = (*Files)(nil)

// OpenFiles opens the folder and makes it, for this user alone, where there is none.
func OpenFiles(dir string) (*Files, error) {
	f := &Files{dir: dir, busy: map[wire.Sum]*place{}}
	for _, d := range []string{dir, f.path(wholeDir), f.path(incomingDir), f.path(smallDir)} {
		if err := folder(d); err != nil {
			return nil, fmt.Errorf("folder for photos: %w", err)
		}
	}
	return f, f.sweep()
}

// sweep takes away what a crash left of files that were being written.
func (f *Files) sweep() error {
	return f.arriving(func(name string, at time.Time) error {
		if filepath.Ext(name) != ".tmp" || time.Since(at) < tempAge {
			return nil
		}
		return os.Remove(f.path(incomingDir, name))
	})
}

// arriving calls do with the files that are coming in, and when they were last written to.
func (f *Files) arriving(do func(name string, at time.Time) error) error {
	names, err := os.ReadDir(f.path(incomingDir))
	if err != nil {
		return err
	}
	for _, name := range names {
		info, err := name.Info()
		if errors.Is(err, fs.ErrNotExist) {
			continue // it has moved to its place meanwhile
		}
		if err == nil {
			err = do(name.Name(), info.ModTime())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// Sweep removes files that were last written to before that time.
func (f *Files) Sweep(before time.Time) (n int, err error) {
	err = f.arriving(func(name string, at time.Time) error {
		sum, err := wire.ParseSum(name)
		if err != nil || !at.Before(before) {
			return nil // a temporary file, or one that is in use
		}
		gone, err := f.sweepOne(sum, before)
		if gone {
			n++
		}
		return err
	})
	return n, err
}

// sweepOne looks again with the sum held: somebody may have gone on with it.
func (f *Files) sweepOne(sum wire.Sum, before time.Time) (gone bool, err error) {
	defer f.hold(sum)()
	info, err := os.Lstat(f.incoming(sum))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	if err != nil || !info.ModTime().Before(before) {
		return false, err
	}
	return true, os.Remove(f.incoming(sum))
}

func (f *Files) path(names ...string) string {
	return filepath.Join(append([]string{f.dir}, names...)...)
}

func (f *Files) incoming(sum wire.Sum) string { return f.path(incomingDir, sum.String()) }

func (f *Files) whole(sum wire.Sum) string {
	name := sum.String()
	return f.path(wholeDir, name[:2], name)
}

func (f *Files) small(sum wire.Sum) string {
	name := sum.String()
	return f.path(smallDir, name[:2], name+".jpg")
}

// hold keeps others from the sum until release.
func (f *Files) hold(sum wire.Sum) (release func()) {
	f.mu.Lock()
	p := f.busy[sum]
	if p == nil {
		p = new(place)
		f.busy[sum] = p
	}
	p.users++
	f.mu.Unlock()
	p.Lock()
	return func() {
		p.Unlock()
		f.mu.Lock()
		defer f.mu.Unlock()
		if p.users--; p.users == 0 {
			delete(f.busy, sum)
		}
	}
}

// Arrived is the size of the file that is coming in.
func (f *Files) Arrived(sum wire.Sum) (int64, error) {
	if _, err := os.Lstat(f.whole(sum)); err == nil {
		return 0, nil // a crash may have left its beginning
	}
	return size(f.incoming(sum))
}

func size(path string) (int64, error) {
	info, err := os.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// Append writes behind the end. Nothing is flushed before Finish, which reads it all again.
func (f *Files) Append(sum wire.Sum, at int64, r io.Reader) (n int64, err error) {
	defer f.hold(sum)()
	if n, err = size(f.incoming(sum)); err != nil {
		return n, err
	}
	if n != at {
		return n, &ErrOffset{Arrived: n}
	}
	file, err := os.OpenFile(f.incoming(sum), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
	if err != nil {
		return n, full(err)
	}
	more, err := io.Copy(file, r)
	return n + more, full(errors.Join(err, file.Close()))
}

// Finish hashes the file, flushes it and moves it to its place.
func (f *Files) Finish(sum wire.Sum) error {
	defer f.hold(sum)()
	path := f.incoming(sum)
	file, err := os.OpenFile(path, os.O_RDWR, 0) // Windows flushes only what may be written
	if errors.Is(err, fs.ErrNotExist) {
		if _, there := os.Lstat(f.whole(sum)); there == nil {
			return nil
		}
	}
	if err != nil {
		return err
	}
	h := sha256.New()
	if _, err = io.Copy(h, file); err == nil && wire.Sum(h.Sum(nil)) != sum {
		return errors.Join(ErrChanged, file.Close(), os.Remove(path))
	}
	if err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err != nil {
		return full(err)
	}
	return f.move(path, f.whole(sum))
}

// move gives a flushed file its name, durably.
func (f *Files) move(from, to string) error {
	if err := folder(filepath.Dir(to)); err != nil {
		return full(err)
	}
	if err := os.Rename(from, to); err != nil {
		return full(err)
	}
	return syncDir(filepath.Dir(to))
}

// Put writes a file and moves it to its place.
func (f *Files) Put(sum wire.Sum, data []byte) error {
	if sha256.Sum256(data) != sum {
		return ErrChanged
	}
	return f.write(f.whole(sum), data)
}

func (f *Files) write(to string, data []byte) error {
	temp := f.path(incomingDir, rand.Text()+".tmp")
	file, err := os.OpenFile(temp, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return full(err)
	}
	if _, err = io.Copy(file, bytes.NewReader(data)); err == nil {
		err = file.Sync()
	}
	if err = errors.Join(err, file.Close()); err == nil {
		err = f.move(temp, to)
	}
	if err != nil {
		_ = os.Remove(temp) // it may have moved
	}
	return full(err)
}

// Open opens the file.
func (f *Files) Open(sum wire.Sum) (io.ReadSeekCloser, int64, error) {
	file, err := os.Open(f.whole(sum))
	if err != nil {
		return nil, 0, err
	}
	info, err := file.Stat()
	if err != nil {
		return nil, 0, errors.Join(err, file.Close())
	}
	return file, info.Size(), nil
}

// SetSmall writes a file and moves it to its place.
func (f *Files) SetSmall(sum wire.Sum, data []byte) error { return f.write(f.small(sum), data) }

// Small reads the file.
func (f *Files) Small(sum wire.Sum) ([]byte, error) { return os.ReadFile(f.small(sum)) }

// HasSmall looks for the file.
func (f *Files) HasSmall(sum wire.Sum) (bool, error) {
	_, err := os.Lstat(f.small(sum))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// Free is the room of the disk that the folder is on.
func (f *Files) Free() (uint64, error) { return free.Bytes(f.dir) }

// folder makes a folder durably; those above it have to be there.
func folder(dir string) error {
	err := os.Mkdir(dir, 0o700)
	if errors.Is(err, fs.ErrExist) {
		info, err := os.Stat(dir)
		if err == nil && !info.IsDir() {
			err = fmt.Errorf("%s is no folder", dir)
		}
		return err
	}
	if err != nil {
		return err
	}
	return syncDir(filepath.Dir(dir))
}

// syncDir makes the names in a folder durable; Windows does so by itself.
func syncDir(dir string) error {
	if runtime.GOOS == "windows" {
		return nil
	}
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// errFullWindows is ERROR_DISK_FULL, which is no ENOSPC to package syscall there.
const errFullWindows = syscall.Errno(112)

// full names the error of a disk without room.
func full(err error) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) || runtime.GOOS == "windows" && errors.Is(err, errFullWindows) {
		return fmt.Errorf("%w (%w)", ErrDiskFull, err)
	}
	return err
}
