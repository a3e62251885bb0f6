package paper

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/internal/strictyaml"
)

// scope checks the answers to scope questions and the documents behind them.
func (c *checking) scope() {
	for _, id := range slices.Sorted(maps.Keys(c.Scope)) {
		if q := c.question("scope", id); q != nil && c.Scope[id] != nil {
			c.choice(q, c.Scope[id])
		}
	}
	for _, id := range slices.Sorted(maps.Keys(c.Basis)) {
		q := c.question("basis", id)
		switch {
		case q == nil:
		case !q.Basis:
			c.places.WrongEntry(c.File, "basis", id, "question "+id+" needs no document", "delete it, or put it into a note")
		case c.Scope[id] == nil:
			c.places.WrongEntry(c.File, "basis", id, "question "+id+" is not answered", "answer it under scope")
		case c.Basis[id] == "":
			c.places.WrongEntry(c.File, "basis", id, "the document is empty", "name it with its date, or delete the key")
		}
	}
}

// question is the question with that id, if the library has it in one of the sectors.
func (c *checking) question(key, id string) *checklist.Question {
	q := c.Library.Question(id)
	if q == nil {
		c.places.WrongEntry(c.File, key, id, "question "+strictyaml.Quote(id)+" is not in the library", "delete it"+didYouMean(id, c.questionIDs()))
		return nil
	}
	for n := range c.Library.Sectors {
		s := &c.Library.Sectors[n]
		asks := slices.ContainsFunc(s.Scope, func(q checklist.Question) bool { return q.ID == id })
		if asks && len(c.Sectors) > 0 && !slices.Contains(c.Sectors, s.ID) {
			c.places.WrongEntry(c.File, key, id, fmt.Sprintf("question %s belongs to sector %s", id, s.ID), "add "+s.ID+" to sectors, or delete the key")
			return nil
		}
	}
	return q
}

func (c *checking) questionIDs() []string {
	var ids []string
	for n := range c.Library.Sectors {
		for m := range c.Library.Sectors[n].Scope {
			ids = append(ids, c.Library.Sectors[n].Scope[m].ID)
		}
	}
	return ids
}

// choice checks that the answer has the form that the question asks for.
func (c *checking) choice(q *checklist.Question, given *Choice) {
	kinds := make([]string, len(q.Kinds))
	for n := range q.Kinds {
		kinds[n] = q.Kinds[n].ID
	}
	switch {
	case len(kinds) == 0 && given.Word == "":
		c.places.Wrong(given, "", "question "+q.ID+" is answered by yes, no or unknown", "write one of them")
		return
	case len(kinds) > 0 && given.Word != "" && given.Word != "unknown":
		c.places.Wrong(given, "", "question "+q.ID+" is answered by a list of kinds", "choose from ["+strings.Join(kinds, ", ")+"], [] for none of them, or unknown")
		return
	}
	for n, kind := range given.Kinds {
		switch {
		case !slices.Contains(kinds, kind):
			c.places.WrongItem(given, "", n, fmt.Sprintf("question %s has no kind %s", q.ID, strictyaml.Quote(kind)), "choose from "+strings.Join(kinds, ", "))
		case slices.Contains(given.Kinds[:n], kind):
			c.places.WrongItem(given, "", n, strictyaml.Quote(kind)+" is there twice", "delete one")
		}
	}
}

// didYouMean is the end of a hint that names what is close.
func didYouMean(word string, names []string) string {
	if near := strictyaml.Nearest(word, names); near != "" {
		return fmt.Sprintf("; did you mean %q?", near)
	}
	return ""
}
