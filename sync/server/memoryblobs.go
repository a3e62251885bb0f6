package server

import (
	"bytes"
	"crypto/sha256"
	"io"
	"io/fs"
	"sync"
	"time"

	"anquan.example/paicha/sync/wire"
)

// MemoryBlobs is Blobs that forgets at the end of the program: for tests and the simulator.
type MemoryBlobs struct {
	mu       sync.Mutex // guards all below; Append holds it while it reads
	incoming map[wire.Sum][]byte
	touched  map[wire.Sum]time.Time // of incoming
	whole    map[wire.Sum][]byte
	small    map[wire.Sum][]byte
	free     uint64
}

var _ Blobs = (*MemoryBlobs)(nil)

// NewMemoryBlobs is an empty one with plenty of room.
func NewMemoryBlobs() *MemoryBlobs {
	return &MemoryBlobs{incoming: map[wire.Sum][]byte{}, touched: map[wire.Sum]time.Time{}, whole: map[wire.Sum][]byte{}, small: map[wire.Sum][]byte{}, free: 1 << 40}
}

// SetFree says how much room Free tells of; nothing is refused for it.
func (m *MemoryBlobs) SetFree(free uint64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.free = free
}

// Arrived is how many bytes of a photo have arrived.
func (m *MemoryBlobs) Arrived(sum wire.Sum) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if _, there := m.whole[sum]; there {
		return 0, nil
	}
	return int64(len(m.incoming[sum])), nil
}

// Append adds what r gives.
func (m *MemoryBlobs) Append(sum wire.Sum, at int64, r io.Reader) (int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if n := int64(len(m.incoming[sum])); n != at {
		return n, &ErrOffset{Arrived: n}
	}
	data, err := io.ReadAll(r) // what came before an error, too
	m.incoming[sum], m.touched[sum] = append(m.incoming[sum], data...), time.Now()
	return int64(len(m.incoming[sum])), err
}

// Finish checks what has arrived.
func (m *MemoryBlobs) Finish(sum wire.Sum) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	data, there := m.incoming[sum]
	if !there {
		if _, there := m.whole[sum]; there {
			return nil
		}
		return fs.ErrNotExist
	}
	delete(m.incoming, sum)
	if sha256.Sum256(data) != sum {
		return ErrChanged
	}
	m.whole[sum] = data
	return nil
}

// Sweep forgets parts that were last added to before that time.
func (m *MemoryBlobs) Sweep(before time.Time) (n int, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for sum := range m.incoming {
		if m.touched[sum].Before(before) {
			delete(m.incoming, sum)
			n++
		}
	}
	return n, nil
}

// Put keeps a copy.
func (m *MemoryBlobs) Put(sum wire.Sum, data []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if sha256.Sum256(data) != sum {
		return ErrChanged
	}
	m.whole[sum] = bytes.Clone(data)
	return nil
}

type memoryBlob struct{ *bytes.Reader }

func (memoryBlob) Close() error { return nil }

// Open reads a whole one.
func (m *MemoryBlobs) Open(sum wire.Sum) (io.ReadSeekCloser, int64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	data, there := m.whole[sum]
	if !there {
		return nil, 0, fs.ErrNotExist
	}
	return memoryBlob{bytes.NewReader(data)}, int64(len(data)), nil
}

// SetSmall keeps a copy.
func (m *MemoryBlobs) SetSmall(sum wire.Sum, data []byte) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.small[sum] = bytes.Clone(data)
	return nil
}

// Small gives a copy.
func (m *MemoryBlobs) Small(sum wire.Sum) ([]byte, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	data, there := m.small[sum]
	if !there {
		return nil, fs.ErrNotExist
	}
	return bytes.Clone(data), nil
}

// HasSmall says whether there is one.
func (m *MemoryBlobs) HasSmall(sum wire.Sum) (bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	_, there := m.small[sum]
	return there, nil
}

// Free is what SetFree said.
func (m *MemoryBlobs) Free() (uint64, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.free, nil
}
