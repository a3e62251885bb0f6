package api

import (
	"context"
	"io"
	"net/http"

	"github.com/danielgtaylor/huma/v2"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/sqldb"
)

// Photo is a photo that was uploaded.
type Photo struct {
	SHA256 string `json:"sha256"`
	Size   int64  `json:"size" doc:"bytes"`
	Mime   string `json:"mime" doc:"by its content"`
}

// upload is a body that is read as it comes.
type upload struct {
	Name string `query:"name" maxLength:"200" doc:"of the file"`
	body io.Reader
}

// Resolve takes the body.
func (u *upload) Resolve(ctx huma.Context) []error {
	u.body = ctx.BodyReader()
	return nil
}

var anyFile = map[string]*huma.MediaType{"application/octet-stream": {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}

func (a *API) photoAdd() {
	add(a, op{id: "photo-add", method: http.MethodPost, path: "/photos", scope: account.WriteScope, status: http.StatusCreated, summary: "Upload a photo or a video",
		about: "The body is the file: JPEG, PNG, WebP, HEIC, MP4 or MOV, told by its content. It is kept when this answers; the same file twice is one. An act names it then.",
		body:  &huma.RequestBody{Required: true, Content: anyFile}, errors: []int{http.StatusRequestEntityTooLarge, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity}},
		func(ctx context.Context, who asker, in *upload) (*body[Photo], error) {
			p, err := a.Park.Upload(ctx, who.reader(), in.Name, in.body)
			if err == nil && who.limit() != "" {
				err = a.Park.DB.Write(ctx, func(tx *sqldb.Tx) error { return ledger.Uploaded(tx, who.limit(), p.SHA256) })
			}
			return answer(Photo{p.SHA256, p.Size, p.Mime}, err)
		})
}
