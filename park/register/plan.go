package register

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"anquan.example/paicha/park/sqldb"
)

// Kind is what an import does to an entry.
type Kind string

// Kinds.
const (
	New      Kind = "new"
	Changed  Kind = "changed"
	Same     Kind = "same"
	Conflict Kind = "conflict"
)

// Clash is why a row is not taken.
type Clash string

// Clashes.
const (
	NameTaken Clash = "name-taken" // an entry of the same name has another code
	NameTwice Clash = "name-twice" // several entries have the name, the row has no code
	RowTwice  Clash = "row-twice"  // an earlier row is of the same entry
)

// Difference is a field that a row changes.
type Difference struct {
	Field    Field
	From, To string
}

// Change is what a row does.
type Change struct {
	Kind   Kind
	Line   int
	Before Enterprise // of Changed and Same; of Conflict: the entry that is in the way
	After  Enterprise
	Fields []Difference
	Clash  Clash
	N      int // NameTwice: how many; RowTwice: the line
}

// Plan is what an import would do.
type Plan struct {
	Mark    string // of the register and the sheet as they were
	Rows    []Change
	Missing []Enterprise // active, and not in the file
}

// Count is how many rows are of a kind.
func (p Plan) Count(k Kind) (n int) {
	for _, c := range p.Rows {
		if c.Kind == k {
			n++
		}
	}
	return n
}

// known is the register in memory.
type known struct {
	all    []Enterprise
	byID   map[string]int
	byKey  map[string]string // → id
	byName map[string][]int
}

// Preview says what an import of the sheet would do.
func Preview(tx *sqldb.Tx, s *Sheet) (Plan, error) {
	k, err := load(tx)
	if err != nil {
		return Plan{}, err
	}
	p := Plan{Mark: mark(k.all, s)}
	taken := map[string]int{} // id → line
	for _, row := range s.Rows {
		c := k.change(row)
		if line, twice := taken[c.After.ID]; twice && c.Kind != Conflict {
			c.Kind, c.Clash, c.N, c.Fields = Conflict, RowTwice, line, nil
		}
		if c.Kind != Conflict {
			taken[c.After.ID] = row.Line
		} else if _, there := taken[c.Before.ID]; c.Before.ID != "" && !there {
			taken[c.Before.ID] = row.Line // it is in the file, whatever stands there
		}
		p.Rows = append(p.Rows, c)
	}
	for _, e := range k.all {
		if _, there := taken[e.ID]; !there && e.Active {
			p.Missing = append(p.Missing, e)
		}
	}
	return p, nil
}

// change compares a row with the entry that it is of: that of its code, or else the one of its name that has no code.
func (k known) change(row Row) Change {
	code, same := row.Values[Code], k.byName[row.Values[Name]]
	after := row.Enterprise()
	if e, there := k.find(code); there {
		return compare(row, e, e.Code != code)
	}
	if code == "" && len(same) > 1 {
		return Change{Kind: Conflict, Line: row.Line, Before: k.all[same[0]], After: after, Clash: NameTwice, N: len(same)}
	}
	for _, n := range same {
		if e := k.all[n]; code == "" || e.Code == "" {
			return compare(row, e, false)
		}
	}
	if len(same) > 0 {
		return Change{Kind: Conflict, Line: row.Line, Before: k.all[same[0]], After: after, Clash: NameTaken}
	}
	if e, there := k.find(after.ID); there {
		return compare(row, e, true)
	}
	return Change{Kind: New, Line: row.Line, After: after}
}

func (k known) find(key string) (Enterprise, bool) {
	id, there := k.byKey[key]
	if !there {
		return Enterprise{}, false
	}
	return k.all[k.byID[id]], true
}

// compare says what a row changes. One that names the entry as it was known earlier leaves it the name and the code that it has now.
func compare(row Row, before Enterprise, earlier bool) Change {
	c := Change{Kind: Same, Line: row.Line, Before: before, After: row.over(before)}
	if earlier {
		c.After.Name, c.After.Code = before.Name, before.Code
	}
	if c.Fields = differences(before, c.After); len(c.Fields) > 0 {
		c.Kind = Changed
	}
	return c
}

func differences(a, b Enterprise) (all []Difference) {
	for _, c := range columns {
		if from, to := c.get(&a), c.get(&b); from != to {
			all = append(all, Difference{c.Field, from, to})
		}
	}
	return all
}

// mark is of the register and of what is to be done to it: when it is the same, the plan is.
func mark(all []Enterprise, s *Sheet) string {
	h := sha256.New()
	w := json.NewEncoder(h)
	for _, v := range []any{all, s.File, s.Tab, s.Rows} {
		if err := w.Encode(v); err != nil {
			panic(fmt.Sprintf("a register cannot be written as JSON: %v", err)) // strings, numbers and maps of them
		}
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// summary is what the audit says of an import.
func (p Plan) summary(s *Sheet) string {
	return strings.TrimSpace(fmt.Sprintf("%s: +%d ~%d", s.title(), p.Count(New), p.Count(Changed)))
}
