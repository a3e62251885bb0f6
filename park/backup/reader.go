package backup

import (
	"archive/tar"
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"
	"strings"

	"github.com/fxamacker/cbor/v2"
	"github.com/klauspost/compress/zstd"

	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/wire"
)

// errChanged is about a file that is not as it was written.
var errChanged = errors.New("the backup was cut short or changed: take another copy of it")

// reader reads a backup, once.
type reader struct {
	in    *sealed
	zip   *zstd.Decoder
	tar   *tar.Reader
	names hash.Hash
	count int
	head  head
	bad   []wire.Sum // blobs that were spoiled when they were read
}

func newReader(r io.Reader) (*reader, error) {
	in := &sealed{r: bufio.NewReaderSize(r, 1<<16), hash: sha256.New()}
	zip, err := zstd.NewReader(in, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(16<<20))
	if err != nil {
		return nil, err
	}
	b := &reader{in: in, zip: zip, tar: tar.NewReader(zip), names: sha256.New()}
	h, err := b.next()
	if err == nil && h.Name != headName {
		err = errors.New("this is no backup of a park")
	}
	if err == nil {
		err = b.note(&b.head)
	}
	switch {
	case err != nil:
	case b.head.Format > format || b.head.Layout > sqldb.Layout():
		err = errors.New("the backup was written by a newer version of the program: update this one")
	case b.head.Format < 1 || b.head.Layout < sqldb.Layout():
		err = fmt.Errorf("the backup is of layout %d, this program reads %d: restore it with the version that wrote it, and let this one bring it forward", b.head.Layout, sqldb.Layout())
	}
	if err != nil {
		zip.Close()
		return nil, err
	}
	return b, nil
}

func (b *reader) next() (*tar.Header, error) {
	h, err := b.tar.Next()
	if err != nil {
		return nil, fmt.Errorf("%w (%w)", errChanged, err)
	}
	if h.Name != endName {
		b.count++
		_, _ = fmt.Fprintln(b.names, h.Name) // a hash takes everything
	}
	return h, nil
}

// note reads head or end.
func (b *reader) note(v any) error {
	text, err := io.ReadAll(io.LimitReader(b.tar, maxNote))
	if err == nil {
		err = json.Unmarshal(text, v)
	}
	if err != nil {
		return fmt.Errorf("%w (%w)", errChanged, err)
	}
	return nil
}

// sink takes what is in a backup.
type sink interface {
	row(table string, columns []string, row []any) error
	blob(sum wire.Sum, r io.Reader) error
}

// each gives the sink all that follows the head. When it returns nil the whole file is as it was written.
func (b *reader) each(s sink) error {
	for {
		h, err := b.next()
		if err != nil {
			return err
		}
		switch kind, rest, _ := strings.Cut(h.Name, "/"); {
		case h.Name == endName:
			return b.ends()
		case kind == "tables":
			err = b.piece(s, rest, h.Size)
		case kind == "blobs":
			err = b.blob(s, rest)
		default:
			err = fmt.Errorf("%w (entry %q)", errChanged, h.Name)
		}
		if err != nil {
			return err
		}
	}
}

// piece reads rows of a table.
func (b *reader) piece(s sink, name string, size int64) error {
	name, sum, _ := strings.Cut(name, ".")
	name, _, _ = strings.Cut(name, "/")
	if size > maxPiece || !slices.ContainsFunc(tables, func(t table) bool { return t.name == name }) {
		return fmt.Errorf("%w (table %q)", errChanged, name)
	}
	data, err := io.ReadAll(b.tar)
	if is := sha256.Sum256(data); err != nil || hex.EncodeToString(is[:]) != sum {
		return errors.Join(fmt.Errorf("%w (table %s)", errChanged, name), err)
	}
	var columns []string
	if data, err = cbor.UnmarshalFirst(data, &columns); err != nil {
		return fmt.Errorf("table %s: %w", name, err)
	}
	for len(data) > 0 {
		var row []any
		if data, err = cbor.UnmarshalFirst(data, &row); err == nil && len(row) != len(columns) {
			err = errChanged
		}
		if err == nil {
			err = s.row(name, columns, whole(row))
		}
		if err != nil {
			return fmt.Errorf("table %s: %w", name, err)
		}
	}
	return nil
}

// whole has the numbers of a row as a database has them.
func whole(row []any) []any {
	for n, v := range row {
		if u, is := v.(uint64); is {
			row[n] = int64(u)
		}
	}
	return row
}

// blob gives the sink one. One that was spoiled when it was read is followed by an entry that says so.
func (b *reader) blob(s sink, name string) error {
	text, err := hex.DecodeString(name)
	if err != nil || len(text) != len(wire.Sum{}) {
		return fmt.Errorf("%w (photo %q)", errChanged, name)
	}
	h := sha256.New()
	err = s.blob(wire.Sum(text), io.TeeReader(b.tar, h))
	if _, rest := io.Copy(h, b.tar); rest != nil {
		return fmt.Errorf("%w (%w)", errChanged, rest)
	}
	if bytes.Equal(h.Sum(nil), text) {
		return err
	}
	if entry, err := b.next(); err != nil || entry.Name != "spoiled/"+name {
		return errors.Join(fmt.Errorf("%w (photo %s)", errChanged, name), err)
	}
	b.bad = append(b.bad, wire.Sum(text))
	return nil
}

// ends reads the end: everything has come, and is what was written.
func (b *reader) ends() error {
	var e end
	if err := b.note(&e); err != nil {
		return err
	}
	if e.Entries != b.count || e.Names != hex.EncodeToString(b.names.Sum(nil)) {
		return fmt.Errorf("%w (%d entries of %d)", errChanged, b.count, e.Entries)
	}
	if _, err := b.tar.Next(); !errors.Is(err, io.EOF) {
		return errors.Join(errChanged, err)
	}
	if _, err := io.Copy(io.Discard, b.zip); err != nil {
		return fmt.Errorf("%w (%w)", errChanged, err)
	}
	return b.in.check()
}

// sealed reads up to the seal, and holds what it read against it.
type sealed struct {
	r    *bufio.Reader
	hash hash.Hash
}

// Read looks ahead: the last bytes are the seal.
func (s *sealed) Read(p []byte) (int, error) {
	ahead, err := s.r.Peek(min(len(p), s.r.Size()-sealSize) + sealSize)
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, err
	}
	n := copy(p, ahead[:max(0, len(ahead)-sealSize)])
	s.hash.Write(p[:n])
	if _, err := s.r.Discard(n); err != nil {
		return n, err
	}
	if n == 0 && len(p) > 0 {
		return 0, io.EOF
	}
	return n, nil
}

func (s *sealed) check() error {
	if _, err := io.Copy(io.Discard, s); err != nil {
		return err
	}
	seal, err := io.ReadAll(s.r)
	want := binary.LittleEndian.AppendUint32(nil, sealMagic)
	want = binary.LittleEndian.AppendUint32(want, sha256.Size)
	if err != nil || !bytes.Equal(seal, s.hash.Sum(want)) {
		return errors.Join(errChanged, err)
	}
	return nil
}
