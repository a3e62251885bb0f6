package bundle

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"

	"filippo.io/age"

	"anquan.example/paicha/sync/wire"
)

// Sink takes in what a bundle holds. An error of Begin or Runs ends the import; one of Photo or Receipt is that item's own.
type Sink interface {
	// Begin hears who made the bundle, as signed by that device's key.
	Begin(ctx context.Context, h Header) error
	// Runs gives what became of every operation; what it calls stored is on disk.
	Runs(ctx context.Context, runs []wire.Run) ([]wire.Result, error)
	// Photo takes in one that r gives; it may leave some of it.
	Photo(ctx context.Context, sum wire.Sum, size int64, r io.Reader) error
	// Receipt hears a park's receipt; whose it is has to be checked.
	Receipt(ctx context.Context, s *wire.Signed) error
}

// Errors of files that nothing can be taken from.
var (
	ErrNotBundle = errors.New("this is not a bundle of paicha")
	ErrSealed    = errors.New("the bundle is sealed for somebody else: export it for this park or tablet")
	ErrNewer     = errors.New("the bundle was made by a newer paicha: update this one")
)

// Errors of files that end early; what is whole before the end was taken in. Import again when the file is whole: nothing
// comes twice.
var (
	ErrCut     = errors.New("the bundle ends in the middle: it was not copied whole. What is before the end was taken in; copy it again and import it again")
	ErrDamaged = errors.New("the bundle is damaged: what is before the damage was taken in; copy it again and import it again")
)

// Taken is what came of an import.
type Taken struct {
	Header     Header
	Results    []wire.Result // of every operation, up to many
	Operations uint64
	Stored     uint64
	Had        uint64
	Refused    uint64
	Photos     []wire.Sum     // that are held now
	Bad        []PhotoTrouble // that are not
	Receipts   uint64         // that counted
	Told       []error        // receipts that did not
}

// PhotoTrouble is a photo that was not taken in, and why.
type PhotoTrouble struct {
	Sum wire.Sum
	Err error
}

// maxList bounds what is told one by one; the counts go on.
const maxList = 64 << 10

func most[T any](list []T, more ...T) []T {
	return append(list, more[:min(len(more), maxList-len(list))]...)
}

// Import takes in what a bundle holds. The error says why it ended before the bundle's end; what is in Taken is taken in all
// the same. A bundle is never wrong to import: twice, late, or in any order.
func Import(ctx context.Context, r io.Reader, identities []age.Identity, sink Sink) (*Taken, error) {
	start := make([]byte, len(magic))
	if _, err := io.ReadFull(r, start); err != nil || string(start) != magic {
		if err == nil && bytes.HasPrefix(start, []byte("paicha-bundle-")) {
			return nil, ErrNewer
		}
		return nil, ErrNotBundle
	}
	src := &source{r: r}
	plain, err := age.Decrypt(src, identities...)
	if err != nil {
		return nil, src.why(err)
	}
	m := &importing{ctx: ctx, sink: sink, r: newReader(plain), out: &Taken{}}
	err = m.run()
	if m.own || err == nil {
		return m.out, err
	}
	return m.out, src.why(err)
}

// source notes whether the file's end was met.
type source struct {
	r     io.Reader
	ended bool
	bad   error
}

func (s *source) Read(p []byte) (int, error) {
	n, err := s.r.Read(p)
	switch {
	case errors.Is(err, io.EOF):
		s.ended = true
	case err != nil:
		s.bad = err
	}
	return n, err
}

// why says in our words why nothing more came.
func (s *source) why(err error) error {
	var other *age.NoIdentityMatchError
	switch {
	case errors.As(err, &other):
		return ErrSealed
	case errors.Is(err, ErrNewer):
		return err
	case s.bad != nil:
		return fmt.Errorf("read the bundle: %w", s.bad)
	case errors.Is(err, errFrame):
		return fmt.Errorf("%w (%w)", ErrDamaged, err)
	case s.ended:
		return ErrCut
	}
	return fmt.Errorf("%w (%w)", ErrDamaged, err)
}

type importing struct {
	ctx  context.Context
	sink Sink
	r    *reader
	out  *Taken
	own  bool // the error is the sink's

	runs     []wire.Run
	bytes    int
	ops      uint64 // seen
	photos   uint64 // seen whole
	receipts uint64 // seen
}

// kept is an error that is the sink's own.
func (m *importing) kept(err error) error {
	m.own = m.own || err != nil
	return err
}

func (m *importing) run() error {
	kind, body, _, err := m.r.next()
	if err != nil {
		return unexpected(err)
	}
	if kind != headFrame {
		return fmt.Errorf("%w: no header", errFrame)
	}
	if err := m.head(body); err != nil {
		return err
	}
	err = m.frames()
	if m.own {
		return err
	}
	return errors.Join(m.kept(m.flush()), err) // what is whole before the end counts
}

func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}

func (m *importing) head(body []byte) error {
	var s wire.Signed
	if err := wire.Decode(body, &s); err != nil {
		return fmt.Errorf("%w: %w", errFrame, err)
	}
	h := &m.out.Header
	if err := wire.Decode(s.Body, h); err != nil {
		return fmt.Errorf("%w: %w", errFrame, err)
	}
	if h.Format > Format {
		return ErrNewer
	}
	if len(h.Heads) > wire.MaxHave || !wire.Attested(h.Key, headDomain, s.Body, s.Sig) {
		return fmt.Errorf("%w: the header is not signed by its maker", errFrame)
	}
	return m.kept(m.sink.Begin(m.ctx, *h))
}

// frames reads to the trailer.
func (m *importing) frames() error {
	kind, body, sum, err := m.r.next()
	for {
		if err != nil {
			return unexpected(err)
		}
		if err := m.kept(m.ctx.Err()); err != nil {
			return err
		}
		switch kind {
		case runFrame:
			if err := m.take(body); err != nil {
				return err
			}
		case photoFrame:
			// a photo ends with the frame behind it, which is read already
			if kind, body, sum, err = m.photo(body); m.own {
				return err
			}
			continue
		case receiptFrame:
			if err := m.receipt(body); err != nil {
				return err
			}
		case endFrame:
			return m.end(body, sum)
		}
		kind, body, sum, err = m.r.next()
	}
}

// Runs are handed on when so many bytes or runs are gathered.
const (
	gatherBytes = 1 << 20
	gatherRuns  = 64
)

func (m *importing) take(body []byte) error {
	var run wire.Run
	if err := wire.Decode(body, &run); err != nil {
		return fmt.Errorf("%w: %w", errFrame, err)
	}
	if err := run.Bounds(); err != nil {
		return fmt.Errorf("%w: %w", errFrame, err)
	}
	m.runs, m.bytes, m.ops = append(m.runs, run), m.bytes+len(run.Data), m.ops+run.Count
	if m.bytes < gatherBytes && len(m.runs) < gatherRuns {
		return nil
	}
	return m.kept(m.flush())
}

func (m *importing) flush() error {
	if len(m.runs) == 0 {
		return nil
	}
	runs := m.runs
	m.runs, m.bytes = nil, 0
	results, err := m.sink.Runs(m.ctx, runs)
	for _, r := range results {
		n := r.To - r.From + 1
		m.out.Operations += n
		switch r.Outcome {
		case wire.Had:
			m.out.Had += n
		case wire.Refused:
			m.out.Refused += n
		default:
			m.out.Stored += n
		}
	}
	m.out.Results = most(m.out.Results, results...)
	return err
}

// photo hands a photo on, and gives the frame behind it.
func (m *importing) photo(body []byte) (kind byte, next, sum []byte, err error) {
	var p photoHead
	if err := wire.Decode(body, &p); err != nil || p.Size == 0 || p.Size > wire.MaxPhoto {
		return 0, nil, nil, fmt.Errorf("%w: a photo of %d bytes", errFrame, p.Size)
	}
	if err := m.kept(m.flush()); err != nil {
		return 0, nil, nil, err
	}
	d := &photoReader{r: m.r, left: p.Size}
	err = m.sink.Photo(m.ctx, p.Sum, int64(p.Size), d)
	if ctxErr := m.ctx.Err(); ctxErr != nil {
		return 0, nil, nil, m.kept(ctxErr)
	}
	_, _ = io.Copy(io.Discard, d) // what the sink left; why it ended is in d
	switch {
	case d.err != nil:
		m.out.Bad = most(m.out.Bad, PhotoTrouble{p.Sum, unexpected(d.err)})
	case d.left > 0:
		m.out.Bad = most(m.out.Bad, PhotoTrouble{p.Sum, errBroken})
	case err != nil:
		m.photos++
		m.out.Bad = most(m.out.Bad, PhotoTrouble{p.Sum, err})
	default:
		m.photos++
		m.out.Photos = most(m.out.Photos, p.Sum)
	}
	if d.err != nil {
		return 0, nil, nil, d.err
	}
	if d.behind {
		return d.kind, d.next, d.sum, nil
	}
	return m.r.next()
}

// errBroken says that a photo was broken off when the bundle was made.
var errBroken = errors.New("it could not be read where the bundle was made")

// photoReader gives the bytes of a photo's frames.
type photoReader struct {
	r    *reader
	left uint64
	data []byte
	err  error // of the bundle

	behind    bool // another frame came before the end
	kind      byte
	next, sum []byte
}

func (d *photoReader) Read(p []byte) (int, error) {
	for len(d.data) == 0 {
		switch {
		case d.err != nil:
			return 0, unexpected(d.err)
		case d.behind:
			return 0, errBroken
		case d.left == 0:
			return 0, io.EOF
		}
		kind, body, sum, err := d.r.next()
		if err == nil && kind == dataFrame && uint64(len(body)) > d.left {
			err = fmt.Errorf("%w: a photo is longer than it says", errFrame)
		}
		switch {
		case err != nil:
			d.err = err
		case kind == dataFrame:
			d.data, d.left = body, d.left-uint64(len(body))
		default:
			d.behind, d.kind, d.next, d.sum = true, kind, body, sum
		}
	}
	n := copy(p, d.data)
	d.data = d.data[n:]
	return n, nil
}

func (m *importing) receipt(body []byte) error {
	var s wire.Signed
	if err := wire.Decode(body, &s); err != nil {
		return fmt.Errorf("%w: %w", errFrame, err)
	}
	if err := m.kept(m.flush()); err != nil {
		return err
	}
	m.receipts++
	if err := m.sink.Receipt(m.ctx, &s); err != nil {
		m.out.Told = most(m.out.Told, err)
	} else {
		m.out.Receipts++
	}
	return nil
}

func (m *importing) end(body, sum []byte) error {
	var t trailer
	if err := wire.Decode(body, &t); err != nil {
		return fmt.Errorf("%w: %w", errFrame, err)
	}
	if t.Operations != m.ops || t.Photos != m.photos || t.Receipts != m.receipts || !bytes.Equal(t.Sum, sum) {
		return fmt.Errorf("%w: it does not hold what its end says", errFrame)
	}
	if _, _, _, err := m.r.next(); !errors.Is(err, io.EOF) {
		return fmt.Errorf("%w: something stands behind its end", errFrame)
	}
	return nil
}
