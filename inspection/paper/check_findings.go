package paper

import (
	"slices"
	"strings"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/internal/strictyaml"
)

func (c *checking) findings() {
	for n := range c.Findings {
		f := &c.Findings[n]
		c.finding(f, f.Level, f.Deadline)
		c.evidence(f, f.Photos, f.NoPhoto, f.Observed)
	}
}

// finding checks what failed answers and findings outside the lists share.
func (c *checking) finding(thing any, level, deadline string) {
	levels := []string{string(inspection.General), string(inspection.SuspectedMajor)}
	if level != "" && !slices.Contains(levels, level) {
		c.places.Wrong(thing, "level", "level "+strictyaml.Quote(level)+" is not known", "one of "+strings.Join(levels, ", "))
	}
	switch {
	case deadline == "":
	case !isDate(deadline):
		c.places.Wrong(thing, "deadline", strictyaml.Quote(deadline)+" is not a day", dayHint)
	case isDate(c.Date) && deadline < c.Date:
		c.places.Wrong(thing, "deadline", "the deadline is before the inspection of "+c.Date, "correct one of the two days")
	}
}

// evidence checks photos and the time of an answer or finding.
func (c *checking) evidence(thing any, photos []string, noPhoto, observed string) {
	if len(photos) > 0 && noPhoto != "" {
		c.places.Wrong(thing, "no_photo", "there are photos", "delete no_photo, or the photos")
	}
	for n, path := range photos {
		if path == "" {
			c.places.WrongItem(thing, "photos", n, "an empty name", "name the photo's file, or delete it")
		} else if slices.Contains(photos[:n], path) {
			c.places.WrongItem(thing, "photos", n, strictyaml.Quote(path)+" is there twice", "delete one")
		} else if err := c.Readable(path); err != nil {
			c.places.WrongItem(thing, "photos", n, err.Error(), "photos are looked for beside the answers file")
		}
	}
	if observed == "" || !isDate(c.Date) {
		return
	}
	if seen, ok := c.moment(observed); !ok {
		c.places.Wrong(thing, "observed", strictyaml.Quote(observed)+" is not a time", `write "09:30", or 2026-11-23T09:30:00+08:00`)
	} else if last := nextDay(c.Date); seen.In(c.Zone).Format(time.DateOnly) > last {
		c.places.Wrong(thing, "observed", strictyaml.Quote(observed)+" is after "+last+", the day after the inspection", "correct one of the two")
	}
}

// moment is when something was seen: a time of the inspection's day, or RFC 3339.
func (c *checking) moment(s string) (time.Time, bool) {
	if t, err := time.ParseInLocation(time.DateOnly+" 15:04", c.Date+" "+s, c.Zone); err == nil {
		return t, true
	}
	t, err := time.Parse(time.RFC3339, s)
	return t, err == nil
}

// nextDay is the day after a date that exists.
func nextDay(date string) string {
	d, err := time.Parse(time.DateOnly, date)
	if err != nil {
		return date
	}
	return d.AddDate(0, 0, 1).Format(time.DateOnly)
}

// signatures: both sides, or the enterprise's refusal with a witness.
func (c *checking) signatures() {
	if !c.places.Has(c.File, "sign") {
		return
	}
	roles := []string{string(inspection.ExpertRole), string(inspection.EnterpriseRole)}
	signed := map[string]bool{}
	for n := range c.Sign {
		s := &c.Sign[n]
		signed[s.Role] = true
		if !slices.Contains(roles, s.Role) {
			c.places.Wrong(s, "role", "role "+strictyaml.Quote(s.Role)+" is not known", "one of "+strings.Join(roles, ", "))
		}
		switch {
		case bool(s.Refused) && (s.Reason == "" || s.Witness == ""):
			c.places.Wrong(s, "refused", "a refusal needs its reason and a witness", "add reason and witness")
		case !bool(s.Refused) && s.Witness != "":
			c.places.Wrong(s, "witness", "a witness goes with a refusal", "add refused: yes, or delete witness")
		}
	}
	for _, role := range roles {
		if !signed[role] {
			c.places.Wrong(c.File, "sign", "nobody signs as "+role, "add one (or the refusal), or leave sign out: the inspection stays open")
		}
	}
}
