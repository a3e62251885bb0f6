package export

import (
	"log/slog"
	"mime"
	"net/http"
	"strconv"
	"time"

	"anquan.example/paicha/park/sqldb"
)

// RowsTrailer is the HTTP trailer that says how many rows a whole file has.
const RowsTrailer = "Export-Rows"

// patience is how long a reader may take for a portion.
const patience = 5 * time.Minute

// Serve answers a request with the file. An error that it gives came before the first byte: the caller words it. What fails later
// breaks the connection off (http.ErrAbortHandler), so that no part of a file is ever taken for a whole one.
func (f File) Serve(w http.ResponseWriter, r *http.Request, db *sqldb.DB, o Options, log *slog.Logger) error {
	out := &body{w: w, file: f, name: f.table.title(o.Words) + "-" + o.Today + "." + f.format.ending}
	control := http.NewResponseController(w)
	more := func() { _ = control.SetWriteDeadline(time.Now().Add(patience)) } // a recorder has none
	more()
	o.Progress = more
	rows, err := f.Write(r.Context(), db, out, o)
	switch {
	case err != nil && out.begun:
		log.Warn("export broken off", "file", f.table.name+"."+f.format.ending, "rows", rows, "error", err)
		panic(http.ErrAbortHandler)
	case err != nil:
		return err
	}
	w.Header().Set(RowsTrailer, strconv.Itoa(rows))
	return nil
}

// body is the answer's; its headers go with its first byte.
type body struct {
	w     http.ResponseWriter
	file  File
	name  string
	begun bool
}

func (b *body) Write(p []byte) (int, error) {
	if !b.begun {
		b.begun = true
		h := b.w.Header()
		h.Set("Content-Type", b.file.format.mime)
		h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": b.name}))
		h.Set("Trailer", RowsTrailer)
	}
	return b.w.Write(p)
}
