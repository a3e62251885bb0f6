package ledger

import (
	"strconv"

	"anquan.example/paicha/park/assess"
)

var drillKinds = []string{string(assess.TableTop), string(assess.Practical), string(assess.Combined)}

// drillFields: each drill is an entry; how many there were is counted.
var drillFields = []Field{
	{Name: "day", Kind: DayField, Needed: true}, {Name: "kind", Kind: Choice, Needed: true, Choices: drillKinds}, {Name: "subject", Kind: OneLine, Needed: true},
	{Name: "people", Kind: Number, Needed: true}, {Name: "evaluation", Kind: Text},
}

func readDrill(r *reading) Body {
	d := &assess.Drill{Day: r.day("day", true), Kind: assess.DrillKind(r.pick("kind", drillKinds)), Subject: r.text("subject", MaxLine, true),
		People: r.count("people"), Evaluation: r.text("evaluation", MaxText, false)}
	if r.Values["people"] == "" {
		r.wrong("people", Empty, 0, "")
	}
	var before []assess.Evidence
	if b, is := r.before.(*assess.Drill); is {
		before = b.Evidence
	}
	d.Evidence = r.evidence("", before)
	return d
}

func drillValues(b Body) Values {
	d := b.(*assess.Drill)
	return Values{"day": d.Day, "kind": string(d.Kind), "subject": d.Subject, "people": strconv.Itoa(d.People), "evaluation": d.Evaluation}
}
