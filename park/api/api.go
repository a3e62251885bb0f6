// Package api is the park for programs: JSON under /api/v1, described by an OpenAPI 3.1 document that is made of the handlers themselves
// (/api/v1/openapi.json, docs/api.md). An operation is one file noun_verb.go and one line in operations. Who asks shows a token; every
// operation names the scope that it takes, and what names none is refused. What is permitted is package park's business.
package api

import (
	"context"
	"log/slog"
	"net/http"
	"reflect"
	"slices"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/hook"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
)

// Base is where the interface stands.
const Base = "/api/v1"

// Options of an API.
type Options struct {
	Park      *park.Park
	Library   *checklist.Library // the criteria that the program carries
	Hooks     *hook.Hooks
	Reviews   *review.Reviews
	Entered   func(*sqldb.Tx, ledger.Entry) error // is told of every version of an entry of a ledger, in the transaction that keeps it
	Log       *slog.Logger
	PerSecond float64 // requests of a token, over time; 0: 10
	Burst     int     // and at once; 0: 50
}

// API answers programs.
type API struct {
	Options
	huma   huma.API
	limits *limits
}

// New makes it.
func New(o Options) *API {
	if o.PerSecond == 0 {
		o.PerSecond = 10
	}
	if o.Burst == 0 {
		o.Burst = 50
	}
	return &API{Options: o, limits: newLimits(o.PerSecond, o.Burst)}
}

// operations is everything that a program can ask for.
var operations = []func(*API){
	(*API).findingList, (*API).findingGet, (*API).findingAct,
	(*API).inspectionList, (*API).inspectionGet, (*API).inspectionAct, (*API).answerList, (*API).criterionAct,
	(*API).taskList, (*API).actList,
	(*API).enterpriseList, (*API).enterpriseGet, (*API).enterpriseCreate, (*API).enterpriseReplace,
	(*API).visitList, (*API).countGet, (*API).monthList,
	(*API).photoAdd, (*API).photoGet,
	(*API).assessmentList, (*API).resultList, (*API).resultGet, (*API).snapshotGet,
	(*API).ledgerList, (*API).ledgerSave, (*API).safetyMonthList,
	(*API).exportGet,
	(*API).webhookList, (*API).webhookAdd, (*API).webhookSwitch, (*API).deliveryList, (*API).deliveryReplay,
}

// Handler answers all of Base.
func (a *API) Handler() http.Handler {
	mux := http.NewServeMux()
	a.huma = humago.New(mux, a.config())
	a.huma.UseMiddleware(a.admit)
	for _, o := range operations {
		o(a)
	}
	a.describe()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		a.write(w, problem(wordsOf(r.Header.Get("Accept-Language")), NotThere, http.StatusNotFound))
	})
	return a.wrap(mux)
}

// op is an operation in the making.
type op struct {
	id, method, path string
	scope            account.Scope
	whole            bool // not for a token of one enterprise
	summary, about   string
	errors           []int // beside those that every operation has
	status           int   // 0: 200
	body             *huma.RequestBody
	responses        map[string]*huma.Response
}

// bodyTimeout is how long a body may take.
const bodyTimeout = time.Minute

// Names of extensions of the document.
const (
	wholeExtension = "x-whole-park" // true: a token of one enterprise is refused
	bearer         = "bearer"
)

// always are the errors of every operation.
var always = []int{http.StatusUnauthorized, http.StatusForbidden, http.StatusTooManyRequests}

// ofBodies are the errors of what takes JSON.
var ofBodies = []int{http.StatusBadRequest, http.StatusUnsupportedMediaType, http.StatusUnprocessableEntity}

// add registers an operation. Its handler's errors become problems.
func add[I, O any](a *API, o op, handle func(context.Context, asker, *I) (*O, error)) {
	operation := huma.Operation{
		OperationID: o.id, Method: o.method, Path: Base + o.path, Summary: o.summary, Description: o.about, DefaultStatus: o.status,
		Errors:   slices.Concat(always, o.errors),
		Security: []map[string][]string{{bearer: {string(o.scope)}}}, RequestBody: o.body, Responses: o.responses, BodyReadTimeout: bodyTimeout,
	}
	if o.whole {
		operation.Extensions = map[string]any{wholeExtension: true}
	}
	huma.Register(a.huma, operation, func(ctx context.Context, in *I) (*O, error) {
		who, is := ctx.Value(askerKey{}).(asker)
		if !is {
			return nil, problem(wordsOf(""), NoToken, http.StatusUnauthorized)
		}
		out, err := handle(ctx, who, in)
		if err != nil {
			return nil, a.fail(who, o.id, err)
		}
		return out, nil
	})
}

// in and out of most operations.
type body[T any] struct{ Body T }

func answer[T any](v T, err error) (*body[T], error) { return &body[T]{v}, err }

// nameOf names a type in the document: what stands in a report, or in an inspection, bears that in its name.
func nameOf(t reflect.Type, hint string) string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	name := huma.DefaultSchemaNamer(t, hint)
	switch path := t.PkgPath(); {
	case path == reportPackage && name != "Document":
		return "Document" + name
	case path == inspectionPackage:
		return "Recorded" + name
	case path == assessPackage, path == ledgerPackage:
		return "Assessed" + name
	}
	return name
}
