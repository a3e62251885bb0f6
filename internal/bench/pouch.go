package main

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/store"
	"anquan.example/paicha/store/tablet"
)

//go:embed pouch.js
var pouchJS []byte

// pouchOps is how many documents PouchDB has to carry: enough for a rate, few enough for a coffee.
const pouchOps = 20_000

// pouch compares with PouchDB replicating the same to a PouchDB server, both from npm, in the same run.
func pouch(dir string) error {
	node, err := exec.LookPath("node")
	npm, err2 := exec.LookPath("npm")
	if err := errors.Join(err, err2); err != nil {
		fmt.Printf("  not measured: %v\n", err)
		return nil
	}
	install := exec.Command(npm, "install", "--no-audit", "--no-fund", "--loglevel=error", "pouchdb@9.0.0", "express-pouchdb@4.2.0", "express@4")
	install.Dir = dir
	if out, err := install.CombinedOutput(); err != nil {
		return fmt.Errorf("npm install: %w: %s", err, out)
	}
	if err := os.WriteFile(filepath.Join(dir, "pouch.js"), pouchJS, 0o600); err != nil {
		return err
	}
	s, err := fullTablet(filepath.Join(dir, "home"), pouchOps)
	if err != nil {
		return err
	}
	defer s.Close()
	docs := filepath.Join(dir, "docs.jsonl")
	if err := documents(s, docs); err != nil {
		return err
	}
	theirs, err := pouchPush(node, dir, "ops", docs, pouchOps)
	if err != nil {
		return err
	}
	h, err := newHost(filepath.Join(dir, "park"))
	if err != nil {
		return err
	}
	defer h.close()
	e, err := h.enrol(tablet.Of(s), "park", "", nil)
	if err != nil {
		return err
	}
	ours, err := timed(func() error { return syncOnce(e) })
	if err != nil {
		return err
	}
	x := theirs.Seconds() / ours.Seconds()
	fmt.Printf("  %-52s     %6.0f ms\n  %-52s     %6.0f ms\n", fmt.Sprintf("PouchDB: %d documents", pouchOps), ms(theirs), "paicha: as many operations", ms(ours))
	goal("PouchDB ÷ paicha, operations", x, "x", ">= 25", x >= 25)

	const n = 200
	if theirs, err = pouchPush(node, dir, "photos", "photos", n); err != nil {
		return err
	}
	for k := range n {
		p, err := s.AddPhotoFrom(bytes.NewReader(noise(k, 1<<20)), "photo.jpg")
		if err == nil {
			_, err = s.Record(&inspection.Photographed{ID: id(1), Criterion: "mem10:3.1", Photo: p})
		}
		if err != nil {
			return err
		}
	}
	if ours, err = timed(func() error { return syncOnce(e) }); err != nil {
		return err
	}
	x = theirs.Seconds() / ours.Seconds()
	fmt.Printf("  %-52s     %6.0f ms\n  %-52s     %6.0f ms\n", "PouchDB: 200 photos of 1 MB", ms(theirs), "paicha: as many", ms(ours))
	goal("PouchDB ÷ paicha, photos", x, "x", ">= 12", x >= 12)
	return nil
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// documents writes the home's operations as PouchDB's documents: the same fields, in JSON.
func documents(s *store.Store, file string) error {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	n := 0
	err = s.Ops(func(op inspection.Op) error {
		if op.Inspection() == "" || n == pouchOps {
			return nil
		}
		n++
		line, err := json.Marshal(map[string]any{
			"_id": fmt.Sprintf("%s-%012d", op.Feed, op.Seq), "prev": hex.EncodeToString(op.Prev[:]), "hlc": uint64(op.HLC), "kind": op.Kind,
			"payload": op.Payload, "sig": op.Sig,
		})
		if err == nil {
			_, err = w.Write(append(line, '\n'))
		}
		return err
	})
	return errors.Join(err, w.Flush(), f.Close())
}

// pouchPush is how long PouchDB takes.
func pouchPush(node, dir, name, file string, n int) (time.Duration, error) {
	home := filepath.Join(dir, "pouch-"+name)
	if err := os.MkdirAll(filepath.Join(home, "server"), 0o700); err != nil {
		return 0, err
	}
	server := exec.Command(node, filepath.Join(dir, "pouch.js"), "serve", filepath.Join(home, "server"))
	server.Stderr = os.Stderr
	stop, err := server.StdinPipe()
	if err != nil {
		return 0, err
	}
	out, err := server.StdoutPipe()
	if err == nil {
		err = server.Start()
	}
	if err != nil {
		return 0, err
	}
	defer func() { _ = stop.Close(); _ = server.Wait() }()
	var port int
	if _, err := fmt.Fscanln(out, &port); err != nil {
		return 0, fmt.Errorf("the PouchDB server did not start: %w", err)
	}
	push := exec.Command(node, filepath.Join(dir, "pouch.js"), "push", home, fmt.Sprintf("http://127.0.0.1:%d", port), file, strconv.Itoa(n))
	push.Stderr = os.Stderr
	took, err := push.Output()
	if err != nil {
		return 0, fmt.Errorf("PouchDB's replication: %w", err)
	}
	millis, err := strconv.ParseFloat(strings.TrimSpace(string(took)), 64)
	return time.Duration(millis * float64(time.Millisecond)), err
}
