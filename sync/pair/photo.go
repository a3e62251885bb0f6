package pair

import (
	"context"
	"fmt"
	"io"
	"sync"

	"anquan.example/paicha/sync/wire"
)

// maxIncoming is how many photos arrive side by side.
const maxIncoming = 8

// incoming is a photo that arrives in pieces: they go on, through a pipe, to the tablet's store, which reads one photo from its
// beginning to its end. A link that breaks leaves it waiting for the next piece.
type incoming struct {
	mu   sync.Mutex // one piece at a time; guards at
	w    *io.PipeWriter
	at   int64
	size int64
	done chan struct{} // closed when the store has it, or err says why not
	err  error
}

// photo says how it stands with one.
func (h *Host) photo(sum wire.Sum) wire.Photo {
	if h.tablet.HasPhoto(sum) {
		return wire.Photo{Sum: sum, Held: true, Small: true}
	}
	h.mu.Lock()
	in := h.incoming[sum]
	h.mu.Unlock()
	p := wire.Photo{Sum: sum, Small: true} // small copies are for parks
	if in != nil {
		in.mu.Lock()
		p.Bytes = uint64(in.at)
		in.mu.Unlock()
	}
	return p
}

func (h *Host) photoAnswer(sum wire.Sum) *wire.Answer {
	a := &wire.Answer{Epoch: h.epoch, Time: h.now(), Photos: []wire.Photo{h.photo(sum)}}
	if a.Photos[0].Held {
		a.Receipt = wire.Receipt{Epoch: h.epoch, Time: a.Time, Photos: []wire.Sum{sum}}.Sign(h.key)
	}
	return a
}

// TakePhoto takes in bytes at to … of a photo of that size; the last ones are answered when the photo is checked and on disk.
func (h *Host) TakePhoto(_ context.Context, _ wire.FeedID, sum wire.Sum, at, size int64, r io.Reader) (*wire.Answer, error) {
	if size <= 0 || size > wire.MaxPhoto || at < 0 || at > size {
		return nil, &wire.Refusal{Code: wire.TooLarge, Detail: fmt.Sprintf("a photo has 1 to %d bytes", wire.MaxPhoto)}
	}
	if h.tablet.HasPhoto(sum) {
		return h.photoAnswer(sum), nil
	}
	in, err := h.arriving(sum, size)
	if err != nil {
		return nil, err
	}
	if err := h.piece(sum, in, at, r); err != nil {
		return nil, err
	}
	return h.photoAnswer(sum), nil
}

// arriving is the photo on its way, begun when it is not.
func (h *Host) arriving(sum wire.Sum, size int64) (*incoming, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if in := h.incoming[sum]; in != nil {
		if in.size != size {
			return nil, &wire.Refusal{Code: wire.BadMessage, Detail: "the photo had another size before"}
		}
		return in, nil
	}
	if len(h.incoming) >= maxIncoming {
		return nil, &wire.Refusal{Code: wire.TooMany, Detail: "too many photos at once", Wait: 1}
	}
	r, w := io.Pipe()
	in := &incoming{w: w, size: size, done: make(chan struct{})}
	h.incoming[sum] = in
	go func() {
		err := h.tablet.AddPhoto(sum, r)
		r.CloseWithError(err) // nobody reads any more
		in.err = err
		close(in.done)
	}()
	return in, nil
}

func (h *Host) piece(sum wire.Sum, in *incoming, at int64, r io.Reader) error {
	in.mu.Lock()
	defer in.mu.Unlock()
	if at != in.at {
		return nil // the answer says where to go on
	}
	from := &noted{r: io.LimitReader(r, in.size-at)}
	n, err := io.Copy(in.w, from)
	in.at += n
	switch {
	case from.err != nil:
		return from.err // of the link: the next piece goes on
	case err == nil && in.at < in.size:
		return nil
	}
	in.w.Close()
	<-in.done
	h.mu.Lock()
	delete(h.incoming, sum)
	h.mu.Unlock()
	if in.err != nil {
		return &wire.Refusal{Code: wire.Changed, Detail: in.err.Error()}
	}
	h.update(func(s *State) { s.PhotosGot++ })
	return nil
}

// noted keeps the reader's own error apart from the writer's.
type noted struct {
	r   io.Reader
	err error
}

func (n *noted) Read(p []byte) (int, error) {
	count, err := n.r.Read(p)
	if err != nil && err != io.EOF {
		n.err = err
	}
	return count, err
}

// TakeSmall needs no small copy.
func (h *Host) TakeSmall(_ context.Context, sum wire.Sum, _ io.Reader) (*wire.Answer, error) {
	return h.photoAnswer(sum), nil
}

// drop ends the photos that have not arrived whole.
func (h *Host) drop() {
	h.mu.Lock()
	all := h.incoming
	h.incoming = map[wire.Sum]*incoming{}
	h.mu.Unlock()
	for _, in := range all {
		in.w.CloseWithError(io.ErrUnexpectedEOF)
		<-in.done
	}
}
