package sheet

import (
	"bytes"
	"errors"
	"image/jpeg"
	"runtime"
	"strings"

	"anquan.example/paicha/internal/jpg"
)

// photo is a picture's copy for a document, or why there is none.
type photo struct {
	jpg           []byte
	width, height int
	err           error
}

// pictures is every picture of the sheet, in order.
func (s Sheet) pictures() (all []Picture) {
	for _, b := range s.Blocks {
		if p, is := b.(Pictures); is {
			all = append(all, p...)
		}
	}
	return all
}

// copies makes copies of the sheet's pictures at most edge pixels wide and high: next gives them in order. They are read one after another
// in order, and scaled on all cores, no more at once than twice the cores. stop has to be called; no picture is read after it.
func (s Sheet) copies(edge int) (next func() photo, stop func()) {
	made := make(chan chan photo, runtime.GOMAXPROCS(0))
	done := make(chan struct{})
	go func() {
		defer close(made)
		for _, p := range s.pictures() {
			select {
			case <-done:
				return
			default:
			}
			one := make(chan photo, 1)
			select {
			case made <- one:
			case <-done:
				return
			}
			data, err := p.bytes()
			go func() { one <- scaled(data, edge, s.Copied, err) }()
		}
	}()
	next = func() photo {
		one, open := <-made
		if !open {
			return photo{err: errors.New("there are no more pictures")}
		}
		return <-one
	}
	stop = func() {
		close(done)
		for one := range made {
			<-one
		}
	}
	return next, stop
}

func (p Picture) bytes() ([]byte, error) {
	if p.Read == nil {
		return nil, errors.New("the picture is not on this machine")
	}
	return p.Read()
}

// quality is of the JPEGs in documents.
const quality = 80

func scaled(data []byte, edge int, copied bool, err error) (p photo) {
	if err != nil {
		return photo{err: err}
	}
	if copied {
		c, err := jpeg.DecodeConfig(bytes.NewReader(data))
		return photo{data, c.Width, c.Height, err}
	}
	p.jpg, p.width, p.height, p.err = jpg.Copy(bytes.NewReader(data), edge, quality)
	return p
}

// title is what stands below a picture: its number with place and time, and the beginning of its hash on a line of its own.
func (p Picture) title() string {
	t := strings.TrimSpace(p.Number + "  " + p.Caption)
	if p.SHA256 != "" {
		t += "\nSHA-256 " + p.short() + "…"
	}
	return t
}

// short is the first eight hex digits of the hash.
func (p Picture) short() string { return p.SHA256[:min(8, len(p.SHA256))] }
