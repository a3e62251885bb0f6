package api

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"strings"
	"unicode"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/photo"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/wire"
)

// ActBody is an act as it is asked for.
type ActBody struct {
	By     string            `json:"by" minLength:"1" maxLength:"60" doc:"the person who does it, by name: the program vouches for it"`
	Values map[string]string `json:"values,omitempty" doc:"by the names of the act's fields"`
	Photos []string          `json:"photos,omitempty" maxItems:"50" doc:"SHA-256 of photos that were uploaded"`
	Mark   string            `json:"mark,omitempty" doc:"of the finding as the person saw it: refused as meanwhile when something was said since"`
}

// CriterionBody is an act on a criterion.
type CriterionBody struct {
	ActBody
	Criterion string `json:"criterion" minLength:"1" maxLength:"200"`
	Unit      string `json:"unit,omitempty" maxLength:"200" doc:"id, of a criterion that is asked of each"`
}

// ActDone is how things stand after an act.
type ActDone struct {
	Inspection string `json:"inspection"`
	Finding    string `json:"finding,omitempty"`
	Criterion  string `json:"criterion,omitempty"`
	Unit       string `json:"unit,omitempty"`
	Status     string `json:"status,omitempty" doc:"of the finding"`
	Level      string `json:"level,omitempty" doc:"of the finding"`
	Deadline   string `json:"deadline,omitempty" format:"date" doc:"of the finding"`
	Mark       string `json:"mark"`
}

// OnceHeader names a request.
type OnceHeader struct {
	Key string `header:"Idempotency-Key" maxLength:"200" doc:"names the request: asked again within a day with the same body it is not done twice and gets the same answer"`
}

const actAbout = "Who does it is the person in by: the program vouches for the name, and the park signs it into its records. The act is done as role officer, or as enterprise when the token is of one. " +
	"What would have no effect, such as a close by who re-checked, is refused and not recorded."

var actErrors = append([]int{http.StatusNotFound, http.StatusConflict}, ofBodies...)

func (a *API) findingAct() {
	type in struct {
		FindingPath
		OnceHeader
		Act  string `path:"act" maxLength:"50" doc:"name of an act on findings"`
		Body ActBody
	}
	add(a, op{id: "finding-act", method: http.MethodPost, path: "/findings/{inspection}/{finding}/acts/{act}", scope: account.WriteScope, summary: "Do an act on a finding", about: actAbout, errors: actErrors},
		func(ctx context.Context, who asker, in *in) (*body[ActDone], error) {
			at := park.Target{Inspection: in.Inspection, Finding: in.Finding}
			return answer(a.act(ctx, who, in.Key, in.Act, park.OnFinding, at, in.Body))
		})
}

func (a *API) criterionAct() {
	type in struct {
		InspectionPath
		OnceHeader
		Act  string `path:"act" maxLength:"50" doc:"name of an act on criteria"`
		Body CriterionBody
	}
	add(a, op{id: "criterion-act", method: http.MethodPost, path: "/inspections/{inspection}/criteria/acts/{act}", scope: account.WriteScope, summary: "Do an act on a criterion of an inspection", about: actAbout, errors: actErrors},
		func(ctx context.Context, who asker, in *in) (*body[ActDone], error) {
			at := park.Target{Inspection: in.Inspection, Criterion: in.Body.Criterion, Unit: in.Body.Unit}
			return answer(a.act(ctx, who, in.Key, in.Act, park.OnCriterion, at, in.Body.ActBody))
		})
}

func (a *API) inspectionAct() {
	type in struct {
		InspectionPath
		OnceHeader
		Act  string `path:"act" maxLength:"50" doc:"name of an act on inspections"`
		Body ActBody
	}
	add(a, op{id: "inspection-act", method: http.MethodPost, path: "/inspections/{inspection}/acts/{act}", scope: account.WriteScope, summary: "Do an act on an inspection", about: actAbout, errors: actErrors},
		func(ctx context.Context, who asker, in *in) (*body[ActDone], error) {
			return answer(a.act(ctx, who, in.Key, in.Act, park.OnInspection, park.Target{Inspection: in.Inspection}, in.Body))
		})
}

// named says whether a text can be a person's name.
func named(by string) bool {
	return by != "" && !strings.ContainsFunc(by, func(r rune) bool { return unicode.IsControl(r) || unicode.Is(unicode.Cf, r) })
}

// act does an act once.
func (a *API) act(ctx context.Context, who asker, key, name string, on park.Thing, at park.Target, b ActBody) (done ActDone, err error) {
	by := strings.TrimSpace(b.By)
	if !named(by) {
		return done, invalid(who.words, "body.by", "a person's name is wanted")
	}
	known, there := park.ActNamed(name)
	if !there || known.Thing != on {
		return done, park.ErrNotThere
	}
	photos, err := a.photos(who, b.Photos)
	if err != nil {
		return done, err
	}
	o := a.once(who, key, name, at, b)
	was, err := o.before(ctx, &done)
	if err != nil || done.Inspection != "" {
		return done, err
	}
	if !was {
		if err := a.Park.DB.Read(ctx, func(tx *sqldb.Tx) error { return a.own(tx, who, who.limit(), map[string][]string{"": b.Photos}) }); err != nil {
			return done, err
		}
		err = a.Park.DoWith(ctx, o.with, who.person(by), name, at, b.Mark, b.Values, photos...)
	}
	if err != nil && !errors.Is(err, errDone) {
		return done, err
	}
	if done, err = a.stands(ctx, who, at); err != nil {
		return done, err
	}
	return done, o.after(ctx, &done)
}

// stands is how things stand at the target.
func (a *API) stands(ctx context.Context, who asker, at park.Target) (done ActDone, err error) {
	i, err := a.Park.Inspection(ctx, who.reader(), at.Inspection)
	if err != nil {
		return done, err
	}
	done = ActDone{Inspection: at.Inspection, Finding: at.Finding, Criterion: at.Criterion, Unit: at.Unit}
	s := park.Subject{Inspection: i, Key: inspection.Key{Criterion: at.Criterion, Unit: at.Unit}}
	if s.Finding = i.Finding(at.Finding); s.Finding != nil {
		done.Status, done.Level, done.Deadline = string(s.Finding.Status), string(s.Finding.Grade), s.Finding.Due
	}
	done.Mark = park.Mark(s)
	return done, nil
}

// photos is uploaded photos as operations name them: what they are is told by what they hold.
func (a *API) photos(who asker, sums []string) (all []inspection.Photo, err error) {
	for _, text := range sums {
		sum, err := wire.ParseSum(text)
		if err != nil {
			return nil, invalid(who.words, "body.photos", "SHA-256, 64 hexadecimal digits, is wanted")
		}
		p := inspection.Photo{SHA256: sum.String()}
		r, _, err := a.Park.Sync.OpenPhoto(sum)
		if errors.Is(err, fs.ErrNotExist) {
			return nil, &park.Missing{Field: string(park.Photos), Err: errors.New(sum.String() + " was not uploaded")}
		}
		if err != nil {
			return nil, err
		}
		head := make([]byte, 512)
		n, _ := io.ReadFull(r, head) // short files give less
		p.Mime, _ = photo.Sniff(bytes.NewReader(head[:n]))
		if _, err = r.Seek(0, io.SeekStart); err == nil {
			p.Taken, _ = photo.Taken(r)
		}
		if err = errors.Join(err, r.Close()); err != nil {
			return nil, err
		}
		all = append(all, p)
	}
	return all, nil
}
