package s3

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"

	"github.com/minio/minio-go/v7"

	"anquan.example/paicha/sync/server"
)

// say names an error of the store by what was being done, and says what a park can do about it.
func (s *Store) say(doing, key string, err error) error {
	if err == nil {
		return nil
	}
	var r minio.ErrorResponse
	errors.As(err, &r)
	switch {
	case r.Code == minio.NoSuchKey:
		return fmt.Errorf("photo store %s: %s %s: %w", s.name, doing, key, fs.ErrNotExist)
	case r.StatusCode == http.StatusInsufficientStorage, fullCodes[r.Code]:
		return fmt.Errorf("photo store %s: %s %s: %w (%w)", s.name, doing, key, server.ErrDiskFull, err)
	case r.StatusCode == http.StatusForbidden || r.StatusCode == http.StatusUnauthorized:
		return fmt.Errorf("photo store %s: %s %s: it refuses us: check AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and what they may do in the bucket (%w)", s.name, doing, key, err)
	case r.Code == minio.NoSuchBucket:
		return fmt.Errorf("photo store %s: %s %s: the bucket is gone (%w)", s.name, doing, key, err)
	}
	return fmt.Errorf("photo store %s: %s %s: %w; if it lasts, look whether the store runs and can be reached", s.name, doing, key, err)
}

// fullCodes are what stores say that have no room.
var fullCodes = map[string]bool{
	"QuotaExceeded": true, "XMinioStorageFull": true, "XMinioAdminBucketQuotaExceeded": true, "InsufficientStorage": true, "StorageFull": true,
}
