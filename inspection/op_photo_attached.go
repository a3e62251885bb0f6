package inspection

import (
	"encoding/hex"
	"fmt"
	"slices"
)

// Photo is a picture or video kept beside the log as a file named by its hash.
type Photo struct {
	SHA256 string `cbor:"sha256" json:"sha256"` // hexadecimal
	Size   int64  `cbor:"size" json:"size"`     // bytes
	Name   string `cbor:"name,omitempty" json:"name,omitempty"`
	Mime   string `cbor:"mime,omitempty" json:"mime,omitempty"`
	Taken  string `cbor:"taken,omitempty" json:"taken,omitempty"` // RFC 3339, from the file
}

// Photographed attaches a photo to a finding, or to an answer (criterion and unit). The photo's file is on
// disk before the operation that names it.
type Photographed struct {
	ID        string `cbor:"inspection"`
	Finding   string `cbor:"finding,omitempty"`
	Criterion string `cbor:"criterion,omitempty"`
	Unit      string `cbor:"unit,omitempty"`
	Photo     Photo  `cbor:"photo"`
	Proof     bool   `cbor:"proof,omitempty"` // shows that the hazard is removed
}

// Kind is "photo-attached".
func (*Photographed) Kind() string { return "photo-attached" }
func (p *Photographed) of() string { return p.ID }

func (p *Photographed) check() error {
	if sum, err := hex.DecodeString(p.Photo.SHA256); err != nil || len(sum) != 32 {
		return fmt.Errorf("photo %q is not a SHA-256 in hexadecimal", p.Photo.SHA256)
	}
	if p.Finding == "" && p.Criterion == "" {
		return fmt.Errorf("photo belongs to no finding and no answer")
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
}

func appendPhoto(photos []Photo, p Photo) []Photo {
	if slices.ContainsFunc(photos, func(q Photo) bool { return q.SHA256 == p.SHA256 }) {
		return photos
	}
	return append(photos, p)
}
