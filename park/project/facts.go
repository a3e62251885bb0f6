package project

import (
	"fmt"
	"strconv"

	"anquan.example/paicha/inspection"
)

// Fact is what the annual assessment asks of a finding. An inspection's row holds those of its findings that were neither withdrawn nor joined
// to another, so that a year is read without a row of finding: that took four times as long as all the rest.
type Fact struct {
	Number, Failed, Fixed                        int64
	Finding, Criterion, Unit, Place, Description string
	Grade, Status                                string
	Found, Notified, Deadline, Reported, Ended   string // days
	Extensions                                   string // Extensions reads them
}

// numbers and texts are the parts of a fact, in the order in which they are written: a number and a colon; a length in bytes, a colon and the text.
func (f *Fact) numbers() [3]*int64 { return [...]*int64{&f.Number, &f.Failed, &f.Fixed} }

func (f *Fact) texts() [13]*string {
	return [...]*string{&f.Finding, &f.Criterion, &f.Unit, &f.Place, &f.Description, &f.Grade, &f.Status,
		&f.Found, &f.Notified, &f.Deadline, &f.Reported, &f.Ended, &f.Extensions}
}

// facts writes inspection.facts.
func facts(all []findingRow) string {
	var b []byte
	for n := range all {
		r := &all[n]
		if r.Joined != "" || r.Status == string(inspection.StatusWithdrawn) {
			continue
		}
		f := Fact{Number: r.Number, Failed: r.Failed, Finding: r.Finding, Criterion: r.Criterion, Unit: r.Unit, Place: r.Place, Description: r.Description, Grade: r.Grade,
			Status: r.Status, Found: r.Found, Notified: r.Notified, Deadline: r.Deadline, Reported: r.Reported, Ended: r.Ended, Extensions: r.Extensions}
		if r.Fixed {
			f.Fixed = 1
		}
		for _, number := range f.numbers() {
			b = append(strconv.AppendInt(b, *number, 10), ':')
		}
		for _, text := range f.texts() {
			b = append(append(strconv.AppendInt(b, int64(len(*text)), 10), ':'), *text...)
		}
	}
	return string(b)
}

// EachFact reads inspection.facts: it gives one fact after another, in the same place each time. Their strings are parts of the text.
func EachFact(text string, each func(*Fact)) error {
	var f Fact
	for rest := text; rest != ""; each(&f) {
		for _, into := range f.numbers() {
			var there bool
			if *into, rest, there = number(rest); !there {
				return fmt.Errorf("facts %.60q are cut off %d bytes before their end", text, len(rest))
			}
		}
		for _, into := range f.texts() {
			size, behind, there := number(rest)
			if !there || size > int64(len(behind)) {
				return fmt.Errorf("facts %.60q are cut off %d bytes before their end", text, len(rest))
			}
			*into, rest = behind[:size], behind[size:]
		}
	}
	return nil
}

// number reads digits up to a colon.
func number(s string) (n int64, rest string, there bool) {
	for at := range len(s) {
		switch c := s[at]; {
		case c == ':' && at > 0:
			return n, s[at+1:], true
		case c < '0' || c > '9' || at == 9:
			return 0, s, false
		default:
			n = n*10 + int64(c-'0')
		}
	}
	return 0, s, false
}
