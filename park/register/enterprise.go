// Package register keeps the park's register of enterprises, and reads it from the spreadsheets that people have.
//
// An import is looked at before it is done: Read finds every bad cell, Preview says row by row what would change, and Apply does what was
// previewed or nothing. Enterprises that a file does not name are listed, never closed; an empty cell says nothing and
// changes nothing.
//
// Which enterprise is meant by a credit code or by an id that a tablet gave stands in enterprise_key, so that codes may change and
// entries may be merged without a word lost.
package register

import (
	"strings"

	"github.com/google/uuid"

	"anquan.example/paicha/inspection"
)

// Enterprise is an entry of the register.
type Enterprise struct {
	ID        string
	Name      string
	Code      string // credit code; "" not known
	Address   string
	Contact   string
	Phone     string
	Area      string   // part of the park
	Sectors   []string // ids
	Latitude  string   // decimal degrees, WGS 84
	Longitude string
	Since     string // day it came into the park, YYYY-MM-DD; "" before anybody asked
	Until     string // day it left or closed
	Note      string
	Active    bool
	Changed   int64 // milliseconds since 1970
}

// space is the name space of ids that are made of credit codes.
var space = uuid.NewSHA1(uuid.NameSpaceOID, []byte("GB 32100-2015"))

// NewID gives an enterprise's id: the same in every edition of every register, by its code, or by its name while that is
// all there is.
func NewID(code, name string) string {
	if code == "" {
		return uuid.NewSHA1(space, []byte("\x00"+name)).String()
	}
	return uuid.NewSHA1(space, []byte(code)).String()
}

// Inspected is the enterprise as tablets know it.
func (e Enterprise) Inspected() inspection.Enterprise {
	return inspection.Enterprise{ID: e.ID, Name: e.Name, Code: e.Code, Address: e.Address, Contact: e.Contact, Phone: e.Phone}
}

func split(ids string) []string {
	return strings.FieldsFunc(ids, func(r rune) bool { return r == ',' })
}
