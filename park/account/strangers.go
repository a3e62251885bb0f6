package account

import "sync"

const maxStrangers = 4096

// strangers are logins that nobody has. They are locked as accounts are: else a lock would tell which logins there are.
type strangers struct {
	mu  sync.Mutex
	all map[string]tries // guarded by mu
}

// tries is wrong passwords in a row, and until when there is a lock.
type tries struct {
	failures int
	locked   int64
}

func newStrangers() *strangers { return &strangers{all: map[string]tries{}} }

func (s *strangers) of(login string) tries {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all[login]
}

// failed counts a failure more, as next says.
func (s *strangers) failed(login string, next func(tries) tries) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, there := s.all[login]; !there && len(s.all) >= maxStrangers {
		oldest := ""
		for l, o := range s.all {
			if oldest == "" || o.locked < s.all[oldest].locked {
				oldest = l
			}
		}
		delete(s.all, oldest)
	}
	s.all[login] = next(s.all[login])
}
