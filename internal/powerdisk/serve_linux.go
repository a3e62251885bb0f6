package powerdisk

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"
	"sync"
	"syscall"
	"time"

	"github.com/hanwen/go-fuse/v2/fs"
	"github.com/hanwen/go-fuse/v2/fuse"
)

// served is what a child serves.
type served struct {
	Mount string        // of FUSE
	Back  string        // what is on the platter
	Size  int64         // bytes
	Delay time.Duration // of a flush
}

// imageName is the one file in the FUSE file system.
const imageName = "disk.img"

// Child serves a disk when this process was started to do that, and does not return then. Programs that call New call it
// first.
func Child() {
	order := os.Getenv(childVar)
	if order == "" {
		return
	}
	if err := serve(order); err != nil {
		fmt.Fprintln(os.Stderr, "powerdisk:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

func serve(order string) error {
	var s served
	if err := json.Unmarshal([]byte(order), &s); err != nil {
		return err
	}
	back, err := os.OpenFile(s.Back, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	img := &image{served: s, back: back, cache: map[int64]*[block]byte{}}
	server, err := fs.Mount(s.Mount, &folder{img: img}, &fs.Options{MountOptions: fuse.MountOptions{Name: "powerdisk", FsName: "powerdisk", MaxWrite: 1 << 17, DirectMount: true}})
	if err != nil {
		return err
	}
	fmt.Println("ready")
	orders := bufio.NewScanner(os.Stdin)
	if orders.Scan() {
		var torn bool
		var seed uint64
		if _, err := fmt.Sscanf(orders.Text(), "cut %t %d", &torn, &seed); err != nil {
			return err
		}
		img.mu.Lock() // for ever: the power is gone
		if torn {
			img.tear(rand.New(rand.NewPCG(seed, 1)))
		}
		os.Exit(1)
	}
	return server.Unmount()
}

// block is what the disk's memory keeps together, sector what it writes at once; bytes.
const (
	block  = 4096
	sector = 512
)

// image is the disk: a platter, and a memory that forgets.
type image struct {
	fs.Inode
	served
	back *os.File

	mu    sync.Mutex // guards the next
	cache map[int64]*[block]byte
}

type folder struct {
	fs.Inode
	img *image
}

func (f *folder) OnAdd(ctx context.Context) {
	f.AddChild(imageName, f.NewPersistentInode(ctx, f.img, fs.StableAttr{Mode: syscall.S_IFREG}), true)
}

var (
	_ fs.NodeOnAdder    = (*folder)(nil)
	_ fs.NodeOpener     = (*image)(nil)
	_ fs.NodeGetattrer  = (*image)(nil)
	_ fs.NodeSetattrer  = (*image)(nil)
	_ fs.NodeReader     = (*image)(nil)
	_ fs.NodeWriter     = (*image)(nil)
	_ fs.NodeFsyncer    = (*image)(nil)
	_ fs.NodeStatfser   = (*image)(nil)
	_ fs.NodeGetxattrer = (*image)(nil)
)

func (m *image) Open(context.Context, uint32) (fs.FileHandle, uint32, syscall.Errno) {
	return nil, fuse.FOPEN_DIRECT_IO, 0 // nothing between the loop device and us forgets or remembers
}

func (m *image) Getattr(_ context.Context, _ fs.FileHandle, out *fuse.AttrOut) syscall.Errno {
	out.Mode, out.Size, out.Blocks = syscall.S_IFREG|0o600, uint64(m.Size), uint64(m.Size/sector)
	return 0
}

func (m *image) Setattr(ctx context.Context, h fs.FileHandle, _ *fuse.SetAttrIn, out *fuse.AttrOut) syscall.Errno {
	return m.Getattr(ctx, h, out)
}

func (m *image) Statfs(context.Context, *fuse.StatfsOut) syscall.Errno { return 0 }

func (m *image) Getxattr(context.Context, string, []byte) (uint32, syscall.Errno) {
	return 0, syscall.ENODATA
}

// each gives the blocks between off and off+n: their number, where the part begins and ends in the block, and in the data.
func each(off int64, n int, f func(b int64, from, to, at int64) error) syscall.Errno {
	for end, at := off+int64(n), off; at < end; {
		b := at / block
		to := min((b+1)*block, end)
		if f(b, at-b*block, to-b*block, at-off) != nil {
			return syscall.EIO
		}
		at = to
	}
	return 0
}

func (m *image) Read(_ context.Context, _ fs.FileHandle, dest []byte, off int64) (fuse.ReadResult, syscall.Errno) {
	m.mu.Lock()
	defer m.mu.Unlock()
	dest = dest[:max(0, min(int64(len(dest)), m.Size-off))]
	errno := each(off, len(dest), func(b, from, to, at int64) error {
		if kept := m.cache[b]; kept != nil {
			copy(dest[at:], kept[from:to])
			return nil
		}
		_, err := m.back.ReadAt(dest[at:at+to-from], b*block+from)
		return err
	})
	return fuse.ReadResultData(dest), errno
}

func (m *image) Write(_ context.Context, _ fs.FileHandle, data []byte, off int64) (uint32, syscall.Errno) {
	m.mu.Lock()
	defer m.mu.Unlock()
	errno := each(off, len(data), func(b, from, to, at int64) error {
		kept := m.cache[b]
		if kept == nil {
			kept = new([block]byte)
			if _, err := m.back.ReadAt(kept[:], b*block); err != nil {
				return err
			}
			m.cache[b] = kept
		}
		copy(kept[from:to], data[at:])
		return nil
	})
	return uint32(len(data)), errno
}

func (m *image) Fsync(context.Context, fs.FileHandle, uint32) syscall.Errno {
	time.Sleep(m.Delay)
	m.mu.Lock()
	defer m.mu.Unlock()
	for b, kept := range m.cache {
		if _, err := m.back.WriteAt(kept[:], b*block); err != nil {
			return syscall.EIO
		}
	}
	clear(m.cache)
	return 0
}

// tear brings some of what was not flushed to the platter: whole blocks, some of their sectors, or nothing.
func (m *image) tear(r *rand.Rand) {
	blocks := make([]int64, 0, len(m.cache))
	for b := range m.cache {
		blocks = append(blocks, b)
	}
	slices.Sort(blocks) // the seed says all
	for _, b := range blocks {
		kind := r.IntN(3)
		for s := int64(0); s < block; s += sector {
			if kind == 0 || kind == 1 && r.IntN(2) == 0 {
				_, _ = m.back.WriteAt(m.cache[b][s:s+sector], b*block+s) // a platter that fails is torn too
			}
		}
	}
}
