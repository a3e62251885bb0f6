package inspection

import (
	"fmt"
	"slices"
)

// Visit is the kind of visit. Only officers carry out an official inspection.
type Visit string

// Visits.
const (
	Assistance Visit = "assistance" // 技术帮扶
	SelfCheck  Visit = "self-check" // 企业自查
	Recheck    Visit = "re-check"   // 复查
	Official   Visit = "official"   // 行政检查: two officers' card numbers
)

// Opened opens an inspection, or, said again with the same id, corrects its heading.
type Opened struct {
	ID          string     `cbor:"inspection"`
	Enterprise  Enterprise `cbor:"enterprise"`
	Visit       Visit      `cbor:"visit"`
	Date        string     `cbor:"date"` // day of the inspection, YYYY-MM-DD: chooses the edition
	Experts     []string   `cbor:"experts"`
	Cards       []string   `cbor:"cards,omitempty"` // officers' card numbers, official visits
	Accompanied string     `cbor:"accompanied,omitempty"`
	Sectors     []string   `cbor:"sectors"`
	Revision    string     `cbor:"revision"` // Library.Revision it is answered against
}

// Kind is "inspection-opened".
func (*Opened) Kind() string { return "inspection-opened" }
func (o *Opened) of() string { return o.ID }

func (o *Opened) check() error {
	if err := first(
		id("inspection", o.ID), o.Enterprise.check(),
		oneOf("visit", o.Visit, Assistance, SelfCheck, Recheck, Official),
		day("date", o.Date), texts("accompanied", o.Accompanied),
	); err != nil {
		return err
	}
	if len(o.Experts) == 0 {
		return fmt.Errorf("experts: name at least one")
	}
	for _, e := range o.Experts {
		if err := line("expert", e); err != nil {
			return err
		}
	}
	if len(o.Sectors) == 0 {
		return fmt.Errorf("sectors: choose at least one")
	}
	if len(o.Revision) != 64 {
		return fmt.Errorf("revision %q is not a SHA-256 in hexadecimal", o.Revision)
	}
	return o.checkCards()
}

func (o *Opened) checkCards() error {
	if o.Visit != Official {
		return nil
	}
	cards := slices.Compact(slices.Sorted(slices.Values(o.Cards)))
	if len(cards) < 2 {
		return fmt.Errorf("an official inspection needs the card numbers of two officers; without them choose %q", Assistance)
	}
	for _, c := range cards {
		if err := line("card", c); err != nil {
			return err
		}
	}
	return nil
}

func (o *Opened) apply(i *Inspection, op Op) {
	if i.OpenedAt == 0 {
		i.OpenedAt = op.HLC
	}
	i.Opened = *o
	i.openings = append(i.openings, o)
}
