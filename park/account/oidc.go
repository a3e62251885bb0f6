package account

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"

	"anquan.example/paicha/park/sqldb"
)

// OIDC is an identity provider by which people may enter.
type OIDC struct {
	Issuer, ClientID, Secret string
	Redirect                 string       // the park's address to which the provider sends people back
	Client                   *http.Client // nil: one that waits 10 seconds
}

// issuer is the provider once it answered.
type issuer struct {
	verifier *oidc.IDTokenVerifier
	config   oauth2.Config
}

// context brings the client that asks the provider.
func (o *OIDC) context(ctx context.Context) context.Context {
	c := o.Client
	if c == nil {
		c = &http.Client{Timeout: 10 * time.Second}
	}
	return oidc.ClientContext(ctx, c)
}

// provider asks the provider who it is, once. One that is down keeps nobody from entering by password.
func (a *Accounts) provider(ctx context.Context) (*issuer, error) {
	o := a.o.OIDC
	if o == nil {
		return nil, denied(NoProvider, "")
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.issuer != nil {
		return a.issuer, nil
	}
	p, err := oidc.NewProvider(o.context(context.WithoutCancel(ctx)), o.Issuer) // its keys are asked for later, too
	if err != nil {
		return nil, fmt.Errorf("ask the identity provider %s: %w", o.Issuer, err)
	}
	a.issuer = &issuer{
		verifier: p.Verifier(&oidc.Config{ClientID: o.ClientID, Now: a.o.Now}),
		config: oauth2.Config{ClientID: o.ClientID, ClientSecret: o.Secret, Endpoint: p.Endpoint(), RedirectURL: o.Redirect,
			Scopes: []string{oidc.ScopeOpenID, "profile", "email"}},
	}
	return a.issuer, nil
}

// derived is a value of one try, known to who has its cookie.
func derived(try, what string) string {
	m := hmac.New(sha256.New, []byte(try))
	m.Write([]byte(what))
	return base64.RawURLEncoding.EncodeToString(m.Sum(nil))
}

// ToProvider begins an entry by the identity provider: the address to send the browser to, and try, which it keeps in a cookie for some
// minutes and brings back. State, nonce and the verifier of PKCE are derived of try, so no server has to remember it.
func (a *Accounts) ToProvider(ctx context.Context) (address, try string, err error) {
	i, err := a.provider(ctx)
	if err != nil {
		return "", "", err
	}
	try = secret()
	return i.config.AuthCodeURL(derived(try, "state"), oidc.Nonce(derived(try, "nonce")), oauth2.S256ChallengeOption(derived(try, "verifier"))), try, nil
}

// EnterByProvider lets in whom the identity provider vouches for: query is what the browser came back with, try what ToProvider gave.
// An account is known by the provider's subject. The first time it is known by its login, which an administrator gave, being the
// provider's user name or verified address, and only while the account has no password: nobody takes an account in use by choosing a
// user name at the provider.
func (a *Accounts) EnterByProvider(ctx context.Context, query url.Values, try, from string) (cookie string, s *Session, err error) {
	if err := a.addresses.open(from, a.o.Now()); err != nil {
		return "", nil, err
	}
	who, err := a.vouched(ctx, query, try)
	if err != nil {
		return "", nil, err
	}
	cookie, s, err = a.begin(ctx, func(tx *sqldb.Tx) (visitor, error) {
		login, err := a.known(tx, who)
		if err != nil {
			return visitor{}, err
		}
		_, err = tx.Exec(`UPDATE account SET failures = 0, locked = 0, seen = $1 WHERE login = $2`, a.now(), login)
		return visitor{login: login}, err
	})
	if errors.As(err, new(*Denied)) {
		a.addresses.failed(from, a.o.Now())
	}
	return cookie, s, err
}

// identity is what the provider says of somebody.
type identity struct {
	subject  string // "issuer subject"
	Username string `json:"preferred_username"`
	Email    string `json:"email"`
	Verified any    `json:"email_verified"` // some write "true"
}

// logins is what an administrator may have called them.
func (i *identity) logins() (all []string) {
	if i.Username != "" {
		all = append(all, clean(i.Username))
	}
	if i.Email != "" && (i.Verified == true || i.Verified == "true") {
		all = append(all, clean(i.Email))
	}
	return all
}

// vouched is whom the provider vouches for.
func (a *Accounts) vouched(ctx context.Context, query url.Values, try string) (*identity, error) {
	i, err := a.provider(ctx)
	if err != nil {
		return nil, err
	}
	if try == "" || !hmac.Equal([]byte(query.Get("state")), []byte(derived(try, "state"))) {
		return nil, denied(OtherAnswer, "")
	}
	if said := query.Get("error"); said != "" {
		said += " " + query.Get("error_description")
		return nil, denied(ProviderSaid, strings.ToValidUTF8(said[:min(len(said), 200)], ""))
	}
	ctx = a.o.OIDC.context(ctx)
	answer, err := i.config.Exchange(ctx, query.Get("code"), oauth2.VerifierOption(derived(try, "verifier")))
	if err != nil {
		return nil, fmt.Errorf("ask the identity provider for who came: %w", err)
	}
	raw, _ := answer.Extra("id_token").(string)
	vouch, err := i.verifier.Verify(ctx, raw)
	if err != nil {
		return nil, fmt.Errorf("the identity provider's word is not good: %w", err)
	}
	if !hmac.Equal([]byte(vouch.Nonce), []byte(derived(try, "nonce"))) {
		return nil, denied(OtherAnswer, "")
	}
	who := &identity{subject: vouch.Issuer + " " + vouch.Subject}
	if err := vouch.Claims(who); err != nil {
		return nil, fmt.Errorf("read what the identity provider says: %w", err)
	}
	return who, nil
}

// known finds the account of an identity, and ties them when it is the first time.
func (a *Accounts) known(tx *sqldb.Tx, who *identity) (login string, err error) {
	var disabled bool
	there, err := tx.Row(`SELECT login, disabled FROM account WHERE subject = $1`, []any{who.subject}, &login, &disabled)
	if err != nil {
		return "", err
	}
	for _, l := range who.logins() {
		if there {
			break
		}
		if there, err = tx.Row(`SELECT login, disabled FROM account WHERE login = $1 AND subject = '' AND password = ''`, []any{l}, &login, &disabled); err != nil {
			return "", err
		}
		if there && !disabled {
			if err := a.tie(tx, login, who.subject); err != nil {
				return "", err
			}
		}
	}
	switch {
	case !there && who.Username != "":
		return "", denied(Unexpected, who.Username)
	case !there:
		return "", denied(Unexpected, who.Email)
	case disabled:
		return "", denied(Disabled, "")
	}
	return login, nil
}

// tie makes the identity the account's; links for a password are void.
func (a *Accounts) tie(tx *sqldb.Tx, login, subject string) error {
	if _, err := tx.Exec(`UPDATE account SET subject = $1 WHERE login = $2`, subject, login); err != nil {
		return err
	}
	if err := dropLinks(tx, login); err != nil {
		return err
	}
	return Note(tx, a.o.Now(), Console, IdentityTied, login+": "+subject)
}

// Expect makes an account wait for its person to come by the identity provider: the password and an identity that it had are no more, and
// its sessions end. The last administrator who can enter keeps what they have.
func (a *Accounts) Expect(ctx context.Context, by Person, login string) error {
	if err := admins(by); err != nil {
		return err
	}
	login = clean(login)
	return a.db.Write(ctx, func(tx *sqldb.Tx) error {
		acc, err := a.existing(tx, login)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE account SET password = '', subject = '' WHERE login = $1`, login); err != nil {
			return err
		}
		if n, err := entering(tx); err != nil {
			return err
		} else if n == 0 && acc.Role == Admin {
			return denied(LastAdmin, acc.Name)
		}
		if err := endSessions(tx, login); err != nil {
			return err
		}
		return Note(tx, a.o.Now(), by, Expected, login)
	})
}
