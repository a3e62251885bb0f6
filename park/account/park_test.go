package account_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"testing"
	"time"

	"anquan.example/paicha/park/account"
	"anquan.example/paicha/park/account/accounttest"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
)

const (
	good  = "四个 互不 相干的 词"
	other = "另外 四个 不同的 词语"
	here  = "192.0.2.7:40000"

	plant, code = "019ab3f0-0000-7000-8000-0000000000e1", "91500000MA5U00AA13"
	mill        = "019ab3f0-0000-7000-8000-0000000000e2"
	visit       = "019ab3f0-0000-7000-8000-000000000001"
)

// park is a park's accounts and a clock that tests turn.
type park struct {
	*testing.T
	*account.Accounts
	db  *sqldb.DB
	now time.Time
}

// databases is one of every engine for all tests of the package, one test after another: making a database takes longer than most tests.
var databases = map[string]*sqldb.DB{}

// lasting is a testing.TB for what lasts until the last test of the package.
type lasting struct {
	testing.TB
	dir  string
	ends []func()
}

func (l *lasting) Helper()                      {}
func (l *lasting) TempDir() string              { return l.dir }
func (l *lasting) Cleanup(f func())             { l.ends = append(l.ends, f) }
func (l *lasting) Error(args ...any)            { panic(fmt.Sprint(args...)) }
func (l *lasting) Fatal(args ...any)            { panic(fmt.Sprint(args...)) }
func (l *lasting) Fatalf(s string, args ...any) { panic(fmt.Sprintf(s, args...)) }

func TestMain(m *testing.M) {
	dir, err := os.MkdirTemp("", "accounts")
	if err != nil {
		panic(err)
	}
	until := &lasting{dir: dir}
	for _, e := range sqldbtest.Engines {
		databases[e.Name] = sqldbtest.Open(until, e.Where(until))
	}
	code := m.Run()
	for _, end := range slices.Backward(until.ends) {
		end()
	}
	_ = os.RemoveAll(dir) // it is the system's to sweep
	os.Exit(code)
}

// each runs f on every engine, each with an empty park of two enterprises.
func each(t *testing.T, o account.Options, f func(*park)) {
	t.Helper()
	for _, e := range sqldbtest.Engines {
		t.Run(e.Name, func(t *testing.T) { f(start(t, databases[e.Name], o)) })
	}
}

func start(t *testing.T, db *sqldb.DB, o account.Options) *park {
	p := &park{T: t, db: db, now: time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)}
	o.Now, o.Cost = func() time.Time { return p.now }, accounttest.Cheap
	p.Accounts = account.New(db, o)
	for _, table := range []string{"account", "session", "link", "token", "audit", "enterprise"} {
		p.exec(`DELETE FROM ` + table)
	}
	for _, e := range [][3]string{{plant, "示例化工有限公司", code}, {mill, "示例铝制品有限公司", "91500000MA5U00AA2Q"}} {
		p.exec(`INSERT INTO enterprise (id, name, code, address, contact, phone, area, sectors, latitude, longitude, note, active, changed)
			VALUES ($1, $2, $3, '', '', '', '', '', '', '', '', 1, 0)`, e[0], e[1], e[2])
	}
	return p
}

func (p *park) exec(query string, args ...any) {
	p.Helper()
	p.ok(p.db.Write(p.Context(), func(tx *sqldb.Tx) error {
		_, err := tx.Exec(query, args...)
		return err
	}))
}

func (p *park) pass(d time.Duration) { p.now = p.now.Add(d) }

func (p *park) ok(err error) {
	p.Helper()
	if err != nil {
		p.Fatal(err)
	}
}

// not wants an error of the reason.
func (p *park) not(err error, want account.Reason) *account.Denied {
	p.Helper()
	var d *account.Denied
	if !errors.As(err, &d) || d.Reason != want {
		p.Fatalf("error %v, want one of %q", err, want)
	}
	return d
}

// person makes an account that can enter, and gives its cookie.
func (p *park) person(acc account.Account) (cookie string) {
	p.Helper()
	secret, err := p.Invite(p.Context(), account.Console, acc, time.Hour)
	p.ok(err)
	cookie, s, err := p.SetPassword(p.Context(), secret, good, here)
	p.ok(err)
	if s == nil || s.Login != acc.Login || s.Role != acc.Role {
		p.Fatalf("after the first password: %+v", s)
	}
	return cookie
}

// is says whose session the cookie is; ” nobody's.
func (p *park) is(cookie string) string {
	p.Helper()
	s, err := p.Session(p.Context(), cookie)
	p.ok(err)
	if s == nil {
		return ""
	}
	return s.Name
}

func (p *park) enter(login, password string) (string, error) {
	cookie, _, err := p.Enter(p.Context(), login, password, here)
	return cookie, err
}

// audited is the codes of the audit, oldest first.
func (p *park) audited() (all []account.Entry) {
	p.Helper()
	p.ok(p.db.Read(p.Context(), func(tx *sqldb.Tx) error {
		newest, err := account.Audit(tx, account.Page{Size: 1000})
		for n := range newest {
			all = append(all, newest[len(newest)-1-n])
		}
		return err
	}))
	return all
}

var (
	boss    = account.Account{Login: "boss", Name: "主任甲", Role: account.Admin}
	officer = account.Account{Login: "lisi", Name: "李某某", Role: account.Officer}
	expert  = account.Account{Login: "zhuanjia", Name: "专家乙", Role: account.Expert, Lang: "zh"}
	worker  = account.Account{Login: "wang", Name: "王某某", Role: account.Enterprise, Enterprise: plant}

	asOfficer = account.Person{Login: "lisi", Name: "李某某", Role: account.Officer}
)

// together calls f n times at once and gives how many succeeded and the errors of the others.
func together(n int, f func(n int) error) (won int, lost []error) {
	start, ends := make(chan struct{}), make(chan error, n)
	for i := range n {
		go func() { <-start; ends <- f(i) }()
	}
	close(start)
	for range n {
		if err := <-ends; err == nil {
			won++
		} else {
			lost = append(lost, err)
		}
	}
	return won, lost
}

var background = context.Background()
