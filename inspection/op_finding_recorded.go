package inspection

// Level is how grave a finding is. An expert suspects; the competent authority confirms.
type Level string

// Levels.
const (
	General        Level = "general"         // 一般
	SuspectedMajor Level = "suspected-major" // 疑似重大
	Major          Level = "major"           // 重大: decided by the authority, never recorded by an expert
)

// Found records a finding (隐患), one place and one defect, or, said again with the same id, corrects it.
type Found struct {
	ID          string `cbor:"inspection"`
	Finding     string `cbor:"finding"`             // UUIDv7
	Criterion   string `cbor:"criterion,omitempty"` // empty: outside the lists
	Unit        string `cbor:"unit,omitempty"`
	Level       Level  `cbor:"level"`
	Description string `cbor:"description"`
	Basis       string `cbor:"basis,omitempty"` // document and clause, as a paper cites it
	Place       string `cbor:"place"`
	Immediate   string `cbor:"immediate,omitempty"` // measure at once
	Measure     string `cbor:"measure,omitempty"`   // rectification
	Deadline    string `cbor:"deadline,omitempty"`  // YYYY-MM-DD; required unless fixed on the spot
	Fixed       bool   `cbor:"fixed,omitempty"`     // put right during the visit; still recorded
	NoPhoto     string `cbor:"no_photo,omitempty"`  // why there is none
	Observed    string `cbor:"observed,omitempty"`
	Seen        Seen   `cbor:"seen,omitempty"` // of a correction: what it corrects
}

// Kind is "finding-recorded".
func (*Found) Kind() string { return "finding-recorded" }
func (f *Found) of() string { return f.ID }
func (f *Found) saw() Seen  { return f.Seen }

func (f *Found) check() error {
	if err := first(
		id("inspection", f.ID), id("finding", f.Finding),
		oneOf("level", f.Level, General, SuspectedMajor),
		texts("description", f.Description, "basis", f.Basis, "place", f.Place, "immediate", f.Immediate,
			"measure", f.Measure, "no_photo", f.NoPhoto),
		required("description", f.Description), required("place", f.Place), moment("observed", f.Observed), f.Seen.check(),
	); err != nil {
		return err
	}
	if f.Fixed && f.Deadline == "" {
		return nil
	}
	return day("deadline", f.Deadline)
}

func (f *Found) apply(i *Inspection, op Op) { i.tell(f.Finding, op) }
