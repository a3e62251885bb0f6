package store

import (
	"flag"
	"math/rand/v2"
	"testing"
	"time"
)

// make torture runs the tests that count here with larger numbers, and prints their rows. A seed that failed is given again:
// go test ./store -run … -seed N
var (
	kills = flag.Int("kills", 60, "kills of TestKillLosesNothing")
	cuts  = flag.Int("cuts", 3, "power cuts of TestPowerCutOnADisk, plain, and as many torn")
	fulls = flag.Int("fulls", 2, "disks filled up by TestAFullDiskWhileRecording")
	flips = flag.Int("flips", 5, "flips in each file of TestAFlippedBitIsNeverSilent")
	seed  = flag.Uint64("seed", 0, "seed of the tests that draw lots (default: the clock)")
)

// lots draws lots as the seed has it.
func lots(t *testing.T) *rand.Rand {
	t.Helper()
	n := *seed
	if n == 0 {
		n = uint64(time.Now().UnixNano())
	}
	t.Logf("-seed %d", n)
	return rand.New(rand.NewPCG(n, 1))
}

// flipRow is a line about flipped bits.
func flipRow(t *testing.T, kind string, told, mended, harmless int) {
	t.Helper()
	if !t.Failed() {
		t.Logf("| %-44s | %6d trials | %4d lost and told, %4d told and every operation there, %4d harmless | 0 silent |", "a bit flipped: "+kind, told+mended+harmless, told, mended, harmless)
	}
}

// row is a line of make torture's table; a test that failed prints none.
func row(t *testing.T, what string, trials, acknowledged int) {
	t.Helper()
	if !t.Failed() {
		t.Logf("| %-44s | %6d trials | %6d acknowledged | 0 lost | 0 silent |", what, trials, acknowledged)
	}
}
