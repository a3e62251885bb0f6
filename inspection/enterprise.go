package inspection

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Enterprise is who is inspected.
type Enterprise struct {
	ID      string `cbor:"id" json:"id"` // UUIDv7, given once on some tablet
	Name    string `cbor:"name" json:"name"`
	Code    string `cbor:"code,omitempty" json:"code,omitempty"` // credit code, 18 characters
	Address string `cbor:"address,omitempty" json:"address,omitempty"`
	Contact string `cbor:"contact,omitempty" json:"contact,omitempty"`
	Phone   string `cbor:"phone,omitempty" json:"phone,omitempty"`
}

func (e Enterprise) check() error {
	if err := first(
		id("enterprise id", e.ID), line("enterprise name", e.Name),
		texts("address", e.Address, "contact", e.Contact, "phone", e.Phone),
	); err != nil {
		return err
	}
	if e.Code == "" {
		return nil
	}
	return CheckCreditCode(e.Code)
}

// creditAlphabet and creditWeights are of GB 32100-2015, 4.1 and the check character's formula in
// its annex: mod 31 over the first 17 characters, weights 3^i mod 31.
const creditAlphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"

// CodeError says what is wrong with a credit code: its length, a character, or the check character (one of the three).
type CodeError struct {
	Code   string
	Length int    // characters, when not 18
	Bad    string // a character that the alphabet does not have
	At     int    // its place from 1
	Want   string // the check character that the others call for
}

func (e *CodeError) Error() string {
	switch {
	case e.Length != 0:
		return fmt.Sprintf("credit code %q has %d characters, want 18", e.Code, e.Length)
	case e.Bad != "":
		return fmt.Sprintf("credit code %q: character %d (%q) is not in the code's alphabet (no I, O, S, V, Z, no lower case)", e.Code, e.At, e.Bad)
	}
	return fmt.Sprintf("credit code %q: the last character should be %s: one of the 18 is mistyped", e.Code, e.Want)
}

// CheckCreditCode checks a unified social credit code: 18 characters, alphabet and check character (GB 32100-2015).
// The error is a *CodeError.
func CheckCreditCode(code string) error {
	if n := utf8.RuneCountInString(code); n != 18 {
		return &CodeError{Code: code, Length: max(n, 1)}
	}
	sum, weight, at := 0, 1, 0
	for i, r := range code {
		n := strings.IndexRune(creditAlphabet, r)
		at++
		if n < 0 {
			return &CodeError{Code: code, Bad: string(r), At: at}
		}
		if i < 17 {
			sum += n * weight
			weight = weight * 3 % 31
		}
	}
	if want := creditAlphabet[(31-sum%31)%31]; code[17] != want {
		return &CodeError{Code: code, Want: string(want)}
	}
	return nil
}
