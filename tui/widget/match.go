package widget

import (
	"strings"
	"sync"
	"unicode"

	"github.com/mozillazg/go-pinyin"
)

// Match says whether text answers to a filter: it holds the query, or its characters' pinyin initials in a row do
// (储罐高液位: cggyw, or gyw). Every reading of a character counts (重庆: cq and zq). Case and width do not matter; an empty query
// matches all.
func Match(query, text string) bool {
	q := fold(query)
	if q == "" {
		return true
	}
	if strings.Contains(fold(text), q) {
		return true
	}
	for i := 0; i < len(q); i++ {
		if c := q[i]; !(c >= 'a' && c <= 'z' || c >= '0' && c <= '9') {
			return false
		}
	}
	return initialsIn(q, initials.of(text))
}

func fold(s string) string {
	return strings.ToLower(strings.TrimSpace(HalfWidth(s)))
}

// initialsIn says whether the query's letters are the initials of characters that follow each other.
func initialsIn(q string, sets []letters) bool {
	for start := 0; start+len(q) <= len(sets); start++ {
		n := 0
		for n < len(q) && sets[start+n].has(q[n]) {
			n++
		}
		if n == len(q) {
			return true
		}
	}
	return false
}

// letters is a set of a–z and 0–9.
type letters uint64

func letter(c byte) letters {
	switch {
	case c >= 'a' && c <= 'z':
		return 1 << (c - 'a')
	case c >= '0' && c <= '9':
		return 1 << (26 + c - '0')
	}
	return 0
}

func (l letters) has(c byte) bool { return l&letter(c) != 0 }

// initials keeps what was looked up: a title is looked up once (19 microseconds), not at every key.
var initials = initialCache{texts: map[string][]letters{}}

type initialCache struct {
	mu    sync.Mutex
	texts map[string][]letters
}

const initialCacheSize = 16384

// of is a set per character; punctuation and blanks are left out.
func (c *initialCache) of(text string) []letters {
	c.mu.Lock()
	defer c.mu.Unlock()
	if sets, ok := c.texts[text]; ok {
		return sets
	}
	if len(c.texts) >= initialCacheSize {
		clear(c.texts)
	}
	args := pinyin.NewArgs()
	args.Heteronym = true
	args.Style = pinyin.FirstLetter
	var sets []letters
	for _, r := range fold(text) {
		if set := initialsOf(r, args); set != 0 {
			sets = append(sets, set)
		}
	}
	c.texts[text] = sets
	return sets
}

func initialsOf(r rune, args pinyin.Args) letters {
	if r < 0x80 {
		return letter(byte(r))
	}
	if !unicode.Is(unicode.Han, r) {
		return 0
	}
	var set letters
	for _, reading := range pinyin.SinglePinyin(r, args) {
		if reading != "" {
			set |= letter(reading[0])
		}
	}
	return set
}
