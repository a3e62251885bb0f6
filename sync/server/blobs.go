package server

import (
	"errors"
	"fmt"
	"io"
	"time"

	"anquan.example/paicha/sync/wire"
)

// Blobs keeps photos and handouts by their SHA-256, and photos that have arrived in part.
type Blobs interface {
	// Arrived is how many bytes of a photo have arrived; 0 for none. A whole one is not here any more.
	Arrived(sum wire.Sum) (int64, error)
	// Append adds what r gives behind the bytes that have arrived, which have to be at (else *ErrOffset), and gives how
	// many there are now. What arrived before an error of r counts. Who appends to the same photo meanwhile waits.
	Append(sum wire.Sum, at int64, r io.Reader) (int64, error)
	// Finish makes what has arrived whole and durable: when it returns nil the bytes are on disk and are what sum says. What
	// is not (ErrChanged) is thrown away. Again for one that is whole it is nil; fs.ErrNotExist when nothing arrived.
	Finish(sum wire.Sum) error
	// Put keeps bytes at once, durable when it returns; ErrChanged when they are not what sum says.
	Put(sum wire.Sum, data []byte) error
	// Open reads a whole one; the error is fs.ErrNotExist when it is not here.
	Open(sum wire.Sum) (io.ReadSeekCloser, int64, error)
	// SetSmall keeps the small copy of a photo, and Small reads it; fs.ErrNotExist when there is none.
	SetSmall(sum wire.Sum, data []byte) error
	Small(sum wire.Sum) ([]byte, error)
	HasSmall(sum wire.Sum) (bool, error)
	// Sweep throws away what has arrived of photos that nobody went on with since before, and says of how many.
	Sweep(before time.Time) (int, error)
	// Free is how many bytes there is room for.
	Free() (uint64, error)
}

// ErrOffset says where the photo goes on.
type ErrOffset struct{ Arrived int64 }

func (e *ErrOffset) Error() string { return fmt.Sprintf("go on at byte %d", e.Arrived) }

// ErrChanged says that what arrived is not what its hash says.
var ErrChanged = errors.New("what arrived is not what its hash says")
