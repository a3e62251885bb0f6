package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"anquan.example/paicha/park"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
)

// Who has to do with the yearly assessment. Experts give no points; an enterprise sees its own year, and never another's.
var (
	assessors = []account.Role{account.Admin, account.Officer, account.Lead}
	assessed  = []account.Role{account.Admin, account.Officer, account.Lead, account.Enterprise, account.Auditor}
	yearsSeen = []account.Role{account.Admin, account.Officer, account.Lead, account.Auditor}
	sayers    = []account.Role{account.Admin, account.Officer, account.Lead, account.Enterprise}
)

// mayAssess says whether a role may read the assessments of all.
func mayAssess(role account.Role) bool { return slices.Contains(yearsSeen, role) }

func assessmentPath(year int) string { return "/assessment/" + strconv.Itoa(year) }

func assessedPath(year int, enterprise string) string { return assessmentPath(year) + "/" + enterprise }

// ofFirm says whether an enterprise asks. A guest, who came by the code on a list, has nothing to do with the assessment.
func (c *call) ofFirm() (bool, error) {
	who := c.who()
	if who.Role == account.Enterprise && (who.Guest || who.Enterprise == "") {
		return true, errRole
	}
	return who.Role == account.Enterprise, nil
}

// year is the year that the address names.
func (c *call) year(tx *sqldb.Tx) (*review.Review, error) {
	n, err := strconv.Atoi(c.r.PathValue("year"))
	if err != nil {
		return nil, park.ErrNotThere
	}
	y, err := review.Find(tx, n)
	if err == nil && y == nil {
		err = park.ErrNotThere
	}
	return y, err
}

// refusal is an error of the assessment that the person can do something about: what to say, and the status of the page that says it. What is
// not theirs stays an error.
func (c *call) refusal(err error) (says string, status int) {
	var r *review.Refused
	if !errors.As(err, &r) {
		return c.says(err)
	}
	switch r.Why {
	case review.NotYours, review.NoEnterprise, review.NoSuchYear:
		return "", 0
	case review.WrongRole:
		return "", 0
	case review.Meanwhile, review.WrongStage, review.YearThere, review.AnsweredBefore, review.StruckBefore, review.Unanswered, review.StillPublic, review.SamePerson, review.Nothing:
		status = http.StatusConflict
	default:
		status = http.StatusUnprocessableEntity
	}
	return c.words.ReviewRefused(string(r.Why), c.refusedOf(r), r.Err), status
}

// refusedOf words what a refusal is about.
func (c *call) refusedOf(r *review.Refused) string {
	if r.Why == review.WrongStage {
		return c.words.Review.Stages[r.Of]
	}
	return r.Of
}

// denied turns refusals that pages of their own tell into those.
func denied(err error) error {
	switch {
	case review.Is(err, review.NotYours), review.Is(err, review.NoEnterprise), review.Is(err, review.NoSuchYear):
		return park.ErrNotThere
	case review.Is(err, review.WrongRole):
		return errRole
	}
	return err
}

// gradeName is what the year's scheme calls a grade.
func (c *call) gradeName(s *assess.Scheme, id string) string {
	if g := s.Grade(id); g != nil {
		return c.words.Text(g.Name)
	}
	return c.words.Review.NoGrade
}

// gradeTone marks the worst grade, and the best.
func gradeTone(s *assess.Scheme, id string) string {
	n := slices.IndexFunc(s.Grades, func(g assess.Grade) bool { return g.ID == id })
	switch {
	case n == 0:
		return "good"
	case n >= 0 && n == len(s.Grades)-1:
		return "bad"
	case n < 0:
		return "warn"
	}
	return ""
}

func (c *call) itemName(s *assess.Scheme, id string) string {
	if i := s.Item(id); i != nil {
		return c.words.Text(i.Name)
	}
	return id
}
