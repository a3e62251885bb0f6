package bundle

import (
	"errors"
	"io"

	"anquan.example/paicha/sync/client"
	"anquan.example/paicha/sync/wire"
)

// Reply is what a park says to a bundle, carried back in a file: a line that names the format, then CBOR. It holds numbers and
// hashes alone and is not sealed; the receipts are signed.
type Reply struct {
	Format   uint64         `cbor:"1,keyasint"`
	Park     string         `cbor:"2,keyasint"`
	Time     uint64         `cbor:"3,keyasint"` // the park's clock, milliseconds
	Receipts []*wire.Signed `cbor:"4,keyasint"`
	Refused  []wire.Result  `cbor:"5,keyasint,omitempty"` // not signed: for people
}

const replyMagic = "paicha-receipt-1\n"

// maxRefused is the most refusals that a reply tells of.
const maxRefused = 1000

// ErrNotReply says that a file is no receipt.
var ErrNotReply = errors.New("this is not a receipt of a park")

// Write writes it.
func (r *Reply) Write(w io.Writer) error {
	_, err := w.Write(append([]byte(replyMagic), wire.Encode(r)...))
	return err
}

// ReadReply reads one.
func ReadReply(r io.Reader) (*Reply, error) {
	data, err := io.ReadAll(io.LimitReader(r, int64(len(replyMagic))+wire.MaxMessage+1))
	if err != nil {
		return nil, err
	}
	if !IsReply(data) {
		return nil, ErrNotReply
	}
	reply := &Reply{}
	if err := wire.Decode(data[len(replyMagic):], reply); err != nil {
		return nil, errors.Join(ErrNotReply, err)
	}
	return reply, nil
}

// IsReply says whether a file that begins so is a receipt.
func IsReply(start []byte) bool {
	return len(start) >= len(replyMagic) && string(start[:len(replyMagic)]) == replyMagic
}

// Count counts the receipts of the park that is kept under name; told is why some do not count.
func (r *Reply) Count(t client.Tablet, name string) (told []error, err error) {
	return client.TakeReceipts(t, name, r.Receipts)
}
