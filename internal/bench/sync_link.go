package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/store"
	"anquan.example/paicha/store/tablet"
)

// photos is two hundred photos of a megabyte.
func photos(dir string) error {
	const n, size = 200, 1 << 20
	var ours, raw []time.Duration
	for round := range 3 {
		h, err := newHost(filepath.Join(dir, fmt.Sprint("park", round)))
		if err != nil {
			return err
		}
		s, err := store.Open(filepath.Join(dir, fmt.Sprint("home", round)), store.Options{App: "bench"})
		if err != nil {
			return err
		}
		e, err := h.enrol(tablet.Of(s), "park", "", nil)
		if err != nil {
			return err
		}
		whole := make([]byte, 0, n*size)
		for k := range n {
			data := noise(round*n+k, size)
			whole = append(whole, data...)
			p, err := s.AddPhotoFrom(bytes.NewReader(data), "photo.jpg")
			if err == nil {
				_, err = s.Record(&inspection.Photographed{ID: id(1), Criterion: "mem10:3.1", Photo: p})
			}
			if err != nil {
				return err
			}
		}
		took, err := timed(func() error { return h.post(h.url, whole, nil) })
		if err != nil {
			return err
		}
		raw = append(raw, took)
		if took, err = timed(func() error { return syncOnce(e) }); err != nil {
			return err
		}
		ours = append(ours, took)
		if st := e.Status(); st.PhotosHeld != st.Photos || st.Photos < n {
			return fmt.Errorf("%d of %d photos are held", st.PhotosHeld, st.Photos)
		}
		if err := errors.Join(h.close(), s.Close()); err != nil {
			return err
		}
	}
	p, r := median(ours), median(raw)
	fmt.Printf("  %-52s p50 %6.0f ms\n  %-52s p50 %6.0f ms\n", "one POST of 200 MB, flushed", r*1000, "200 photos of 1 MB to the park", p*1000)
	goal("photos ÷ one raw POST", p/r, "x", "<= 1.5", p/r <= 1.5)
	return nil
}

// noise is bytes that do not compress.
func noise(seed, size int) []byte {
	data := make([]byte, size)
	sum := sha256.Sum256(fmt.Append(nil, seed))
	for at := 0; at < size; at += len(sum) {
		copy(data[at:], sum[:])
		binary.BigEndian.PutUint64(sum[:], binary.BigEndian.Uint64(sum[8:])*6364136223846793005+uint64(at))
		sum = [32]byte(append(slices.Clone(sum[8:]), sum[:8]...))
	}
	return data
}

// slowLink is 2,000 operations over a link of 1 Mbit/s with a round trip of 100 ms.
func slowLink(dir string) error {
	const n = 2000
	s, err := fullTablet(filepath.Join(dir, "home"), n)
	if err != nil {
		return err
	}
	defer s.Close()
	whole, err := packed(s)
	if err != nil {
		return err
	}
	var ours, raw []time.Duration
	for round := range 3 {
		h, err := newHost(filepath.Join(dir, fmt.Sprint("park", round)))
		if err != nil {
			return err
		}
		link, err := newSlow(strings.TrimPrefix(h.url, "http://"), 50*time.Millisecond, 125_000)
		if err != nil {
			return err
		}
		rt := &http.Transport{DisableCompression: true}
		took, err := timed(func() error { return h.post(link.url, whole, rt) })
		if err != nil {
			return err
		}
		raw = append(raw, took)
		e, err := h.enrol(tablet.Of(s), fmt.Sprint("round-", round), link.url, &http.Transport{DisableCompression: true})
		if err != nil {
			return err
		}
		if took, err = timed(func() error { return syncOnce(e) }); err != nil {
			return err
		}
		ours = append(ours, took)
		if err := errors.Join(link.Close(), h.close()); err != nil {
			return err
		}
	}
	o, r := median(ours), median(raw)
	fmt.Printf("  %-52s p50 %6.0f ms\n  %-52s p50 %6.0f ms\n", "one POST of the same compressed bytes", r*1000, "2000 operations to an empty park", o*1000)
	goal("sync ÷ one raw POST, 1 Mbit/s, 100 ms", o/r, "x", "<= 1.1", o/r <= 1.1)
	return nil
}
