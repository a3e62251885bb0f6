package register

import (
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"anquan.example/paicha/internal/words"
)

// Fault is a kind of problem.
type Fault string

// Faults.
const (
	NoName        Fault = "no-name"
	CodeLength    Fault = "code-length"
	CodeCharacter Fault = "code-character"
	CodeCheck     Fault = "code-check"
	Duplicate     Fault = "duplicate"
	Digits        Fault = "digits"
	Degrees       Fault = "degrees"
	HalfPlace     Fault = "half-place"
	Formula       Fault = "formula"
	Control       Fault = "control"
	TooLong       Fault = "too-long"
	Sector        Fault = "sector"
	BadState      Fault = "state"
	BadDay        Fault = "day"
	BadLine       Fault = "line"
)

// Problem is a cell that cannot be taken; its row is left out, the others are not.
type Problem struct {
	Cell   string // as a spreadsheet names it: "B7"; of a line that cannot be read, its first
	Line   int    // of the file
	Column string // as its heading stands in the file
	Value  string // as it stands in the file
	Fault  Fault
	Says   string // Duplicate: the other cell; CodeCharacter, Control: the character; CodeCheck: the one wanted; Sector: its name
	N      int    // CodeLength: how long it is; TooLong, Degrees: what is allowed
}

// shown is how many characters of a bad value stand in a sentence.
const shown = 40

// Say puts the problem into words, on one line.
func (p Problem) Say(w words.RegisterWords) string {
	where := fmt.Sprintf(w.Cell, p.Cell, p.Line, p.Column)
	if p.Column == "" {
		where = fmt.Sprintf(w.Row, p.Line)
	}
	if p.Value != "" {
		value := p.Value
		if utf8.RuneCountInString(value) > shown {
			value = string([]rune(value)[:shown]) + "…"
		}
		where += " " + quoted(value)
	}
	return where + w.Colon + p.What(w)
}

// quoted shows what cannot be seen.
func quoted(s string) string {
	var b strings.Builder
	for _, r := range s {
		if !unicode.IsPrint(r) || r == utf8.RuneError {
			fmt.Fprintf(&b, "<U+%04X>", r)
			continue
		}
		b.WriteRune(r)
	}
	return "“" + b.String() + "”"
}

// What says what is wrong, without the place.
func (p Problem) What(w words.RegisterWords) string {
	switch p.Fault {
	case NoName:
		return w.NoName
	case CodeLength:
		return fmt.Sprintf(w.CodeLength, p.N)
	case CodeCharacter:
		return fmt.Sprintf(w.CodeCharacter, p.Says)
	case CodeCheck:
		return fmt.Sprintf(w.CodeCheck, p.Says)
	case Duplicate:
		return fmt.Sprintf(w.Duplicate, p.Says)
	case Digits:
		return w.Digits
	case Degrees:
		return fmt.Sprintf(w.Degrees, p.N)
	case HalfPlace:
		return w.HalfPlace
	case Formula:
		return w.Formula
	case Control:
		return fmt.Sprintf(w.Control, p.Says)
	case TooLong:
		return fmt.Sprintf(w.TooLong, p.N)
	case Sector:
		return fmt.Sprintf(w.Sector, p.Says)
	case BadDay:
		return w.BadDay
	case BadState:
		return w.BadState
	}
	return w.BadLine
}

// Explain puts an error of this package into words.
func Explain(err error, w words.RegisterWords) string {
	var invalid *Invalid
	switch {
	case errors.As(err, &invalid):
		all := make([]string, len(invalid.Problems))
		for n, p := range invalid.Problems {
			all[n] = w.Fields[p.Column] + w.Colon + p.What(w)
		}
		return strings.Join(all, "\n")
	case errors.Is(err, ErrTooMany):
		return w.ErrTooMany
	case errors.Is(err, ErrOldExcel):
		return w.ErrOld
	case errors.Is(err, ErrNoHeading):
		return w.ErrHeading
	case errors.Is(err, ErrChanged):
		return w.ErrChanged
	case errors.Is(err, ErrNone):
		return w.ErrNone
	case errors.Is(err, ErrTaken):
		return w.ErrTaken
	}
	return err.Error()
}
