package api

import (
	"math"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// limits is how often each token may ask.
type limits struct {
	perSecond rate.Limit
	burst     int

	mu sync.Mutex
	of map[string]*rate.Limiter // by the token's id; guarded by mu. Tokens are as few as administrators make.
}

func newLimits(perSecond float64, burst int) *limits {
	return &limits{perSecond: rate.Limit(perSecond), burst: burst, of: map[string]*rate.Limiter{}}
}

// take takes one request; else it gives the seconds to wait.
func (l *limits) take(token string, now time.Time) (wait int) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.of[token] == nil {
		l.of[token] = rate.NewLimiter(l.perSecond, l.burst)
	}
	r := l.of[token].ReserveN(now, 1)
	delay := r.DelayFrom(now)
	if delay == 0 {
		return 0
	}
	r.CancelAt(now)
	return max(1, int(math.Ceil(delay.Seconds())))
}
