// Package sealed is the paper of a sealed assessment: it carries the snapshot and the park's word on it, and is verified without the park (P8).
package sealed

import (
	"bytes"
	"errors"
	"fmt"
	"slices"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/report/proof"
	"anquan.example/paicha/report/sheet"
	"anquan.example/paicha/sync/wire"
)

// Names of what the paper carries.
const (
	SnapshotName = "paicha-assessment.json"
	wordName     = "paicha-assessment.cbor"
)

// Word is the park's word on a snapshot, and how the paper was made.
type Word struct {
	Park   []byte       `cbor:"1,keyasint"` // public key
	Name   string       `cbor:"2,keyasint"`
	Signed *wire.Signed `cbor:"3,keyasint"` // wire.Assessed
	Lang   string       `cbor:"4,keyasint"`
	App    string       `cbor:"5,keyasint"`
}

// Sheet is the assessment sheet of a snapshot as the park gave it out, with all that it is verified by.
func Sheet(snapshot []byte, w Word) (sheet.Sheet, error) {
	n, err := assess.ReadSnapshot(snapshot)
	if err != nil {
		return sheet.Sheet{}, err
	}
	scheme, err := assess.Parse("scheme of the snapshot", []byte(n.Scheme))
	if err != nil {
		return sheet.Sheet{}, err
	}
	says := words.In(words.Lang(w.Lang))
	s := assess.Sheet(n.Result, n.Facts, scheme, says)
	assess.SayUnjudged(&s, n.Result, says, n.Unjudged)
	s.Attached = append(s.Attached, sheet.Attached{Name: SnapshotName, Mime: "application/json", Data: snapshot},
		sheet.Attached{Name: wordName, Mime: "application/cbor", Data: wire.Encode(w)})
	return s, nil
}

// Carried says whether a file is the paper of a sealed assessment.
func Carried(file []byte) bool {
	all, err := sheet.Attachments(file)
	return err == nil && slices.ContainsFunc(all, func(a sheet.Attached) bool { return a.Name == SnapshotName })
}

// Verify computes the assessment again from its snapshot, makes the paper again, and says what that proves.
func Verify(v proof.Verifier, name string, file []byte) (*proof.Verdict, error) {
	format, err := sheet.ByName(name)
	if err != nil {
		return nil, err
	}
	all, err := sheet.Attachments(file)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	part := func(name string) []byte {
		n := slices.IndexFunc(all, func(a sheet.Attached) bool { return a.Name == name })
		if n < 0 {
			return nil
		}
		return all[n].Data
	}
	var word Word
	if part(SnapshotName) == nil || wire.Decode(part(wordName), &word) != nil {
		return nil, fmt.Errorf("%s: %w", name, errors.Join(proof.ErrNone))
	}
	c := checking{w: &v.Words.Proof}
	n, err := assess.ReadSnapshot(part(SnapshotName))
	if err != nil {
		c.broken(fmt.Sprintf(c.w.BadSnapshot, err))
		return &c.v, nil
	}
	c.computed(n)
	c.signed(v.Trust, word, n)
	c.made(v, format, file, part(SnapshotName), word)
	c.v.Open = append(c.v.Open, c.w.FactsOpen)
	return &c.v, nil
}

type checking struct {
	w *words.ProofWords
	v proof.Verdict
}

func (c *checking) proved(says string) { c.v.Proved = append(c.v.Proved, says) }
func (c *checking) broken(says string) { c.v.Broken = append(c.v.Broken, says) }

func (c *checking) computed(n assess.Snapshot) {
	if err := n.Verify(); err != nil {
		c.broken(fmt.Sprintf(c.w.BadSnapshot, err))
		return
	}
	c.proved(fmt.Sprintf(c.w.Computed, n.Result.Year, n.Facts.Enterprise.Name, n.Version, n.Sealed, n.By))
}

func (c *checking) signed(t proof.Trust, word Word, n assess.Snapshot) {
	print := proof.Fingerprint(word.Park)
	name := t.Parks[print]
	if name == "" {
		name = word.Name
		c.v.Open = append(c.v.Open, fmt.Sprintf(c.w.WhosePark, name, print))
	}
	name = fmt.Sprintf(c.w.ParkName, name, print)
	a, err := wire.OpenAssessed(word.Park, word.Signed)
	hash, wrong := wire.ParseSum(n.Hash)
	if err != nil || wrong != nil || a.Hash != hash {
		c.broken(fmt.Sprintf(c.w.BadVouch, name))
		return
	}
	c.proved(fmt.Sprintf(c.w.SealedBy, name, n.Hash[:12]))
}

func (c *checking) made(v proof.Verifier, format sheet.Format, file, snapshot []byte, word Word) {
	s, err := Sheet(snapshot, word)
	var b bytes.Buffer
	if err == nil {
		err = format.Write(&b, s)
	}
	switch {
	case err != nil:
		c.broken(fmt.Sprintf(c.w.CannotMake, err))
	case !bytes.Equal(b.Bytes(), file):
		c.broken(fmt.Sprintf(c.w.Differs, s.Title, word.App, v.App))
	default:
		c.proved(fmt.Sprintf(c.w.Same, s.Title, format.Ending))
	}
}
