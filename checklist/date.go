package checklist

import "time"

// isDate says whether s is a day that exists, written YYYY-MM-DD; such strings compare as days do.
func isDate(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil && len(s) == len(time.DateOnly)
}
