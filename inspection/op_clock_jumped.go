package inspection

import (
	"fmt"
	"time"
)

// ClockJumped says that the device's clock was set, or ran wrong, between two operations of its feed. Order does not
// depend on the clock; the times that people read do.
type ClockJumped struct {
	ID  string `cbor:"inspection,omitempty"` // the inspection in which it was noticed
	Was string `cbor:"was"`                  // RFC 3339: what the clock should have said
	Is  string `cbor:"is"`                   // RFC 3339: what it says
}

// Kind is "clock-jumped".
func (*ClockJumped) Kind() string { return "clock-jumped" }
func (c *ClockJumped) of() string { return c.ID }

func (c *ClockJumped) check() error {
	if c.ID != "" {
		if err := id("inspection", c.ID); err != nil {
			return err
		}
	}
	if c.Was == "" || c.Is == "" {
		return fmt.Errorf("a jump of the clock needs both times")
	}
	return first(moment("was", c.Was), moment("is", c.Is))
}

// Jump is how far the clock went: positive forward.
func (c *ClockJumped) Jump() time.Duration {
	was, _ := time.Parse(time.RFC3339, c.Was)
	is, _ := time.Parse(time.RFC3339, c.Is)
	return is.Sub(was)
}

// apply leaves the state as it is: the jump stands in the history, where papers find it.
func (*ClockJumped) apply(*Inspection, Op) {}

// Jumps is every jump of a clock that was noticed in the inspection, in order.
func (i *Inspection) Jumps() []Entry {
	var all []Entry
	for _, e := range i.History {
		if _, is := e.Payload.(*ClockJumped); is {
			all = append(all, e)
		}
	}
	return all
}
