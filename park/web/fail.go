package web

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net/http"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/annual"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// fail answers an error with a page: what happened and what to do. What is not the person's doing goes to the log under a number.
func (c *call) fail(err error) {
	var large *http.MaxBytesError
	switch {
	case errors.Is(err, errSignIn):
		c.toLogin()
	case errors.Is(err, park.ErrNotYours), errors.Is(err, park.ErrNotThere), errors.Is(err, ledger.ErrNone), errors.Is(err, ledger.ErrMayNot), errors.Is(err, fs.ErrNotExist):
		c.failPage(http.StatusNotFound, c.words.Web.NotFound) // the same, so that nobody learns what others have
	case errors.Is(err, errRole), errors.Is(err, park.ErrForbidden):
		c.failPage(http.StatusForbidden, c.words.Web.Forbidden)
	case errors.Is(err, errStale):
		c.failPage(http.StatusForbidden, c.words.Web.Stale)
	case errors.As(err, &large):
		c.failPage(http.StatusRequestEntityTooLarge, c.words.Web.TooLarge)
	case errors.Is(err, context.Canceled):
		// the browser has gone
	default:
		if says, status := c.says(err); status != 0 {
			c.failPage(status, says)
			return
		}
		c.trouble(err, "")
	}
}

// says is an error that the person can do something about, in words; status 0 when it is none.
func (c *call) says(err error) (string, int) {
	return Says(c.words, err)
}

// Says words an error that a person can do something about; status 0 when it is none.
func Says(w *words.Words, err error) (string, int) {
	a := &w.Act
	var missing *park.Missing
	var without *park.Without
	var denied *account.Denied
	var refusal *wire.Refusal
	switch {
	case errors.As(err, &missing) && missing.Err == nil:
		return fmt.Sprintf(a.Missing, w.Field("", missing.Field)), http.StatusUnprocessableEntity
	case errors.As(err, &missing):
		return fmt.Sprintf(a.MissingWhy, w.Field("", missing.Field), w.Error(missing.Err)), http.StatusUnprocessableEntity
	case errors.As(err, &without):
		return fmt.Sprintf(a.Without, w.Without(without.Why)), http.StatusConflict
	case errors.Is(err, park.ErrNoMark):
		return w.Papers.Web.NoMark, http.StatusConflict
	case errors.Is(err, park.ErrInvitationUsed):
		return w.Invited.WasUsed, http.StatusConflict
	case errors.Is(err, park.ErrMeanwhile):
		return a.Meanwhile, http.StatusConflict
	case errors.Is(err, ledger.ErrChanged):
		return w.Ledger.Changed, http.StatusConflict
	case errors.Is(err, ledger.ErrStruck):
		return w.Ledger.IsStruck, http.StatusConflict
	case errors.Is(err, ledger.ErrClosed):
		return w.Ledger.IsClosed, http.StatusConflict
	case errors.Is(err, annual.ErrOld):
		return a.MadeAgain, http.StatusServiceUnavailable
	case errors.Is(err, park.ErrBusy):
		return a.Busy, http.StatusServiceUnavailable
	case errors.Is(err, park.ErrNoPhoto):
		return a.NoPhoto, http.StatusUnsupportedMediaType
	case errors.Is(err, park.ErrTooLarge):
		return fmt.Sprintf(a.TooLarge, park.MaxUpload>>20), http.StatusRequestEntityTooLarge
	case errors.Is(err, server.ErrDiskFull), errors.As(err, &refusal) && refusal.Code == wire.NoRoom:
		return a.DiskFull, http.StatusInsufficientStorage
	case errors.As(err, &denied):
		return w.Error(denied), http.StatusUnauthorized
	}
	return "", 0
}

func (c *call) failPage(status int, says string) {
	c.status = status
	if err := c.render("error.html", c.words.Web.ErrTitle, says); err != nil {
		c.Log.Error("page of an error", "error", err)
	}
}

// trouble is an error of ours.
func (c *call) trouble(what any, stack string) {
	n := number()
	c.Log.Error("page", "number", n, "route", c.r.Pattern, "error", fmt.Sprint(what), "stack", stack)
	c.failPage(http.StatusInternalServerError, c.words.Web.Trouble+" "+fmt.Sprintf(c.words.Web.TroubleID, n))
}
