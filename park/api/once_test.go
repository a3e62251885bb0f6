package api_test

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/api"
)

// Many that ask the same under one name at the same time: it is done once, and all of them hear so.
func TestOnceForMany(t *testing.T) {
	count := func() int {
		i, err := made.Inspection(t.Context(), account.Person{Role: account.Officer}, made.foreign.Inspection)
		if err != nil {
			t.Fatal(err)
		}
		return len(i.Tasks)
	}
	data, err := json.Marshal(api.ActBody{By: "园区王某某", Values: park.Values{"words": "请再看一次"}})
	if err != nil {
		t.Fatal(err)
	}
	was, h := count(), newAPI(made.Park, 100).Handler()
	const many = 8
	var under sync.WaitGroup
	answers := make([]*httptest.ResponseRecorder, many)
	for n := range many {
		under.Go(func() {
			r := httptest.NewRequest(http.MethodPost, api.Base+foreign()+"/acts/send-back", bytes.NewReader(data))
			r.Header.Set("Authorization", "Bearer "+made.tokens["write"])
			r.Header.Set("Content-Type", "application/json")
			r.Header.Set("Idempotency-Key", "many")
			answers[n] = httptest.NewRecorder()
			h.ServeHTTP(answers[n], r)
		})
	}
	under.Wait()
	for _, w := range answers {
		if w.Code != http.StatusOK || w.Body.String() != answers[0].Body.String() {
			t.Errorf("%d %s, another %s", w.Code, w.Body, answers[0].Body)
		}
	}
	if n := count(); n != was+1 {
		t.Errorf("%d tasks, there were %d", n, was)
	}
}
