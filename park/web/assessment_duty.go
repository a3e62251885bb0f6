package web

import (
	"fmt"

	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
)

// assessmentDuties is what the assessments ask of an enterprise now: its self-score, and to look over its draft.
func (c *call) assessmentDuties(tx *sqldb.Tx) (all []duty, err error) {
	if c.who().Guest {
		return nil, nil
	}
	years, err := review.Years(tx)
	for _, y := range years {
		switch href := assessmentPath(y.Year); {
		case y.Stage == review.Open:
			all = append(all, duty{Says: fmt.Sprintf(c.words.Review.OwnDutySelf, y.Year), Href: href})
		case y.Stage == review.Public && c.today <= y.Until:
			all = append(all, duty{Says: fmt.Sprintf(c.words.Review.OwnDutyPublic, y.Year, y.Until), Href: href, Due: y.Until})
		}
	}
	return all, err
}

// yearPicture is the findings of an enterprise's calendar year, from all its inspections, as one picture.
type yearPicture struct {
	Lists  []pictureLine
	Visits int
	Year   int
	Href   string // of its assessment, for who may read it
}

func (c *call) yearPicture(tx *sqldb.Tx, enterprise string) (p yearPicture, err error) {
	if _, err := fmt.Sscanf(c.today, "%4d", &p.Year); err != nil {
		return p, err
	}
	f, there, err := c.reviews.Facts.Of(tx, enterprise, p.Year, c.today)
	if err != nil || !there {
		return p, err
	}
	name, at := f.Name(c.words), hrefs(f)
	m := assess.Picture(f, c.today)
	p.Visits = len(m.Inspections)
	p.Lists = mergedLists(c, m, func(of []string) (all []thing) {
		for _, id := range of {
			all = append(all, thing{name(id), at[id]})
		}
		return all
	})
	y, err := review.Find(tx, p.Year)
	if y != nil && mayAssess(c.who().Role) {
		p.Href = assessedPath(p.Year, enterprise)
	}
	return p, err
}
