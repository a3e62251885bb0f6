package api

import (
	"bytes"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"net/http"
	"time"

	"anquan.example/paicha/park/sqldb"
)

// keptFor is how long an answer is kept.
const keptFor = 24 * time.Hour

// errDone says that another request of the same name did it.
var errDone = errors.New("it was done already")

// once is a request that a program named, so that it is done once. That it was done stands in the transaction that did it; its answer is
// written afterwards, and made again where a crash came between.
type once struct {
	api   *API
	who   asker
	key   string // "" it has no name
	sum   []byte // of what is asked
	since int64
}

// once names a request; asked is all that makes it this one.
func (a *API) once(who asker, key string, asked ...any) once {
	data, _ := json.Marshal(asked) // strings and numbers
	sum := sha256.Sum256(data)
	return once{a, who, key, sum[:], a.Park.Now().UnixMilli()}
}

// before says whether it was done earlier, and gives the answer of then, when it was written.
func (o once) before(ctx context.Context, into any) (done bool, err error) {
	if o.key == "" {
		return false, nil
	}
	err = o.api.Park.DB.Read(ctx, func(tx *sqldb.Tx) error {
		sum, answer, err := o.kept(tx)
		if err != nil || sum == nil {
			return err
		}
		if !bytes.Equal(sum, o.sum) {
			return problem(o.who.words, KeyReused, http.StatusUnprocessableEntity)
		}
		if done = true; len(answer) > 0 {
			return json.Unmarshal(answer, into)
		}
		return nil
	})
	return done, err
}

// kept is what was asked, and answered, under the key; nothing when it is too long ago.
func (o once) kept(tx *sqldb.Tx) (sum, answer []byte, err error) {
	err = tx.Each(`SELECT sum, body FROM answered WHERE token = $1 AND key = $2 AND at > $3`, []any{o.who.token.ID, o.key, o.since - keptFor.Milliseconds()}, func(rows *sql.Rows) error {
		return rows.Scan(&sum, &answer)
	})
	return sum, answer, err
}

// with writes the key down in the transaction that does what was asked.
func (o once) with(tx *sqldb.Tx) error {
	if o.key == "" {
		return nil
	}
	if _, err := tx.Exec(`DELETE FROM answered WHERE at <= $1`, o.since-keptFor.Milliseconds()); err != nil {
		return err
	}
	n, err := tx.Exec(`INSERT INTO answered (token, key, sum, body, at) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (token, key) DO NOTHING`, o.who.token.ID, o.key, o.sum, []byte{}, o.since)
	if err != nil || n == 1 {
		return err
	}
	sum, _, err := o.kept(tx)
	if err == nil && !bytes.Equal(sum, o.sum) {
		return problem(o.who.words, KeyReused, http.StatusUnprocessableEntity)
	}
	if err == nil {
		err = errDone
	}
	return err
}

// after keeps the answer.
func (o once) after(ctx context.Context, answer any) error {
	if o.key == "" {
		return nil
	}
	return o.api.Park.DB.Write(ctx, func(tx *sqldb.Tx) error { return o.keep(tx, answer) })
}

// keep keeps the answer with what was done.
func (o once) keep(tx *sqldb.Tx, answer any) error {
	if o.key == "" {
		return nil
	}
	data, err := json.Marshal(answer)
	if err != nil {
		return err
	}
	_, err = tx.Exec(`UPDATE answered SET body = $1 WHERE token = $2 AND key = $3`, data, o.who.token.ID, o.key)
	return err
}
