package demo

import (
	"container/heap"
	"time"
)

// agenda is what will happen, the earliest first; of one moment what was entered first.
type agenda struct {
	all queue
	n   int
}

type entry struct {
	at time.Time
	n  int
	do func(at time.Time) error
}

func (a *agenda) add(at time.Time, do func(time.Time) error) {
	a.n++
	heap.Push(&a.all, entry{at, a.n, do})
}

func (a *agenda) next() (entry, bool) {
	if len(a.all) == 0 {
		return entry{}, false
	}
	return heap.Pop(&a.all).(entry), true
}

// later enters what happens so many days after, in office hours.
func (w *world) later(from time.Time, days int, do func(at time.Time) error) {
	at := w.workday(w.day(from).AddDate(0, 0, days)).Add(time.Duration(w.between(8*60+30, 16*60+30)) * time.Minute)
	if !at.After(from) {
		at = from.Add(time.Duration(w.between(10, 60)) * time.Minute)
	}
	w.agenda.add(at, do)
}

// workday is the day, or the Monday after it.
func (w *world) workday(d time.Time) time.Time {
	switch d.Weekday() {
	case time.Saturday:
		return d.AddDate(0, 0, 2)
	case time.Sunday:
		return d.AddDate(0, 0, 1)
	}
	return d
}

// queue is a heap of entries.
type queue []entry

func (q queue) Len() int { return len(q) }
func (q queue) Less(a, b int) bool {
	if !q[a].at.Equal(q[b].at) {
		return q[a].at.Before(q[b].at)
	}
	return q[a].n < q[b].n
}
func (q queue) Swap(a, b int) { q[a], q[b] = q[b], q[a] }
func (q *queue) Push(x any)   { *q = append(*q, x.(entry)) }
func (q *queue) Pop() any {
	last := len(*q) - 1
	e := (*q)[last]
	(*q)[last] = entry{} // lets go of what it holds
	*q = (*q)[:last]
	return e
}
