package store

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
)

// errFault is what a faulty disk gives; errPower what a disk gives when the power is gone.
var (
	errFault = errors.New("the disk failed")
	errPower = errors.New("the power is gone")
)

// simDisk is a disk in memory that behaves as badly as a real one may: what was not flushed is lost at a cut, or reaches the
// platter in part and out of order; a name is there for sure only after its folder was flushed. It counts its calls,
// fails from the n-th on (or the n-th alone), and can be full.
type simDisk struct {
	mu      sync.Mutex
	files   map[string]*simFile // by path: what programs see
	stable  map[string]*simFile // names on the platter
	moves   map[string][]move   // by folder: changes of names since it was flushed
	calls   int
	failAt  int  // from this call on; 0 never
	once    bool // only that call
	cut     bool // from failAt on the power is gone: nothing more happens
	syncs   int
	badSync bool // the next flush fails
	free    uint64
}

type move struct {
	path string
	f    *simFile // nil: removed
}

// simFile is a file: what programs see, what is on the platter, and what was written since the last flush.
type simFile struct {
	d       *simDisk
	data    []byte
	platter []byte
	waiting []write
}

type write struct {
	data []byte
	at   int64
}

func newSimDisk() *simDisk {
	return &simDisk{files: map[string]*simFile{}, stable: map[string]*simFile{}, moves: map[string][]move{}, free: 900 << 20}
}

// failFrom lets the n-th call from now on fail, and all after it. The index may be calling at any time.
func (d *simDisk) failFrom(n int, cut bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.failAt, d.cut = d.calls+n, cut
}

// failing says whether a call has failed.
func (d *simDisk) failing() bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.calls >= d.failAt
}

func (d *simDisk) mend() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.failAt = 0
}

// failNextSync lets the next flush fail, and nothing else.
func (d *simDisk) failNextSync() {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.badSync = true
}

// hit counts a call and says whether it fails; mu is held.
func (d *simDisk) hit() error {
	d.calls++
	if d.failAt == 0 || d.calls < d.failAt || d.once && d.calls > d.failAt {
		return nil
	}
	if d.cut {
		return errPower
	}
	return fmt.Errorf("call %d: %w", d.calls, errFault)
}

func (d *simDisk) call(f func() error) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	if err := d.hit(); err != nil {
		return err
	}
	return f()
}

func (d *simDisk) Folder(string) error { return nil }

func (d *simDisk) Create(path string) (file, error) {
	f := &simFile{d: d}
	return f, d.call(func() error {
		d.name(path, f)
		return nil
	})
}

// name changes what path names; mu is held.
func (d *simDisk) name(path string, f *simFile) {
	if d.files[path] = f; f == nil {
		delete(d.files, path)
	}
	dir := filepath.Dir(path)
	d.moves[dir] = append(d.moves[dir], move{path, f})
}

func (d *simDisk) Open(path string) (f file, err error) {
	return f, d.call(func() error {
		known := d.files[path]
		if known == nil {
			return &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
		}
		f = known
		return nil
	})
}

func (d *simDisk) Rename(from, to string) error {
	return d.call(func() error {
		f := d.files[from]
		if f == nil {
			return &fs.PathError{Op: "rename", Path: from, Err: fs.ErrNotExist}
		}
		d.name(from, nil)
		d.name(to, f)
		return nil
	})
}

func (d *simDisk) Remove(path string) error {
	return d.call(func() error {
		if d.files[path] == nil {
			return &fs.PathError{Op: "remove", Path: path, Err: fs.ErrNotExist}
		}
		d.name(path, nil)
		return nil
	})
}

func (d *simDisk) SyncDir(dir string) error {
	return d.call(func() error {
		d.settle(dir, len(d.moves[dir]))
		return nil
	})
}

// settle brings the first n changes of a folder's names to the platter.
func (d *simDisk) settle(dir string, n int) {
	for _, m := range d.moves[dir][:n] {
		if d.stable[m.path] = m.f; m.f == nil {
			delete(d.stable, m.path)
		}
	}
	d.moves[dir] = nil
}

// List of a folder without files is no call: there are 256 of photos.
func (d *simDisk) List(dir string) (names []string, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for path := range d.files {
		if filepath.Dir(path) == dir {
			names = append(names, filepath.Base(path))
		}
	}
	slices.Sort(names)
	if len(names) > 0 {
		err = d.hit()
	}
	return names, err
}

func (d *simDisk) Free(string) (free uint64, err error) {
	err = d.call(func() error { free = d.free; return nil })
	return free, err
}

// power takes the power away and brings it back: some of what was not flushed is there, in sectors and out of order, when
// torn; nothing of it otherwise.
func (d *simDisk) power(r *rand.Rand, torn bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for dir, moves := range d.moves {
		n := 0
		if torn {
			n = r.IntN(len(moves) + 1)
		}
		d.settle(dir, n)
	}
	d.files = map[string]*simFile{}
	for path, f := range d.stable {
		if torn {
			for _, n := range r.Perm(len(f.waiting)) {
				f.tear(f.waiting[n], r)
			}
		}
		f.waiting, f.data = nil, slices.Clone(f.platter)
		d.files[path] = f
	}
	d.failAt, d.cut = 0, false
}

const sector = 512

// tear brings some sectors of a write to the platter.
func (f *simFile) tear(w write, r *rand.Rand) {
	for off := 0; off < len(w.data); off += sector {
		if r.IntN(2) == 0 {
			f.platter = put(f.platter, w.data[off:min(off+sector, len(w.data))], w.at+int64(off))
		}
	}
}

func put(data, p []byte, at int64) []byte {
	if need := int(at) + len(p); need > len(data) {
		data = append(data, make([]byte, need-len(data))...)
	}
	copy(data[at:], p)
	return data
}

func (f *simFile) ReadAt(p []byte, at int64) (n int, err error) {
	return n, f.d.call(func() error {
		if at < int64(len(f.data)) {
			n = copy(p, f.data[at:])
		}
		if n < len(p) {
			return io.EOF
		}
		return nil
	})
}

func (f *simFile) WriteAt(p []byte, at int64) (int, error) {
	err := f.d.call(func() error {
		if grown := at + int64(len(p)) - int64(len(f.data)); grown > 0 {
			if uint64(grown) > f.d.free {
				return syscall.ENOSPC
			}
			f.d.free -= uint64(grown)
		}
		f.data = put(f.data, p, at)
		f.waiting = append(f.waiting, write{slices.Clone(p), at})
		return nil
	})
	if err != nil {
		return 0, err
	}
	return len(p), nil
}

func (f *simFile) Size() (n int64, err error) {
	return n, f.d.call(func() error { n = int64(len(f.data)); return nil })
}

func (f *simFile) Sync() error {
	f.d.mu.Lock()
	defer f.d.mu.Unlock()
	if err := f.d.hit(); err != nil {
		if !errors.Is(err, errPower) {
			f.waiting = nil // the kernel drops what it could not write, and programs go on seeing it
		}
		return err
	}
	if f.d.badSync {
		f.d.badSync, f.waiting = false, nil
		return errFault
	}
	f.d.syncs++
	f.platter, f.waiting = slices.Clone(f.data), nil
	return nil
}

func (f *simFile) Close() error { return nil }

// The disk in memory is what it says: what was flushed stays, what was not may not, and a name needs its folder flushed.
func TestSimDiskLosesWhatWasNotFlushed(t *testing.T) {
	d, r := newSimDisk(), rand.New(rand.NewPCG(1, 1))
	for _, name := range []string{"/a/flushed", "/a/unflushed", "/b/unnamed"} {
		f, err := d.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.WriteAt([]byte(strings.Repeat("x", 2000)), 0); err != nil {
			t.Fatal(err)
		}
		if !strings.HasSuffix(name, "unflushed") {
			if err := f.Sync(); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := d.SyncDir("/a"); err != nil {
		t.Fatal(err)
	}
	d.power(r, false)
	if data, err := readFile(d, "/a/flushed", small); err != nil || len(data) != 2000 {
		t.Errorf("%d bytes, %v", len(data), err)
	}
	if data, err := readFile(d, "/a/unflushed", small); err != nil || len(data) != 0 {
		t.Errorf("%d bytes that were not flushed, %v", len(data), err)
	}
	if _, err := d.Open("/b/unnamed"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("a name that was not flushed: %v", err)
	}
}
