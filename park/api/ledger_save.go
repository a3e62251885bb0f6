package api

import (
	"context"
	"errors"
	"net/http"
	"strconv"
	"strings"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/sqldb"
)

// LedgerBody is an entry as it is written: new, or corrected.
type LedgerBody struct {
	By       string              `json:"by" minLength:"1" maxLength:"60" doc:"the person who enters it, by name: the program vouches for it"`
	Entry    string              `json:"entry,omitempty" maxLength:"100" doc:"id of the entry that is corrected; absent: a new one"`
	Version  int                 `json:"version,omitempty" minimum:"0" doc:"of the entry, or the Safety Month, as it was read: refused as changed when it is another since"`
	Year     int                 `json:"year,omitempty" minimum:"2000" maximum:"9999" doc:"of a Safety Month"`
	HandIn   bool                `json:"hand_in,omitempty" doc:"of a Safety Month: hand the summary in"`
	Strike   string              `json:"strike,omitempty" maxLength:"200" doc:"strike the entry, for this reason: it stays and counts no more"`
	Values   map[string]string   `json:"values,omitempty" doc:"by the names of fields (docs/api.md)"`
	Pictures map[string][]string `json:"pictures,omitempty" doc:"SHA-256 of uploaded photos, by the part of the entry: empty name: the whole; of a Safety Month an activity"`
}

// LedgerKept is the version that was kept.
type LedgerKept struct {
	Entry        string `json:"entry"`
	Version      int    `json:"version"`
	EnterpriseID string `json:"enterprise_id"`
	Ledger       string `json:"ledger"`
	Year         int    `json:"year"`
	Day          string `json:"day" format:"date"`
}

// LedgerPath names an enterprise's ledger.
type LedgerPath struct {
	EnterprisePath
	Ledger string `path:"ledger" enum:"drill,training,report,month"`
}

func (a *API) ledgerSave() {
	type in struct {
		LedgerPath
		OnceHeader
		Body LedgerBody
	}
	add(a, op{id: "ledger-save", method: http.MethodPost, path: "/ledgers/{enterprise}/{ledger}", scope: account.WriteScope, status: http.StatusCreated, summary: "Write an entry of a ledger, or a Safety Month",
		about:  "By the rules of the pages: nothing is overwritten, a correction is a version. It is entered as the park's, or as the enterprise's when the token is of one.",
		errors: append([]int{http.StatusNotFound, http.StatusConflict}, ofBodies...)},
		func(ctx context.Context, who asker, in *in) (*body[LedgerKept], error) {
			return answer(a.keep(ctx, who, in.Key, &in.LedgerPath, in.Body))
		})
}

// keep writes an entry once.
func (a *API) keep(ctx context.Context, who asker, key string, at *LedgerPath, b LedgerBody) (kept LedgerKept, err error) {
	by := strings.TrimSpace(b.By)
	if !named(by) {
		return kept, invalid(who.words, "body.by", "a person's name is wanted")
	}
	id, err := who.own(at.Enterprise)
	if err != nil {
		return kept, err
	}
	d := ledger.Draft{Kind: ledger.Kind(at.Ledger), ID: b.Entry, Version: b.Version, Year: b.Year, Hand: b.HandIn, Values: b.Values, Today: a.Park.Today(), Now: a.Park.Now(),
		Known: func(id string) bool { return a.Library.Sector(id) != nil }}
	if d.Kind == ledger.Month && (b.Year == 0 || b.Year > yearOf(d.Today)) {
		return kept, invalid(who.words, "body.year", "a year that has begun is wanted")
	}
	if d.Kind != ledger.Month {
		d.Year = 0 // the day says it
	}
	if err := a.Park.DB.Read(ctx, func(tx *sqldb.Tx) error {
		e, there, err := register.Find(tx, id)
		if err != nil || !there {
			return notThere(err, id)
		}
		d.Enterprise = e.ID
		return a.own(tx, who, d.Enterprise, b.Pictures)
	}); err != nil {
		return kept, err
	}
	if d.Uploads, err = a.evidence(who, b.Pictures); err != nil {
		return kept, err
	}
	o := a.once(who, key, "ledger", at, b)
	if done, err := o.before(ctx, &kept); done || err != nil {
		return kept, err
	}
	d.Then = func(tx *sqldb.Tx, e ledger.Entry) error {
		kept = LedgerKept{e.ID, e.Version, e.Enterprise, string(e.Kind), e.Year, e.Day}
		err := o.with(tx)
		if err == nil {
			err = o.keep(tx, kept)
		}
		if err == nil {
			err = a.Entered(tx, e)
		}
		return err
	}
	if b.Strike != "" {
		d.Values = ledger.Values{"reason": b.Strike}
		err = ledger.Strike(ctx, a.Park.DB, who.person(by), d)
	} else {
		_, err = ledger.Save(ctx, a.Park.DB, who.person(by), d)
	}
	if errors.Is(err, errDone) {
		_, err = o.before(ctx, &kept)
	}
	a.Hooks.Wake()
	return kept, err
}

// own refuses pictures that are not the asker's: what a program of one enterprise names it has uploaded itself, or its ledgers hold it already.
func (a *API) own(tx *sqldb.Tx, who asker, enterprise string, pictures map[string][]string) error {
	if who.limit() == "" {
		return nil
	}
	for part, sums := range pictures {
		for _, sum := range sums {
			if is, err := ledger.Holds(tx, enterprise, strings.ToLower(sum)); err != nil || !is {
				if err == nil {
					err = &park.Missing{Field: string(park.Photos), Err: errors.New(sum + " was not uploaded with a token of this enterprise" + part)}
				}
				return err
			}
		}
	}
	return nil
}

// evidence is uploaded pictures as an entry names them.
func (a *API) evidence(who asker, pictures map[string][]string) (map[string][]assess.Evidence, error) {
	all := map[string][]assess.Evidence{}
	for part, sums := range pictures {
		photos, err := a.photos(who, sums)
		if err != nil {
			return nil, err
		}
		for _, p := range photos {
			all[part] = append(all[part], assess.Evidence{Name: p.SHA256[:12], Mime: p.Mime, SHA256: p.SHA256})
		}
	}
	return all, nil
}

// ledgerProblem says what is wrong with an entry, field by field.
func ledgerProblem(w *words.Words, wrong *ledger.Invalid) *Problem {
	p := problem(w, Invalid, http.StatusUnprocessableEntity)
	for _, x := range wrong.Problems {
		p.Errors = append(p.Errors, Detail{"body.values." + x.Field, string(x.Fault) + ": " + words.In(words.En).LedgerFault("", string(x.Fault), x.N, x.Of)})
	}
	return p
}

func yearOf(day string) int {
	n, _ := strconv.Atoi(day[:len("2006")]) // a day of ours
	return n
}
