package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime/debug"
	"sync"
	"time"

	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// serveVar has a child process serve a park, and a raw receiver, in the folder that it names.
const serveVar = "PAICHA_BENCH_SERVE"

// serveChild is the other side of the sync bench: a process of its own, so that its memory and its work are its own.
func serveChild() {
	dir := os.Getenv(serveVar)
	if dir == "" {
		return
	}
	if err := servePark(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func servePark(dir string) error {
	debug.SetMemoryLimit(server.MemoryLimit) // as parkd does
	ctx := context.Background()
	l, err := sqldb.Open(filepath.Join(dir, "ledger.sqlite"))
	if err != nil {
		return err
	}
	b, err := server.OpenFiles(filepath.Join(dir, "photos"))
	if err != nil {
		return err
	}
	park, err := server.Open(ctx, l, b, server.Options{Name: "bench"})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	mux := http.NewServeMux()
	mux.Handle("/sync/", server.Handler(park, nil))
	mux.HandleFunc("/invite", func(w http.ResponseWriter, r *http.Request) {
		code, err := park.Invite(r.Context(), r.URL.Query().Get("name"), "专家甲", wire.RoleExpert, time.Hour)
		if err != nil {
			http.Error(w, err.Error(), 500)
			return
		}
		fmt.Fprint(w, code)
	})
	raw := &rawReceiver{dir: dir}
	mux.Handle("/raw", raw)
	fmt.Println(listener.Addr())
	go func() { _, _ = io.Copy(io.Discard, os.Stdin); os.Exit(0) }() // ends with its parent
	return http.Serve(listener, mux)
}

// rawReceiver is the least that a server does with bytes: it appends them to a file and flushes it.
type rawReceiver struct {
	dir string
	mu  sync.Mutex
	f   *os.File
}

func (r *rawReceiver) ServeHTTP(w http.ResponseWriter, req *http.Request) {
	data, err := io.ReadAll(req.Body)
	if err != nil {
		http.Error(w, err.Error(), 400)
		return
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.f == nil {
		if r.f, err = os.Create(filepath.Join(r.dir, "raw")); err != nil {
			http.Error(w, err.Error(), 500)
			return
		}
	}
	if _, err = r.f.Write(data); err == nil {
		err = datasync(r.f)
	}
	if err != nil {
		http.Error(w, err.Error(), 500)
	}
}

// host is a child that serves.
type host struct {
	cmd  *exec.Cmd
	url  string
	stop io.Closer
}

func newHost(dir string) (*host, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	h := &host{cmd: exec.Command(self)}
	h.cmd.Env, h.cmd.Stderr = append(os.Environ(), serveVar+"="+dir), os.Stderr
	out, err := h.cmd.StdoutPipe()
	if err == nil {
		h.stop, err = h.cmd.StdinPipe()
	}
	if err == nil {
		err = h.cmd.Start()
	}
	if err != nil {
		return nil, err
	}
	var address string
	if _, err := fmt.Fscanln(out, &address); err != nil {
		return nil, fmt.Errorf("the server did not start: %w", err)
	}
	h.url = "http://" + address
	return h, nil
}

func (h *host) close() error {
	err := h.stop.Close()
	_ = h.cmd.Wait()
	return err
}

// enrol puts a tablet on the list, and reaches the park through via (a proxy) when it is not "".
func (h *host) enrol(t client.Tablet, name, via string, rt http.RoundTripper) (*client.Engine, error) {
	resp, err := http.Get(h.url + "/invite?name=" + name)
	if err != nil {
		return nil, err
	}
	code, err := io.ReadAll(resp.Body)
	if err = errors.Join(err, resp.Body.Close()); err != nil {
		return nil, err
	}
	if via == "" {
		via = h.url
	}
	if _, err := client.Enrol(context.Background(), t, name, via+"#"+string(code), "bench", rt); err != nil {
		return nil, err
	}
	return client.New(t, name, client.Options{HTTP: rt})
}

// giver is enrol for a tablet that takes nothing in: fifty that take in what the others gave would measure that.
func (h *host) giver(t client.Tablet, name string) (*client.Engine, error) {
	if _, err := h.enrol(t, name, "", nil); err != nil {
		return nil, err
	}
	return client.New(t, name, client.Options{NoPull: true})
}

// post is the reference: one POST that the server writes and flushes.
func (h *host) post(to string, data []byte, rt http.RoundTripper) error {
	resp, err := (&http.Client{Transport: rt}).Post(to+"/raw", "application/octet-stream", bytes.NewReader(data))
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return errors.New(resp.Status)
	}
	_, err = io.Copy(io.Discard, resp.Body)
	return err
}
