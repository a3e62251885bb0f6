package s3

import (
	"context"
	"crypto/sha256"
	"errors"
	"hash"
	"io"
	"sync"

	"github.com/minio/minio-go/v7"

	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// joined reads the parts of a photo one after another. What is not what its hash says never ends: its last bytes are kept back.
type joined struct {
	ctx   context.Context
	end   context.CancelFunc
	store *Store
	sum   wire.Sum

	mu    sync.Mutex // guards what follows: a request that was answered early may still be reading
	links []part     // not begun yet
	body  io.ReadCloser
	left  int64 // of the part
	hash  hash.Hash
	err   error
}

func newJoined(ctx context.Context, s *Store, sum wire.Sum, links []part) *joined {
	ctx, cancel := context.WithTimeout(ctx, longTime)
	return &joined{ctx: ctx, end: cancel, store: s, sum: sum, links: links, hash: sha256.New()}
}

func (j *joined) Read(b []byte) (int, error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	if j.err != nil || len(b) == 0 {
		return 0, j.err
	}
	if j.left == 0 {
		if len(j.links) == 0 {
			return 0, io.EOF // its hash was right
		}
		if j.err = j.next(); j.err != nil {
			return 0, j.err
		}
	}
	n, err := j.body.Read(b[:min(int64(len(b)), j.left)])
	j.hash.Write(b[:n])
	j.left -= int64(n)
	if err != nil && j.left > 0 {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		j.err = j.store.say("read", j.store.incoming(j.sum), err)
	} else if j.left == 0 && len(j.links) == 0 && wire.Sum(j.hash.Sum(nil)) != j.sum {
		j.err = server.ErrChanged
	}
	if j.err != nil {
		return 0, j.err
	}
	return n, nil
}

func (j *joined) next() error {
	j.shut()
	p := j.links[0]
	body, err := j.store.get(j.ctx, p.key, minio.GetObjectOptions{})
	if err == nil {
		j.links, j.body, j.left = j.links[1:], body, p.to-p.from
	}
	return err
}

func (j *joined) shut() {
	if j.body != nil {
		_ = j.body.Close() // it was read
		j.body = nil
	}
}

// close ends it, whoever may still be reading, and gives why it did not come to its end; nil when nothing hindered it.
func (j *joined) close() error {
	j.end() // of a Read that waits
	j.mu.Lock()
	defer j.mu.Unlock()
	j.shut()
	err := j.err
	j.err = errClosed
	return err
}

var errClosed = errors.New("it is closed")
