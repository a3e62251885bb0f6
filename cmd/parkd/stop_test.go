//go:build unix

package main

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/sim"
	"anquan.example/paicha/sync/wire"
)

// upload is a photo on its way to a parkd: it goes on when it is told.
type upload struct {
	body   *io.PipeWriter
	answer chan *wire.Answer
	failed chan error
}

// begin sends the head of an upload. The server asks for the body when it begins to read it: a Write that returns was read.
func begin(ctx context.Context, tab *sim.Tablet, url string, sum wire.Sum, size int) (*upload, error) {
	data, err := tab.Peer("park")
	if err != nil {
		return nil, err
	}
	peer, err := client.ReadPeer(data)
	if err != nil {
		return nil, err
	}
	path := fmt.Sprintf("%s%s?at=0&size=%d", wire.PathPhoto, sum, size)
	r, w := io.Pipe()
	q, err := http.NewRequestWithContext(ctx, http.MethodPut, url+path, r)
	if err != nil {
		return nil, err
	}
	q.ContentLength = int64(size)
	q.Header.Set("Expect", "100-continue")
	q.Header.Set("Authorization", wire.Scheme+" "+base64.RawURLEncoding.EncodeToString(wire.Encode(wire.SignRequest(tab.Feed(), tab.Attest, peer.Park.Key, path, nil))))
	u := &upload{w, make(chan *wire.Answer, 1), make(chan error, 1)}
	go func() {
		defer r.Close() // a Write that nobody reads ends
		a, err := send(q)
		if err != nil {
			u.failed <- err
			return
		}
		u.answer <- a
	}()
	return u, nil
}

func send(q *http.Request) (*wire.Answer, error) {
	t := &http.Transport{ExpectContinueTimeout: time.Minute}
	defer t.CloseIdleConnections()
	resp, err := t.RoundTrip(q)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	if err == nil && resp.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %q", resp.Status, data)
	}
	var a wire.Answer
	if err == nil {
		err = wire.Decode(data, &a)
	}
	return &a, err
}

// SIGTERM: the photo that is under way comes to its end and is acknowledged, whoever comes new is refused at once, and parkd ends well.
func TestStoppingLosesNoRequest(t *testing.T) {
	home, at := filepath.Join(t.TempDir(), "园区"), freeAddress(t)
	c, err := serveChild(home, at)
	if err != nil {
		t.Fatal(err)
	}
	invited, err := command(home, "invite", "平板1", "--person", "专家甲").Output()
	if err != nil {
		t.Fatal(err)
	}
	seed := byte(0)
	tab := sim.NewTablet(func() []byte { seed++; sum := sha256.Sum256([]byte{seed}); return sum[:] }, time.Now)
	if _, err := client.Enrol(t.Context(), tab, "park", plainInvitation.FindString(string(invited)), "test", nil); err != nil {
		t.Fatal(err)
	}
	photo := []byte(strings.Repeat("照片", 100_000))
	sum := wire.Sum(sha256.Sum256(photo))
	u, err := begin(t.Context(), tab, c.url, sum, len(photo))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := u.body.Write(photo[:len(photo)/2]); err != nil {
		t.Fatal(err, <-u.failed)
	}
	if err := c.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	refused(t, at)
	if _, err := u.body.Write(photo[len(photo)/2:]); err != nil {
		t.Fatal(err)
	}
	_ = u.body.Close() // never fails
	select {
	case a := <-u.answer:
		if len(a.Photos) != 1 || !a.Photos[0].Held || a.Receipt == nil {
			t.Errorf("the photo is not acknowledged: %+v", a.Photos)
		}
	case err := <-u.failed:
		t.Error(err)
	}
	c.read.Wait()
	if err := c.cmd.Wait(); err != nil {
		t.Errorf("%v: %s", err, c.errs.String())
	}
	if log := c.errs.String(); !strings.Contains(log, "PUT /sync/v1/photo/{sum}") || strings.Contains(log, sum.String()) || strings.Contains(log, "专家甲") {
		t.Errorf("the log: %s", log)
	}
	files, err := server.OpenFiles(filepath.Join(home, photoDir))
	if err != nil {
		t.Fatal(err)
	}
	f, size, err := files.Open(sum)
	if err != nil || size != int64(len(photo)) {
		t.Fatalf("%d bytes, %v", size, err)
	}
	_ = f.Close() // it was only looked at
}

// refused waits until nobody listens at the address any more.
func refused(t *testing.T, at string) {
	t.Helper()
	for began := time.Now(); time.Since(began) < 20*time.Second; {
		conn, err := net.Dial("tcp", at)
		if err != nil {
			return
		}
		_ = conn.Close()
	}
	t.Fatal("it still listens")
}
