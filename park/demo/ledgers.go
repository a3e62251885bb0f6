package demo

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"time"

	"anquan.example/paicha/inspection"
	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/ledger"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/sync/server"
	"anquan.example/paicha/sync/wire"
)

// Ledgers makes up what the enterprises entered in their ledgers over the months, and their Safety Months, as enterprises and park would on
// pages. The same seed makes the same, but for ids, which are drawn. It gives how many versions it wrote.
func Ledgers(ctx context.Context, db *sqldb.DB, park *server.Park, o Options, all []inspection.Enterprise) (int, error) {
	c := &clerk{world: &world{ctx: ctx, park: park, o: o, rng: rand.New(rand.NewPCG(o.Seed, 0x1ed6e5))}, db: db}
	for n, e := range all {
		c.firm = account.Person{Name: e.Contact, Role: account.Enterprise, Enterprise: e.ID}
		for year := Begin(o.Today).Year(); year <= o.Today.Year(); year++ {
			if err := c.year(e, n, year); err != nil {
				return c.n, fmt.Errorf("make up the ledgers of %s: %w", e.Name, err)
			}
		}
	}
	return c.n, nil
}

// clerk enters things.
type clerk struct {
	*world
	db   *sqldb.DB
	firm account.Person
	n    int
}

// office is who at the park comments on months.
var office = account.Person{Name: officers[1], Role: account.Officer}

// save enters a version on a day; what is still to come, or was before the made-up time, is not entered.
func (c *clerk) save(who account.Person, day time.Time, d ledger.Draft) (e ledger.Entry, done bool, err error) {
	if day.After(c.o.Today) || day.Before(Begin(c.o.Today)) {
		return e, false, nil
	}
	d.Enterprise, d.Today, d.Now = c.firm.Enterprise, day.Format(time.DateOnly), day
	if e, err = ledger.Save(c.ctx, c.db, who, d); err == nil {
		c.n++
	}
	return e, err == nil, err
}

func (c *clerk) year(e inspection.Enterprise, n, year int) error {
	at := func(month, day int) time.Time {
		return time.Date(year, time.Month(month), day, c.between(9, 16), c.between(0, 59), 0, 0, c.o.Today.Location())
	}
	much := 0
	if keen(n) {
		much = 3
	}
	for k := range min(4, c.between(much, much+3)) {
		day := at(2+3*k, c.between(1, 28))
		d := ledger.Draft{Kind: ledger.Drill, Values: ledger.Values{"day": day.Format(time.DateOnly), "kind": one(c.world, []string{"table-top", "practical", "combined"}), "subject": one(c.world, drillSubjects),
			"people": strconv.Itoa(c.between(8, 120)), "evaluation": one(c.world, evaluations)}}
		if err := c.proven(&d, e, day); err != nil {
			return err
		}
		if err := c.corrected(day, d, "people", strconv.Itoa(c.between(8, 120))); err != nil {
			return err
		}
	}
	for k := range c.between(much, much+2) {
		day, people := at(3+2*k, c.between(1, 28)), c.between(6, 60)
		tested := c.between(people/2, people)
		d := ledger.Draft{Kind: ledger.Training, Values: ledger.Values{"day": day.Format(time.DateOnly), "subject": one(c.world, trainingSubjects),
			"sectors": one(c.world, []string{"industry", "fire", "hazchem", "industry,fire"}), "people": strconv.Itoa(people), "tested": strconv.Itoa(tested), "passed": strconv.Itoa(c.between(tested*3/4, tested))}}
		if err := c.proven(&d, e, day); err != nil {
			return err
		}
		if _, _, err := c.save(c.firm, day, d); err != nil {
			return err
		}
	}
	for range c.between(2*much, 2*much+5) {
		day := at(c.between(1, 12), c.between(1, 28))
		other := one(c.world, others)
		v := ledger.Values{"day": day.Format(time.DateOnly), "what": other.place + "：" + other.what, "reporter": "员工" + one(c.world, surnames) + "某某"}
		if c.chance(80) {
			v["verified"], v["verifier"] = "yes", c.firm.Name
			if paid := day.AddDate(0, 0, 1); c.chance(70) {
				v["reward"], day = one(c.world, []string{"50", "100", "120.50", "200", "300"}), paid
				v["paid"] = paid.Format(time.DateOnly)
			}
		}
		if err := c.corrected(day, ledger.Draft{Kind: ledger.Report, Values: v}, "what", v["what"]+"（已核实位置）"); err != nil {
			return err
		}
	}
	return c.month(e, n, year)
}

// proven adds a picture to four of five.
func (c *clerk) proven(d *ledger.Draft, e inspection.Enterprise, day time.Time) (err error) {
	if c.chance(80) {
		d.Uploads, err = c.pictures("", e, day)
	}
	return err
}

// corrected enters something; now and then it is corrected the next day, or struck by the park.
func (c *clerk) corrected(day time.Time, d ledger.Draft, field, value string) error {
	e, done, err := c.save(c.firm, day, d)
	if err != nil || !done {
		return err
	}
	switch n := c.rng.IntN(100); {
	case n < 12:
		d.ID, d.Version, d.Values[field] = e.ID, 1, value
		_, _, err = c.save(c.firm, day.Add(time.Hour), d)
	case n < 18:
		d.Enterprise, d.ID, d.Version, d.Values, d.Now = c.firm.Enterprise, e.ID, 1, ledger.Values{"reason": "与另一条重复"}, day.Add(2*time.Hour)
		c.n++
		err = ledger.Strike(c.ctx, c.db, office, d)
	}
	return err
}

// month is an enterprise's Safety Month: one in two on time, one in four late, one not finished, one not begun.
func (c *clerk) month(e inspection.Enterprise, n, year int) error {
	fate := (n*7 + year) % 8
	if fate == 7 {
		return nil
	}
	on := func(month, day int) time.Time {
		return time.Date(year, time.Month(month), day, c.between(9, 16), c.between(0, 59), 0, 0, c.o.Today.Location())
	}
	v := ledger.Values{"planned": fmt.Sprintf("%d-06-0%d", year, c.between(1, 4)), "organisation": "负责人牵头，" + e.Contact + "联络，6月1日动员。"}
	if keen(n) { // by the day that the schemes ask for
		v["planned"] = fmt.Sprintf("%d-05-2%d", year, c.between(4, 9))
	}
	activity := func(a assess.Activity, day int, place, form string) {
		v[string(a)+".day"], v[string(a)+".place"], v[string(a)+".form"], v[string(a)+".people"] = fmt.Sprintf("%d-06-%02d", year, day), place, form, strconv.Itoa(c.between(15, 160))
	}
	activity(assess.Study, c.between(2, 8), "会议室", "班组微课堂、观看警示片")
	v["study.films"], v["study.lectures"] = strconv.Itoa(c.between(1, 3)), strconv.Itoa(c.between(1, 2))
	draft := ledger.Draft{Kind: ledger.Month, Year: year, Values: v}
	var err error
	if draft.Uploads, err = c.pictures("study", e, on(6, 8)); err != nil {
		return err
	}
	first, done, err := c.save(c.firm, on(6, 9), draft)
	if err != nil || !done || fate == 6 {
		return err
	}
	activity(assess.Consultation, 16, "厂门口", "横幅、展板、安全承诺签名")
	v["consultation.leaflets"] = strconv.Itoa(10 * c.between(5, 40))
	if c.chance(50) {
		activity(assess.Quiz, 12, "", "员工自愿线上答题")
	}
	if c.chance(85) {
		activity(assess.Drilling, c.between(10, 18), "生产车间", "全员查找身边隐患，判定标准培训，综合演练")
	}
	if c.chance(75) {
		activity(assess.FivePlaces, c.between(10, 18), "厂区、宿舍", "宣传栏、自查自改、逃生路线讲解")
	}
	if c.chance(40) {
		v["own0.day"], v["own0.form"], v["own0.people"] = fmt.Sprintf("%d-06-18", year), "“隐患随手拍”评比", strconv.Itoa(c.between(10, 60))
	}
	v["practice"] = one(c.world, practices)
	if c.chance(60) {
		v["problems"] = one(c.world, []string{"夜班人员参加少", "承包单位人员没有全部参加", "自查照片没有写部位"})
	}
	v["ref.name"], v["ref.where"], v["ref.size"], v["ref.sha256"] = "活动视频.mp4", "公司网盘/安全生产月", strconv.Itoa(c.between(20, 400)*1_000_003), strings.Repeat(fmt.Sprintf("%016x", c.rng.Uint64()), 4)
	handed := on(6, c.between(20, 25))
	if fate >= 4 {
		handed = on(6, 25).AddDate(0, 0, c.between(1, 9))
	}
	draft.Version, draft.Hand = first.Version, true
	if draft.Uploads, err = c.pictures("consultation", e, on(6, 16)); err != nil {
		return err
	}
	if _, done, err = c.save(c.firm, handed, draft); err != nil || !done || c.chance(30) {
		return err
	}
	review := ledger.Draft{Kind: ledger.Review, Year: year, Values: ledger.Values{"comment": one(c.world, []string{"做法具体，照片齐全。", "请补充自查隐患的整改照片。", "活动面广，建议夜班也安排一次。"})}}
	if year < c.o.Today.Year() {
		review.Values["closed"] = "yes"
	}
	_, _, err = c.save(office, handed.AddDate(0, 0, 5), review)
	return err
}

// pictures draws one of an activity and gives it to the park; none when none are wanted.
func (c *clerk) pictures(of string, e inspection.Enterprise, at time.Time) (map[string][]assess.Evidence, error) {
	if !c.o.Photos || at.After(c.o.Today) || at.Before(Begin(c.o.Today)) {
		return nil, nil
	}
	data, err := picture(c.rng.Uint64(), after, e.Code+"  "+at.Format("2006-01-02 15:04"))
	if err != nil {
		return nil, err
	}
	sum := sha256.Sum256(data)
	p := assess.Evidence{Name: "活动" + at.Format("0102") + ".jpg", Mime: "image/jpeg", Size: int64(len(data)), SHA256: hex.EncodeToString(sum[:])}
	return map[string][]assess.Evidence{of: {p}}, c.park.TakeWholePhoto(c.ctx, wire.FeedID{}, sum, p.Size, bytes.NewReader(data))
}
