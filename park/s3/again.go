package s3

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/minio/minio-go/v7"
)

// waits are the pauses between tries of one request.
var waits = []time.Duration{100 * time.Millisecond, 500 * time.Millisecond, 2 * time.Second}

// again does a request until the store has answered it, a few times; its error says what was being done.
func (s *Store) again(ctx context.Context, doing, key string, do func(context.Context) error) error {
	for n := 0; ; n++ {
		err := do(ctx)
		if err == nil || n == len(s.waits) || !passes(err) {
			return s.say(doing, key, err)
		}
		pause := time.NewTimer(s.waits[n])
		select {
		case <-pause.C:
		case <-ctx.Done():
			pause.Stop()
			return s.say(doing, key, err)
		}
	}
}

// passes says of an error that it may be gone the next moment: of the link, or of a store that is busy.
func passes(err error) bool {
	var r minio.ErrorResponse
	if !errors.As(err, &r) {
		return !errors.Is(err, context.Canceled) && !errors.Is(err, context.DeadlineExceeded)
	}
	return r.StatusCode == http.StatusTooManyRequests || r.StatusCode >= 500 && r.StatusCode != http.StatusInsufficientStorage
}
