package register

import (
	"cmp"
	"context"
	"fmt"
	"time"

	"anquan.example/paicha/park/sqldb"
)

// Invalid says what is wrong with an entry, by field: the Column of each problem is the Field.
type Invalid struct{ Problems []Problem }

func (e *Invalid) Error() string {
	p := e.Problems[0]
	return fmt.Sprintf("%s: %q cannot be kept (%s)", p.Column, p.Value, p.Fault)
}

// Save keeps an entry, a new one when the register does not have its id, and gives it as it is kept. It is ErrChanged when somebody saved
// the entry after it was read. An earlier credit code goes on meaning the entry.
func Save(ctx context.Context, db *sqldb.DB, who string, e Enterprise, now time.Time) (Enterprise, error) {
	e, err := checked(e)
	if err != nil {
		return e, err
	}
	e.ID = cmp.Or(e.ID, NewID(e.Code, e.Name))
	err = db.Write(ctx, func(tx *sqldb.Tx) error {
		if err := free(tx, e); err != nil {
			return err
		}
		kept := e
		kept.Changed = now.UnixMilli()
		if err := store(tx, []Enterprise{kept}); err != nil {
			return err
		}
		return tx.Note(now, who, Saved, e.Name+" "+e.Code)
	})
	if err == nil {
		e.Changed = now.UnixMilli()
	}
	return e, err
}

// free says that the entry may be kept: nothing that it is known by is another's, and nobody saved it meanwhile.
func free(tx *sqldb.Tx, e Enterprise) error {
	for _, key := range []string{e.ID, e.Code} {
		other, there, err := Find(tx, key)
		switch {
		case err != nil:
			return err
		case !there || key == "":
		case other.ID != e.ID || e.Changed == 0:
			return ErrTaken
		case other.Changed != e.Changed:
			return ErrChanged
		}
	}
	return nil
}

// checked is the entry as it would be read from a file.
func checked(e Enterprise) (Enterprise, error) {
	var bad []Problem
	for _, c := range columns {
		was := c.get(&e)
		value, ill := c.value(cell{text: was}, nil)
		if ill == nil && value == "" && c.Field == Name {
			ill = &wrong{fault: NoName}
		}
		if ill != nil {
			bad = append(bad, Problem{Column: string(c.Field), Value: was, Fault: ill.fault, Says: ill.says, N: ill.n})
			continue
		}
		c.set(&e, value)
	}
	if len(bad) == 0 && (e.Latitude == "") != (e.Longitude == "") {
		bad = append(bad, Problem{Column: string(Latitude), Fault: HalfPlace})
	}
	if len(bad) == 0 && e.Until != "" && e.Until < e.Since {
		bad = append(bad, Problem{Column: string(Until), Value: e.Until, Fault: BadDay})
	}
	if len(bad) > 0 {
		return e, &Invalid{bad}
	}
	return e, nil
}
