package inspection

import (
	"fmt"
	"strings"
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

// CheckCreditCode checks a unified social credit code: 18 characters, alphabet and check character (GB 32100-2015).
func CheckCreditCode(code string) error {
	if len(code) != 18 {
		return fmt.Errorf("credit code %q has %d characters, want 18", code, len([]rune(code)))
	}
	sum, weight := 0, 1
	for i := range 17 {
		n := strings.IndexByte(creditAlphabet, code[i])
		if n < 0 {
			return fmt.Errorf("credit code %q: character %d (%q) is not in the code's alphabet (no I, O, S, V, Z, no lower case)", code, i+1, code[i:i+1])
		}
		sum += n * weight
		weight = weight * 3 % 31
	}
	want := creditAlphabet[(31-sum%31)%31]
	if code[17] != want {
		return fmt.Errorf("credit code %q: the last character should be %c: one of the 18 is mistyped", code, want)
	}
	return nil
}
