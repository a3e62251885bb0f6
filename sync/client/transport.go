package client

import (
	"bytes"
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"anquan.example/paicha/sync/wire"
)

// ErrAddress says that a park's address cannot be used.
var ErrAddress = errors.New("a park's address is https://name or https://name:port")

// checkURL takes https, and http for this very machine only.
func checkURL(text string) (*url.URL, error) {
	u, err := url.Parse(strings.TrimRight(text, "/"))
	if err != nil || u.Host == "" || u.User != nil || u.RawQuery != "" {
		return nil, fmt.Errorf("%q: %w", text, ErrAddress)
	}
	if u.Scheme == "https" {
		return u, nil
	}
	if ip := net.ParseIP(u.Hostname()); u.Scheme == "http" && (u.Hostname() == "localhost" || ip != nil && ip.IsLoopback()) {
		return u, nil
	}
	return nil, fmt.Errorf("%q: %w; http:// is for this machine alone", text, ErrAddress)
}

// ErrNotPark says that something else than a park answers.
var ErrNotPark = errors.New("is this a park's address?")

// ErrOtherCertificate says that the park shows another certificate than at enrolment.
var ErrOtherCertificate = errors.New("the park shows another certificate than when this tablet was enrolled: somebody may stand between, or the park was set up anew; ask the park, and enrol again if it was")

// pinned trusts one public key and nothing else. seen gets the key's SHA-256 when pin is nil.
func pinned(pin []byte, seen *[]byte) *tls.Config {
	return &tls.Config{
		MinVersion:         tls.VersionTLS13,
		InsecureSkipVerify: true, // VerifyConnection does it
		VerifyConnection: func(c tls.ConnectionState) error {
			sum := wire.Pin(c.PeerCertificates[0])
			if pin == nil {
				*seen = sum
				return nil
			}
			if !bytes.Equal(sum, pin) {
				return ErrOtherCertificate
			}
			return nil
		},
	}
}

// dial is how connections are made: time-outs for each step, none for the whole, since a slow link is no fault.
func dial(config *tls.Config) *http.Transport {
	d := &net.Dialer{Timeout: 15 * time.Second, KeepAlive: 30 * time.Second}
	return &http.Transport{
		Proxy: http.ProxyFromEnvironment, DialContext: d.DialContext, TLSClientConfig: config, TLSHandshakeTimeout: 20 * time.Second,
		ResponseHeaderTimeout: 5 * time.Minute, MaxIdleConnsPerHost: photosAtOnce, IdleConnTimeout: 2 * time.Minute, DisableCompression: true,
	}
}

// link speaks to one peer.
type link struct {
	base *url.URL
	http *http.Client
	up   *meter
}

func newLink(address string, pin []byte, rt http.RoundTripper) (*link, error) {
	u, err := checkURL(address)
	if err != nil {
		return nil, err
	}
	if rt == nil {
		var config *tls.Config
		if len(pin) > 0 {
			config = pinned(pin, nil)
		}
		rt = dial(config)
	}
	return &link{base: u, http: &http.Client{Transport: rt, CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse // a park does not move by itself
	}}, up: &meter{}}, nil
}

// maxAnswer is the most that is read of an answer.
const maxAnswer = wire.MaxMessage

// do sends a request and reads the answer into v. The error is a *wire.Refusal when the other side says no.
func (l *link) do(ctx context.Context, method, path string, authorization string, body io.Reader, size int64, v any) error {
	r, err := http.NewRequestWithContext(ctx, method, l.base.String()+path, body)
	if err != nil {
		return err
	}
	r.ContentLength = size
	r.Header.Set("User-Agent", "") // the least that is sent
	if authorization != "" {
		r.Header.Set("Authorization", authorization)
	}
	resp, err := l.http.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	var b bytes.Buffer
	if resp.ContentLength > 0 && resp.ContentLength <= maxAnswer {
		b.Grow(int(resp.ContentLength) + bytes.MinRead)
	}
	if n, err := b.ReadFrom(io.LimitReader(resp.Body, maxAnswer+1)); err != nil {
		return err
	} else if n > maxAnswer {
		return fmt.Errorf("the answer is too long: %w", ErrNotPark)
	}
	if resp.StatusCode == http.StatusOK {
		if err := wire.Decode(b.Bytes(), v); err != nil {
			return fmt.Errorf("%s: %w: %w", l.base.Host, ErrNotPark, err)
		}
		return nil
	}
	var refusal wire.Refusal
	if err := wire.Decode(b.Bytes(), &refusal); err != nil || refusal.Code == "" {
		return fmt.Errorf("%s answers %s: %w", l.base.Host, resp.Status, ErrNotPark)
	}
	return &refusal
}

func (l *link) post(ctx context.Context, path string, message, answer any) error {
	body := wire.Encode(message)
	return l.do(ctx, http.MethodPost, path, "", bytes.NewReader(body), int64(len(body)), answer)
}

// fetch reads a photo or handout from byte at on.
func (l *link) fetch(ctx context.Context, path, authorization string, at int64) (io.ReadCloser, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, l.base.String()+path, nil)
	if err != nil {
		return nil, err
	}
	r.Header.Set("Authorization", authorization)
	if at > 0 {
		r.Header.Set("Range", fmt.Sprintf("bytes=%d-", at))
	}
	resp, err := l.http.Do(r)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusOK && at == 0 || resp.StatusCode == http.StatusPartialContent {
		return resp.Body, nil
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(io.LimitReader(resp.Body, 4096))
	var refusal wire.Refusal
	if err == nil && wire.Decode(data, &refusal) == nil && refusal.Code != "" {
		return nil, &refusal
	}
	return nil, fmt.Errorf("%s answers %s", l.base.Host, resp.Status)
}

// authorization is a Request's head for where the body is not ours to wrap.
func authorization(r wire.Request) string {
	return wire.Scheme + " " + base64.RawURLEncoding.EncodeToString(wire.Encode(r))
}
