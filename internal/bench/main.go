// Command bench prints the figures that the project holds itself to, as ratios against a reference in the same run:
// machines are noisy, so nothing here is an absolute limit.
//
//	go run ./internal/bench            every bench
//	go run ./internal/bench durable    one of them
package main

import (
	"flag"
	"fmt"
	"os"
	"slices"

	_ "anquan.example/paicha/internal/asia" // as in the program: before anything measures a width
	"anquan.example/paicha/internal/powerdisk"
)

// benches is every bench, in the order they are printed.
var benches = []struct {
	name, about string
	run         func(dir string) error
}{
	{"durable", "one answer on disk: store ÷ raw append, store ÷ Badger with SyncWrites, locked ÷ open", durable},
	{"slow", "the same on a disk with a journaling file system whose flush takes 5 ms (Linux, root)", slow},
	{"fold", "operations folded a second, and how it grows", fold},
	{"judge", "verdicts a second, embedded criteria", judge},
	{"open", "open and first frame, 1,000 inspections × 100 answers ÷ none; memory", open},
	{"sync", "100,000 operations to an empty park ÷ one raw POST; the wire; a sync with nothing new", syncs},
	{"growth", "100 operations more, after ten thousand and after a million", growth},
	{"crowd", "50 tablets at once, 20 operations each ÷ a bare file writer", crowd},
	{"photos", "200 photos of 1 MB ÷ one raw POST", photos},
	{"pouch", "PouchDB replicating the same to a PouchDB server ÷ paicha (node and npm)", pouch},
	{"ingest", "100,000 operations through a park and its projections ÷ the same rows by the bare driver in one batch; SQLite and PostgreSQL", ingest},
	{"lists", "the park's first page and an enterprise's list, a full page, with a million findings ÷ with ten thousand; SQLite and PostgreSQL", lists},
	{"rest", "what a park's server has in memory while nobody asks", rest},
	{"assess", "the annual assessment of 1,000 enterprises with a million findings ÷ the bare SQL aggregation of the same; and how it grows; SQLite and PostgreSQL", assessed},
	{"papers", "a findings list of 200 findings with 200 photos as docx and pdf ÷ the bare decoding, scaling and encoding of the photos; memory", papers},
	{"link", "2,000 operations over 1 Mbit/s and 100 ms ÷ one raw POST", slowLink},
}

func main() {
	dir := flag.String("dir", "", "folder on the disk to measure (default: a temporary one)")
	powerdisk.Child()
	serveChild()
	papersChild()
	flag.Parse()
	for _, b := range benches {
		if flag.NArg() > 0 && !slices.Contains(flag.Args(), b.name) {
			continue
		}
		fmt.Printf("== %s: %s\n", b.name, b.about)
		temp, err := os.MkdirTemp(*dir, "paicha-bench")
		if err == nil {
			err = b.run(temp)
			_ = os.RemoveAll(temp)
		}
		if err != nil {
			fmt.Fprintf(os.Stderr, "bench %s: %v\n", b.name, err)
			os.Exit(1)
		}
		fmt.Println()
	}
}

// goal prints a figure with what it should be.
func goal(what string, got float64, unit, want string, ok bool) {
	mark := "ok"
	if !ok {
		mark = "MISSED"
	}
	fmt.Printf("  %-52s %10.2f %-8s goal %-10s %s\n", what, got, unit, want, mark)
}
