package serve

import (
	"context"
	"fmt"
	"io"
	"log/slog"
)

type requestKey struct{}

// requestID names a request in answers and logs; "" outside of one.
func requestID(ctx context.Context) string {
	id, _ := ctx.Value(requestKey{}).(string)
	return id
}

// NewLog writes lines in the form "text" or "json". What is said within a request names it.
func NewLog(w io.Writer, form string) (*slog.Logger, error) {
	var h slog.Handler
	switch form {
	case "text":
		h = slog.NewTextHandler(w, nil)
	case "json":
		h = slog.NewJSONHandler(w, nil)
	default:
		return nil, fmt.Errorf("a log is text or json, not %q", form)
	}
	return slog.New(named{h}), nil
}

// named adds the request's id.
type named struct{ slog.Handler }

func (n named) Handle(ctx context.Context, r slog.Record) error {
	if id := requestID(ctx); id != "" {
		r.AddAttrs(slog.String("request", id))
	}
	return n.Handler.Handle(ctx, r)
}

func (n named) WithAttrs(attrs []slog.Attr) slog.Handler { return named{n.Handler.WithAttrs(attrs)} }
func (n named) WithGroup(name string) slog.Handler       { return named{n.Handler.WithGroup(name)} }
