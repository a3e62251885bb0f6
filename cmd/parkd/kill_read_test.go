package main

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"sync/atomic"
	"time"

	"anquan.example/paicha/park/load"
)

// siegeReaders is who reads pages while the server is under siege, and what they saw.
type siegeReaders struct {
	all                  []*load.Browser
	read, compared, acts atomic.Int64 // pages; those compared; acts that they were compared with
}

// look reads a page, another with each k. The page of a finding that people act on has to show every act that was acknowledged before it
// was asked for, once.
func (s *siege) look(ctx context.Context, b *load.Browser, k int) error {
	n := k % resting
	on, finding := s.tablets[n].Finding()
	paths := []string{"/findings/" + on + "/" + finding, "/", "/findings", "/findings/" + on + "/" + finding, "/inspections/" + on, "/charts"}
	path := paths[(k+k/resting)%len(paths)]
	s.mu.Lock()
	done := slices.Clone(s.paged[n])
	s.mu.Unlock()
	data, err := b.Page(ctx, "http://"+s.address+path)
	if err != nil {
		return err
	}
	s.readers.read.Add(1)
	if !bytes.Contains(data, []byte("</html>")) {
		return fmt.Errorf("GET %s: half a page: %d bytes", path, len(data))
	}
	if path != paths[0] {
		return nil
	}
	s.readers.compared.Add(1)
	s.readers.acts.Add(int64(len(done)))
	for _, words := range done {
		if n := bytes.Count(data, []byte("<li>"+words)); n != 1 {
			return fmt.Errorf("GET %s: %s was acknowledged and stands there %d times", path, words, n)
		}
	}
	return nil
}

// answers waits until pages are there again: parkd finds its database by itself.
func (s *siege) answers() {
	s.t.Helper()
	var err error
	for began := time.Now(); time.Since(began) < 20*time.Second; {
		if err = s.look(s.t.Context(), s.clerk, 0); err == nil {
			return
		}
	}
	s.t.Error("the database is back, pages are not:", err)
}
