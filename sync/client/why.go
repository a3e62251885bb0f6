package client

import (
	"context"
	"crypto/x509"
	"errors"
	"io"
	"net"
	"net/url"

	"anquan.example/paicha/sync/wire"
)

// Why a sync or an enrolment ended early, besides the codes of a park's refusal: for a program, the reader's own words are
// made of it.
const (
	Offline          wire.Code = "offline"           // no network, no such name, or nothing listens there
	NoAnswer         wire.Code = "no-answer"         // it was too long on its way
	CutOff           wire.Code = "cut-off"           // in the middle
	OtherCertificate wire.Code = "other-certificate" // than at enrolment
	Untrusted        wire.Code = "untrusted"         // no system trusts its certificate
	NotAPark         wire.Code = "not-a-park"        // something else answers there
	BadAddress       wire.Code = "bad-address"
	BadInvitation    wire.Code = "bad-invitation"
	NoProof          wire.Code = "no-proof" // the park could not prove that it gave the code
	NotEnrolled      wire.Code = "not-enrolled"
	Stopped          wire.Code = "stopped" // by whoever started it
)

// Whys is every one of them.
func Whys() []wire.Code {
	return []wire.Code{Offline, NoAnswer, CutOff, OtherCertificate, Untrusted, NotAPark, BadAddress, BadInvitation, NoProof, NotEnrolled, Stopped}
}

// Why is the code of an error of Sync or Enrol; "" when it is this tablet's own trouble (a full disk), which says itself.
func Why(err error) wire.Code {
	var refusal *wire.Refusal
	if errors.As(err, &refusal) {
		return refusal.Code
	}
	for _, known := range []struct {
		err  error
		code wire.Code
	}{
		{ErrInvitation, BadInvitation}, {ErrAddress, BadAddress}, {ErrNoProof, NoProof}, {ErrNotEnrolled, NotEnrolled}, {ErrNotPark, NotAPark},
		{ErrOtherCertificate, OtherCertificate}, {context.Canceled, Stopped}, {context.DeadlineExceeded, NoAnswer},
	} {
		if errors.Is(err, known.err) {
			return known.code
		}
	}
	return network(err)
}

func network(err error) wire.Code {
	var invalid x509.CertificateInvalidError
	if untrusted(err) || errors.As(err, &invalid) {
		return Untrusted
	}
	var timeout net.Error
	if errors.As(err, &timeout) && timeout.Timeout() {
		return NoAnswer
	}
	var name *net.DNSError
	var op *net.OpError
	if errors.As(err, &name) || errors.As(err, &op) && op.Op == "dial" {
		return Offline
	}
	var request *url.Error
	if errors.As(err, &op) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) || errors.As(err, &request) {
		return CutOff
	}
	return ""
}
