package s3

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"

	"github.com/minio/minio-go/v7"

	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

func (s *Store) whole(sum wire.Sum) string {
	name := sum.String()
	return s.prefix + "photos/" + name[:2] + "/" + name
}

func (s *Store) small(sum wire.Sum) string {
	name := sum.String()
	return s.prefix + "small/" + name[:2] + "/" + name + ".jpg"
}

// put writes an object at once: it is there as a whole, or not at all.
func (s *Store) put(key string, data []byte) error {
	ctx, cancel := context.WithTimeout(context.Background(), longTime)
	defer cancel()
	return s.again(ctx, "write", key, func(ctx context.Context) error {
		_, err := s.core.Client.PutObject(ctx, s.bucket, key, bytes.NewReader(data), int64(len(data)),
			minio.PutObjectOptions{ContentType: "application/octet-stream", DisableMultipart: true})
		return err
	})
}

// size is that of an object; fs.ErrNotExist when there is none.
func (s *Store) size(key string) (n int64, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), shortTime)
	defer cancel()
	err = s.again(ctx, "look for", key, func(ctx context.Context) error {
		info, err := s.core.StatObject(ctx, s.bucket, key, minio.StatObjectOptions{})
		n = info.Size
		return err
	})
	return n, err
}

// get begins to read an object.
func (s *Store) get(ctx context.Context, key string, o minio.GetObjectOptions) (body io.ReadCloser, err error) {
	err = s.again(ctx, "read", key, func(ctx context.Context) error {
		body, _, _, err = s.core.GetObject(ctx, s.bucket, key, o)
		return err
	})
	return body, err
}

// there is fs.ErrNotExist when the photo is not whole.
func (s *Store) there(sum wire.Sum) error {
	_, err := s.size(s.whole(sum))
	return err
}

// Put writes a whole one.
func (s *Store) Put(sum wire.Sum, data []byte) error {
	if sha256.Sum256(data) != sum {
		return server.ErrChanged
	}
	return s.put(s.whole(sum), data)
}

// SetSmall writes a small copy.
func (s *Store) SetSmall(sum wire.Sum, data []byte) error { return s.put(s.small(sum), data) }

// Small reads a small copy.
func (s *Store) Small(sum wire.Sum) (data []byte, err error) {
	r, _, err := s.open(s.small(sum))
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	return io.ReadAll(io.LimitReader(r, wire.MaxSmall))
}

// HasSmall looks for a small copy.
func (s *Store) HasSmall(sum wire.Sum) (bool, error) {
	_, err := s.size(s.small(sum))
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// Free is without end: a store that is full says so when it is written to.
func (s *Store) Free() (uint64, error) { return 1 << 62, nil }

// Open looks for the object; it is asked for at the first Read, from where Seek went.
func (s *Store) Open(sum wire.Sum) (io.ReadSeekCloser, int64, error) { return s.open(s.whole(sum)) }

func (s *Store) open(key string) (io.ReadSeekCloser, int64, error) {
	size, err := s.size(key)
	if err != nil {
		return nil, 0, err
	}
	return &object{store: s, key: key, size: size}, size, nil
}

// object reads one as its reader goes through it.
type object struct {
	store    *Store
	key      string
	size, at int64
	body     io.ReadCloser // from at on; nil: none is open
	end      context.CancelFunc
}

func (o *object) Read(b []byte) (int, error) {
	if o.at >= o.size {
		return 0, io.EOF
	}
	if o.body == nil {
		if err := o.begin(); err != nil {
			return 0, err
		}
	}
	n, err := o.body.Read(b)
	o.at += int64(n)
	switch {
	case o.at >= o.size || err == nil:
		return n, nil
	case errors.Is(err, io.EOF):
		err = io.ErrUnexpectedEOF
	}
	return n, o.store.say("read", o.key, err)
}

func (o *object) begin() error {
	var options minio.GetObjectOptions
	if o.at > 0 {
		if err := options.SetRange(o.at, 0); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), longTime)
	body, err := o.store.get(ctx, o.key, options)
	if err != nil {
		cancel()
		return err
	}
	o.body, o.end = body, cancel
	return nil
}

func (o *object) Seek(offset int64, whence int) (int64, error) {
	at := offset
	switch whence {
	case io.SeekCurrent:
		at += o.at
	case io.SeekEnd:
		at += o.size
	}
	if at < 0 {
		return o.at, errors.New("before the first byte")
	}
	if at == o.at {
		return at, nil
	}
	o.at = at
	return at, o.Close()
}

// Close ends what is open. A Read after it begins again.
func (o *object) Close() error {
	if o.body == nil {
		return nil
	}
	o.end()
	_ = o.body.Close() // what is not read is not wanted
	o.body = nil
	return nil
}
