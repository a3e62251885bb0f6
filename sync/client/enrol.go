package client

import (
	"context"
	"crypto/hmac"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"net/http"
	"strings"

	"anquan.example/paicha/sync/wire"
)

// Errors of enrolment.
var (
	ErrInvitation = errors.New("an invitation is https://name:port#XXXX-XXXX")
	ErrNoProof    = errors.New("it could not prove that it gave this code: somebody may stand between; nothing was sent")
)

// Invitation splits what a park gives out, https://name:port#XXXX-XXXX.
func Invitation(text string) (address, code string, err error) {
	text = strings.TrimSpace(text)
	address, code, ok := strings.Cut(text, "#")
	if !ok {
		return "", "", fmt.Errorf("%q: %w", text, ErrInvitation)
	}
	if code, err = wire.CleanCode(code); err != nil {
		return "", "", fmt.Errorf("%w: %w", ErrInvitation, err)
	}
	if !strings.Contains(address, "://") {
		address = "https://" + address
	}
	u, err := checkURL(address)
	if err != nil {
		return "", "", err
	}
	return u.String(), code, nil
}

// Enrol puts this tablet on a park's list with an invitation, and keeps the park under name. A park whose certificate no
// system trusts is pinned: the code proves to each side that nobody stands between.
func Enrol(ctx context.Context, t Tablet, name, invitation, app string, rt http.RoundTripper) (*Peer, error) {
	address, code, err := Invitation(invitation)
	if err != nil {
		return nil, err
	}
	p := &Peer{URL: address}
	l, err := newLink(address, nil, rt)
	if err != nil {
		return nil, err
	}
	err = l.do(ctx, http.MethodGet, wire.PathPark, "", nil, 0, &p.Park)
	if untrusted(err) {
		l.http.Transport = dial(pinned(nil, &p.Pin))
		err = l.do(ctx, http.MethodGet, wire.PathPark, "", nil, 0, &p.Park)
	}
	if err != nil {
		return nil, fmt.Errorf("%s: %w", address, err)
	}
	if p.Park.Version > wire.Version {
		return nil, fmt.Errorf("%s: %w", address, &wire.Refusal{Code: wire.NewerVersion, Detail: "update paicha"})
	}
	if len(p.Pin) > 0 {
		l.http.Transport = dial(pinned(p.Pin, nil)) // the very certificate that the proof is about
	}
	key := wire.Stretch(code, p.Park.Key)
	ask := wire.Enrol{Key: t.Public(), Proof: wire.Prove(key, wire.BySide, p.Park.Key, t.Public(), p.Pin), Pinned: len(p.Pin) > 0, App: app}
	var out wire.Enrolled
	if err := l.post(ctx, wire.PathEnrol, ask, &out); err != nil {
		return nil, fmt.Errorf("%s: %w", address, err)
	}
	if !hmac.Equal(out.Proof, wire.Prove(key, wire.ByPark, p.Park.Key, t.Public(), p.Pin)) {
		return nil, fmt.Errorf("%s: %w", address, ErrNoProof)
	}
	p.Device = out.Device
	p.Park.Epoch = wire.Epoch{}
	return p, t.SetPeer(name, wire.Encode(p))
}

// untrusted says that a connection failed for the certificate alone.
func untrusted(err error) bool {
	var verify *tls.CertificateVerificationError
	var unknown x509.UnknownAuthorityError
	var host x509.HostnameError
	return errors.As(err, &verify) || errors.As(err, &unknown) || errors.As(err, &host)
}

// inherit puts the tablet's new feed on the list, after Renew.
func (e *Engine) inherit(ctx context.Context) error {
	heirs := e.tablet.Heirs()
	if len(heirs) == 0 {
		return &wire.Refusal{Code: wire.UnknownDevice, Detail: "enrol this tablet again"}
	}
	ask := wire.Enrol{Key: e.tablet.Public(), Heir: heirs}
	var out wire.Enrolled
	if err := e.link.post(ctx, wire.PathEnrol, ask, &out); err != nil {
		return err
	}
	e.peer.Device, e.peer.Token, e.peer.changed = out.Device, nil, true
	return nil
}
