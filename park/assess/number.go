package assess

import (
	"errors"
	"regexp"

	"github.com/shopspring/decimal"
)

// Number is an exact decimal of a scheme file, written with or without quotes.
type Number struct{ value decimal.Decimal }

// numbers is what one may look like; exponents are refused: they could ask for gigabytes.
var numbers = regexp.MustCompile(`^[0-9]{1,6}(\.[0-9]{1,4})?$`)

// FromScalar reads a number as it is written.
func (n *Number) FromScalar(value string) error {
	if !numbers.MatchString(value) {
		return errors.New("\"" + shortened(value) + "\" is not a number of points; write digits, at most six before and four behind the point, without a sign")
	}
	v, err := decimal.NewFromString(value)
	n.value = v
	return err
}

// Decimal is its value.
func (n Number) Decimal() decimal.Decimal { return n.value }

// MarshalYAML writes it as it is read.
func (n Number) MarshalYAML() (any, error) { return n.value.String(), nil }

// IsZero says that nothing, or 0, was written.
func (n Number) IsZero() bool { return n.value.IsZero() }

func shortened(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

// Half up to two decimals: what the assessment counts with.
func hundredths(d decimal.Decimal) decimal.Decimal { return d.Round(2) }

func whole(n int) decimal.Decimal { return decimal.NewFromInt(int64(n)) }
