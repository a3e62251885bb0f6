package load

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"time"
)

// Browser reads pages and sends forms, with cookies, as a person's would.
type Browser struct{ client http.Client }

// NewBrowser is one over rt.
func NewBrowser(rt http.RoundTripper) (*Browser, error) {
	jar, err := cookiejar.New(nil)
	if err != nil {
		return nil, err
	}
	return &Browser{http.Client{Transport: rt, Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}, nil
}

// Read reads a page to its end; anything but 200 is an error, also being sent elsewhere to sign in.
func (b *Browser) Read(ctx context.Context, page string) error {
	_, err := b.Page(ctx, page)
	return err
}

// Page is Read, and what the page holds.
func (b *Browser) Page(ctx context.Context, page string) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, page, nil)
	if err != nil {
		return nil, err
	}
	resp, err := b.client.Do(r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("GET %s: %s", r.URL.Path, resp.Status)
	}
	return data, err
}

// Send sends a form; nil when what it asks for was done, which a redirect says.
func (b *Browser) Send(ctx context.Context, to string, form url.Values) error {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, to, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := b.client.Do(r)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusSeeOther || strings.Contains(resp.Header.Get("Location"), "/login") {
		return fmt.Errorf("POST %s: %s %s", r.URL.Path, resp.Status, resp.Header.Get("Location"))
	}
	return nil
}

// Found spends the link of the first administrator, who is signed in then.
func (b *Browser) Found(ctx context.Context, link, login, name, password string) error {
	return b.Send(ctx, link, url.Values{"login": {login}, "name": {name}, "password": {password}, "again": {password}})
}

// As is a browser of the same person: it has the cookies that b has for the park.
func (b *Browser) As(park string, rt http.RoundTripper) (*Browser, error) {
	other, err := NewBrowser(rt)
	if err != nil {
		return nil, err
	}
	u, err := url.Parse(park)
	if err == nil {
		other.client.Jar.SetCookies(u, b.client.Jar.Cookies(u))
	}
	return other, err
}

var tokenField = regexp.MustCompile(`name="token" value="([^"]+)"`)

// Act reads a page that has forms, and does an act on it: action is where its form is sent.
func (b *Browser) Act(ctx context.Context, page, action string, form url.Values) error {
	data, err := b.Page(ctx, page)
	if err != nil {
		return err
	}
	token := tokenField.FindSubmatch(data)
	if token == nil {
		return errors.New("the page has no form")
	}
	form.Set("token", string(token[1]))
	return b.Send(ctx, action, form)
}

// Read has every browser read the pages one after another, all at once, until ctx ends; each begins at another page. pace is what each
// waits between two pages, on average.
func Read(ctx context.Context, all []*Browser, pages []string, pace time.Duration, of func(page string) *Meter) {
	All(len(all), func(n int) {
		for k := n; wait(ctx, pace) == nil; k++ {
			page := pages[k%len(pages)]
			_ = of(page).Time(func() error { return all[n].Read(context.WithoutCancel(ctx), page) }) // the meter keeps the error
		}
	})
}
