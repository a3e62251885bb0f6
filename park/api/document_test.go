package api_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"net/http"
	"net/http/httptest"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/api"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/web"
)

var update = flag.Bool("update", false, "write testdata/openapi.json")

const golden = "testdata/openapi.json"

// document is the OpenAPI document as programs get it.
func document(t *testing.T) map[string]any {
	t.Helper()
	w := httptest.NewRecorder()
	newAPI(made.Park, 10).Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, api.Base+"/openapi.json", nil))
	if w.Code != http.StatusOK {
		t.Fatalf("openapi.json: %d %s", w.Code, w.Body)
	}
	var doc map[string]any
	if err := json.Unmarshal(w.Body.Bytes(), &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

// What programs were told stays: whatever the document has lost breaks them.
func TestTheDocumentStays(t *testing.T) {
	doc := document(t)
	data, err := json.MarshalIndent(doc, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	data = append(data, '\n')
	if *update {
		if err := os.WriteFile(golden, data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	was, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Equal(was, data) {
		return
	}
	var before map[string]any
	if err := json.Unmarshal(was, &before); err != nil {
		t.Fatal(err)
	}
	for _, gone := range lost("", before, doc) {
		t.Errorf("gone or other than before, which breaks programs: %s", gone)
	}
	t.Errorf("the document is not %s. When only something was added: go test ./park/api -run TheDocumentStays -update", golden)
}

// lost is what the first document has and the second has not, or has otherwise; words may change.
func lost(at string, before, now any) (all []string) {
	switch b := before.(type) {
	case map[string]any:
		n, is := now.(map[string]any)
		if !is {
			return []string{at}
		}
		for k, v := range b {
			if (k == "description" || k == "summary") && reflect.TypeOf(v).Kind() == reflect.String {
				continue
			}
			all = append(all, lost(at+"/"+k, v, n[k])...)
		}
	case []any:
		n, _ := now.([]any)
		for _, v := range b {
			if !slices.ContainsFunc(n, func(m any) bool { return len(lost(at, v, m)) == 0 }) {
				text, _ := json.Marshal(v)
				all = append(all, at+" "+string(text))
			}
		}
		if strings.HasSuffix(at, "/required") && len(n) > len(b) && strings.Contains(at, "Body/") {
			all = append(all, at+" asks for more")
		}
	default:
		if !reflect.DeepEqual(before, now) {
			return []string{at}
		}
	}
	return all
}

// What may be given is what there is.
func TestValuesListWhatThereIs(t *testing.T) {
	doc := document(t)
	statuses, waits := []string{}, []string{}
	for _, s := range inspection.Statuses() {
		statuses = append(statuses, string(s))
	}
	for _, w := range project.Waits() {
		waits = append(waits, string(w))
	}
	parameters := map[string]any{}
	for _, p := range at(doc, "paths", api.Base+"/findings", "get", "parameters").([]any) {
		parameters[p.(map[string]any)["name"].(string)] = p
	}
	for _, c := range []struct {
		what string
		got  any
		want []string
	}{
		{"status", at(parameters, "status", "schema", "enum"), statuses},
		{"wait", at(parameters, "wait", "schema", "enum"), waits},
		{"events", at(doc, "components", "schemas", "WebhookBody", "properties", "events", "items", "enum"), web.Events()},
		{"status of a finding", at(doc, "components", "schemas", "Finding", "properties", "status", "enum"), statuses},
		{"waits of a finding", at(doc, "components", "schemas", "Finding", "properties", "waits", "items", "enum"), waits},
	} {
		var got []string
		all, _ := c.got.([]any)
		for _, v := range all {
			got = append(got, v.(string))
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %v, there are %v", c.what, got, c.want)
		}
	}
}

// at is what stands in a document under keys.
func at(doc map[string]any, keys ...string) any {
	var v any = doc
	for _, k := range keys {
		m, _ := v.(map[string]any)
		v = m[k]
	}
	return v
}

// The document loads nothing from elsewhere, and there is no page that does.
func TestNoPageFromElsewhere(t *testing.T) {
	for _, path := range []string{"/docs", api.Base + "/docs", api.Base, api.Base + "/"} {
		w := httptest.NewRecorder()
		newAPI(made.Park, 10).Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, path, nil))
		if w.Code != http.StatusNotFound || !strings.Contains(w.Header().Get("Content-Type"), "problem+json") || !strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s: %d %v", path, w.Code, w.Header())
		}
	}
	w := httptest.NewRecorder()
	newAPI(made.Park, 10).Handler().ServeHTTP(w, httptest.NewRequest(http.MethodGet, api.Base+"/openapi.yaml", nil))
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Body.String(), "components:") {
		t.Errorf("openapi.yaml: %d %.80s", w.Code, w.Body)
	}
}
