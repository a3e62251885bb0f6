// Package s3 keeps the park's photos in a bucket of an S3 store (server.Blobs). Several parkd may share it, and a tablet may go on at
// another parkd than it began at. Keys below the prefix are those of the folder that parkd uses otherwise:
//
//	photos/ab/<sum>                   whole, checked
//	small/ab/<sum>.jpg                small copies
//	incoming/<sum>/<from>-<to>        bytes of one that is coming in, 20 digits each
//
// What has arrived is the longest chain of parts from byte 0 on: nothing is locked, and the store need not know conditional writes.
// Two that bring the same bytes at once write the same parts; where their parts differ in length the longer ones count. Whatever stands
// in parts, only what has the right hash becomes whole.
package s3

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/minio/minio-go/v7"
	"github.com/minio/minio-go/v7/pkg/credentials"

	"anquan.example/paicha/sync/server"
)

// Store is the photos of a park in a bucket.
type Store struct {
	core           minio.Core
	bucket, prefix string
	name           string // for people
	waits          []time.Duration
}

var _ server.Blobs = (*Store)(nil)

// Times of requests: a short one, and one that moves a whole photo.
const (
	shortTime = time.Minute
	longTime  = 10 * time.Minute
)

// Open opens "s3://bucket/prefix?endpoint=https://…&region=…&path-style=1"; all but the bucket may be left out. Who we are is said by
// AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, the file ~/.aws/credentials, or the machine. It fails when the bucket does not answer.
func Open(ctx context.Context, address string) (*Store, error) {
	at, err := parse(address)
	if err != nil {
		return nil, fmt.Errorf("photo store %q: %w; it is named like s3://bucket/prefix?endpoint=https://host&region=name&path-style=1", hidden(address), err)
	}
	s, err := at.open()
	if err != nil {
		return nil, fmt.Errorf("photo store %s: %w", at.name(), err)
	}
	ctx, cancel := context.WithTimeout(ctx, shortTime)
	defer cancel()
	there := false
	err = s.again(ctx, "look for the bucket", s.bucket, func(ctx context.Context) (err error) {
		there, err = s.core.BucketExists(ctx, s.bucket)
		return err
	})
	if err != nil {
		return nil, err
	}
	if !there {
		return nil, fmt.Errorf("photo store %s: there is no such bucket: make it, or correct the name", s.name)
	}
	return s, nil
}

// place is an address, taken apart.
type place struct {
	bucket, prefix string
	host, region   string
	plain          bool
	style          minio.BucketLookupType
}

func parse(address string) (p place, err error) {
	u, err := url.Parse(address)
	if err != nil {
		return p, fmt.Errorf("it is no address")
	}
	if u.Scheme != "s3" || u.Host == "" || u.Opaque != "" || u.Fragment != "" {
		return p, fmt.Errorf("it does not name a bucket")
	}
	if u.User != nil {
		return p, fmt.Errorf("keys do not belong into the address: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY")
	}
	p.bucket = u.Host
	if prefix := strings.Trim(path.Clean("/"+u.Path), "/"); prefix != "" {
		p.prefix = prefix + "/"
	}
	p.host, p.region = "s3.amazonaws.com", os.Getenv("AWS_REGION")
	for name, values := range u.Query() {
		if len(values) != 1 {
			return p, fmt.Errorf("%s stands in it %d times", name, len(values))
		}
		if err := p.set(name, values[0]); err != nil {
			return p, err
		}
	}
	return p, nil
}

func (p *place) set(name, value string) error {
	switch name {
	case "endpoint":
		u, err := url.Parse(value)
		if err == nil && !strings.Contains(value, "://") {
			u, err = url.Parse("https://" + value)
		}
		if err != nil || u.Host == "" || u.User != nil || strings.Trim(u.Path, "/") != "" || !slices.Contains([]string{"http", "https"}, u.Scheme) {
			return fmt.Errorf("endpoint %q is not like https://host:port", value)
		}
		p.host, p.plain = u.Host, u.Scheme == "http"
	case "region":
		p.region = value
	case "path-style":
		style, known := map[string]minio.BucketLookupType{"1": minio.BucketLookupPath, "0": minio.BucketLookupDNS}[value]
		if !known {
			return fmt.Errorf("path-style is 1 or 0")
		}
		p.style = style
	default:
		return fmt.Errorf("it has a setting %q that is not known", name)
	}
	return nil
}

func (p *place) name() string { return "s3://" + p.bucket + "/" + p.prefix + " at " + p.host }

func (p *place) open() (*Store, error) {
	transport, err := minio.DefaultTransport(!p.plain)
	if err != nil {
		return nil, err
	}
	transport.ResponseHeaderTimeout = shortTime
	core, err := minio.NewCore(p.host, &minio.Options{
		Creds: credentials.NewChainCredentials([]credentials.Provider{
			&credentials.EnvAWS{}, &credentials.FileAWSCredentials{}, &credentials.IAM{Client: &http.Client{Timeout: 5 * time.Second}},
		}),
		Secure: !p.plain, Transport: transport, Region: p.region, BucketLookup: p.style, MaxRetries: 1, // again does it: minio's reads a body again that its last try may still be sending
	})
	if err != nil {
		return nil, err
	}
	return &Store{core: *core, bucket: p.bucket, prefix: p.prefix, name: p.name(), waits: waits}, nil
}

// hidden is an address without what may be a password in it.
func hidden(address string) string {
	at := strings.LastIndex(address, "@")
	scheme := strings.Index(address, "://")
	if at < 0 || scheme < 0 || at < scheme {
		return address
	}
	return address[:scheme+3] + "…" + address[at:]
}
