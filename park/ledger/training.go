package ledger

import (
	"strconv"
	"strings"

	"anquan.example/paicha/park/assess"
)

var trainingFields = []Field{
	{Name: "day", Kind: DayField, Needed: true}, {Name: "subject", Kind: OneLine, Needed: true}, {Name: "sectors", Kind: Sectors},
	{Name: "people", Kind: Number, Needed: true}, {Name: "tested", Kind: Number}, {Name: "passed", Kind: Number},
}

func readTraining(r *reading) Body {
	t := &assess.Training{Day: r.day("day", true), Subject: r.text("subject", MaxLine, true), People: r.count("people"), Tested: r.count("tested"), Passed: r.count("passed"),
		Sectors: strings.FieldsFunc(r.Values["sectors"], func(c rune) bool { return c == ',' })}
	if r.Values["people"] == "" {
		r.wrong("people", Empty, 0, "")
	}
	if t.Tested > t.People {
		r.wrong("tested", More, 0, "people")
	}
	if t.Passed > t.Tested {
		r.wrong("passed", More, 0, "tested")
	}
	for _, id := range t.Sectors {
		if r.Known != nil && !r.Known(id) {
			r.wrong("sectors", BadPick, 0, "")
			break
		}
	}
	var before []assess.Evidence
	if b, is := r.before.(*assess.Training); is {
		before = b.Evidence
	}
	t.Evidence = r.evidence("", before)
	return t
}

func trainingValues(b Body) Values {
	t := b.(*assess.Training)
	return Values{"day": t.Day, "subject": t.Subject, "sectors": strings.Join(t.Sectors, ","), "people": strconv.Itoa(t.People), "tested": strconv.Itoa(t.Tested),
		"passed": strconv.Itoa(t.Passed)}
}
