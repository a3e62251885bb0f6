package web

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"time"

	"anquan.example/paicha/park/photo"
	"anquan.example/paicha/sync/wire"
)

// Edges of photos on pages, pixels.
const (
	smallEdge = 480
	largeEdge = 1600
)

// photoShow gives a photo made new for the page: upright, scaled, without what the camera wrote into it.
func photoShow(c *call) error {
	sum, err := wire.ParseSum(c.r.PathValue("sum"))
	if err != nil {
		return fs.ErrNotExist
	}
	edge := largeEdge
	if c.value("small") != "" {
		edge = smallEdge
	}
	r, _, err := c.Park.Photo(c.r.Context(), c.who(), c.r.PathValue("inspection"), sum)
	if errors.Is(err, fs.ErrNotExist) { // it is on its way; its small copy may be here
		var small []byte
		if small, err = c.Park.Sync.Small(sum); err == nil {
			return c.picture(bytes.NewReader(small), edge)
		}
	}
	if err != nil {
		return err
	}
	defer r.Close()
	return c.picture(r, edge)
}

func (c *call) picture(r io.ReadSeeker, edge int) error {
	data, err := photo.Display(c.r.Context(), r, edge)
	if err != nil { // HEIC, videos and what is broken are named, and kept
		c.Log.Debug("photo", "error", err)
		data, _ = files.ReadFile("static/nophoto.png")
		c.w.Header().Set("Content-Type", "image/png")
	} else {
		c.w.Header().Set("Content-Type", "image/jpeg")
		c.w.Header().Set("Cache-Control", "private, max-age=86400, immutable")
	}
	_, _ = c.w.Write(data) // the browser may have gone
	return nil
}

// photoOriginal gives a photo as it came, as a file to keep: never shown as a page.
func photoOriginal(c *call) error {
	sum, err := wire.ParseSum(c.r.PathValue("sum"))
	if err != nil {
		return fs.ErrNotExist
	}
	r, p, err := c.Park.Photo(c.r.Context(), c.who(), c.r.PathValue("inspection"), sum)
	if err != nil {
		return err
	}
	defer r.Close()
	h := c.w.Header()
	h.Set("Content-Type", "application/octet-stream")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": p.Name}))
	http.ServeContent(c.w, c.r, "", time.Time{}, r)
	return nil
}
