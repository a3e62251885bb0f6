package checklist

import (
	"math/big"
	"regexp"
)

// decimals are what a measured value or a limit may look like. Exponents are refused: they could ask for
// gigabytes.
var decimals = regexp.MustCompile(`^[+-]?[0-9]{1,30}(\.[0-9]{1,30})?$`)

// IsDecimal says whether s is a plain decimal number that a measure can be compared with.
func IsDecimal(s string) bool { return decimals.MatchString(s) }

// ops is the comparisons of measures: which results of value-against-limit make them hold, how they are
// shown, and how when they do not hold.
var ops = map[string]struct {
	holds      func(cmp int) bool
	sign, fail string
}{
	">=": {func(c int) bool { return c >= 0 }, "≥", "<"},
	">":  {func(c int) bool { return c > 0 }, ">", "≤"},
	"<=": {func(c int) bool { return c <= 0 }, "≤", ">"},
	"<":  {func(c int) bool { return c < 0 }, "<", "≥"},
}

// Holds compares exactly (never by floating point); unknown when there is no limit or no decimal value.
func (m *Measure) Holds(value string) Tri {
	op, ok := ops[m.Op]
	if !ok || !IsDecimal(value) || !IsDecimal(m.Limit) {
		return Unknown
	}
	v, _ := new(big.Rat).SetString(value)
	limit, _ := new(big.Rat).SetString(m.Limit)
	return truth(op.holds(v.Cmp(limit)))
}

// Against is the value against the limit as it is: "12 人 > 9 人", or the value alone when nothing is compared.
func (m *Measure) Against(value string) string {
	t := m.Holds(value)
	if t == Unknown {
		return value + " " + m.Unit
	}
	sign := ops[m.Op].sign
	if t == No {
		sign = ops[m.Op].fail
	}
	return value + " " + m.Unit + " " + sign + " " + m.Limit + " " + m.Unit
}
