// Package arch holds the rules of the house that no compiler checks: which way imports run, and what
// stays out of the pure middle.
package arch

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"strings"
	"testing"
)

const module = "anquan.example/paicha"

// listed is what the go command says of a package.
type listed struct {
	ImportPath   string
	Imports      []string
	TestImports  []string
	XTestImports []string
	Deps         []string
}

func packages(t *testing.T) []listed {
	t.Helper()
	cmd := exec.Command("go", "list", "-deps=false", "-json=ImportPath,Imports,TestImports,XTestImports,Deps", module+"/...")
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %s", exit.Stderr)
		}
		t.Fatal(err)
	}
	var all []listed
	for d := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		if err := d.Decode(&p); errors.Is(err, io.EOF) {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
}

// may is what each room may import of ours. A package not named here may import nothing of ours and a new
// one has to be admitted, with a thought about the way imports run:
// checklist ← inspection ← {store, report, tui}; inspection ← sync/wire ← sync/server ← what keeps its ledger; only cmd joins the sides.
var may = map[string][]string{
	"":                    {},
	"checklist":           {"internal/strictyaml"},
	"inspection":          {"checklist"},
	"inspection/paper":    {"checklist", "inspection", "internal/strictyaml"},
	"store":               {"checklist", "inspection", "internal/free"},
	"store/tablet":        {"inspection", "store", "sync/client", "sync/wire"},
	"sync/client":         {"inspection", "internal/jpg", "sync/wire"},
	"sync/sim":            {"checklist", "inspection", "sync/wire", "sync/client", "sync/server"},
	"report":              {"checklist", "inspection", "internal/jpg", "internal/plain", "internal/words", "report/sheet"},
	"report/proof":        {"checklist", "inspection", "internal/words", "report", "report/sheet", "sync/wire"},
	"report/sheet":        {"internal/asia", "internal/jpg", "internal/plain", "internal/qr"},
	"internal/words":      {"checklist", "inspection"},
	"internal/strictyaml": {},
	"internal/asia":       {},
	"internal/breakage":   {},
	"internal/arch":       {},
	"internal/free":       {},
	"internal/jpg":        {},
	"internal/plain":      {},
	"internal/bench":      {"", "checklist", "inspection", "store", "tui", "tui/app", "internal/words", "internal/asia", "internal/jpg", "report/sheet", "internal/powerdisk", "store/tablet", "sync/client", "sync/server", "park/annual", "park/assess", "park/project", "park/sqldb", "internal/pgtest", "sync/sim", "sync/wire"},
	"internal/debian":     {},
	"internal/pgtest":     {"internal/debian"},
	"internal/picture":    {},
	"internal/powerdisk":  {},
	"tui":                 {"checklist", "inspection", "internal/words", "tui/widget"},
	"tui/widget":          {"checklist", "internal/asia", "internal/words", "report/sheet"},
	"tui/tuitest":         {"", "checklist", "inspection", "internal/words", "internal/asia", "tui", "tui/widget"},
	"tui/app":             {"checklist", "inspection", "internal/words", "tui", "tui/widget", "tui/home", "tui/create", "tui/scope", "tui/walk", "tui/finding", "tui/list", "tui/close", "tui/conflict", "tui/park", "tui/paper"},
	"tui/paper":           {"checklist", "inspection", "internal/words", "report", "tui", "tui/widget"},
	"tui/*":               {"checklist", "inspection", "internal/words", "tui", "tui/widget"},
	"sync/wire":           {"inspection"},
	"sync/server":         {"inspection", "internal/free", "sync/wire"},
	"sync/bundle":         {"inspection", "sync/client", "sync/server", "sync/wire"},
	"sync/pair":           {"inspection", "sync/client", "sync/server", "sync/wire"},
	"internal/qr":         {},
	"sync/server/*":       {"inspection", "sync/server", "sync/wire"},
	"park/sqldb":          {"sync/server", "sync/wire", "inspection"},
	"park/sqldb/*":        {"internal/pgtest", "park/sqldb"},
	"park/backup":         {"park/sqldb", "sync/server", "sync/wire"},
	"park/project":        {"", "checklist", "inspection", "park/sqldb", "sync/server", "sync/wire"},
	"park/account/*":      {}, // of tests
	"park/account":        {"inspection", "park/sqldb"},
	"park/register":       {"inspection", "internal/plain", "internal/words", "park/sqldb"},
	"park/hook":           {"park/account", "park/sqldb"},
	"park/photo":          {"internal/jpg"},
	"park/chart":          {},
	"park/review":         {"inspection", "park/account", "park/assess", "park/project", "park/register", "park/sqldb"},
	"park/sealed":         {"internal/words", "park/assess", "report/proof", "report/sheet", "sync/wire"},
	"park/annual":         {"inspection", "park/assess", "park/ledger", "park/project", "park/sqldb"},
	"park/ledger":         {"checklist", "inspection", "internal/words", "park/account", "park/assess", "park/sqldb", "report/sheet"},
	"park/assess":         {"checklist", "inspection", "internal/strictyaml", "internal/words", "report/sheet"},
	"park/s3":             {"sync/server", "sync/wire"},
	"park/serve":          {},
	"park/demo":           {"", "checklist", "inspection", "internal/words", "park", "park/account", "park/assess", "park/ledger", "park/project", "park/register", "park/review", "park/sqldb", "report", "sync/server", "sync/wire"},
	"park/load":           {"checklist", "inspection", "sync/client", "sync/sim", "sync/wire"},
	"park":                {"", "checklist", "inspection", "park/account", "park/photo", "park/project", "park/sqldb", "report", "report/proof", "sync/server", "sync/wire"},
	"park/web":            {"", "checklist", "inspection", "internal/words", "internal/qr", "park", "park/account", "park/annual", "park/assess", "park/chart", "park/export", "park/hook", "park/ledger", "park/photo", "park/project", "park/register", "park/review", "park/sealed", "park/sqldb", "report", "report/proof", "report/sheet", "sync/server", "sync/wire"},
	"park/export":         {"checklist", "inspection", "internal/plain", "internal/words", "park/assess", "park/ledger", "park/project", "park/review", "park/sqldb"},
	"park/api":            {"checklist", "inspection", "internal/words", "park", "park/account", "park/assess", "park/export", "park/hook", "park/ledger", "park/photo", "park/project", "park/register", "park/review", "park/sqldb", "park/web", "report", "sync/wire"},
	"cmd/*":               {"*"},
}

func allowed(pkg string) []string {
	if a, ok := may[pkg]; ok {
		return a
	}
	if i := strings.LastIndexByte(pkg, '/'); i > 0 {
		return may[pkg[:i]+"/*"]
	}
	return nil
}

func TestImportsRunOneWay(t *testing.T) {
	for _, p := range packages(t) {
		pkg := strings.TrimPrefix(strings.TrimPrefix(p.ImportPath, module), "/")
		ok := map[string]bool{}
		for _, a := range allowed(pkg) {
			ok[a] = true
		}
		for _, imp := range p.Imports {
			if imp != module && !strings.HasPrefix(imp, module+"/") {
				continue
			}
			dep := strings.TrimPrefix(strings.TrimPrefix(imp, module), "/")
			if !ok["*"] && !ok[dep] {
				t.Errorf("%s imports %s: not admitted in internal/arch", pkg, dep)
			}
		}
	}
}

// The middle takes bytes and values and returns values: no file, no network, no process.
func TestTheMiddleIsPure(t *testing.T) {
	barred := []string{"os", "net", "net/http", "os/exec", "path/filepath", "syscall", "math/rand", "math/rand/v2", "crypto/rand"}
	for _, p := range packages(t) {
		pkg := strings.TrimPrefix(p.ImportPath, module+"/")
		if pkg != "checklist" && pkg != "inspection" && pkg != "inspection/paper" && pkg != "park/assess" {
			continue
		}
		for _, imp := range p.Imports {
			for _, b := range barred {
				if imp == b {
					t.Errorf("%s imports %s", pkg, b)
				}
			}
		}
	}
}

// The tablet links no SQL and no pages; what makes no sense on a tablet stays out of its binary.
func TestTheTabletStaysSmall(t *testing.T) {
	for _, p := range packages(t) {
		if p.ImportPath != module+"/cmd/paicha" {
			continue
		}
		for _, dep := range p.Deps {
			if dep == "database/sql" || strings.HasPrefix(dep, "github.com/santhosh-tekuri/") || strings.HasPrefix(dep, "github.com/charmbracelet/x/vt") {
				t.Errorf("cmd/paicha links %s", dep)
			}
		}
	}
}

// The server's side links neither the tablet's index nor its screens. sync/server alone, which a tablet links to listen to
// another, brings no SQL either: engines have packages of their own.
func TestTheServerLinksNoTablet(t *testing.T) {
	for _, p := range packages(t) {
		pkg := strings.TrimPrefix(p.ImportPath, module+"/")
		if !strings.HasPrefix(pkg, "sync/server") && pkg != "sync/wire" {
			continue
		}
		engine := strings.HasPrefix(pkg, "sync/server/")
		for _, dep := range p.Deps {
			if strings.HasPrefix(dep, "github.com/dgraph-io/") || strings.HasPrefix(dep, "charm.land/") ||
				!engine && (dep == "database/sql" || strings.HasPrefix(dep, "modernc.org/")) {
				t.Errorf("%s links %s", pkg, dep)
			}
		}
	}
}

// What is made for tests is in no program: passwords that cost nothing (accounttest) above all.
func TestProgramsLinkNothingOfTests(t *testing.T) {
	programs := 0
	for _, p := range packages(t) {
		if !strings.HasPrefix(p.ImportPath, module+"/cmd/") {
			continue
		}
		programs++
		for _, dep := range p.Deps {
			if strings.HasPrefix(dep, module) && strings.HasSuffix(dep, "test") {
				t.Errorf("%s links %s", p.ImportPath, dep)
			}
		}
	}
	if programs < 2 {
		t.Errorf("%d programs", programs)
	}
}
