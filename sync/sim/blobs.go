package sim

import (
	"bytes"
	"crypto/sha256"
	"io"
	"io/fs"
	"maps"
	"slices"
	"time"

	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// blobs is a park's photos in memory. At a crash what was not made durable is lost, or half of it.
type blobs struct {
	w                  *world
	whole, part, small map[wire.Sum][]byte
	free               uint64
}

const plenty = 1 << 40

func newBlobs(w *world) *blobs {
	return &blobs{w: w, whole: map[wire.Sum][]byte{}, part: map[wire.Sum][]byte{}, small: map[wire.Sum][]byte{}, free: plenty}
}

// copy is the photos as a backup has them: whole ones only.
func (b *blobs) copy() *blobs {
	c := newBlobs(b.w)
	c.whole, c.small = maps.Clone(b.whole), maps.Clone(b.small)
	return c
}

// crash is a power cut: of what had arrived in part, a part is there, or is there as zeros.
func (b *blobs) crash() {
	sums := slices.SortedFunc(maps.Keys(b.part), func(x, y wire.Sum) int { return bytes.Compare(x[:], y[:]) })
	for _, sum := range sums {
		data := b.part[sum]
		n := b.w.rng.IntN(len(data) + 1)
		switch b.w.rng.IntN(3) {
		case 0:
			b.part[sum] = data[:n:n]
		case 1:
			b.part[sum] = append(bytes.Clone(data[:n]), make([]byte, len(data)-n)...)
		}
	}
}

func (b *blobs) Arrived(sum wire.Sum) (int64, error) {
	return int64(len(b.part[sum])), b.w.down
}

func (b *blobs) Append(sum wire.Sum, at int64, r io.Reader) (int64, error) {
	if b.w.down != nil {
		return 0, b.w.down
	}
	if n := int64(len(b.part[sum])); n != at {
		return n, &server.ErrOffset{Arrived: n}
	}
	data, err := io.ReadAll(r)
	if b.w.chance(b.w.o.rates.parkFull) {
		data, err = data[:len(data)/2], server.ErrDiskFull
	}
	b.part[sum] = append(slices.Clip(b.part[sum]), data...)
	return int64(len(b.part[sum])), err
}

func (b *blobs) Finish(sum wire.Sum) error {
	if err := b.w.stumble("photo"); err != nil {
		return err
	}
	data := b.part[sum]
	delete(b.part, sum)
	if sha256.Sum256(data) != sum {
		return server.ErrChanged
	}
	b.whole[sum] = data
	return b.w.stumble("photo is whole")
}

func (b *blobs) Put(sum wire.Sum, data []byte) error {
	if err := b.w.stumble("document"); err != nil {
		return err
	}
	b.whole[sum] = bytes.Clone(data)
	return nil
}

type file struct{ *bytes.Reader }

func (file) Close() error { return nil }

func (b *blobs) Open(sum wire.Sum) (io.ReadSeekCloser, int64, error) {
	data, there := b.whole[sum]
	if !there {
		return nil, 0, fs.ErrNotExist
	}
	return file{bytes.NewReader(data)}, int64(len(data)), b.w.down
}

func (b *blobs) SetSmall(sum wire.Sum, data []byte) error {
	b.small[sum] = bytes.Clone(data)
	return b.w.down
}

func (b *blobs) Small(sum wire.Sum) ([]byte, error) {
	if data, there := b.small[sum]; there {
		return data, b.w.down
	}
	return nil, fs.ErrNotExist
}

func (b *blobs) HasSmall(sum wire.Sum) (bool, error) {
	_, there := b.small[sum]
	return there, b.w.down
}

// Sweep has nothing to do: a simulated world does not last for weeks.
func (b *blobs) Sweep(time.Time) (int, error) { return 0, b.w.down }

func (b *blobs) Free() (uint64, error) { return b.free, b.w.down }
