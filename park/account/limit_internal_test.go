package account

import (
	"fmt"
	"testing"
	"time"
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

// Comparing with no password takes the parameters of comparing with one.
func TestTheDummyCostsWhatAPasswordCosts(t *testing.T) {
	p := newPasswords()
	hash, err := p.hash(t.Context(), "四个 互不 相干的 词")
	if err != nil {
		t.Fatal(err)
	}
	const same = len("$argon2id$v=19$m=19456,t=2,p=1$")
	if hash[:same] != p.dummy[:same] || len(hash) != len(p.dummy) {
		t.Errorf("%s, %s", hash, p.dummy)
	}
	if is, err := p.same("", ""); is || err != nil {
		t.Errorf("no password fits none: %v, %v", is, err)
	}
}

// More than a few that wait are sent away.
func TestTheLineIsShort(t *testing.T) {
	p := newPasswords()
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
