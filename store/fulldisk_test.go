package store

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"anquan.example/paicha/internal/free"
)

// A disk that fills up: photos are refused first, answers go on, the index moves into memory, everything shows; with room
// again all goes on.
func TestAFullDisk(t *testing.T) {
	home, d := t.TempDir(), newSimDisk()
	o := Options{App: "paicha test", Now: clock(), disk: d, segmentBytes: 4096}
	s, err := Open(home, o)
	if err != nil {
		t.Fatal(err)
	}
	d.free = photoReserve - 1
	records(t, s, openedAs(1)) // answers go on
	if _, err := s.AddPhotoFrom(strings.NewReader("x"), "x.jpg"); err == nil || !strings.Contains(err.Error(), "photos are refused") {
		t.Errorf("%v", err)
	}
	d.free = 1 << 20
	n := 0
	for ; n < 100; n++ { // the segment is full at some point
		if _, err = s.Record(answeredAs(1, n)); err != nil {
			break
		}
	}
	if n == 0 || n == 100 || !strings.Contains(err.Error(), "free some room") {
		t.Errorf("%d answers, %v", n, err)
	}
	if i, err := s.Inspection(id(1)); err != nil || len(i.Answers) != n {
		t.Errorf("%v", err)
	}
	closes(t, s)
	d.free = 0
	s, err = Open(home, o)
	if err != nil {
		t.Fatal(err)
	}
	if all, err := s.Summaries(); err != nil || len(all) != 1 {
		t.Errorf("%d inspections, %v", len(all), err)
	}
	if len(s.Notices()) != 1 || !strings.Contains(s.Notices()[0].Error(), "nearly full") {
		t.Errorf("%v", s.Notices())
	}
	d.free = 900 << 20
	records(t, s, answeredAs(1, n))
	closes(t, s)
	s, err = Open(home, o)
	if err != nil {
		t.Fatal(err)
	}
	defer closes(t, s)
	if i, err := s.Inspection(id(1)); err != nil || len(i.Answers) != n+1 || len(s.Notices()) != 0 {
		t.Errorf("%v, %v", err, s.Notices())
	}
	verifyChain(t, s)
	row(t, "a full disk, in the seam", 1, n+2)
}

// A process records on ext4 while another program fills the disk, by and by or at a stroke: it ends by itself, in words, not by
// the signal that a mapped file gives on a full disk; nothing acknowledged is lost, all of it shows on the full disk, and
// with room again it goes on.
func TestAFullDiskWhileRecording(t *testing.T) {
	d := newDisk(t)
	r, total := lots(t), 0
	for n := range *fulls {
		home, acked := filepath.Join(d.Dir, fmt.Sprint("平板", n)), map[uint64]string{}
		full := newFiller(t, d.Dir)
		full.leave((indexReserve + 40<<20) - uint64(r.IntN(60<<20)))
		total += recordUntilFull(t, home, acked, full, r, n%2 == 1)
		survived(t, home, acked, "on the full disk")
		refusesPhotos(t, home)
		full.away()
		s := openAt(t, home, Options{App: "paicha victim", segmentBytes: 16 << 10})
		records(t, s, openedAs(1))
		closes(t, s)
		survived(t, home, acked, "with room again")
	}
	row(t, "a full disk, ext4 filled by another program", *fulls, total)
}

// recordUntilFull runs a victim beside a program that takes all the room, until it is refused.
func recordUntilFull(t *testing.T, home string, acked map[uint64]string, full *filler, r *rand.Rand, atAStroke bool) (said int) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	var told bytes.Buffer
	cmd.Env, cmd.Stderr = append(os.Environ(), victimHome+"="+home, textOnlyVar+"=1"), &told
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	step := 1 + r.IntN(60)
	for lines := bufio.NewScanner(out); lines.Scan(); {
		said += heard(lines.Text(), acked)
		if said%step == 0 && !full.done() {
			if atAStroke && said > step*3 {
				full.leave(0)
			} else if !atAStroke {
				full.less(uint64(1 + r.IntN(12<<20)))
			}
		}
	}
	var ended *exec.ExitError
	if err := cmd.Wait(); !errors.As(err, &ended) || ended.ExitCode() != 1 || !strings.Contains(told.String(), "free some room") {
		t.Errorf("after %d operations: %v: %.2000s", said, err, told.String())
	}
	return said
}

func refusesPhotos(t *testing.T, home string) {
	t.Helper()
	s := openAt(t, home, Options{App: "paicha victim", segmentBytes: 16 << 10})
	defer closes(t, s)
	if _, err := s.AddPhotoFrom(strings.NewReader("x"), "x.jpg"); err == nil || !strings.Contains(err.Error(), "photos are refused") {
		t.Errorf("%v", err)
	}
	if all, err := s.Summaries(); err != nil || len(all) == 0 {
		t.Errorf("%d inspections, %v", len(all), err)
	}
}

// filler is a file that takes the room of a disk.
type filler struct {
	t    *testing.T
	f    *os.File
	size int64
}

func newFiller(t *testing.T, dir string) *filler {
	t.Helper()
	f, err := os.CreateTemp(dir, "filler")
	if err != nil {
		t.Fatal(err)
	}
	return &filler{t: t, f: f}
}

// leave leaves that many bytes free, about.
func (f *filler) leave(bytes uint64) {
	f.t.Helper()
	room, err := free.Bytes(filepath.Dir(f.f.Name()))
	if err != nil {
		f.t.Fatal(err)
	}
	if room > bytes {
		f.less(room - bytes)
	}
}

func (f *filler) less(bytes uint64) {
	f.t.Helper()
	room, err := free.Bytes(filepath.Dir(f.f.Name()))
	if err != nil {
		f.t.Fatal(err)
	}
	for want := min(bytes, room); want >= 4096; want /= 2 { // the file system keeps some for its own
		if allocate(f.f, f.size+int64(want)) == nil {
			f.size += int64(want)
			return
		}
	}
}

func (f *filler) done() bool {
	room, err := free.Bytes(filepath.Dir(f.f.Name()))
	return err != nil || room < 4096
}

func (f *filler) away() {
	f.t.Helper()
	if err := errors.Join(f.f.Close(), os.Remove(f.f.Name())); err != nil {
		f.t.Fatal(err)
	}
}
