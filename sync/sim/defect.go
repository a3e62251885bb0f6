package sim

import (
	"bytes"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/server"
)

// Defect is a fault put in on purpose.
type Defect string

// Defects.
const (
	OldEpoch     Defect = "the park is put back and keeps its epoch"
	TwiceStored  Defect = "the park keeps a run twice"
	ChangedPhoto Defect = "the park's disk changes a photo"
	LostFinding  Defect = "the park's disk loses an operation"
)

// Defects is all of them.
func Defects() []Defect { return []Defect{OldEpoch, TwiceStored, ChangedPhoto, LostFinding} }

// spoil puts in what happens before the checks.
func (w *world) spoil() {
	switch w.o.Broken {
	case TwiceStored:
		w.update(func(tx server.Tx) error {
			runs, _, _, err := tx.After(0, nobody, 1<<40)
			for _, r := range runs {
				if err == nil {
					_, err = tx.AddRun(r)
				}
			}
			return err
		})
	case ChangedPhoto:
		for sum, data := range w.blobs.whole {
			spoiled := bytes.Clone(data)
			spoiled[0] ^= 1
			w.blobs.whole[sum] = spoiled
		}
	case LostFinding:
		w.lose = func(op inspection.Hash) bool { return op[0] < 64 }
	}
}
