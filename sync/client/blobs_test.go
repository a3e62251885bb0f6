package client_test

import (
	"bytes"
	"crypto/sha256"
	"io"
	"io/fs"
	"sync"

	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

type blobs struct {
	mu                  sync.Mutex
	whole, part, little map[wire.Sum][]byte
}

func newBlobs() *blobs {
	return &blobs{whole: map[wire.Sum][]byte{}, part: map[wire.Sum][]byte{}, little: map[wire.Sum][]byte{}}
}
func (b *blobs) Arrived(sum wire.Sum) (int64, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return int64(len(b.part[sum])), nil
}
func (b *blobs) Append(sum wire.Sum, at int64, r io.Reader) (int64, error) {
	data, err := io.ReadAll(r)
	b.mu.Lock()
	defer b.mu.Unlock()
	if n := int64(len(b.part[sum])); n != at {
		return n, &server.ErrOffset{Arrived: n}
	}
	b.part[sum] = append(b.part[sum], data...)
	return int64(len(b.part[sum])), err
}
func (b *blobs) Finish(sum wire.Sum) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	data := b.part[sum]
	delete(b.part, sum)
	if sha256.Sum256(data) != sum {
		return server.ErrChanged
	}
	b.whole[sum] = data
	return nil
}
func (b *blobs) Put(sum wire.Sum, data []byte) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.whole[sum] = data
	return nil
}

type file struct{ *bytes.Reader }

func (file) Close() error { return nil }
func (b *blobs) Open(sum wire.Sum) (io.ReadSeekCloser, int64, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	data, there := b.whole[sum]
	if !there {
		return nil, 0, fs.ErrNotExist
	}
	return file{bytes.NewReader(data)}, int64(len(data)), nil
}
func (b *blobs) SetSmall(sum wire.Sum, data []byte) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.little[sum] = data
	return nil
}
func (b *blobs) Small(sum wire.Sum) ([]byte, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if data, there := b.little[sum]; there {
		return data, nil
	}
	return nil, fs.ErrNotExist
}
func (b *blobs) Free() (uint64, error) { return 1 << 40, nil }
