package api_test

import (
	"bytes"
	"slices"
	"testing"

	"anquan.example/paicha/park/account"
)

// Operations that a token of one enterprise may ask for with the right scope, and what it gets of another's.
var ofAnother = map[string]int{
	"findings-list": 200, "finding-get": 404, "finding-act": 404, "inspection-act": 404, "inspections-list": 200, "inspection-get": 404, "criterion-act": 403, "acts-list": 200,
	"enterprises-list": 200, "enterprise-get": 404, "visits-list": 200, "counts-get": 200, "photo-add": 201, "photo-get": 404, "export-get": 200,
	"assessments-list": 200, "results-list": 200, "result-get": 404, "snapshot-get": 404, "ledgers-list": 200, "ledger-save": 404, "safety-months-list": 200,
}

// doors: every operation × no token, a false one, every scope, of the park and of one enterprise, at what is another's. What no test names is refused.
func (c *contract) doors(t *testing.T) {
	for id, r := range c.every() {
		right := c.scope(r)
		if !slices.Contains(account.Scopes(), account.Scope(right)) {
			t.Fatalf("%s: scope %q", id, right)
		}
		c.want(t, r, 401, "token")
		forged := r
		forged.header = map[string]string{"Authorization": "Bearer " + account.TokenPrefix + "guessed"}
		c.want(t, forged, 401, "token")
		for _, scope := range account.Scopes() {
			for _, of := range []string{"", " of one"} {
				r.token = string(scope) + of
				if string(scope) != right {
					c.want(t, r, 403, "scope")
				} else if of != "" {
					c.ofAnother(t, id, r)
				} else if w := c.do(t, r); w.Code == 401 || w.code == "scope" || w.code == "limited" {
					t.Errorf("%s with the right scope: %d %s", id, w.Code, w.Body)
				}
			}
		}
	}
}

func (c *contract) ofAnother(t *testing.T, id string, r request) {
	t.Helper()
	w := c.do(t, r)
	want, may := ofAnother[id]
	if !may {
		want = 403
		if w.code != "limited" {
			t.Errorf("%s of one enterprise: %s", id, w.code)
		}
	}
	if w.Code != want {
		t.Errorf("%s of one enterprise: %d, want %d: %.200s", id, w.Code, want, w.Body)
	}
	for _, others := range []string{made.foreign.Finding, made.foreign.Inspection, made.foreign.Enterprise} {
		if bytes.Contains(w.Body.Bytes(), []byte(others)) {
			t.Errorf("%s of one enterprise shows another's %s", id, others)
		}
	}
}
