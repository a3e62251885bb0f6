package store

import (
	"time"

	"anquan.example/paicha/inspection"
)

// clockSlack is how far the wall clock may stray from the time that passed: tablets correct theirs by seconds.
const clockSlack = 2 * time.Minute

// clocks compares the wall clock with the time since the machine was started, which nobody can set and which goes on
// while it sleeps.
type clocks struct {
	last, sample reading
}

// reading is both clocks at one moment.
type reading struct {
	wall time.Time
	up   time.Duration
	upOK bool
}

func (c *clocks) look(o Options) {
	c.sample.wall = o.Now()
	c.sample.up, c.sample.upOK = o.Uptime()
}

// kept says that the sample went into an operation.
func (c *clocks) kept() { c.last = c.sample }

// jump is what has to be recorded when the clock did not go as the time did; nil when it did. wall is what the
// last operation of this home says, milliseconds: the clock never was earlier. Forward, between two runs of the program,
// nothing tells a jump from a pause.
func (c *clocks) jump(wall uint64, in string) *inspection.ClockJumped {
	was := time.UnixMilli(int64(min(wall, 1<<62)))
	is := c.sample.wall
	if c.last.upOK && c.sample.upOK {
		was = c.last.wall.Round(0).Add(c.sample.up - c.last.up)
		if d := is.Sub(was); d < clockSlack && d > -clockSlack {
			return nil
		}
	} else if wall == 0 || was.Sub(is) < clockSlack {
		return nil
	}
	return &inspection.ClockJumped{ID: in, Was: was.Format(time.RFC3339), Is: is.Format(time.RFC3339)}
}

// jumped tells people of a jump.
type jumped struct{ *inspection.ClockJumped }

func (j *jumped) said() *Said {
	return say("the device's clock jumped: it should say %s and says %s; set it right. The order of the records does not depend on it, and the jump stands in the record", j.Was, j.Is).(*Said)
}
func (j *jumped) Error() string             { return j.said().Error() }
func (j *jumped) Sentence() (string, []any) { return j.said().Sentence() }
