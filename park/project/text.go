package project

import (
	"crypto/sha256"
	"encoding/hex"
	"math"
	"strings"
	"time"
	"unicode/utf8"

	"anquan.example/paicha/inspection"
)

// What an operation says was checked by whoever signed it, and by nobody since: the tables take in what keys, indexes and engines can
// hold, and no device can stop the Projector by a text.

// maxTerm is the longest value of a column that is in an index, bytes.
const maxTerm = 200

// text is a text as every engine keeps it.
func text(s string) string { return strings.ReplaceAll(s, "\x00", "\uFFFD") }

// term is a value that is in an index: what is too long ends in a hash of all of it, so that two stay two.
func term(s string) string {
	plain := text(s)
	if plain == s && len(s) <= maxTerm {
		return s
	}
	cut := min(len(plain), maxTerm-35) // for the dots and 32 digits
	for cut < len(plain) && !utf8.RuneStart(plain[cut]) {
		cut--
	}
	sum := sha256.Sum256([]byte(s))
	return plain[:cut] + "…" + hex.EncodeToString(sum[:16])
}

// day is a day, or none.
func day(s string) string {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return ""
	}
	return s
}

// dueDay is a day, or NoDay.
func dueDay(s string) string {
	if s = day(s); s == "" {
		return NoDay
	}
	return s
}

func clock(h inspection.HLC) int64 { return int64(min(uint64(h), math.MaxInt64)) }
