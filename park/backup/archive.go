package backup

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"time"

	"github.com/klauspost/compress/zstd"

	"anquan.example/paicha/sync/wire"
)

// A backup is a tar file in zstd, and behind it, in a frame that zstd passes over, SHA-256 of all bytes before that frame. Entries:
//
//	park.json                  head
//	tables/<table>/<n>.<sum>   a piece of a table: CBOR of the columns' names, and of each row; sum is its SHA-256
//	blobs/<sum>                a photo or a handout, by its SHA-256
//	spoiled/<sum>              empty: the blob before this entry was not what its name says when it was read
//	end.json                   end: a file without it was not finished
const (
	format   = 1
	headName = "park.json"
	endName  = "end.json"
	about    = "A park of paicha: tables/TABLE/N.SHA256 are CBOR sequences of the columns' names and then each row; blobs/SHA256 are photos and handouts."

	pieceSize = 1 << 20 // of a table, about
	maxPiece  = 8 << 20
	maxNote   = 1 << 20 // of head and end

	sealMagic = 0x184D2A5A // of a skippable frame
	sealSize  = 8 + sha256.Size
)

type head struct {
	Format int       `json:"format"`
	About  string    `json:"about"`
	Time   time.Time `json:"time"`
	Park   string    `json:"park"`
	Layout int64     `json:"layout"` // of the database
	Photos bool      `json:"photos"` // they are in it
}

type end struct {
	Entries int    `json:"entries"` // before this one
	Names   string `json:"names"`   // SHA-256 of their names, a line each
}

// archive is a backup that is being written.
type archive struct {
	out   io.Writer
	seal  hash.Hash
	zip   *zstd.Encoder
	tar   *tar.Writer
	names hash.Hash
	count int
	time  time.Time
}

func newArchive(w io.Writer, h head) (*archive, error) {
	a := &archive{out: w, seal: sha256.New(), names: sha256.New(), time: h.Time}
	var err error
	if a.zip, err = zstd.NewWriter(io.MultiWriter(w, a.seal), zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1)); err != nil {
		return nil, err
	}
	a.tar = tar.NewWriter(a.zip)
	text, err := json.MarshalIndent(h, "", "\t")
	if err != nil {
		return nil, err
	}
	return a, a.entry(headName, text)
}

func (a *archive) header(name string, size int64) error {
	a.count++
	_, _ = fmt.Fprintln(a.names, name) // a hash takes everything
	return a.tar.WriteHeader(&tar.Header{Name: name, Size: size, Mode: 0o600, ModTime: a.time})
}

func (a *archive) entry(name string, data []byte) error {
	if err := a.header(name, int64(len(data))); err != nil {
		return err
	}
	_, err := a.tar.Write(data)
	return err
}

// blob writes one; good: it is what its name says.
func (a *archive) blob(sum wire.Sum, size int64, r io.Reader) (good bool, err error) {
	if err := a.header("blobs/"+hex.EncodeToString(sum[:]), size); err != nil {
		return false, err
	}
	h := sha256.New()
	if _, err := io.CopyN(io.MultiWriter(a.tar, h), r, size); err != nil {
		return false, err
	}
	if wire.Sum(h.Sum(nil)) == sum {
		return true, nil
	}
	return false, a.entry("spoiled/"+hex.EncodeToString(sum[:]), nil)
}

func (a *archive) close() error {
	text, err := json.Marshal(end{Entries: a.count, Names: hex.EncodeToString(a.names.Sum(nil))})
	if err != nil {
		return err
	}
	if err := a.entry(endName, text); err != nil {
		return err
	}
	if err := a.tar.Close(); err != nil {
		return err
	}
	if err := a.zip.Close(); err != nil {
		return err
	}
	frame := binary.LittleEndian.AppendUint32(nil, sealMagic)
	frame = binary.LittleEndian.AppendUint32(frame, sha256.Size)
	_, err = a.out.Write(a.seal.Sum(frame))
	return err
}

// chunk gathers rows of a table until they are a piece.
type chunk struct {
	archive *archive
	table   string
	columns []string
	data    bytes.Buffer
	pieces  int
}

func (c *chunk) add(row []any) error {
	if c.data.Len() == 0 {
		c.data.Write(wire.Encode(c.columns))
	}
	c.data.Write(wire.Encode(row))
	if c.data.Len() < pieceSize {
		return nil
	}
	return c.flush()
}

func (c *chunk) flush() error {
	if c.data.Len() == 0 {
		return nil
	}
	c.pieces++
	name := fmt.Sprintf("tables/%s/%d.%x", c.table, c.pieces, sha256.Sum256(c.data.Bytes()))
	err := c.archive.entry(name, c.data.Bytes())
	c.data.Reset()
	return err
}
