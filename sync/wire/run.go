package wire

import (
	"encoding/binary"
	"errors"
	"fmt"

	"github.com/klauspost/compress/zstd"

	"anquan.example/paicha/inspection"
)

// Run is operations of one feed that follow one another, as they are sent and as a park keeps them: compressed once,
// by the tablet that made or carries them. Plain, each is
//
//	length of the body  unsigned varint
//	body                as signed
//	signature           64 bytes
type Run struct {
	Feed  FeedID `cbor:"1,keyasint"`
	First uint64 `cbor:"2,keyasint"`
	Count uint64 `cbor:"3,keyasint"`
	Data  []byte `cbor:"4,keyasint"` // zstd
}

// Last is the sequence number of the run's last operation.
func (r Run) Last() uint64 { return r.First + r.Count - 1 }

// Raw is an operation as it is carried: what is signed, its signature, and what its header says.
type Raw struct {
	Body, Sig []byte
	inspection.Header
	Hash inspection.Hash
}

// NewRaw reads the header of signed bytes.
func NewRaw(body, sig []byte) (Raw, error) {
	if len(sig) != 64 {
		return Raw{}, fmt.Errorf("signature of %d bytes, want 64", len(sig))
	}
	h, err := inspection.ParseHeader(body)
	if err != nil {
		return Raw{}, err
	}
	return Raw{body, sig, h, inspection.HashOf(body, sig)}, nil
}

// Op decodes it.
func (r Raw) Op() (inspection.Op, error) { return inspection.Decode(r.Body, r.Sig) }

// Follows says whether the operation is the next after prev in its feed.
func (r Raw) Follows(prev Raw) bool {
	return r.Feed == prev.Feed && r.Seq == prev.Seq+1 && r.Prev == prev.Hash
}

var (
	packer = must(zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(2), zstd.WithWindowSize(1<<20)))
	opener = must(zstd.NewReader(nil, zstd.WithDecoderConcurrency(2), zstd.WithDecoderMaxMemory(MaxRunPlain), zstd.WithDecoderMaxWindow(8<<20)))
)

// Pack makes a run. The operations have to follow one another.
func Pack(ops []Raw) Run {
	size := 0
	for _, op := range ops {
		size += len(op.Body) + 68
	}
	plain := make([]byte, 0, size)
	for _, op := range ops {
		plain = binary.AppendUvarint(plain, uint64(len(op.Body)))
		plain = append(append(plain, op.Body...), op.Sig...)
	}
	return Run{ops[0].Feed, ops[0].Seq, uint64(len(ops)), packer.EncodeAll(plain, make([]byte, 0, len(plain)/2+64))}
}

// Bounds says whether the run's head is one that can be kept.
func (r Run) Bounds() error {
	if r.Count == 0 || r.Count > MaxRunOps || len(r.Data) > MaxRunData || r.First == 0 || r.First > MaxSeq-r.Count {
		return fmt.Errorf("run of %d operations from %d in %d bytes: out of bounds", r.Count, r.First, len(r.Data))
	}
	return nil
}

// Unpack gives the operations of a run. The error is about the first that is not what the run's head says; those before
// it are given, so that one bad operation does not stop the others.
func (r Run) Unpack() ([]Raw, error) {
	if err := r.Bounds(); err != nil {
		return nil, err
	}
	plain, err := opener.DecodeAll(r.Data, nil)
	if err != nil {
		return nil, fmt.Errorf("run cannot be unpacked: %w", err)
	}
	ops := make([]Raw, 0, r.Count)
	for n := range r.Count {
		size, width := binary.Uvarint(plain)
		if width <= 0 || size > inspection.MaxBody || uint64(len(plain)-width) < size+64 {
			return ops, fmt.Errorf("operation %d of feed %s is cut off", r.First+n, r.Feed)
		}
		plain = plain[width:]
		op, err := NewRaw(plain[:size:size], plain[size:size+64:size+64])
		if err != nil {
			return ops, fmt.Errorf("operation %d of feed %s: %w", r.First+n, r.Feed, err)
		}
		if op.Feed != r.Feed || op.Seq != r.First+n || n > 0 && op.Prev != ops[n-1].Hash {
			return ops, fmt.Errorf("operation %d of feed %s does not follow the one before it", r.First+n, r.Feed)
		}
		ops, plain = append(ops, op), plain[size+64:]
	}
	if len(plain) > 0 {
		return ops, errors.New("run holds more than it says")
	}
	return ops, nil
}

// Runs cuts operations, in the order they are, into runs of about limit compressed bytes at most.
func Runs(ops []Raw, limit int) []Run {
	var runs []Run
	begin, plain := 0, 0
	for n, op := range ops {
		if n > begin && (!op.Follows(ops[n-1]) || plain > 6*limit || n-begin >= MaxRunOps || plain+len(op.Body)+68 > MaxRunData) {
			runs = append(runs, Pack(ops[begin:n]))
			begin, plain = n, 0
		}
		plain += len(op.Body) + 68
	}
	if begin < len(ops) {
		runs = append(runs, Pack(ops[begin:]))
	}
	return runs
}
