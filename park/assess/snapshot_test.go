package assess

import (
	"bytes"
	"os"
	"reflect"
	"strings"
	"testing"

	"anquan.example/paicha/inspection"
)

// example is the worked example of the documentation.
func example(t testing.TB) (*Scheme, Facts, Result) {
	t.Helper()
	c := readCase(t, "testdata/cases/worked-example.yaml")
	s, f := c.scheme(t), c.facts(t)
	return s, f, s.Assess(f, c.AsOf)
}

func sealed(t testing.TB) Snapshot {
	t.Helper()
	s, f, _ := example(t)
	return Seal(s, f, "2026-12-31", Sealing{Day: "2027-02-01", By: "某甲", Version: 2, Previous: "00ff", Reason: "复查结果补录"})
}

// The bytes of a sealed assessment are for ever: this one was written by format 1 and verifies as long as the program lives. When a rule of
// the assessment has to change, the change is a new choice in the scheme.
func TestFrozenSnapshot(t *testing.T) {
	const file = "testdata/snapshot-1.json"
	if *update {
		if err := os.WriteFile(file, sealed(t).JSON(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	n, err := ReadSnapshot(data)
	if err != nil {
		t.Fatal(err)
	}
	if err := n.Verify(); err != nil {
		t.Error(err)
	}
	if line := firstDifference(data, sealed(t).JSON()); line != "" {
		t.Errorf("sealing gives other bytes: %s", line)
	}
}

func TestSealDoesNotDependOnTheOrder(t *testing.T) {
	s, f, _ := example(t)
	want := sealed(t).JSON()
	f.Findings = append(f.Findings[4:len(f.Findings):len(f.Findings)], f.Findings[:4]...)
	got := Seal(s, f, "2026-12-31", Sealing{Day: "2027-02-01", By: "某甲", Version: 2, Previous: "00ff", Reason: "复查结果补录"}).JSON()
	if line := firstDifference(want, got); line != "" {
		t.Error(line)
	}
}

// TestVerifySaysWhatDiffers changes a sealed file in every way that somebody might, and wants it said where.
func TestVerifySaysWhatDiffers(t *testing.T) {
	good := string(sealed(t).JSON())
	for _, c := range []struct{ name, old, new, want string }{
		{"a day in the facts", `"reported": "2026-04-02"`, `"reported": "2026-03-22"`, "item rectification: sealed 21.43, computed 25.71"},
		{"the score", `"score": "68.68"`, `"score": "88.68"`, `has "score: 88.68", computed is "score: 68.68"`},
		{"the grade", `"grade": "pass"`, `"grade": "good"`, `has "grade: good", computed is "grade: pass"`},
		{"the day", `"as_of": "2026-12-31",` + "\n" + ` "scheme"`, `"as_of": "2026-06-30",` + "\n" + ` "scheme"`, `computed is "as_of: 2026-06-30"`},
		{"who sealed", `"by": "某甲",` + "\n" + ` "reason": "复查`, `"by": "某乙",` + "\n" + ` "reason": "复查`, "hash"},
		{"the version before", `"previous": "00ff"`, `"previous": "00fe"`, "hash"},
		{"the scheme", `from: 90}`, `from: 60}`, "scheme of the snapshot"},
	} {
		if strings.Count(good, c.old) == 0 {
			t.Fatalf("%s: %q is not in the file", c.name, c.old)
		}
		n, err := ReadSnapshot([]byte(strings.Replace(good, c.old, c.new, 1)))
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		err = n.Verify()
		if err == nil {
			t.Errorf("%s was changed and nobody noticed", c.name)
			continue
		}
		if !strings.Contains(err.Error(), "hash") || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: says\n%v\nwant %q in it", c.name, err, c.want)
		}
	}
}

// Who changes the result and makes the hash fit is found out too.
func TestVerifyRecomputes(t *testing.T) {
	n := sealed(t)
	n.Result.Lines = append([]Line(nil), n.Result.Lines...)
	n.Result.Lines[0].Points = whole(10)
	n.Hash = n.hash()
	err := n.Verify()
	if err == nil || strings.Contains(err.Error(), "hash") || !strings.Contains(err.Error(), `has "points: 10", computed is "points: 8.5"`) {
		t.Errorf("says %v", err)
	}
}

func TestReadSnapshotRefuses(t *testing.T) {
	good := sealed(t).JSON()
	for _, c := range []struct {
		name string
		data []byte
		want string
	}{
		{"nothing", nil, "hand in the file"},
		{"a newer format", bytes.Replace(good, []byte(`"format": 1`), []byte(`"format": 2`), 1), "format 2 is not known"},
		{"an unknown key", bytes.Replace(good, []byte(`"by": `), []byte(`"note": "x", "by": `), 1), "unknown field"},
		{"a key twice", bytes.Replace(good, []byte(` "sealed":`), []byte(` "sealed": "2020-01-01",`+"\n"+` "sealed":`), 1), "not as it was written"},
		{"a number of gigabytes", bytes.Replace(good, []byte(`"points": "8.5"`), []byte(`"points": "8.5e900000000"`), 1), "exceeds MaxDecodeExponent"},
		{"such a number in the facts", bytes.Replace(good, []byte(`"reward": "200"`), []byte(`"reward": 2e-900000000`), 1), "exceeds MaxDecodeExponent"},
		{"something behind", append(bytes.Clone(good), "{}"...), "after top-level value"},
	} {
		if _, err := ReadSnapshot(c.data); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: says %v, want %q", c.name, err, c.want)
		}
	}
}

// Facts from outside that are no days stop nothing: the file does not verify, and that is said.
func TestVerifyOfNonsense(t *testing.T) {
	n := sealed(t)
	n.Facts.Drills = append([]Drill(nil), n.Facts.Drills...)
	n.Facts.Visits = append([]Visit(nil), n.Facts.Visits...)
	n.Facts.Findings = append([]Finding(nil), n.Facts.Findings...)
	for _, day := range []string{"", "2026", "2026-1", "2026-99-99", "9999-12-31", "\x00\xff", "二〇二六年一"} {
		n.Facts.Drills[0].Day, n.Facts.Visits[3].Day = day, day
		f := &n.Facts.Findings[0]
		f.Found, f.Notified, f.Deadline, f.Reported, f.Ended = day, day, day, day, day
		n.Facts.Enterprise.Since, n.Facts.Enterprise.Until = day, day
		if err := n.Verify(); err == nil {
			t.Errorf("%q: verified", day)
		}
	}
}

func TestChanges(t *testing.T) {
	s, f, before := example(t)
	if all := Changes(before, before); len(all) != 0 {
		t.Errorf("nothing changed, says %+v", all)
	}
	f.Findings = append([]Finding(nil), f.Findings...)
	for n := range f.Findings {
		if f.Findings[n].ID == "F7" {
			f.Findings[n].Reported = "2026-09-30"
		}
	}
	f.Events = []Event{{ID: "E1", Kind: "fraud", Day: "2026-09-01"}, {ID: "E2", Kind: "commended-city", Day: "2026-09-02", Evidence: []Evidence{{}}}}
	var got []string
	for _, c := range Changes(before, s.Assess(f, "")) {
		got = append(got, string(c.What)+" "+c.Item+" "+c.Before+" "+c.After)
	}
	want := "score  68.68 72.96; grade  pass fail; line rectification 21.43 25.71; terms commendation 0.50 0.50; terms veto 0.00 0.00"
	if got := strings.Join(got, "; "); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	small := (&assessCase{Scheme: "small.yaml"}).scheme(t)
	all := Changes(before, small.Assess(f, ""))
	if all[0].What != SchemeChanged || all[len(all)-1].What != LineGone || !strings.Contains(pick(all, LineAdded), "judged") {
		t.Errorf("another scheme: %+v", all)
	}
}

func pick(all []Change, what What) string {
	var items []string
	for _, c := range all {
		if c.What == what {
			items = append(items, c.Item)
		}
	}
	return strings.Join(items, " ")
}

func TestPicture(t *testing.T) {
	s, f, _ := example(t)
	f.Findings = append(f.Findings,
		Finding{ID: "A1", Inspection: "V0", Found: "2025-10-01", Notified: "2025-10-01", Deadline: "2025-10-20", Status: inspection.StatusNotified, Failed: 1},
		Finding{ID: "A2", Inspection: "V0", Found: "2025-10-01", Status: inspection.StatusClosed, Ended: "2025-11-01"},
		Finding{ID: "W1", Inspection: "V9", Found: "2026-10-01", Status: inspection.StatusWithdrawn},
		Finding{ID: "Z1", Inspection: "V9", Found: "2027-01-02", Status: inspection.StatusNotified})
	want := Merged{
		From: "2026-01-01", AsOf: "2026-12-31", Inspections: []string{"V0", "V1", "V2", "V3", "V4", "V5"},
		New: []string{"F1", "F2", "F3", "F4", "F5", "F8", "F9", "S1", "S2", "S3"}, Repeated: []string{"F6"}, Similar: []string{"F7"},
		Earlier: map[string]string{"F6": "F1", "F7": "F2"}, Fixed: []string{"F1", "F2", "F3", "F4", "F5", "F6", "S1", "S2"}, Reopened: []string{"A1"},
		NotRechecked: []string{"F7", "F9"}, Open: []string{"A1", "F8", "S3"}, CarriedOver: []string{"F8"}, Before: []string{"A1"}, Own: []string{"S1", "S2", "S3"}, Logged: []string{"F9"},
	}
	if got := s.Picture(f, "2026-12-31"); !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%s\nwant\n%s", pretty(got), pretty(want))
	}
	if got := Picture(f, "2026-12-31"); !reflect.DeepEqual(got, want) {
		t.Errorf("by the draft's definitions: got\n%s", pretty(got))
	}
}
