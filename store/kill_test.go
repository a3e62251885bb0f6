package store

import (
	"bufio"
	"encoding/hex"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/powerdisk"
)

// textOnlyVar makes the victim take no photos.
const textOnlyVar = "PAICHA_TEST_TEXT_ONLY"

// victimHome names the home of the process that is killed.
const victimHome = "PAICHA_TEST_VICTIM"

func TestMain(m *testing.M) {
	powerdisk.Child()
	if home := os.Getenv(victimHome); home != "" {
		if err := victim(home); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	flag.Parse()
	os.Exit(m.Run())
}

// victim records without end and prints what was acknowledged, only after it was.
func victim(home string) error {
	o := Options{App: "paicha victim", segmentBytes: 16 << 10}
	if os.Getenv(carelessVar) != "" {
		o.disk = careless{}
	}
	s, err := Open(home, o)
	if err != nil {
		return err
	}
	out := bufio.NewWriter(os.Stdout)
	fmt.Fprintln(out, "open")
	if err := out.Flush(); err != nil {
		return err
	}
	for n := int(s.Head().Seq); ; n++ {
		ps := []inspection.Payload{openedAs(n % 7)}
		switch n % 5 {
		case 1, 2:
			ps = []inspection.Payload{answeredAs(n%7, n%50)}
		case 3:
			ps = []inspection.Payload{answeredAs(n%7, 100+n%50), foundAs(n%7, n%20)}
		case 4:
			if os.Getenv(textOnlyVar) != "" {
				ps = []inspection.Payload{answeredAs(n%7, n%50)}
				break
			}
			p, err := s.AddPhotoFrom(strings.NewReader(fmt.Sprintf("photo %d", n%40)), "photo.jpg")
			if err != nil {
				return err
			}
			ps = []inspection.Payload{foundAs(n%7, n%20), &inspection.Photographed{ID: id(n % 7), Finding: id(5000 + n%20), Photo: p}}
		}
		ops, err := s.Record(ps...)
		if err != nil {
			return err
		}
		for _, op := range ops {
			h := op.Hash()
			fmt.Fprintf(out, "%d %s\n", op.Seq, hex.EncodeToString(h[:]))
		}
		if err := out.Flush(); err != nil {
			return err
		}
	}
}

// Killing the program at any moment loses nothing that was acknowledged: a real process, killed at random moments while it
// records, over homes that grow; now and then the index is taken away too.
func TestKillLosesNothing(t *testing.T) {
	const homes = 4
	var total atomic.Int64
	t.Run("homes", func(t *testing.T) {
		for h := range homes {
			t.Run(fmt.Sprint(h), func(t *testing.T) {
				t.Parallel()
				r, home, acked := lots(t), filepath.Join(t.TempDir(), fmt.Sprintf("平板%d", h)), map[uint64]string{}
				for n := range *kills / homes {
					if r.IntN(20) == 0 {
						if err := os.RemoveAll(filepath.Join(home, indexDir)); err != nil {
							t.Fatal(err)
						}
					}
					total.Add(int64(kill(t, home, acked, r)))
					survived(t, home, acked, fmt.Sprintf("kill %d", n))
				}
			})
		}
	})
	row(t, "a process killed", *kills/homes*homes, int(total.Load()))
	if total.Load() < int64(*kills) {
		t.Errorf("only %d operations over %d kills: the victims hardly ran", total.Load(), *kills)
	}
}

// kill runs a victim, reads a random number of acknowledgements, kills it a random moment later, and reads what else it
// had said.
func kill(t *testing.T, home string, acked map[uint64]string, r *rand.Rand) (said int) {
	t.Helper()
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), victimHome+"="+home)
	cmd.Stderr = os.Stderr
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	want, spin := r.IntN(60), r.IntN(400_000)
	for lines.Scan() {
		if said += heard(lines.Text(), acked); said >= want {
			break
		}
	}
	for k, x := 0, uint64(1); k < spin; k++ { // a moment of random length
		x = x*6364136223846793005 + 1
		if x == 0 {
			t.Log("never")
		}
	}
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	for lines.Scan() {
		said += heard(lines.Text(), acked)
	}
	_ = cmd.Wait() // it was killed
	return said
}

// heard takes an acknowledgement; a line cut short by the kill was not yet one.
func heard(line string, acked map[uint64]string) int {
	var seq uint64
	var hash string
	if n, err := fmt.Sscanf(line, "%d %s", &seq, &hash); err != nil || n != 2 || len(hash) != 64 {
		return 0
	}
	acked[seq] = hash
	return 1
}

func survived(t *testing.T, home string, acked map[uint64]string, when string) {
	t.Helper()
	s, err := Open(home, Options{App: "paicha victim", segmentBytes: 16 << 10})
	if err != nil {
		t.Fatalf("%s: %v", when, err)
	}
	defer closes(t, s)
	verifyChain(t, s)
	there := map[uint64]string{}
	photos := map[string]bool{}
	if err := s.Ops(func(op inspection.Op) error {
		h := op.Hash()
		there[op.Seq] = hex.EncodeToString(h[:])
		if p, isPhoto := op.Payload.(*inspection.Photographed); isPhoto {
			photos[p.Photo.SHA256] = true
		}
		return nil
	}); err != nil {
		t.Fatalf("%s: %v", when, err)
	}
	for seq, hash := range acked {
		if there[seq] != hash {
			t.Fatalf("%s: operation %d was acknowledged and is not there", when, seq)
		}
	}
	for sum := range photos {
		if err := s.VerifyPhoto(sum); err != nil {
			t.Fatalf("%s: an operation names a photo that is not there: %v", when, err)
		}
	}
	for _, sum := range states(t, s) {
		if sum.Opened.ID == "" && len(sum.History) == 0 {
			t.Fatalf("%s: an empty inspection", when)
		}
	}
}
