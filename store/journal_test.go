package store

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

// read gives every record of a journal from one on.
func read(t testing.TB, dir string, from uint64) (*journal, []string, error) {
	t.Helper()
	return readOn(t, realDisk{}, dir, from)
}

func readOn(t testing.TB, d disk, dir string, from uint64) (*journal, []string, error) {
	t.Helper()
	var got []string
	keep := func(*tail) error { return nil }
	j, damage, err := openJournal(d, dir, 1024, from, false, keep, func(n uint64, p []byte) error {
		got = append(got, fmt.Sprintf("%d %s", n, p))
		return nil
	})
	for _, bad := range damage {
		err = errors.Join(err, bad)
	}
	return j, got, err
}

// written is a journal of n records over several segments.
func written(t testing.TB, n int) (dir string, want []string) {
	t.Helper()
	dir = t.TempDir()
	j, _, err := read(t, dir, 1)
	if err != nil {
		t.Fatal(err)
	}
	for k := 1; k <= n; k++ {
		p := fmt.Sprintf("record %d %s", k, strings.Repeat("x", k%400))
		if at, err := j.append([]byte(p)); err != nil || at != uint64(k) {
			t.Fatalf("record %d got number %d: %v", k, at, err)
		}
		want = append(want, fmt.Sprintf("%d %s", k, p))
	}
	if err := j.close(); err != nil {
		t.Fatal(err)
	}
	return dir, want
}

func segmentsOf(t testing.TB, dir string) []string {
	t.Helper()
	names, _, err := segments(realDisk{}, dir)
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestJournalGivesBackWhatItTook(t *testing.T) {
	dir, want := written(t, 100)
	if n := len(segmentsOf(t, dir)); n < 3 {
		t.Fatalf("only %d segments", n)
	}
	for _, from := range []uint64{1, 2, 50, 100, 101} {
		j, got, err := read(t, dir, from)
		if err != nil || strings.Join(got, "\n") != strings.Join(want[from-1:], "\n") || j.next != 101 {
			t.Errorf("from %d: %d records, next %d, %v", from, len(got), j.next, err)
		}
		if err := j.close(); err != nil {
			t.Error(err)
		}
	}
}

func TestARecordLargerThanASegment(t *testing.T) {
	dir := t.TempDir()
	j, _, err := read(t, dir, 1)
	if err != nil {
		t.Fatal(err)
	}
	big := bytes.Repeat([]byte("b"), 100_000)
	for range 3 {
		if _, err := j.append(big); err != nil {
			t.Fatal(err)
		}
	}
	if err := j.close(); err != nil {
		t.Fatal(err)
	}
	if _, got, err := read(t, dir, 1); err != nil || len(got) != 3 {
		t.Errorf("%d records, %v", len(got), err)
	}
}

// A record that was being written when the power went is no record, whatever part of it reached the disk.
func TestATornTailIsTheEnd(t *testing.T) {
	dir, want := written(t, 10)
	file := filepath.Join(dir, segmentsOf(t, dir)[len(segmentsOf(t, dir))-1])
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	last := bytes.LastIndex(whole, []byte("record 10")) - headSize
	end := last + headSize + len("record 10 ") + 10
	for cut := last; cut < end; cut++ {
		torn := bytes.Clone(whole)
		clear(torn[cut:])
		if cut%2 == 1 { // the sectors came in another order: the end without the beginning
			copy(torn[last:], make([]byte, cut-last))
			copy(torn[cut:end], whole[cut:end])
		}
		if cut == last && cut%2 == 1 {
			continue // nothing is missing
		}
		if err := os.WriteFile(file, torn, 0o600); err != nil {
			t.Fatal(err)
		}
		j, got, err := read(t, dir, 1)
		if err != nil || len(got) != 9 {
			t.Fatalf("cut at %d: %d records, %v", cut-last, len(got), err)
		}
		if _, err := j.append([]byte("again")); err != nil {
			t.Fatal(err)
		}
		if err := j.close(); err != nil {
			t.Fatal(err)
		}
		if _, got, err := read(t, dir, 1); err != nil || len(got) != 10 || got[9] != "10 again" || got[8] != want[8] {
			t.Fatalf("cut at %d, then a new record: %v, %v", cut-last, got[len(got)-1], err)
		}
		if err := os.WriteFile(file, whole, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// What is damaged is named, what stands behind it counts, and new records go on.
func TestAFlippedBitIsReportedAndTheRestCounts(t *testing.T) {
	dir, want := written(t, 60)
	names, firsts, err := segments(realDisk{}, dir)
	if err != nil {
		t.Fatal(err)
	}
	for n, name := range names {
		file := filepath.Join(dir, name)
		whole, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		bent := bytes.Clone(whole)
		bent[bytes.Index(whole, []byte("record"))] ^= 4 // in the first record of the segment
		if err := os.WriteFile(file, bent, 0o600); err != nil {
			t.Fatal(err)
		}
		j, got, err := read(t, dir, 1)
		var damage *Damage
		if !errors.As(err, &damage) || damage.Segment != name || damage.From != firsts[n] || damage.To != firsts[n] {
			t.Errorf("%s: %v", name, err)
		}
		lost := int(firsts[n]) - 1
		if len(got) != 59 || got[0] == want[lost] || j.next != 61 {
			t.Errorf("%s: %d records, next %d", name, len(got), j.next)
		}
		if err := j.close(); err != nil {
			t.Error(err)
		}
		if err := os.WriteFile(file, whole, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Remove(filepath.Join(dir, names[1])); err != nil {
		t.Fatal(err)
	}
	_, got, err := read(t, dir, 1)
	var damage *Damage
	if !errors.As(err, &damage) || damage.From != firsts[1] || damage.To != firsts[2]-1 || len(got) != 60-int(firsts[2]-firsts[1]) {
		t.Errorf("a missing segment: %d records, %v", len(got), err)
	}
}

// A segment that failed is left, and the next takes over from its first number on.
func TestASegmentTakesOverFromItsFirstNumber(t *testing.T) {
	dir := t.TempDir()
	j, _, err := read(t, dir, 1)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{"one", "two", "never acknowledged"} {
		if _, err := j.append([]byte(p)); err != nil {
			t.Fatal(err)
		}
	}
	_ = j.fail(errFault)
	j.next = 3 // as if the third had failed
	if n, err := j.append([]byte("three")); err != nil || n != 3 {
		t.Fatal(n, err)
	}
	if err := j.close(); err != nil {
		t.Fatal(err)
	}
	if _, got, err := read(t, dir, 1); err != nil || strings.Join(got, "|") != "1 one|2 two|3 three" {
		t.Errorf("%q, %v", got, err)
	}
}

func TestForeignFilesInTheJournalArePassedOver(t *testing.T) {
	dir, _ := written(t, 3)
	for _, name := range []string{"notes.journal", "0.journal", "x"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("x"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("/dev/zero", filepath.Join(dir, "00000000000000ff.journal")); err != nil && runtime.GOOS != "windows" {
		t.Fatal(err)
	}
	if _, got, err := read(t, dir, 1); err != nil || len(got) != 3 {
		t.Errorf("%d records, %v", len(got), err)
	}
}

// FuzzJournal: whatever bytes a segment holds, opening neither panics nor takes more memory than the segment. The disk is in memory: a
// real one flushes six times for each input.
func FuzzJournal(f *testing.F) {
	dir, _ := written(f, 12)
	for _, name := range segmentsOf(f, dir) {
		data, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(bytes.TrimRight(data, "\x00"))
	}
	f.Add([]byte{})
	f.Add(bytes.Repeat([]byte{0xff}, 64))
	f.Fuzz(func(t *testing.T, data []byte) {
		d := newSimDisk()
		f, err := d.Create(filepath.Join("home", "0000000000000001"+segmentEnd))
		if err == nil {
			_, err = f.WriteAt(append(data, make([]byte, 64)...), 0)
		}
		if err = errors.Join(err, f.Close()); err != nil {
			t.Fatal(err)
		}
		j, got, err := readOn(t, d, "home", 1)
		if j == nil {
			t.Fatal(err)
		}
		if n, err := j.append([]byte("one more")); err != nil || n < uint64(len(got)+1) {
			t.Fatalf("record %d after %d: %v", n, len(got), err)
		}
		if err := j.close(); err != nil {
			t.Fatal(err)
		}
		if _, again, _ := readOn(t, d, "home", 1); len(again) != len(got)+1 {
			t.Fatalf("%d records after %d and one more", len(again), len(got))
		}
	})
}
