package inspection

import (
	"encoding/hex"
	"fmt"
)

// Undone takes back one operation of the same inspection; undoing an Undone brings it back. Both stay in the log.
type Undone struct {
	ID   string `cbor:"inspection"`
	Feed string `cbor:"feed"` // hexadecimal
	Seq  uint64 `cbor:"seq"`
}

// Kind is "undone".
func (*Undone) Kind() string { return "undone" }
func (u *Undone) of() string { return u.ID }

// Undo is the payload that takes op back.
func Undo(op Op) *Undone { return &Undone{ID: op.Inspection(), Feed: op.Feed.String(), Seq: op.Seq} }

// Target is the operation taken back; false when the name is malformed.
func (u *Undone) Target() (Ref, bool) {
	b, err := hex.DecodeString(u.Feed)
	if err != nil || len(b) != len(FeedID{}) {
		return Ref{}, false
	}
	return Ref{FeedID(b), u.Seq}, true
}

func (u *Undone) check() error {
	if _, ok := u.Target(); !ok || u.Seq == 0 {
		return fmt.Errorf("operation %s:%d does not exist", u.Feed, u.Seq)
	}
	return id("inspection", u.ID)
}

// apply does nothing: Fold leaves out what is undone before it applies anything.
func (*Undone) apply(*Inspection, Op) {}
