package account

import (
	"context"
	"encoding/base64"
	"fmt"
	"sync/atomic"

	"github.com/alexedwards/argon2id"
	"golang.org/x/text/unicode/norm"
)

// params is what OWASP asks for at least (2025): 19 MiB, two passes, one lane. With hashers of them at a time a flood of entries
// costs 38 MiB and no more.
var params = &argon2id.Params{Memory: 19 * 1024, Iterations: 2, Parallelism: 1, SaltLength: 16, KeyLength: 32}

const (
	hashers = 2
	waiting = 64 // wait for one; more are refused
)

// passwords makes and compares hashes, few at a time.
type passwords struct {
	cost  *argon2id.Params
	room  chan struct{}
	line  atomic.Int32
	dummy string // of no password; what is compared when there is none, so that it takes as long
}

func newPasswords(cost *argon2id.Params) *passwords {
	// The hash of zero bytes that no password makes: comparing with it costs what comparing costs, and making it costs nothing.
	zeros := func(n uint32) string { return base64.RawStdEncoding.EncodeToString(make([]byte, n)) }
	dummy := fmt.Sprintf("$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s", cost.Memory, cost.Iterations, cost.Parallelism, zeros(cost.SaltLength), zeros(cost.KeyLength))
	return &passwords{cost: cost, room: make(chan struct{}, hashers), dummy: dummy}
}

// enter waits for a turn; leave ends it.
func (p *passwords) enter(ctx context.Context) error {
	if p.line.Add(1) > waiting {
		p.line.Add(-1)
		return denied(Busy, "")
	}
	defer p.line.Add(-1)
	select {
	case p.room <- struct{}{}:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}

func (p *passwords) leave() { <-p.room }

// same compares, within a turn; with no hash it takes as long and is false.
func (p *passwords) same(password, hash string) (bool, error) {
	if hash == "" {
		hash = p.dummy
	}
	return argon2id.ComparePasswordAndHash(plain(password), hash)
}

// hash waits for its turn.
func (p *passwords) hash(ctx context.Context, password string) (string, error) {
	if err := p.enter(ctx); err != nil {
		return "", err
	}
	defer p.leave()
	return argon2id.CreateHash(plain(password), p.cost)
}

// plain is the password whatever keyboard wrote it: full width and half width letters are the same.
func plain(password string) string { return norm.NFKC.String(password) }
