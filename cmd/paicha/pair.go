package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"sync"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"anquan.example/paicha/internal/qr"
	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/pair"
)

// nearby is "paicha sync" with another tablet instead of the park.
type nearby struct {
	listen  bool
	address string
	pair    string
	videos  bool
}

func (n *nearby) flags(c *cobra.Command, w *words.Words) {
	c.Flags().BoolVar(&n.listen, "listen", false, w.Bundle.FlagListen)
	c.Flags().StringVar(&n.address, "addr", ":8443", w.Bundle.FlagAddr)
	c.Flags().StringVar(&n.pair, "pair", "", w.Bundle.FlagPair)
	c.MarkFlagsMutuallyExclusive("listen", "pair", "watch")
}

func (n *nearby) wanted() bool { return n.listen || n.pair != "" }

func (p *program) nearby(ctx context.Context, t client.Tablet, n nearby) error {
	if n.listen {
		return p.listen(ctx, t, n.address)
	}
	return p.pairWith(ctx, t, n)
}

// listen waits for another tablet until ctx ends, or until its code is spent.
func (p *program) listen(ctx context.Context, t client.Tablet, address string) error {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	defer l.Close() // Serve has closed it, or was never reached
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	tell := &listening{p: p, closed: cancel}
	h, err := pair.Listen(t, pair.Options{Now: p.now, Name: appName(), Park: parkPeer, Changed: tell.changed})
	if err != nil {
		return err
	}
	where, err := reachable(l.Addr())
	if err != nil {
		return err
	}
	if len(where) == 0 {
		return errors.New(p.w.Bundle.NoAddress)
	}
	w := p.w.Bundle
	fmt.Fprintf(p.out, w.Listening+"\n", int(pair.CodeLife.Minutes()))
	for _, at := range where {
		fmt.Fprintf(p.out, w.ListenAt+"\n", shellQuoted(h.Invitation(at)))
	}
	if f, is := p.out.(*os.File); is && term.IsTerminal(int(f.Fd())) {
		if code, err := qr.String(h.Invitation(where[0])); err == nil { // else the line above will do
			fmt.Fprint(p.out, code)
		}
	}
	fmt.Fprintln(p.out, w.ListenEnd)
	if err := errors.Join(h.Serve(ctx, l), p.offerPhotos(t)); err != nil {
		return err
	}
	if h.State().Closed {
		return errors.New(w.SessionClosed)
	}
	return nil
}

// shellQuoted keeps a shell from reading the # as a comment.
func shellQuoted(s string) string { return "'" + s + "'" }

// listening tells what comes and goes.
type listening struct {
	p      *program
	closed func()

	mu   sync.Mutex // guards told and the output
	told pair.State
}

func (l *listening) changed(s pair.State) {
	l.mu.Lock()
	defer l.mu.Unlock()
	w, told := l.p.w.Bundle, l.told
	if s.Got < told.Got || s.Gave < told.Gave || s.PhotosGot < told.PhotosGot {
		return // a later one was told already
	}
	l.told = s
	if s.Closed {
		l.closed()
	}
	if s.Paired && s.Device.Feed != told.Device.Feed {
		fmt.Fprintf(l.p.out, w.Paired+"\n", plain(s.Device.Name))
	}
	if s.Got != told.Got || s.Gave != told.Gave || s.PhotosGot != told.PhotosGot {
		fmt.Fprintf(l.p.out, w.Session+"\n", s.Got, s.Gave, s.PhotosGot)
	}
}

// reachable is where others find what listens: its own address, or for every one those of this machine.
func reachable(at net.Addr) (all []string, err error) {
	host, port, err := net.SplitHostPort(at.String())
	if err != nil {
		return nil, err
	}
	if ip := net.ParseIP(host); ip != nil && !ip.IsUnspecified() {
		return []string{net.JoinHostPort(host, port)}, nil
	}
	addresses, err := net.InterfaceAddrs()
	if err != nil {
		return nil, err
	}
	for _, a := range addresses {
		if n, is := a.(*net.IPNet); is && n.IP.To4() != nil && !n.IP.IsLoopback() && !n.IP.IsLinkLocalUnicast() {
			all = append(all, net.JoinHostPort(n.IP.String(), port))
		}
	}
	return all, nil
}

// pairWith brings this tablet and one that listens level.
func (p *program) pairWith(ctx context.Context, t client.Tablet, n nearby) error {
	e, err := pair.Join(ctx, t, n.pair, appName(), parkPeer, client.Options{Now: p.now, Videos: n.videos})
	if err == nil {
		err = errors.Join(e.Sync(ctx), p.offerPhotos(t))
	}
	if err != nil {
		return pairError(p.w, err)
	}
	st := e.Status()
	_, err = fmt.Fprintf(p.out, p.w.Bundle.Joined+"\n", st.Sent, st.Got, st.PhotosSent, st.PhotosGot)
	for _, trouble := range st.Troubles {
		fmt.Fprintf(p.out, p.w.Park.Trouble+"\n", plain(p.w.Error(trouble)))
	}
	if len(st.Troubles) > 0 || len(st.Refused) > 0 {
		err = errors.Join(err, errors.New(p.w.Bundle.NotWhole))
	}
	return err
}

// pairError is an error of the other tablet or the way to it in words.
func pairError(w *words.Words, err error) error {
	if s, known := w.Bundle.Codes[string(client.Why(err))]; known {
		return fmt.Errorf("%s\n%s", s.What, s.Todo)
	}
	return parkError(w, err)
}
