package api

import (
	"errors"
	"fmt"
	"net/http"
	"testing"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/annual"
	"anquan.example/paicha/sync/server"
)

// What only a park in trouble answers has its code and its status too.
func TestProblemsOfTheParkInTrouble(t *testing.T) {
	for _, c := range []struct {
		err    error
		code   Code
		status int
	}{{park.ErrBusy, Busy, http.StatusServiceUnavailable}, {fmt.Errorf("a year: %w", annual.ErrOld), Busy, http.StatusServiceUnavailable}, {fmt.Errorf("keep: %w", server.ErrDiskFull), DiskFull, http.StatusInsufficientStorage}} {
		for _, lang := range []words.Lang{words.Zh, words.En} {
			if p := problemOf(words.In(lang), c.err); p == nil || p.Code != c.code || p.Status != c.status || p.Title == "" || p.Type != "urn:paicha:problem:"+string(c.code) {
				t.Errorf("%v: %+v", c.err, p)
			}
		}
	}
	if p := problemOf(words.In(words.Zh), errors.New("other")); p != nil {
		t.Errorf("%+v", p)
	}
}

// Every code has words in both languages.
func TestEveryCodeHasWords(t *testing.T) {
	fromOthers := map[Code]bool{Meanwhile: true, NoEffect: true, NoPhoto: true, Missing: true, Busy: true, DiskFull: true} // of web.Says
	for _, code := range Codes() {
		for _, lang := range []words.Lang{words.Zh, words.En} {
			if p := problem(words.In(lang), code, 400); p.Title == "" && !fromOthers[code] {
				t.Errorf("%s in %s", code, lang)
			}
		}
	}
}
