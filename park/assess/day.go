package assess

import (
	"slices"
	"time"
)

// Days are YYYY-MM-DD and compare as texts do. Where something is added to one it is a number: 20261231.

// dayNumber is a day as a number that compares as days do; 0 of what is none.
func dayNumber(day string) int32 {
	if len(day) != len(time.DateOnly) {
		return 0
	}
	var n int32
	for i := range len(day) {
		if i == 4 || i == 7 {
			continue
		}
		n = n*10 + int32(day[i]-'0')
	}
	return n
}

// monthsLater is the same day so many months later, or the last of that month where it has no such day (Civil Code, art. 202).
func monthsLater(day int32, months int) int32 {
	m := int(day/10000)*12 + int(day/100%100) - 1 + months
	y, month, d := m/12, m%12+1, int(day%100)
	if last := daysIn(y, month); d > last {
		d = last
	}
	return int32(y*10000 + month*100 + d)
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// isDay says whether s is a day that exists.
func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil && len(s) == len(time.DateOnly)
}

// rests says whether nobody works on that day, which t is too.
func (d *Definitions) rests(t time.Time, day string) bool {
	weekend := t.Weekday() == time.Saturday || t.Weekday() == time.Sunday
	return slices.Contains(d.Holidays, day) || weekend && !slices.Contains(d.Workdays, day)
}

// inForce is the day, or the working day after it when the scheme says so and it is a rest day.
func (d *Definitions) inForce(day string) string {
	if d.RestDay != Next || day == "" {
		return day
	}
	t, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	for d.rests(t, day) {
		t = t.AddDate(0, 0, 1)
		day = t.Format(time.DateOnly)
	}
	return day
}

// late is how many days, as the scheme counts them, day is after due; 0 when it is not.
func (d *Definitions) late(due, day string) int {
	from, err := time.Parse(time.DateOnly, due)
	to, err2 := time.Parse(time.DateOnly, day)
	if err != nil || err2 != nil || day <= due {
		return 0
	}
	if d.LateDays == CalendarDays {
		return int(to.Sub(from).Hours() / 24)
	}
	n := 0
	for t := from.AddDate(0, 0, 1); !t.After(to); t = t.AddDate(0, 0, 1) {
		if !d.rests(t, t.Format(time.DateOnly)) {
			n++
		}
	}
	return n
}

// months is how many months of the period an enterprise was here, each begun one whole: 1 to 12.
func months(p Period, since, until string) int {
	from, to := max(p.From, since), p.To
	if until != "" {
		to = min(to, until)
	}
	a, b := dayNumber(from), dayNumber(to)
	n := int(b/10000)*12 + int(b/100%100) - int(a/10000)*12 - int(a/100%100) + 1
	if from == p.From && to == p.To {
		return 12
	}
	return min(12, max(1, n))
}
