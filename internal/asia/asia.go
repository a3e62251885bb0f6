// Package asia pins how wide a terminal draws the characters whose width is ambiguous (① “ ” … × ─): one cell,
// or two when PAICHA_WIDE=1. The width libraries read RUNEWIDTH_EASTASIAN once, while they are initialised, and
// one of them would else guess from the locale. Go initialises packages in the order of their import paths, so
// this one, which imports only the standard library and whose path sorts before github.com/…, runs before them.
package asia

import "os"

// Variable is what the width libraries read: "0" narrow, "1" wide.
const Variable = "RUNEWIDTH_EASTASIAN"

// Setting is the person's own word on it, for terminals whose font draws ambiguous characters two cells wide.
const Setting = "PAICHA_WIDE"

func init() {
	if _, set := os.LookupEnv(Variable); set {
		return
	}
	value := "0"
	if os.Getenv(Setting) == "1" {
		value = "1"
	}
	// It fails only for a malformed name, which this is not.
	_ = os.Setenv(Variable, value)
}

// Wide says whether ambiguous characters count two cells.
func Wide() bool { return os.Getenv(Variable) == "1" }
