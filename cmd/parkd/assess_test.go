package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/park/assess"
	"anquan.example/paicha/park/project"
)

// A park's year: the ranking, one enterprise's terms, files, and what was handed in wrongly.
func TestAssess(t *testing.T) {
	s := &shell{t, t.TempDir()}
	s.ok("demo", "--enterprises", "3", "--inspections", "9", "--no-photos")
	dir := t.TempDir()
	in := func(name string) string { return filepath.Join(dir, name) }

	var all []struct {
		Rank       int               `json:"rank"`
		Enterprise assess.Enterprise `json:"enterprise"`
		Result     assess.Result     `json:"result"`
	}
	year := project.Day(time.Now())[:4] // the demo ends today
	if err := json.Unmarshal([]byte(s.ok("assess", year, "--json")), &all); err != nil || len(all) != 3 {
		t.Fatalf("%d enterprises: %v", len(all), err)
	}
	ranking := s.ok("assess", year)
	for _, r := range all {
		if !strings.Contains(ranking, r.Enterprise.Name) || len(r.Result.Lines) == 0 || len(r.Result.Lines[0].Item) == 0 {
			t.Errorf("%s: %s", r.Enterprise.Name, ranking)
		}
	}
	one := all[0]
	for _, name := range []string{one.Enterprise.ID, one.Enterprise.Code, one.Enterprise.Name} {
		out := s.ok("assess", year, "--enterprise", name)
		if !strings.HasPrefix(out, one.Enterprise.Name+"\n") || !strings.Contains(out, one.Result.Score.String()) {
			t.Errorf("%s: %s", name, out)
		}
	}
	s.ok("assess", year, "-o", in("ranking.csv"))
	if data, err := os.ReadFile(in("ranking.csv")); err != nil || !strings.HasPrefix(string(data), "\ufeffrank,enterprise,name,credit_code,") || strings.Count(string(data), "\r\n") != 4 {
		t.Errorf("%s %v", data, err)
	}
	for file, begins := range map[string]string{"ranking.xlsx": "PK", "ranking.pdf": "%PDF", "one.docx": "PK", "one.html": "<!"} {
		args := []string{"assess", year, "-o", in(file)}
		if strings.HasPrefix(file, "one") {
			args = append(args, "--enterprise", one.Enterprise.Code)
		}
		s.ok(args...)
		if data, err := os.ReadFile(in(file)); err != nil || !strings.HasPrefix(string(data), begins) {
			t.Errorf("%s: %.20q %v", file, data, err)
		}
	}

	bad := in("scheme.yaml")
	if err := os.WriteFile(bad, []byte("format: 1\nyear: "+year+"\ncolour: red\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for says, args := range map[string][]string{
		bad + ":3":             {"assess", year, "--scheme", bad},
		"xlsx":                 {"assess", year, "-o", in("ranking.zip")},
		"2026":                 {"assess", "20x6"},
		"2026-12-31":           {"assess", year, "--as-of", "1.5.2026"},
		all[1].Enterprise.Name: {"assess", year, "--enterprise", "示例"},
		"查无此家":                 {"assess", year, "--enterprise", "查无此家"},
	} {
		if _, errs, code := s.run(args...); code != 2 || !strings.Contains(errs, says) {
			t.Errorf("%v: exit code %d, %s", args, code, errs)
		}
	}
	if _, err := os.Stat(in("ranking.zip")); err == nil {
		t.Error("a file of no format was written")
	}
	s.verify(year, one.Enterprise.ID, in("sealed.json"))
}

// The year that the demo sealed: what was sealed is listed, with its version and hash; another day computes it anew.
func TestAssessASealedYear(t *testing.T) {
	s := &shell{t, t.TempDir()}
	s.ok("demo", "--enterprises", "3", "--inspections", "9", "--no-photos")
	now, err := strconv.Atoi(project.Day(time.Now())[:4])
	if err != nil {
		t.Fatal(err)
	}
	last := strconv.Itoa(now - 1)
	if out := s.ok("assess", last); !strings.Contains(out, "3 家是封存的结果") || !strings.Contains(out, "封存版本") {
		t.Errorf("%s", out)
	}
	type line struct {
		Version    int               `json:"version"`
		Hash       string            `json:"hash"`
		Enterprise assess.Enterprise `json:"enterprise"`
	}
	var all, again []line
	if err := json.Unmarshal([]byte(s.ok("assess", last, "--json")), &all); err != nil || len(all) != 3 || all[0].Version != 1 || len(all[0].Hash) != 64 {
		t.Fatalf("%+v %v", all, err)
	}
	if out := s.ok("assess", last, "--enterprise", all[0].Enterprise.ID); !strings.Contains(out, "封存的第 1 版") || !strings.Contains(out, all[0].Hash) {
		t.Errorf("%s", out)
	}
	if err := json.Unmarshal([]byte(s.ok("assess", last, "--json", "--as-of", last+"-12-31")), &again); err != nil || len(again) != 3 || again[0].Version != 0 || again[0].Hash != "" {
		t.Errorf("%+v %v", again, err)
	}
}

// verify seals what the park computed, and computes it again from the file alone; a file that was changed does not pass.
func (s *shell) verify(year, enterprise, file string) {
	s.t.Helper()
	var whole struct {
		Facts  assess.Facts
		Result assess.Result
	}
	if err := json.Unmarshal([]byte(s.ok("assess", year, "--enterprise", enterprise, "--scheme", "default", "--json")), &whole); err != nil {
		s.t.Fatal(err)
	}
	scheme, err := assess.Preset("default", whole.Result.Year)
	if err != nil {
		s.t.Fatal(err)
	}
	sealed := assess.Seal(scheme, whole.Facts, whole.Result.AsOf, assess.Sealing{Day: whole.Result.AsOf, By: "园区王某某", Version: 1})
	if !sealed.Result.Score.Equal(whole.Result.Score) {
		s.t.Errorf("score %s, the command says %s", sealed.Result.Score, whole.Result.Score)
	}
	for _, c := range []struct {
		data []byte
		code int
		says string
	}{{sealed.JSON(), 0, sealed.Hash}, {[]byte(strings.Replace(string(sealed.JSON()), "示例", "示列", 1)), 1, sealed.Hash}, {[]byte("{}"), 1, file}} {
		if err := os.WriteFile(file, c.data, 0o600); err != nil {
			s.t.Fatal(err)
		}
		out, errs, code := s.run("assess", "verify", file)
		if code != c.code || !strings.Contains(out+errs, c.says) {
			s.t.Errorf("exit code %d, %s%s", code, out, errs)
		}
	}
}
