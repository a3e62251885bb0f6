package serve

import (
	"bytes"
	"context"
	"crypto"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"golang.org/x/crypto/acme"
	"golang.org/x/crypto/acme/autocert"
)

// orderTime is how long one certificate may take.
const orderTime = 5 * time.Minute

// accountKey names the account's key in the folder, as autocert does.
const accountKey = "acme_account+key"

// Ways to prove that a domain leads here: RFC 8737 at port 443, RFC 8555 8.3 at port 80.
const (
	byTLS  = "tls-alpn-01"
	byHTTP = "http-01"
)

// obtain gets a new certificate and keeps it. The second way is tried when the authority did not accept the first.
func (a *Authority) obtain(ctx context.Context, domain string) (*tls.Certificate, error) {
	ctx, cancel := context.WithTimeout(ctx, orderTime)
	defer cancel()
	client, err := a.account(ctx)
	if err != nil {
		return nil, err
	}
	ways := []string{byTLS}
	if a.byHTTP {
		ways = append(ways, byHTTP)
	}
	var failed error
	for _, way := range ways {
		c, err := a.order(ctx, client, domain, way)
		if err == nil {
			return c, nil
		}
		failed = errors.Join(failed, fmt.Errorf("%s: %w", way, err))
		if unproved := (*acme.AuthorizationError)(nil); !errors.As(err, &unproved) {
			break
		}
	}
	return nil, failed
}

// account is the authority for the account of this park, which is made where there is none.
func (a *Authority) account(ctx context.Context) (*acme.Client, error) {
	key, err := a.key(ctx)
	if err != nil {
		return nil, fmt.Errorf("the account's key: %w", err)
	}
	client := &acme.Client{DirectoryURL: a.begins, UserAgent: "parkd", Key: key, RetryBackoff: backoff}
	who := &acme.Account{}
	if a.mail != "" {
		who.Contact = []string{"mailto:" + a.mail}
	}
	if _, err := client.Register(ctx, who, acme.AcceptTOS); err != nil && !errors.Is(err, acme.ErrAccountAlreadyExists) {
		return nil, err
	}
	return client, nil
}

// backoff is how long the client waits before it asks again by itself: a nonce that was not taken, a server in trouble for a moment. It does
// not wait where the authority wants it to stay away for long: that is Run's business, which says so.
func backoff(n int, _ *http.Request, resp *http.Response) time.Duration {
	if n > 5 || resp != nil && resp.StatusCode == http.StatusTooManyRequests {
		return 0 // no more
	}
	return time.Duration(n) * 500 * time.Millisecond
}

func (a *Authority) key(ctx context.Context) (crypto.Signer, error) {
	data, err := a.folder.Get(ctx, accountKey)
	if err == nil {
		block, _ := pem.Decode(data)
		if block == nil {
			return nil, fmt.Errorf("%s holds no key: put the backup back, or delete it for a new account", accountKey)
		}
		return x509.ParseECPrivateKey(block.Bytes)
	}
	if !errors.Is(err, autocert.ErrCacheMiss) {
		return nil, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	return key, a.keep(ctx, accountKey, key)
}

// order proves one domain in one way and gets its certificate.
func (a *Authority) order(ctx context.Context, client *acme.Client, domain, way string) (*tls.Certificate, error) {
	order, err := client.AuthorizeOrder(ctx, acme.DomainIDs(domain))
	if err != nil {
		return nil, err
	}
	for _, url := range order.AuthzURLs {
		if err := a.prove(ctx, client, domain, way, url); err != nil {
			return nil, err
		}
	}
	if order, err = client.WaitOrder(ctx, order.URI); err != nil {
		return nil, err
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return nil, err
	}
	ask, err := x509.CreateCertificateRequest(rand.Reader, &x509.CertificateRequest{DNSNames: []string{domain}}, key)
	if err != nil {
		return nil, err
	}
	chain, _, err := client.CreateCertFromOrder(ctx, order, ask, true)
	if err != nil {
		return nil, err
	}
	c, err := together(domain, key, chain)
	if err != nil {
		return nil, err
	}
	return c, a.keep(ctx, domain, key, chain...)
}

// prove answers one question of the authority's, and waits for what it says to the answer.
func (a *Authority) prove(ctx context.Context, client *acme.Client, domain, way, url string) error {
	z, err := client.GetAuthorization(ctx, url)
	if err != nil || z.Status == acme.StatusValid { // proved a while ago
		return err
	}
	var offered []string
	for _, c := range z.Challenges {
		if offered = append(offered, c.Type); c.Type != way {
			continue
		}
		done, err := a.answer(client, domain, c)
		if err != nil {
			return err
		}
		defer done()
		if _, err := client.Accept(ctx, c); err != nil {
			return err
		}
		_, err = client.WaitAuthorization(ctx, z.URI)
		return err
	}
	return &acme.AuthorizationError{URI: url, Identifier: domain, Errors: []error{fmt.Errorf("the authority wants %s", strings.Join(offered, " or "))}}
}

// answer lays out the proof, until done.
func (a *Authority) answer(client *acme.Client, domain string, c *acme.Challenge) (done func(), err error) {
	if c.Type == byHTTP {
		token, err := client.HTTP01ChallengeResponse(c.Token)
		if err != nil {
			return nil, err
		}
		return lay(a, a.tokens, client.HTTP01ChallengePath(c.Token), token), nil
	}
	proof, err := client.TLSALPN01ChallengeCert(c.Token, domain)
	if err != nil {
		return nil, err
	}
	return lay(a, a.proofs, domain, &proof), nil
}

func lay[V any](a *Authority, in map[string]V, at string, v V) (done func()) {
	a.mu.Lock()
	defer a.mu.Unlock()
	in[at] = v
	return func() {
		a.mu.Lock()
		defer a.mu.Unlock()
		delete(in, at)
	}
}

// keep writes a key and what was certified of it, in one file.
func (a *Authority) keep(ctx context.Context, name string, key *ecdsa.PrivateKey, chain ...[]byte) error {
	der, err := x509.MarshalECPrivateKey(key)
	if err != nil {
		return err
	}
	data := pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: der})
	for _, c := range chain {
		data = append(data, pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: c})...)
	}
	return a.folder.Put(ctx, name, data)
}

// kept is the certificate in the folder; nil: there is none that counts.
func (a *Authority) kept(domain string) (*tls.Certificate, error) {
	data, err := a.folder.Get(context.Background(), domain)
	if errors.Is(err, autocert.ErrCacheMiss) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("the certificate of %s: %w", domain, err)
	}
	pair, err := tls.X509KeyPair(data, data)
	if err == nil {
		err = pair.Leaf.VerifyHostname(domain)
	}
	if err != nil {
		a.log.Warn("a kept certificate cannot be used, a new one is asked for", "domain", domain, "error", err)
		return nil, nil
	}
	return &pair, nil
}

// together is what a server shows, when key and certificate fit.
func together(domain string, key *ecdsa.PrivateKey, chain [][]byte) (*tls.Certificate, error) {
	leaf, err := x509.ParseCertificate(bytes.Join(chain[:1], nil))
	if err == nil {
		err = leaf.VerifyHostname(domain)
	}
	if err == nil && !key.PublicKey.Equal(leaf.PublicKey) {
		err = errors.New("the authority certified another key")
	}
	return &tls.Certificate{Certificate: chain, PrivateKey: key, Leaf: leaf}, err
}
