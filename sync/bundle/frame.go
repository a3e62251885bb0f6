// Package bundle is sync without a link: operations, photos and receipts in one file, sealed with age for the park or for a
// tablet. It may be taken in twice and in any order; of a file that was cut short, what is whole before the cut counts.
//
//	paicha-bundle-1 LF
//	age (age-encryption.org/v1) of frames:
//	  type    1 byte
//	  length  4 bytes, big endian
//	  body
//
//	H  wire.Signed by the maker's device: Header. First
//	R  wire.Run
//	P  photoHead; its bytes follow
//	D  bytes of the photo before. One that is not whole when another frame comes was broken off
//	S  wire.Signed: a park's receipt, for who made the operations
//	T  trailer. Last
//
// Frames of other types are passed over. Runs come first, in the order of the maker's log, then photos in the order in which
// operations name them, then receipts.
package bundle

import (
	"bufio"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/sync/wire"
)

// Format of the files that are written. History: 1 (2026-11) first.
const Format = 1

const magic = "paicha-bundle-1\n"

// Types of frames.
const (
	headFrame    = 'H'
	runFrame     = 'R'
	photoFrame   = 'P'
	dataFrame    = 'D'
	receiptFrame = 'S'
	endFrame     = 'T'
)

// Limits of bodies, bytes.
const (
	maxData = 256 << 10 // of a photo, in one frame
	maxBody = wire.MaxRunData + 4096
)

// Header says who made the file and what that tablet has.
type Header struct {
	Format uint64      `cbor:"1,keyasint"`
	Key    []byte      `cbor:"2,keyasint"`           // of the device that made it
	Time   uint64      `cbor:"3,keyasint"`           // its clock, milliseconds since 1970
	Heads  []wire.Have `cbor:"4,keyasint,omitempty"` // how far it knows every feed
	Epoch  wire.Epoch  `cbor:"5,keyasint"`           // of the park, as that device last met it
	Box    string      `cbor:"6,keyasint,omitempty"` // its age recipient, for answers
}

// Maker is the feed of the device that made the file.
func (h Header) Maker() wire.FeedID { return inspection.FeedOf(h.Key) }

const headDomain = "paicha-bundle-v1"

// photoHead begins a photo.
type photoHead struct {
	Sum  wire.Sum `cbor:"1,keyasint"`
	Size uint64   `cbor:"2,keyasint"`
}

// trailer says that the file is whole.
type trailer struct {
	Operations uint64 `cbor:"1,keyasint"`
	Photos     uint64 `cbor:"2,keyasint"`
	Receipts   uint64 `cbor:"3,keyasint"`
	Sum        []byte `cbor:"4,keyasint"` // SHA-256 of all frames before
}

// writer writes frames.
type writer struct {
	w   io.Writer
	sum hash.Hash
}

func newWriter(w io.Writer) *writer { return &writer{w, sha256.New()} }

func (w *writer) frame(kind byte, body []byte) error {
	head := binary.BigEndian.AppendUint32([]byte{kind}, uint32(len(body)))
	w.sum.Write(head)
	w.sum.Write(body)
	if _, err := w.w.Write(head); err != nil {
		return err
	}
	_, err := w.w.Write(body)
	return err
}

// reader reads frames.
type reader struct {
	r   *bufio.Reader
	sum hash.Hash
	buf []byte
}

func newReader(r io.Reader) *reader {
	return &reader{r: bufio.NewReaderSize(r, 64<<10), sum: sha256.New()}
}

// errFrame says that what stands there is no frame.
var errFrame = errors.New("what is in the bundle is not of its format")

// next gives a frame whose body is valid until the next call. io.EOF is the end of the file, io.ErrUnexpectedEOF one within
// a frame.
func (r *reader) next() (kind byte, body, sum []byte, err error) {
	var head [5]byte
	if _, err := io.ReadFull(r.r, head[:]); err != nil {
		return 0, nil, nil, err
	}
	size := binary.BigEndian.Uint32(head[1:])
	if size > maxBody || head[0] == dataFrame && size > maxData {
		return 0, nil, nil, fmt.Errorf("%w: a frame of %d bytes", errFrame, size)
	}
	if int(size) > cap(r.buf) {
		r.buf = make([]byte, size)
	}
	body = r.buf[:size]
	if _, err := io.ReadFull(r.r, body); err != nil {
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return 0, nil, nil, err
	}
	if head[0] == endFrame {
		sum = r.sum.Sum(nil)
	}
	r.sum.Write(head[:])
	r.sum.Write(body)
	return head[0], body, sum, nil
}
