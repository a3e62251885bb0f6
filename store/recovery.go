package store

import (
	"crypto/rand"
	"encoding/base32"
	"strings"
	"unicode/utf8"
)

// weak refuses what a finder tries first.
func weak(secret string) error {
	if utf8.RuneCountInString(secret) < 6 {
		return say("a PIN needs at least 6 digits, a passphrase at least 6 characters")
	}
	same, up, down := true, true, true
	for i := 1; i < len(secret); i++ {
		d := int(secret[i]) - int(secret[i-1])
		same, up, down = same && d == 0, up && d == 1, down && d == -1
	}
	if same || up || down {
		return say("this PIN is the first that anybody tries: choose another")
	}
	return nil
}

// alphabet of recovery codes: no letter that is taken for another.
var alphabet = base32.NewEncoding("0123456789ABCDEFGHJKMNPQRSTVWXYZ").WithPadding(base32.NoPadding)

// newRecovery is 160 bits in eight groups of four.
func newRecovery() string {
	b := make([]byte, 20)
	_, _ = rand.Read(b) // never fails (crypto/rand)
	code := alphabet.EncodeToString(b)
	var groups []string
	for ; len(code) > 0; code = code[4:] {
		groups = append(groups, code[:4])
	}
	return strings.Join(groups, "-")
}

// recoveryOf reads a recovery code as people write it; "" when it is none.
func recoveryOf(s string) string {
	code := strings.NewReplacer("-", "", " ", "", "O", "0", "I", "1", "L", "1", "U", "V").Replace(strings.ToUpper(s))
	if b, err := alphabet.DecodeString(code); err != nil || len(b) != 20 {
		return ""
	}
	return code
}
