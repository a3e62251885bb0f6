package inspection

import (
	"fmt"

	"anquan.example/paicha/checklist"
)

// Role is in what quality somebody signs.
type Role string

// Roles.
const (
	ExpertRole     Role = "expert"
	EnterpriseRole Role = "enterprise" // person in charge on site
)

// Signature is one person's, or their refusal with the reason and a witness.
type Signature struct {
	Role    Role   `cbor:"role" json:"role"`
	Name    string `cbor:"name" json:"name"`
	Refused bool   `cbor:"refused,omitempty" json:"refused,omitempty"`
	Reason  string `cbor:"reason,omitempty" json:"reason,omitempty"`   // of the refusal, or an objection
	Witness string `cbor:"witness,omitempty" json:"witness,omitempty"` // of the refusal
}

// Outcome is the verdict of a sector when the list was sealed.
type Outcome struct {
	Sector  string            `cbor:"sector" json:"sector"`
	Source  string            `cbor:"source" json:"source"`
	Outcome checklist.Outcome `cbor:"outcome" json:"outcome"`
	Open    int               `cbor:"open" json:"open"` // how many things were open
}

// Seal is how much of a feed the sealed list covers.
type Seal struct {
	Feed string `cbor:"feed" json:"feed"` // hexadecimal
	Seq  uint64 `cbor:"seq" json:"seq"`
	Hash []byte `cbor:"hash" json:"hash"` // Op.Hash of that operation: commits to all before it
}

// Closed seals the findings list: what is said later is a new, visible entry.
type Closed struct {
	ID         string      `cbor:"inspection"`
	Signatures []Signature `cbor:"signatures"`
	Outcomes   []Outcome   `cbor:"outcomes"`
	Seals      []Seal      `cbor:"seals"`
}

// Kind is "inspection-closed".
func (*Closed) Kind() string { return "inspection-closed" }
func (c *Closed) of() string { return c.ID }

func (c *Closed) check() error {
	if err := id("inspection", c.ID); err != nil {
		return err
	}
	signed := map[Role]bool{}
	for _, s := range c.Signatures {
		if err := first(oneOf("role", s.Role, ExpertRole, EnterpriseRole), line("signature", s.Name), texts("reason", s.Reason, "witness", s.Witness)); err != nil {
			return err
		}
		if s.Refused {
			if err := first(line("reason of refusal", s.Reason), line("witness of refusal", s.Witness)); err != nil {
				return err
			}
		}
		signed[s.Role] = true
	}
	if !signed[ExpertRole] || !signed[EnterpriseRole] {
		return fmt.Errorf("the list needs the expert's and the enterprise's signature, or the enterprise's refusal with a witness")
	}
	if len(c.Seals) == 0 {
		return fmt.Errorf("the seal covers nothing")
	}
	return nil
}

func (c *Closed) apply(i *Inspection, op Op) {
	i.Closed, i.ClosedAt = c, op.At()
	i.seals = append(i.seals, op)
}
