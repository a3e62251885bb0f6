package api

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"mime"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/photo"
	"anquan.example/paicha/sync/wire"
)

// edge of photos that are shown, pixels.
const edge = 1600

func (a *API) photoGet() {
	type in struct {
		InspectionPath
		Sum      string `path:"sum" minLength:"64" maxLength:"64" doc:"SHA-256 of the photo as the inspection names it"`
		Original bool   `query:"original" doc:"the file as it came; not of a token of one enterprise"`
	}
	file := &huma.Response{Description: "OK", Content: map[string]*huma.MediaType{"image/jpeg": {}, "application/octet-stream": {}}}
	add(a, op{id: "photo-get", method: http.MethodGet, path: "/photos/{inspection}/{sum}", scope: account.ReadScope, summary: "A photo of an inspection",
		about:  "A JPEG made for showing: upright, at most 1600 pixels, without what the camera wrote into it; or, with original, the file.",
		errors: []int{http.StatusNotFound, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity}, responses: map[string]*huma.Response{"200": file}},
		func(ctx context.Context, who asker, in *in) (*huma.StreamResponse, error) {
			if in.Original && who.limit() != "" {
				return nil, problem(who.words, Limited, http.StatusForbidden)
			}
			sum, err := wire.ParseSum(in.Sum)
			if err != nil {
				return nil, park.ErrNotThere
			}
			if in.Original {
				return a.original(ctx, who, in.Inspection, sum)
			}
			data, err := a.picture(ctx, who, in.Inspection, sum)
			if err != nil {
				return nil, err
			}
			return stream(func(w http.ResponseWriter, r *http.Request) {
				w.Header().Set("Content-Type", "image/jpeg")
				_, _ = w.Write(data) // the program may have gone
			}), nil
		})
}

func stream(write http.HandlerFunc) *huma.StreamResponse {
	return &huma.StreamResponse{Body: func(ctx huma.Context) {
		r, w := humago.Unwrap(ctx)
		write(w, r)
	}}
}

// picture is the photo for showing; while the file itself is on its way, its small copy.
func (a *API) picture(ctx context.Context, who asker, inspection string, sum wire.Sum) ([]byte, error) {
	r, _, err := a.Park.Photo(ctx, who.reader(), inspection, sum)
	if errors.Is(err, fs.ErrNotExist) {
		var small []byte
		if small, err = a.Park.Sync.Small(sum); err == nil {
			return show(ctx, bytes.NewReader(small))
		}
	}
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return show(ctx, r)
}

func show(ctx context.Context, r io.ReadSeeker) ([]byte, error) {
	data, err := photo.Display(ctx, r, edge)
	if err != nil && ctx.Err() == nil {
		err = photo.ErrNoDisplay // also what is broken
	}
	return data, err
}

func (a *API) original(ctx context.Context, who asker, inspection string, sum wire.Sum) (*huma.StreamResponse, error) {
	f, p, err := a.Park.Photo(ctx, who.reader(), inspection, sum)
	if err != nil {
		return nil, err
	}
	return stream(func(w http.ResponseWriter, r *http.Request) {
		defer f.Close()
		w.Header().Set("Content-Type", "application/octet-stream")
		w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": p.Name}))
		http.ServeContent(w, r, "", time.Time{}, f)
	}), nil
}
