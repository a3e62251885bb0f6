package account

import (
	"slices"
	"time"
)

// Role is what somebody may do in a park; the table of what that is belongs to package park.
type Role string

// Roles of people. A device never signs in here: it is in the table of routes.
const (
	Nobody     Role = ""
	Admin      Role = "admin"
	Officer    Role = "officer"
	Lead       Role = "lead"
	Expert     Role = "expert"
	Enterprise Role = "enterprise"
	Auditor    Role = "auditor" // reads only
	Device     Role = "device"
)

// Roles is all of them, from who may most.
func Roles() []Role { return []Role{Admin, Officer, Lead, Expert, Enterprise, Auditor, Device, Nobody} }

// Held says whether an account may have the role.
func (r Role) Held() bool { return r != Nobody && r != Device && slices.Contains(Roles(), r) }

// Person is who acts. Operations name them by Name.
type Person struct {
	Login, Name string
	Role        Role
	Enterprise  string // of the role Enterprise: whose
	Guest       bool   // came by the code on a printed list: role Enterprise, no login
	Lang        string // '' as the browser says
}

// Known is how the audit and lists name them.
func (p Person) Known() string {
	switch {
	case p.Guest:
		return p.Name + " (guest of " + p.Enterprise + ")"
	case p.Login == "":
		return p.Name
	}
	return p.Name + " (" + p.Login + ")"
}

// Console is who works at the server itself, by the commands of parkd.
var Console = Person{Name: "parkd", Role: Admin}

// Account is a person's entry in the register of those who may come in.
type Account struct {
	Login, Name string
	Role        Role
	Enterprise  string // id, or credit code, of the role Enterprise
	Lang        string
	Disabled    bool

	// What follows is told by List and Find, and not taken by Save and Invite.
	Password bool // there is one
	Identity bool // is known to the identity provider
	Locked   time.Time
	Created  time.Time
	Seen     time.Time // last entry
}
