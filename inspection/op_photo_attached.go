package inspection

import (
	"encoding/hex"
	"fmt"
	"regexp"
	"slices"
	"time"
)

// Photo is a picture or video kept beside the log as a file named by its hash.
type Photo struct {
	SHA256 string `cbor:"sha256" json:"sha256"` // hexadecimal
	Size   int64  `cbor:"size" json:"size"`     // bytes
	Name   string `cbor:"name,omitempty" json:"name,omitempty"`
	Mime   string `cbor:"mime,omitempty" json:"mime,omitempty"`
	Taken  string `cbor:"taken,omitempty" json:"taken,omitempty"` // RFC 3339, from the file
}

// Photographed attaches a photo to a finding, to an answer (criterion and unit), or to the inspection as the photo of a paper that was
// signed by hand. The photo's file is on disk before the operation that names it.
type Photographed struct {
	ID        string `cbor:"inspection"`
	Finding   string `cbor:"finding,omitempty"`
	Criterion string `cbor:"criterion,omitempty"`
	Unit      string `cbor:"unit,omitempty"`
	Photo     Photo  `cbor:"photo"`
	Proof     bool   `cbor:"proof,omitempty"` // shows that the hazard is removed
	Paper     string `cbor:"paper,omitempty"` // kind of the signed paper that it shows (report.Papers): of no finding and no answer
}

// Kind is "photo-attached".
func (*Photographed) Kind() string { return "photo-attached" }
func (p *Photographed) of() string { return p.ID }

func (p *Photographed) check() error {
	if sum, err := hex.DecodeString(p.Photo.SHA256); err != nil || len(sum) != 32 {
		return fmt.Errorf("photo %q is not a SHA-256 in hexadecimal", p.Photo.SHA256)
	}
	if p.Finding == "" && p.Criterion == "" && p.Paper == "" {
		return fmt.Errorf("photo belongs to no finding, no answer and no signed paper")
	}
	if p.Paper != "" && (p.Finding != "" || p.Criterion != "" || p.Proof || !paperKind.MatchString(p.Paper)) {
		return fmt.Errorf("photo of a signed paper: %q is no kind of paper, or it belongs to a finding or an answer as well", p.Paper)
	}
	return first(id("inspection", p.ID), texts("photo name", p.Photo.Name, "mime", p.Photo.Mime), moment("taken", p.Photo.Taken))
}

func (p *Photographed) apply(i *Inspection, op Op) {
	if p.Finding != "" {
		i.tell(p.Finding, op)
	}
	if p.Criterion != "" && p.Finding == "" {
		key := Key{p.Criterion, p.Unit}
		i.Photos[key] = appendPhoto(i.Photos[key], p.Photo)
	}
	if p.Paper != "" && p.Finding == "" && p.Criterion == "" {
		again := func(s SignedPaper) bool { return s.Paper == p.Paper && s.Photo.SHA256 == p.Photo.SHA256 }
		if !slices.ContainsFunc(i.Signed, again) {
			i.Signed = append(i.Signed, SignedPaper{p.Paper, p.Photo, op.At()})
		}
	}
}

// paperKind is how a kind of paper is named.
var paperKind = regexp.MustCompile(`^[a-z][a-z-]{0,31}$`)

// SignedPaper is a photo of a paper with its handwritten signatures, and when it came in.
type SignedPaper struct {
	Paper string // kind
	Photo Photo
	At    time.Time // the device's clock
}

func appendPhoto(photos []Photo, p Photo) []Photo {
	if slices.ContainsFunc(photos, func(q Photo) bool { return q.SHA256 == p.SHA256 }) {
		return photos
	}
	return append(photos, p)
}
