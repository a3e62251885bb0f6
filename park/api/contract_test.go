package api_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"anquan.example/paicha/park/api"
)

// contract calls operations and holds every answer against the document.
type contract struct {
	t       *testing.T
	handler http.Handler
	doc     map[string]any
	schemas *jsonschema.Compiler
	seen    map[string]bool // "operation status"
	codes   map[string]bool
}

const docURL = "mem:///openapi.json"

func newContract(t *testing.T) *contract {
	t.Helper()
	c := &contract{t: t, handler: newAPI(made.Park, 10_000).Handler(), doc: document(t), schemas: jsonschema.NewCompiler(), seen: map[string]bool{}, codes: map[string]bool{}}
	strict := document(t)
	for _, s := range strict["components"].(map[string]any)["schemas"].(map[string]any) {
		s := s.(map[string]any)
		if s["properties"] != nil {
			s["additionalProperties"] = false // what is not documented is not sent
		}
	}
	c.schemas.DefaultDraft(jsonschema.Draft2020)
	c.schemas.AssertFormat()
	if err := c.schemas.AddResource(docURL, strict); err != nil {
		t.Fatal(err)
	}
	return c
}

// request is one to make: body is JSON unless it is raw.
type request struct {
	method, path, token string
	body                any
	raw                 []byte
	header              map[string]string
}

type response struct {
	*httptest.ResponseRecorder
	code string // of a problem
}

// into reads the body.
func (r response) into(t *testing.T, v any) {
	t.Helper()
	if err := json.Unmarshal(r.Body.Bytes(), v); err != nil {
		t.Fatalf("%v: %.200s", err, r.Body)
	}
}

// do makes a request of an operation, which answers with one of its documented statuses and as its schema says.
func (c *contract) do(t *testing.T, r request) response {
	t.Helper()
	return c.through(t, c.handler, r)
}

func (c *contract) through(t *testing.T, h http.Handler, r request) response {
	t.Helper()
	var in io.Reader = bytes.NewReader(r.raw)
	if r.body != nil {
		data, err := json.Marshal(r.body)
		if err != nil {
			t.Fatal(err)
		}
		in = bytes.NewReader(data)
	}
	q := httptest.NewRequest(r.method, api.Base+r.path, in)
	if r.body != nil {
		q.Header.Set("Content-Type", "application/json")
	}
	if r.token != "" {
		q.Header.Set("Authorization", "Bearer "+made.tokens[r.token])
	}
	for k, v := range r.header {
		q.Header.Set(k, v)
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, q)
	return c.held(t, r, w)
}

// held compares an answer with the document.
func (c *contract) held(t *testing.T, r request, w *httptest.ResponseRecorder) response {
	t.Helper()
	path, operation := c.operation(t, r)
	status := fmt.Sprint(w.Code)
	c.seen[operation["operationId"].(string)+" "+status] = true
	documented, is := operation["responses"].(map[string]any)[status].(map[string]any)
	if !is {
		t.Fatalf("%s %s: %s is not documented: %.300s", r.method, r.path, status, w.Body)
	}
	kind, _, _ := strings.Cut(w.Header().Get("Content-Type"), ";")
	media, is := documented["content"].(map[string]any)[kind].(map[string]any)
	if !is {
		t.Fatalf("%s %s: %s as %q is not documented", r.method, r.path, status, kind)
	}
	out := response{ResponseRecorder: w}
	if media["schema"] == nil {
		return out
	}
	pointer := strings.NewReplacer("~", "~0", "/", "~1")
	at := fmt.Sprintf("%s#/paths/%s/%s/responses/%s/content/%s/schema", docURL, pointer.Replace(path), strings.ToLower(r.method), status, pointer.Replace(kind))
	schema, err := c.schemas.Compile(at)
	if err != nil {
		t.Fatal(err)
	}
	var v any
	if v, err = jsonschema.UnmarshalJSON(bytes.NewReader(w.Body.Bytes())); err == nil {
		err = schema.Validate(v)
	}
	if err != nil {
		t.Errorf("%s %s: %s is not as documented: %v\n%.2000s", r.method, r.path, status, err, w.Body)
	}
	if kind == "application/problem+json" {
		out.code, _ = v.(map[string]any)["code"].(string)
		c.codes[out.code] = true
	}
	return out
}

// operation is the one that a request means.
func (c *contract) operation(t *testing.T, r request) (path string, operation map[string]any) {
	t.Helper()
	plain, _, _ := strings.Cut(r.path, "?")
	parts := strings.Split(api.Base+plain, "/")
	for path, item := range c.doc["paths"].(map[string]any) {
		template := strings.Split(path, "/")
		fits := len(template) == len(parts)
		for n := 0; fits && n < len(parts); n++ {
			fits = template[n] == parts[n] || strings.HasPrefix(template[n], "{")
		}
		if o, is := item.(map[string]any)[strings.ToLower(r.method)].(map[string]any); fits && is {
			return path, o
		}
	}
	t.Fatalf("%s %s is no operation", r.method, r.path)
	return "", nil
}

// complete says what was documented and not seen.
func (c *contract) complete(apart ...string) {
	c.t.Helper()
	for _, item := range c.doc["paths"].(map[string]any) {
		for _, o := range item.(map[string]any) {
			o := o.(map[string]any)
			for status := range o["responses"].(map[string]any) {
				if at := o["operationId"].(string) + " " + status; status != "default" && !c.seen[at] {
					c.t.Errorf("%s is documented and was not seen", at)
				}
			}
		}
	}
	for _, code := range api.Codes() {
		if !c.codes[string(code)] && !slices.Contains(apart, string(code)) {
			c.t.Errorf("a problem with the code %s was not seen", code)
		}
	}
}
