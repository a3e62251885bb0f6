package park_test

import (
	"testing"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park"
)

// Every act, field and choice has its words, and somebody who may do it.
func TestEveryActHasWords(t *testing.T) {
	for _, lang := range []words.Lang{words.Zh, words.En} {
		w := words.In(lang)
		for _, a := range park.Acts() {
			if word := w.Act.Acts[a.Name]; word.Title == "" || word.Do == "" || word.Hint == "" {
				t.Errorf("%s: act %s lacks words: %+v", lang, a.Name, word)
			}
			if len(a.Roles) == 0 || a.Offered == nil {
				t.Errorf("act %s is nobody's", a.Name)
			}
			for _, f := range a.Fields {
				if w.Field(a.Name, f.Name) == "" {
					t.Errorf("%s: field %s of %s has no label", lang, f.Name, a.Name)
				}
				for _, c := range f.Choices {
					if w.Choice(a.Name, c) == "" {
						t.Errorf("%s: choice %s of %s has no label", lang, c, a.Name)
					}
				}
			}
		}
		if n := len(w.Act.Acts); n != len(park.Acts()) {
			t.Errorf("%s: words of %d acts, there are %d", lang, n, len(park.Acts()))
		}
	}
}
