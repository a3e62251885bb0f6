package pair

import (
	"context"
	"crypto/tls"
	"errors"
	"io"
	"log"
	"net"
	"net/http"
	"time"

	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/server"
)

// Peer is the name that the other tablet is kept under.
const Peer = "pair"

// goodbye is how long answers that are under way may take when a session ends.
const goodbye = 3 * time.Second

// Serve answers on l until ctx ends. Photos that have not arrived whole by then are not kept.
func (h *Host) Serve(ctx context.Context, l net.Listener) error {
	s := &http.Server{
		Handler: server.Handler(h, nil), ReadHeaderTimeout: 20 * time.Second, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 32 << 10,
		TLSConfig: &tls.Config{MinVersion: tls.VersionTLS13, Certificates: []tls.Certificate{h.cert}},
		ErrorLog:  log.New(io.Discard, "", 0), // strangers on the hotspot are no news
	}
	stopped := make(chan struct{})
	stop := context.AfterFunc(ctx, func() {
		defer close(stopped)
		end, cancel := context.WithTimeout(context.Background(), goodbye)
		defer cancel()
		if s.Shutdown(end) != nil {
			_ = s.Close() // who is cut off goes on next time
		}
	})
	err := s.ServeTLS(l, "", "")
	if !stop() {
		<-stopped
	}
	h.drop()
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// Join pairs this tablet with one that listens, by its invitation, and gives the engine that brings both level. park is the
// name that the park is kept under: its receipts are handed on.
func Join(ctx context.Context, t client.Tablet, invitation, app, park string, o client.Options) (*client.Engine, error) {
	if _, err := client.Enrol(ctx, t, Peer, invitation, app, nil); err != nil {
		return nil, err
	}
	o.FetchPhotos, o.Carry = true, park
	return client.New(t, Peer, o)
}
