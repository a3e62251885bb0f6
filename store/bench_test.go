package store

import "testing"

// BenchmarkRecord is one answer: signing, one record, one flush.
func BenchmarkRecord(b *testing.B) {
	s := opens(b, b.TempDir())
	defer closes(b, s)
	records(b, s, openedAs(1))
	n := 0
	for b.Loop() {
		n++
		records(b, s, answeredAs(1, n%200))
	}
}
