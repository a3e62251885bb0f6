package s3

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"

	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// partSize is the most bytes of a part: it is in memory until the store has it, for every tablet that is sending.
const partSize = 256 << 10

// part is some bytes of a photo that is coming in.
type part struct {
	key      string
	from, to int64
	at       time.Time
}

func (s *Store) incoming(sum wire.Sum) string { return s.prefix + "incoming/" + sum.String() + "/" }

// partOf reads a key below incoming; false when it is none of ours.
func (s *Store) partOf(o minio.ObjectInfo) (sum wire.Sum, p part, ok bool) {
	rest, _ := strings.CutPrefix(o.Key, s.prefix+"incoming/")
	name, span, is := strings.Cut(rest, "/")
	sum, err := wire.ParseSum(name)
	if !is || err != nil {
		return sum, p, false
	}
	p = part{key: o.Key, at: o.LastModified}
	n, err := fmt.Sscanf(span, "%020d-%020d", &p.from, &p.to)
	return sum, p, n == 2 && err == nil && p.from >= 0 && (p.to-p.from == o.Size || p == part{key: o.Key, at: o.LastModified})
}

// list is the parts below a key.
func (s *Store) list(ctx context.Context, prefix string) (all map[wire.Sum][]part, err error) {
	err = s.again(ctx, "list", prefix, func(ctx context.Context) error {
		all = map[wire.Sum][]part{}
		for o := range s.core.ListObjectsIter(ctx, s.bucket, minio.ListObjectsOptions{Prefix: prefix, Recursive: true}) {
			if o.Err != nil {
				return o.Err
			}
			if sum, p, ok := s.partOf(o); ok {
				all[sum] = append(all[sum], p)
			}
		}
		return nil
	})
	return all, err
}

// parts are those of a photo.
func (s *Store) parts(sum wire.Sum) ([]part, error) {
	ctx, cancel := context.WithTimeout(context.Background(), shortTime)
	defer cancel()
	all, err := s.list(ctx, s.incoming(sum))
	return all[sum], err
}

// chain is those of the parts that follow one another from byte 0 on, by the longest step each time, and where they end.
func chain(all []part) (links []part, end int64) {
	all = slices.Clone(all)
	slices.SortFunc(all, func(a, b part) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(b.to, a.to)) })
	for _, p := range all {
		if p.from == end && p.to > end {
			links, end = append(links, p), p.to
		}
	}
	return links, end
}

// Arrived is the end of the chain of parts.
func (s *Store) Arrived(sum wire.Sum) (int64, error) {
	all, err := s.parts(sum)
	_, end := chain(all)
	return end, err
}

// Append writes parts as they fill. What is said to have arrived is in the store.
func (s *Store) Append(sum wire.Sum, at int64, r io.Reader) (int64, error) {
	all, err := s.parts(sum)
	if err != nil {
		return 0, err
	}
	_, end := chain(all)
	if end != at {
		return end, &server.ErrOffset{Arrived: end}
	}
	for first := len(all) == 0; ; first = false {
		var piece bytes.Buffer // grows with what comes: a silent tablet holds no memory
		_, broke := piece.ReadFrom(io.LimitReader(r, partSize))
		n := int64(piece.Len())
		if n > 0 || first {
			if n == 0 {
				piece.WriteByte('-') // some stores refuse an empty object
			}
			if err := s.put(fmt.Sprintf("%s%020d-%020d", s.incoming(sum), end, end+n), piece.Bytes()); err != nil {
				return end, errors.Join(err, broke)
			}
			end += n
		}
		if broke != nil || n < partSize {
			return end, broke
		}
	}
}

// Finish reads the parts once, hashing, into the whole one. The last bytes go only when the hash is right: without them there is no
// object.
func (s *Store) Finish(sum wire.Sum) error {
	all, err := s.parts(sum)
	if err != nil {
		return err
	}
	if len(all) == 0 {
		return s.there(sum)
	}
	err = s.join(sum, all)
	if errors.Is(err, fs.ErrNotExist) {
		return s.there(sum) // another parkd made it whole, and took the parts away
	}
	if errors.Is(err, server.ErrChanged) {
		return errors.Join(err, s.drop(all))
	}
	if err == nil {
		_ = s.drop(all) // what is left is swept one day
	}
	return err
}

func (s *Store) join(sum wire.Sum, all []part) error {
	links, size := chain(all)
	if size == 0 {
		return server.ErrChanged
	}
	ctx, cancel := context.WithTimeout(context.Background(), longTime)
	defer cancel()
	j := newJoined(ctx, s, sum, links)
	_, err := s.core.Client.PutObject(ctx, s.bucket, s.whole(sum), j, size, minio.PutObjectOptions{ContentType: "application/octet-stream", DisableMultipart: true})
	if why := j.close(); err != nil && why != nil && !errors.Is(why, context.Canceled) {
		return why // it says more than the request that it broke off
	}
	return s.say("write", s.whole(sum), err)
}

// drop takes parts away.
func (s *Store) drop(all []part) error {
	ctx, cancel := context.WithTimeout(context.Background(), shortTime)
	defer cancel()
	gone := make(chan minio.ObjectInfo, len(all))
	for _, p := range all {
		gone <- minio.ObjectInfo{Key: p.key}
	}
	close(gone)
	var errs []error
	for bad := range s.core.RemoveObjects(ctx, s.bucket, gone, minio.RemoveObjectsOptions{}) {
		errs = append(errs, s.say("remove", bad.ObjectName, bad.Err))
	}
	return errors.Join(errs...)
}

// Sweep goes by when the store took the last part of a photo.
func (s *Store) Sweep(before time.Time) (n int, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), longTime)
	defer cancel()
	all, err := s.list(ctx, s.prefix+"incoming/")
	if err != nil {
		return 0, err
	}
	for _, parts := range all {
		if slices.ContainsFunc(parts, func(p part) bool { return !p.at.Before(before) }) {
			continue
		}
		if err := s.drop(parts); err != nil {
			return n, err
		}
		n++
	}
	return n, nil
}
