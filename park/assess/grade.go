package assess

import (
	"github.com/shopspring/decimal"

	"anquan.example/paicha/checklist"
)

// Grade is a range of scores. It has one lower bound, but for the worst, and one upper bound, but for the best.
type Grade struct {
	ID    string         `yaml:"id"`
	Name  checklist.Text `yaml:"name"`
	From  *Number        `yaml:"from,omitempty"`  // this score and more
	Above *Number        `yaml:"above,omitempty"` // more than this score
	To    *Number        `yaml:"to,omitempty"`    // this score and less
	Below *Number        `yaml:"below,omitempty"` // less than this score
}

func (g *Grade) holds(score decimal.Decimal) bool {
	return (g.From == nil || score.Cmp(g.From.value) >= 0) && (g.Above == nil || score.Cmp(g.Above.value) > 0) &&
		(g.To == nil || score.Cmp(g.To.value) <= 0) && (g.Below == nil || score.Cmp(g.Below.value) < 0)
}

// GradeOf is the grade of a score by itself.
func (s *Scheme) GradeOf(score decimal.Decimal) *Grade {
	for n := range s.Grades {
		if s.Grades[n].holds(score) {
			return &s.Grades[n]
		}
	}
	return nil // lint leaves no gap
}

// Grade is the grade with that id; nil when there is none.
func (s *Scheme) Grade(id string) *Grade {
	if n := s.rank(id); n >= 0 {
		return &s.Grades[n]
	}
	return nil
}

// rank is 0 for the best grade; -1 when there is none of that id.
func (s *Scheme) rank(id string) int {
	for n := range s.Grades {
		if s.Grades[n].ID == id {
			return n
		}
	}
	return -1
}
