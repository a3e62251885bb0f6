package main

import (
	"io"
	"net"
	"time"
)

// slowProxy is a link with a delay each way and a rate each way, in front of an address.
type slowProxy struct {
	net.Listener
	to    string
	url   string
	delay time.Duration
	rate  float64 // bytes a second
}

func newSlow(to string, delay time.Duration, rate float64) (*slowProxy, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	p := &slowProxy{l, to, "http://" + l.Addr().String(), delay, rate}
	go p.accept()
	return p, nil
}

func (p *slowProxy) accept() {
	for {
		a, err := p.Accept()
		if err != nil {
			return
		}
		b, err := net.Dial("tcp", p.to)
		if err != nil {
			_ = a.Close()
			continue
		}
		go p.carry(a, b)
		go p.carry(b, a)
	}
}

// chunk is bytes on their way, and when they arrive.
type chunk struct {
	data []byte
	due  time.Time
}

// carry passes bytes on at the link's rate, each when it is due.
func (p *slowProxy) carry(from, to net.Conn) {
	queue := make(chan chunk, 4096)
	go func() {
		defer close(queue)
		free := time.Now() // when the link has room again
		for {
			buf := make([]byte, 1400)
			n, err := from.Read(buf)
			if n > 0 {
				if now := time.Now(); free.Before(now) {
					free = now
				}
				free = free.Add(time.Duration(float64(n) / p.rate * float64(time.Second)))
				queue <- chunk{buf[:n], free.Add(p.delay)}
			}
			if err != nil {
				return
			}
		}
	}()
	for c := range queue {
		time.Sleep(time.Until(c.due))
		if _, err := to.Write(c.data); err != nil {
			break
		}
	}
	if c, is := to.(*net.TCPConn); is {
		_ = c.CloseWrite()
	}
	go func() {
		for range queue {
		}
	}()
	_, _ = io.Copy(io.Discard, from)
}
