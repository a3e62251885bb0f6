// Package account says who acts: accounts of people with their roles, passwords, sessions and links that let somebody in, guests who came
// by the code on a printed list, tokens of programs, an identity provider where a park has one, and the audit of who changed what.
//
// What is secret is random and stands in the database as SHA-256 alone; passwords stand there as argon2id. Nothing here knows a page:
// cookies, forms and words are their callers'. Whoever is let in is asked for again at each request (Accounts.Session): a role taken away
// is gone at once.
package account

import (
	"cmp"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"sync"
	"time"

	"github.com/alexedwards/argon2id"

	"anquan.example/paicha/park/sqldb"
)

// Options of Accounts; what is zero is as said.
type Options struct {
	Now         func() time.Time // time.Now
	Idle        time.Duration    // a session unused for so long is over; 8 hours
	Life        time.Duration    // and in any case after so long; 7 days
	Guest       time.Duration    // a guest's session, used or not; 30 days
	MaxFailures int              // wrong passwords in a row, then the account is locked; 5
	Lock        time.Duration    // for so long, doubled with each further failure up to maxLock; 1 minute
	OIDC        *OIDC            // nil: people enter by password alone
	Cost        *argon2id.Params // of a password's hash; nil: what a park needs. Tests alone name another (accounttest)
}

// Accounts is the people of a park, and its programs.
type Accounts struct {
	db        *sqldb.DB
	o         Options
	passwords *passwords
	addresses *addresses
	strangers *strangers

	mu     sync.Mutex
	issuer *issuer // of OIDC, once it answered; guarded by mu
}

// New gives the accounts that are kept in db.
func New(db *sqldb.DB, o Options) *Accounts {
	if o.Now == nil {
		o.Now = time.Now
	}
	o.Idle = cmp.Or(o.Idle, 8*time.Hour)
	o.Life = cmp.Or(o.Life, 7*24*time.Hour)
	o.Guest = cmp.Or(o.Guest, 30*24*time.Hour)
	o.MaxFailures = cmp.Or(o.MaxFailures, 5)
	o.Lock = cmp.Or(o.Lock, time.Minute)
	return &Accounts{db: db, o: o, passwords: newPasswords(cmp.Or(o.Cost, params)), addresses: newAddresses(), strangers: newStrangers()}
}

// now is the time as tables keep it: milliseconds since 1970.
func (a *Accounts) now() int64 { return a.o.Now().UnixMilli() }

// secret is 256 random bits as text.
func secret() string {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails
	return base64.RawURLEncoding.EncodeToString(b)
}

// hashed is how a secret stands in the database.
func hashed(secret string) []byte {
	sum := sha256.Sum256([]byte(secret))
	return sum[:]
}
