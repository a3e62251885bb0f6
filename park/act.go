package park

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// Act is something that a person can do to an inspection: an operation is made of it. One act, one file, one line in the table.
type Act struct {
	Name   string // in addresses, in the API and in internal/words
	Roles  []account.Role
	Thing  Thing
	Fields []Field
	// Offered says whether it makes sense as things stand; what a page offers, not what is permitted.
	Offered func(Subject) bool
	make    func(Subject, Values) ([]inspection.Payload, error)
}

// Thing is what an act is done to.
type Thing string

// Things.
const (
	OnFinding    Thing = "finding"
	OnCriterion  Thing = "criterion"
	OnInspection Thing = "inspection"
)

// Field is something that an act asks for.
type Field struct {
	Name     string
	Kind     FieldKind
	Required bool
	Heavy    bool     // required when the finding is, or may be, a major hazard
	Choices  []string // of Choice
}

// FieldKind is how a field is filled in.
type FieldKind string

// Kinds of fields.
const (
	Line    FieldKind = "line"
	Text    FieldKind = "text"
	Day     FieldKind = "day" // YYYY-MM-DD
	Choice  FieldKind = "choice"
	Photos  FieldKind = "photos"  // Do's photos
	Finding FieldKind = "finding" // another finding of the inspection, by id
	Answer  FieldKind = "answer"  // an operation that answered, feed:seq
	Side    FieldKind = "side"    // an operation on which people differ, feed:seq
)

// Values is what was filled in, by the field's name.
type Values map[string]string

// Subject is what an act is done to, as the person saw it.
type Subject struct {
	Inspection *inspection.Inspection
	Finding    *inspection.Finding // of an act on a finding
	Key        inspection.Key      // of an act on a criterion
	Who        account.Person
	Photos     []inspection.Photo // that go with the act; the park holds them
}

// Target names a subject.
type Target struct {
	Inspection, Finding, Criterion, Unit string
}

// acts is everything that can be done, in the order that pages offer it.
var acts = []Act{
	plan, rectify, extension, dispute, told,
	notify, decideExtension, decideMajor, uphold, recheck, close_, transfer, withdraw, reword,
	sendBack, sendBackCriterion, assignRecheck, settleAnswer, settleFinding, join, apart,
	signed,
}

// Acts is every act.
func Acts() []Act { return slices.Clone(acts) }

// ActNamed is the act of that name; false when there is none.
func ActNamed(name string) (Act, bool) {
	n := slices.IndexFunc(acts, func(a Act) bool { return a.Name == name })
	if n < 0 {
		return Act{}, false
	}
	return acts[n], true
}

// Offered is what a person may do to a subject now.
func Offered(s Subject) (all []Act) {
	thing := OnInspection
	switch {
	case s.Finding != nil:
		thing = OnFinding
	case s.Key != (inspection.Key{}):
		thing = OnCriterion
	}
	for _, a := range acts {
		if a.Thing == thing && slices.Contains(a.Roles, s.Who.Role) && a.Offered(s) {
			all = append(all, a)
		}
	}
	return all
}

// Needs says whether a field has to be filled in for this subject.
func (f Field) Needs(s Subject) bool {
	return f.Required || f.Heavy && s.Finding != nil && s.Finding.Grade != inspection.General
}

// Errors of Do. *Missing and *Without say more.
var (
	ErrNotYours  = errors.New("it is not yours to see")
	ErrNotThere  = errors.New("there is no such thing")
	ErrForbidden = errors.New("your role may not do this")
	ErrBusy      = errors.New("the park is too busy: try again in a minute")
	ErrMeanwhile = errors.New("something new was said of it meanwhile: read it and decide again")
)

// Missing names a field that has to be filled in, or whose value cannot be used.
type Missing struct {
	Field string
	Err   error // nil: it is empty
}

func (m *Missing) Error() string {
	if m.Err != nil {
		return fmt.Sprintf("%s: %v", m.Field, m.Err)
	}
	return m.Field + " is missing"
}

func (m *Missing) Unwrap() error { return m.Err }

// Without says that the act would have no effect, and why: it is not recorded.
type Without struct{ Why inspection.Without }

func (w *Without) Error() string { return "it would have no effect: " + string(w.Why) }

// Mark is what a page says it showed of a subject: what was said of it until then. Do refuses to act on what has changed since.
func Mark(s Subject) string {
	var seen inspection.Seen
	switch {
	case s.Finding != nil:
		seen = s.Inspection.Seen(s.Finding.Finding)
	case s.Key != (inspection.Key{}):
		seen = s.Inspection.SeenAnswers(s.Key)
	default:
		seen = inspection.Seen{s.Inspection.Updated().String()}
	}
	sum := sha256.Sum256([]byte(strings.Join(seen, "\n")))
	return hex.EncodeToString(sum[:8])
}

// tries bounds how often Do begins again because something arrived meanwhile.
const tries = 20

// Do does an act: it is checked against what the inspection is now, signed in the park's feed with the person's name, and projected
// when Do returns. mark is Mark of what the person saw; "" from programs that looked at nothing. photos are such as Upload gave.
func (p *Park) Do(ctx context.Context, who account.Person, name string, at Target, mark string, v Values, photos ...inspection.Photo) error {
	return p.DoWith(ctx, func(*sqldb.Tx) error { return nil }, who, name, at, mark, v, photos...)
}

// DoWith is Do; with is called in the transaction that records the act: what it writes is kept with the act or not at all, and its error
// is given back and the act is not done.
func (p *Park) DoWith(ctx context.Context, with func(*sqldb.Tx) error, who account.Person, name string, at Target, mark string, v Values, photos ...inspection.Photo) error {
	a, known := ActNamed(name)
	if !known {
		return fmt.Errorf("%w: act %q", ErrNotThere, name)
	}
	if !slices.Contains(a.Roles, who.Role) {
		return ErrForbidden
	}
	for range tries {
		payloads, cursor, err := p.prepare(ctx, who, a, at, mark, v, photos)
		if err != nil {
			return err
		}
		_, err = p.Sync.RecordWhen(ctx, func(tx server.Tx) error {
			if err := still(tx, cursor, at.Inspection); err != nil {
				return err
			}
			return with(tx.(*sqldb.Tx))
		}, payloads...)
		if errors.Is(err, errMoved) {
			continue
		}
		if err != nil {
			return err
		}
		return p.CatchUp(ctx)
	}
	return ErrBusy
}

// errMoved says that something arrived after what was looked at.
var errMoved = errors.New("something arrived meanwhile")

// stillBytes is how many compressed bytes of what arrived are looked through while writers wait; with more the act begins again.
const stillBytes = 256 << 10

// still holds while nothing of the inspection has arrived behind the cursor. What arrives of others does not matter: when two hundred
// tablets push something always has.
func still(tx server.Tx, cursor uint64, of string) error {
	runs, _, more, err := tx.After(cursor, wire.FeedID{}, stillBytes)
	if err != nil {
		return err
	}
	if more {
		return errMoved
	}
	for _, r := range runs {
		raws, _ := r.Unpack() // what cannot be read is no part of any inspection
		for _, raw := range raws {
			if op, err := raw.Op(); err == nil && op.Inspection() == of {
				return errMoved
			}
		}
	}
	return nil
}

// prepare makes the operations of an act from one state of the park, which goes as far as cursor.
func (p *Park) prepare(ctx context.Context, who account.Person, a Act, at Target, mark string, v Values, photos []inspection.Photo) (ps []inspection.Payload, cursor uint64, err error) {
	if err := p.CatchUp(ctx); err != nil {
		return nil, 0, err
	}
	err = p.DB.Read(ctx, func(tx *sqldb.Tx) error {
		if cursor, err = project.Cursor(tx); err != nil {
			return err
		}
		s, err := subject(tx, who, a, at)
		if err != nil {
			return err
		}
		if mark != "" && mark != Mark(s) {
			return ErrMeanwhile
		}
		if s.Photos, err = held(tx, photos); err != nil {
			return err
		}
		ps, err = a.payloads(s, v)
		return err
	})
	return ps, cursor, err
}

// subject is what the target names, when the person may see it.
func subject(tx *sqldb.Tx, who account.Person, a Act, at Target) (s Subject, err error) {
	s.Who = who
	if s.Inspection, err = inspectionFor(tx, who, at.Inspection); err != nil {
		return s, err
	}
	switch a.Thing {
	case OnFinding:
		if s.Finding = s.Inspection.Finding(at.Finding); s.Finding == nil {
			return s, fmt.Errorf("%w: finding %s", ErrNotThere, at.Finding)
		}
	case OnCriterion:
		if s.Key = (inspection.Key{Criterion: at.Criterion, Unit: at.Unit}); at.Criterion == "" {
			return s, fmt.Errorf("%w: criterion", ErrNotThere)
		}
	}
	return s, nil
}

// held is photos with their sizes, all of which the park has.
func held(tx *sqldb.Tx, photos []inspection.Photo) (all []inspection.Photo, err error) {
	for _, photo := range photos {
		sum, err := wire.ParseSum(photo.SHA256)
		if err != nil {
			return nil, &Missing{Field: string(Photos), Err: err}
		}
		row, err := tx.Photo(sum)
		if err != nil {
			return nil, err
		}
		if row == nil {
			return nil, &Missing{Field: string(Photos), Err: fmt.Errorf("%s was not uploaded", sum)}
		}
		photo.Size = int64(row.Size)
		all = append(all, photo)
	}
	return all, nil
}

// payloads checks what was filled in, makes the operations of it, and refuses what would have no effect.
func (a Act) payloads(s Subject, v Values) ([]inspection.Payload, error) {
	for _, f := range a.Fields {
		value := strings.TrimSpace(v[f.Name])
		if f.Kind == Photos && len(s.Photos) > 0 {
			continue
		}
		if value == "" && f.Needs(s) {
			return nil, &Missing{Field: f.Name}
		}
		if f.Kind == Choice && value != "" && !slices.Contains(f.Choices, value) {
			return nil, &Missing{Field: f.Name, Err: fmt.Errorf("%q is none of %s", value, strings.Join(f.Choices, ", "))}
		}
	}
	ps, err := a.make(s, v)
	if err != nil {
		return nil, err
	}
	for _, payload := range ps {
		if err := inspection.Check(payload); err != nil {
			return nil, &Missing{Field: a.Name, Err: err}
		}
	}
	return ps, s.effect(ps)
}

// effect tries the operations on the inspection, as if the park's feed had said them.
func (s Subject) effect(ps []inspection.Payload) error {
	if s.Finding == nil {
		return nil
	}
	trial := make([]inspection.Op, len(ps))
	hlc := s.Inspection.Updated()
	for n, payload := range ps {
		hlc++
		trial[n] = inspection.Op{Ref: inspection.Ref{Feed: inspection.FeedID{0xff}, Seq: uint64(n + 1)}, HLC: hlc, Kind: payload.Kind(), Payload: payload}
	}
	after := s.Inspection.With(trial...).Finding(s.Finding.Finding)
	for _, t := range after.Steps {
		if t.Feed == (inspection.FeedID{0xff}) && t.Why != "" {
			return &Without{t.Why}
		}
	}
	return nil
}

// step is what every step of a finding says.
func (s Subject) step(note string) inspection.Step {
	return inspection.Step{ID: s.Inspection.ID, Finding: s.Finding.Finding, By: s.Who.Name, Note: strings.TrimSpace(note), Seen: s.Inspection.Seen(s.Finding.Finding)}
}

// attached is the photos as operations on the finding.
func (s Subject) attached(proof bool) (ps []inspection.Payload) {
	for _, photo := range s.Photos {
		ps = append(ps, &inspection.Photographed{ID: s.Inspection.ID, Finding: s.Finding.Finding, Photo: photo, Proof: proof})
	}
	return ps
}

// seen is what goes with a correction or a withdrawal.
func (s Subject) seen() inspection.Seen { return s.Inspection.Seen(s.Finding.Finding) }
