package api

import (
	"strconv"

	"anquan.example/paicha/park/project"
	"anquan.example/paicha/park/register"
)

// EnterpriseLine is an enterprise in a list, with what is to be done there.
type EnterpriseLine struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Code   string `json:"code,omitempty" doc:"credit code"`
	Area   string `json:"area,omitempty" doc:"part of the park"`
	Active bool   `json:"active"`
	Open   int    `json:"open" doc:"findings"`
	Late   int    `json:"late" doc:"open findings past their day that were not reported as removed by then"`
	Ended  int    `json:"ended" doc:"findings closed, transferred, withdrawn or joined"`
	Closed int    `json:"closed" doc:"findings closed"`
}

// Enterprise is an enterprise whole.
type Enterprise struct {
	EnterpriseLine
	Address   string   `json:"address,omitempty"`
	Contact   string   `json:"contact,omitempty"`
	Phone     string   `json:"phone,omitempty"`
	Sectors   []string `json:"sectors"`
	Latitude  string   `json:"latitude,omitempty" doc:"decimal degrees, WGS 84"`
	Longitude string   `json:"longitude,omitempty"`
	Since     string   `json:"since,omitempty" doc:"day it came into the park"`
	Until     string   `json:"until,omitempty" doc:"day it left or closed"`
	Note      string   `json:"note,omitempty"`
	Version   string   `json:"version" doc:"of the entry: given when it is replaced"`
	Changed   string   `json:"changed" format:"date-time"`
}

// EnterpriseBody is what is kept of an enterprise.
type EnterpriseBody struct {
	Name      string   `json:"name" minLength:"1" maxLength:"200"`
	Code      string   `json:"code,omitempty" doc:"credit code, 18 characters"`
	Address   string   `json:"address,omitempty"`
	Contact   string   `json:"contact,omitempty"`
	Phone     string   `json:"phone,omitempty"`
	Area      string   `json:"area,omitempty"`
	Sectors   []string `json:"sectors,omitempty" doc:"ids"`
	Latitude  string   `json:"latitude,omitempty" doc:"decimal degrees, WGS 84"`
	Longitude string   `json:"longitude,omitempty"`
	Since     string   `json:"since,omitempty" doc:"day it came into the park, YYYY-MM-DD"`
	Until     string   `json:"until,omitempty" doc:"day it left or closed"`
	Note      string   `json:"note,omitempty"`
	Active    *bool    `json:"active,omitempty" doc:"true when it is absent"`
	Version   string   `json:"version,omitempty" doc:"of the entry that it replaces"`
}

func lineOf(r project.EnterpriseRow) EnterpriseLine {
	return EnterpriseLine{r.ID, r.Name, r.Code, r.Area, r.Active, r.Open, r.Late, r.Ended, r.Closed}
}

func wholeOf(e register.Enterprise, r project.EnterpriseRow) Enterprise {
	return Enterprise{EnterpriseLine: lineOf(r), Address: e.Address, Contact: e.Contact, Phone: e.Phone, Sectors: append([]string{}, e.Sectors...),
		Latitude: e.Latitude, Longitude: e.Longitude, Since: e.Since, Until: e.Until, Note: e.Note, Version: strconv.FormatInt(e.Changed, 36), Changed: moment(e.Changed)}
}

// entry is the body as the register keeps it.
func (b EnterpriseBody) entry(id string, changed int64) register.Enterprise {
	return register.Enterprise{ID: id, Name: b.Name, Code: b.Code, Address: b.Address, Contact: b.Contact, Phone: b.Phone, Area: b.Area, Sectors: b.Sectors,
		Latitude: b.Latitude, Longitude: b.Longitude, Since: b.Since, Until: b.Until, Note: b.Note, Active: b.Active == nil || *b.Active, Changed: changed}
}
