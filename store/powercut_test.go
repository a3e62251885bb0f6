package store

import (
	"bufio"
	"errors"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"

	"anquan.example/paicha/internal/powerdisk"
)

// mustVar makes a machine without virtual disks fail.
const mustVar = "PAICHA_POWERCUT"

// carelessVar makes a victim trust the disk without flushing.
const carelessVar = "PAICHA_TEST_CARELESS"

// careless is a disk whose flushes do nothing.
type careless struct{ realDisk }

type carelessFile struct{ file }

func (carelessFile) Sync() error { return nil }

func (c careless) Open(path string) (file, error) {
	f, err := c.realDisk.Open(path)
	return carelessFile{f}, err
}
func (c careless) Create(path string) (file, error) {
	f, err := c.realDisk.Create(path)
	return carelessFile{f}, err
}
func (careless) SyncDir(string) error { return nil }

func newDisk(t *testing.T) *powerdisk.Disk {
	t.Helper()
	d, err := powerdisk.New(t.TempDir(), 600<<20, 0)
	if errors.Is(err, powerdisk.ErrMissing) && os.Getenv(mustVar) != "must" {
		t.Skipf("%v: the power cut of the file seam (TestP1PowerCutAtEveryCall) has to do; %s=must makes this fail", err, mustVar)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// P1 on a real file system: a process records on ext4 on a disk with a memory that forgets, and the power is cut at
// random moments, plain and torn. Nothing that was acknowledged is lost.
func TestPowerCutOnADisk(t *testing.T) {
	d := newDisk(t)
	r := lots(t)
	home, acked := filepath.Join(d.Dir, "平板"), map[uint64]string{}
	said := map[bool]int{} // by torn
	for n := range 2 * *cuts {
		said[n%2 == 1] += cut(t, d, home, acked, r, n%2 == 1, false)
		survived(t, home, acked, "cut")
	}
	row(t, "power cut on ext4, plain", *cuts, said[false])
	row(t, "power cut on ext4, torn and out of order", *cuts, said[true])
	if total := said[false] + said[true]; total < *cuts*20 {
		t.Errorf("only %d operations over %d cuts: the victims hardly ran", total, 2**cuts)
	}
}

// The disk does lose what is not flushed: else the test above would show nothing.
func TestPowerCutBites(t *testing.T) {
	d := newDisk(t)
	r, acked := rand.New(rand.NewPCG(1, 2)), map[uint64]string{}
	if cut(t, d, filepath.Join(d.Dir, "平板"), acked, r, false, true); len(acked) == 0 {
		t.Fatal("the victim hardly ran")
	}
	s, err := Open(filepath.Join(d.Dir, "平板"), Options{App: "paicha victim", segmentBytes: 16 << 10})
	if err != nil {
		return // not even a home is left
	}
	defer closes(t, s)
	if s.Head().Seq >= uint64(len(acked)) {
		t.Errorf("%d operations were acknowledged without a flush, and %d are there after the cut", len(acked), s.Head().Seq)
	}
}

// cut runs a victim on the disk, cuts the power after a random number of acknowledgements, and brings it back.
func cut(t *testing.T, d *powerdisk.Disk, home string, acked map[uint64]string, r *rand.Rand, torn, trusting bool) (said int) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), victimHome+"="+home)
	if trusting {
		cmd.Env = append(cmd.Env, carelessVar+"=1")
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	for want := 20 + r.IntN(150); lines.Scan(); {
		if said += heard(lines.Text(), acked); said >= want {
			break
		}
	}
	time.AfterFunc(time.Second, func() { _ = cmd.Process.Kill() }) // it may wait for the disk that is gone
	if err := d.Cut(torn, r.Uint64()); err != nil {
		t.Error(err)
	}
	for lines.Scan() { // what it said before it met the dead disk was said with the power on
		said += heard(lines.Text(), acked)
	}
	_ = cmd.Wait()
	if err := d.On(); err != nil {
		t.Fatal(err)
	}
	return said
}
