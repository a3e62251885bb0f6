package inspection

// WorkersTold says that the enterprise told its workers of a finding: how, and when (安全生产法 art. 41). For a major hazard the workers'
// congress is told too, in an entry of its own.
type WorkersTold struct {
	Step
	Way string `cbor:"way"` // a meeting, a notice board, the workers' congress
	Day string `cbor:"day"` // YYYY-MM-DD
}

// Kind is "workers-told".
func (*WorkersTold) Kind() string { return "workers-told" }

func (w *WorkersTold) check() error {
	return first(w.Step.check(), line("way", w.Way), day("day", w.Day), text("way", w.Way))
}
