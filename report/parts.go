package report

import (
	"fmt"
	"time"
)

// sealLine says whether the list is sealed, when, and how the seal reads.
func (d Document) sealLine() string {
	if d.Sealed == "" {
		return d.words.Paper.NotSealed
	}
	at := d.Sealed
	if t, err := time.Parse(time.RFC3339, at); err == nil {
		at = t.Format("2006-01-02 15:04:05")
	}
	return fmt.Sprintf(d.words.Paper.SealedAt, at, d.Seal)
}

func unitSuffix(unit string) string {
	if unit == "" {
		return ""
	}
	return " · " + unit
}

func openCount(nothing, format string, n int) string {
	if n == 0 {
		return nothing
	}
	return fmt.Sprintf(format, n)
}
