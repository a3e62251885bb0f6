package account

import (
	_ "embed"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Bounds of a password, in characters.
const (
	minPassword = 10
	maxPassword = 200
	maxBytes    = 4 * maxPassword
)

//go:embed common.txt
var commonText string

// common is what anybody would try first: whole passwords, and words that people dress with digits and signs.
var common = func() map[string]bool {
	all := map[string]bool{}
	for line := range strings.Lines(commonText) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			all[line] = true
		}
	}
	return all
}()

// public are numbers that others know: a mobile phone's, an enterprise's credit code, an identity card's.
var public = regexp.MustCompile(`^(1\d{10}|(86)?1\d{10}|[0-9a-hj-npqrtuwxy]{2}\d{6}[0-9a-hj-npqrtuwxy]{10}|\d{17}[\dx])$`)

// weak says why a password is none; nil when it is one. What is asked for is length, not signs.
func weak(password string, person ...string) error {
	if len(password) > maxBytes {
		return denied(TooLong, "")
	}
	password = plain(password)
	switch n := utf8.RuneCountInString(password); {
	case n < minPassword:
		return denied(TooShort, "")
	case n > maxPassword:
		return denied(TooLong, "")
	}
	lower := strings.ToLower(password)
	word := undressed(lower)
	if few(lower) || public.MatchString(lower) || common[lower] || common[word] {
		return denied(TooCommon, "")
	}
	for _, p := range person {
		if p = strings.ToLower(plain(p)); p != "" && (lower == p || word == undressed(p)) {
			return denied(TooCommon, "")
		}
	}
	return nil
}

// leet is how people write letters as digits and signs.
var leet = strings.NewReplacer("@", "a", "4", "a", "0", "o", "1", "i", "!", "i", "3", "e", "$", "s", "5", "s", "7", "t")

// undressed is the word in a password like "P@ssw0rd2026!": without digits and signs around it, and in letters.
func undressed(lower string) string {
	word := strings.TrimFunc(lower, func(r rune) bool { return !unicode.IsLetter(r) && r != '@' && r != '$' })
	word = strings.TrimRight(word, "@$") // "admin@123"
	return leet.Replace(word)
}

// few says that a password is of few characters, repeated.
func few(lower string) bool {
	seen := map[rune]bool{}
	for _, r := range lower {
		seen[r] = true
	}
	return len(seen) < 5
}
