package serve

import (
	"crypto/x509"
	"errors"
	"net"
	"strings"

	"golang.org/x/crypto/acme"
)

// saidBy is the authority's own word in an error; nil: it said nothing.
func saidBy(err error) (said *acme.Error) {
	if errors.As(err, &said) {
		return said
	}
	if order := (*acme.OrderError)(nil); errors.As(err, &order) && order.Problem != nil {
		return order.Problem
	}
	if unproved := (*acme.AuthorizationError)(nil); errors.As(err, &unproved) {
		errors.As(errors.Join(unproved.Errors...), &said)
	}
	return said
}

// problem begins what an authority says is wrong (RFC 8555 6.7).
const problem = "urn:ietf:params:acme:error:"

// advice is what to do about an error.
func advice(err error) string {
	if said := saidBy(err); said != nil {
		if do, known := advices[strings.TrimPrefix(said.ProblemType, problem)]; known {
			return do
		}
	}
	var unproved *acme.AuthorizationError
	var unknown x509.UnknownAuthorityError
	var network net.Error
	switch {
	case errors.As(err, &unproved):
		return reach
	case errors.As(err, &unknown):
		return "the authority's own certificate is not trusted here: if it is the right one, name the file of its root in SSL_CERT_FILE"
	case errors.As(err, &network):
		return "the authority does not answer: look at --acme-url, DNS and the firewall's way out; a proxy is named by HTTPS_PROXY"
	}
	return "see what it says; parkd tries again by itself"
}

// reach is what has to be so that a proof is accepted.
const reach = "the domain has to lead to this parkd: look at its DNS (A and AAAA), at the firewall, and that port 443, and 80 with --redirect, arrive here"

// advices are by the authority's type of problem.
var advices = map[string]string{
	"connection":              reach,
	"dns":                     reach,
	"unauthorized":            reach + " and at nobody else's",
	"tls":                     reach + " without anything between that ends TLS",
	"incorrectResponse":       reach + " and at nobody else's",
	"caa":                     "the domain's CAA record names other authorities: change it, or take one of those by --acme-url",
	"rejectedIdentifier":      "this authority gives no certificate for that domain: look at the spelling of --acme, or take another by --acme-url",
	"rateLimited":             "too many tries: mend what went wrong before; parkd waits as long as the authority wants",
	"externalAccountRequired": "this authority wants an account that was made with it before, which parkd cannot use: take another by --acme-url",
	"userActionRequired":      "the authority wants somebody to do something: see its words",
	"invalidContact":          "look at --acme-mail",
	"unsupportedContact":      "look at --acme-mail",
	"serverInternal":          "the authority is in trouble itself; parkd tries again by itself",
}
