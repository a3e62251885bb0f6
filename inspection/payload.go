package inspection

import (
	"bytes"
	"fmt"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/fxamacker/cbor/v2"
	"github.com/google/uuid"
)

// Payload is what an operation says. One kind is one type in one file, op_<kind>.go, and one line in
// the table of kinds.
type Payload interface {
	// Kind is the operation's name in its bytes; for ever.
	Kind() string
	// of is the inspection that it belongs to, "" for a feed's own.
	of() string
	// check refuses what must not be signed.
	check() error
	// apply changes the state; it must not fail: what makes no sense is left without effect.
	apply(*Inspection, Op)
}

// Check says why a payload cannot be signed, before anything is recorded.
func Check(p Payload) error { return p.check() }

// Of is the inspection that a payload belongs to, "" for a feed's own.
func Of(p Payload) string { return p.of() }

// kinds is every kind this version knows.
var kinds = []struct {
	name string
	make func() Payload
}{
	{"feed-opened", func() Payload { return &FeedOpened{} }},
	{"feed-continued", func() Payload { return &Continued{} }},
	{"clock-jumped", func() Payload { return &ClockJumped{} }},
	{"inspection-opened", func() Payload { return &Opened{} }},
	{"scope-answered", func() Payload { return &Scoped{} }},
	{"unit-added", func() Payload { return &UnitAdded{} }},
	{"answered", func() Payload { return &Answered{} }},
	{"finding-recorded", func() Payload { return &Found{} }},
	{"finding-withdrawn", func() Payload { return &Withdrawn{} }},
	{"photo-attached", func() Payload { return &Photographed{} }},
	{"undone", func() Payload { return &Undone{} }},
	{"inspection-closed", func() Payload { return &Closed{} }},
	{"feed-named", func() Payload { return &FeedNamed{} }},
	{"settled", func() Payload { return &Settled{} }},
	{"findings-joined", func() Payload { return &Joined{} }},
	{"finding-notified", func() Payload { return &Notified{} }},
	{"finding-planned", func() Payload { return &Planned{} }},
	{"extension-asked", func() Payload { return &ExtensionAsked{} }},
	{"extension-decided", func() Payload { return &ExtensionDecided{} }},
	{"finding-rectified", func() Payload { return &Rectified{} }},
	{"finding-rechecked", func() Payload { return &Rechecked{} }},
	{"finding-closed", func() Payload { return &ClosedOff{} }},
	{"finding-transferred", func() Payload { return &Transferred{} }},
	{"finding-disputed", func() Payload { return &Disputed{} }},
	{"major-decided", func() Payload { return &MajorDecided{} }},
	{"task-set", func() Payload { return &TaskSet{} }},
	{"task-done", func() Payload { return &TaskDone{} }},
	{"workers-told", func() Payload { return &WorkersTold{} }},
	{"numbered", func() Payload { return &Numbered{} }},
}

// Kinds is the name of every kind this version knows.
func Kinds() []string {
	all := make([]string, 0, len(kinds))
	for _, k := range kinds {
		all = append(all, k.name)
	}
	return all
}

func decodePayload(kind string, data []byte) (Payload, error) {
	for _, k := range kinds {
		if k.name == kind {
			p := k.make()
			if err := decMode.Unmarshal(data, p); err != nil {
				return nil, fmt.Errorf("payload: %w", err)
			}
			return p, nil
		}
	}
	return decodeUnknown(kind, data)
}

// Unknown is an operation of a kind from a newer version: kept, relayed and shown as such, without effect.
type Unknown struct {
	Name         string
	InspectionID string // when the payload names one
	Raw          []byte // the payload's CBOR
}

func decodeUnknown(kind string, data []byte) (*Unknown, error) {
	u := &Unknown{Name: kind, Raw: bytes.Clone(data)}
	if err := decMode.Wellformed(data); err != nil {
		return nil, fmt.Errorf("payload: %w", err)
	}
	var named struct {
		Inspection string `cbor:"inspection"`
	}
	if decMode.Unmarshal(data, &named) == nil {
		u.InspectionID = named.Inspection
	}
	return u, nil
}

// Kind is the newer kind's name.
func (u *Unknown) Kind() string { return u.Name }
func (u *Unknown) of() string   { return u.InspectionID }
func (u *Unknown) check() error { return fmt.Errorf("kind %q is not known", u.Name) }

func (u *Unknown) apply(*Inspection, Op) {}

// MarshalCBOR gives the payload back as it came.
func (u *Unknown) MarshalCBOR() ([]byte, error) { return cbor.RawMessage(u.Raw).MarshalCBOR() }

// MaxText is the longest text of one field, characters.
const MaxText = 4000

// text refuses what is too long or could drive a terminal; newlines and tabs pass.
func text(field, s string) error {
	if !utf8.ValidString(s) {
		return fmt.Errorf("%s is not valid UTF-8", field)
	}
	if n := utf8.RuneCountInString(s); n > MaxText {
		return fmt.Errorf("%s has %d characters, at most %d", field, n, MaxText)
	}
	if i := strings.IndexFunc(s, func(r rune) bool { return unicode.IsControl(r) && r != '\n' && r != '\t' }); i >= 0 {
		return fmt.Errorf("%s holds the control character %q", field, s[i:i+1])
	}
	return nil
}

// line is text on one line, required.
func line(field, s string) error {
	if strings.TrimSpace(s) == "" {
		return fmt.Errorf("%s is missing", field)
	}
	if strings.ContainsAny(s, "\n\t") {
		return fmt.Errorf("%s must be one line", field)
	}
	return text(field, s)
}

// IsID says whether an inspection or a finding can have that id: a UUID in lower case. An operation from elsewhere was
// checked by its author alone.
func IsID(s string) bool {
	u, err := uuid.Parse(s)
	return err == nil && u.String() == s
}

func id(field, s string) error {
	if !IsID(s) {
		return fmt.Errorf("%s %q is not a UUID in lower case", field, s)
	}
	return nil
}

func day(field, s string) error {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return fmt.Errorf("%s %q is not a date like 2026-11-23", field, s)
	}
	return nil
}

// moment is a time with a zone, to the minute or finer; empty means when it was entered.
func moment(field, s string) error {
	if s == "" {
		return nil
	}
	if _, err := time.Parse(time.RFC3339, s); err != nil {
		return fmt.Errorf("%s %q is not a time like 2026-11-23T09:30:00+08:00", field, s)
	}
	return nil
}

func oneOf[T ~string](field string, s T, allowed ...T) error {
	for _, a := range allowed {
		if s == a {
			return nil
		}
	}
	return fmt.Errorf("%s %q: want one of %v", field, s, allowed)
}

// first is the first error, or nil.
func first(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// texts checks several texts that may be empty: field, value, field, value …
func texts(pairs ...string) error {
	for i := 0; i < len(pairs); i += 2 {
		if err := text(pairs[i], pairs[i+1]); err != nil {
			return err
		}
	}
	return nil
}

func required(field, s string) error {
	if strings.TrimSpace(s) == "" {
		return fmt.Errorf("%s is missing", field)
	}
	return nil
}
