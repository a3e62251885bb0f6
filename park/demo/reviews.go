package demo

import (
	"context"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/register"
	"anquan.example/paicha/park/review"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
)

// Reviews makes up the annual assessments: the year before from self-scores to the seal, with an objection that was upheld and one that was
// not; this year's at its draft. It sets the clock, and leaves it at Today.
func Reviews(ctx context.Context, db *sqldb.DB, park *server.Park, facts review.Facts, o Options, all []inspection.Enterprise) error {
	c := &clerk{world: &world{ctx: ctx, park: park, o: o, rng: rand.New(rand.NewPCG(o.Seed, 0xa55e55))}, db: db}
	defer o.Clock.Set(o.Today)
	all, err := registered(ctx, db, all)
	if err != nil {
		return err
	}
	b := &board{clerk: c, reviews: &review.Reviews{DB: db, Now: o.Clock.Now, Zone: o.Today.Location(), Facts: facts}}
	last := o.Today.Year() - 1
	if Begin(o.Today).Year() == last {
		if err := b.whole(last, all); err != nil {
			return fmt.Errorf("make up the assessment of %d: %w", last, err)
		}
	}
	if err := b.drafted(o.Today.Year(), o.Today.AddDate(0, 0, -6), all); err != nil {
		return fmt.Errorf("make up the assessment of %d: %w", o.Today.Year(), err)
	}
	o.Clock.Set(o.Today)
	return b.reviews.Compute(ctx, o.Today.Year())
}

// registered is the enterprises that the park's register has: one that was never visited is not in it.
func registered(ctx context.Context, db *sqldb.DB, all []inspection.Enterprise) (there []inspection.Enterprise, err error) {
	err = db.Read(ctx, func(tx *sqldb.Tx) error {
		there = nil
		for _, e := range all {
			_, is, err := register.Find(tx, e.ID)
			if err != nil {
				return err
			}
			if is {
				there = append(there, e)
			}
		}
		return nil
	})
	return there, err
}

// board is the people of an assessment.
type board struct {
	*clerk
	reviews *review.Reviews
}

// Who assesses: one gives points, others decide.
var (
	assessor = account.Person{Login: "demo-qian", Name: officers[2], Role: account.Officer}
	chair    = account.Person{Login: "demo-sun", Name: officers[3], Role: account.Admin}
)

func (b *board) do(who account.Person, year int, at time.Time, s review.Step) error {
	b.o.Clock.Set(at)
	if s.Kind == review.Seal {
		return b.reviews.Seal(b.ctx, who, year, 0, s.Says, s.Unjudged)
	}
	return b.reviews.Do(b.ctx, who, year, 0, s)
}

// points is n hundredths of most, in halves.
func points(most decimal.Decimal, n int) *decimal.Decimal {
	p := most.Mul(decimal.New(int64(n), -2)).Mul(decimal.New(2, 0)).Round(0).Div(decimal.New(2, 0))
	return &p
}

// drafted is a year up to its draft: enterprises score themselves, the park gives points for most.
func (b *board) drafted(year int, begin time.Time, all []inspection.Enterprise) error {
	text, err := assess.PresetText("default", year)
	if err != nil {
		return err
	}
	scheme, err := assess.Parse("default", text)
	if err != nil {
		return err
	}
	if err := b.do(assessor, year, begin, review.Step{Kind: review.Begin, Scheme: string(text)}); err != nil {
		return err
	}
	b.o.Clock.Set(begin.AddDate(0, 0, 2))
	for _, e := range all {
		firm := account.Person{Login: "demo-" + e.Code, Name: e.Contact, Role: account.Enterprise, Enterprise: e.ID}
		var said []review.Entry
		for _, i := range scheme.Items {
			if i.Kind == assess.Manual && b.chance(80) {
				said = append(said, review.Entry{Kind: review.Self, Item: i.ID, Points: points(i.Max.Decimal(), b.between(75, 100)), Says: "资料齐全，见台账"})
			}
		}
		if len(said) > 0 {
			if err := b.reviews.Say(b.ctx, firm, year, e.ID, said...); err != nil {
				return err
			}
		}
	}
	if err := b.do(assessor, year, begin.AddDate(0, 0, 4), review.Step{Kind: review.Drafted}); err != nil {
		return err
	}
	for n, e := range all {
		if year == b.o.Today.Year() && n%6 == 5 {
			continue // not yet
		}
		for _, i := range scheme.Items {
			if i.Kind != assess.Manual {
				continue
			}
			if err := b.reviews.Say(b.ctx, assessor, year, e.ID, review.Entry{Kind: review.Manual, Item: i.ID, Points: points(i.Max.Decimal(), b.between(60, 100)), Says: one(b.world, grounds)}); err != nil {
				return err
			}
		}
	}
	return nil
}

// whole is a year from its beginning to the seal, in the January after it.
func (b *board) whole(year int, all []inspection.Enterprise) error {
	on := func(day int) time.Time {
		return time.Date(year+1, time.January, day, 10, 0, 0, 0, b.o.Today.Location())
	}
	if err := b.drafted(year, on(5), all); err != nil {
		return err
	}
	if err := b.do(assessor, year, on(12), review.Step{Kind: review.Publish, Day: on(19).Format(time.DateOnly)}); err != nil {
		return err
	}
	y, err := b.found(year)
	if err != nil {
		return err
	}
	item := y.Scheme.Items[0]
	for n, e := range all[:min(2, len(all))] {
		b.o.Clock.Set(on(14))
		firm := account.Person{Login: "demo-" + e.Code, Name: e.Contact, Role: account.Enterprise, Enterprise: e.ID}
		if err := b.reviews.Say(b.ctx, firm, year, e.ID, review.Entry{Kind: review.Objection, Item: item.ID, Says: "责任书已签到班组，现补交签字页"}); err != nil {
			return err
		}
		answer := review.Entry{Kind: review.Rejected, Says: "补交的签字页在考核年度之后"}
		if n == 0 {
			answer = review.Entry{Kind: review.Upheld, Points: points(item.Max.Decimal(), 95), Says: "核对签字页属实，改按 9.5 分"}
		}
		if answer.Re, err = b.objection(year, e.ID); err != nil {
			return err
		}
		if err := b.reviews.Say(b.ctx, chair, year, e.ID, answer); err != nil {
			return err
		}
	}
	if err := b.do(chair, year, on(20), review.Step{Kind: review.Decide, Says: "考核组逐家审议，同意公示结果", People: chair.Name + "、" + officers[1]}); err != nil {
		return err
	}
	if err := b.do(chair, year, on(21), review.Step{Kind: review.Seal}); err != nil {
		return err
	}
	return b.reviews.Compute(b.ctx, year)
}

func (b *board) found(year int) (y *review.Review, err error) {
	err = b.db.Read(b.ctx, func(tx *sqldb.Tx) error {
		y, err = review.Find(tx, year)
		return err
	})
	return y, err
}

// objection is the id of an enterprise's only one.
func (b *board) objection(year int, enterprise string) (id string, err error) {
	err = b.db.Read(b.ctx, func(tx *sqldb.Tx) error {
		said, err := review.Said(tx, year, enterprise)
		for _, e := range said {
			if e.Kind == review.Objection {
				id = e.ID
			}
		}
		return err
	})
	return id, err
}

// grounds is why points are given.
var grounds = []string{"责任书、制度、培训记录逐项核对", "现场抽查两个班组，与制度一致", "有制度，执行记录不全", "标准化运行记录完整"}
