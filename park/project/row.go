package project

// NoDay stands in the tables for a day that is not given, so that it comes last; what a question gives has "" for it.
const NoDay = "9999-12-31"

// inspectionRow is a row of inspection.
type inspectionRow struct {
	Inspection string
	Key        string // credit code, or the id, of the enterprise; "" while the opening is missing
	Name       string // of the enterprise, as recorded
	Visit      string
	Day        string
	Experts    string // by 、
	Sectors    string // ids, by comma
	Outcomes   string // JSON of []inspection.Outcome as sealed
	Sealed     bool
	Findings   int64 // neither withdrawn nor joined
	Majors     int64
	Closed     int64
	Conflicts  int64
	Tasks      int64  // open
	Late       int64  // entries after the seal
	Newer      int64  // operations of kinds from a newer version
	Updated    int64  // HLC
	Revision   string // of the criteria that it names
	Facts      string // what the annual assessment asks of its findings: EachFact
}

// AnswerRow is a row of answer: what one feed said to a criterion.
type AnswerRow struct {
	Inspection, Criterion, Unit, Feed string
	Seq                               int64
	Rank                              int64 // 0 counts
	Settled                           bool
	Value, Reason, Place, Note        string
	At                                int64
}

// findingRow is a row of finding.
type findingRow struct {
	Inspection, Finding string
	Key                 string // as of the inspection
	Number              int64
	Criterion, Sector   string
	Level               string // as recorded
	Grade               string // that counts
	Status              string
	Open                int64 // standEnded …
	Place, Description  string
	Basis, Measure      string
	Deadline            string
	Due                 string // that counts
	Found               string // day
	Ended               string // day it was closed or handed to the authority
	Person              string // of the plan
	Joined              string // the finding that stands for it
	Photos, Proofs      int64
	Changed             int64  // HLC of the last operation that spoke of it
	Unit                string // its name: ids are of one inspection
	Fixed               bool   // on the spot
	Notified            string // day the enterprise first was told
	Reported            string // day of the first report of rectification that no later failed re-check voided
	Failed              int64  // re-checks
	Extensions          string // as written by extensions
}

// waitRow is a row of wait.
type waitRow struct {
	Inspection, Finding string
	What                Wait
	Key                 string
	Since, Due          string
}

// EvidenceRow is a row of evidence: a photo of a finding, or of an answer; with neither, of a signed paper, whose kind stands as Unit.
type EvidenceRow struct {
	Inspection, Finding, Criterion, Unit string
	Sum                                  string // SHA-256, hexadecimal
	Proof                                bool
	Size                                 int64
	Name, Mime, Taken                    string
}

// taskRow is a row of task.
type taskRow struct {
	Inspection, Task, Key, Criterion, Unit, Finding string
	Addressee                                       string // "" whoever is at the inspection
	Text, Author, Due                               string
	Done                                            bool
}

// Rows is all that the tables hold of one inspection, and who it is of.
type Rows struct {
	Inspections []inspectionRow // one, or none
	Answers     []AnswerRow
	Findings    []findingRow
	Waits       []waitRow
	Evidence    []EvidenceRow
	Tasks       []taskRow
}

// add adds the rows of another inspection.
func (r *Rows) add(s Rows) {
	r.Inspections = append(r.Inspections, s.Inspections...)
	r.Answers = append(r.Answers, s.Answers...)
	r.Findings = append(r.Findings, s.Findings...)
	r.Waits = append(r.Waits, s.Waits...)
	r.Evidence = append(r.Evidence, s.Evidence...)
	r.Tasks = append(r.Tasks, s.Tasks...)
}

func (r *Rows) size() int {
	return len(r.Inspections) + len(r.Answers) + len(r.Findings) + len(r.Waits) + len(r.Evidence) + len(r.Tasks)
}
