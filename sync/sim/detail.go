package sim

import (
	"fmt"
	"strings"

	"anquan.example/paicha/sync/wire"
)

// detail puts what was said in an exchange into the trace.
func (w *world) detail(m message, a *answer) {
	if !w.o.Detail || a == nil {
		return
	}
	var r wire.Request
	var x wire.Exchange
	var said wire.Answer
	if wire.Decode(m.body, &r) != nil || wire.Decode(r.Body, &x) != nil || wire.Decode(a.body.Bytes(), &said) != nil {
		return
	}
	var b strings.Builder
	fmt.Fprintf(&b, "asks since %d:", x.Since)
	for _, h := range x.Have {
		fmt.Fprintf(&b, " have %s", haveText(h))
	}
	for _, r := range x.Runs {
		fmt.Fprintf(&b, " run %x:%d-%d", r.Feed[:2], r.First, r.Last())
	}
	for _, r := range said.Results {
		fmt.Fprintf(&b, " | %x:%d-%d %s %s", r.Feed[:2], r.From, r.To, r.Outcome, r.Code)
	}
	for _, s := range said.Stands {
		fmt.Fprintf(&b, " | park has %s wants %v", haveText(s.Have), s.Want)
		if s.Differs {
			b.WriteString(" differs")
		}
		if s.Beside {
			b.WriteString(" beside")
		}
	}
	if said.Receipt != nil {
		if receipt, err := wire.OpenReceipt(w.park.About().Key, said.Receipt); err == nil {
			for _, h := range receipt.Feeds {
				fmt.Fprintf(&b, " | receipt %s", haveText(h))
			}
		}
	}
	for _, r := range said.Runs {
		fmt.Fprintf(&b, " | gives %x:%d-%d", r.Feed[:2], r.First, r.Last())
	}
	w.details = append(w.details, len(w.report.Trace))
	w.note("    %s", b.String())
}

func haveText(h wire.Have) string {
	return fmt.Sprintf("%x:%d#%x%v", h.Feed[:2], h.Seq, h.Hash[:2], h.Gaps)
}
