package account

import (
	"fmt"
	"testing"
	"time"

	"github.com/alexedwards/argon2id"
)

var noon = time.Date(2026, 11, 24, 12, 0, 0, 0, time.UTC)

// What is remembered of addresses and of logins that nobody has stays small, and what failed last is remembered longest.
func TestMemoryOfFailuresIsBounded(t *testing.T) {
	a, s := newAddresses(), newStrangers()
	for range addressBurst {
		a.failed("192.0.2.1", noon)
	}
	for n := range maxAddresses + 100 {
		a.failed(fmt.Sprintf("10.0.%d.%d", n/256, n%256), noon.Add(time.Duration(n+1)*time.Millisecond))
		s.failed(fmt.Sprint(n), func(t tries) tries { return tries{failures: t.failures + 1, locked: int64(n)} })
	}
	if len(a.all) > maxAddresses || len(s.all) > maxStrangers {
		t.Errorf("%d addresses and %d logins", len(a.all), len(s.all))
	}
	last := fmt.Sprint(maxAddresses + 99)
	if s.of("0").failures != 0 || s.of(last).failures != 1 {
		t.Error("not the oldest was forgotten")
	}
	if a.open("192.0.2.1", noon) != nil {
		t.Error("the oldest address is remembered among so many")
	}
	a.failed("192.0.2.2", noon.Add(time.Hour)) // all others are long past
	if len(a.all) != 1 {
		t.Errorf("%d addresses after an hour", len(a.all))
	}
}

func TestPlace(t *testing.T) {
	for from, want := range map[string]string{
		"192.0.2.7:443": "192.0.2.7", "192.0.2.7": "192.0.2.7", "[::ffff:192.0.2.7]:1": "192.0.2.7", "[2001:db8:1:2:3::4]:443": "2001:db8:1:2::/64",
		"2001:db8:1:2::9": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64", "": "", "@": "@",
	} {
		if got := place(from); got != want {
			t.Errorf("%q is at %q, want %q", from, got, want)
		}
	}
}

// What production hashes with is at least what OWASP asks for (Password Storage Cheat Sheet, 2025: argon2id, 19 MiB, 2 passes, 1 lane), unless
// tests say otherwise; and comparing with no password costs the same.
func TestWhatAPasswordCosts(t *testing.T) {
	p := New(nil, Options{}).passwords
	hash, err := p.hash(t.Context(), "四个 互不 相干的 词")
	if err != nil {
		t.Fatal(err)
	}
	cost, salt, key, err := argon2id.DecodeHash(hash)
	if err != nil || cost.Memory < 19*1024 || cost.Iterations < 2 || cost.Parallelism < 1 || len(salt) < 16 || len(key) < 32 {
		t.Errorf("%s: %v", hash, err)
	}
	dummy, _, _, err := argon2id.DecodeHash(p.dummy)
	if err != nil || *dummy != *cost {
		t.Errorf("comparing with none costs %+v, with one %+v: %v", dummy, cost, err)
	}
	if is, err := p.same("", ""); is || err != nil {
		t.Errorf("no password fits none: %v, %v", is, err)
	}
	if is, err := p.same("四个 互不 相干的 词", hash); !is || err != nil {
		t.Errorf("the password does not fit its hash: %v, %v", is, err)
	}
}

// More than a few that wait are sent away.
func TestTheLineIsShort(t *testing.T) {
	p := newPasswords(params)
	for range hashers {
		if err := p.enter(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	p.line.Add(waiting)
	if err := p.enter(t.Context()); err == nil || err.(*Denied).Reason != Busy {
		t.Error(err)
	}
}
