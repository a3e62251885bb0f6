package paper

import (
	"fmt"

	"anquan.example/paicha/checklist"
	"anquan.example/paicha/internal/strictyaml"
)

// Choice is the answer to a scope question: yes, no or unknown, or the list of kinds.
type Choice struct {
	Word  string   `yaml:"-"` // "" when it is a list
	Kinds []string `yaml:"-"`
}

// FromScalar reads yes, no, unknown; true and false as programs write them.
func (c *Choice) FromScalar(value string) error {
	switch value {
	case "unknown":
		c.Word = value
		return nil
	}
	var yes YesNo
	if yes.FromScalar(value) != nil {
		return fmt.Errorf("%s is none of yes, no, unknown; or write the list of kinds", strictyaml.Quote(value))
	}
	c.Word = "no"
	if yes {
		c.Word = "yes"
	}
	return nil
}

// List is where the kinds go.
func (c *Choice) List() any { return &c.Kinds }

// YesNo is yes or no.
type YesNo bool

// FromScalar reads yes and no; true and false as programs write them.
func (y *YesNo) FromScalar(value string) error {
	switch value {
	case "yes", "true":
		*y = true
	case "no", "false":
		*y = false
	default:
		return fmt.Errorf("%s is neither yes nor no; write one of them", strictyaml.Quote(value))
	}
	return nil
}

// Decimal is a measured value with the digits as they were written.
type Decimal string

// FromScalar reads a plain decimal number.
func (d *Decimal) FromScalar(value string) error {
	if !checklist.IsDecimal(value) {
		return fmt.Errorf("%s is not a decimal number; write digits and at most one point, without the unit", strictyaml.Quote(value))
	}
	*d = Decimal(value)
	return nil
}
