package account

import (
	"fmt"
	"time"
)

// Reason is why somebody was not let in, or something was not taken.
type Reason string

// Reasons. Words of both languages are in internal/words, by the sentence of each.
const (
	Wrong       Reason = "wrong"
	Locked      Reason = "locked"
	Disabled    Reason = "disabled"
	TooMany     Reason = "too-many"
	Busy        Reason = "busy"
	NotNow      Reason = "not-now"
	LinkUnknown Reason = "link-unknown"
	LinkUsed    Reason = "link-used"
	LinkExpired Reason = "link-expired"
	LinkFull    Reason = "link-full"
	Withdrawn   Reason = "link-withdrawn"
	Forbidden   Reason = "forbidden"

	TooShort      Reason = "short"
	TooLong       Reason = "long"
	TooCommon     Reason = "common"
	BadLogin      Reason = "login"
	LoginTaken    Reason = "login-taken"
	LoginUnknown  Reason = "login-unknown"
	BadName       Reason = "name"
	NameTaken     Reason = "name-taken"
	NameReserved  Reason = "name-reserved"
	BadRole       Reason = "role"
	BadEnterprise Reason = "enterprise"
	BadLang       Reason = "lang"
	LastAdmin     Reason = "last-admin"
	BadScope      Reason = "scope"
	BadTokenName  Reason = "token-name"
	TokenUnknown  Reason = "token-unknown"

	NoProvider   Reason = "no-provider"
	ProviderSaid Reason = "provider-said"
	Unexpected   Reason = "unexpected"
	OtherAnswer  Reason = "other-answer"
)

// sentences are the reasons in English; %s is About, or Until.
var sentences = map[Reason]string{
	Wrong:       "the login or the password is wrong",
	Locked:      "too many wrong passwords: this login is locked until %s; an administrator can make a new link",
	Disabled:    "this account is disabled: ask the park's administrator",
	TooMany:     "too many failed tries from your network: wait until %s",
	Busy:        "too many people are entering at this moment: try again in a minute",
	NotNow:      "the session is over: enter again",
	LinkUnknown: "this link is not known: open it whole, or ask the park for a new one",
	LinkUsed:    "this link was used already: ask the park for a new one",
	LinkExpired: "this link is too old: ask the park for a new one",
	Withdrawn:   "the park has withdrawn this link: ask it why, and for a new one",
	LinkFull:    "this code was opened on as many devices as it is good for: open it on one of those, or ask the park for a new one",
	Forbidden:   "%s may not do this: ask an administrator",

	TooShort:      "a password needs at least 10 characters: several words do well",
	TooLong:       "a password has at most 200 characters",
	TooCommon:     "this password is among the first that anybody would try: take several words that do not belong together",
	BadLogin:      "%q cannot be a login: 2 to 64 letters a-z, digits and . _ - @, beginning with a letter or digit",
	LoginTaken:    "there is an account %q: take another login, or make a new link for that account",
	LoginUnknown:  "there is no account %q: parkd account list shows all",
	BadName:       "%q is not one person's name: operations name people by it, so write the whole name of one person, at most 60 characters",
	NameTaken:     "%s has the same name: whoever re-checks is told apart by name, so write what tells these two apart behind it, not in brackets",
	NameReserved:  "somebody of the park is called %s: write what tells you apart behind your name, not in brackets, like your department",
	BadRole:       "%q is no role of an account: admin, officer, lead, expert, enterprise or auditor",
	BadEnterprise: "%q is no enterprise of the register: the role enterprise needs one, by id or credit code, and other roles have none",
	BadLang:       "%q is no language: zh, en, or none",
	LastAdmin:     "%s is the last administrator who can enter: make another one first",
	BadScope:      "%q is no scope of a token: read, write, export, hook or metrics",
	BadTokenName:  "%q cannot be a token's name: write on one line which program it is for, in at most 60 characters",
	TokenUnknown:  "there is no token %q",

	NoProvider:   "this park has no identity provider: enter by password",
	ProviderSaid: "the identity provider refused: %s",
	Unexpected:   "the identity provider knows you as %s, but no account here waits for that: ask the park's administrator",
	OtherAnswer:  "this answer of the identity provider belongs to another try, or is too old: enter again",
}

// Denied is why somebody was not let in, or something was not taken: an error for the person's eyes.
type Denied struct {
	Reason Reason
	Until  time.Time // Locked, TooMany
	About  string    // what the reason speaks of
}

func denied(r Reason, about string) *Denied { return &Denied{Reason: r, About: about} }

// Error is the sentence in English.
func (d *Denied) Error() string {
	format, args := d.Sentence()
	return fmt.Sprintf(format, args...)
}

// Sentence is what internal/words needs to say it in another language.
func (d *Denied) Sentence() (format string, args []any) {
	format = sentences[d.Reason]
	switch d.Reason {
	case Locked, TooMany:
		args = []any{d.Until.Local().Format("2006-01-02 15:04:05")}
	case Forbidden, BadLogin, LoginTaken, LoginUnknown, BadName, NameTaken, NameReserved, BadRole, BadEnterprise, BadLang, LastAdmin,
		BadScope, BadTokenName, TokenUnknown, ProviderSaid, Unexpected:
		args = []any{d.About}
	}
	return format, args
}

// Reasons is every reason there is, for a test that each has its words.
func Reasons() (all []Reason) {
	for r := range sentences {
		all = append(all, r)
	}
	return all
}
