package api

import (
	"context"
	"net/http"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
)

// Act is something that can be done to a finding or to a criterion.
type Act struct {
	Name   string   `json:"name"`
	On     string   `json:"on" enum:"finding,criterion,inspection"`
	Roles  []string `json:"roles" doc:"who may; a program is officer, or enterprise when its token is of one"`
	Title  string   `json:"title" doc:"for people"`
	Hint   string   `json:"hint" doc:"for people"`
	Fields []Field  `json:"fields"`
}

// Field is something that an act asks for, in values by its name.
type Field struct {
	Name     string   `json:"name"`
	Kind     string   `json:"kind" enum:"line,text,day,choice,photos,finding,answer,side" doc:"photos go in photos; finding is another of the inspection; answer and side are operations, feed:seq"`
	Label    string   `json:"label" doc:"for people"`
	Required bool     `json:"required"`
	Heavy    bool     `json:"heavy" doc:"required of a major or suspected major hazard"`
	Choices  []string `json:"choices,omitempty"`
}

// Acts is all of them.
type Acts struct {
	Acts []Act `json:"acts"`
}

func (a *API) actList() {
	add(a, op{id: "acts-list", method: http.MethodGet, path: "/acts", scope: account.ReadScope, summary: "What can be done, and what each act asks for"},
		func(_ context.Context, who asker, _ *struct{}) (*body[Acts], error) {
			all := Acts{Acts: []Act{}}
			for _, act := range park.Acts() {
				said := who.words.Act.Acts[act.Name]
				one := Act{Name: act.Name, On: string(act.Thing), Roles: names(act.Roles), Title: said.Title, Hint: said.Hint, Fields: []Field{}}
				for _, f := range act.Fields {
					one.Fields = append(one.Fields, Field{f.Name, string(f.Kind), who.words.Field(act.Name, f.Name), f.Required, f.Heavy, f.Choices})
				}
				all.Acts = append(all.Acts, one)
			}
			return answer(all, nil)
		})
}
