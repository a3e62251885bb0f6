package account

import (
	"net"
	"net/netip"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Failures from one address: so many at once, then one each while. Only failures count: a whole office may sit behind one address.
const (
	addressBurst = 20
	addressEvery = 15 * time.Second
	maxAddresses = 4096
)

// addresses limits failed tries by where they come from. It comes before locks of accounts: who guesses from one place locks nobody out
// for long. It is of this process alone.
type addresses struct {
	mu  sync.Mutex
	all map[string]*address // guarded by mu
}

type address struct {
	limit *rate.Limiter
	last  time.Time // failure
}

func newAddresses() *addresses { return &addresses{all: map[string]*address{}} }

// place is what an address stands for: an IPv6 network is one place.
func place(from string) string {
	if host, _, err := net.SplitHostPort(from); err == nil {
		from = host
	}
	ip, err := netip.ParseAddr(from)
	if err != nil {
		return from
	}
	if ip = ip.Unmap().WithZone(""); ip.Is6() {
		if net, err := ip.Prefix(64); err == nil {
			return net.String()
		}
	}
	return ip.String()
}

// open says whether the address may try now; the error is a *Denied.
func (a *addresses) open(from string, now time.Time) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	one := a.all[place(from)]
	if one == nil {
		return nil
	}
	if lacks := 1 - one.limit.TokensAt(now); lacks > 0 {
		return &Denied{Reason: TooMany, Until: now.Add(time.Duration(lacks * float64(addressEvery)))}
	}
	return nil
}

// failed counts a failure.
func (a *addresses) failed(from string, now time.Time) {
	a.mu.Lock()
	defer a.mu.Unlock()
	p := place(from)
	one := a.all[p]
	if one == nil {
		a.makeRoom(now)
		one = &address{limit: rate.NewLimiter(rate.Every(addressEvery), addressBurst)}
		a.all[p] = one
	}
	one.limit.AllowN(now, 1)
	one.last = now
}

// makeRoom forgets those whose failures are long past, and if there are none such, the one whose last is longest ago.
func (a *addresses) makeRoom(now time.Time) {
	if len(a.all) < maxAddresses {
		return
	}
	oldest := ""
	for p, one := range a.all {
		if one.limit.TokensAt(now) >= addressBurst {
			delete(a.all, p)
		} else if oldest == "" || one.last.Before(a.all[oldest].last) {
			oldest = p
		}
	}
	if len(a.all) >= maxAddresses {
		delete(a.all, oldest)
	}
}
