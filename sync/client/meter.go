package client

import (
	"io"
	"sync/atomic"
	"time"
)

// meter measures how fast a link takes bytes.
type meter struct {
	bytes, nanos atomic.Int64
}

// note adds what a request sent and how long it took.
func (m *meter) note(n int64, took time.Duration) {
	m.bytes.Add(n)
	m.nanos.Add(int64(took))
}

// perSecond is bytes a second; 0 while nothing is known.
func (m *meter) perSecond() float64 {
	if ns := m.nanos.Load(); ns > 0 {
		return float64(m.bytes.Load()) / (float64(ns) / 1e9)
	}
	return 0
}

// counted counts what is read of r.
type counted struct {
	r io.Reader
	n *atomic.Int64
}

func (c counted) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n.Add(int64(n))
	return n, err
}
