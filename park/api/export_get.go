package api

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/export"
)

func (a *API) exportGet() {
	type in struct {
		File  string `path:"file" maxLength:"50" doc:"findings.csv, .xlsx or .geojson; enterprises likewise; inspections, answers, tasks .csv or .xlsx"`
		Words bool   `query:"words" doc:"headings and values in words, in the language of Accept-Language, instead of stable names and codes"`
	}
	content := map[string]*huma.MediaType{}
	for _, name := range export.Files() {
		file, _ := export.Named(name, "")
		kind, _, _ := strings.Cut(file.Mime(), ";")
		content[kind] = &huma.MediaType{}
	}
	add(a, op{id: "export-get", method: http.MethodGet, path: "/export/{file}", scope: account.ExportScope, summary: "A table as a file in stable columns (docs/export.md)",
		about:  "A file that was cut off is no complete answer (the connection is broken off), and a whole one has its number of rows in the trailer " + export.RowsTrailer + ". A token of one enterprise gets its own findings and inspections.",
		errors: []int{http.StatusNotFound}, responses: map[string]*huma.Response{"200": {Description: "OK", Content: content}}},
		func(ctx context.Context, who asker, in *in) (*huma.StreamResponse, error) {
			file, there := export.Named(in.File, who.limit())
			if !there {
				return nil, park.ErrNotThere
			}
			if err := a.Park.CatchUp(ctx); err != nil {
				return nil, err
			}
			o := export.Options{Enterprise: who.limit(), Today: a.Park.Today()}
			if in.Words {
				o.Words, o.Library = who.words, a.Library
			}
			return stream(func(w http.ResponseWriter, r *http.Request) {
				if err := file.Serve(w, r, a.Park.DB, o, a.Log); err != nil {
					p, _ := a.fail(who, "export-get", err).(*Problem)
					a.write(w, p)
				}
			}), nil
		})
}
