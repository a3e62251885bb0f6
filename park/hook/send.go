package hook

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"syscall"
	"time"
	"unicode/utf8"

	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"
)

const (
	patience  = 15 * time.Second // of a try, as the scheme proposes
	answerLen = 1 << 10          // of an answer, kept for people
)

// sender posts messages.
type sender struct {
	client *http.Client
	now    func() time.Time
}

func (s sender) post(ctx context.Context, h Hook, secret string, d due) result {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	signer, err := standardwebhooks.NewWebhook(secret)
	if err != nil {
		return result{answer: err.Error()}
	}
	at := s.now()
	signature, err := signer.Sign(d.id, at, d.body)
	if err != nil {
		return result{answer: err.Error()}
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, h.URL, bytes.NewReader(d.body))
	if err != nil {
		return result{answer: err.Error()}
	}
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("User-Agent", "parkd")
	r.Header.Set(standardwebhooks.HeaderWebhookID, d.id)
	r.Header.Set(standardwebhooks.HeaderWebhookTimestamp, strconv.FormatInt(at.Unix(), 10))
	r.Header.Set(standardwebhooks.HeaderWebhookSignature, signature)
	a, err := s.client.Do(r)
	if err != nil {
		return result{answer: plain(err.Error())}
	}
	defer func() { _ = a.Body.Close() }() // what counts was read
	said, _ := io.ReadAll(io.LimitReader(a.Body, answerLen))
	return result{status: a.StatusCode, answer: plain(string(said)), gone: a.StatusCode == http.StatusGone}
}

// plain is what a stranger said, without what could drive a terminal.
func plain(s string) string {
	if !utf8.ValidString(s) {
		s = strings.ToValidUTF8(s, "?")
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, s)
}

// client posts to addresses of the internet alone, whatever a name says when it is asked; it follows nobody elsewhere.
func client(private bool) *http.Client {
	dialer := &net.Dialer{Timeout: 10 * time.Second}
	if !private {
		dialer.Control = func(_, address string, _ syscall.RawConn) error { return public(address) }
	}
	return &http.Client{
		Timeout:       patience,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Transport: &http.Transport{
			Proxy: nil, DialContext: dialer.DialContext, TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: patience,
			MaxResponseHeaderBytes: 16 << 10, DisableKeepAlives: true,
		},
	}
}

// reserved are the nets that are no place of the internet, beyond those that netip knows by name: RFC 6890, and what reaches IPv4 by IPv6.
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"), netip.MustParsePrefix("192.0.2.0/24"),
	netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("100::/64"), netip.MustParsePrefix("2001::/23"),
	netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("fec0::/10"),
}

// public refuses an address, as it is about to be connected to, that is not of the internet.
func public(address string) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return fmt.Errorf("address %s: %w", address, err)
	}
	ip := at.Addr().Unmap().WithZone("")
	bad := !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast()
	for _, net := range reserved {
		bad = bad || net.Contains(ip)
	}
	if bad {
		return fmt.Errorf("address %s is not of the internet: webhooks to private addresses need --webhook-private", ip)
	}
	return nil
}
