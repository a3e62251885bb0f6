package assess

// Definitions is what the numbers would be fought over if a scheme did not say it: every one has to be written down.
type Definitions struct {
	Denominator  Choice   `yaml:"denominator"`   // which findings the rates are of
	OnTime       Choice   `yaml:"on_time"`       // what makes one in time
	Extension    Choice   `yaml:"extension"`     // when a granted extension moves the day
	RestDay      Choice   `yaml:"rest_day"`      // what a day is that falls on a rest day
	LateDays     Choice   `yaml:"late_days"`     // which days are counted late
	Logged       Choice   `yaml:"logged"`        // what experts find that the enterprise had found itself before
	Zero         Choice   `yaml:"zero"`          // a rate whose denominator is zero
	ProRata      Choice   `yaml:"pro_rata"`      // enterprises that came or went within the year
	RepeatMonths int      `yaml:"repeat_months"` // after closure, in which the same is repeated; art. 202 Civil Code where a month has no such day
	Holidays     []string `yaml:"holidays,omitempty"`
	Workdays     []string `yaml:"workdays,omitempty"` // Saturdays and Sundays that are worked
}

// Choice is one way of several to define something.
type Choice string

// Choices.
const (
	Due      Choice = "due"      // denominator: notified by the cut-off, and the later of notice and day in force within the period
	Notified Choice = "notified" // denominator: notified within the period

	Reported Choice = "reported" // on time: the enterprise reported by the day, and no re-check that failed voided it
	Closed   Choice = "closed"   // on time: closed by the day

	Asked   Choice = "asked"   // extension: asked for by the day in force, granted by the cut-off
	Decided Choice = "decided" // extension: granted by the day in force
	Never   Choice = "never"   // extension: moves nothing; pro rata: nobody's counts are scaled

	Stands Choice = "stands"           // rest day: the day is the day
	Next   Choice = "next-working-day" // rest day: the working day after it

	CalendarDays Choice = "days"         // late days
	WorkingDays  Choice = "working-days" // late days

	Neutral Choice = "neutral" // logged: not held against the enterprise
	Counts  Choice = "counts"  // logged: like any other

	NotApplicable Choice = "not-applicable" // zero: the item's weight goes to the others
	FullMarks     Choice = "full"           // zero: full marks
	Visited       Choice = "visited"        // zero: full marks when experts were there within the period, else not applicable

	Months Choice = "months" // pro rata: a count is worth 12 ÷ the months begun here
)

// zeros is what a rate of nothing may be; an item may say it for itself.
var zeros = []Choice{NotApplicable, FullMarks, Visited}

// choices is what each definition may be; the first is the draft's.
var choices = []struct {
	key string
	of  func(*Definitions) Choice
	may []Choice
}{
	{"denominator", func(d *Definitions) Choice { return d.Denominator }, []Choice{Due, Notified}},
	{"on_time", func(d *Definitions) Choice { return d.OnTime }, []Choice{Reported, Closed}},
	{"extension", func(d *Definitions) Choice { return d.Extension }, []Choice{Asked, Decided, Never}},
	{"rest_day", func(d *Definitions) Choice { return d.RestDay }, []Choice{Stands, Next}},
	{"late_days", func(d *Definitions) Choice { return d.LateDays }, []Choice{CalendarDays, WorkingDays}},
	{"logged", func(d *Definitions) Choice { return d.Logged }, []Choice{Neutral, Counts}},
	{"zero", func(d *Definitions) Choice { return d.Zero }, zeros},
	{"pro_rata", func(d *Definitions) Choice { return d.ProRata }, []Choice{Months, Never}},
}

// drafted is the definitions of the draft: what Picture goes by, where no scheme is at hand.
var drafted = Definitions{
	Denominator: Due, OnTime: Reported, Extension: Asked, RestDay: Stands, LateDays: CalendarDays,
	Logged: Neutral, Zero: NotApplicable, ProRata: Months, RepeatMonths: 12,
}
