package register

import (
	"bytes"
	"database/sql"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"anquan.example/paicha/internal/words"
	"anquan.example/paicha/park/sqldb"
	"anquan.example/paicha/park/sqldb/sqldbtest"
)

var noon = time.UnixMilli(1_790_000_000_000)

// desk is somebody who keeps a register.
type desk struct {
	*testing.T
	db *sqldb.DB
}

func each(t *testing.T, f func(t *testing.T, d desk)) {
	sqldbtest.Each(t, func(t *testing.T, open func() *sqldb.DB) { f(t, desk{t, open()}) })
}

func (d desk) sheet(text string) *Sheet {
	d.Helper()
	s, err := Read("名册.csv", []byte(text), nil)
	if err != nil || len(s.Problems) > 0 {
		d.Fatal(err, s)
	}
	return s
}

func (d desk) read(f func(tx *sqldb.Tx) error) {
	d.Helper()
	if err := d.db.Read(d.Context(), f); err != nil {
		d.Fatal(err)
	}
}

func (d desk) preview(s *Sheet) (p Plan) {
	d.Helper()
	d.read(func(tx *sqldb.Tx) (err error) {
		p, err = Preview(tx, s)
		return err
	})
	return p
}

func (d desk) apply(text string) Plan {
	d.Helper()
	s := d.sheet(text)
	p, err := Apply(d.Context(), d.db, "园区甲", s, d.preview(s).Mark, noon)
	if err != nil {
		d.Fatal(err)
	}
	return p
}

func (d desk) find(key string) Enterprise {
	d.Helper()
	var e Enterprise
	var there bool
	d.read(func(tx *sqldb.Tx) (err error) {
		e, there, err = Find(tx, key)
		return err
	})
	if !there {
		d.Fatalf("%s is not in the register", key)
	}
	return e
}

func (d desk) list(q Query) (names []string, more bool) {
	d.Helper()
	d.read(func(tx *sqldb.Tx) error {
		all, rest, err := List(tx, q)
		for _, e := range all {
			names = append(names, e.Name)
		}
		more = rest
		return err
	})
	return names, more
}

func (d desk) audit() (all []string) {
	d.Helper()
	d.read(func(tx *sqldb.Tx) error {
		return tx.Each(`SELECT who, what, about FROM audit ORDER BY id`, nil, func(rows *sql.Rows) error {
			var who, what, about string
			err := rows.Scan(&who, &what, &about)
			all = append(all, who+" "+what+" "+about)
			return err
		})
	})
	return all
}

func (d desk) save(e Enterprise) (Enterprise, error) {
	return Save(d.Context(), d.db, "园区甲", e, noon)
}

const head = "名称,信用代码,地址,片区,状态\n"

func TestPreviewSaysWhatAnImportDoes(t *testing.T) {
	each(t, func(t *testing.T, d desk) {
		d.apply(head + "示例甲厂," + codeOf(1) + ",一路,东区,\n示例乙厂,,二路,,\n示例丙厂," + codeOf(3) + ",,,\n示例丁厂," + codeOf(4) + ",四路,,\n示例己厂," + codeOf(6) + ",,,停产\n")
		s := d.sheet(head +
			"示例甲厂新名," + codeOf(1) + ",,西区,\n" + // changed; the address stays
			"示例乙厂," + codeOf(2) + ",,,\n" + // its code is known now
			"示例丙厂," + codeOf(9) + ",,,\n" + // another code
			"示例丁厂,,四路,,正常\n" + // the same, by name
			"示例戊厂," + codeOf(5) + ",,,\n" + // new
			"示例丁厂别名," + codeOf(4) + ",,,\n") // again
		p := d.preview(s)
		var got []string
		for _, c := range p.Rows {
			got = append(got, string(c.Kind))
		}
		if want := []string{"changed", "changed", "conflict", "same", "new", "conflict"}; !reflect.DeepEqual(got, want) {
			t.Errorf("%q, want %q", got, want)
		}
		if len(p.Missing) != 0 {
			t.Errorf("missing: %+v; a closed one is not, nor is one in conflict", p.Missing)
		}
		for _, w := range []*words.Words{words.In(words.Zh), words.In(words.En)} {
			var b strings.Builder
			for _, c := range p.Rows {
				fmt.Fprintln(&b, c.Say(w.Register))
			}
			golden(t, "preview."+string(w.Lang)+".txt", b.String())
		}
		done, err := Apply(t.Context(), d.db, "园区甲", s, p.Mark, noon.Add(time.Hour))
		if err != nil || done.Count(New) != 1 || done.Count(Changed) != 2 {
			t.Fatalf("%+v %v", done, err)
		}
		if e := d.find(codeOf(1)); e.Name != "示例甲厂新名" || e.Address != "一路" || e.Area != "西区" || e.Changed != noon.Add(time.Hour).UnixMilli() || !e.Active {
			t.Errorf("%+v", e)
		}
		if e := d.find(codeOf(2)); e.Name != "示例乙厂" || e.ID != NewID("", "示例乙厂") {
			t.Errorf("%+v", e)
		}
		if e := d.find(codeOf(3)); e.Name != "示例丙厂" {
			t.Errorf("%+v", e)
		}
		if got := d.audit(); len(got) != 2 || got[1] != "园区甲 register.imported 名册.csv: +1 ~2" {
			t.Errorf("%q", got)
		}
		again := d.preview(d.sheet(head + "示例戊厂," + codeOf(5) + ",,,\n"))
		if again.Count(Same) != 1 || len(again.Missing) != 4 {
			t.Errorf("%+v", again)
		}
	})
}

func TestApplyDoesWhatWasPreviewedOrNothing(t *testing.T) {
	each(t, func(t *testing.T, d desk) {
		s := d.sheet(head + "示例甲厂," + codeOf(1) + ",,,\n")
		p := d.preview(s)
		if _, err := Apply(t.Context(), d.db, "园区甲", d.sheet(head+"示例甲厂,"+codeOf(2)+",,,\n"), p.Mark, noon); !errors.Is(err, ErrChanged) {
			t.Errorf("another file under the same mark: %v", err)
		}
		if _, err := d.save(Enterprise{Name: "示例乙厂", Active: true}); err != nil {
			t.Fatal(err)
		}
		if _, err := Apply(t.Context(), d.db, "园区甲", s, p.Mark, noon); !errors.Is(err, ErrChanged) {
			t.Errorf("another register: %v", err)
		}
		if names, _ := d.list(Query{}); !reflect.DeepEqual(names, []string{"示例乙厂"}) {
			t.Errorf("%q", names)
		}
		if len(d.audit()) != 1 {
			t.Errorf("%q", d.audit())
		}
	})
}

func TestSaveKeepsWhatTheEntryWasKnownBy(t *testing.T) {
	each(t, func(t *testing.T, d desk) {
		e, err := d.save(Enterprise{Name: " 示例甲厂 ", Code: strings.ToLower(codeOf(1)), Active: true})
		if err != nil || e.Name != "示例甲厂" || e.Code != codeOf(1) || e.ID != NewID(codeOf(1), "") {
			t.Fatalf("%+v %v", e, err)
		}
		stale := e
		e.Code = codeOf(2)
		if e, err = Save(t.Context(), d.db, "园区甲", e, noon.Add(1e9)); err != nil {
			t.Fatal(err)
		}
		for _, key := range []string{codeOf(1), codeOf(2), e.ID} {
			if got := d.find(key); !reflect.DeepEqual(got, e) {
				t.Errorf("%s: %+v, want %+v", key, got, e)
			}
		}
		if _, err := d.save(stale); !errors.Is(err, ErrChanged) {
			t.Errorf("two saved the same: %v", err)
		}
		for name, other := range map[string]Enterprise{"its code": {Name: "示例乙厂", Code: codeOf(2)}, "its earlier code": {Name: "示例乙厂", Code: codeOf(1)}} {
			if _, err := d.save(other); !errors.Is(err, ErrTaken) {
				t.Errorf("%s: %v", name, err)
			}
		}
		var bad *Invalid
		_, err = d.save(Enterprise{Name: " ", Code: "123", Latitude: "91", Note: "\x1b[2J"})
		if !errors.As(err, &bad) || len(bad.Problems) != 4 {
			t.Fatalf("%v", err)
		}
		if said := Explain(err, words.In(words.Zh).Register); !strings.Contains(said, "统一社会信用代码：3 位") {
			t.Error(said)
		}
		// the file that was imported first means the same entry, and does not take its new code back
		p := d.preview(d.sheet(head + "示例甲厂," + codeOf(1) + ",新路,,\n"))
		if c := p.Rows[0]; c.Kind != Changed || c.After.Code != codeOf(2) || len(c.Fields) != 1 {
			t.Errorf("%+v", c)
		}
	})
}

func TestMergeLosesNothing(t *testing.T) {
	each(t, func(t *testing.T, d desk) {
		d.apply("名称,信用代码,地址,电话,状态\n示例甲厂," + codeOf(1) + ",,123,\n示例甲厂（老厂）," + codeOf(2) + ",老路,456,停产\n")
		from, into := d.find(codeOf(2)), d.find(codeOf(1))
		if err := d.db.Write(t.Context(), func(tx *sqldb.Tx) error {
			if _, err := tx.Exec(`INSERT INTO enterprise_key (key, enterprise) VALUES ($1, $2)`, "019ab3f0-0000-7000-8000-00000000000a", from.ID); err != nil {
				return err
			}
			_, err := tx.Exec(`INSERT INTO account (login, name, role, enterprise, password, subject, lang, disabled, failures, locked, created, seen)
			VALUES ($1, $2, $3, $4, $5, $5, $5, 0, 0, 0, 0, 0)`, "old", "老厂", "enterprise", from.ID, "")
			return err
		}); err != nil {
			t.Fatal(err)
		}
		merged, err := Merge(t.Context(), d.db, from.ID, into.ID, "园区甲", noon.Add(1e9))
		if err != nil || merged.Address != "老路" || merged.Phone != "123" || merged.Code != codeOf(1) || !merged.Active {
			t.Fatalf("%+v %v", merged, err)
		}
		for _, key := range []string{codeOf(1), codeOf(2), from.ID, into.ID, "019ab3f0-0000-7000-8000-00000000000a"} {
			if got := d.find(key); !reflect.DeepEqual(got, merged) {
				t.Errorf("%s: %+v", key, got)
			}
		}
		d.read(func(tx *sqldb.Tx) error {
			var keys int
			if _, err := tx.Row(`SELECT count(*) FROM enterprise_key WHERE enterprise = $1`, []any{into.ID}, &keys); err != nil || keys != 5 {
				t.Errorf("%d keys: %v", keys, err)
			}
			var of string
			if _, err := tx.Row(`SELECT enterprise FROM account WHERE login = $1`, []any{"old"}, &of); err != nil || of != into.ID {
				t.Errorf("the account is of %q: %v", of, err)
			}
			return err
		})
		if log := d.audit(); !strings.Contains(log[len(log)-1], "老厂") || !strings.Contains(log[len(log)-1], "456") {
			t.Errorf("what is gone is not in the audit: %q", log)
		}
		if names, _ := d.list(Query{Closed: true}); len(names) != 1 {
			t.Errorf("%q", names)
		}
		// the old file brings it back neither as an entry nor as a name
		p := d.preview(d.sheet(head + "示例甲厂（老厂）," + codeOf(2) + ",,,\n"))
		if p.Rows[0].Kind != Same {
			t.Errorf("%+v", p.Rows[0])
		}
		for _, pair := range [][2]string{{into.ID, into.ID}, {"no", into.ID}, {into.ID, "no"}, {codeOf(2), into.ID}} {
			if _, err := Merge(t.Context(), d.db, pair[0], pair[1], "园区甲", noon); !errors.Is(err, ErrNone) {
				t.Errorf("%q: %v", pair, err)
			}
		}
	})
}

func TestListByNamePageByPage(t *testing.T) {
	each(t, func(t *testing.T, d desk) {
		d.apply(head + "Demo_A," + codeOf(1) + ",,东区,\nDemoXA," + codeOf(2) + ",,,\n示例丙厂," + codeOf(3) + ",,,关闭\n示例丁厂,,,东区,\n")
		for _, c := range []struct {
			q    Query
			want []string
		}{
			{Query{Search: "demo_a"}, []string{"Demo_A"}}, {Query{Search: strings.ToLower(codeOf(2)[:17])}, []string{"DemoXA"}},
			{Query{Search: "100%"}, nil}, {Query{Search: "厂"}, []string{"示例丁厂"}}, {Query{Search: "厂", Closed: true}, []string{"示例丁厂", "示例丙厂"}},
			{Query{Area: "东区"}, []string{"Demo_A", "示例丁厂"}},
		} {
			if got, _ := d.list(c.q); !reflect.DeepEqual(got, c.want) {
				t.Errorf("%+v: %q, want %q", c.q, got, c.want)
			}
		}
		d.read(func(tx *sqldb.Tx) error {
			first, more, err := List(tx, Query{Size: 2})
			if err != nil || !more || len(first) != 2 {
				t.Fatal(first, more, err)
			}
			second, more, err := List(tx, Query{Size: 2, After: first[1]})
			if more || len(second) != 1 || second[0].Name != "示例丁厂" {
				t.Errorf("%+v %v", second, more)
			}
			return err
		})
		d.read(func(tx *sqldb.Tx) error {
			handed, err := Handout(tx)
			if len(handed) != 3 {
				t.Errorf("%+v", handed)
			}
			return err
		})
	})
}

// What is exported and read again changes nothing; nothing in it is run (P10).
func TestAnExportComesBackAsItWas(t *testing.T) {
	each(t, func(t *testing.T, d desk) {
		for n, e := range []Enterprise{
			{Name: "=cmd|'/c calc'!A1", Code: codeOf(1), Phone: "+86 138 0000 0000", Address: "-1 层", Note: "@示例", Latitude: "-29.5", Longitude: "-106.5", Active: true, Sectors: []string{"fire", "hazchem"}},
			{Name: "示例,\"引号\"厂", Contact: "＝甲"},
		} {
			if _, err := d.save(e); err != nil {
				t.Fatal(n, err)
			}
		}
		var all []Enterprise
		d.read(func(tx *sqldb.Tx) (err error) {
			all, _, err = List(tx, Query{Closed: true})
			return err
		})
		var text, book bytes.Buffer
		if err := errors.Join(CSV(&text, all), XLSX(&book, all)); err != nil {
			t.Fatal(err)
		}
		for _, cell := range []string{"'=cmd|", "'+86", "'-1 层", "'@示例", "'＝甲"} {
			if !strings.Contains(text.String(), cell) {
				t.Errorf("%s is not in\n%s", cell, text.String())
			}
		}
		for name, data := range map[string][]byte{"x.csv": text.Bytes(), "x.xlsx": book.Bytes()} {
			s, err := Read(name, data, nil)
			if err != nil || len(s.Problems) > 0 || len(s.Ignored) > 0 {
				t.Fatalf("%s: %v %+v", name, err, s)
			}
			p := d.preview(s)
			if p.Count(Same) != 2 || len(p.Missing) != 0 {
				t.Errorf("%s: %+v", name, p)
			}
		}
	})
}

func TestTenThousandRows(t *testing.T) {
	each(t, func(t *testing.T, d desk) {
		const n = 10_000
		var all []Enterprise
		for i := range n {
			all = append(all, Enterprise{Name: fmt.Sprintf("示例 %d 号有限公司", i), Code: codeOf(i), Address: "园区大道", Active: true})
		}
		var book bytes.Buffer
		if err := XLSX(&book, all); err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		s, err := Read("名册.xlsx", book.Bytes(), nil)
		if err != nil || len(s.Rows) != n || len(s.Problems) > 0 {
			t.Fatal(err, len(s.Rows), s.Problems)
		}
		reading := time.Since(start)
		p := d.preview(s)
		if p.Count(New) != n {
			t.Errorf("%d new", p.Count(New))
		}
		start = time.Now()
		if _, err := Apply(t.Context(), d.db, "园区甲", s, p.Mark, noon); err != nil {
			t.Fatal(err)
		}
		t.Logf("read in %s, applied in %s", reading, time.Since(start))
		if p := d.preview(s); p.Count(Same) != n || len(p.Missing) != 0 {
			t.Errorf("%d the same, %d missing", p.Count(Same), len(p.Missing))
		}
	})
}
