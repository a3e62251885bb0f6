package web

import (
	"context"

	"github.com/shopspring/decimal"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/review"
)

// Who assesses in tests, by another name than whoever asks.
var (
	assessor = account.Person{Login: "assessor", Name: "初评某", Role: account.Officer}
	chair    = account.Person{Login: "chair", Name: "审核组某", Role: account.Lead}
)

// assessing makes the draft of 2026 public; both enterprises said something, with a picture.
func (o *office) assessing() {
	o.Helper()
	ctx := context.Background()
	text, err := assess.PresetText("default", 2026)
	o.ok(err)
	o.ok(o.reviews.Do(ctx, assessor, 2026, 0, review.Step{Kind: review.Begin, Scheme: string(text), Day: "2026-11-20"}))
	for _, s := range []side{o.a, o.b} {
		firm := account.Person{Login: "firm-" + s.id, Name: "企业某", Role: account.Enterprise, Enterprise: s.id}
		o.ok(o.reviews.Say(ctx, firm, 2026, s.id, review.Entry{Kind: review.Self, Item: "training", Points: assessPoints("8"), Says: "培训四场", Evidence: []assess.Evidence{{Name: "培训.jpg", Mime: "image/jpeg", SHA256: s.photo}}}))
	}
	o.ok(o.reviews.Do(ctx, assessor, 2026, 0, review.Step{Kind: review.Drafted}))
	o.ok(o.reviews.Say(ctx, assessor, 2026, o.a.id, review.Entry{Kind: review.Manual, Item: "responsibility", Points: assessPoints("7"), Says: "按资料核查"}))
	o.ok(o.reviews.Do(ctx, assessor, 2026, 0, review.Step{Kind: review.Publish}))
	o.ok(o.reviews.Compute(ctx, 2026))
}

func assessPoints(s string) *decimal.Decimal {
	p := decimal.RequireFromString(s)
	return &p
}
