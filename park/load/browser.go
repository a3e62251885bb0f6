package load

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"time"
)

// Browser reads pages, with cookies.
type Browser struct{ http.Client }

// NewBrowser is one over rt.
func NewBrowser(rt http.RoundTripper) (*Browser, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	return &Browser{http.Client{Transport: rt, Jar: jar}}, nil
}

// Read reads a page to its end; anything but 200 is an error.
func (b *Browser) Read(ctx context.Context, url string) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := b.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return fmt.Errorf("GET %s: %s", r.URL.Path, resp.Status)
	}
	return nil
}

// Read has every browser read the pages one after another, so many times, all at once; each begins at another page. pace is what each
// waits between two pages, on average.
func Read(ctx context.Context, all []*Browser, rounds int, urls []string, pace time.Duration, of func(url string) *Meter) {
	All(len(all), func(n int) {
		for k := range rounds * len(urls) {
			if wait(ctx, pace) != nil {
				return
			}
			url := urls[(n+k)%len(urls)]
			_ = of(url).Time(func() error { return all[n].Read(ctx, url) }) // the meter keeps the error
		}
	})
}
