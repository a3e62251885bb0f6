package api

import (
	"context"
	"crypto/rand"
	"fmt"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
)

// asker is the program that asks.
type asker struct {
	token *account.Token
	words *words.Words
}

type askerKey struct{}

// limit is the enterprise that it may see; "" all.
func (a asker) limit() string { return a.token.Enterprise }

// person is who an act names: the program vouches for the name.
func (a asker) person(by string) account.Person {
	p := account.Person{Login: "token " + a.token.Name, Name: by, Role: account.Officer}
	if a.token.Enterprise != "" {
		p.Role, p.Enterprise = account.Enterprise, a.token.Enterprise
	}
	return p
}

// reader is the asker where only seeing counts.
func (a asker) reader() account.Person { return a.person(a.token.Name) }

// own is the enterprise that a list is of: the one asked for, when the token may see it.
func (a asker) own(asked string) (string, error) {
	switch limit := a.limit(); {
	case limit == "":
		return asked, nil
	case asked == "" || asked == limit:
		return limit, nil
	}
	return "", park.ErrNotThere
}

// wrap is around everything: headers, limits, and no panic that goes further.
func (a *API) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cache-Control", "no-store")
		h.Set("Vary", "Accept-Language")
		r.Body = http.MaxBytesReader(w, r.Body, park.MaxUpload+1<<20)
		defer func() {
			trouble := recover()
			if trouble == nil {
				return
			}
			if trouble == http.ErrAbortHandler {
				panic(trouble) // half a file is never taken for a whole one
			}
			p := problem(wordsOf(r.Header.Get("Accept-Language")), Trouble, http.StatusInternalServerError)
			p.Instance = "urn:paicha:trouble:" + number()
			a.Log.Error("api", "number", p.Instance, "route", r.Pattern, "error", fmt.Sprint(trouble), "stack", string(debug.Stack()))
			a.write(w, p)
		}()
		next.ServeHTTP(w, r)
	})
}

// admit lets a program in whose token has the operation's scope. An operation without one lets nobody in.
func (a *API) admit(ctx huma.Context, next func(huma.Context)) {
	w := wordsOf(ctx.Header("Accept-Language"))
	_, rw := humago.Unwrap(ctx)
	shown, is := strings.CutPrefix(ctx.Header("Authorization"), "Bearer ")
	var token *account.Token
	var err error
	if is {
		token, err = a.Park.Accounts.ByToken(ctx.Context(), strings.TrimSpace(shown))
	}
	operation := ctx.Operation()
	switch scope := scopeOf(operation); {
	case err != nil:
		p, _ := a.fail(asker{words: w}, operation.OperationID, err).(*Problem)
		a.write(rw, p)
	case token == nil:
		rw.Header().Set("WWW-Authenticate", "Bearer")
		a.write(rw, problem(w, NoToken, http.StatusUnauthorized))
	case scope == "" || !token.May(scope):
		a.write(rw, worded(NoScope, http.StatusForbidden, fmt.Sprintf(w.API.Problems[string(NoScope)], scope), w))
	case token.Enterprise != "" && operation.Extensions[wholeExtension] == true:
		a.write(rw, problem(w, Limited, http.StatusForbidden))
	default:
		if wait := a.limits.take(token.ID, a.Park.Now()); wait > 0 {
			rw.Header().Set("Retry-After", strconv.Itoa(wait))
			a.write(rw, tooMany(w, wait))
			return
		}
		next(huma.WithContext(ctx, context.WithValue(ctx.Context(), askerKey{}, asker{token, w})))
	}
}

// scopeOf is the scope that an operation takes; "" none was named.
func scopeOf(o *huma.Operation) account.Scope {
	for _, s := range o.Security {
		if scopes := s[bearer]; len(scopes) == 1 {
			return account.Scope(scopes[0])
		}
	}
	return ""
}

// wordsOf is the language that a program asks for; Chinese unless it is English.
func wordsOf(accept string) *words.Words {
	first, _, _ := strings.Cut(accept, ",")
	if strings.HasPrefix(strings.ToLower(strings.TrimSpace(first)), "en") {
		return words.In(words.En)
	}
	return words.In(words.Zh)
}

// number names an error in the log and to who asked.
func number() string { return rand.Text()[:10] }
