package api

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/hook"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/photo"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/web"
)

// Code names a problem for programs; it stays, whatever the words.
type Code string

// Codes.
const (
	BadRequest Code = "bad-request" // cannot be read
	NoToken    Code = "token"       // none, or it is over
	NoScope    Code = "scope"       // the token lacks it
	Limited    Code = "limited"     // a token of one enterprise asks for what is not for it
	Forbidden  Code = "forbidden"   // an act that is not for programs of this kind
	NotThere   Code = "not-there"   // or not the asker's to see
	Meanwhile  Code = "meanwhile"   // something new was said since the mark
	NoEffect   Code = "no-effect"   // the act would have none: why says the reason
	Taken      Code = "taken"       // another entry of the register has the credit code or the name
	Changed    Code = "changed"     // the entry was changed since the version
	Closed     Code = "closed"      // the entry is struck, or the park has assessed the Safety Month
	TooLarge   Code = "too-large"
	MediaType  Code = "media-type" // of a body
	NoPhoto    Code = "no-photo"   // what was uploaded is none that the park takes
	NoDisplay  Code = "no-display" // a file that is kept and cannot be shown
	Invalid    Code = "invalid"    // errors say what
	Missing    Code = "missing"    // a field of an act is missing, or cannot be used: field says which
	KeyReused  Code = "key-reused" // an Idempotency-Key of another request
	TooMany    Code = "too-many"   // requests: Retry-After
	Busy       Code = "busy"
	DiskFull   Code = "disk-full" // photos are not taken, text is
	Trouble    Code = "trouble"   // ours: instance finds it in the park's log
)

// Codes is every code.
func Codes() []Code {
	return []Code{BadRequest, NoToken, NoScope, Limited, Forbidden, NotThere, Meanwhile, NoEffect, Taken, Changed, Closed, TooLarge, MediaType, NoPhoto, NoDisplay, Invalid,
		Missing, KeyReused, TooMany, Busy, DiskFull, Trouble}
}

// Problem is an error as RFC 9457 has it.
type Problem struct {
	Type     string   `json:"type" doc:"urn:paicha:problem: and the code"`
	Title    string   `json:"title" doc:"what happened and what to do, for people, in the language of Accept-Language"`
	Status   int      `json:"status"`
	Code     Code     `json:"code" doc:"what happened, for programs"`
	Instance string   `json:"instance,omitempty" doc:"finds a trouble in the park's log"`
	Field    string   `json:"field,omitempty" doc:"of missing: the field of the act"`
	Why      string   `json:"why,omitempty" doc:"of no-effect: recorder, enterprise, re-checker, not-passed, not-seen, reopened, incomplete, unopened"`
	Errors   []Detail `json:"errors,omitempty" doc:"of invalid: what cannot be used"`
}

// Detail is something in a request that cannot be used.
type Detail struct {
	Location string `json:"location,omitempty" doc:"such as query.limit or body.by"`
	Message  string `json:"message" doc:"English"`
}

const problemType = "application/problem+json"

// Error is the title.
func (p *Problem) Error() string { return p.Title }

// GetStatus is the HTTP status.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType is RFC 9457's.
func (p *Problem) ContentType(string) string { return problemType }

// problem is one with the words of its code.
func problem(w *words.Words, code Code, status int) *Problem {
	return worded(code, status, w.API.Problems[string(code)], w)
}

func worded(code Code, status int, says string, w *words.Words) *Problem {
	if says == "" {
		says = map[Code]string{NotThere: w.Act.NotYours, Forbidden: w.Act.Forbidden, Trouble: w.Web.Trouble, Taken: w.Register.ErrTaken, Changed: w.Register.ErrChanged, Closed: w.Ledger.IsClosed}[code]
	}
	return &Problem{Type: "urn:paicha:problem:" + string(code), Title: says, Status: status, Code: code}
}

// init hands the library's own errors over: it asks for them in these variables alone.
func init() {
	huma.DefaultArrayNullable = false // a list is never null
	huma.NewError = func(status int, _ string, errs ...error) huma.StatusError {
		return ofLibrary(words.In(words.Zh), status, errs)
	}
	huma.NewErrorWithContext = func(ctx huma.Context, status int, _ string, errs ...error) huma.StatusError {
		return ofLibrary(wordsOf(ctx.Header("Accept-Language")), status, errs)
	}
}

// ofLibrary is an error of reading a request.
func ofLibrary(w *words.Words, status int, errs []error) *Problem {
	code := BadRequest
	switch status {
	case http.StatusUnprocessableEntity:
		code = Invalid
	case http.StatusRequestEntityTooLarge:
		code = TooLarge
	case http.StatusUnsupportedMediaType:
		code = MediaType
	case http.StatusInternalServerError:
		code = Trouble
	default:
		status = http.StatusBadRequest
	}
	p := problem(w, code, status)
	for _, err := range errs {
		var d huma.ErrorDetailer
		if errors.As(err, &d) {
			p.Errors = append(p.Errors, Detail{d.ErrorDetail().Location, d.ErrorDetail().Message})
		} else if err != nil && code != Trouble {
			p.Errors = append(p.Errors, Detail{Message: err.Error()})
		}
	}
	return p
}

// fail turns a handler's error into a problem; what is not the program's doing goes to the log under a number.
func (a *API) fail(who asker, operation string, err error) error {
	if p := problemOf(who.words, err); p != nil {
		return p
	}
	p := problem(who.words, Trouble, http.StatusInternalServerError)
	p.Instance = "urn:paicha:trouble:" + number()
	a.Log.Error("api", "number", p.Instance, "operation", operation, "error", err)
	return p
}

// problemOf words an error that a program can do something about; nil when it is none.
func problemOf(w *words.Words, err error) *Problem {
	var p *Problem
	var missing *park.Missing
	var without *park.Without
	var invalid *register.Invalid
	var wrong *ledger.Invalid
	switch {
	case errors.As(err, &p):
		return p
	case errors.Is(err, ledger.ErrNone), errors.Is(err, ledger.ErrMayNot), errors.Is(err, park.ErrNotYours), errors.Is(err, park.ErrNotThere), errors.Is(err, fs.ErrNotExist), errors.Is(err, register.ErrNone), errors.Is(err, hook.ErrUnknown):
		return problem(w, NotThere, http.StatusNotFound) // the same, so that nobody learns what others have
	case errors.Is(err, park.ErrForbidden):
		return problem(w, Forbidden, http.StatusForbidden)
	case errors.Is(err, register.ErrTaken):
		return problem(w, Taken, http.StatusConflict)
	case errors.Is(err, register.ErrChanged):
		return problem(w, Changed, http.StatusConflict)
	case errors.Is(err, photo.ErrNoDisplay):
		return problem(w, NoDisplay, http.StatusUnsupportedMediaType)
	case errors.As(err, &invalid):
		return entryProblem(w, invalid)
	case errors.As(err, &wrong):
		return ledgerProblem(w, wrong)
	}
	says, status := web.Says(w, err)
	if status == 0 {
		return nil
	}
	p = worded(codeOf(status), status, says, w)
	switch {
	case errors.As(err, &missing):
		p.Code, p.Field = Missing, missing.Field
	case errors.As(err, &without):
		p.Code, p.Why = NoEffect, string(without.Why)
	case errors.Is(err, ledger.ErrChanged):
		p.Code = Changed
	case errors.Is(err, ledger.ErrStruck), errors.Is(err, ledger.ErrClosed):
		p.Code = Closed
	}
	p.Type = "urn:paicha:problem:" + string(p.Code)
	return p
}

// codeOf is the code of what web.Says has words for.
func codeOf(status int) Code {
	switch status {
	case http.StatusConflict:
		return Meanwhile
	case http.StatusServiceUnavailable:
		return Busy
	case http.StatusUnsupportedMediaType:
		return NoPhoto
	case http.StatusRequestEntityTooLarge:
		return TooLarge
	case http.StatusInsufficientStorage:
		return DiskFull
	}
	return Invalid
}

// entryProblem says what is wrong with an entry of the register.
func entryProblem(w *words.Words, invalid *register.Invalid) *Problem {
	p := problem(w, Invalid, http.StatusUnprocessableEntity)
	for _, bad := range invalid.Problems {
		p.Errors = append(p.Errors, Detail{"body." + bad.Column, string(bad.Fault) + ": " + bad.What(words.In(words.En).Register)})
	}
	return p
}

// invalid is a value of a request that cannot be used.
func invalid(w *words.Words, location, message string) *Problem {
	p := problem(w, Invalid, http.StatusUnprocessableEntity)
	p.Errors = []Detail{{location, message}}
	return p
}

// tooMany asks for patience.
func tooMany(w *words.Words, seconds int) *Problem {
	return worded(TooMany, http.StatusTooManyRequests, fmt.Sprintf(w.API.Problems[string(TooMany)], seconds), w)
}

// write answers with a problem outside an operation.
func (a *API) write(w http.ResponseWriter, p *Problem) {
	w.Header().Set("Content-Type", problemType)
	w.Header().Set("Content-Length", strconv.Itoa(len(p.encoded())))
	w.WriteHeader(p.Status)
	_, _ = w.Write(p.encoded()) // the program may have gone
}

func (p *Problem) encoded() []byte {
	data, _ := json.Marshal(p) // strings and numbers
	return append(data, '\n')
}
